"""What the project says of itself agrees with itself: README, requirements, continuous integration."""

import re
import shlex
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from googlenet.app.shell.glossary import TERMS
from googlenet.cli.main import build_parser
from googlenet.inspection.methods import METHODS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
READMES = ("README.md", "README.zh.md")
PAGES = [*READMES, *(str(path.relative_to(ROOT)) for path in sorted((ROOT / "docs").rglob("*.md")))]


def front_matter() -> dict[str, str]:
    """The simple `key: value` lines of the README's front matter, which configures a Space."""
    block = README.split("---\n")[1]
    return {key: value.strip('"') for key, value in re.findall(r"^(\w+): (.+)$", block, re.MULTILINE)}


def requirements(name: str) -> dict[str, Requirement]:
    lines = [line.split("#")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    parsed = [Requirement(line) for line in lines if line and not line.startswith("-r")]
    return {one.name: one for one in parsed}


def test_the_space_runs_a_gradio_and_a_python_that_the_requirements_accept():
    space = front_matter()
    assert space["sdk"] == "gradio"
    assert requirements("requirements.txt")["gradio"].specifier.contains(space["sdk_version"])
    python = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert Requirement(f"python{python}").specifier.contains(space["python_version"])
    assert (ROOT / space["app_file"]).is_file()


def test_the_short_description_is_short_enough_for_a_space():
    assert 0 < len(front_matter()["short_description"]) <= 60  # the Hub's limit


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_a_range_that_holds_what_is_installed(name):
    for requirement in requirements(name).values():
        assert any(one.operator == "<" for one in requirement.specifier), requirement
        assert requirement.specifier.contains(version(requirement.name).split("+")[0]), requirement


def test_continuous_integration_runs_the_readme_s_command_for_tests():
    command = "python3 -m venv .venv && .venv/bin/pip install -r requirements-dev.txt && .venv/bin/pytest"
    assert f"```bash\n{command}\n```" in README
    assert f"\n{command}\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READMES)
def test_a_readme_is_short(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert len(text.removeprefix("---\n").split("---\n\n")[-1].splitlines()) <= 150


def commands() -> list[str]:
    texts = ((ROOT / name).read_text(encoding="utf-8").replace("\\\n", "") for name in PAGES)
    lines = [line for text in texts for line in re.findall(r"^python -m googlenet (.+)$", text, re.MULTILINE)]
    return sorted({line.partition(" #")[0].strip() for line in lines})


@pytest.mark.parametrize("line", commands())
def test_every_command_of_the_docs_can_be_typed_as_it_stands(line):
    assert build_parser().parse_args(shlex.split(line)).command == line.split()[0]


@pytest.mark.parametrize("name", READMES)
def test_the_readme_s_python_runs_as_it_stands(monkeypatch, capsys, name):
    monkeypatch.chdir(ROOT)
    (block,) = re.findall(r"```python\n(.+?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    quick = block.split("\nfor record in googlenet.fit(")[0]  # all but the training
    exec(compile(quick, name, "exec"), {})  # noqa: S102 - our own words
    assert "Ankle boot" in capsys.readouterr().out


@pytest.mark.parametrize("name", [*PAGES, "CONTRIBUTING.md"])
def test_every_file_that_a_page_links_to_is_there(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    missing = [link for link in links if not (ROOT / name).parent.joinpath(link).exists()]
    assert missing == []


def test_the_counts_in_the_readme_are_what_the_code_says():
    for readme, tour, methods, terms in (
        ("README.md", "docs/tour.md", "attribution methods", f"A glossary of {len(TERMS)} terms"),
        ("README.zh.md", "docs/zh/tour.md", "种归因方法", f"术语表，共 {len(TERMS)} 条"),
    ):
        for name in (readme, tour):
            assert f"{len(METHODS)} {methods}" in (ROOT / name).read_text(encoding="utf-8")
        assert terms in (ROOT / tour).read_text(encoding="utf-8")
