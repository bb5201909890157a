"""Browsers as they come: a content policy, input methods, refused storage, sleep, a page whose scripts do not come."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import expect

from googlenet.common.files import ASSETS
from googlenet.text import say
from tests.browser.driver import serve
from tests.browser.pages import TABS, Visitor, open_tab, upload, wait_until_complete
from tests.browser.test_strangers import put_run

NO_STORAGE = """for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, {get() { throw new DOMException('refused', 'SecurityError'); }});"""
VIOLATIONS = """window.violations = [];
document.addEventListener('securitypolicyviolation', event =>
  violations.push([event.violatedDirective, event.blockedURI, event.sourceFile].join(' ')));"""
OWN = "run:mine"


def example(name):
    return (ASSETS / "examples" / f"{name}.png").read_bytes()


def press_example(page, name):
    """Another picture, and its answer: the page still talks with the server."""
    page.locator(f'[data-example="example:{name}"]').click()
    page.wait_for_function(f"() => location.search.includes('image={name}')")
    wait_until_complete(page)


def test_every_tab_a_picture_and_a_saved_chart_keep_to_the_content_policy(visitor):
    page = visitor.open("?lang=en", script=VIOLATIONS)
    wait_until_complete(page)
    assert page.evaluate("document.documentElement.translate") is False
    for tab in TABS:
        open_tab(page, tab)
        wait_until_complete(page)
    open_tab(page, "train")
    page.locator("#train-live .js-plotly-plot svg").first.wait_for()
    menu = page.locator("#train-live details.save").first
    menu.locator("summary").click()
    with page.expect_download() as download:
        menu.locator('[data-format="png"]').click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")
    open_tab(page, "architecture")
    with page.expect_download() as download:
        page.evaluate("gnSave('drawn', 'png', gnDrawing(document.querySelector('#tab-architecture svg[viewBox]')))")
    assert download.value.path().read_bytes().startswith(b"\x89PNG")
    open_tab(page, "classify")
    upload(page, "bag.png", example("bag"))
    expect(page.locator("#tab-classify h1")).to_contain_text("Bag")
    assert page.evaluate("violations") == []


def test_the_content_policy_holds_what_is_not_the_page_s(visitor):
    page = visitor.open("?lang=en", script=VIOLATIONS)
    wait_until_complete(page)
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), {src: 'https://evil.example/x.js'}))"
    )
    page.evaluate("fetch('https://evil.example/').catch(() => {})")
    page.wait_for_function("violations.length >= 2")
    assert {one.split()[0] for one in page.evaluate("violations")} == {"script-src-elem", "connect-src"}
    visitor.complaints.clear()
    visitor.outside_requests.clear()  # asked for, and held back


def test_enter_that_ends_an_input_method_s_word_renames_nothing(visitor, server):
    put_run(server.folder, "0" * 32)
    page = visitor.open("?lang=en&tab=train")
    row = page.locator("#train-runs tr").filter(has=page.locator(f'[data-act=show][data-run="{OWN}"]'))
    row.locator("details.menu summary").click()
    name = row.locator("[data-to]")
    name.fill("xiezi")
    for composed in ({"isComposing": True}, {"keyCode": 229}):
        name.dispatch_event("keydown", {"key": "Enter", "bubbles": True} | composed)
    page.wait_for_timeout(1000)
    assert (server.folder / "runs" / "mine").is_dir()
    name.press("Enter")
    page.locator('#train-runs [data-act=show][data-run="run:xiezi"]').wait_for()


@pytest.fixture
def shared(chromium, tmp_path, monkeypatch):
    """A visitor of a server that strangers share."""
    monkeypatch.setenv("GOOGLENET_PUBLIC", "1")
    with serve(tmp_path) as server:
        visitor = Visitor(chromium, server.url)
        yield visitor
        visitor.leave()
        assert "Traceback" not in server.log()
    assert not visitor.complaints


def test_a_browser_that_keeps_nothing_is_warned_before_a_run_and_has_a_language(shared):
    warning = say("train.forgets")
    page = shared.open("?lang=en&tab=train")
    expect(page.get_by_text(warning)).to_be_attached()
    expect(page.get_by_text(warning)).to_be_hidden()
    page = shared.open("?lang=en&tab=train", script=NO_STORAGE, locale="zh-CN")
    expect(page.get_by_text(warning)).to_be_visible()
    page.locator('button[data-lang^="zh"]').click()
    expect(page.get_by_text(say("train.forgets", "zh"))).to_be_visible()
    page.locator('button[data-lang="en"]').click()
    expect(page.get_by_text(warning)).to_be_visible()


WORK = ("train.start", "exemplars.make", "paths.measure")
# Which of some words stand on buttons that are offered, were their sections open.
OFFERED = """words => [...document.querySelectorAll('button')]
    .filter(one => [one, one.closest('.section') ?? one].every(part => getComputedStyle(part).display !== 'none'))
    .map(one => one.textContent.trim()).filter(text => words.includes(text))"""


@pytest.fixture
def lessons(tmp_path):
    """The port of another site, which serves the test's folder: Chromium lets none of the internet frame this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=tmp_path)) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        yield site.server_port
        site.shutdown()


