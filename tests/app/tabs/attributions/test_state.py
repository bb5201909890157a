"""What the Attributions tab asks."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from googlenet.app.kit.job import Job
from googlenet.app.shell.question import Question
from googlenet.app.tabs.attributions.executor import Executor
from googlenet.app.tabs.attributions.state import (
    FIRST_METHODS,
    MOST_METHODS,
    SHARES,
    WAYS,
    AttributionsSession,
    MethodRequest,
    Options,
)
from googlenet.inspection.methods import METHODS

BLOCKS = {"inception3a": ["1x1", "3x3"], "inception4a": ["1x1", "3x3", "pool"]}
QUESTION = Question("example:bag", "some weights")


def test_the_first_methods_are_in_the_tables_order_and_fit_side_by_side():
    assert [key for key in METHODS if key in FIRST_METHODS] == list(FIRST_METHODS)
    assert len(FIRST_METHODS) <= MOST_METHODS


def test_options_fit_a_network_by_its_last_block_and_forget_a_path_that_it_lacks():
    assert Options().fitting(BLOCKS).block == "inception4a"
    kept = Options(block="inception3a", branch="3x3").fitting(BLOCKS)
    assert (kept.block, kept.branch) == ("inception3a", "3x3")
    assert Options(block="inception3a", branch="pool").fitting(BLOCKS).branch is None


def test_each_control_changes_what_it_names():
    options = Options(methods=("saliency",)).fitting(BLOCKS)
    assert options.choose("methods", "occlusion,deep_lift,magic", BLOCKS).methods == ("deep_lift", "occlusion")
    assert options.choose("methods", "", BLOCKS).methods == ()
    assert options.choose("block", "inception3a", BLOCKS).block == "inception3a"
    assert options.choose("branch", "pool", BLOCKS).branch == "pool"
    assert replace(options, branch="pool").choose("branch", "", BLOCKS).branch is None
    assert replace(options, branch="pool").choose("block", "inception3a", BLOCKS).branch is None
    assert options.choose("baseline", "blur", BLOCKS).baseline == "blur"
    assert options.choose("n_steps", "64", BLOCKS).values == (("n_steps", 64),)
    limited = options.choose("error_limit", "0.01", BLOCKS)
    assert limited.values == (("error_limit", 0.01),)
    assert limited.choose("error_limit", "", BLOCKS).values == ()
    assert options.choose("follow_edges", "false", BLOCKS).values == (("follow_edges", False),)
    assert options.choose("of", "deep_lift", BLOCKS).values == (("of", "deep_lift"),)
    assert options.choose("compare", "class:3", BLOCKS).compare == "class:3"


def test_the_controls_are_those_of_the_chosen_methods():
    assert Options(methods=("saliency",)).parameters == {}
    options = Options(methods=("noise_tunnel", "layer_conductance"), values=(("samples", 4),))
    assert options.parameters == {
        "n_steps": 32,
        "error_limit": None,
        "samples": 4,
        "noise": 0.15,
        "seed": 0,
        "of": "saliency",
    }


def test_two_questions_compared_stand_side_by_side():
    other = replace(QUESTION, classifier="other weights")
    asked = MethodRequest(QUESTION, Options(methods=("saliency", "layer_grad_cam"), block="a"), other, "b")
    assert [(task.method, task.question.classifier, task.block) for task in asked.tasks] == [
        ("saliency", "some weights", None),
        ("saliency", "other weights", None),
        ("layer_grad_cam", "some weights", "a"),
        ("layer_grad_cam", "other weights", "b"),
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("methods", ",".join(METHODS)),
        ("block", "inception9z"),
        ("branch", "9x9"),
        ("baseline", "white"),
        ("n_steps", "1000000"),
        ("n_steps", "many"),
        ("error_limit", "2"),
        ("of", "magic"),
        ("compare", "planet:mars"),
        ("colour", "red"),
    ],
)
def test_what_is_not_on_offer_or_too_much_changes_nothing(name, value):
    options = Options().fitting(BLOCKS)
    assert options.choose(name, value, BLOCKS) == options


def test_a_task_knows_only_what_changes_its_answer():
    methods = (*FIRST_METHODS, "deep_lift", "layer_integrated_gradients")
    options = Options(methods=methods).fitting(BLOCKS)
    tasks = {task.method: task for task in MethodRequest(QUESTION, options).tasks}
    other = replace(options, baseline="blur", values=(("n_steps", 64),), block="inception3a", branch="3x3")
    others = {task.method: task for task in MethodRequest(replace(QUESTION, lang="zh"), other).tasks}
    changed = {method for method in tasks if tasks[method] != others[method]}
    assert changed == {"integrated_gradients", "deep_lift", "occlusion", "layer_grad_cam", "layer_integrated_gradients"}
    same_but_path = {task.method: task for task in MethodRequest(QUESTION, replace(options, branch="3x3")).tasks}
    assert same_but_path == tasks


def test_a_desk_wants_what_is_asked_now_in_its_place_unless_it_was_stopped():
    session, asked = (
        AttributionsSession(),
        MethodRequest(QUESTION, Options(methods=("saliency", "occlusion")).fitting(BLOCKS)),
    )
    saliency, occlusion = asked.tasks
    assert session.task(0) is None
    session.ask(asked)
    assert session.wants(saliency, 0)
    assert not session.wants(saliency, 1)
    assert session.wants(asked.shares, SHARES)
    assert not session.wants(asked.ways, WAYS)  # until somebody asks for them
    session.stopped.discard(asked.ways)
    assert session.wants(session.ask(asked).ways, WAYS)
    assert session.task(2) is None
    session.stopped.add(occlusion)
    assert not session.wants(occlusion, 1)
    session.strengths[saliency] = session.strengths[occlusion] = "a grid"
    session.ask(replace(asked, options=replace(asked.options, methods=("saliency",))))
    assert session.stopped == set()
    assert list(session.strengths) == [saliency]


class Memory:
    """Answers that remember nothing."""

    def __init__(self, *outcomes):
        self.outcomes, self.asked = list(outcomes), []
        preprocess = SimpleNamespace(size_px=32)
        self.classifier = lambda name: SimpleNamespace(preprocess=preprocess)

    def remember(self, kind, question, compute, *more):
        if kind == "forward_pass":
            return 0.1
        self.asked.append((kind, question, *more))
        return self.outcomes.pop(0)


def test_answers_are_kept_apart_by_all_that_changes_them():
    memory = Memory(*"abcd")
    worker, asked = Executor(memory), MethodRequest(QUESTION, Options(methods=("integrated_gradients",)))
    for options in (
        asked.options,
        replace(asked.options, baseline="blur"),
        replace(asked.options, values=(("n_steps", 64),)),
    ):
        worker.work(MethodRequest(QUESTION, options).tasks[0], Job())
    worker.work(asked.shares, Job())
    assert len(set(memory.asked)) == 4
    assert memory.asked[-1][2] == SHARES


def test_a_slow_methods_time_is_a_forward_pass_times_the_tables_count():
    worker = Executor(Memory("the maps"))
    (task,) = MethodRequest(QUESTION, Options(methods=("integrated_gradients",), values=(("n_steps", 64),))).tasks
    assert worker.estimate(task) == pytest.approx(0.1 * 64 * 3)
    job = Job()
    worker.work(task, job)
    assert job.step.seconds_left == worker.estimate(task)
