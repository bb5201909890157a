"""Own pictures in the page: what is offered, read, reported and refused; whose a run is where strangers share a server."""

import base64
import csv
import io
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from googlenet.app.shell import access
from googlenet.app.shell.access import check_data
from googlenet.app.shell.question import Question
from googlenet.app.shell.repository import SHIPPED, Repository
from googlenet.app.shell.run_views import Curve
from googlenet.app.shell.runs import Runs
from googlenet.app.tabs.train import html as train_markup
from googlenet.app.tabs.train import live
from googlenet.app.tabs.train.next_run.view import checked_values, form_config
from googlenet.app.tabs.train.own_pictures import html as markup
from googlenet.app.tabs.train.own_pictures import view as own_views
from googlenet.app.tabs.train.own_pictures.chart import MOST_ROWS, balance_chart
from googlenet.app.tabs.train.own_pictures.html import PicturesView
from googlenet.app.tabs.train.own_pictures.tab import ImportSession, Sources
from googlenet.app.tabs.train.tab import ACTIONS, Following, TrainEvents, _rename
from googlenet.common.errors import DataMissing, UnknownName, UserError
from googlenet.data import own_data
from googlenet.data.picture_folders import Report
from googlenet.text import LANGUAGES, say
from googlenet.training.runs.export import export_run
from googlenet.training.runs.folder import RunFolder
from tests.app.tabs.train.test_chart import RECORDS
from tests.app.tabs.train.test_html import HOSTILE, Reader, view, write_run
from tests.training.tiny import load_tiny
from tests.zips import divided, sound, zipped

MINE, OTHER = "a" * 32, "b" * 32


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.setenv("GOOGLENET_RUNS_DIR", str(tmp_path / "runs"))
    monkeypatch.delenv("GOOGLENET_PICTURES_DIR", raising=False)
    monkeypatch.delenv("SPACE_ID", raising=False)
    monkeypatch.setenv("GOOGLENET_PUBLIC", "0")


@pytest.fixture
def public(monkeypatch):
    monkeypatch.setenv("GOOGLENET_PUBLIC", "1")


@pytest.fixture
def runs(tmp_path):
    (tmp_path / "runs").mkdir()
    return Runs(tmp_path / "runs", tmp_path / "weights")


@pytest.fixture
def tab(runs):
    return TrainEvents(SimpleNamespace(repository=Repository(runs.root)))


def question(owner=MINE, lang="en"):
    return Question("example:bag", SHIPPED, lang=lang, owner=owner)


def kept(tmp_path, owner=MINE, **how):
    path = zipped(tmp_path / "my pets.zip", sound(each=8, **how) | {"a/notes.txt": b"x"})
    return own_views.keep_upload(str(path), 24, 25, "auto", token=owner, progress=lambda *_: None)


def test_a_zip_is_kept_offered_and_reported(tmp_path):
    name = kept(tmp_path)
    assert own_views.data_choices(question())[-1] == ("Your own: my-pets", name)
    found = own_views.pictures_view(name, MINE)
    report = found.report
    assert (report.classes, report.train_counts, report.test_counts) == (("a", "b"), (6, 6), (2, 2))
    assert report.skipped == {"kind": (1, ("a/notes.txt",))}
    for lang in LANGUAGES:
        read = Reader(markup.report(found, lang))
        for words in ("16", "12", "24", "my pets.zip", "a/notes.txt"):
            assert words in read.text
        assert len([one for tag, one in read.tags if tag == "img"]) == 2
        assert [one["data-do"] for one in read.having("data-do")] == ["save_left_out", "delete_pictures"]


