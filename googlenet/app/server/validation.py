"""What a request brings, before any function of ours sees it: misfits become one sentence, and no address is fetched."""

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

import gradio as gr
from gradio.components.api_component import Api
from gradio.context import LocalContext

from googlenet.app.server.config import PageConfig, changed_outputs
from googlenet.app.server.hosts import HostsMiddleware
from googlenet.app.shell.events import language, toast
from googlenet.text import say

if TYPE_CHECKING:
    from gradio.blocks import BlockFunction
    from gradio.routes import App

log = logging.getLogger(__name__)
MOST_DEPTH = 40  # of what is nested in a request


class ValidatedBlocks(gr.Blocks):
    """`gr.Blocks` that lets only what fits through to our functions.

    Gradio alone downloads every address that a request calls a file, answers misfits with a traceback in the log, and
    wants each argument of an endpoint, also those that have a default. It answers other sites itself, around all
    middleware that `launch` takes: what refuses hosts comes around that.
    """

    def __init__(self, *rest: object, **more: object):
        super().__init__(*rest, **more)
        self.default_config = PageConfig(self)  # after Gradio's own question about an empty page

    def queue(self) -> "ValidatedBlocks":
        """Gradio calls this in `__init__`; nobody else should, since each call makes the server's application anew.

        A page that opens asks some twenty small questions at once; programs are refused long before (`RequestLimits`).
        """
        return super().queue(max_size=512, default_concurrency_limit=4, api_open=False)

    @property
    def app(self) -> "App":
        """The server's application."""
        return self._app

    @app.setter
    def app(self, app: "App") -> None:
        app.add_middleware(HostsMiddleware)
        self._app = app

    async def preprocess_data(self, block_fn: "BlockFunction", inputs: list, *rest: object, **more: object) -> list:
        """The function's arguments from a request's.

        Raises:
            gr.Error: they do not fit.
        """
        left_out = block_fn.inputs[len(inputs) :]
        if all(isinstance(block, Api) for block in left_out):
            inputs = [*inputs, *(block.value for block in left_out)]
        try:
            check_arguments(inputs, len(block_fn.inputs))
            return await super().preprocess_data(block_fn, inputs, *rest, **more)
        except gr.Error as error:
            raise toast(error.message, language(_request())) from None
        except Exception as error:  # noqa: BLE001 - whatever a stranger may send
            log.info("%s got what does not fit: %s", block_fn.name, type(error).__name__)
            lang = language(_request())
            raise toast(say("api.request", lang), lang) from None

    async def postprocess_data(self, block_fn: "BlockFunction", predictions: object, state: object) -> list:
        """What the browser gets of a function's values; an output that keeps its value costs nothing."""
        lean = changed_outputs(block_fn, predictions)
        if lean is None:
            return await super().postprocess_data(block_fn, predictions, state)
        function, values, is_changed = lean
        made = iter(await super().postprocess_data(function, values, state) if function.outputs else ())
        outputs = zip(block_fn.outputs, is_changed, strict=True)
        return [next(made) if changed else None if one.stateful else gr.skip() for one, changed in outputs]


def _request() -> gr.Request | None:
    request = LocalContext.request.get(None)
    return request if isinstance(request, gr.Request) else None


def check_arguments(inputs: list, most: int) -> None:
    """Raises ValueError where there are too many, one calls an address a file, or one is nested too deeply."""
    if len(inputs) > most:
        raise ValueError("too many arguments")
    if any("://" in path for path in file_paths(inputs)):
        raise ValueError("an address is no file")


def file_paths(value: object, depth: int = 0) -> Iterator[str]:
    """What a request's JSON gives as paths of files.

    Raises:
        ValueError: it is nested too deeply.
    """
    if depth > MOST_DEPTH:
        raise ValueError("nested too deeply")
    if isinstance(value, dict):
        if isinstance(value.get("path"), str):
            yield value["path"]
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from file_paths(one, depth + 1)
