"""Own pictures from the page: a zip is sent, reported on, trained on; the run goes out as a zip and comes back."""

from playwright.sync_api import expect

from googlenet.text import say
from tests.browser.pages import headline, open_tab, wait_until_complete
from tests.browser.test_training import LONG_MS, fill
from tests.zips import sound, zipped


def test_a_zip_is_reported_on_and_trained_on_and_its_network_goes_out_and_in(visitor, tmp_path):
    page = visitor.open()
    wait_until_complete(page)
    open_tab(page, "train")
    wait_until_complete(page)
    page.get_by_text(say("pictures.title"), exact=True).click()
    zip_field = page.locator("#own-zip input[type=file]")

    (tmp_path / "bad.zip").write_bytes(b"no zip")
    zip_field.set_input_files(tmp_path / "bad.zip")
    page.locator("#train-pictures").get_by_text(say("pictures.no_zip", path="bad.zip")).wait_for()
    page.locator("#own-zip").get_by_role("button", name="Clear").or_(
        page.locator("#own-zip [aria-label=Clear]")
    ).first.click()

    files = sound(classes="ab", each=8, under="pets/") | {"../out.png": b"x", "pets/note.txt": b"x"}
    zip_field.set_input_files(zipped(tmp_path / "pets.zip", files))
    report = page.locator("#train-pictures")
    report.get_by_text(say("pictures.found", pictures=16, classes=2, train=12, test=4)).wait_for()
    expect(report.locator(".strips img")).to_have_count(2)
    assert "../out.png" in report.inner_text()

    page.locator("#train-advanced > button").click()
    fill(page, "train.size", 32)
    fill(page, "train.epochs", 1)
    page.get_by_role("button", name=say("train.start"), exact=True).click()
    page.locator('#train-live [data-live][data-run^="run:"]').wait_for()
    use = page.locator('#train-live [data-act=use][data-run^="run:"]')
    use.wait_for(timeout=LONG_MS)  # it is finished
    wait_until_complete(page)
    assert "%" in headline(page)
    run = use.get_attribute("data-run")

    row = page.locator(f'#train-runs tr:has([data-run="{run}"])')
    row.locator("details.menu summary").click()
    with page.expect_download() as download:
        row.locator("[data-act=download]").click()
    assert download.value.suggested_filename == f"{run.removeprefix('run:')}.zip"
    download.value.save_as(tmp_path / "brought.zip")
    page.get_by_text(say("pictures.bring"), exact=True).click()
    page.locator("#network-files input[type=file]").set_input_files(tmp_path / "brought.zip")
    page.locator('#train-live [data-act=use][data-run="run:brought"]').click()
    network = page.get_by_role("combobox", name=say("frame.network"), exact=True)
    expect(network).to_have_value(say("frame.run", name="brought"))
    page.locator("#classify .bar-row").first.wait_for(state="visible")
