"""Drawings as files: the server sends SVG, the browser saves it as it is or as PNG."""

import json
import time

# A drawing arrives as SVG; the browser has the fonts to make a PNG of it.
SAVE_DRAWING = """async text => {
  const {name, kind, svg} = JSON.parse(text), link = document.createElement('a');
  const address = URL.createObjectURL(new Blob([svg], {type: 'image/svg+xml'}));
  link.href = address;
  if (kind === 'png') {
    const image = new Image(), canvas = document.createElement('canvas');
    await new Promise((resolve, reject) => { image.onload = resolve; image.onerror = reject; image.src = address; });
    canvas.width = 2 * image.width; canvas.height = 2 * image.height;
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
    link.href = canvas.toDataURL('image/png');
  }
  link.download = `${name}.${kind}`; link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}"""


def drawing(name: str, kind: str, svg: str) -> str:
    """What `SAVE_DRAWING` turns into a file `name` of `kind`, "svg" or "png"."""
    # The time makes the same drawing new, so that it can be saved twice.
    return json.dumps({"name": name, "kind": kind, "svg": svg, "time": time.time()})