def test_held_out_pictures_are_told_apart(tmp_path):
    files = divided({"train": 5, "val": 3, "test": 2})
    name = own_views.keep_upload(
        str(zipped(tmp_path / "it.zip", files)), 24, 25, "auto", token=MINE, progress=lambda *_: None
    )
    found = own_views.pictures_view(name, MINE)
    report = found.report
    assert (report.train_counts, report.held_out_counts, report.test_counts) == ((5, 5), (3, 3), (2, 2))
    words = {"en": ("20 images", "10 for training, 6 for validation, 4 for testing", "validation images (val)"),
             "zh": ("共 20\u00a0张", "10\u00a0张用于训练，6\u00a0张用于验证，4\u00a0张用于测试", "验证图像（val）")}  # fmt: skip
    for lang in LANGUAGES:
        read = Reader(markup.report(found, lang))
        assert all(one in read.text for one in words[lang])


def test_every_file_left_out_can_be_saved_with_its_reason(tmp_path):
    names = [f"a/{n}.txt" for n in range(20)]
    odd = ['b/"quoted", with comma.png', f"b/{HOSTILE.replace('/', '')}.png"]
    files = divided({"train": 5, "test": 2}) | dict.fromkeys(names, b"text") | dict.fromkeys(odd, b"\x89PNG broken")
    name = own_views.keep_upload(
        str(zipped(tmp_path / "it.zip", files)), 24, 25, "auto", token=MINE, progress=lambda *_: None
    )
    view = own_views.pictures_view(name, MINE)
    assert max(len(first) for _, first in view.report.skipped.values()) == 5  # a session keeps no more
    for lang in LANGUAGES:
        read = Reader(markup.report(view, lang))
        (button,) = [one for one in read.having("data-do") if one["data-do"] == "save_left_out"]
        assert button["data-name"] == name
        _, *rows = csv.reader(io.StringIO(own_views.left_out(name, MINE, lang)))
        assert len(rows) == len(names) + len(odd) + 1  # and the folder a, in which there is no picture
        assert {*names, odd[0]} <= {file for file, _ in rows}  # the other's brackets are gone
        assert {why for file, why in rows if file in names} == {say("pictures.skip.kind", lang)}
        assert not [one for tag, one in read.tags if tag == "td" and "hide" in one.get("class", "")]
    for other in ("own:nothing", "fashion_mnist", "/etc/passwd"):
        with pytest.raises(UserError):
            own_views.left_out(other, MINE, "en")


def test_names_that_were_not_kept_are_counted():
    told = markup.left_out_csv({"kind": (1003, [f"{n}.txt" for n in range(1000)])}, "en")
    assert list(csv.reader(io.StringIO(told)))[-1][0] == say("pictures.more_files", "en", count="3")


def test_the_strip_shows_the_pictures_that_are_kept(tmp_path):
    name = kept(tmp_path)
    uri = own_views.pictures_view(name, MINE).samples["a"]
    strip = Image.open(io.BytesIO(base64.b64decode(uri.partition(",")[2])))
    assert strip.size == (own_views.TILE_PX * 6, own_views.TILE_PX)
    pixels = own_data.read_images(name).train_pixels[0].transpose(1, 2, 0)
    first = Image.fromarray(pixels).resize((own_views.TILE_PX,) * 2, Image.Resampling.LANCZOS)
    assert np.array_equal(np.asarray(strip.convert("RGB"))[:, : own_views.TILE_PX], np.asarray(first))


def test_uneven_and_few_pictures_are_told():
    found = Report("x.zip", ("a", "b"), (90, 9), (0, 0), (10, 1), {}, False, (0.5,), (0.2,), 64, 0, 0.1)
    some = PicturesView("own:x", found)
    told = markup.report(some, "en")
    assert "10 times as many" in told
    assert "smallest class has only 10" in told
    even = replace(some, report=replace(found, train_counts=(90, 90), test_counts=(10, 10)))
    assert "times as many" not in markup.report(even, "en")
    assert "smallest" not in markup.report(even, "en")


def test_hostile_names_stay_text():
    skipped, three = {"kind": (1, (HOSTILE,))}, (0.1,) * 3
    found = Report(HOSTILE, (HOSTILE, "b"), (5, 5), (0, 0), (2, 2), skipped, False, three, three, 64, 0, 0.1)
    nasty = PicturesView(HOSTILE, found, {HOSTILE: "data:,"}, can_delete=True)
    for some in (nasty, replace(nasty, problem=HOSTILE), replace(nasty, problem="", work=(1, 2))):
        read = Reader(markup.report(some, "en"))
        assert "script" not in {tag for tag, _ in read.tags}


