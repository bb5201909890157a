"""The report on a person's own pictures: what was read, what was not, how the classes stand, a few of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from googlenet.app.kit.csv import csv_text
from googlenet.app.kit.html import button, icon, page
from googlenet.app.kit.map import joined
from googlenet.app.kit.markup import html, join
from googlenet.app.tabs.train.own_pictures.chart import balance_chart
from googlenet.app.tabs.train.section_html import save_buttons, work_bar
from googlenet.text import say

UNEVEN = 3.0  # times larger is the largest class than the smallest: worth a word
FEW = 30  # pictures of a class
FEW_NAMES = 5  # of each reason; the file has them all


@dataclass(frozen=True)
class PicturesView:
    """What the section shows; plain values.

    Attributes:
        name: of the data set ("own:…"); "" while there is none to show.
        source: folder or zip that it came from.
        classes, train, test: names, and how many pictures of each.
        skipped: (reason, how many, the first names) of what was left out.
        samples: class -> data URI of a strip of a few of its pictures.
        side_px, channels, mean, std: of what is kept.
        is_split_given: whether the folders said which pictures are for testing.
        can_delete: whether it is the visitor's own.
        work: (done, all) while pictures are read.
        problem: what went wrong, in a sentence.
        held_out: pictures of each class to choose the best epoch by; empty: none.
    """

    name: str = ""
    source: str = ""
    classes: tuple[str, ...] = ()
    train: tuple[int, ...] = ()
    test: tuple[int, ...] = ()
    skipped: tuple[tuple[str, int, tuple[str, ...]], ...] = ()
    samples: dict[str, str] = field(default_factory=dict)
    side_px: int = 0
    channels: int = 0
    mean: tuple[float, ...] = ()
    std: tuple[float, ...] = ()
    is_split_given: bool = False
    can_delete: bool = False
    work: tuple[int, int] | None = None
    problem: str = ""
    held_out: tuple[int, ...] = ()


def limits(megabytes: int, lang: str) -> str:
    """What is taken, before anything is sent."""
    return page(html('<p class="note">{}</p>', say("pictures.limits", lang, limit=megabytes)))


def report(view: PicturesView, lang: str) -> str:
    """The section; "" where there is nothing to show."""
    if view.work is not None:
        done, total = view.work
        sentence = say("pictures.reading", lang, done=f"{done:,}", total=f"{total:,}")
        inner = work_bar(done, total, sentence, say("pictures.stop", lang), "stop_pictures")
    elif view.problem:
        inner = html('<p class="say" role="alert">{}</p>', view.problem)
    elif view.name:
        inner = _found(view, lang)
    else:
        return ""
    return page(html('<div class="view train lab"><section>{}</section></div>', inner))


def _found(view: PicturesView, lang: str) -> str:
    numbers = {"train": sum(view.train), "held_out": sum(view.held_out), "test": sum(view.test)}
    figures = {key: f"{value:,}" for key, value in (numbers | {"pictures": sum(numbers.values())}).items()}
    key = "pictures.found_held_out" if numbers["held_out"] else "pictures.found"
    return html(
        '<div class="head"><div><h2>{}</h2><p class="sub">{}</p></div></div><div class="own-pictures">{}{}</div>{}{}',
        say(key, lang, classes=len(view.classes), **figures),
        _sub(view, lang),
        _balance(view, lang),
        _samples(view, lang),
        _skipped(view, lang),
        _end(view, lang),
    )


def _sub(view: PicturesView, lang: str) -> str:
    kind = say("pictures.grey" if view.channels == 1 else "pictures.colour", lang)
    mean, std = (", ".join(f"{value:.3f}" for value in values) for values in (view.mean, view.std))
    split = "pictures.split_given" if view.is_split_given else "pictures.split_drawn"
    sentences = [
        say("pictures.kept_as", lang, source=view.source, side=view.side_px, kind=kind, mean=mean, std=std),
        say("pictures.split_held_out" if any(view.held_out) else split, lang),
    ]
    held_out = view.held_out or (0,) * len(view.classes)
    counts = [sum(parts) for parts in zip(view.train, held_out, view.test, strict=True)]
    if max(counts) >= UNEVEN * min(counts):
        sentences.append(say("pictures.uneven", lang, times=f"{max(counts) / min(counts):.0f}"))
    if min(counts) < FEW:
        sentences.append(say("pictures.few", lang, count=min(counts)))
    return joined(sentences, lang)


def _balance(view: PicturesView, lang: str) -> str:
    return html(
        '<figure class="chart"><div class="ch"><h3>{}</h3><div class="saves">{}</div></div>{}</figure>',
        say("pictures.balance_held_out" if any(view.held_out) else "pictures.balance", lang),
        save_buttons("class-balance", ("png", "svg")),
        balance_chart(view.classes, view.train, view.test, lang, view.held_out),
    )


def _samples(view: PicturesView, lang: str) -> str:
    if not view.samples:
        return ""
    strips = [
        html(
            '<figure><img src="{}" alt="{}"><figcaption>{name}</figcaption></figure>',
            uri,
            say("pictures.strip", lang, name=name),
            name=name,
        )
        for name, uri in view.samples.items()
    ]
    return html('<div><h3>{}</h3><div class="strips">{}</div></div>', say("pictures.samples", lang), join(strips))


def _skipped(view: PicturesView, lang: str) -> str:
    if not view.skipped:
        return html('<p class="note">{}</p>', say("pictures.all_read", lang))
    rows = join(
        html(
            '<tr><td class="r">{:,}</td><td>{}</td><td class="names">{}</td></tr>',
            number,
            say(f"pictures.skip.{reason}", lang),
            ", ".join(names) + ("…" if number > len(names) else ""),
        )
        for reason, number, names in view.skipped
    )
    heads = join(
        html('<th scope="col" class="{}">{}</th>', kind, say(f"pictures.column.{name}", lang))
        for name, kind in (("count", "r"), ("reason", "reason"), ("names", "names"))
    )
    save = {"data": {"do": "save_left_out", "name": view.name}, "label": f"{say('pictures.save_left_out', lang)}: CSV"}
    return html(
        '<details class="more" open><summary><h3>{}</h3></summary>'
        '<table class="left"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>{}</details>',
        say("pictures.left_out", lang, count=f"{sum(number for _, number, _ in view.skipped):,}"),
        heads,
        rows,
        button(html("{}CSV", icon("save")), kind="quiet", **save),
    )


def left_out_csv(skipped: Mapping[str, tuple[int, Sequence[str]]], lang: str) -> str:
    """Every file that was left out with its reason, a line each; of those whose names were not kept, their number.

    Args:
        skipped: reason -> (how many, the names that were kept).
    """
    rows = [[say("pictures.column.file", lang), say("pictures.column.reason", lang)]]
    for reason, (number, names) in skipped.items():
        why, more = say(f"pictures.skip.{reason}", lang), number - len(names)
        rows += [[name, why] for name in names]
        rows += [[say("pictures.more_files", lang, count=f"{more:,}"), why]] * (more > 0)
    return csv_text(rows)


def _end(view: PicturesView, lang: str) -> str:
    next_step = html('<p class="note">{}</p>', say("pictures.next", lang))
    if not view.can_delete:
        return next_step
    return next_step + html(
        '<details class="forget"><summary class="btn quiet">{}</summary><div><p class="note">{}</p>{}</div></details>',
        say("pictures.delete", lang),
        say("pictures.delete_ask", lang),
        button(say("pictures.delete_yes", lang), data={"do": "delete_pictures", "name": view.name}, kind="danger"),
    )
