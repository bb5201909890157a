"""What Attributions adds to the report: the maps that were made for the question."""

from typing import TYPE_CHECKING

from googlenet.app.kit.html import class_name
from googlenet.app.kit.job import Job
from googlenet.app.kit.picture import decoded, png_uri
from googlenet.app.shell.answer import classify_view, identity
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.tab import ReportPart
from googlenet.app.tabs.attributions.chart import overlaid
from googlenet.app.tabs.attributions.executor import Executor
from googlenet.app.tabs.attributions.html import errors, method_name
from googlenet.app.tabs.attributions.state import AttributionsSession, Options, Task
from googlenet.app.tabs.attributions.view import full_strength
from googlenet.inspection.methods import METHODS
from googlenet.text import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from googlenet.common.results import Attribution

MAP_PX = 160


def report(repository: Repository, question: Question, _options: Options, session: AttributionsSession) -> ReportPart:
    """The part; empty where no map was made for this question."""
    view, lang, maps = classify_view(repository, question), question.lang, []
    seen = decoded(view.picture)
    for task, shown in made_maps(repository, question, session):
        picture = overlaid(task, shown.map, full_strength(task, shown.map), seen).resize((MAP_PX, MAP_PX))
        maps.append((png_uri(picture), caption(task, shown, lang)))
    missing = len(_wanted(question, session)) - len(maps)
    notes = (say("report.maps_missing", lang, count=missing),) if missing else ()
    if not maps:
        return ReportPart(how=notes)
    heading = say("report.attributions", lang, label=class_name(view.classes[view.target], lang))
    return ReportPart(maps=(heading, maps), how=(say("report.how.attributions", lang), *notes))


def _wanted(question: Question, session: AttributionsSession) -> list[Task]:
    """What the tab was to show for this question; a class or network beside it is another question."""
    if session.request is None or identity(session.request.question) != identity(question):
        return []
    return [task for task in session.request.tasks if identity(task.question) == identity(question)]


def made_maps(
    repository: Repository, question: Question, session: AttributionsSession
) -> "Iterator[tuple[Task, Attribution]]":
    """The maps that the tab has found for this question, each as it is shown."""
    executor, found = Executor(repository), dict(session.strengths)
    branch = session.request.options.branch if session.request else None
    for task in _wanted(question, session):
        if task in found and task.method in METHODS:
            maps = executor.work(task, Job())
            yield task, maps[branch if branch in maps else None]


def caption(task: object, shown: object, lang: str) -> str:
    """A map's name, how far it is from adding up, and how far another seed's map would be from it."""
    off = errors(shown.relative_delta, shown.sampling_error)
    words = [f"{say(f'attributions.{key}', lang)} {value}" for key, value in off]
    words += [say("attributions.rough", lang)] if shown.is_rough else []
    return " · ".join([method_name(task, lang, shown.branch), *words])