def test_the_balance_is_drawn_to_scale_and_bounded():
    drawing = Reader(balance_chart(("a", "b"), (30, 10), (10, 10)))
    widths = [float(one["width"]) for tag, one in drawing.tags if tag == "rect"]
    assert widths == pytest.approx([widths[0], widths[0] / 3, widths[0] / 3, widths[0] / 3], rel=0.01)
    divided = balance_chart(("a", "b"), (30, 10), (10, 10), held_out=(20, 0))
    assert "30 + 20 + 10" in Reader(divided).text
    widths = [float(one["width"]) for tag, one in Reader(divided).tags if tag == "rect"]
    assert widths[:3] == pytest.approx([widths[0], widths[0] * 2 / 3, widths[0] / 3], abs=0.1)
    many = Reader(balance_chart([str(n) for n in range(100)], [1] * 100, [1] * 100))
    assert len([tag for tag, _ in many.tags if tag == "rect"]) == 2 * MOST_ROWS
    assert "60 more classes" in many.text


@pytest.mark.parametrize(("side", "share"), [(8, 20), (300, 20), (64.5, 20), ("x", 20), (64, 0), (64, 99)])
def test_bad_numbers_are_refused_in_words(tmp_path, side, share):
    path = zipped(tmp_path / "it.zip", sound())
    with pytest.raises(DataMissing):
        own_views.keep_upload(str(path), side, share, "auto", token=MINE, progress=lambda *_: None)


@pytest.mark.parametrize("share", [0, -1, 100, 4.5])
def test_a_share_is_refused_in_percent_as_it_was_typed(tmp_path, share):
    path = zipped(tmp_path / "it.zip", sound())
    with pytest.raises(DataMissing) as refusal:
        own_views.keep_upload(str(path), 32, share, "auto", token=MINE, progress=lambda *_: None)
    assert refusal.value.message("en").endswith(f"can’t be {share}%. Use 5 to 50%.")
    assert f"不能是 {share}%。请用 5% 到 50%" in refusal.value.message("zh").replace("\u00a0", " ")


@pytest.mark.parametrize("data", [b"", b"words", b"PK\3\4" + bytes(100)])
def test_what_is_no_zip_gets_one_sentence_and_nothing_is_kept(tmp_path, tab, data):
    (tmp_path / "it.zip").write_bytes(data)
    sources = Sources.__new__(Sources)
    sources.repository, sources.runs, sources._turns = (
        tab.repository,
        tab.runs,
        SimpleNamespace(turn=lambda job: io.BytesIO()),
    )
    *_, last = sources.take(question(), ImportSession(), str(tmp_path / "it.zip"), 32, 20, "auto")
    assert "a readable zip file" in last[0]
    *_, last = sources.take(question(), ImportSession(), None, 32, 20, "auto")
    assert "Choose a zip" in last[0]
    assert own_data.names(MINE) == []


def test_a_folder_of_the_server_is_no_upload(tmp_path):
    with pytest.raises(DataMissing):
        own_views.keep_upload(str(tmp_path), 32, 20, "auto", token=MINE, progress=lambda *_: None)


@pytest.mark.parametrize("name", ["/etc", "..", "own:../x", "own:nothing", "tiny", "googlenet"])
def test_only_data_that_is_offered_is_trained_on(tab, name):
    with pytest.raises(UserError):
        checked_values(tab.repository, tab.runs, question(), ("quick", None, None, None, None, name, "", "", 0))


@pytest.mark.parametrize(
    "start", ["/etc/passwd", "run:../x", "run:nothing", "nothing", "googlenet_bn.fashion_mnist.json"]
)
def test_only_weights_that_are_offered_are_started_from(tab, start):
    with pytest.raises(UserError):
        checked_values(tab.repository, tab.runs, question(), ("quick", None, None, None, None, "", start, "", 0))


