"""What a person does with the page, in the page's own words."""

from playwright.sync_api import Browser, BrowserContext, Locator, Page

from googlenet.text import say

TABS = ("classify", "guide", "branches", "attributions", "train", "architecture", "study")
PATIENCE_MS = 120_000  # a slow machine under load; no test waits this long where all is well
LOCAL = ("data:", "blob:")
LESSON = "http://localhost:*"  # another site than 127.0.0.1, which may frame a view alone
# Gradio 6.31 logs each request that leaving the page cuts short as an error, in one of these ways.
CUT_SHORT = ("AbortError", "Unexpected error Connection errored out")


class Visitor:
    """A browser profile of its own that opens pages and keeps a list of everything that went wrong in them."""

    def __init__(self, chromium: Browser, url: str):
        self.chromium, self.url = chromium, url
        self.complaints: list[str] = []
        self.outside_requests: list[str] = []
        self._contexts: list[BrowserContext] = []

    def open(self, query: str = "", script: str = "", **options) -> Page:
        """A page in a new profile, where `script` runs first; `options` are Playwright's (viewport, color_scheme, …)."""
        context = self.chromium.new_context(**({"viewport": {"width": 1440, "height": 900}} | options))
        context.add_init_script(script)
        context.set_default_timeout(PATIENCE_MS)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))
        page.on("request", self._on_request)
        page.goto(f"{self.url}/{query}")
        return page

    def leave(self) -> None:
        for context in self._contexts:
            context.close()

    def _on_console(self, message) -> None:
        if message.type == "error" and not message.text.startswith(CUT_SHORT):
            self.complaints.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _on_request(self, request) -> None:
        if not request.url.startswith((self.url, *LOCAL)):
            self.outside_requests.append(request.url)


def wait_until_complete(page: Page) -> None:
    """Until the open view has its headline, nothing waits for its first picture, and every image has arrived."""
    page.wait_for_function(
        """() => {
            const seen = selector => [...document.querySelectorAll(selector)].filter(one => one.offsetParent !== null);
            const [heading] = seen('.gn .view h1');
            return heading && !document.querySelector('#gn-first') && heading.textContent.trim() !== '' && seen('.gn .skeleton').length === 0
                && [...document.images].every(image => image.complete);
        }"""
    )


def visible_view(page: Page) -> Locator:
    """The open tab's view: the first visible one."""
    return page.locator(".gn .view:visible").first


def headline(page: Page) -> str:
    """The open view's finding."""
    return page.locator(".gn .view h1:visible").first.inner_text()


def wait_for_another_headline(page: Page, before: str) -> None:
    """Until the open view says something else than `before`."""
    page.wait_for_function(
        """before => [...document.querySelectorAll('.gn .view h1')]
            .some(one => one.offsetParent !== null && one.textContent.trim() !== before)""",
        arg=before,
    )


def upload(page: Page, name: str, data: bytes) -> None:
    """Chooses a file in the side panel."""
    page.locator("#upload input[type=file]").set_input_files({"name": name, "mimeType": "image/*", "buffer": data})


def open_tab(page: Page, tab: str, lang: str = "en") -> None:
    """Opens a tab; on a narrow page it may hide behind Gradio's "…"."""
    name = say(f"frame.tab.{tab}", lang)
    one, more = page.get_by_role("tab", name=name, exact=True), page.locator(".overflow-menu > button")
    one.or_(more).locator("visible=true").first.wait_for()
    if not one.is_visible():
        more.click()
        one = page.locator(".overflow-dropdown").get_by_role("button", name=name, exact=True)
    one.click()
    page.locator(f"#tab-{tab}").wait_for(state="visible")


def open_section(page: Page, name: str) -> None:
    """Opens a section of the open tab from the row of its sections."""
    link = page.locator(f'.sections a[data-section="{name}"]:visible')
    link.dispatch_event("click")  # the row may move while the pointer is pressed: views above it are drawn


def sideways_px(page: Page) -> int:
    """How far the page can be pushed sideways."""
    return page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")


def contrast(page: Page) -> tuple[list[int], float]:
    """(R, G, B) of the ground behind the open view's headline, and their contrast as WCAG 2.2 defines it."""
    ground, ink = page.evaluate(
        """() => {
            const rgb = text => text.match(/[\\d.]+/g).map(Number);
            const heading = [...document.querySelectorAll('.gn .view h1')].find(one => one.offsetParent !== null);
            let behind = heading;
            while (behind && (rgb(getComputedStyle(behind).backgroundColor)[3] ?? 1) === 0) behind = behind.parentElement;
            const ground = behind ? getComputedStyle(behind).backgroundColor : 'rgb(255, 255, 255)';
            return [rgb(ground).slice(0, 3), rgb(getComputedStyle(heading).color).slice(0, 3)];
        }"""
    )
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return ground, (light + 0.05) / (dark + 0.05)


def _luminance(rgb: list[int]) -> float:
    linear = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
