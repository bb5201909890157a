"""What the tab's sections share: the fold that holds one, the progress of long work, a slider over the epochs, buttons that save."""

from collections.abc import Sequence

from googlenet.app.kit.html import button, icon, page
from googlenet.app.kit.markup import html, join


def folded(title: str, inner: str, problem: str = "", *, is_open: bool = False, keep: str = "", photo: str = "") -> str:
    """A section under a title that opens it.

    Args:
        problem: what went wrong, in a sentence.
        keep: by this name the page's script keeps the section as the visitor left it.
        photo: data URI of the picture under every heat map.
    """
    state = html(' data-keep="{}"', keep) if keep else " open" if is_open else ""
    alert = html('<p class="say" role="alert">{}</p>', problem) if problem else ""
    return page(
        html(
            '<div class="view train lab"><section><details class="more"{}><summary><h2>{}</h2></summary>'
            "<div>{}{}</div></details></section></div>",
            state,
            title,
            inner,
            alert,
        ),
        photo,
    )


def work_bar(done: int, total: int, sentence: str, stop: str, stopping: str) -> str:
    """Progress of long work with its Stop; it acts when it is touched, since the bar is drawn anew at each step."""
    share = 100 * done / total if total else 0
    bar = html(
        '<div class="progress" role="progressbar" aria-valuenow="{:.0f}" aria-label="{}"><i style="width:{:.1f}%"></i></div>',
        share,
        sentence,
        share,
    )
    press = button(icon("stop") + stop, data={"do": stopping})
    return html('<div class="work"><span class="note">{}</span>{}{}</div>', sentence, bar, press)


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
