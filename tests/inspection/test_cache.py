"""The cache stays within its bounds, computes once, and keeps no error."""

from concurrent.futures import CancelledError, ThreadPoolExecutor
from threading import Barrier, Event

import numpy as np
import pytest
from PIL import Image

from googlenet.common.results import Evidence
from googlenet.inspection.cache import KEY_OVERHEAD, Cache, digest_of_weights, size_of
from googlenet.networks.classifier import create_model


def test_a_known_answer_is_not_computed_again():
    cache, asked = Cache(), []
    for _ in range(3):
        assert cache.get("key", lambda: asked.append(1) or "value") == "value"
    assert asked == [1]


def test_the_answer_not_asked_for_the_longest_goes_first():
    cache = Cache(entries=2)
    for key in ("a", "b", "a", "c"):
        cache.get(key, lambda key=key: key)
    assert cache.get("a", lambda: "anew") == "a"
    assert cache.get("b", lambda: "anew") == "anew"
    assert len(cache) == 2


def test_memory_stays_within_the_bound_and_a_value_too_large_alone_is_not_kept():
    cache = Cache(megabytes=1)
    for key in range(20):
        cache.get(key, lambda: np.zeros(300_000, np.uint8))
    assert len(cache) == 3  # 3 x 0.3 MB fit into 1 MB, 4 do not
    assert cache.bytes == 3 * (300_000 + KEY_OVERHEAD)
    assert cache.get("large", lambda: np.zeros(2**21, np.uint8)).nbytes == 2**21
    assert len(cache) == 3
    cache.clear()
    assert (len(cache), cache.bytes) == (0, 0)


def test_what_is_large_goes_before_what_is_small_but_not_at_once():
    kept, large = Cache(megabytes=8), np.zeros(3 * 2**20, np.uint8)
    for key in ("map", "one", "two", "three"):
        kept.get(key, lambda key=key: np.zeros(9) if key == "map" else large)
    assert [kept.peek(key) is not None for key in ("map", "one", "two", "three")] == [True, False, True, True]


def test_the_same_question_asked_at_once_is_computed_once():
    cache, asked, together, go_on = Cache(), [], Barrier(8), Event()

    def compute():
        asked.append(1)
        go_on.wait(60)
        return object()

    def ask(number):
        together.wait(60)
        if number == 0:
            go_on.set()
        return cache.get("key", compute)

    with ThreadPoolExecutor(8) as pool:
        values = list(pool.map(ask, range(8)))
    assert asked == [1]
    assert all(value is values[0] for value in values)


def test_who_waits_for_what_another_one_cancels_computes_it():
    cache, begun, go_on, asked = Cache(), Event(), Event(), Event()

    def cancelled():
        begun.set()
        go_on.wait(60)
        raise CancelledError

    def mine():
        asked.set()
        return cache.get("key", lambda: "mine")

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(cache.get, "key", cancelled)
        begun.wait(60)
        second = pool.submit(mine)
        asked.wait(60)
        go_on.set()
        assert second.result(60) == "mine"
        with pytest.raises(CancelledError):
            first.result(60)


def test_what_is_dropped_is_computed_again_also_where_it_was_under_way():
    cache = Cache()
    cache.get(("kept", "picture"), lambda: 1)
    assert cache.get(("under way", "picture"), lambda: cache.drop("picture") or 1) == 1
    assert (len(cache), cache.bytes) == (0, 0)
    assert cache.get(("under way", "picture"), lambda: 2) == 2


def test_different_questions_do_not_wait_for_each_other():
    cache, inner_done = Cache(), Event()
    with ThreadPoolExecutor(2) as pool:
        outer = pool.submit(cache.get, "slow", lambda: inner_done.wait(60))
        assert pool.submit(cache.get, "quick", lambda: "value").result(60) == "value"
        inner_done.set()
        assert outer.result(60)
    assert cache.get("nested", lambda: cache.get("inner", lambda: 1) + 1) == 2


def test_an_error_reaches_all_who_wait_and_is_not_kept():
    cache, started, go_on = Cache(), Event(), Event()

    def fail():
        started.set()
        go_on.wait(60)
        raise RuntimeError("on purpose")

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(cache.get, "key", fail)
        started.wait(60)
        second = pool.submit(cache.get, "key", fail)
        go_on.set()
        for asker in (first, second):
            with pytest.raises(RuntimeError, match="on purpose"):
                asker.result(60)
    assert cache.get("key", lambda: "value") == "value"


def test_a_records_size_is_that_of_the_arrays_in_it():
    maps = {"1x1": np.zeros((7, 7), np.float32)}
    evidence = Evidence(target=0, logit=0.0, bias=0.0, terms={}, maps=maps, channels={})
    assert size_of(evidence) == 7 * 7 * 4 + len("1x1") + 3 * 8
    assert size_of([b"12345", np.zeros(10)[:5], Image.new("RGB", (4, 2))]) == 5 + 40 + 24


def test_weights_that_differ_in_one_number_have_another_digest(tiny_classifier):
    network = create_model(tiny_classifier.card.spec, in_channels=1, seed=0)
    digest = digest_of_weights(network)
    assert digest == digest_of_weights(create_model(tiny_classifier.card.spec, in_channels=1, seed=0))
    network.fc.bias.data[3] += 1e-3
    assert digest_of_weights(network) != digest
