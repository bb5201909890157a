"""The report on a person's own pictures: what was read, what was not, how the classes stand, a few of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from googlenet.app.kit.csv import csv_text
from googlenet.app.kit.html import button, icon, page
from googlenet.app.kit.map import joined
from googlenet.app.kit.markup import html, join
from googlenet.app.tabs.train.own_pictures.chart import balance_chart
from googlenet.app.tabs.train.section_html import save_buttons, work_bar
from googlenet.text import say

if TYPE_CHECKING:
    from googlenet.data.picture_folders import Report

UNEVEN = 3.0  # times larger is the largest class than the smallest: worth a word
FEW = 30  # pictures of a class
FEW_NAMES = 5  # of each reason; the file has them all


@dataclass(frozen=True)
class PicturesView:
    """What the section shows.

    Attributes:
        name: of the data set ("own:…"); "" while there is none to show.
        report: on its import, with `FEW_NAMES` of each reason; None without one.
        samples: class -> data URI of a strip of a few of its pictures.
        can_delete: whether it is the visitor's own.
        work: (done, all) while pictures are read.
        problem: what went wrong, in a sentence.
    """

    name: str = ""
    report: "Report | None" = None
    samples: dict[str, str] = field(default_factory=dict)
    can_delete: bool = False
    work: tuple[int, int] | None = None
    problem: str = ""


def report(view: PicturesView, lang: str) -> str:
    """The section; "" where there is nothing to show."""
    if view.work is not None:
        done, total = view.work
        sentence = say("pictures.reading", lang, done=f"{done:,}", total=f"{total:,}")
        inner = work_bar(done, total, sentence, say("pictures.stop", lang), "stop_pictures")
    elif view.problem:
        inner = html('<p class="say" role="alert">{}</p>', view.problem)
    elif view.report:
        inner = _found(view, view.report, lang)
    else:
        return ""
    return page(html('<div class="view train lab"><section>{}</section></div>', inner))


def _found(view: PicturesView, found: "Report", lang: str) -> str:
    parts = {"train": found.train_counts, "held_out": found.held_out_counts, "test": found.test_counts}
    figures = {part: f"{sum(counts):,}" for part, counts in parts.items()} | {"pictures": f"{sum(found.counts):,}"}
    is_held_out = any(found.held_out_counts)
    return html(
        '<div class="head"><div><h2>{}</h2><p class="sub">{}</p></div></div><div class="own-pictures">'
        '<figure class="chart"><div class="ch"><h3>{}</h3><div class="saves">{}</div></div>{}</figure>{}</div>{}{}',
        say(
            "pictures.found_held_out" if is_held_out else "pictures.found", lang, classes=len(found.classes), **figures
        ),
        _sub(found, lang),
        say("pictures.balance_held_out" if is_held_out else "pictures.balance", lang),
        save_buttons("class-balance", ("png", "svg")),
        balance_chart(found.classes, found.train_counts, found.test_counts, lang, found.held_out_counts),
        _samples(view, lang),
        _skipped(view.name, found.skipped, lang),
        _end(view, lang),
    )


def _sub(found: "Report", lang: str) -> str:
    kind = say("pictures.grey" if found.channels == 1 else "pictures.colour", lang)
    mean, std = (", ".join(f"{value:.3f}" for value in values) for values in (found.mean, found.std))
    split = "held_out" if any(found.held_out_counts) else "given" if found.is_split_given else "drawn"
    sentences = [
        say("pictures.kept_as", lang, source=found.source, side=found.side_px, kind=kind, mean=mean, std=std),
        say(f"pictures.split_{split}", lang),
    ]
    if found.encoding and not "".join(found.classes).isascii():
        sentences.append(say("pictures.encoded", lang, encoding=found.encoding))
    if found.imbalance >= UNEVEN:
        sentences.append(say("pictures.uneven", lang, times=f"{found.imbalance:.0f}"))
    if min(found.counts) < FEW:
        sentences.append(say("pictures.few", lang, count=min(found.counts)))
    return joined(sentences, lang)


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


def _skipped(name: str, skipped: Mapping[str, tuple[int, Sequence[str]]], lang: str) -> str:
    if not skipped:
        return html('<p class="note">{}</p>', say("pictures.all_read", lang))
    rows = join(
        html(
            '<tr><td class="r">{:,}</td><td>{}</td><td class="names">{}</td></tr>',
            number,
            say(f"pictures.skip.{reason}", lang),
            ", ".join(names) + ("…" if number > len(names) else ""),
        )
        for reason, (number, names) in skipped.items()
    )
    heads = join(
        html('<th scope="col" class="{}">{}</th>', kind, say(f"pictures.column.{name}", lang))
        for name, kind in (("count", "r"), ("reason", "reason"), ("names", "names"))
    )
    save = {"data": {"do": "save_left_out", "name": name}, "label": f"{say('pictures.save_left_out', lang)}: CSV"}
    return html(
        '<details class="more" open><summary><h3>{}</h3></summary>'
        '<table class="left"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>{}</details>',
        say("pictures.left_out", lang, count=f"{sum(number for number, _ in skipped.values()):,}"),
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
