"""The presets in the form of the next run: what they fill in, what stands beside them, and the run that starts."""

from types import SimpleNamespace

import gradio as gr
import pytest

from googlenet.app.shell.language import Translator
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import Repository
from googlenet.app.shell.runs import Runs
from googlenet.app.tabs.train.next_run.html import outcome_in_words, preset_label, preset_note
from googlenet.app.tabs.train.next_run.tab import NextRun
from googlenet.app.tabs.train.next_run.view import form_config, recipe_fields
from googlenet.common.statistics import Interval
from googlenet.study.exercises import Measured
from googlenet.study.presets import PRESETS, outcome
from googlenet.study.variants import matched
from googlenet.text import LANGUAGES, say
from googlenet.training.recipes import RECIPES
from googlenet.training.runs import process
from tests.app.tabs.train.test_html import DESIGN, Reader

QUESTION = Question("", "example:bag", True, "en")


@pytest.fixture
def form(tmp_path, monkeypatch):
    """The form of a page whose runs wait for ever."""
    monkeypatch.setattr(process, "_start", lambda run: None)
    repository = Repository(tmp_path / "runs")
    with gr.Blocks():
        frame = SimpleNamespace(repository=repository, question=gr.State(), on_question=lambda *_: None)
        return NextRun(frame, Runs(repository.runs))


def started(form, preset, design=None):
    """The view of the run that Start begins with a preset's own numbers."""
    values = (preset, *form.fill(QUESTION, preset, None)[:-1], "", "", "", 0)
    return form.runs.view(form.begin(QUESTION, design, *values))


def test_the_recipes_stand_in_the_page_before_any_answer(form):
    recipe, tables = form.fields[0], Translator.tables().translations
    assert recipe.value == "quick"
    assert [name for _, name in recipe.choices] == [*RECIPES, *PRESETS]
    for lang, table in (("en", tables["en"]), ("zh", tables["zh-CN"])):
        assert [table[label.key] for label, _ in recipe.choices] == [
            preset_label(name, lang) for _, name in recipe.choices
        ]


def test_a_preset_fills_the_numbers_and_brings_its_network():
    assert recipe_fields("exercise.native") == (4, 28, 64, 3e-3)
    assert recipe_fields("kernels.1x1") == (3, 96, 64, 3e-3)
    config = form_config("en", "kernels.1x1", 5, 32)
    assert config.model == matched("1x1").spec
    assert (config.epochs, config.image_size, config.train_images) == (5, 32, 10_000)  # what is typed comes first
    assert form_config("en", "exercise.without_smoothing").label_smoothing == 0.0


def test_each_start_of_a_preset_is_an_ordinary_run_with_another_seed(form):
    runs = [started(form, "exercise.without_bn") for _ in range(2)] + [started(form, "kernels.no_pool")]
    assert [run.title for run in runs] == ["exercise-without-bn-0", "exercise-without-bn-1", "kernels-no-pool-0"]
    assert [run.config["seed"] for run in runs] == [0, 1, 0]
    assert [run.network for run in runs] == ["googlenet", "googlenet", "googlenet_bn.no_pool"]
    assert {run.state for run in runs} == {"queued"}


def test_a_preset_takes_the_place_of_a_design_and_a_design_that_of_its_network(form):
    assert form.fill(QUESTION, "kernels.1x1", DESIGN)[-1] is None
    assert form.fill(QUESTION, "quick", DESIGN)[-1] == DESIGN
    run = started(form, "kernels.1x1", DESIGN)
    assert (run.network, run.title) == ("thin", "thin-0")
    assert form.explain(QUESTION, DESIGN, "kernels.1x1", 1, 32, 16, None, "", "", "", 0)[0] == ""
    assert "1×1 alone" in form.explain(QUESTION, None, "kernels.1x1", 1, 32, 16, None, "", "", "", 0)[0]
    assert form.explain(QUESTION, None, "quick", 1, 32, 16, None, "", "", "", 0)[0] == ""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PRESETS)
def test_beside_a_preset_stands_what_it_is_about_and_what_came_of_it(name, lang):
    kind, _, key = name.partition(".")
    page = Reader(preset_note(name, outcome(name), lang)).text
    assert outcome_in_words(kind, outcome(name), lang) in page
    if kind == "exercise":
        assert say(f"presets.exercise.{key}.expect", lang) in page
    base = preset_label(f"{kind}.{'baseline' if kind == 'exercise' else 'all'}", lang)
    assert (base in page) == (name not in ("exercise.baseline", "kernels.all"))
    assert preset_label(name, lang) != name
    Reader(preset_note(name, None, lang))


def test_what_was_measured_says_whether_it_is_more_than_chance():
    base = Measured(Interval(0.876, 0.012, 3), None, 500)
    told = outcome_in_words("exercise", base, "en")
    assert told.endswith(
        "87.6% accuracy on 500 test images, the mean of 3 seeds (95% confidence interval 86.4 to 88.8%)."
    )
    for difference, word in (
        (Interval(-0.05, 0.02, 3), "A clear difference."),
        (Interval(-0.01, 0.02, 3), "Within noise"),
    ):
        told = outcome_in_words("kernels", Measured(Interval(0.82, 0.01, 3), difference, 500), "en")
        assert word in told
        assert f"−{-100 * difference.mean:.1f} percentage points from all four branches" in told
