"""A run goes out as two files and comes back as a network; nothing of a stranger's pair is believed."""

import json
import os
import pickle
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import torch
from safetensors.torch import load, save

from googlenet.common import owners
from googlenet.common.errors import BadCheckpoint, RunRefused, UnknownName, UserError
from googlenet.data.dataset import load_dataset
from googlenet.networks.checkpoint import card_to_dict, read_card, read_weights
from googlenet.networks.classifier import load_classifier
from googlenet.networks.torchvision_weights import SOURCES, card_of
from googlenet.training.loop import fit
from googlenet.training.runs import export as exchange
from googlenet.training.runs.export import check_card, check_text, export_run, import_run
from googlenet.training.runs.listing import list_runs
from tests.training.tiny import digest, tiny_config
from tests.zips import link, zipped


@pytest.fixture
def pair(unbroken, tmp_path):
    """Card (as plain JSON) and weights (bytes) of a run."""
    with zipfile.ZipFile(BytesIO(export_run(unbroken))) as archive:
        return json.loads(archive.read("config.json")), archive.read("best.safetensors")


def files(tmp_path, card, weights, names=("config.json", "best.safetensors")):
    text = card if isinstance(card, bytes) else json.dumps(card).encode()
    paths = [tmp_path / name for name in names]
    for path, data in zip(paths, (text, weights), strict=True):
        path.write_bytes(data)
    return paths


def refusal(given, root):
    with pytest.raises(BadCheckpoint) as caught:
        import_run(given, root)
    assert not list_runs(root)
    for lang in ("en", "zh"):
        message = caught.value.message(lang)
        assert "\n" not in message
        assert "<" not in message
        assert str(root.parent) not in message
    return str(caught.value)


def test_there_and_back_the_weights_are_the_same_and_it_is_a_choice(unbroken, tmp_path):
    path = tmp_path / "my net.zip"
    path.write_bytes(export_run(unbroken))
    run = import_run([path], tmp_path / "runs")
    assert run.path.name == "my-net"
    assert run.status().state == "finished"
    before, after = read_weights(unbroken.best), read_weights(run.best)
    assert all(torch.equal(after[key], value) for key, value in before.items())
    card, own = read_card(run.card), read_card(unbroken.card)
    assert (card.spec, card.classes, card.preprocess) == (own.spec, own.classes, own.preprocess)
    last = unbroken.records()[-1]
    assert card.figures == {"test_accuracy": last.test_accuracy, "test_images": 20, "epochs": 3}
    assert load_classifier(run.path).classes == own.classes
    assert export_run(run) == export_run(import_run([path], tmp_path / "runs"))


def test_auxiliary_heads_stay_behind(run, tmp_path):
    list(fit(tiny_config(aux_heads=True, epochs=1), run.path))
    path = tmp_path / "aux.zip"
    path.write_bytes(export_run(run))
    brought = import_run([path], tmp_path / "runs")
    mine, theirs = (read_weights(one.best) for one in (run, brought))
    assert {key for key in mine if key not in theirs} == {key for key in mine if key.startswith("aux.")} != set()
    assert not read_card(brought.card).aux_heads


def test_the_zip_unpacked_is_a_run_folder(unbroken, tmp_path):
    with zipfile.ZipFile(BytesIO(export_run(unbroken))) as archive:
        assert archive.namelist() == ["config.json", "best.safetensors"]
        archive.extractall(tmp_path / "it")
    assert digest(tmp_path / "it" / "best.safetensors") == digest(unbroken.best)
    assert load_classifier(tmp_path / "it").card.figures["test_images"] == 20


def test_two_files_in_either_order_will_do(pair, tmp_path):
    given = files(tmp_path, *pair, names=("a.json", "weights 1.safetensors"))
    assert import_run(given, tmp_path / "runs").path.name == "weights-1"
    assert import_run(given[::-1], tmp_path / "runs", name="chosen").path.name == "chosen"
    assert import_run(given, tmp_path / "runs").path.name == "weights-1-2"
    with pytest.raises(RunRefused):
        import_run(given, tmp_path / "runs", name="../out")
    with pytest.raises(RunRefused):
        import_run(given, tmp_path / "runs", name="chosen")


def test_no_folder_of_this_machine_goes_out(unbroken, run, tmp_path):
    list(fit(tiny_config(init_from=unbroken.path, epochs=1), run.path))
    data = export_run(run)
    assert str(tmp_path).encode() not in data
    assert str(unbroken.path.parent).encode() not in data


