"""Where the tabs get pictures and classifiers from. Knows nothing of Gradio; torch comes with the first question."""

import base64
import glob
import io
import json
import logging
import os
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, TypeVar

from PIL import Image

from googlenet.app.shell.files import Downloads, Pictures
from googlenet.app.shell.question import Question
from googlenet.common.errors import BadImage, UnknownName, UserError
from googlenet.common.files import ASSETS
from googlenet.common.owners import sees
from googlenet.data.examples import Example, list_examples
from googlenet.networks.registry import SHIPPED, list_untrained
from googlenet.networks.torchvision_weights import SOURCES
from googlenet.text import SENTENCES, say

if TYPE_CHECKING:
    from googlenet.networks.classifier import Classifier

Value = TypeVar("Value")
_on_cpu = ContextVar("on_cpu", default=False)  # whether the work of this thread has found no room on the GPU
log = logging.getLogger(__name__)
RUNS = Path(os.environ.get("GOOGLENET_RUNS_DIR", "runs"))
DEFAULT_CLASSIFIER = os.environ.get("GOOGLENET_DEFAULT", SHIPPED)
IMAGENET = tuple(SOURCES)
UNTRAINED = tuple(list_untrained())
MOST_SOURCES = 512  # uploaded pictures whose files are known
MOST_CLASSIFIERS = 4  # in memory at once, 24 MB each