def test_the_form_becomes_a_configuration(tmp_path, tab):
    name = kept(tmp_path)
    config = form_config(
        "en",
        *checked_values(
            tab.repository, tab.runs, question(), ("quick", 2, 32, 8, 0.001, name, SHIPPED, "inception4e", 5)
        ),
    )
    assert (config.dataset, config.init_from, config.freeze_until) == (name, SHIPPED, "inception4e")
    assert (config.model, config.epochs, config.validation_images) == ("googlenet_bn", 2, 5)
    plain = form_config(
        "en", *checked_values(tab.repository, tab.runs, question(), ("quick", None, None, None, None, "", "", "", None))
    )
    assert (plain.dataset, plain.init_from, plain.freeze_until) == ("fashion_mnist_sample", None, None)
    assert plain.validation_images == 0


def test_blocks_to_keep_are_those_of_the_start(tab):
    assert own_views.freeze_choices(tab.repository, "", "en") == [("Nothing (train all layers)", "")]
    shown = own_views.freeze_choices(tab.repository, SHIPPED, "en")
    assert [name for _, name in shown] == [
        "",
        *(f"inception{block}" for block in ("3a", "3b", "4a", "4b", "4c", "4d", "4e", "5a", "5b")),
    ]
    assert shown[-1][0].startswith("All but the head")
    assert SHIPPED in [name for _, name in own_views.start_choices(tab.repository, question())]


def test_fields_suit_the_number_of_pictures(tmp_path):
    report = own_data.read_report(kept(tmp_path))
    for counts in ((6, 6), (100, 100), (5000, 5000)):
        fields = own_views.fitting_fields(replace(report, train_counts=counts))
        assert 3 <= fields["epochs"] <= 40
        assert fields["batch_size"] * 2 <= max(16, sum(counts))
        assert fields["image_size"] == 32


def test_pictures_are_deleted_by_their_owner_alone(tmp_path, public):
    name = kept(tmp_path)
    assert name not in [choice for _, choice in own_views.data_choices(question(OTHER))]
    for ask in (own_views.pictures_view, own_views.delete_pictures, check_data):
        with pytest.raises(DataMissing):
            ask(name, OTHER)
    assert own_views.pictures_view(name, MINE).name == name
    own_views.delete_pictures(name, MINE)
    assert own_data.names(MINE) == []


def test_locally_everything_is_everybodys(tmp_path, runs):
    name = kept(tmp_path, owner=MINE)
    assert not (own_data.folder(name) / "owner").exists()
    own_views.delete_pictures(name, OTHER)
    write_run(runs.root, "a", RECORDS, "finished")
    assert _rename(runs.of(OTHER), "run:a", "b") == "run:b"


def owned(runs, name, token, state="finished"):
    run = write_run(runs.root, name, RECORDS, state)
    RunFolder(run.path).set_owner(token)
    return run


def test_a_stranger_neither_sees_nor_changes_a_run(runs, public):
    owned(runs, "mine", MINE)
    write_run(runs.root, "nobodys", RECORDS, "finished")
    assert set(runs.of(MINE).names()) == {"run:nobodys", "run:mine"}
    for stranger in (runs, runs.of(OTHER)):
        assert stranger.names() == ["run:nobodys"]
        with pytest.raises(UnknownName):
            stranger.view("run:mine")
        for act in ("resume", "delete"):
            for name in ("run:mine", "run:nobodys"):
                with pytest.raises(UserError):
                    ACTIONS[act](stranger, Following(), name)
        with pytest.raises(UserError):
            _rename(stranger, "run:nobodys", "stolen")
    assert (runs.root / "mine").is_dir()
    assert ACTIONS["delete"](runs.of(MINE), Following("run:mine"), "run:mine") == Following("")
    assert not (runs.root / "mine").exists()


