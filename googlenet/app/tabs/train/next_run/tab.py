"""The form of the next run: its fields, the design that came from another tab, how long it would take. Only wires."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import gradio as gr

from googlenet.app.shell.access import check_room
from googlenet.app.shell.events import PLAIN, QUIET, guarded
from googlenet.app.shell.language import Translator
from googlenet.app.shell.question import Question
from googlenet.app.shell.run_times import estimate
from googlenet.app.shell.runs import PREFIX, Runs
from googlenet.app.shell.tab import Frame, TabRequest
from googlenet.app.tabs.train.next_run.html import design_in_training, outlook, preset_label, preset_note
from googlenet.app.tabs.train.next_run.view import checked_values, fields_named, form_config, recipe_fields
from googlenet.app.tabs.train.own_pictures.tab import Sources
from googlenet.app.tabs.train.rate_test import tab as rate_test
from googlenet.app.tabs.train.review.tab import KEPT_EPOCHS
from googlenet.common.errors import UserError
from googlenet.common.owners import is_public, owner_for
from googlenet.study.presets import PRESETS, outcome, unused_seed
from googlenet.training.recipes import RECIPES

if TYPE_CHECKING:
    from googlenet.networks.spec import Spec
    from googlenet.training.config import TrainConfig

FIRST_RECIPE = "quick"
DROP = """element.addEventListener('click', event => {
  if (event.target.closest('[data-drop]')) trigger('drop', {});
});"""


class NextRun:
    """The form, with the learning-rate test below it.

    Attributes:
        title: its heading.
        fields: recipe or preset, epochs, size, batch, learning rate.
        start: the button.
        inputs: what `begin` takes after the question: the design, then the values of all fields.
    """

    def __init__(self, frame: Frame, runs: Runs):
        self.repository, self.runs, t = frame.repository, runs, Translator()
        self.design = gr.State(None)
        self.title = gr.HTML(elem_id="train-next", **PLAIN)
        self.designed = gr.HTML(js_on_load=DROP, elem_id="train-design", **PLAIN)
        with gr.Row(elem_id="train-form"):
            # All that it shows stands here: what an answer gives while Gradio still draws the tab can be lost.
            names = [(t(name, preset_label), name) for name in (*RECIPES, *PRESETS)]
            recipe = gr.Dropdown(
                names, value=FIRST_RECIPE, label=t("train.recipe"), allow_custom_value=True, scale=3, min_width=220
            )
            self.start = gr.Button(t("train.start"), variant="primary", scale=0, min_width=104)
        self.note = gr.HTML(**PLAIN)
        self.preset = gr.HTML(elem_id="train-preset", **PLAIN)
        with gr.Accordion(t("train.advanced"), open=False, elem_id="train-advanced"):
            with gr.Row(elem_id="train-numbers"):
                numbers = dict(zip(("epochs", "size", "batch", "peak"), recipe_fields(FIRST_RECIPE), strict=True))
                epochs, size, batch, rate = (
                    gr.Number(value, label=t(f"train.{name}"), precision=None if name == "peak" else 0, min_width=80)
                    for name, value in numbers.items()
                )
            self.sources = Sources(self.repository, runs)
            self.fields = [recipe, epochs, size, batch, rate]
            form = [*self.fields, *self.sources.form]
            self.inputs = [self.design, *form]
            rate_test.build(frame, form, rate, self.design, self.config)
        self.sources.build_upload()

    def wire(self, frame: Frame, history: gr.HTML) -> None:
        """Connects it.

        Args:
            history: the table of runs; as it changes, so may the time that the next one waits.
        """
        recipe, *numbers = self.fields
        self.sources.wire(frame, recipe, numbers[:3])
        inputs = [frame.question, recipe, self.design]
        recipe.input(guarded(self.fill), inputs, [*numbers, self.design], **QUIET)
        changes = [component.change for component in (*self.inputs, history)]
        inputs = [frame.question, *self.inputs]
        gr.on(changes, guarded(self.explain), inputs, [self.preset, self.note], trigger_mode="always_last", **QUIET)
        request = frame.requests["train"]
        request.change(received_design, [request, self.design], self.design, **QUIET)
        shows_design = [self.design.change, request.change]
        gr.on(shows_design, guarded(self.show_design), [frame.question, self.design], self.designed, **QUIET)
        self.designed.drop(lambda: None, None, self.design, **QUIET)

    def config(self, question: Question, design: "Spec | None", *values: object) -> "TrainConfig":
        """What the form describes.

        Raises:
            UserError: something does not fit.
        """
        values = checked_values(self.repository, self.runs, question, values)
        return form_config(question.lang, *values, model=design)

    def begin(self, question: Question, design: "Spec | None", *values: object) -> str:
        """Starts the run, a preset's with a seed that it has not been run with; its name."""
        from googlenet.training.runs.process import free_name, start_run

        config = replace(self.config(question, design, *values), keep_epochs=KEPT_EPOCHS)
        name = free_name(self.runs.root, design.name) if design else None
        if values[0] in PRESETS and not design:
            begun = [view.config for view in self.runs.of(question.owner).views()]
            config = replace(config, seed=unused_seed(config, begun))
            name = free_name(self.runs.root, re.sub("[._]", "-", values[0]))
        check_room(self.runs.root)
        with fields_named(question.lang):
            return PREFIX + start_run(config, self.runs.root, name, owner_for(question.owner)).path.name

    def fill(self, _: Question, recipe: str, design: "Spec | None") -> tuple:
        """Values of the numbers, and the design, which makes way for a preset's own network."""
        return *recipe_fields(recipe), None if recipe in PRESETS else design

    def show_design(self, question: Question, design: "Spec | None") -> str:
        """Which design will be trained; "" without one."""
        return design_in_training(design, question.lang) if design else ""

    def explain(self, question: Question, design: "Spec | None", *values: object) -> tuple[str, str]:
        """What the preset is about, if one is chosen; what Start does, and how long the run would take."""
        runs = self.runs.of(question.owner)
        mine = runs.live()
        busy = runs.view(mine).title if mine else "" if runs.is_busy() else None
        try:
            seconds = estimate(runs.views(), self.config(question, design, *values))
        except UserError:  # half typed; Start would say what is wrong
            seconds = None
        name = str(values[0])
        about = preset_note(name, outcome(name), question.lang) if name in PRESETS and not design else ""
        return about, outlook(busy, seconds, question.lang, is_shared=is_public())


def received_design(request: TabRequest, design: "Spec | None") -> "Spec | None":
    """The design that a visit from elsewhere brings, else the one there is."""
    from googlenet.networks.spec import Spec

    return request.chosen if isinstance(request.chosen, Spec) else design
