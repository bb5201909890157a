"""Writes docs/api.md from the docstrings: `python -m docs.make_api`, from the repository's root."""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

import googlenet
from googlenet.common import results
from googlenet.inspection import records as inspection_records

PAGE = Path(__file__).resolve().parent / "api.md"
HEAD = """# Python API

<!-- Written by `python -m docs.make_api` from the docstrings; change those. -->

`import googlenet` does not import torch; each name is loaded when it is first used. Shapes are written (N, C, H, W).
"""
SECTION = re.compile(r"(Args|Returns|Raises|Attributes|Yields|Source):$")
ITEM = re.compile(r"    ([\w, *]+): (.*)$")
LONGEST = 100


def page() -> str:
    """The page's text."""
    public = {name: getattr(googlenet, name) for name in googlenet.__all__}
    functions = {name: value for name, value in public.items() if inspect.isfunction(value)}
    classes = {name: value for name, value in public.items() if inspect.isclass(value)}
    records = {
        name: value
        for module in (results, inspection_records)
        for name, value in vars(module).items()
        if inspect.isclass(value) and value.__module__ == module.__name__ and not name.startswith("_")
    }
    parts = [
        HEAD,
        *_chapter("Functions", functions),
        *_chapter("Classes", classes),
        *_methods(),
        *_chapter("Records that they return", records),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _chapter(title: str, found: dict[str, object]) -> Iterator[str]:
    yield f"## {title}\n"
    for name, value in found.items():
        yield f"### `{name}`\n"
        yield f"```python\n{_signature(name, value)}\n```\n"
        yield _described(inspect.getdoc(value) or "") + "\n"


def _signature(name: str, value: object) -> str:
    """As it is written in the source, which reads the same whatever the version of Python."""
    node = ast.parse(textwrap.dedent(inspect.getsource(value))).body[0]
    if isinstance(node, ast.ClassDef):
        parts, end = _fields(node), ""
    else:
        parts, end = _parameters(node.args), f" -> {_plain(node.returns)}" if node.returns else ""
    line = f"{name}({', '.join(parts)}){end}"
    return line if len(line) <= LONGEST else f"{name}(\n" + "".join(f"    {one},\n" for one in parts) + f"){end}"


def _fields(node: ast.ClassDef) -> list[str]:
    """A dataclass's fields, or what its `__init__` takes."""
    made = [one for one in node.body if isinstance(one, ast.FunctionDef) and one.name == "__init__"]
    if made:
        return _parameters(made[0].args)[1:]
    return [ast.unparse(one) for one in node.body if isinstance(one, ast.AnnAssign)]


def _parameters(args: ast.arguments) -> list[str]:
    places = [*args.posonlyargs, *args.args]
    defaults = [None] * (len(places) - len(args.defaults)) + args.defaults
    told = [_parameter(*pair) for pair in zip(places, defaults, strict=True)]
    if args.vararg:
        told.append(f"*{_parameter(args.vararg, None)}")
    elif args.kwonlyargs:
        told.append("*")
    told += [_parameter(*pair) for pair in zip(args.kwonlyargs, args.kw_defaults, strict=True)]
    return [*told, f"**{_parameter(args.kwarg, None)}"] if args.kwarg else told


def _parameter(arg: ast.arg, default: ast.expr | None) -> str:
    kind = f": {_plain(arg.annotation)}" if arg.annotation else ""
    return f"{arg.arg}{kind}" + (f" = {ast.unparse(default)}" if default else "")


def _plain(annotation: ast.expr) -> str:
    """A type without the quotes of a name that is only known to type checkers."""
    return annotation.value if isinstance(annotation, ast.Constant) and annotation.value else ast.unparse(annotation)


def _described(text: str) -> str:
    """A docstring as Markdown: sections in bold, their entries as lists."""
    lines, inside = [], False
    for line in text.splitlines():
        item = ITEM.match(line) if inside else None
        if SECTION.match(line):
            lines += ["", f"**{line.removesuffix(':')}**", ""]
            inside = True
        elif item:
            lines.append(f"- `{item[1]}`: {item[2]}")
        elif inside and line.strip():
            lines.append(f"  {line.strip()}" if lines[-1].startswith(("- ", "  ")) else line.strip())
        else:
            inside = inside and not line.strip()
            lines.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _methods() -> Iterator[str]:
    """The table of attribution methods."""
    yield "## Attribution methods\n\n`googlenet.METHODS`, for `attribute(method=…)`.\n"
    yield "| method | kind | family | source |\n| --- | --- | --- | --- |"
    for row in googlenet.METHODS.values():
        yield f"| `{row.key}` | {row.kind} | {row.family} | {row.paper} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)
