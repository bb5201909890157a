import json
import signal
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from googlenet.cli.main import COMMANDS, main
from googlenet.data import dataset as data
from googlenet.inspection.methods import METHODS
from googlenet.networks import classifier as zoo
from googlenet.training import steps
from googlenet.training.runs.folder import RunFolder
from tests.training.tiny import finished_run, load_tiny, outcome, tiny_config, told
from tests.zips import divided, on_disk, sound

TINY = ["--dataset", "tiny", "--image-size", "32", "--batch-size", "32", "--threads", "1"]
TINY += ["--optimizer", "adamw", "--precision", "fp32"]


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture(autouse=True)
def tiny_data(monkeypatch):
    monkeypatch.setitem(data.DATASETS, "tiny", load_tiny)


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """A finished run of the tiny network."""
    return finished_run(tmp_path_factory.mktemp("cli") / "run", image_size=32)


@pytest.fixture
def tiny_network(monkeypatch):
    """`googlenet_bn` is the tiny one, so that `train` needs no minutes."""
    monkeypatch.setitem(zoo.NETWORKS, "googlenet_bn", tiny_config().model)


@pytest.fixture
def garment(tmp_path, picture):
    picture.save(tmp_path / "garment.png")
    return tmp_path / "garment.png"


def run_json(capsys, *arguments):
    assert main([*map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refusal(capsys, *arguments):
    """The one sentence on bad input."""
    try:
        code = main([*map(str, arguments)])
    except SystemExit as left:
        code = left.code
    printed = capsys.readouterr()
    assert code == 2
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    return printed.err


def test_help_takes_no_torch():
    code = (
        "import contextlib, io, sys; from googlenet.cli.main import main, COMMANDS\n"
        "for command in COMMANDS:\n"
        "    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.suppress(SystemExit): main([command, '-h'])\n"
        "    assert 'usage' in out.getvalue()\n"
        "assert not {'torch', 'numpy', 'PIL', 'gradio'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_speaks_the_terminal_s_language(command, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    with pytest.raises(SystemExit):
        main([command, "--help"])
    assert any("\u4e00" <= letter <= "\u9fff" for letter in capsys.readouterr().out)


def test_train_resume_and_evaluate_agree(tmp_path, tiny_network, capsys):
    where = ["--run-dir", str(tmp_path / "run")]
    assert main(["train", *TINY, "--epochs", "1", *where]) == 0
    printed = capsys.readouterr()
    assert "epoch 1: loss" in printed.out
    assert "Finished" in printed.err
    assert main(["train", "--resume", "--epochs", "2", *where]) == 0
    last = RunFolder(tmp_path / "run").records()[-1]
    assert (last.epoch, last.kind) == (2, "epoch")
    assert f"test {100 * last.test_accuracy:.2f}%" in capsys.readouterr().out
    score = run_json(capsys, "evaluate", tmp_path / "run")
    assert score["accuracy"] == last.test_accuracy
    assert score["loss"] == pytest.approx(last.test_loss, rel=1e-5)
    assert np.trace(score["confusion"]) / score["images"] == score["accuracy"]


def test_train_prints_records_for_a_program(tmp_path, tiny_network, capsys):
    assert main(["train", *TINY, "--epochs", "1", "--seed", "0", "--json", "--run-dir", str(tmp_path / "run")]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["kind"] for line in lines] == ["step", "epoch"]


def test_a_new_run_gets_a_name_and_resume_finds_it(tmp_path, tiny_network, capsys, monkeypatch):
    monkeypatch.setenv("GOOGLENET_RUNS_DIR", str(tmp_path))
    for _ in range(2):
        assert main(["train", *TINY, "--epochs", "1"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["default-0", "default-1"]
    assert main(["train", "--resume"]) == 0
    assert str(tmp_path / "default-1") in capsys.readouterr().err.splitlines()[-1]


def test_ctrl_c_writes_a_checkpoint_and_says_how_to_go_on(tmp_path, tiny_network, capsys, monkeypatch):
    plain, calls = steps.training_loss, iter(range(1000))

    def loss(*arguments):
        if next(calls) == 1:
            signal.raise_signal(signal.SIGINT)
        return plain(*arguments)

    begin = ["train", *TINY, "--epochs", "2", "--run-dir"]
    with monkeypatch.context() as patch:
        patch.setattr(steps, "training_loss", loss)
        assert main([*begin, str(tmp_path / "broken off")]) == 130
    run = RunFolder(tmp_path / "broken off")
    assert run.status().state == "stopped"
    assert f"train --resume --run-dir '{run.path}'" in capsys.readouterr().err.splitlines()[-1]
    assert main(["train", "--resume", "--run-dir", str(run.path)]) == 0
    assert main([*begin, str(tmp_path / "whole")]) == 0
    whole = RunFolder(tmp_path / "whole")
    assert outcome(run) == outcome(whole)
    assert told(run.records()) == told(whole.records())


def test_ctrl_c_elsewhere_is_no_traceback(capsys, monkeypatch):
    def press(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(zoo, "load_classifier", press)
    assert main(["evaluate", "anything"]) == 130
    assert capsys.readouterr().err == "Stopped.\n"


def test_evaluate_may_be_limited(trained, capsys):
    assert run_json(capsys, "evaluate", trained.path, "--limit", 7)["images"] == 7
    for bad in ("0", "-5"):
        assert main(["evaluate", str(trained.path), "--limit", bad]) == 2
        assert capsys.readouterr().err == f"--limit can’t be {bad}. Use a whole number from 1 to 20.\n"
    assert main(["evaluate", str(trained.path), "--limit", "7"]) == 0
    assert "on 7 test images of tiny" in capsys.readouterr().out


def test_classify_names_the_best_classes_of_each_picture(trained, garment, capsys):
    (answer,) = run_json(capsys, "classify", garment, "--weights", trained.path)
    assert answer["image"] == str(garment)
    assert sorted(answer["probabilities"], reverse=True) == answer["probabilities"]
    assert main(["classify", str(garment), str(garment), "--weights", str(trained.path), "--top", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith(f"{garment}: {answer['labels'][0]} ")
    assert lines[0].count("%") == 2


def test_evidence_adds_up_for_one_class_and_for_two(trained, garment, capsys):
    one, other = (
        run_json(capsys, "evidence", garment, "--weights", trained.path, "--target", name) for name in ("dim", "0")
    )
    both = run_json(capsys, "evidence", garment, "--weights", trained.path, "--target", "dim", "--against", "0")
    assert one["bias"] + sum(one["terms"].values()) == pytest.approx(one["logit"], abs=1e-5)
    assert both["logit"] == pytest.approx(one["logit"] - other["logit"], abs=1e-5)
    assert both["bias"] + sum(both["terms"].values()) == pytest.approx(both["logit"], abs=1e-5)


def test_flow_and_traits_are_told_for_every_path(trained, garment, tmp_path, capsys):
    flows = run_json(capsys, "flow", garment, "--weights", trained.path)
    for branches in flows.values():
        for flow in branches.values():
            assert sum(flow["shares"].values()) == pytest.approx(1)
    run_json(capsys, "specialization", trained.path, "--output", tmp_path / "traits.json")
    told = json.loads((tmp_path / "traits.json").read_text(encoding="utf-8"))
    assert len(told["trained"]["paths"]) == sum(map(len, flows.values()))


def test_importance_goes_on_where_its_file_ends(trained, tmp_path, capsys):
    path = tmp_path / "record.json"
    asked = ["importance", trained.path, "--device", "cpu", "--output", path]
    run_json(capsys, *asked, "--images", "16")
    found = run_json(capsys, *asked, "--images", "20")
    assert found["images"] == json.loads(path.read_text(encoding="utf-8"))["records"][0]["images"] == 20
    assert all(one["interval"][0] <= one["drop"] <= one["interval"][1] for one in found["paths"])
    assert main([*map(str, asked), "--images", "0"]) == 2


def test_explain_writes_the_numbers_and_a_picture(trained, garment, tmp_path, capsys):
    begin = ["explain", garment, "--weights", trained.path, "--method", "saliency", "--target", "dim"]
    found = run_json(capsys, *begin, "--output", tmp_path / "map.npz")
    with np.load(tmp_path / "map.npz") as numbers:
        np.testing.assert_allclose(numbers["map"], found["map"])
        assert numbers["target"] == found["target"] == 1
    assert found["label"] == "dim"
    assert main([*map(str, begin), "--output", str(tmp_path / "map.png")]) == 0
    with Image.open(tmp_path / "map.png") as drawn:
        assert drawn.size == (32, 32)
    assert "written to" in capsys.readouterr().out


def test_explain_takes_the_methods_parameters(trained, garment, capsys):
    place = [
        "--weights",
        trained.path,
        "--method",
        "layer_integrated_gradients",
        "--set",
        "n_steps=3",
        "error_limit=none",
    ]
    assert run_json(capsys, "explain", garment, *place)["parameters"] == {"n_steps": 3}


def test_explain_takes_an_image_that_is_the_baseline_itself(trained, tmp_path, capsys):
    Image.new("L", (28, 28)).save(tmp_path / "black.png")
    place = ["--weights", trained.path, "--method", "integrated_gradients", "--set", "n_steps=2"]
    found = run_json(capsys, "explain", tmp_path / "black.png", *place)
    assert (found["delta"], found["relative_delta"]) == (0, None)  # the score has no difference to add up to


def test_the_help_of_explain_lists_every_method_with_its_parameters(capsys):
    with pytest.raises(SystemExit):
        main(["explain", "-h"])
    told = capsys.readouterr().out
    for key, row in METHODS.items():
        (line,) = [line for line in told.splitlines() if line.split()[:1] == [key]]
        assert all(f"{one.name}=" in line for one in row.parameters)


@pytest.mark.parametrize(
    ("pair", "told"),
    [("n_steps", "NAME=VALUE"), ("n_steps=lots", "2–512"), ("n_steps=1", "2–512"), ("steps=8", "n_steps")],
)
def test_a_parameter_that_is_not_taken_is_answered_with_what_is(pair, told, capsys):
    assert main(["explain", "a.png", "--method", "integrated_gradients", "--set", pair]) == 2
    assert told in capsys.readouterr().err


def test_explain_a_path_of_a_block_by_index(trained, garment, capsys):
    place = ["--method", "layer_grad_cam", "--block", "inception3a", "--branch", "3x3", "--target", "2"]
    found = run_json(capsys, "explain", garment, "--weights", trained.path, *place)
    assert (found["block"], found["branch"], found["target"]) == ("inception3a", "3x3", 2)
    assert np.array(found["map"]).shape == (16, 16)


def test_summary_counts_the_parameters_of_the_notes(capsys):
    # DESIGN table: googlenet_notes with 1 channel and 10 classes has 5,467,426 parameters and 1,423,985,408 MACs.
    rows = run_json(capsys, "summary", "googlenet_notes", "--input-size", 1, 1, 224, 224)
    assert sum(row["params"] or 0 for row in rows) == 5_467_426
    assert main(["summary", "googlenet_notes"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "5,467,426 parameters, 1,423,985,408 multiply-adds"


def test_models_lists_networks_and_weights(capsys, tmp_path, monkeypatch, trained):
    monkeypatch.setattr(zoo, "WEIGHTS_FOLDER", tmp_path)
    assert list(run_json(capsys, "models")["networks"]) == zoo.list_models()
    assert main(["models"]) == 0
    capsys.readouterr()


def test_ship_tells_the_accuracy_that_evaluate_finds(capsys, tmp_path, monkeypatch, trained):
    monkeypatch.setattr(zoo, "WEIGHTS_FOLDER", tmp_path)
    figures = run_json(capsys, "ship", trained.path, "tiny.tiny")
    assert (tmp_path / "tiny.tiny.safetensors").is_file()
    assert run_json(capsys, "evaluate", "tiny.tiny")["accuracy"] == figures["test_accuracy"]
    assert run_json(capsys, "models")["weights"]["tiny.tiny"]["figures"] == figures
    assert "Choose another name" in refusal(capsys, "ship", trained.path, "tiny.tiny")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "required: command"),
        (["bake"], "invalid choice: 'bake'"),
        (["train", "--epochs", "0"], "epochs can’t be 0. Use a whole number from 1 to 1000."),
        (["train", "--epochs", "many"], "invalid int value: 'many'"),
        (["train", "--dataset", "nothing", "--run-dir", "nowhere/run"], "no data set 'nothing'"),
        (["train", "--resume", "--run-dir", "nowhere"], "no run to resume"),
        (["evaluate", "nothing"], "no weights 'nothing'"),
        (["classify", "nowhere.png"], "no weights 'googlenet_bn.fashion_mnist'"),
        (["explain", "a.png", "--output", "map.bmp"], "ends in .png or .npz"),
        (["summary", "resnet"], "no network 'resnet'"),
        (["summary", "googlenet_notes", "--input-size", "1", "1", "8", "8"], "too small"),
        (["ship", "nowhere", "tiny.tiny"], "no finished run"),
        (["importance", "--seed", "-1"], "seed can’t be -1."),
        (["importance", "--images", "0"], "--images can’t be 0. Use 1 or more."),
        (["visualize", "--block", "inception3a", "--branch", "3x3", "--seed", "-1"], "seed can’t be -1."),
    ],
)
def test_bad_input_gets_one_sentence_and_code_2(arguments, words, capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(zoo, "WEIGHTS_FOLDER", tmp_path)
    monkeypatch.chdir(tmp_path)
    assert words in refusal(capsys, *arguments)
    assert not list(tmp_path.iterdir())


def test_a_picture_that_is_none_gets_one_sentence(trained, tmp_path, capsys):
    (tmp_path / "text.png").write_text("not a picture")
    for name in ("text.png", "absent.png"):
        assert refusal(capsys, "classify", tmp_path / name, "--weights", trained.path)


def test_weights_for_other_classes_get_one_sentence(trained, capsys, monkeypatch):
    other = replace(load_tiny(), name="other", classes=("a", "light", "b", "bright"))
    monkeypatch.setitem(data.DATASETS, "other", lambda: other)
    words = refusal(capsys, "evaluate", trained.path, "--dataset", "other")
    assert "was not trained for the classes of other. These differ: a, b, dark, dim." in words


def test_held_out_pictures_have_a_column_and_the_first_names_are_told(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("GOOGLENET_RUNS_DIR", str(tmp_path / "runs"))
    files = divided({"train": 3, "val": 2, "test": 1})
    folder = on_disk(tmp_path / "mine", files | {f"train/a/{n}.txt": b"x" for n in range(7)})
    report = run_json(capsys, "pictures", folder, "--side", 24)
    assert (report["held_out_counts"], len(report["skipped"]["kind"][1])) == ([2, 2], 7)
    assert main(["pictures", str(folder), "--side", "24"]) == 0
    told = capsys.readouterr().out
    assert "validation" in told
    assert "train/a/4.txt…)" in told
    assert "train/a/5.txt" not in told
    assert "--json" in told


def test_pictures_are_reported_trained_on_exported_and_imported(tmp_path, capsys, monkeypatch, tiny_network):
    monkeypatch.setenv("GOOGLENET_RUNS_DIR", str(tmp_path / "runs"))
    folder = on_disk(tmp_path / "mine", sound(classes="ab", each=6) | {"a/note.txt": b"x"})
    report = run_json(capsys, "pictures", folder, "--side", 24)
    assert report["train_counts"] == [5, 5]
    assert report["skipped"] == {"kind": [1, ["a/note.txt"]]}
    assert main(["pictures", str(folder), "--side", "24"]) == 0
    assert "skipped: 1 × not an image file (a/note.txt)" in capsys.readouterr().out
    size = ["--image-size", "24", "--batch-size", "5", "--epochs", "1", "--threads", "1"]
    run = tmp_path / "runs" / "mine"
    assert main(["train", "--dataset", str(folder), "--run-dir", str(run), *size]) == 0
    assert main(["evaluate", str(run)]) == 0
    assert "on 2 test images" in capsys.readouterr().out
    assert run_json(capsys, "export", run, tmp_path / "it.zip")["bytes"] == (tmp_path / "it.zip").stat().st_size
    brought = run_json(capsys, "import", tmp_path / "it.zip", "--name", "brought")
    assert brought["classes"] == ["a", "b"]
    assert (tmp_path / "runs" / "brought" / "best.safetensors").is_file()
    assert main(["import", str(folder / "a" / "note.txt")]) == 2
    assert "a readable zip file" in capsys.readouterr().err