class Repository:
    """Pictures, classifiers and runs for all visitors of one app; safe to use from several threads.

    Attributes:
        runs: the folder of run folders.
    """

    def __init__(self, runs: Path = RUNS):
        self.runs = runs
        self.pictures, self.drawings = Pictures(), Pictures()  # drawings push out no uploads
        self._sources: OrderedDict[str, list[Path]] = OrderedDict()  # id -> files as they were uploaded
        self._downloads = Downloads(self.pictures.folder)
        self._loaded: OrderedDict[tuple, Classifier] = OrderedDict()
        self._lock = Lock()
        self._prefetch = prefetched()

    def choices(self, lang: str, owner: str = "") -> list[tuple[str, str]]:
        """(label, name) of every classifier: shipped ones, then runs with an epoch that `owner`, a token, may see."""
        shipped = [(network_label(path.stem, lang), path.stem) for path in sorted(_cards())]
        found = sorted(self.runs.glob("*/best.safetensors"), key=_age)
        runs = [f"run:{path.parent.name}" for path in found if sees(path.parent, owner)]
        trained = [(network_label(name, lang), name) for name in runs]
        others = [(network_label(name, lang), name) for name in (*IMAGENET, *UNTRAINED)]
        return shipped + trained + others

    def caption(self, name: str, lang: str) -> str:
        """What is known about a classifier, in one line."""
        card = self.card(name)
        figures = card["figures"]
        if name in UNTRAINED:
            return say("frame.caption_untrained", lang)
        if name.startswith("run:") and (self.runs / name.removeprefix("run:") / "imported").is_file():
            accuracy = figures.get("test_accuracy")
            percent = "–" if accuracy is None else f"{100 * accuracy:.1f}"
            return say("pictures.caption", lang, percent=percent, classes=len(card["classes"]))
        if "test_accuracy" not in figures:
            return say(
                "frame.caption_run", lang, source=card["config"].get("recipe", ""), size=card["preprocess"]["size_px"]
            )
        percent = f"{100 * figures['test_accuracy']:.1f}"
        key = "frame.caption_imagenet" if name in IMAGENET else "frame.caption"
        return say(key, lang, percent=percent, images=f"{figures['test_images']:,}")

    def opening(self, wanted: str = DEFAULT_CLASSIFIER) -> str:
        """The weights that a page opens with: `wanted`, those that `GOOGLENET_DEFAULT` names, where they are at hand."""
        names = [name for _, name in self.choices("en")]
        return wanted if wanted in names and (wanted not in IMAGENET or is_cached(wanted)) else SHIPPED

    def card(self, name: str) -> dict:
        """The card of a classifier as plain JSON values, read without torch.

        Raises:
            UnknownName: there is none.
        """
        if name in UNTRAINED or name in IMAGENET:
            return _card_without_file(name)
        return json.loads(self._card_path(name).read_text(encoding="utf-8"))

    def classifier(self, name: str) -> "Classifier":
        """The classifier called `name`, loaded once.

        Raises:
            UnknownName, BadCheckpoint: there is none, or it is damaged.
            DataMissing: ImageNet's weights are not here and cannot be fetched.
        """
        from googlenet.networks.classifier import load_classifier
        from googlenet.networks.devices import leave_room
        from googlenet.networks.torchvision_weights import ensure

        if name in IMAGENET:
            ensure(name)  # outside the lock: nobody else waits for a download
        elif name not in UNTRAINED:
            self._card_path(name)
        where = self._card_path(name).parent if name.startswith("run:") else name
        stamp = (where / "best.safetensors").stat().st_mtime_ns if isinstance(where, Path) else 0
        with self._lock:
            key, on_cpu = (name, stamp, _on_cpu.get()), _on_cpu.get()
            if key not in self._loaded:
                self._loaded[key] = load_classifier(where, "cpu" if on_cpu else "auto")
                leave_room(self._loaded[key].device)
                while len(self._loaded) > MOST_CLASSIFIERS:
                    self._loaded.popitem(last=False)
            self._loaded.move_to_end(key)
            return self._loaded[key]

    def check_seen(self, name: str, owner: str) -> None:
        """Refuses a run that `owner`, a token, may not see, as if it were not there.

        Raises:
            UnknownName: it is another's.
        """
        if name.startswith("run:") and not sees(self.runs / name.removeprefix("run:"), owner):
            raise UnknownName("train.unknown", name=repr(name)[:80])

    def fetch(self, name: str) -> Iterator[float]:
        """Brings the weights called `name` to this machine where they are not; yields the fraction that has arrived.

        Raises:
            DataMissing, BadCheckpoint: they cannot be fetched, or are not what they should be.
        """
        from googlenet.networks.torchvision_weights import download

        if name in IMAGENET and not is_cached(name):
            yield from download(name)

    def prefetch(self) -> None:
        """Fetches in the background what `GOOGLENET_PREFETCH` asks for, once; offline nothing happens."""
        with self._lock:
            wanted, self._prefetch = self._prefetch, None
        if wanted in IMAGENET:
            Thread(target=_quietly, args=[self.fetch, wanted], daemon=True).start()

    def picture(self, question: Question) -> Image.Image:
        """The question's picture, decoded (PIL).

        Raises:
            BadImage: it is no longer kept.
        """
        from googlenet.data.images import open_image

        return open_image(self.picture_path(question.picture))

    def picture_path(self, name: str) -> Path:
        """The file of a picture: an example's, an upload's, or a drawing's."""
        examples = {_example_id(example): example.path for example in list_examples()}
        if name in examples:
            return examples[name]
        try:
            return self.drawings.path(name)
        except BadImage:
            return self.pictures.path(name)

    def example_groups(self, lang: str) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """The examples by kind: (title, [(picture id, caption, data URI of a thumbnail)])."""
        kinds = dict.fromkeys(example.kind for example in list_examples())
        return [
            (
                say(f"frame.examples.{kind}", lang),
                [
                    (_example_id(one), one.caption["zh" if lang == "zh" else "en"], thumbnail(one.path))
                    for one in list_examples()
                    if one.kind == kind
                ],
            )
            for kind in kinds
        ]

    def remember(self, kind: str, question: Question, compute: Callable[[], Value], *more: Hashable) -> Value:
        """`compute()`, kept for the next time that these weights with this card meet this question.

        Where a GPU's memory does not suffice, beside a training run for example, it is computed on the CPU.
        """
        from googlenet.inspection.cache import CACHE
        from googlenet.networks.devices import is_out_of_memory, release_memory

        classifier = self.classifier(question.classifier)
        weights = classifier.digest, classifier.card.spec, classifier.classes, classifier.preprocess
        key = (kind, weights, question.picture, question.target, question.prepare, *more)
        try:
            return CACHE.get(key, compute)
        except (RuntimeError, MemoryError) as error:
            if _on_cpu.get() or classifier.device.type == "cpu" or not is_out_of_memory(error):
                raise
        release_memory(classifier.device)
        token = _on_cpu.set(True)
        try:
            return CACHE.get(key, compute)
        finally:
            _on_cpu.reset(token)

    def export(self, name: str, content: bytes | str) -> str:
        """Writes a download called `name` and returns its path.

        Raises:
            UserError: there is no room on the disk.
        """
        return str(self._downloads.put(name, content if isinstance(content, bytes) else content.encode()))

    def forget(self, name: str, served: Path) -> None:
        """Removes a picture that was uploaded or drawn, what was computed of it, and its copies in the folder from which it is served."""
        from googlenet.inspection.cache import CACHE

        if name.startswith("example:"):
            return
        self.pictures.forget(name)
        self.drawings.forget(name)
        CACHE.drop(name)
        uploaded = [path for path in self._sources.pop(name, ()) if served.resolve() in path.resolve().parents]
        for copy in [*served.glob(f"*/{glob.escape(name)}.png"), *uploaded]:
            copy.unlink(missing_ok=True)

    def receive(self, source: str, owner: str) -> str:
        """Decodes a file that `owner`, a token, uploaded, keeps its picture and returns the picture's id.

        Raises:
            BadImage: the file cannot be used.
        """
        from googlenet.data.images import open_image

        name = self.pictures.put(open_image(Path(source)), owner)
        self._sources.setdefault(name, []).append(Path(source))
        while len(self._sources) > MOST_SOURCES:
            self._sources.popitem(last=False)
        return name

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
    """How people call the network of some weights; its own name where it has no other."""
    if name.startswith("run:"):
        return say("frame.run", lang, name=name.removeprefix("run:"))
    key = f"frame.network.{name.split('.', 1)[0]}"
    label = say(key, lang) if key in SENTENCES else name
    if name in IMAGENET:
        return say("frame.imagenet", lang, network=label)
    return say("frame.untrained", lang, network=label) if name in UNTRAINED else label