def test_a_strangers_run_is_no_choice_and_answers_no_poll(runs, tab, public):
    run = owned(runs, "mine", MINE)
    (run.path / "best.safetensors").write_bytes(b"x")
    repository = tab.repository
    assert "run:mine" in [name for _, name in repository.choices("en", MINE)]
    assert "run:mine" not in [name for _, name in repository.choices("en", OTHER)]
    assert "run:mine" not in [name for _, name in repository.choices("en")]
    with pytest.raises(UnknownName):
        repository.check_seen("run:mine", OTHER)
    repository.check_seen("run:mine", MINE)
    for owner, is_seen in ((MINE, True), (OTHER, False), ("x", False), (None, False)):
        asked = live.read_query({"run": "run:mine", "owner": owner})
        assert bool(live.news(runs.of(asked.owner), asked)["count"]) == is_seen
        assert bool(live.table(runs.of(asked.owner), asked)) == is_seen
    with pytest.raises(UserError):
        tab.export_run(question(OTHER), SimpleNamespace(run="run:mine"))


def test_another_visitors_live_run_is_not_shown_and_start_queues_behind_it(runs, tab, public):
    owned(runs, "mine", MINE, "running")
    *_, table, start = tab.shown(question(OTHER), Following())
    assert "run:mine" not in table
    assert start.interactive is True


def test_a_network_comes_from_its_zip_and_is_named_as_brought(tmp_path, runs, monkeypatch):
    from googlenet.data import dataset as data
    from googlenet.training.loop import fit
    from tests.training.tiny import tiny_config

    monkeypatch.setitem(data.DATASETS, "tiny", load_tiny)
    made = RunFolder(tmp_path / "made")
    list(fit(tiny_config(epochs=1), made.path))
    (tmp_path / "it.zip").write_bytes(export_run(made))
    name = own_views.take_network([str(tmp_path / "it.zip")], runs, MINE)
    assert name == "run:it"
    shown = runs.view(name)
    told = train_markup.headline(shown, Curve(""), "en")
    assert told.startswith("“it” was imported")
    assert train_markup.action(shown) == "use"
    assert "4 classes" in Repository(runs.root).caption(name, "en")
    for bad in (None, [], [str(tmp_path / "nothing.zip")]):
        with pytest.raises(UserError):
            own_views.take_network(bad, runs, MINE)


def test_a_run_on_own_pictures_is_not_held_against_the_notes():
    own = view(state="finished", accuracy=0.97, test_images=10_000)
    own = replace(
        own,
        config=own.config | {"dataset": "own:pets-1", "init_from": "/srv/runs/first", "freeze_until": "inception4e"},
    )
    notes = live.notes_curve("en")
    assert "notes" not in train_markup.head(own, notes, "en")
    told = train_markup.head(own, notes, "en")
    assert "weights of first" in told
    assert "/srv" not in told
    assert "inception4e was frozen" in told


def test_the_notes_curve_is_not_drawn_beside_own_pictures(runs):
    run = write_run(runs.root, "pets", RECORDS, "finished")
    reply = live.news(runs, live.read_query({"run": "run:pets"}))
    assert "study notes" in reply["parts"]["legend"]
    card = run.card.read_text(encoding="utf-8")
    run.card.write_text(card.replace("fashion_mnist_sample", "own:pets-1"), encoding="utf-8")
    reply = live.news(runs, live.read_query({"run": "run:pets"}))
    assert "study notes" not in reply["parts"]["legend"]
    lines = reply["figures"]["accuracy"]["data"]
    assert lines[0]["uid"] == "other-0"
    assert not len(lines[0]["x"])
    assert len([line for line in lines if len(line["x"])]) == 2


@pytest.mark.parametrize(("is_public", "free"), [(True, 2**30), (False, 2**28)])
def test_a_full_disk_takes_nothing_more(tmp_path, runs, monkeypatch, is_public, free):
    monkeypatch.setenv("GOOGLENET_PUBLIC", str(int(is_public)))
    monkeypatch.setattr(access.shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    with pytest.raises(UserError, match="free disk space"):
        kept(tmp_path)
    with pytest.raises(UserError, match="free disk space"):
        own_views.take_network([str(tmp_path / "it.zip")], runs, MINE)
