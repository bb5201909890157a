"""The exercises: what each changes, what to expect, what came out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from googlenet.app.kit.html import button, number, page
from googlenet.app.kit.map import joined
from googlenet.app.kit.markup import html, join
from googlenet.app.shell.run_views import RunView
from googlenet.app.tabs.train.html import duration, tenths
from googlenet.study.exercises import Measured
from googlenet.text import say

NINETEEN_IN_TWENTY = 1.96  # standard errors on either side


@dataclass(frozen=True)
class ExerciseView:
    """An exercise with its latest run, if any; `baseline` is that of the baseline, where it is finished."""

    name: str
    run: RunView | None = None
    baseline: RunView | None = None
    measured: Measured | None = None


def margin(accuracies: Sequence[float], images: Sequence[int]) -> float:
    """What chance alone puts between two accuracies nineteen times in twenty, a fraction.

    Each is taken as a binomial fraction of its own test images (Wald). On the same images the true margin is narrower;
    what another seed would do is not in it.
    """
    variances = [p * (1 - p) / n for p, n in zip(accuracies, images, strict=True)]
    return NINETEEN_IN_TWENTY * math.sqrt(sum(variances))


def exercises(views: Sequence[ExerciseView], lang: str) -> str:
    """The section."""
    cards = join(_card(view, lang) for view in views)
    head = html(
        '<div class="head"><div><h2>{}</h2><p class="note">{}</p></div></div>',
        say("exercises.title", lang),
        say("exercises.sub", lang),
    )
    return page(
        html('<div class="view train lab"><section>{}<div class="exercises">{}</div></section></div>', head, cards)
    )


def _card(view: ExerciseView, lang: str) -> str:
    name = view.name
    rows = [
        ("exercises.expect", say(f"exercises.{name}.expect", lang)),
        *([("exercises.measured", was_measured(view.measured, lang))] if view.measured else []),
        ("exercises.came", came_out(view, lang)),
    ]
    facts = join(html("<dt>{}</dt><dd>{}</dd>", say(key, lang), text) for key, text in rows)
    label = say(f"exercises.{name}", lang)
    presses = [_start(view, label, lang)]
    if view.run:
        data = {"do": "watch", "run": view.run.name}
        presses.append(
            button(
                say("exercises.watch", lang), data=data, kind="quiet", label=f"{say('exercises.watch', lang)}: {label}"
            )
        )
    return html(
        '<article class="exercise"><h3>{}</h3><p>{}</p><dl>{}</dl><div class="acts">{}</div></article>',
        label,
        say(f"exercises.{name}.change", lang),
        facts,
        join(presses),
    )


def _start(view: ExerciseView, label: str, lang: str) -> str:
    word = say("exercises.again" if view.run and not view.run.is_live else "exercises.start", lang)
    data = {"do": "begin", "name": view.name}
    return button(word, data=data, label=f"{word}: {label}")


def was_measured(measured: Measured, lang: str) -> str:
    """The outcome over several seeds, and whether chance alone could bring it."""
    whole, apart = measured.accuracy, measured.difference
    figures = {"percent": tenths(whole.mean), "images": f"{measured.test_images:,}", "seeds": whole.count}
    if apart is None:
        return say("exercises.measured.base", lang, **figures, low=tenths(whole.low), high=tenths(whole.high))
    figures |= {name: _points(getattr(apart, name)) for name in ("mean", "low", "high")}
    verdict = say("exercises.measured.clear" if apart.sign else "exercises.measured.open", lang)
    return joined([say("exercises.measured.apart", lang, **figures), verdict], lang)


def _points(fraction: float) -> str:
    """A difference in points: "+0.4", "−1.2"."""
    return f"{100 * fraction:+.1f}".replace("-", "\u2212")


def came_out(view: ExerciseView, lang: str) -> str:
    """The outcome in the run's own numbers, held against the baseline's, with what chance may do."""
    run = view.run
    if run is None:
        return say("exercises.not_yet", lang)
    if run.is_live:
        return say("exercises.under_way", lang, name=run.title)
    if run.state == "failed":
        return say("exercises.failed", lang, name=run.title, message=run.message)
    if run.state != "finished" or run.accuracy is None:
        return say("exercises.stopped", lang, name=run.title)
    return joined(filter(None, _result(run, view.baseline, view.name == "baseline", lang)), lang)


def _result(run: RunView, base: RunView | None, is_baseline: bool, lang: str) -> list[str]:
    """Sentences on a finished run."""
    figures = {"percent": tenths(run.accuracy), "images": f"{run.test_images:,}", "time": duration(run.seconds, lang)}
    losses = ""
    if run.last_train_loss is not None and run.curve.test_loss:
        ends = {"train": number(run.last_train_loss, 3), "test": number(run.curve.test_loss[-1], 3)}
        losses = say("exercises.loss", lang, **ends)
    if is_baseline or base is None:
        return [say("exercises.baseline_is" if is_baseline else "exercises.alone", lang, **figures), losses]
    difference = run.accuracy - base.accuracy
    room = margin([run.accuracy, base.accuracy], [run.test_images, base.test_images])
    figures |= {"difference": _points(difference), "baseline": tenths(base.accuracy)}
    key = "exercises.noise" if abs(difference) <= room else "exercises.clear"
    return [say("exercises.compared", lang, **figures), losses, say(key, lang, margin=f"{100 * room:.1f}")]
