"""What Gradio keeps and makes anew: nothing for an output that keeps its value, no description for each visitor."""

import asyncio
import copy
from concurrent.futures import ThreadPoolExecutor

import gradio as gr
import pytest
from gradio.state_holder import SessionState

from googlenet.app.server.validation import ValidatedBlocks


def same(text: str) -> str:
    return text


@pytest.fixture(scope="module")
def page():
    with ValidatedBlocks(analytics_enabled=False) as demo:
        demo.first, demo.second, demo.kept = gr.HTML(), gr.Number(), gr.State(1)
        demo.load(lambda: None, None, [demo.first, demo.second, demo.kept])
        gr.api(same, api_name="public")
    return demo


def answered(page, values):
    """What the browser gets, and which components were made anew."""
    session, function = SessionState(page), page.fns[0]
    with ThreadPoolExecutor(1) as apart:  # the browser tests leave a loop running in this thread
        found = apart.submit(asyncio.run, page.postprocess_data(function, values, session)).result()
    return found, [one for one in (page.first, page.second) if session[one._id] is not one], session


def test_an_output_that_is_not_named_keeps_its_component(page):
    found, anew, session = answered(page, {page.first: "text", page.kept: 2})
    assert found == ["text", gr.skip(), None]
    assert anew == []
    assert session[page.kept._id] == 2


def test_values_in_order_updates_and_nothing_at_all(page):
    found, anew, _ = answered(page, ("text", gr.Number(value=3, visible=False), gr.skip()))
    assert found[0] == "text"
    assert {"value": 3, "visible": False}.items() <= found[1].items()
    assert anew == [page.second]
    assert answered(page, [gr.skip()] * 3)[:2] == ([gr.skip(), gr.skip(), None], [])
    assert answered(page, {page.second: gr.skip()})[:2] == ([gr.skip(), gr.skip(), None], [])
    with pytest.raises(ValueError, match="enough output values"):
        answered(page, ["one"])
    with pytest.raises(ValueError, match="not specified as output"):
        answered(page, {gr.HTML(render=False): "of another event"})


def test_a_browser_gets_no_endpoints_and_a_session_no_descriptions(page):
    config = page.get_config_file()
    load, endpoint = (one["id"] for one in config["dependencies"])
    assert config["page"][""]["dependencies"] == [load]
    types = {one["id"]: one["type"] for one in config["components"]}
    assert "api" in types.values()
    assert "api" not in {types[one] for one in config["page"][""]["components"]}
    assert "/public" in page.get_api_info()["named_endpoints"]
    assert endpoint in page.fns
    assert not any(SessionState(page).config_values.values())


def test_a_visitor_s_copy_of_the_description_shares_what_nobody_changes(page):
    config = page.config
    mine = copy.deepcopy(config)
    mine["root"] = "https://elsewhere"
    for kind in ("components", "dependencies"):
        assert mine[kind] is not config[kind]
        assert all(one is other for one, other in zip(mine[kind], config[kind], strict=True))
    assert "root" not in config
