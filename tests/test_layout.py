"""Who may import whom: three rules, read from the source; and that nothing heavy is loaded before it is asked for."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "googlenet"
FLOORS = ({"text"}, {"common"}, {"networks"}, {"data"}, {"inspection", "training"}, {"study"}, {"app", "cli"})
STOREYS = ("kit", "shell", "server", "tabs", "report", "page")  # of the page, from the ground up
HEAVY = {"torch", "torchvision", "captum", "safetensors"}
FILES = [path.relative_to(PACKAGE) for path in sorted(PACKAGE.rglob("*.py"))]


def imports(file):
    """Dotted names that a file imports, wherever in it: ("googlenet", "app", "kit", "html", "page")."""
    for node in ast.walk(ast.parse((PACKAGE / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (tuple(alias.name.split(".")) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file}: a relative import"
            yield from ((*node.module.split("."), alias.name) for alias in node.names)


def ours(file):
    """What a file imports of this package, without the package's own name."""
    return [name[1:] for name in imports(file) if name[0] == "googlenet" and len(name) > 1]


def floor(package):
    return next((number for number, packages in enumerate(FLOORS) if package in packages), None)


@pytest.mark.parametrize("file", [file for file in FILES if len(file.parts) > 1], ids=str)
def test_a_package_imports_only_packages_below(file):
    here = file.parts[0]
    wrong = [name for name in ours(file) if name[0] != here and floor(name[0]) >= floor(here)]
    assert not wrong


@pytest.mark.parametrize("file", [file for file in FILES if file.parts[0] == "app" and len(file.parts) > 1], ids=str)
def test_a_tab_imports_no_other_tab_and_no_storey_one_above(file):
    here = file.parts[1].removesuffix(".py")
    inside = [name[1:] for name in ours(file) if name[0] == "app" and name[1] in STOREYS]
    assert not [name for name in inside if here in STOREYS and STOREYS.index(name[0]) > STOREYS.index(here)]
    others = [name for name in inside if here == "tabs" and name[0] == "tabs" and name[1] != file.parts[2]]
    is_guide = file.parts[2:3] == ("guide",)  # it shows the other tabs' views, which are pure functions
    assert not [name for name in others if not (is_guide and {"view", "state", "chart"} & set(name))]


def test_gradio_is_known_to_the_wiring_alone():
    users = {file for file in FILES if any(name[0] == "gradio" for name in imports(file))}
    assert users
    assert not {f for f in users if f.name not in {"tab.py", "page.py"} and f.parts[1] not in {"shell", "server"}}


@pytest.mark.parametrize("module", ["googlenet", "googlenet.app.page", "googlenet.cli.main"])
def test_nothing_heavy_is_loaded_with(module):
    code = f"import sys, {module}; print(*{HEAVY} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_no_rule_asks_the_whole_page_what_it_holds():
    """Such a rule styles all elements anew at every change of the page: 1,500 of them, at every press."""
    whole_page = re.compile(r"(?:\bhtml|\bbody|:root|\.gradio-container)[^\s,{>+~]*:has\(|^\s*&:has\(", re.MULTILINE)
    sheets = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.css")]
    assert len(sheets) > 5
    assert [found for sheet in sheets for found in whole_page.findall(sheet)] == []
