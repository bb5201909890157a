"""Where the tabs get pictures and classifiers from. Knows nothing of Gradio; torch comes with the first question."""

import base64
import io
import json
import os
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from PIL import Image

from googlenet.errors import UnknownName
from googlenet.examples import Example, list_examples
from googlenet.text import SENTENCES, say
from googlenet.ui.pictures import Pictures
from googlenet.ui.question import Question

if TYPE_CHECKING:
    from googlenet.zoo import Classifier

Value = TypeVar("Value")
ASSETS = Path(__file__).resolve().parents[2] / "assets"
RUNS = Path(os.environ.get("GOOGLENET_RUNS_DIR", "runs"))
DEFAULT_CLASSIFIER = os.environ.get("GOOGLENET_DEFAULT", "googlenet_bn.fashion_mnist")
MOST_CLASSIFIERS = 4  # in memory at once, 24 MB each


class Answers:
    """Pictures, classifiers and runs for all visitors of one app; safe to use from several threads.

    Attributes:
        runs: the folder of run folders.
    """

    def __init__(self, runs: Path = RUNS):
        self.runs = runs
        self.pictures = Pictures()
        self._loaded: OrderedDict[tuple, Classifier] = OrderedDict()
        self._lock = Lock()

    def choices(self, lang: str) -> list[tuple[str, str]]:
        """(label, name) of every classifier: shipped ones, then the runs that have finished an epoch."""
        shipped = [(network_label(path.stem, lang), path.stem) for path in sorted(_cards())]
        runs = [path.parent.name for path in sorted(self.runs.glob("*/best.safetensors"), key=_age)]
        return shipped + [(say("frame.run", lang, name=name), f"run:{name}") for name in runs]

    def caption(self, name: str, lang: str) -> str:
        """What is known about a classifier, in one line."""
        card = self.card(name)
        figures = card["figures"]
        if "test_accuracy" not in figures:
            return say(
                "frame.caption_run", lang, source=card["config"].get("recipe", ""), size=card["preprocess"]["size_px"]
            )
        percent = f"{100 * figures['test_accuracy']:.1f}"
        return say("frame.caption", lang, percent=percent, images=f"{figures['test_images']:,}")

    def card(self, name: str) -> dict:
        """The card of a classifier as plain JSON values, read without torch.

        Raises:
            UnknownName: there is none.
        """
        return json.loads(self._card_path(name).read_text(encoding="utf-8"))

    def classifier(self, name: str) -> "Classifier":
        """The classifier called `name`, loaded once.

        Raises:
            UnknownName, BadCheckpoint: there is none, or it is damaged.
        """
        from googlenet.zoo import load_classifier

        where = self._card_path(name).parent if name.startswith("run:") else name
        stamp = (where / "best.safetensors").stat().st_mtime_ns if isinstance(where, Path) else 0
        with self._lock:
            key = (name, stamp)
            if key not in self._loaded:
                self._loaded[key] = load_classifier(where)
                while len(self._loaded) > MOST_CLASSIFIERS:
                    self._loaded.popitem(last=False)
            self._loaded.move_to_end(key)
            return self._loaded[key]

    def picture(self, question: Question) -> Image.Image:
        """The question's picture, decoded (PIL).

        Raises:
            BadImage: it is no longer kept.
        """
        from googlenet.images import open_image

        return open_image(self.picture_path(question.picture))

    def picture_path(self, name: str) -> Path:
        """The file of a picture: an example's, or an upload's."""
        examples = {_example_id(example): example.path for example in list_examples()}
        return examples[name] if name in examples else self.pictures.path(name)

    def example_groups(self, lang: str) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """The examples by kind: (title, [(picture id, caption, data URI of a thumbnail)])."""
        kinds = dict.fromkeys(example.kind for example in list_examples())
        return [
            (
                say(f"frame.examples.{kind}", lang),
                [
                    (_example_id(one), one.caption[lang], thumbnail(one.path))
                    for one in list_examples()
                    if one.kind == kind
                ],
            )
            for kind in kinds
        ]

    def remember(self, kind: str, question: Question, compute: Callable[[], Value], *more: Hashable) -> Value:
        """`compute()`, kept for the next time that this question is asked of these weights."""
        from googlenet.inspection.cache import CACHE

        weights = self.classifier(question.classifier).digest
        key = (kind, weights, question.picture, question.target, question.prepare, *more)
        return CACHE.get(key, compute)

    def export(self, name: str, content: bytes | str) -> str:
        """Writes a download called `name` into a folder of its own and returns its path."""
        path = Path(tempfile.mkdtemp(prefix="download-", dir=self.pictures.folder)) / Path(name).name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def receive(self, source: str) -> str:
        """Takes an uploaded file through the gate and returns the picture's id.

        Raises:
            BadImage: the file cannot be used.
        """
        from googlenet.images import open_image

        return self.pictures.put(open_image(Path(source)))

    def _card_path(self, name: str) -> Path:
        folder = self.runs / name.removeprefix("run:")
        if name.startswith("run:") and folder.parent == self.runs and (folder / "best.safetensors").is_file():
            return folder / "config.json"
        if any(path.stem == name for path in _cards()):
            return ASSETS / "weights" / f"{name}.json"
        raise UnknownName(
            "error.weights", name=repr(name), accepted=", ".join(value for _, value in self.choices("en"))
        )


def _example_id(example: Example) -> str:
    return f"example:{example.name}"


@cache
def thumbnail(path: Path, side_px: int = 56) -> str:
    """A small square picture of the file as a data URI."""
    buffer = io.BytesIO()
    with Image.open(path) as image:
        square = image.convert("RGB").resize((side_px, side_px), Image.Resampling.BILINEAR)
    square.save(buffer, "WEBP", lossless=True)
    return "data:image/webp;base64," + base64.b64encode(buffer.getvalue()).decode()


def network_label(name: str, lang: str) -> str:
    """How people call the network of shipped weights; its own name where it has no other."""
    key = f"frame.network.{name.split('.', 1)[0]}"
    return say(key, lang) if key in SENTENCES else name


def _cards() -> list[Path]:
    return [path for path in (ASSETS / "weights").glob("*.json") if path.with_suffix(".safetensors").is_file()]


def _age(path: Path) -> float:
    return path.stat().st_mtime
