"""A view alone, in the frame of another page: `?embed=1` beside the words of a link. Knows nothing of Gradio."""

import logging
import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from googlenet.common.owners import is_public

if TYPE_CHECKING:
    from starlette.types import Scope

MARK = b"data-embed"  # an attribute of the page's <html>, which only the server sets
STYLE = Path(__file__).with_name("embed.css")
SITE = re.compile(r"\*|(https?://)?(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:(\d{1,5}|\*))?", re.IGNORECASE)
log = logging.getLogger(__name__)


def is_embedded(scope: "Scope") -> bool:
    """Whether a request is for a view alone: the page is then marked so, and more pages may frame it."""
    is_page = not scope["path"].startswith(("/gradio_api", "/assets"))
    return is_page and parse_qs(scope["query_string"].decode("latin-1")).get("embed") == ["1"]


def embedders() -> tuple[str, ...]:
    """Sites, as a content policy names them, that may frame a view alone, besides those that may frame any page.

    `GOOGLENET_EMBED` lists them with commas or spaces between, "*" is everybody; unless it is set, everybody where
    strangers share the server, else nobody.
    """
    return _sites(os.environ.get("GOOGLENET_EMBED", "*" if is_public() else ""))


@cache
def _sites(setting: str) -> tuple[str, ...]:
    """The sites in it; a word that isn’t a site is logged once."""
    named = setting.replace(",", " ").split()
    sites = tuple(name for name in named if SITE.fullmatch(name) and not name.isdigit())
    if rest := [name for name in named if name not in sites and name != "0"]:
        log.warning("GOOGLENET_EMBED: %s isn’t a site, such as https://school.example", " ".join(rest))
    return sites
