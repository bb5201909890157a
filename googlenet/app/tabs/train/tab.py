"""The Train tab: live curves and the table of runs; its sections stand in folders of their own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr
import plotly

from googlenet.app.kit.script import read_script
from googlenet.app.server.zerogpu import train_on
from googlenet.app.shell.access import check_room
from googlenet.app.shell.download import Download
from googlenet.app.shell.events import PLAIN, QUIET, guarded
from googlenet.app.shell.question import Question
from googlenet.app.shell.runs import MOST_OTHERS, PREFIX, Runs
from googlenet.app.shell.sections import Sections
from googlenet.app.shell.tab import Frame
from googlenet.app.tabs.train import html as markup
from googlenet.app.tabs.train import live
from googlenet.app.tabs.train.chart import TOKENS
from googlenet.app.tabs.train.next_run.html import form_title
from googlenet.app.tabs.train.next_run.tab import NextRun
from googlenet.app.tabs.train.own_pictures.tab import build_import
from googlenet.app.tabs.train.review import tab as review
from googlenet.app.tabs.train.runs_html import runs_table

if TYPE_CHECKING:
    from googlenet.networks.spec import Spec

SECTIONS = ("curves", "new", "review", "runs")
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


@dataclass(frozen=True)
class Following:
    """Which curves a visitor looks at.

    Attributes:
        run: name of the run; "" before the tab is first opened.
        others: names of the runs drawn beside it, each at the place of its colour; "" where a place is free.
    """

    run: str = ""
    others: tuple[str, ...] = ()


def build(frame: Frame) -> None:
    """The tab's contents."""
    events, following = TrainEvents(frame), gr.State(Following())
    gr.set_static_paths([PLOTLY])

    def poll(data: dict) -> dict:  # anybody can call these two, with anything
        query = live.read_query(data)
        return live.news(events.runs.of(query.owner), query)

    def table(data: dict) -> str:
        query = live.read_query(data)
        return live.table(events.runs.of(query.owner), query)

    sections = Sections(frame, "train", SECTIONS)
    with sections.place("curves"):
        view = gr.HTML(js_on_load=_script(), server_functions=[poll, table], elem_id="train-live", **PLAIN)
    with sections.place("new"):
        form = NextRun(frame, events.runs)
    with sections.place("review"):
        review.build(frame, following, view, events.runs)
    history = gr.HTML(js_on_load=read_script(__file__, "runs.js"), elem_id="train-runs", render=False, **PLAIN)
    page = [following, view, history, form.start]

    def follow(question: Question, run: str) -> tuple:
        return events.shown(question, Following(run))

    with sections.place("runs", folds=True, is_open=True):
        history.render()
        build_import(frame, events.runs, page, follow)
    download = Download("runs")

    def begin(question: Question, design: "Spec | None", *values: object) -> tuple:
        return follow(question, form.begin(question, design, *values))

    frame.on_press("train", following, events.press)
    frame.on_question("train", lambda question: form_title(question.lang), [], [form.title])
    frame.on_question("train", events.shown, [following], page, at_press=True)
    form.wire(frame, history)
    inputs, network = [frame.question, following], frame.sidebar.network
    begun = form.start.click(guarded(begin), [frame.question, *form.inputs], page, **QUIET)
    begun.success(None, js="() => gnSection('curves')")
    train_on(begun, inputs, events.runs)
    acted = [*page, frame.question, network]
    for source in (view, history):
        source.run_act(guarded(events.act), inputs, acted, **QUIET)
        train_on(source.run_resume(guarded(events.act), inputs, acted, **QUIET), inputs, events.runs)
        source.run_use(guarded(events.use), frame.question, [frame.question, network, frame.tabs], **QUIET)
    history.run_tidy(guarded(events.tidy), inputs, page, **QUIET)
    download.on(history.run_download, events.export_run, [frame.question])
    anew = {"trigger_mode": "always_last", **QUIET}
    view.runs_change(guarded(events.shown), inputs, page, **anew)
    view.runs_change(guarded(events.networks), frame.question, network, **anew)


def _script() -> str:
    script = read_script(__file__)
    return script.replace("__PLOTLY__", f"gradio_api/file={PLOTLY}").replace("__TOKENS__", json.dumps(TOKENS))


