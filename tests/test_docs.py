"""What is generated is up to date."""

import pytest

import googlenet
from docs import make_networks
from docs.make_api import PAGE, _described, page


def test_the_api_page_is_what_the_docstrings_say():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m docs.make_api"


@pytest.mark.parametrize("path", make_networks.PAGES, ids=lambda path: path.name)
def test_the_tables_of_networks_are_what_the_registry_says(path):
    text = path.read_text(encoding="utf-8")
    assert text == make_networks.page(text), "run: python -m docs.make_networks"


def test_it_has_every_public_name_with_its_words():
    text = PAGE.read_text(encoding="utf-8")
    for name in googlenet.__all__:
        if name != "METHODS":
            assert f"### `{name}`" in text
    for key in googlenet.METHODS:
        assert f"| `{key}` |" in text


def test_a_docstring_s_sections_become_lists():
    text = (
        "Does it.\n\nArgs:\n    one: the first,\n        of two.\n    two: the other.\nRaises:\n    UserError: never."
    )
    assert _described(text) == (
        "Does it.\n\n**Args**\n\n- `one`: the first,\n  of two.\n- `two`: the other.\n\n**Raises**\n\n- `UserError`: never."
    )
