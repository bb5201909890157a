"""What a person does with the page, in the page's own words."""

from playwright.sync_api import Browser, BrowserContext, Page

PATIENCE_MS = 120_000  # a slow machine under load; no test waits this long where all is well
LOCAL = ("data:", "blob:")


class Visitor:
    """A browser profile of its own that opens pages and keeps a list of everything that went wrong in them."""

    def __init__(self, chromium: Browser, url: str):
        self.chromium, self.url = chromium, url
        self.complaints: list[str] = []
        self.outside_requests: list[str] = []
        self._contexts: list[BrowserContext] = []

    def open(self, query: str = "", **options) -> Page:
        """A page in a new profile, classified; `options` are Playwright's (viewport, color_scheme, locale …)."""
        context = self.chromium.new_context(**({"viewport": {"width": 1440, "height": 900}} | options))
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
        if message.type == "error":
            self.complaints.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _on_request(self, request) -> None:
        if not request.url.startswith((self.url, *LOCAL)):
            self.outside_requests.append(request.url)


def wait_until_complete(page: Page) -> None:
    """Until the open view has its headline, nothing waits for its first picture, and every image has arrived."""
    page.wait_for_function(
        """() => {
            const heading = [...document.querySelectorAll('.gn .view h1')].find(h => h.offsetParent !== null);
            return heading && heading.textContent.trim() !== ''
                && ![...document.querySelectorAll('.gn .sk')].some(wait => wait.offsetParent !== null)
                && [...document.images].every(image => image.complete);
        }"""
    )
