"""The endpoints' wire: arguments checked against their types, errors as sentences, each capability under its own name."""

import functools
from collections.abc import Callable

import gradio as gr
from pydantic import ValidationError, validate_call

from googlenet.app.kit.job import AT_ONCE
from googlenet.app.server.endpoints import Endpoints, Picture
from googlenet.app.shell.events import sentence_of, toast
from googlenet.app.shell.repository import Repository
from googlenet.text import say


def listed(endpoints: Endpoints) -> dict[str, Callable]:
    """Name -> endpoint of every capability."""
    return {name: getattr(endpoints, name) for name in dir(endpoints) if not name.startswith("_")}


def spoken(function: Callable) -> Callable:
    """`function` with its arguments checked against its hints, and every error a sentence."""
    checked = validate_call(function, config={"strict": True})
    takes_picture = next(iter(function.__annotations__.values())) == Picture

    @functools.wraps(function)
    def call(*arguments: object) -> object:
        if takes_picture:
            arguments = (_uploaded(arguments[0]), *arguments[1:])
        try:
            return checked(*arguments)
        except ValidationError as error:
            raise toast(_misfit(function, error), "en") from None
        except Exception as error:  # noqa: BLE001 - each becomes a sentence
            raise toast(sentence_of(error, function, "en"), "en") from None

    return call


def _uploaded(value: object) -> object:
    """A file as Gradio hands it over, as what its clients call it."""
    is_file = isinstance(value, dict) and isinstance(value.get("path"), str)
    return gr.FileData(path=value["path"]) if is_file else value


def _misfit(function: Callable, error: ValidationError) -> str:
    """Which argument does not fit, and why, in pydantic's words."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = (first["loc"] or ("",))[0]
    names = list(function.__annotations__)
    name = names[place] if isinstance(place, int) and place < len(names) else str(place)
    return say("api.argument", name=name, reason=first["msg"].rstrip(".")[:200])


def build(repository: Repository) -> None:
    """Adds the endpoints to the `gr.Blocks` that is being built."""
    for name, function in listed(Endpoints(repository)).items():
        is_slow = name in ("attribute", "influence", "regions")
        gr.api(
            spoken(function),
            api_name=name,
            concurrency_id="api-slow" if is_slow else "api",
            concurrency_limit=AT_ONCE["cuda"][0] if is_slow else 2,  # on a CPU they take turns
        )
