"""The Kernel study's drawings as files: the drawing itself, whole, and not its button's icon."""

import io

from PIL import Image

from tests.browser.pages import wait_until_complete


def saved(page, kind):
    with page.expect_download() as download:
        page.locator(f'#study-cost [data-save={kind}][data-name="kernels-cost"]').click()
    assert download.value.suggested_filename == f"kernels-cost.{kind}"
    return download.value.path().read_bytes()


def test_a_drawing_is_saved_as_svg_png_and_numbers(visitor):
    page = visitor.open("?lang=en&tab=study&section=cost")
    wait_until_complete(page)
    drawing = saved(page, "svg").decode()
    assert "multiply-adds" in drawing
    assert "var(--" not in drawing
    width, height = Image.open(io.BytesIO(saved(page, "png"))).size
    assert min(width, height) > 400
    assert saved(page, "csv").startswith(b"network,seed")
