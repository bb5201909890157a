"""The app's start: what it leaves as it found it."""

import gc

from googlenet.app.page import warm_up
from googlenet.app.shell import presses


def test_the_garbage_collector_is_on_again_once_the_first_page_stands(monkeypatch):
    monkeypatch.setattr(presses, "first_answer", presses.Event())
    gc.disable()
    try:
        thread = warm_up()
        assert not gc.isenabled()
        presses.first_answer.set()
        thread.join()
        assert gc.isenabled()
        assert gc.get_freeze_count()
    finally:
        gc.unfreeze()
        gc.enable()
