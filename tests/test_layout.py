"""Who may import whom, read from the source; and the public names."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import googlenet
from googlenet.networks import classifier as zoo

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "googlenet"

# A module imports only what its row names, and of our own only rows above it. A folder is one row, free within itself.
# The standard library, `errors` and `text` are free.
ROWS = {
    "text": set(),
    "errors": set(),
    "plain": set(),
    "specs": set(),
    "successors": {"specs"},
    "family": {"specs", "successors"},
    "results": {"numpy"},
    "accounting": {"specs", "results"},
    "proportions": {"specs", "accounting"},
    "designs": {"specs", "family"},
    "uploads": {"PIL", "numpy"},
    "garments": {"PIL", "numpy"},
    "sprites": {"PIL", "numpy"},
    "images": {"PIL", "numpy", "torch", "torchvision", "results", "uploads", "garments", "sprites"},
    "blocks": {"torch", "specs"},
    "network": {"torch", "specs", "blocks"},
    "pretrained": {"torch", "specs", "successors"},
    "checkpoints": {"torch", "safetensors", "specs", "results", "network"},
    "cards": {"specs", "results", "checkpoints"},
    "imagenet": {"torch", "torchvision", "specs", "successors", "pretrained", "results", "cards"},
    "zoo": {"imagenet", "torch", "torchvision", "specs", "family", "results", "network", "checkpoints", "cards"},
    "owners": set(),
    "archives": set(),
    "picture_folders": {"torch", "numpy", "archives", "results", "images"},
    "own_data": {"numpy", "safetensors", "owners", "checkpoints", "picture_folders"},
    "streaming": {"torch", "archives", "results", "images"},
    "data": {"streaming", "torch", "torchvision", "results", "images", "picture_folders", "own_data"},
    "examples": {"PIL", "results", "images"},
    "training": {
        *("torch", "numpy", "specs", "results", "accounting", "images", "network", "checkpoints", "cards", "zoo"),
        *("data", "family", "imagenet", "own_data", "owners", "archives", "picture_folders"),
        "streaming",
    },
    "inspection": {
        *("torch", "captum", "PIL", "numpy"),
        *("specs", "results", "accounting", "images", "blocks", "network", "zoo", "data"),
    },
    "charts": {"plotly", "numpy", "results", "accounting", "proportions"},
    "ui": {
        *("gradio", "starlette", "pydantic", "plotly", "PIL", "numpy"),  # what Gradio's server is made of
        *("torch", "spaces"),  # for a GPU that is lent
        *(
            "plain",
            "specs",
            "family",
            "proportions",
            "designs",
            "results",
            "accounting",
            "uploads",
            "sprites",
            "images",
            "cards",
            "imagenet",
            "zoo",
            "data",
            "owners",
            "archives",
            "picture_folders",
            "own_data",
            "examples",
        ),
        *("training", "inspection", "charts"),
    },
}
FREE = {"errors", "text"}
EXEMPT = {
    "__init__",
    "__main__",
    "cli",
    "commands",
    "exchange_commands",
    "exemplar_commands",
    "looking_back_commands",
    "method_options",
    "path_commands",
    "picture_commands",
    "rate_commands",
    "study_commands",
    "terminal",
    "trust_commands",
    "unit_commands",
}  # the command line's files among them
HEAVY = {"torch", "torchvision", "captum", "safetensors"}


def name_of(path):
    """The module's name without the package's: "ui.app"; of a folder, its own."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def row_of(module):
    return module.partition(".")[0]


@cache
def imports(path, *, at_import_alone=False):
    """Names of modules that a file imports, ours as "googlenet.app.page", whatever the spelling.

    Args:
        at_import_alone: only what runs when the file is imported: not in functions, not for type checkers.
    """
    found, nodes = set(), [ast.parse(path.read_text(encoding="utf-8"))]
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: a relative import"
            found |= {inner_name(node.module, alias.name) for alias in node.names}
        is_later = isinstance(node, ast.FunctionDef | ast.Lambda) or (
            isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        )
        if not (at_import_alone and is_later):
            nodes.extend(ast.iter_child_nodes(node))
    return found


