"""Python that asks the public API what the page shows: what the tabs' lines of it have in common."""

from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import RUNS
from googlenet.data.examples import FOLDER, list_examples

INDENT, LINE = "    ", 88
OWN = "picture.png"  # what an upload is called


class Variable(str):
    """A name in the code, which stands there without quotes."""

    __slots__ = ()
    __repr__ = str.__str__


def opening(question: Question) -> str:
    """Lines that name the question's classifier; a run's is its folder."""
    weights = question.classifier
    weights = f"{RUNS.name}/{weights.removeprefix('run:')}" if weights.startswith("run:") else weights
    return f"import googlenet\n\nclassifier = googlenet.load_classifier({weights!r})\n"


def file_of(question: Question) -> str:
    """The question's picture as a file of the repository; `OWN` for an upload."""
    files = {f"example:{one.name}": f"assets/{FOLDER.name}/{one.path.name}" for one in list_examples()}
    return files.get(question.picture, OWN)


def call(result: str, function: str, *arguments: object, **given: object) -> str:
    """A line, or some, that keep as `result` what `function` of the API says of the classifier; None is left out."""
    words = ["classifier", *map(repr, arguments)]
    words += [f"{key}={value!r}" for key, value in given.items() if value is not None]
    line = f"{result} = googlenet.{function}({', '.join(words)})\n"
    if len(line) <= LINE:
        return line
    return "\n".join([f"{result} = googlenet.{function}(", *(f"{INDENT}{word}," for word in words), ")", ""])


def notebook_call(result: str, function: str, *arguments: object, **given: object) -> str:
    """`call` in a notebook, which keeps the picture as `image`, and whether it is prepared as `prepare`."""
    return call(result, function, Variable("image"), *arguments, **given, prepare=Variable("prepare"))
