"""What the Train tab looks back with, computed: mistakes, the time-lapse, the branches' history. Knows nothing of Gradio."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from googlenet.app.kit.job import JobSlot
from googlenet.app.kit.map import OTHER_COLOUR, enlarged
from googlenet.app.kit.picture import decoded
from googlenet.app.shell.access import check_images
from googlenet.app.shell.answer import picture_of
from googlenet.app.shell.question import Question, replace
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.run_views import RunView
from googlenet.app.shell.runs import Runs
from googlenet.app.shell.training_images import (
    MOST,
    dataset_name,
    find_gradients,
    known_gradients,
    picture_at,
    searched_images,
    uri_at,
)
from googlenet.app.tabs.train.review.branch_history_html import HistoryView
from googlenet.app.tabs.train.review.labels_html import LabeledImage, LabelsView
from googlenet.app.tabs.train.review.mistakes_html import WORST, Mistake, MistakesView
from googlenet.app.tabs.train.review.time_lapse_html import LapseFrame, LapseView
from googlenet.common.errors import UserError
from googlenet.common.files import ASSETS
from googlenet.common.json_values import parse_count
from googlenet.common.palette import PATH_COLOURS, in_order
from googlenet.study.label_noise import label_noise

if TYPE_CHECKING:
    from googlenet.common.results import Preprocess
    from googlenet.data.dataset import Images
    from googlenet.inspection.mistakes import Verdicts
    from googlenet.inspection.time_lapse import Moment

TILE_PX = 56
MOST_WORST, MOST_LABELS = 24, 24

OnProgress = Callable[[int, int], None]  # takes what is done, of how much


@dataclass
class ReviewSession:
    """A visitor's looking back at one run. Several events share it.

    Attributes:
        run: name of the run; what was found of another is forgotten.
        chosen: which mistakes, as in `MistakesView`.
        found: those mistakes.
        labels, searched: the labels worth a second look, and of how many images.
        lapse, seen: the time-lapse, and (picture, prepare) that it is of.
        question: the latest: work that began under another draws for this one.
        search, judging, filming: the jobs that find mistakes and labels, and make the time-lapse.
    """

    run: str = ""
    chosen: tuple[str, str] | str | None = None
    found: tuple[Mistake, ...] | None = None
    labels: tuple[LabeledImage, ...] | None = None
    searched: int = 0
    lapse: LapseView | None = None
    seen: tuple[str, bool] | None = None
    question: Question | None = None
    search: JobSlot = field(default_factory=JobSlot)
    judging: JobSlot = field(default_factory=JobSlot)
    filming: JobSlot = field(default_factory=JobSlot)

    def of(self, run: str) -> "ReviewSession":
        """This session for that run; of another one, all is forgotten, and its jobs stop."""
        if self.run != run:
            self.run, self.chosen, self.found, self.labels, self.lapse = run, None, None, None, None
            for job in (self.search, self.judging, self.filming):
                job.stop()
        return self


def run_view(runs: Runs, name: str, lang: str) -> RunView | None:
    """The run called `name`; None where there is none, or no more."""
    try:
        return runs.view(name, lang) if name else None
    except UserError:
        return None


def history_view(runs: Runs, name: str, lang: str) -> HistoryView:
    """The records of a run's branches."""
    run = run_view(runs, name, lang)
    return HistoryView(run.title, runs.path_records(name)) if run else HistoryView("", ())


def mistakes_view(runs: Runs, session: ReviewSession, lang: str, problem: str = "") -> MistakesView:
    """The section as it stands."""
    run = run_view(runs, session.run, lang)
    if run is None or not run.confusion:
        return MistakesView("", 0, ())
    counts = [
        (run.classes[true], run.classes[answer], count)
        for true, row in enumerate(run.confusion)
        for answer, count in enumerate(row)
        if true != answer and count
    ]
    is_pair = isinstance(session.chosen, tuple)
    return MistakesView(
        run=run.title,
        images=run.test_images,
        pairs=tuple(sorted(counts, key=lambda pair: -pair[2])),
        chosen=session.chosen,
        found=session.found,
        whole=sum(run.confusion[run.classes.index(session.chosen[0])]) if is_pair else 0,
        work=session.search.done,
        problem=problem,
    )


def pair_of(run: RunView | None, message: Mapping) -> tuple[str, str] | str:
    """(true, answer) of a press, by the names of the classes or their numbers; else `WORST`."""
    if run is None:
        return WORST
    numbers = message.get("row"), message.get("column")
    if all(isinstance(at, int) and 0 <= at < len(run.classes) for at in numbers):
        return run.classes[numbers[0]], run.classes[numbers[1]]
    names = message.get("true"), message.get("answer")
    return names if all(name in run.classes for name in names) else WORST


