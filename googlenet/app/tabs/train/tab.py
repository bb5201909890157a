"""The Train tab: live curves, the next run, the table of runs."""

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr
import plotly

from googlenet.app.kit.script import read_script
from googlenet.app.server import zerogpu as zero
from googlenet.app.shell.access import check_data, check_room
from googlenet.app.shell.events import QUIET, guarded
from googlenet.app.shell.language import Translator
from googlenet.app.shell.question import Question
from googlenet.app.shell.runs import MOST_OTHERS, PREFIX, Runs, estimate
from googlenet.app.shell.tab import Frame, TabRequest
from googlenet.app.tabs.train import html as markup
from googlenet.app.tabs.train import live
from googlenet.app.tabs.train import runs_html as train_runs
from googlenet.app.tabs.train.chart import TOKENS
from googlenet.app.tabs.train.exercises import tab as exercises
from googlenet.app.tabs.train.html import handed_over, params_in_training
from googlenet.app.tabs.train.own_pictures import tab as own_pictures
from googlenet.app.tabs.train.own_pictures import view as own_views
from googlenet.app.tabs.train.rate_test import tab as rates
from googlenet.app.tabs.train.review import tab as lab
from googlenet.common.errors import UserError
from googlenet.common.owners import owner_for
from googlenet.networks.design import base_of
from googlenet.text import say

if TYPE_CHECKING:
    from googlenet.networks.spec import Spec
    from googlenet.training.config import TrainConfig

PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
FIRST_RECIPE = "quick"
FIELDS = {
    "epochs": "train.epochs",
    "image_size": "train.size",
    "batch_size": "train.batch",
    "learning_rate": "train.peak",
    "validation_images": "pictures.held_out_images",
}
DROP = """element.addEventListener('click', event => {
  if (event.target.closest('[data-drop]')) trigger('drop', {});
});"""


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
    tab, t = _Tab(frame), Translator()
    plain = {"apply_default_css": False, "padding": False}
    gr.set_static_paths([PLOTLY])

    def poll(query: dict) -> dict:  # anybody can call these two, with anything
        asked = live.read_query(query)
        return live.news(tab.runs.of(asked.owner), asked)

    def table(query: dict) -> str:
        asked = live.read_query(query)
        return live.table(tab.runs.of(asked.owner), asked)

    following, design = gr.State(Following()), gr.State(None)
    view = gr.HTML(js_on_load=_script(), server_functions=[poll, table], elem_id="train-live", **plain)
    lab.build(frame, following, view, tab.runs)
    title = gr.HTML(elem_id="train-next", **plain)
    designed = gr.HTML(js_on_load=DROP, elem_id="train-design", **plain)
    with gr.Row(elem_id="train-form"):
        recipe = gr.Dropdown([], label=t("train.recipe"), allow_custom_value=True, scale=3, min_width=220)
        epochs = gr.Number(label=t("train.epochs"), precision=0, min_width=80)
        size = gr.Number(label=t("train.size"), precision=0, min_width=80)
        batch = gr.Number(label=t("train.batch"), precision=0, min_width=80)
        rate = gr.Number(label=t("train.peak"), min_width=80)
        start = gr.Button(t("train.start"), variant="primary", scale=0, min_width=104)
    sources = own_pictures.Sources(frame.repository, tab.runs)
    note, fields = gr.HTML(**plain), [recipe, epochs, size, batch, rate]
    form = [*fields, *sources.form]
    rates.build(
        frame,
        form,
        rate,
        design,
        lambda question, design, *values: _asked(question.lang, *tab.found(question, values), model=design),
    )
    history = gr.HTML(js_on_load=read_script(__file__, "runs.js"), elem_id="train-runs", **plain)
    download, page = gr.DownloadButton(visible="hidden", elem_id="runs-download"), [following, view, history, start]
    follow = lambda question, run: tab.shown(question, Following(run))  # noqa: E731
    own_pictures.build_import(frame, tab.runs, page, follow)
    exercises.build(frame, following, view, tab.runs, page, follow)

    frame.on_question("train", tab.render, [following], [*page, title, *fields])
    sources.wire(frame, recipe, [epochs, size, batch])
    recipe.input(guarded(tab.fill), [frame.question, recipe], fields[1:], **QUIET)
    noted = [field.change for field in form] + [history.change, design.change]
    gr.on(noted, guarded(tab.explain), [frame.question, design, *form], note, trigger_mode="always_last", **QUIET)
    began = start.click(guarded(tab.begin), [frame.question, design, *form], page, **QUIET)
    zero.train_on(began, [frame.question, following], tab.runs)
    request = frame.requests["train"]
    request.change(received_design, [request, design], design, **QUIET)
    gr.on([design.change, request.change], guarded(tab.handed), [frame.question, design], designed, **QUIET)
    designed.drop(lambda: None, None, design, **QUIET)
    for source in (view, history):
        acted = source.run_act(
            guarded(tab.act), [frame.question, following], [*page, frame.question, frame.sidebar.network], **QUIET
        )
        zero.train_on(acted, [frame.question, following], tab.runs)
        used = [frame.question, frame.sidebar.network, frame.tabs, frame.active]
        source.run_use(guarded(tab.use), frame.question, used, **QUIET)
    taken = history.run_download(guarded(tab.export_run), frame.question, download, **QUIET)
    taken.then(None, js="() => document.querySelector('#runs-download')?.click()")
    view.runs_change(guarded(tab.shown), [frame.question, following], page, **QUIET)
    view.runs_change(guarded(tab.networks), frame.question, frame.sidebar.network, **QUIET)