def inner_name(module, name):
    """`from module import name` imports a module of ours where there is one of that name."""
    whole = f"{module}.{name}"
    return whole if whole.removeprefix("googlenet.") in MODULES else module


def is_ours(name):
    return name.partition(".")[0] == "googlenet"


def needed_by(name, *, at_import_alone=False):
    """Rows and foreign packages that a module imports."""
    foreign, ours = set(), set()
    for imported in imports(MODULES[name], at_import_alone=at_import_alone):
        (ours if is_ours(imported) else foreign).add(imported)
    rows = {row_of(imported.removeprefix("googlenet.")) for imported in ours}
    return rows, {row_of(imported) for imported in foreign} - sys.stdlib_module_names


def test_every_module_has_a_row_and_every_row_a_module():
    assert {row_of(module) for module in MODULES} - EXEMPT == set(ROWS)


def test_rows_name_only_rows_above_them():
    above = set()
    for row, names in ROWS.items():
        below = set(ROWS) - above
        assert not names & below, f"{row} names {names & below}, which are not above it"
        above.add(row)


@pytest.mark.parametrize("row", ROWS)
def test_modules_import_only_what_their_row_names(row):
    for module in MODULES:
        if row_of(module) == row:
            rows, foreign = needed_by(module)
            above_text = FREE if row != "text" else set()
            extra = (rows | foreign) - ROWS[row] - above_text - {row}
            assert not extra, f"{module} imports {extra}"


def test_only_the_interface_imports_gradio_and_its_markup_does_not():
    users = {module for module in MODULES if "gradio" in needed_by(module)[1]}
    assert users
    assert {row_of(module) for module in users} == {"ui"}
    assert not {module for module in users if module.startswith("ui.markup")}


def loaded_with(module):
    """Modules of ours that importing one brings with it, itself and the folders around them included."""
    seen, new = set(), {module}
    while new:
        name = new.pop()
        while name and name in MODULES and name not in seen:
            seen.add(name)
            ours = filter(is_ours, imports(MODULES[name], at_import_alone=True))
            new |= {imported.removeprefix("googlenet.") for imported in ours}
            name = name.rpartition(".")[0]
    return seen


@pytest.mark.parametrize("row", ["charts", "ui", "specs", "accounting", "results", "text", "errors"])
def test_nothing_heavy_is_loaded_before_a_question_is_asked(row):
    for module in MODULES:
        if row_of(module) == row:
            for loaded in loaded_with(module):
                heavy = needed_by(loaded, at_import_alone=True)[1] & HEAVY
                assert not heavy, f"importing {module} imports {loaded}, which imports {heavy}"


@pytest.mark.parametrize("row", ["charts", "ui.markup"])
def test_charts_and_markup_never_see_torch(row):
    for module in MODULES:
        if module.startswith(row):
            assert not needed_by(module)[1] & HEAVY, module


def test_no_file_is_longer_than_a_reader_bears():
    files = [
        *PACKAGE.rglob("*.py"),
        *ROOT.glob("tests/**/*.py"),
        *ROOT.glob("benchmarks/*.py"),
        *ROOT.glob("assets/*.py"),
    ]
    lengths = {path.name: path.read_text(encoding="utf-8").count("\n") for path in files}
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


def test_an_unknown_public_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'fly'"):
        _ = googlenet.fly


def test_summary_takes_a_name_or_a_table():
    rows = googlenet.summary("googlenet", (2, 3, 64, 64), num_classes=5)
    assert rows == googlenet.summary(zoo.NETWORKS["googlenet"], (2, 3, 64, 64), num_classes=5)
    assert rows[-1].output_shape == (2, 5)
    with pytest.raises(googlenet.UserError, match="googlenet_bn"):
        googlenet.summary("alexnet")


def test_importing_the_package_takes_no_torch():
    code = (
        "import sys, googlenet; dir(googlenet); googlenet.UserError; googlenet.METHODS; "
        f"print(*{HEAVY} & sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