def find_mistakes(
    repository: Repository, runs: Runs, run: str, which: tuple[str, str] | str, progress: OnProgress
) -> tuple[Mistake, ...]:
    """The mistakes of a run; all test images are answered first, once for the same weights.

    Args:
        which: as in `MistakesView.chosen`.
    Raises:
        UserError: there is no such run, it has no weights yet, or its data set is missing or another's.
    """
    view = runs.view(run)
    check_images(str(view.config.get("dataset")), runs.owner)
    verdicts, images = verdicts_of(repository, view, progress)
    if which == WORST:
        chosen = verdicts.worst(MOST_WORST)
    else:
        chosen = verdicts.confused(*(view.classes.index(name) for name in which))
    losses = verdicts.losses
    return tuple(
        Mistake(
            index=index,
            true=view.classes[verdicts.labels[index]],
            answer=view.classes[verdicts.predicted[index]],
            probability=float(verdicts.probabilities[index].max()),
            loss=float(losses[index]),
            picture=uri_at(images, index),
        )
        for index in chosen
    )


def verdicts_of(repository: Repository, view: RunView, progress: OnProgress) -> "tuple[Verdicts, Images]":
    """The answers of a run's network to its test images, and those images."""
    from googlenet.inspection.cache import CACHE
    from googlenet.inspection.mistakes import read_verdicts, verdicts

    classifier, dataset = repository.classifier(view.name), str(view.config.get("dataset"))
    images = images_of(dataset, view.config.get("image_size"), classifier.preprocess, classifier.classes)

    def compute() -> "Verdicts":
        kept = read_verdicts(verdicts_path(view.name), classifier.digest, dataset) if view.is_shipped else None
        return kept or verdicts(classifier, images, progress)

    return CACHE.get(("verdicts", classifier.digest, dataset), compute), images


def verdicts_path(name: str) -> Path:
    """Where the answers of weights that ship are kept, if they are."""
    return ASSETS / "weights" / f"{name}.verdicts.npz"


def images_of(
    dataset: str, side_px: int | None = None, preprocess: "Preprocess | None" = None, classes: tuple[str, ...] = ()
) -> "Images":
    """The test images of a data set, kept for the next time.

    Args:
        side_px: of own pictures that are named by their path.
        preprocess: of a network that takes them with its own channels; None: as they are.
        classes: of that network, in its order.
    Raises:
        UserError: there is no such data set, or it is missing.
    """
    from googlenet.data.dataset import ImportOptions, load_dataset
    from googlenet.inspection.cache import CACHE

    def load() -> "Images":
        found = load_dataset(dataset, side_px or ImportOptions.side_px, classes)
        return (found.fitted(preprocess) if preprocess else found).test

    return CACHE.get(("test images", dataset, side_px, preprocess, classes), load)


def picture_id(repository: Repository, runs: Runs, name: str, index: object) -> str:
    """Test image `index` of a run's data set, as a picture that the visitor may ask about.

    Raises:
        UserError: there is no such run or data set, or it is another's.
    """
    config = runs.view(name).config
    check_images(str(config.get("dataset")), runs.owner)
    images = images_of(str(config.get("dataset")), config.get("image_size"))
    at = parse_count(index) or 0
    return repository.pictures.put(picture_at(images, min(at, len(images) - 1)).convert("RGB"), runs.owner)


def labels_view(repository: Repository, runs: Runs, session: ReviewSession, lang: str, problem: str = "") -> LabelsView:
    """The section as it stands."""
    run = run_view(runs, session.run, lang)
    if run is None or not run.confusion or not dataset_name(repository, session.run):
        return LabelsView("")
    given = {"found": session.labels, "searched": session.searched, "work": session.judging.done, "problem": problem}
    return LabelsView(run.title, MOST, label_noise().score, **given)


def find_labels(repository: Repository, question: Question, progress: OnProgress) -> dict[str, object]:
    """The training images of the question's network that fit their labels least, as fields of `ReviewSession`.

    Raises:
        UserError: the data set is missing, or another's.
    """
    kept = known_gradients(repository, question) or find_gradients(repository, question, progress)
    images, classes = searched_images(repository, question, kept), repository.classifier(question.classifier).classes
    found = kept.gradients.self_influence
    scores = {"loss": found.losses, "self_influence": found.values}[label_noise().score]

    def labeled(index: int) -> LabeledImage:
        names = classes[found.labels[index]], classes[found.predicted[index]]
        return LabeledImage(*names, float(scores[index]), uri_at(images, index))

    largest = (-scores).argsort(kind="stable")[:MOST_LABELS].tolist()
    return {"labels": tuple(map(labeled, largest)), "searched": len(scores)}


