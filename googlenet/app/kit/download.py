"""Drawings as files: the server sends SVG, the browser saves it as it is or as PNG."""

import json
import time

SAVE_DRAWING = "text => { const {name, kind, svg} = JSON.parse(text); window.gnSave(name, kind, svg); }"


def drawing(name: str, kind: str, svg: str) -> str:
    """What `SAVE_DRAWING` turns into a file `name` of `kind`, "svg" or "png"."""
    # The time makes the same drawing new, so that it can be saved twice.
    return json.dumps({"name": name, "kind": kind, "svg": svg, "time": time.time()})
