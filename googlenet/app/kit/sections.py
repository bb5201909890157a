"""A tab's sections: a row of links to them, which stays in sight, and folds that open on demand, titled by their finding.

In a tab's `tab.py`, which names its sections in order ("section.TAB.NAME" is the sentence with a section's short name):

    sections = Sections(frame, "branches", ("map", "worth"))     # googlenet.app.shell.sections; the row stands here
    with sections.place("map"):                                  # always open: the tab's first view
        network = gr.HTML(…)
    with sections.place("worth", folds=True):
        tables = gr.HTML(…)                                      # more components may follow

The HTML of the first component in a section that folds is `page(folded(finding, body, …))`; while the section is closed,
what follows the title, and all other components, are hidden. `section_link` leads to a section from anywhere in the tab.
What is open is the browser's own and stands in the link, as `section=worth`; a link opens at the last one that it names.
A script opens one with `gnSection("worth")`; one that must know when its section is opened listens to "gn-section".
"""

from collections.abc import Sequence

from googlenet.app.kit.html import page
from googlenet.app.kit.markup import element, html, join
from googlenet.text import say


def row(tab: str, names: Sequence[str], lang: str) -> str:
    """Links to the sections `names` of a tab, in order; nothing where there is only one."""
    links = join(section_link(tab, name, say(f"section.{tab}.{name}", lang)) for name in names)
    if len(names) < 2:
        return ""
    return page(element("nav", links, class_="sections", aria_label=say("frame.sections", lang)))


def section_link(tab: str, name: str, text: str, kind: str = "") -> str:
    """A link that opens a section and goes to it; without the script it opens the page there."""
    return element("a", text, href=f"?tab={tab}&section={name}", data_section=name, class_=kind or None)


def folded(title: str, *body: str, sub: str = "") -> str:
    """A section that is closed at first: its finding, a sentence that is seen in both states, and what is inside."""
    button = element("button", html("<span>{}</span>", title), type="button", aria_expanded=False)
    head = html('<h2 class="fold">{}</h2>{}', button, html('<p class="sub">{}</p>', sub) if sub else "")
    return html('<div class="view"><section>{}<div class="folded">{}</div></section></div>', head, join(body))