def test_only_a_finished_run_goes_out(run):
    records = fit(tiny_config(), run.path)
    next(records)
    records.close()
    with pytest.raises(RunRefused, match="no finished run"):
        export_run(run)


def test_the_figures_are_those_of_the_weights_that_go_out(run):
    list(fit(tiny_config(validation_images=16), run.path))
    epochs = [one for one in run.records() if one.kind == "epoch"]
    best = max(epochs, key=lambda one: one.held_out_accuracy)
    with zipfile.ZipFile(BytesIO(export_run(run))) as archive:
        figures = json.loads(archive.read("config.json"))["figures"]
    assert (figures["epochs"], figures["test_accuracy"]) == (best.epoch, best.test_accuracy)


WAS_HERE = Path(tempfile.gettempdir()) / f"googlenet-was-here-{os.getpid()}"


class Bomb:
    def __reduce__(self):
        return os.mkdir, (str(WAS_HERE),)


def changed(state, **changes):
    return save(state | changes)


def test_weights_that_are_not_what_they_should_be_are_refused(pair, tmp_path):
    card, weights = pair
    state = load(weights)
    key = next(key for key, value in state.items() if value.ndim == 4)
    poisoned = state[key].clone()
    poisoned.view(-1)[3] = float("nan")
    cases = {
        "not finite": changed(state, **{key: poisoned}),
        "infinite": changed(state, **{key: poisoned.nan_to_num(float("inf"))}),
        "missing": save({name: value for name, value in state.items() if name != key}),
        "extra": changed(state, extra=torch.zeros(3)),
        "shape": changed(state, **{key: state[key][:-1].clone()}),
        "type": changed(state, **{key: state[key].to(torch.int64)}),
        "cut": weights[:-1],
        "longer": weights + b"0",
        "header": b"\xff" * 8 + weights[8:],
        "empty": b"",
        "pickle": pickle.dumps(Bomb()),
        "zip of torch.save": _saved(Bomb()),
    }
    for name, data in cases.items():
        message = refusal(files(tmp_path, card, data), tmp_path / "runs")
        assert "cannot be used" in message, name
    assert not WAS_HERE.exists()


def _saved(value):
    file = BytesIO()
    torch.save(value, file)
    return file.getvalue()


