"""What the page shows for links: its rewritten address, title, finding, warning and the open tab's words."""

from pathlib import Path

from benchmarks.recorder import normal
from benchmarks.recorder.browser import Visit, chromium
from benchmarks.recorder.workplace import served

LINKS = (
    "",
    "?lang=zh",
    "?lang=en&image=bag-on-sky&class=3&prepare=0",
    "?lang=en&network=googlenet.untrained",
    "?lang=en&network=inception_v3.untrained&image=cat&tab=architecture",
    "?lang=en&tab=guide",
    "?lang=zh&tab=guide&image=dress",
    "?tab=branches&open=inception5a.pool&channel=3",
    "?lang=en&tab=branches&open=inception4c.5x5&sort=max&second=bag",
    "?lang=zh&tab=branches&off=inception4c.5x5,inception3a.3x3.7&fill=mean",
    "?lang=en&off=inception4c.3x3,inception5b.pool",
    "?lang=en&tab=attributions&methods=saliency&block=inception4c",
    "?lang=zh&tab=attributions&methods=saliency,layer_grad_cam&path=5x5&baseline=blur",
    "?lang=en&tab=attributions&methods=saliency&compare=class:8&set=n_steps:16",
    "?lang=en&tab=train",
    "?lang=zh&tab=study",
    "?lang=en&tab=architecture&network=googlenet.untrained",
    "?lang=en&tab=%3Cscript%3E&network=run:../../etc&class=99",
    "?lang=fr&image=no-such&open=inception9z.1x1&methods=tea_leaves&fill=noise&second=x&prepare=2",
    "?lang=zh&off=inception4c.5x5.9999&channel=many&set=n_steps&image=../../etc",
    "?" + "a=1&" * 50,
)
PANEL = """() => {
    const [panel] = [...document.querySelectorAll('[id^=tab-].tabitem')].filter(one => one.offsetParent !== null);
    return panel ? [panel.id, panel.innerText] : ['', ''];
}"""


def record(place: Path, _out: Path, _old_run: Path | None) -> dict:
    """What each link shows."""
    with served(place, "links") as url, chromium() as browser:
        return {link[:120]: _shown(browser, url, link) for link in LINKS}


def _shown(browser: object, url: str, link: str) -> dict:
    toasts: list[str] = []
    with Visit(browser, url, link, viewport={"width": 1440, "height": 900}, locale="en-GB") as visit:
        page = visit.page
        toasts += page.locator(".toast-body").all_inner_texts()
        tab, text = page.evaluate(PANEL)
        return normal.value(
            {
                "settled": visit.is_settled,
                "address": page.url,
                "title": page.title(),
                "language": page.evaluate("document.documentElement.lang"),
                "headline": page.locator(".gn .view h1:visible").first.inner_text(),
                "warnings": toasts,
                "tab": tab,
                "text": [line for line in text.splitlines() if line.strip()],
                "pressed": page.locator("[aria-pressed=true]:visible").evaluate_all(
                    "all => all.map(one => one.getAttribute('aria-label') || one.textContent.trim())"
                ),
                "errors": visit.errors,
            }
        )
