"""Many visitors at once ask one classifier; nobody's switches or hooks reach another."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Thread

import numpy as np
import pytest

from googlenet.inspection.ablation import observe_without
from googlenet.inspection.activations import observe
from googlenet.inspection.attribution import attribute
from googlenet.inspection.inference import input_of
from googlenet.inspection.randomization import forgetting

THREADS, ROUNDS = 8, 6
QUESTIONS = [{}, {"inception3a": ["3x3"]}, {}, {"inception4a": ["1x1", "pool"]}]


def test_plain_and_ablated_answers_asked_at_once_are_those_asked_alone(tiny_classifier, picture):
    alone = [observe_without(tiny_classifier, picture, off) for off in QUESTIONS]
    assert np.array_equal(alone[0].prediction.logits, observe(tiny_classifier, picture).prediction.logits)
    assert not np.array_equal(alone[0].prediction.logits, alone[1].prediction.logits)
    barrier = Barrier(THREADS)

    def visit(number: int) -> list:
        off = QUESTIONS[number % len(QUESTIONS)]
        barrier.wait(timeout=60)
        return [observe_without(tiny_classifier, picture, off) for _ in range(ROUNDS)]

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(visit, range(THREADS)))
    for number, observations in enumerate(answers):
        expected = alone[number % len(QUESTIONS)]
        for observation in observations:
            assert np.array_equal(observation.prediction.logits, expected.prediction.logits)
            assert all(
                np.array_equal(observation.maps[block][branch], expected.maps[block][branch])
                for block in expected.maps
                for branch in expected.maps[block]
            )
    assert not any(module._forward_hooks for module in tiny_classifier.network.modules())


def test_maps_drawn_at_random_at_once_are_those_of_their_seeds_alone(tiny_classifier, picture):
    requests = [(method, seed) for seed in (0, 1) for method in ("gradient_shap", "noise_tunnel", "lime")]

    def ask(one: tuple) -> np.ndarray:
        return attribute(tiny_classifier, picture, 1, one[0], seed=one[1]).map

    alone = [ask(one) for one in requests]
    with ThreadPoolExecutor(len(requests)) as pool:
        assert all(map(np.array_equal, alone, pool.map(ask, requests)))


@pytest.mark.parametrize("key", ["gradient_shap", "noise_tunnel"])
def test_a_long_run_that_draws_keeps_nobody_waiting(tiny_classifier, picture, key):
    x, ended = input_of(tiny_classifier, picture), Event()

    def draw() -> None:
        next(forgetting(tiny_classifier, x))
        ended.set()

    def report(*_counts) -> None:
        if not ended.is_set():
            Thread(target=draw, daemon=True).start()
            assert ended.wait(20)

    attribute(tiny_classifier, picture, 1, key, progress=report)
    assert ended.is_set()
