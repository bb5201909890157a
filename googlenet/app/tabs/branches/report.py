"""What Branches adds to the report: the map of blocks and branches, and what the branches that are off change."""

from googlenet.app.kit.html import class_name, percent
from googlenet.app.kit.map import MapView, paths_name
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.tab import ReportPart
from googlenet.app.tabs.branches.map_chart import map_svg
from googlenet.app.tabs.branches.state import Selection
from googlenet.app.tabs.branches.view import map_view, settled
from googlenet.text import say


def report(repository: Repository, question: Question, selection: Selection, _session: object) -> ReportPart:
    """The part; what the tab has computed is not computed again."""
    lang = question.lang
    view = map_view(repository, question, settled(repository, question, selection))
    count = len(view.blocks)
    heading = say("report.map", lang, count=count)
    if view.off:
        heading = say("report.map_off", lang, count=count, paths=paths_name(view.off, lang, view.names))
    return ReportPart(
        sections=((heading, map_svg(view, lang)),), facts=without(view, lang), how=(say("report.how.map", lang),)
    )


def without(view: MapView, lang: str) -> list[tuple[str, str]]:
    """What the branches that are off change."""
    if not view.off:
        return []
    label = class_name(view.classes[view.target], lang)
    moved = f"{label} {percent(view.before[view.target])} → {percent(view.now[view.target])}"
    return [(say("report.off", lang, paths=paths_name(view.off, lang, view.names)), moved)]
