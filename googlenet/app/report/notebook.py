"""The notebook: Python that computes what is on screen, in the order in which the open tab says it."""

import base64
import json
import os
from collections.abc import Sequence

from PIL import Image

from googlenet.app.kit.picture import png
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.snippets import OWN, file_of, opening
from googlenet.app.shell.tab import NotebookPart
from googlenet.text import say

CODE = """\
import os

REPOSITORY = {address!r}
if not os.path.isdir("googlenet"):
    !git clone --depth 1 {{REPOSITORY}} inside-googlenet
    %cd inside-googlenet
    %pip install --quiet -r requirements.txt
"""
LIBRARIES = "import matplotlib.pyplot as plt\nimport numpy as np\n\n"
EMBEDDED = """\
import base64
import io

from PIL import Image

image = Image.open(io.BytesIO(base64.b64decode({data!r})))
prepare = False
"""


def address_of_code() -> str:
    """Where git finds this app: `GOOGLENET_REPOSITORY`, else the Space that it is; "" where neither is known."""
    space = os.environ.get("SPACE_ID", "")
    return os.environ.get("GOOGLENET_REPOSITORY", space and f"https://huggingface.co/spaces/{space}")


def notebook(
    parts: Sequence[NotebookPart], repository: Repository, question: Question, *, title: str, link: str, is_agreed: bool
) -> str:
    """The document, JSON of nbformat 4.

    Args:
        link: address of the page, checked; "" where there is none.
        is_agreed: whether the visitor wants their own image in it, as the network reads it.
    """
    lang, address = question.lang, address_of_code()
    is_own = file_of(question) == OWN
    about = [f"# {title}", say("notebook.about", lang)]
    about += [f"[{say('notebook.page', lang)}]({link})"] if link else []
    about += [] if address else [say("notebook.address", lang)]
    about += [say("notebook.run", lang)] if question.classifier.startswith("run:") else []
    if is_own:
        about.append(say("notebook.embedded" if is_agreed else "notebook.beside", lang, file=OWN))
        image = EMBEDDED.format(data=embedded(repository, question)) if is_agreed else ""
    image = image if is_own and is_agreed else f"image, prepare = {file_of(question)!r}, {question.prepare}\n"
    cells = [
        _text("\n\n".join(about)),
        _code(CODE.format(address=address)),
        _code(LIBRARIES + opening(question) + image),
    ]
    for part in parts:
        cells += [_text(f"## {part.heading}"), _code(part.code)]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": metadata, "cells": cells}, ensure_ascii=False)


def embedded(repository: Repository, question: Question) -> str:
    """The question's picture as the network reads it, a PNG in base64: at most some hundred thousand letters."""
    from googlenet.data.images import to_picture, to_pixels

    preprocess = repository.classifier(question.classifier).preprocess
    levels = to_pixels(repository.picture(question), preprocess, question.prepare).permute(1, 2, 0).numpy()
    read = Image.fromarray(levels[..., 0] if levels.shape[-1] == 1 else levels)
    return base64.b64encode(png(to_picture(read, preprocess))).decode()


def _text(text: str) -> dict:
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def _code(code: str) -> dict:
    source = code.rstrip("\n")
    return {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": source}
