"""Files for the visitor: made by the server, or drawings that the browser turns into files."""

import json
import time
from collections.abc import Callable, Sequence

import gradio as gr

from googlenet.app.shell.events import QUIET, guarded

SAVE_DRAWING = "text => { const {name, kind, svg} = JSON.parse(text); window.gnSave(name, kind, svg); }"


class Download:
    """A hidden button of the page called NAME-download, pressed for the visitor as soon as a file is ready."""

    def __init__(self, name: str):
        self.button = gr.DownloadButton(visible="hidden", elem_id=f"{name}-download")
        self.press = f"() => document.querySelector('#{name}-download')?.click()"

    def on(self, event: Callable, make: Callable, inputs: Sequence) -> None:
        """On `event`, `make(*inputs)` gives the path of a file, which is then saved."""
        event(guarded(make), list(inputs), self.button, **QUIET).then(None, js=self.press)


def drawing(name: str, kind: str, svg: str) -> str:
    """What `SAVE_DRAWING` turns into a file `name` of `kind`, "svg" or "png"."""
    # The time makes the same drawing new, so that it can be saved twice.
    return json.dumps({"name": name, "kind": kind, "svg": svg, "time": time.time()})