def lapse_view(runs: Runs, session: ReviewSession, question: Question, problem: str = "") -> LapseView:
    """The section as it stands; a time-lapse of another picture is forgotten."""
    run = run_view(runs, session.run, question.lang)
    if run is None:
        return LapseView("", 0)
    kept = len(runs.kept_epochs(session.run))
    if record := runs.record_of_lapses(session.run):
        kept = len(_contents(record)[1]) if _name_in(record, question) else 0
    if session.filming.is_busy:
        return LapseView(run.title, kept, work=session.filming.done)
    if session.lapse is not None and session.seen == (question.picture, question.prepare):
        return replace(session.lapse, run=run.title, kept=kept)
    return LapseView(run.title, kept, problem=problem, has_record=record is not None)


def _name_in(record: Path, question: Question) -> str:
    """What the picture is called in a record of the examples as they are usually shown; "" where it is not in it."""
    kind, _, name = question.picture.partition(":")
    return name if kind == "example" and name in _contents(record)[0] and question.prepare else ""


def _contents(record: Path) -> tuple[tuple[str, ...], tuple[int, ...]]:
    from googlenet.inspection.cache import CACHE
    from googlenet.inspection.time_lapse import lapse_contents

    return CACHE.get(("contents of time-lapses", record), lambda: lapse_contents(record))


def make_lapse(repository: Repository, runs: Runs, run: str, question: Question, progress: OnProgress) -> LapseView:
    """The question's picture at each kept epoch of the run.

    Raises:
        UserError: there is no such run, its files are damaged, or the picture cannot be used.
    """
    frames, first = [], None
    for done, total, moment in moments(repository, runs, run, question):
        progress(done, total)
        if moment is not None:
            first = first or moment
            frames.append(LapseFrame(moment.epoch, _sprite(moment), tuple(moment.probabilities.tolist())))
    if first is None:
        raise UserError("lab.lapse.gone")
    view = runs.view(run)
    return LapseView(
        run=view.title,
        kept=len(frames),
        classes=view.classes,
        picture=picture_of(repository, replace(question, classifier=run)),
        rows=tuple(in_order({block: list(means) for block, means in first.maps.items()})),
        blocks=tuple(first.maps),
        filled=frozenset((block, branch) for block, means in first.maps.items() for branch in means),
        frames=tuple(frames),
    )


def moments(
    repository: Repository, runs: Runs, run: str, question: Question
) -> Iterator["tuple[int, int, Moment | None]"]:
    """(done, total, what was seen) after each epoch, after a first (0, total, None); read where a record ships."""
    from googlenet.inspection.time_lapse import read_lapse, time_lapse

    if record := runs.record_of_lapses(run):
        found = read_lapse(record, repository.classifier(run).digest, _name_in(record, question))
        total = len(found)
    else:
        kept = runs.kept_epochs(run)
        found = time_lapse(runs.card_path(run), kept, repository.picture(question), prepare=question.prepare)
        total = len(kept)
    yield 0, total, None
    yield from ((done, total, moment) for done, moment in enumerate(found, 1))


def _sprite(moment: "Moment") -> str:
    """A data URI of the mean activations of all branches, each on its own scale, blocks side by side."""
    import numpy as np

    from googlenet.data.sprites import data_uri, heat_tiles

    names = in_order({block: list(means) for block, means in moment.maps.items()})
    maps = np.zeros((len(names), len(moment.maps), TILE_PX, TILE_PX), np.float32)
    for column, means in enumerate(moment.maps.values()):
        for branch, mean in means.items():
            maps[names.index(branch), column] = enlarged(mean, TILE_PX)
    colours = [PATH_COLOURS.get(name, OTHER_COLOUR) for name in names for _ in moment.maps]
    return data_uri(heat_tiles(maps.reshape(-1, TILE_PX, TILE_PX), colours, columns=len(moment.maps), tile_px=TILE_PX))


def animation(view: LapseView) -> bytes:
    """The time-lapse as an animated WebP on white, a second an epoch, whose number stands in the corner."""
    import io

    from PIL import Image, ImageDraw

    pictures = []
    for frame in view.frames:
        sprite = decoded(frame.sprite)
        ground = Image.new("RGBA", (sprite.width, sprite.height + 20), "white")
        ground.alpha_composite(sprite, (0, 20))
        ImageDraw.Draw(ground).text((4, 4), f"epoch {frame.epoch}", fill="black")
        pictures.append(ground.convert("RGB"))
    file = io.BytesIO()
    pictures[0].save(file, "WEBP", save_all=True, append_images=pictures[1:], duration=1000, loop=0, lossless=True)
    return file.getvalue()
