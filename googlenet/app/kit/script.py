"""Scripts of the page lie beside the code that sends them."""

from pathlib import Path


def read_script(beside: str, name: str = "page.js") -> str:
    """The text of the script `name` in the folder of the file `beside`, as `gr.HTML(js_on_load=…)` takes it."""
    return Path(beside).with_name(name).read_text(encoding="utf-8")
