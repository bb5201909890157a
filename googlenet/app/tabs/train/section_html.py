"""What the tab's sections share: the fold that holds one, the progress of long work, a slider over the epochs, buttons that save."""

from collections.abc import Sequence

from googlenet.app.kit.html import button, icon, page
from googlenet.app.kit.markup import element, html, join


def noted(sentence: str) -> str:
    """A sentence beside Gradio's own fields."""
    return page(html('<p class="note">{}</p>', sentence))


def folded(title: str, inner: str, problem: str = "", *, is_open: bool = False, photo: str = "") -> str:
    """A section under a title that opens it.

    Args:
        problem: what went wrong, in a sentence.
        photo: data URI of the picture under every heat map.
    """
    alert = html('<p class="say" role="alert">{}</p>', problem) if problem else ""
    inner = html("<summary><h2>{}</h2></summary><div>{}{}</div>", title, inner, alert)
    fold = element("details", inner, class_="more", open=is_open)
    return page(html('<div class="view train lab"><section>{}</section></div>', fold), photo)


def work_bar(done: int, total: int, sentence: str, stop: str, stopping: str) -> str:
    """Progress of long work with its Stop; it acts when it is touched, since the bar is drawn anew at each step."""
    return html(
        '<div class="work"><span class="note">{sentence}</span><div class="progress" role="progressbar" '
        'aria-valuenow="{share:.0f}" aria-label="{sentence}"><i style="width:{share:.1f}%"></i></div>{press}</div>',
        sentence=sentence,
        share=100 * done / total if total else 0,
        press=button(icon("stop") + stop, data={"do": stopping}),
    )


def epoch_slider(label: str, epochs: Sequence[int]) -> str:
    """A slider over the epochs, at the last; the script moves what is shown."""
    last = len(epochs) - 1
    return html(
        '<label class="slide"><span class="lab">{label}</span><input type="range" min="0" max="{last}" value="{last}" '
        'step="1" data-slide data-epochs="{epochs}" aria-valuetext="{epoch}">'
        '<output aria-live="off">{epoch}</output></label>',
        label=label,
        last=last,
        epochs=" ".join(map(str, epochs)),
        epoch=epochs[last],
    )


def save_buttons(name: str, kinds: Sequence[str] = ("png", "svg", "csv")) -> str:
    """Buttons that save a drawing as a file called `name`, and its numbers."""
    return join(button(icon("save") + kind.upper(), data={"save": kind, "name": name}, kind="quiet") for kind in kinds)
