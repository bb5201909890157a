"""The first view as the server sends it: drawn before Gradio's scripts have run, which then put the page in its place."""

from collections.abc import Callable, Sequence
from pathlib import Path

from markupsafe import Markup

from googlenet.app.kit.html import class_name
from googlenet.app.kit.markup import element, html, join
from googlenet.app.kit.script import read_script
from googlenet.app.shell import html as markup
from googlenet.app.shell.answer import classify_view, first_view, identity
from googlenet.app.shell.naming import names_of, paths_of
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository, network_label
from googlenet.text import say

# Beside the page's style: what Gradio's own style does for the frame.
STYLE = """
.page { position: relative; min-height: 100vh; box-sizing: border-box; padding: 1rem 2rem 4rem 302px; background: var(--gn-paper); }
.side { position: fixed; z-index: 1; inset: 0 auto 0 0; width: 272px; padding: 1.5rem; box-sizing: border-box; overflow: hidden; background: var(--gn-paper-2); display: grid; gap: 1.25rem; align-content: start; }
.photo { height: 224px; background: var(--gn-first) center top / 184px 184px no-repeat var(--gn-paper-3); border-radius: var(--gn-r1); }
.page * { box-sizing: border-box; }
#tabs > .tab-wrapper, #tabs .tab-container { display: flex; align-items: center; overflow: hidden; }
#tabs .tab-container { flex-wrap: wrap; align-items: start; }
#tabs [role=tab] { position: relative; display: flex; align-items: center; white-space: nowrap; cursor: pointer; }
#tabs .selected::after { content: ""; position: absolute; bottom: 0; }
#tabs > .tab { padding-top: 1rem; }
@media (max-width: 900px) { .page { padding: 0 1rem 3rem; } .side { display: none; } #tabs > .tab { padding-top: 0; } }
"""


def first_paint(
    repository: Repository,
    question: Question,
    view: Callable[[Repository, Question], Markup],
    tabs: Sequence[str],
    styles: Sequence[Path],
) -> str:
    """HTML of the first view, "" where it would have to be computed.

    Args:
        question: what the page begins with.
        view: draws what the first tab shows.
        tabs: ids, in the order in which they stand.
        styles: sheets of the page and of the first tab.
    """
    first, lang = first_view(), question.lang
    if not first or first["question"] != identity(question):
        return ""
    one = classify_view(repository, question)
    picture = html('<div class="gn"><div class="photo"></div></div>')
    side = picture, markup.seen(one.picture, lang), markup.examples(repository.example_groups(lang), question.picture)
    label, network = class_name(one.classes[one.target], lang), network_label(question.classifier, lang)
    names = join(_tab(name, lang, is_open=name == tabs[0]) for name in tabs)
    page = html(
        '<aside class="side">{}</aside><div id="header">{}</div>{}<div id="legend">{}</div><div id="tabs">'
        '<div class="tab-wrapper"><div class="tab-container" role="tablist">{}</div></div><div class="tab">{}</div></div>',
        join(side),
        markup.header(lang),
        markup.strip(one.picture, label, network, lang),
        markup.legend(paths_of(repository, question), lang, names_of(repository, question)),
        names,
        view(repository, question),
    )
    sheet = "".join(path.read_text(encoding="utf-8") for path in styles)
    sheet = sheet.replace(":where(body) .gn", ".gn").replace(":root", ":host") + STYLE
    return html(
        '<div id="gn-first" lang="{}" style="position:absolute;inset:0 0 auto;z-index:8"><template><style>{}</style>'
        '<div class="page" style="--gn-first:url({})">{}</div></template></div><script>{}</script>',
        lang,
        Markup(sheet),  # noqa: S704 - our own files
        one.picture,
        page.replace(f"url({one.picture})", "var(--gn-first)"),  # once instead of four times
        Markup(read_script(__file__, "first_paint.js")),  # noqa: S704 - our own file
    )


def _tab(name: str, lang: str, *, is_open: bool) -> Markup:
    attributes = {"role": "tab", "aria_selected": is_open, "class_": "selected" if is_open else None}
    return element("button", say(f"frame.tab.{name}", lang), type="button", data_tab_id=name, **attributes)
