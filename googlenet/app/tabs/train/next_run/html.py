"""Around the form of the next run: its heading, the design that is trained, what Start does."""

from typing import TYPE_CHECKING

from googlenet.app.kit.html import button, page
from googlenet.app.kit.map import joined
from googlenet.app.kit.markup import html
from googlenet.app.tabs.train.html import duration
from googlenet.networks import accounting
from googlenet.networks.design import base_of
from googlenet.text import SENTENCES, say

if TYPE_CHECKING:
    from googlenet.networks.spec import Spec


def outlook(busy: str | None, seconds: float | None, lang: str) -> str:
    """Below the form: what Start does, and how long the run would take.

    Args:
        busy: the run that trains now; "": a stranger's; None: none does.
    """
    others = say("train.one.other", lang) if busy == "" else ""
    sentences = [others or (say("train.one", lang, name=busy) if busy else say("train.free", lang))]
    if seconds is not None:
        sentences.append(say("train.estimate", lang, time=duration(seconds, lang)))
    return page(html('<p class="note">{}</p>', joined(sentences, lang)))


def form_title(lang: str) -> str:
    """Above the form."""
    return page(html("<h2>{}</h2>", say("train.next", lang)))


def recipe_label(name: str, lang: str) -> str:
    """What a recipe is, in a few words; its name where there are none."""
    return say(f"train.recipe.{name}", lang) if f"train.recipe.{name}" in SENTENCES else name


def design_in_training(design: "Spec", lang: str) -> str:
    """Above the form: which design will be trained, and the way back."""
    names = {"name": design.name, "base": base_of(design.source) or ""}
    label = say("architecture.train", lang, **names, params=f"{params_in_training(design):,}")
    drop = button(say("architecture.drop", lang), data={"drop": 1})
    return page(html('<div class="tools handed"><p class="say plain" role="status">{}</p>{}</div>', label, drop))


def params_in_training(spec: "Spec") -> int:
    """Parameters of a network for Fashion-MNIST: one channel, ten classes; the size of the images does not matter."""
    return accounting.report(spec, (1, 512, 512)).params