def received_design(request: TabRequest, design: "Spec | None") -> "Spec | None":
    """The design that a visit from elsewhere brings, else the one there is."""
    from googlenet.networks.spec import Spec

    return request.chosen if isinstance(request.chosen, Spec) else design


def _script() -> str:
    script = read_script(__file__)
    return script.replace("__PLOTLY__", f"gradio_api/file={PLOTLY}").replace("__TOKENS__", json.dumps(TOKENS))


class _Tab:
    """What the tab's events do."""

    def __init__(self, frame: Frame):
        self.repository, self.runs = frame.repository, Runs(frame.repository.runs)

    def shown(self, question: Question, chosen: Following) -> tuple:
        """Values of the choice, the live view, the table of runs and Start."""
        runs = self.runs.of(question.owner)
        chosen = chosen if chosen.run in runs.names() else replace(chosen, run=runs.opening())
        others, lang = ["" if name == chosen.run else name for name in chosen.others], question.lang
        older = runs.older(lang, {chosen.run, *others})
        table = train_runs.runs_table(runs.views(lang), chosen.run, others, lang, older=older)
        return chosen, markup.live(chosen.run, others, lang), table, gr.Button(interactive=True)

    def render(self, question: Question, chosen: Following) -> tuple:
        """`shown`, the form's title, and the form's fields where they are still empty."""
        fields = [gr.skip()] * 5 if chosen.run else self._first_form(question.lang)
        return *self.shown(question, chosen), train_runs.form_title(question.lang), *fields

    def begin(self, question: Question, design: "Spec | None", *values: object) -> tuple:
        from googlenet.training.runs.process import free_name, start_run

        asked = _asked(question.lang, *self.found(question, values), model=design)
        config = replace(asked, keep_epochs=lab.KEPT_EPOCHS)
        name = free_name(self.runs.root, design.name) if design else None
        check_room(self.runs.root)
        with _fields_named(question.lang):
            run = start_run(config, self.runs.root, name, owner_for(question.owner))
        return self.shown(question, Following(PREFIX + run.path.name))

    def found(self, question: Question, values: tuple) -> tuple:
        """The form's values, its data and start checked and named as a configuration names them."""
        *fields, data, start, freeze, held_out = values
        check_data(data or "", question.owner)
        init_from = own_views.start_of(self.repository, self.runs.of(question.owner), start or "")
        return *fields, data or None, init_from, freeze or None, held_out or 0

    def act(self, question: Question, chosen: Following, event: gr.EventData) -> tuple:
        name, action = str(getattr(event, "run", "")), ACTIONS.get(str(getattr(event, "act", "")), _show)
        runs = self.runs.of(question.owner)
        runs.view(name)  # refuses what is not there
        if getattr(event, "act", "") == "rename":
            to = _rename(runs, name, str(getattr(event, "to", "")).strip())
            return *self.shown(question, _instead(chosen, name, to)), *self._instead_of(question, name, to)
        shown = self.shown(question, action(runs, chosen, name))
        gone = action is _delete
        return *shown, *(
            self._instead_of(question, name, self.repository.opening()) if gone else (gr.skip(), gr.skip())
        )

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
        return replace(question, classifier=name, target=None), network, gr.Tabs(selected="classify"), "classify"

    def networks(self, question: Question) -> gr.Dropdown:
        """The side panel's choices, among which a run that has finished an epoch."""
        return gr.Dropdown(choices=self.repository.choices(question.lang, question.owner))

    def fill(self, _: Question, recipe: str) -> tuple:
        return _fields(recipe)

    def handed(self, question: Question, design: "Spec | None") -> str:
        """Which design will be trained; nothing without one."""
        if design is None:
            return ""
        return handed_over(design.name, base_of(design.source) or "", params_in_training(design), question.lang)

    def explain(self, question: Question, design: "Spec | None", *values: object) -> str:
        runs, seconds = self.runs.of(question.owner), self._estimate(question, design, values)
        mine = runs.live()
        busy = runs.view(mine).title if mine else "" if runs.is_busy() else None
        return train_runs.next_run(busy, seconds, question.lang)

    def _estimate(self, question: Question, design: "Spec | None", values: tuple) -> float | None:
        try:
            config = _config(*self.found(question, values), model=design)
            return estimate(self.runs.of(question.owner).views(), config)
        except UserError:  # half typed; Start would say what is wrong
            return None

    @staticmethod
    def _first_form(lang: str) -> tuple:
        from googlenet.training.recipes import RECIPES

        choices = [(train_runs.recipe_label(name, lang), name) for name in RECIPES]
        return gr.Dropdown(choices, value=FIRST_RECIPE), *_fields(FIRST_RECIPE)


