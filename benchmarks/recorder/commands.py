"""What `python -m googlenet` prints and writes: the help of each command, a cheap run of each, and bad arguments."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.recorder import contents, normal, pictures
from benchmarks.recorder.workplace import run

BOOT, BAG = "assets/examples/ankle-boot.png", "assets/examples/bag-on-sky.jpg"
SHIPPED = "googlenet_bn.fashion_mnist"
TINY = "--epochs 1 --batch-size 4 --image-size 32 --threads 1 --device cpu"
FIRST = [  # {work}: the recorder's folder; {pics}: folders of pictures; {run}: the run that the first command trains
    f"train --dataset {{pics}} {TINY} --keep-epochs 2 --run-dir {{run}}",
    "pictures {pics} --side 32 --seed 3",
    "pictures {pics} --json",
    "models",
    "models --json",
]
REST = [
    f"classify {BOOT} {BAG}",
    f"classify {BOOT} --top 2 --json",
    f"classify {BAG} --no-prepare",
    f"classify {BOOT} --weights {{run}}",
    f"explain {BOOT} --method saliency --json",
    f"explain {BOOT} --method layer_grad_cam --block inception4c --branch 3x3 --output {{work}}/map.png",
    f"explain {BOOT} --set n_steps=8 --baseline blur --target Sneaker --output {{work}}/map.npz",
    "summary googlenet",
    "summary googlenet_bn --input-size 1 1 96 96 --classes 4 --json",
    "evaluate googlenet_bn.fashion_mnist --limit 16",
    "evaluate {run} --json",
    "mistakes {run} --worst 3 --output {work}/mistakes.npz",
    f"time-lapse {{run}} {BOOT}",
    f"time-lapse {{run}} {BOOT} --json --output {{work}}/lapse.npz",
    f"evidence {BOOT}",
    f"evidence {BOOT} --target 9 --against 7 --json",
    f"flow {BOOT} --block inception4c",
    f"flow {BOOT} --json",
    f"activations {BOOT} --output {{work}}/activations.npz",
    f"activations {BOOT} --json",
    f"ablate {BOOT} --off inception4c/5x5 inception5b/pool --fill mean",
    f"ablate {BOOT} --off inception4c/5x5#7 --json",
    f"field {BOOT} --block inception4c --branch 5x5 --channel 3 --output {{work}}/field.npz",
    f"field {BOOT} --block inception3a --branch 3x3 --json",
    "visualize --block inception3a --branch 5x5 --channel 2 --steps 2 --size 32 --output {work}/made.png",
    "importance --images 2 --output {work}/importance.json",
    "importance --images 2 --fill mean --json",
    "exemplars --images 16 --output {work}/exemplars.npz",
    "exemplars --stored --json",
    f"influence {BOOT} --images 16 --count 2",
    f"influence {BOOT} --images 16 --raw --json",
    "influence --labels --images 16 --count 3",
    "attribution-benchmark --images 1 --methods saliency layer_grad_cam --out {work}/benchmark.json",
    "specialization --output {work}/specialization.json",
    "rate-test --dataset {pics} --steps 10 --image-size 32 --batch-size 4 --threads 1 --device cpu",
    "study kernels --networks 1x1 --seeds 1 --epochs 1 --images 16 --image-size 32 --batch-size 8 --threads 1"
    " --device cpu --dataset fashion_mnist_sample --run-dir {work}/study --out {work}/study.json",
    "export {run} {work}/run.zip",
]
LAST = ["import {work}/run.zip --name again", "import {work}/run.zip --name again --json"]
BAD = [
    "",
    "fly",
    "train --epochs 0",
    "train --dataset no_such",
    "train --model alexnet",
    "train --precision fp8",
    "train --resume --run-dir {work}/none",
    "train --freeze-until nonsense --dataset fashion_mnist_sample",
    "evaluate no.such",
    "evaluate {work}",
    "classify no-such.png",
    "classify app.py",
    f"classify {BOOT} --top many",
    f"explain {BOOT} --method tea_leaves",
    f"explain {BOOT} --method saliency --block inception4c",
    f"explain {BOOT} --set steps=3",
    f"explain {BOOT} --target Aeroplane",
    "summary alexnet",
    "summary googlenet --input-size 1 3 1 1",
    f"ablate {BOOT} --off inception4c/9x9",
    f"ablate {BOOT} --off inception4c",
    f"field {BOOT} --block inception4c --branch 9x9",
    f"evidence {BOOT} --target 99",
    f"flow {BOOT} --block stem",
    "visualize --block inception9z --branch 1x1",
    "import app.py",
    "export {work}/none {work}/none.zip",
    "pictures app.py",
    "pictures {work}/none",
    "ship {run} googlenet_bn.fashion_mnist",
    "ship {run} nonsense",
    "study pools",
    "rate-test --steps 4",
    "importance --images 0",
    "attribution-benchmark --methods tea_leaves",
    "mistakes no.such",
    "time-lapse {work}",
    "exemplars {run} --stored",
]
WRITTEN = re.compile(r"\{work\}/\S+\.(?:png|npz|json|zip)")


def record(place: Path, _out: Path, _old_run: Path | None) -> dict:
    """Exit code, output and files of every command, by its line; those of "zh" on a Chinese terminal."""
    place /= "commands-part"
    names = {"pics": pictures.draw(place / "pics"), "run": place / "runs" / "tiny", "work": place}

    def ask(line: str, lang: str = "en") -> dict:
        code, output, error = run(place, line.format(**names).split(), lang)
        if line.startswith("attribution-benchmark"):  # the last column tells the seconds
            output = re.sub(r"\s+[\d.]+$", " <TIME>", output, flags=re.MULTILINE)
        told = {"code": code, "output": normal.printed(output), "error": normal.printed(error)}
        files = {} if line in BAD else {one: contents.of(Path(one.format(**names))) for one in WRITTEN.findall(line)}
        return told | ({"files": files} if files else {})

    told = {line: ask(line) for line in FIRST}
    helps = [f"{name} --help".strip() for name in ("", *_commands(place))]
    chinese = ["models", f"classify {BOOT} {BAG}", f"evidence {BOOT}", "summary googlenet", *helps, *BAD[::2]]
    lines = [(line, "en") for line in (*REST, *helps, *BAD)] + [(line, "zh") for line in chinese]
    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(lambda one: ask(*one), lines)
        told |= {line + " [zh]" * (lang == "zh"): answer for (line, lang), answer in zip(lines, answers, strict=True)}
    return told | {line: ask(line) for line in LAST}


def _commands(place: Path) -> list[str]:
    """Every command's name, as the refusal of a wrong one lists them."""
    _, output, error = run(place, ["fly"])
    return re.findall(r"'([a-z-]+)'", (output + error).partition("choose from")[2])
