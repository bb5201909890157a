"""What the package offers, and how long its files are."""

import subprocess
import sys
from pathlib import Path

import pytest

import googlenet
from googlenet.networks import classifier

ROOT = Path(__file__).resolve().parent.parent


def test_no_file_is_longer_than_a_reader_bears():
    files = [
        path for folder in ("googlenet", "tests", "benchmarks", "assets") for path in (ROOT / folder).rglob("*.py")
    ]
    lengths = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("\n") for path in files}
    assert not {name: length for name, length in lengths.items() if length > 400}
    assert (ROOT / "app.py").read_text(encoding="utf-8").count("\n") < 40


def test_public_names_are_sorted_and_resolve_to_what_they_are_called():
    assert googlenet.__all__ == sorted(set(googlenet.__all__))
    assert set(googlenet.__all__) == {*googlenet._HOMES, "summary"}
    for name in googlenet.__all__:
        value = getattr(googlenet, name)
        assert getattr(value, "__name__", name) == name
        assert name in dir(googlenet)


def test_public_names_are_the_contracts():
    assert set(googlenet.__all__) >= {
        *("METHODS", "TrainConfig", "UserError", "ablated", "attribute", "branch_activations", "branch_evidence"),
        *("classify", "create_model", "fit", "list_models", "load_classifier", "summary"),
    }


def test_names_that_notebooks_use_stay_where_they_were():
    from googlenet.images import open_image
    from googlenet.inspection.attribution import attribute_paths
    from googlenet.inspection.faithfulness import infidelity, on_cells

    assert all(map(callable, (open_image, attribute_paths, infidelity, on_cells)))


def test_an_unknown_public_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'fly'"):
        _ = googlenet.fly


def test_summary_takes_a_name_or_a_table():
    rows = googlenet.summary("googlenet", (2, 3, 64, 64), num_classes=5)
    assert rows == googlenet.summary(classifier.NETWORKS["googlenet"], (2, 3, 64, 64), num_classes=5)
    assert rows[-1].output_shape == (2, 5)
    with pytest.raises(googlenet.UserError, match="googlenet_bn"):
        googlenet.summary("alexnet")


def test_the_light_names_take_no_torch():
    code = (
        "import sys, googlenet; dir(googlenet); googlenet.UserError; googlenet.METHODS; "
        "print(*{'torch', 'captum'} & sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