def test_every_bit_of_the_header_counts(pair, tmp_path):
    """A flipped bit in names, shapes or offsets is refused; one in the numbers alone cannot be known."""
    card, weights = pair
    length = int.from_bytes(weights[:8], "little")
    for at in range(8, 8 + length, max(1, length // 40)):
        data = bytearray(weights)
        data[at] ^= 4
        try:
            run = import_run(files(tmp_path, card, bytes(data)), tmp_path / "runs")
        except UserError:
            continue
        assert read_weights(run.best).keys() == load(weights).keys()  # the bit was one of blank space


def broken(card, path, value):
    copy = json.loads(json.dumps(card))
    at = copy
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return copy


BAD = [
    (("classes",), []),
    (("classes",), ["a"]),
    (("classes",), ["a", "a", "b", "c"]),
    (("classes",), ["<b>a</b>", "b", "c", "d"]),
    (("classes",), ["a", "b", "c"]),
    (("classes",), ["x" * 99, "b", "c", "d"]),
    (("classes",), [str(n) for n in range(5000)]),
    (("preprocess", "size_px"), 10**9),
    (("preprocess", "size_px"), 16.5),
    (("preprocess", "channels"), 3),
    (("preprocess", "channels"), 10**6),
    (("preprocess", "std"), [0.0]),
    (("preprocess", "std"), [float("nan")]),
    (("preprocess", "mean"), ["x"]),
    (("preprocess", "native_px"), 10**9),
    (("figures",), {"test_accuracy": 2}),
    (("figures",), {"test_accuracy": "<script>"}),
    (("figures",), {"onload": 1}),
    (("figures",), [1]),
    (("licence",), "x" * 5000),
    (("source",), "<script>alert(1)</script>"),
    (("source",), "\u202egnp"),
    (("config",), {}),
    (("config", "epochs"), -1),
    (("config", "unknown"), 1),
    (("aux_heads",), True),
    (("spec", "name"), "<b>"),
    (("spec", "layers"), []),
    (("spec", "layers"), [{"type": "Exec", "name": "x"}]),
    (("spec", "layers", 0, "out_channels"), 10**12),
    (("spec", "layers", 0, "out_channels"), 10**7),
    (("spec", "layers", 0, "out_channels"), -1),
    (("spec", "layers", 0, "kernel"), 10**6),
    (("spec", "layers", 0, "stride"), 0),
    (("spec", "layers", 0, "name"), "a.b"),
    (("spec", "dropout"), 7),
    (("spec", "normalization"), "import os"),
    (("spec", "initialization"), "__class__"),
]


@pytest.mark.parametrize(("path", "value"), BAD, ids=lambda part: str(part)[:40])
def test_a_card_that_does_not_fit_is_refused(pair, tmp_path, path, value):
    card, weights = pair
    at = card
    for step in path[:-1]:
        at = at[step]
    assert isinstance(at, list) or path[-1] in at or path[-1] == "unknown", "the test itself is out of date"
    assert refusal(files(tmp_path, broken(card, path, value), weights), tmp_path / "runs")


@pytest.mark.parametrize(
    "card", [b"", b"{", b"[]", b"null", b"[" * 100_000, b"\xff\xfe", b'{"spec": {}}', b"x" * 600_000]
)
def test_what_is_no_card_is_refused(pair, tmp_path, card):
    assert refusal(files(tmp_path, card, pair[1]), tmp_path / "runs")


def test_a_giant_network_is_refused_before_it_takes_memory(pair, tmp_path, monkeypatch):
    card, weights = pair
    monkeypatch.setattr(exchange, "load_weights", None)
    layers = [{**card["spec"]["layers"][0], "name": f"conv{n}", "out_channels": 100_000} for n in range(50)]
    wide = broken(card, ("spec", "layers"), [*layers, *card["spec"]["layers"][1:]])
    assert "cannot be used" in refusal(files(tmp_path, wide, weights), tmp_path / "runs")


def test_a_network_that_computes_for_ever_is_refused(pair, tmp_path, monkeypatch):
    monkeypatch.setattr(exchange, "MOST_MACS", 1000)
    assert "multiply-adds" in refusal(files(tmp_path, *pair), tmp_path / "runs")


def test_pairs_that_are_none_are_refused(pair, tmp_path):
    card, weights = files(tmp_path, *pair)
    root = tmp_path / "runs"
    pickled = tmp_path / "model.pt"
    pickled.write_bytes(_saved({"x": torch.zeros(1)}))
    for given in ([], [card], [weights], [card, card], [card, weights, weights]):
        assert "choose a card" in refusal(given, root)
    for given in ([pickled], [card, pickled]):
        assert "can run code" in refusal(given, root)


def test_zips_that_are_no_pair_are_refused(pair, tmp_path):
    card, weights = json.dumps(pair[0]).encode(), pair[1]
    good, root = {"config.json": card, "best.safetensors": weights}, tmp_path / "runs"
    cases = [
        ({"config.json": card}, "choose a card"),
        (good | {"other.json": card}, "choose a card"),
        (good | {"model.pkl": b"x"}, "can run code"),
        (good | {"../evil.json": card}, "can’t be imported"),
        (good | {link("link.json"): "/etc/passwd"}, "can’t be imported"),
        ({"config.json": b" " * 600_000 + card, "best.safetensors": weights}, "too large"),
    ]
    for files_in_it, words in cases:
        with pytest.raises(UserError, match=words):
            import_run([zipped(tmp_path / "it.zip", files_in_it)], root)
    (tmp_path / "no.zip").write_bytes(b"no zip")
    with pytest.raises(UserError, match="a readable zip file"):
        import_run([tmp_path / "no.zip"], root)
    assert not list_runs(root)
    wrapped = zipped(
        tmp_path / "wrapped.zip", {f"net/{name}": data for name, data in good.items()} | {"net/.DS_Store": b""}
    )
    assert import_run([wrapped], root).path.name == "wrapped"


def test_cards_of_imagenet_hold_words_that_pass(tmp_path):
    for name in SOURCES:
        card = card_of(name)
        check_text(json.loads(json.dumps(card_to_dict(card))))
        with pytest.raises(UserError):
            check_card(card)  # all but the configuration of a run, which it lacks


def test_an_import_belongs_to_whoever_brings_it(unbroken, tmp_path, monkeypatch):
    (tmp_path / "it.zip").write_bytes(export_run(unbroken))
    mine, other = "a" * 32, "b" * 32
    run = import_run([tmp_path / "it.zip"], tmp_path / "runs", owner=mine)
    assert mine.encode() not in (run.path / "owner").read_bytes()
    monkeypatch.setenv("GOOGLENET_PUBLIC", "1")
    assert owners.sees(run.path, mine)
    assert owners.may_change(run.path, mine)
    assert not owners.sees(run.path, other)
    assert not owners.may_change(run.path, other)
    assert not owners.may_change(unbroken.path, mine)  # nobody's: to be seen, not to be changed
    assert owners.sees(unbroken.path, mine)
    monkeypatch.setenv("GOOGLENET_PUBLIC", "0")
    assert owners.may_change(run.path, other)  # one's own machine


@pytest.mark.parametrize("value", [None, "", "a", "g" * 32, "A" * 32, "a" * 33, 5, ["a" * 32], "a" * 31 + "\n"])
def test_what_is_no_token_is_none(value):
    assert owners.read_token(value) == ""


def test_a_space_is_public_and_a_machine_of_ones_own_is_not(monkeypatch):
    monkeypatch.delenv("GOOGLENET_PUBLIC", raising=False)
    monkeypatch.delenv("SPACE_ID", raising=False)
    assert not owners.is_public()
    assert owners.owner_for("a" * 32) is None
    monkeypatch.setenv("SPACE_ID", "me/it")
    assert owners.is_public()
    assert owners.owner_for("a" * 32) == "a" * 32
    monkeypatch.setenv("GOOGLENET_PUBLIC", "0")
    assert not owners.is_public()


def test_a_run_without_an_owner_file_has_no_owner(run):
    assert owners.owned_by(run.path, None) is None


@pytest.mark.parametrize("named", ["/etc", "runs", "../..", "stream:/etc", "", ".", "elsewhere:/etc"])
def test_no_card_from_elsewhere_leads_to_a_folder_of_this_machine(pair, tmp_path, monkeypatch, named):
    """What strangers' cards call their data set is told, and never opened."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "runs").mkdir()
    card, weights = pair
    card["config"] |= {"dataset": named, "init_from": "/etc/hostname"}
    config = read_card(import_run(files(tmp_path, card, weights), tmp_path / "runs").card).config
    assert config["init_from"] == "hostname"
    assert config["dataset"].startswith("elsewhere:")
    assert config["dataset"].count("elsewhere:") == 1
    with pytest.raises(UnknownName):
        load_dataset(config["dataset"])


def test_the_names_of_data_sets_that_everybody_has_stay(pair, tmp_path):
    card, weights = pair
    card["config"]["dataset"] = "fashion_mnist_sample"
    run = import_run(files(tmp_path, card, weights), tmp_path / "runs")
    assert read_card(run.card).config["dataset"] == "fashion_mnist_sample"


def test_why_a_pair_is_refused_is_said_in_the_visitor_s_language(pair, tmp_path):
    card, weights = pair
    card["preprocess"]["size_px"] = 4000
    with pytest.raises(BadCheckpoint) as caught:
        import_run(files(tmp_path, card, weights), tmp_path / "runs")
    why = UserError("error.why.images", low=16, high=512)
    assert why.message("zh") in caught.value.message("zh")
    assert why.message("en") in str(caught.value)


@pytest.mark.parametrize(
    "first",
    [
        {"type": "Conv", "name": "stem1", "out_channels": 12_000, "kernel": 1, "stride": 1, "padding": None},
        {
            "type": "Pool",
            "name": "stem1",
            "kernel": 400,
            "stride": 1,
            "padding": 200,
            "ceil_mode": False,
            "kind": "max",
        },
    ],
    ids=lambda layer: layer["type"],
)
def test_a_card_whose_network_would_fill_the_memory_or_never_answer_is_refused(pair, tmp_path, first):
    """Few weights and few multiply-adds of convolutions, and yet too much."""
    card, weights = pair
    card["spec"]["layers"].insert(0, first)
    card["preprocess"]["size_px"] = 512
    with pytest.raises(BadCheckpoint, match=r"million numbers|multiply-adds"):
        import_run(files(tmp_path, card, weights + bytes(8_000_000)), tmp_path / "runs")
