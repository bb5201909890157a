"""Benchmarks that run where there is no GPU, at toy size."""

import ast
import json
import math
import sys
from argparse import Namespace
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
import torch

from benchmarks import gpu, recipes, speedrun
from googlenet.data.dataset import DATASETS
from googlenet.networks.accounting import report
from googlenet.networks.checkpoint import Card
from googlenet.training.config import TrainConfig, beginning, config_to_dict
from googlenet.training.optimizers import ROUNDS
from googlenet.training.runs.folder import RunFolder
from tests.training.tiny import SPEC, load_tiny, tiny_config

TOY = (
    *("--device", "cpu", "--size", "32", "--batch", "8", "--seconds", "0.1", "--epochs", "1"),
    *("--dataset", "fashion_mnist_sample"),
)


@pytest.mark.parametrize("path", sorted(Path(speedrun.__file__).parent.glob("*.py")), ids=lambda path: path.stem)
def test_what_a_benchmark_imports_is_there(path):
    """Those that nothing here runs would end in an ImportError, years after they were written."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module.split(".")[0] in {"googlenet", "benchmarks", "tests"}:
            module = import_module(node.module)
            assert not [
                one.name
                for one in node.names
                if not hasattr(module, one.name) and not find_spec(f"{node.module}.{one.name}")
            ]


def test_a_speedrun_meets_the_judged_images_at_its_end_alone(monkeypatch):
    monkeypatch.setitem(DATASETS, speedrun.NAME, None)
    monkeypatch.setitem(DATASETS, "tiny", load_tiny)
    found = speedrun.outcome(tiny_config(epochs=2), held_out=8)
    assert found["judged"] == 8
    assert found["flop"] == 2 * 56 * 6 * report(SPEC, (1, 16, 16)).macs
    assert found["muon_flop"] == 0
    watched, pixels = DATASETS[speedrun.NAME](), load_tiny().train.pixels
    assert torch.equal(watched.train.pixels, pixels[:-8])
    assert torch.equal(watched.test.pixels, pixels[: speedrun.WATCHED])


def test_muon_s_arithmetic_is_that_of_its_products():
    network = torch.nn.Sequential(torch.nn.Conv2d(8, 4, 3), torch.nn.BatchNorm2d(4))  # a bank of 4 × 72
    products = [(4, 72, 4), (4, 4, 4), (4, 4, 72)]  # the bank with itself, that squared, and with the bank
    assert speedrun.muon_flop(network, TrainConfig(recipe="fast")) == 2 * ROUNDS * sum(map(math.prod, products))


def test_a_speedrun_says_what_the_mean_reaches():
    run = {"judged": 10_000, "flop": 3e12, "muon_flop": 1e12, "seconds": 60.0, "training_seconds": 50.0}
    text = "\n".join(speedrun.lines({seed: run | {"accuracy": 0.91 + seed / 50} for seed in range(2)}, 400e12, 0))
    assert "91.54 % reached, 93.00 % not reached" in text
    assert "10,000 test images" in text
    assert "100 times as much" in text


def test_test_images_judge_a_recipe_only_as_it_stands(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["speedrun", "--set", "epochs=1"])
    with pytest.raises(SystemExit):
        speedrun.main()
    assert "--held-out" in capsys.readouterr().err


def test_a_row_of_recipes_is_compared_with_a_baseline_judged_earlier_on_the_same_images(tmp_path, monkeypatch, capsys):
    def table(*more):
        given = ["recipes", "--run-dir", str(tmp_path), "--rows", "Muon", "--seeds", "2", "--only-table", *more]
        monkeypatch.setattr(sys, "argv", given)
        recipes.main()
        return capsys.readouterr().out

    for row, seed in ((row, seed) for row in ("baseline", "Muon") for seed in range(2)):
        chosen = Namespace(series="recipes", held_out=5000, run_dir=tmp_path)
        run = RunFolder(recipes.folder(chosen, row, seed))
        config = recipes.config_of(chosen, row, seed)
        preprocess = load_tiny().preprocess(32)
        run.create(Card(SPEC, ("a", "b"), preprocess, config=config_to_dict(beginning(config))))
        judged = {"seconds": 1, "last": 0.5 + (row == "Muon") / 10, "averaged": 0.5}
        (run.path / "judged.json").write_text(json.dumps(judged))
    assert "| Muon | 60.00, 60.00 % | +10.00" in table()
    with pytest.raises(SystemExit, match="--held-out 5000"):
        table("--held-out", "1000")
    common = recipes.SERIES["recipes"].common
    monkeypatch.setitem(recipes.SERIES, "recipes", replace(recipes.SERIES["recipes"], common=common | {"epochs": 5}))
    with pytest.raises(SystemExit, match="another epochs"):
        table()


def test_a_run_of_recipes_goes_on_with_the_images_that_it_began_with():
    names = {
        recipes.config_of(Namespace(series="networks", held_out=count), "4c in its place", 0).dataset
        for count in (1000, 2000, recipes.HELD_OUT_IMAGES)
    }
    assert len(names) == 3


def test_the_gpu_benchmark_measures_writes_and_goes_on(tmp_path, monkeypatch, capsys):
    def run(minutes, *parts):
        monkeypatch.setattr(sys, "argv", ["gpu", "--out", str(tmp_path / "gpu"), *TOY, "--minutes", minutes, *parts])
        gpu.main()
        return json.loads((tmp_path / "gpu" / "results.json").read_text())

    found = run("99", "--parts", "training", "memory")
    assert set(found) == {"machine", "training"}  # no card, so no memory of one
    assert set(found["training"]) == {"notes", "ours", "fastest"}
    assert found["training"]["ours"]["images_a_second"] > 0
    assert "| ours |" in (tmp_path / "gpu" / "results.md").read_text()
    assert "a run of 1 epochs" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="--resume"):
        run("2", "--parts", "training")
    again = run("0", "--parts", "training", "inspection", "accuracy", "--resume")
    assert again["training"] == found["training"]