def test_a_view_alone_stands_in_a_lesson_of_another_site_where_nothing_is_kept(visitor, lessons, tmp_path):
    page = visitor.open("?lang=en&tab=train", script=NO_STORAGE, permissions=["clipboard-read", "clipboard-write"])
    wait_until_complete(page)
    work = [say(key) for key in WORK]
    assert page.evaluate(OFFERED, work) == [say("train.start")]
    page.locator("[data-more]").click()
    page.locator("[data-iframe]").click()
    page.get_by_text(say("embed.copied"), exact=True).wait_for()
    frame, whole = page.evaluate("navigator.clipboard.readText()"), page.url
    (tmp_path / "index.html").write_text(f'<link rel="icon" href="data:,">{frame}', encoding="utf-8")
    page.goto(f"http://localhost:{lessons}/")
    _, view = page.frames
    expect(view.locator(".gn .view h1:visible").first).to_be_visible()
    for gone in (".sidebar", "[role=tablist]", "[data-copy]", "#section-train-new"):
        expect(view.locator(gone)).to_be_hidden()
    assert "embed=1" in view.url
    full = view.locator("[data-full]")
    full.focus()
    assert full.get_attribute("href") == whole
    view.locator("[role=tab][id*=branches]").dispatch_event("click")
    for drawn in ("#branch-worth button", "#branch-synthesis button"):
        view.locator(drawn).first.wait_for(state="attached")
    assert view.evaluate(OFFERED, work) == []
    assert not visitor.complaints
    page.goto(f"http://other.localhost:{lessons}/")
    page.frame_locator("iframe").locator("body").wait_for(state="attached")
    expect(page.frame_locator("iframe").locator("gradio-app")).to_have_count(0)
    assert any("frame-ancestors" in one for one in visitor.complaints)
    visitor.complaints.clear()
    visitor.outside_requests.clear()  # the lesson


def stayed(page):
    return page.evaluate("window.before === 'here'")


@pytest.mark.parametrize("tab", ["classify", "train"])
def test_a_page_that_was_frozen_goes_on_without_a_reload(visitor, tab):
    page = visitor.open(f"?lang=en&tab={tab}")
    wait_until_complete(page)
    page.evaluate("window.before = 'here'")
    browser = page.context.new_cdp_session(page)
    browser.send("Page.setWebLifecycleState", {"state": "frozen"})
    page.wait_for_timeout(4000)
    browser.send("Page.setWebLifecycleState", {"state": "active"})
    press_example(page, "coat")
    assert stayed(page)
    expect(page.locator("[data-away]:visible")).to_have_count(0)


def test_a_laptop_that_slept_goes_on_without_a_reload(visitor):
    """Asleep: timers stand still and every connection breaks."""
    page = visitor.open("?lang=en")
    wait_until_complete(page)
    page.evaluate("window.before = 'here'")
    browser = page.context.new_cdp_session(page)
    page.context.set_offline(True)
    browser.send("Page.setWebLifecycleState", {"state": "frozen"})
    page.wait_for_timeout(6000)
    browser.send("Page.setWebLifecycleState", {"state": "active"})
    page.wait_for_timeout(1000)
    page.context.set_offline(False)
    press_example(page, "coat")
    expect(page.locator("[data-said]")).to_have_text("")
    open_tab(page, "train")
    wait_until_complete(page)
    assert stayed(page)
    visitor.complaints[:] = [one for one in visitor.complaints if "ERR_INTERNET_DISCONNECTED" not in one]


def test_the_way_back_leads_to_the_page_as_it_was(visitor):
    page = visitor.open("?lang=en&image=bag&tab=branches")
    wait_until_complete(page)
    page.goto("about:blank")
    page.go_back()
    wait_until_complete(page)
    expect(page.locator('[data-example="example:bag"]')).to_have_attribute("aria-pressed", "true")
    page.evaluate("window.before = 'here'")
    with page.expect_request("**/app_id"):  # whether the server is another one is asked at once
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    press_example(page, "coat")
    assert stayed(page)


def test_a_page_whose_scripts_do_not_come_says_what_to_set(visitor):
    sentence = say("frame.blank")
    page = visitor.open("?lang=en", java_script_enabled=False)
    expect(page.get_by_text(sentence)).to_be_visible()
    page = visitor.open("?lang=en")
    wait_until_complete(page)
    expect(page.get_by_text(sentence)).to_have_count(0)
    page.route("**/assets/*.js", lambda route: route.fulfill(status=404))
    page.reload()
    expect(page.get_by_text(sentence)).to_be_visible(timeout=5000)
    visitor.complaints.clear()


def test_nothing_in_the_train_tab_can_be_pushed_by_a_few_pixels(visitor):
    page = visitor.open("?lang=en&tab=train")
    wait_until_complete(page)
    for section in ("#train-advanced", "#train-own", "#train-bring"):
        for inside in ("", " > button"):
            box = page.locator(section + inside)
            assert box.evaluate("one => [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight]") == [
                0,
                0,
            ]
