"""Around the form of the next run: its heading, what a preset is about, the design that is trained, what Start does."""

from typing import TYPE_CHECKING

from googlenet.app.kit.html import button, page
from googlenet.app.kit.map import joined
from googlenet.app.kit.markup import html, sentence
from googlenet.app.kit.sections import section_link
from googlenet.app.tabs.train.html import duration, tenths
from googlenet.networks import accounting
from googlenet.networks.design import base_of
from googlenet.text import SENTENCES, say

if TYPE_CHECKING:
    from googlenet.networks.spec import Spec
    from googlenet.study.exercises import Measured


def outlook(busy: str | None, seconds: float | None, lang: str, is_shared: bool = False) -> str:
    """Below the form: what Start does, and how long the run would take.

    Args:
        busy: the run that trains now; "": a stranger's; None: none does.
        is_shared: whether a run is its browser's; one that keeps nothing is then warned.
    """
    if busy:
        curves = section_link("train", "curves", say("train.one.curves", lang))
        sentences = [sentence("train.one", lang, name=busy, curves=curves)]
    else:
        sentences = [say("train.free" if busy is None else "train.one.other", lang)]
    if seconds is not None:
        sentences.append(say("train.estimate", lang, time=duration(seconds, lang)))
    warning = html('<p class="note forgets">{}</p>', say("train.forgets", lang)) if is_shared else ""
    return page(html('<p class="note">{}</p>{}', joined(sentences, lang), warning))


def form_title(lang: str) -> str:
    """Above the form."""
    return page(html("<h2>{}</h2>", say("train.next", lang)))


def preset_label(name: str, lang: str) -> str:
    """A preset in a few words, or a recipe; its name where there are none."""
    kind, _, key = name.partition(".")
    if not key:
        return say(f"train.recipe.{name}", lang) if f"train.recipe.{name}" in SENTENCES else name
    title = say(f"presets.exercise.{key}" if kind == "exercise" else f"study.network.{key}", lang)
    return say(f"presets.{kind}", lang, name=title)


def preset_note(name: str, measured: "Measured | None", lang: str) -> str:
    """Below the form: what a preset is about, what was measured of it, how to compare."""
    kind, _, key = name.partition(".")
    base = {"exercise": "baseline", "kernels": "all"}[kind]
    if kind == "exercise":
        about = [say(f"presets.exercise.{key}.change", lang), say(f"presets.exercise.{key}.expect", lang)]
        about.append(say("presets.exercise.source", lang))
    elif key == base:
        about = [say("presets.kernels.base", lang)]
    else:
        about = [say("presets.kernels.about", lang, network=say(f"study.network.{key}", lang))]
    found = [outcome_in_words(kind, measured, lang)] if measured else []
    if key == base:
        found.append(say("presets.compare.base", lang))
    else:
        found.append(say("presets.compare", lang, base=preset_label(f"{kind}.{base}", lang)))
    lines = html("<p>{}</p><p>{}</p>", joined(about, lang), joined(found, lang))
    return page(html('<div class="view train lab preset">{}</div>', lines))


def outcome_in_words(kind: str, measured: "Measured", lang: str) -> str:
    """The outcome over several seeds, and whether chance alone could bring it."""
    whole, gap = measured.accuracy, measured.difference
    figures = {"percent": tenths(whole.mean), "images": f"{measured.test_images:,}", "seeds": whole.count}
    if gap is None:
        return say("presets.measured.base", lang, **figures, low=tenths(whole.low), high=tenths(whole.high))
    figures |= {name: f"{100 * getattr(gap, name):+.1f}".replace("-", "−") for name in ("mean", "low", "high")}
    verdict = say("presets.clear" if gap.sign else "presets.open", lang)
    return joined([say(f"presets.measured.{kind}", lang, **figures), verdict], lang)


def design_in_training(design: "Spec", lang: str) -> str:
    """Above the form: which design will be trained, and the way back."""
    names = {"name": design.name, "base": base_of(design.source) or ""}
    label = say("architecture.train", lang, **names, params=f"{params_in_training(design):,}")
    drop = button(say("architecture.drop", lang), data={"drop": 1})
    return page(html('<div class="tools"><p class="say plain" role="status">{}</p>{}</div>', label, drop))


def params_in_training(spec: "Spec") -> int:
    """Parameters of a network for Fashion-MNIST: one channel, ten classes; the size of the images does not matter."""
    return accounting.report(spec, (1, 512, 512)).params
