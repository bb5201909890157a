"""Pictures of every tab: two languages, a desk and a phone, light and dark; times on them written as 0."""

from pathlib import Path

from benchmarks.recorder.browser import Visit, chromium
from benchmarks.recorder.workplace import served

TABS = ("classify", "guide", "branches", "attributions", "train", "study", "architecture")
LANGUAGES = {"en": "en-GB", "zh": "zh-CN"}
SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
THEMES = ("light", "dark")
TALLEST_PX = 5000
# The pair of methods that it names stands in the order in which their maps came.
HIDE_FINDING = """() => document.querySelectorAll('#tab-attributions h1').forEach(one => {
    for (const each of [one, one.nextElementSibling]) if (each) each.style.visibility = 'hidden';
})"""
FREEZE = "*, *::before, *::after { transition: none !important; caret-color: transparent !important }"


def record(place: Path, out: Path, _old_run: Path | None) -> dict:
    """Writes `out/screens/TAB-LANGUAGE-SIZE-THEME.png`; whether each page had settled."""
    folder = out / "screens"
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    told = {}
    with served(place, "screens") as url, chromium() as browser:
        for tab in TABS:
            for lang, locale in LANGUAGES.items():
                for size, viewport in SIZES.items():
                    for theme in THEMES:
                        query = f"?tab={tab}&lang={lang}&__theme={theme}"
                        options = {"viewport": viewport, "locale": locale, "color_scheme": theme}
                        with Visit(browser, url, query, **options) as visit:
                            name = f"{tab}-{lang}-{size}-{theme}.png"
                            told[name] = _shoot(visit, folder / name, viewport)
    return told


def _shoot(visit: Visit, path: Path, viewport: dict[str, int]) -> dict:
    page = visit.page
    page.add_style_tag(content=FREEZE)
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement?.blur(); window.scrollTo(0, 0)")
    visit.mask()
    page.evaluate(HIDE_FINDING)
    height = page.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": viewport["width"], "height": min(TALLEST_PX, max(height, viewport["height"]))}
    page.screenshot(path=path, full_page=True, clip=clip, animations="disabled", caret="hide")
    return {"settled": visit.is_settled, "errors": visit.errors}