class TrainEvents:
    """What the tab's events do."""

    def __init__(self, frame: Frame):
        self.repository, self.runs = frame.repository, Runs(frame.repository.runs)

    def shown(self, question: Question, chosen: Following) -> tuple:
        """Values of the choice, the live view, the table of runs and Start."""
        runs = self.runs.of(question.owner)
        chosen = chosen if chosen.run in runs.names() else replace(chosen, run=runs.opening())
        others, lang = ["" if name == chosen.run else name for name in chosen.others], question.lang
        older = runs.older(lang, {chosen.run, *others})
        table = runs_table(runs.views(lang), chosen.run, others, lang, older=older, disk=runs.disk_use())
        return chosen, markup.live(chosen.run, others, lang), table, gr.Button(interactive=True)

    def press(self, question: Question, chosen: Following, message: Mapping) -> Following:
        """What is followed once a run was pressed, or ticked to be drawn beside it."""
        name, runs = str(message.get("run", "")), self.runs.of(question.owner)
        runs.view(name)  # refuses what is not there
        if message.get("act") == "compare":
            return _compare(chosen, name, is_on=message.get("on") is True)
        return _show(runs, chosen, name)

    def act(self, question: Question, chosen: Following, event: gr.EventData) -> tuple:
        name, action = str(getattr(event, "run", "")), ACTIONS.get(str(getattr(event, "act", "")), _show)
        runs = self.runs.of(question.owner)
        runs.view(name)  # refuses what is not there
        if getattr(event, "act", "") == "rename":
            to = _rename(runs, name, str(getattr(event, "to", "")).strip())
            return *self.shown(question, _instead(chosen, name, to)), *self._instead_of(question, name, to)
        shown = self.shown(question, action(runs, chosen, name))
        if action is not _delete:
            return *shown, gr.skip(), gr.skip()
        return *shown, *self._instead_of(question, name, self.repository.opening())

    def tidy(self, question: Question, chosen: Following) -> tuple:
        """The page after the visitor's finished runs have lost all but their results and networks."""
        from googlenet.training.runs.manage import remove_spare

        runs = self.runs.of(question.owner)
        for name, (_, spare) in runs.disk_use().items():
            if spare:
                remove_spare(runs.mine(name))
        return self.shown(question, chosen)

    def _instead_of(self, question: Question, name: str, to: str) -> tuple:
        """The question and the side panel's network where they were of a run that now has another name, or is gone."""
        if question.classifier != name:
            return gr.skip(), gr.skip()
        network = gr.Dropdown(self.repository.choices(question.lang, question.owner), value=to)
        return replace(question, classifier=to, target=None), network

    def export_run(self, question: Question, event: gr.EventData) -> str:
        """A finished run's card and weights in one file, to be taken away."""
        from googlenet.training.runs.export import export_run

        name = str(getattr(event, "run", ""))
        return self.repository.export(
            f"{name.removeprefix(PREFIX)}.zip", export_run(self.runs.of(question.owner).mine(name))
        )

    def use(self, question: Question, event: gr.EventData) -> tuple:
        name = str(getattr(event, "run", ""))
        self.repository.check_seen(name, question.owner)
        self.repository.classifier(name)  # refuses what is damaged before anything changes
        network = gr.Dropdown(self.repository.choices(question.lang, question.owner), value=name)
        return replace(question, classifier=name, target=None), network, gr.Tabs(selected="classify")

    def networks(self, question: Question) -> gr.Dropdown:
        """The side panel's choices, of which a run that has finished an epoch is one."""
        return gr.Dropdown(choices=self.repository.choices(question.lang, question.owner))


def _show(_: Runs, chosen: Following, name: str) -> Following:
    return Following(name, chosen.others)


def _compare(chosen: Following, name: str, *, is_on: bool) -> Following:
    """Ticked or unticked; the others keep their places, and with them their colours."""
    if is_on == (name in chosen.others):
        return chosen  # a press that is answered late comes twice
    if not is_on:
        return replace(chosen, others=tuple("" if other == name else other for other in chosen.others))
    places = [*chosen.others, *[""] * (MOST_OTHERS - len(chosen.others))]
    places[places.index("") if "" in places else 0] = name
    return replace(chosen, others=tuple(places))


def _stop(runs: Runs, chosen: Following, name: str) -> Following:
    if runs.view(name).is_live:
        runs.mine(name).ask_to_stop()
    return chosen


def _resume(runs: Runs, chosen: Following, name: str) -> Following:
    from googlenet.training.runs.process import resume_run

    run = runs.mine(name)
    check_room(runs.root)
    resume_run(run)
    return _show(runs, chosen, name)


def _delete(runs: Runs, chosen: Following, name: str) -> Following:
    from googlenet.training.runs.manage import delete_run

    delete_run(runs.mine(name))
    return _instead(chosen, name, "")


def _rename(runs: Runs, name: str, to: str) -> str:
    from googlenet.training.runs.manage import rename_run

    return PREFIX + rename_run(runs.mine(name), to).path.name


def _instead(chosen: Following, name: str, other: str) -> Following:
    """The choice with `other` in the place of the run called `name`; "": with none."""
    run = other if chosen.run == name else chosen.run
    return Following(run, tuple(other if one == name else one for one in chosen.others))


ACTIONS = {"stop": _stop, "resume": _resume, "delete": _delete}
