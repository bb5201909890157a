"""Benchmarks that run where there is no GPU, at toy size."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOY = (
    "--device",
    "cpu",
    "--size",
    "32",
    "--batch",
    "8",
    "--seconds",
    "0.1",
    "--epochs",
    "1",
    "--dataset",
    "fashion_mnist_sample",
)


def gpu(folder, *more):
    command = [sys.executable, "-m", "benchmarks.gpu", "--out", str(folder), *TOY, *more]
    environment = os.environ | {"OMP_NUM_THREADS": "2"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_the_gpu_benchmark_measures_writes_and_goes_on(tmp_path):
    folder = tmp_path / "gpu"
    first = gpu(folder, "--minutes", "9", "--parts", "training", "memory")
    assert first.returncode == 0, first.stderr
    found = json.loads((folder / "results.json").read_text())
    assert set(found) == {"machine", "training"}  # no card, so no memory of one
    assert set(found["training"]) == {"notes", "ours", "fastest"}
    assert found["training"]["ours"]["images_a_second"] > 0
    assert "| ours |" in (folder / "results.md").read_text()
    assert "A run of 1 epochs" in first.stdout.replace("a run", "A run")
    again = gpu(folder, "--minutes", "2", "--parts", "training")
    assert again.returncode == 1
    assert "--resume" in again.stderr
    more = gpu(folder, "--minutes", "0.01", "--parts", "training", "inspection", "accuracy", "--resume")
    assert more.returncode == 0, more.stderr
    assert json.loads((folder / "results.json").read_text())["training"] == found["training"]