def _fields(recipe: str) -> tuple:
    config = _config(recipe)
    return config.epochs, config.image_size, config.batch_size, config.learning_rate


@contextlib.contextmanager
def _fields_named(lang: str) -> Iterator[None]:
    """A refusal within names the form's field as the visitor sees it."""
    try:
        yield
    except UserError as error:
        field = error.values.get("field")
        named = {"field": say(FIELDS[field], lang)} if field in FIELDS else {}
        raise UserError(error.key, **error.values | named) from None


def _asked(lang: str, *values: object, model: "Spec | None" = None) -> "TrainConfig":
    """`_config`, whose refusal names the form's field as the visitor sees it."""
    with _fields_named(lang):
        return _config(*values, model=model)


def _config(
    recipe: str,
    epochs: int | None = None,
    image_size: int | None = None,
    batch_size: int | None = None,
    learning_rate: float | None = None,
    dataset: str | None = None,
    init_from: str | None = None,
    freeze_until: str | None = None,
    validation_images: int = 0,
    *,
    model: "Spec | None" = None,
) -> "TrainConfig":
    """What the form describes; an empty field is the recipe's, and so is the network unless one was designed or begun."""
    from googlenet.training.config import TrainConfig

    values = {"epochs": epochs, "image_size": image_size, "batch_size": batch_size, "learning_rate": learning_rate}
    values |= {"dataset": dataset, "init_from": init_from, "freeze_until": freeze_until}
    values["validation_images"] = validation_images
    return TrainConfig(recipe=recipe, model=model, **values)


def _show(_: Runs, chosen: Following, name: str) -> Following:
    return Following(name, chosen.others)


def _compare(_: Runs, chosen: Following, name: str) -> Following:
    """Ticked or unticked; the others keep their places, and with them their colours."""
    if name in chosen.others:
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
    """With `other` in the place of the run called `name`; an empty one is nobody."""
    run = other if chosen.run == name else chosen.run
    return Following(run, tuple(other if one == name else one for one in chosen.others))


ACTIONS = {
    **dict.fromkeys(("show", "watch", "details"), _show),
    "compare": _compare,
    "stop": _stop,
    "resume": _resume,
    "delete": _delete,
}