def prefetched() -> str | None:
    """The weights that `GOOGLENET_PREFETCH` asks for: by name; or "1": those of `GOOGLENET_DEFAULT`, else GoogLeNet's."""
    wanted = os.environ.get("GOOGLENET_PREFETCH", "")
    if wanted in ("", "0"):
        return None
    return wanted if wanted in IMAGENET else DEFAULT_CLASSIFIER if DEFAULT_CLASSIFIER in IMAGENET else IMAGENET[0]


def _quietly(fetch: Callable[[str], Iterator[float]], name: str) -> None:
    """Runs a download to its end; a failure is only logged: a visitor who asks for the weights sees it."""
    try:
        for _ in fetch(name):
            pass
    except UserError:
        log.info("%s could not be fetched yet", name)


def is_cached(name: str) -> bool:
    """Whether ImageNet's weights called `name` are on this machine."""
    from googlenet.networks.torchvision_weights import cached_path

    return cached_path(name).is_file()


@cache
def _card_without_file(name: str) -> dict:
    """The card of ImageNet's or of fresh weights, as plain JSON values."""
    from googlenet.networks.checkpoint import card_to_dict
    from googlenet.networks.classifier import untrained_card
    from googlenet.networks.torchvision_weights import card_of

    # Through JSON, so that tuples are lists as in every other card.
    return json.loads(json.dumps(card_to_dict(card_of(name) if name in IMAGENET else untrained_card(name))))


def _cards() -> list[Path]:
    return [path for path in (ASSETS / "weights").glob("*.json") if path.with_suffix(".safetensors").is_file()]


def _age(path: Path) -> float:
    return path.stat().st_mtime
