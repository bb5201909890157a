"""The verdicts of the leader board that ships, as a table: `python -m benchmarks.leader_board` (RESULTS.md has it).

The record is made by `python -m assets.remake leader-board`; the rules stand in `googlenet/inspection/sanity_checks.py`.
`--brightness METHOD` measures on the record's first images what the maps have in common with the images.
"""

import argparse

import torch

from googlenet.common.statistics import Interval
from googlenet.data.dataset import load_dataset
from googlenet.data.images import to_input
from googlenet.inspection.attribution import attribute
from googlenet.inspection.benchmark import read_benchmark, summarize
from googlenet.inspection.randomization import UNCHANGED, forgetting
from googlenet.inspection.sanity_checks import PASS, SanityChecks, sanity_checks
from googlenet.inspection.similarity import rank_correlation, strength
from googlenet.networks.classifier import SHIPPED, WEIGHTS_FOLDER, load_classifier

HEAD = (
    "| method | images: random weights, all | similarity, random weights | limit (pairs) | random weights "
    "| deletion, gain | insertion, gain | deletion and insertion |"
)


def lines() -> list[str]:
    """The table's lines, a method each, those with the largest gain first, and one that sums it up."""
    found = read_benchmark(WEIGHTS_FOLDER / f"{SHIPPED}.attribution_benchmark.json")
    checks = sanity_checks(found)
    return [
        HEAD,
        "| --- |" + " --- |" * (HEAD.count("|") - 2),
        *(_line(checks[row.method], is_rough=row.is_rough) for row in summarize(found)),
        "",
        _summary(list(checks.values())),
    ]


def _summary(checks: list[SanityChecks]) -> str:
    passed = [one for one in checks if one.randomization == PASS]
    same = sorted((one for one in passed if one.similarity.mean >= UNCHANGED), key=lambda one: -one.similarity.mean)
    deletion, insertion = (sum(getattr(one, area).sign > 0 for one in checks) for area in ("deletion", "insertion"))
    return (
        f"Of {len(checks)} methods {len(passed)} pass the first check, {len(same)} of them although their maps with random "
        f"weights correlate {UNCHANGED} or more with the trained network's ({', '.join(one.method for one in same)}). "
        f"Better than chance: {deletion} by deletion, {insertion} by insertion."
    )


def _line(one: SanityChecks, *, is_rough: bool) -> str:
    limit = "–" if one.line is None else f"{one.line:.2f} ({one.pairs})"
    cells = [
        f"{one.method} (rough)" if is_rough else one.method,
        f"{one.similarity.count if one.similarity else 0}, {one.deletion.count}",
        _said(one.similarity),
        limit,
        one.randomization or "–",
        _said(one.deletion, "+"),
        _said(one.insertion, "+"),
        one.order or "–",
    ]
    return f"| {' | '.join(cells)} |"


def _said(found: Interval | None, sign: str = "") -> str:
    if found is None:
        return "–"
    reach = "" if found.reach is None else f" ± {found.reach:.2f}"
    return f"{found.mean:{sign}.2f}{reach}".replace("-", "−")


def brightness(method: str, images: int) -> None:
    """Prints a map's similarity with that of random weights, in all cells and where the image is not black, and with it."""
    classifier, test = load_classifier(SHIPPED), load_dataset("fashion_mnist").test
    order = torch.randperm(len(test), generator=torch.Generator().manual_seed(0)).tolist()
    for number in range(images):
        x = to_input(test[torch.tensor([order[number]])].pixels, classifier.preprocess)
        ((_, forgotten),) = forgetting(classifier, x, seed=number, at_once=True)
        target = int(classifier.network(x)[0].argmax())
        own, other = (strength(attribute(one, x, target, method).map) for one in (classifier, forgotten))
        light = strength((x - x.min())[0, 0].numpy())
        there = light > 0
        found = (own, other), (own[there], other[there]), (own, light)
        print(*(f"{rank_correlation(*pair):.2f}" for pair in found), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--brightness", metavar="METHOD")
    parser.add_argument("--images", type=int, default=6)
    chosen = parser.parse_args()
    if chosen.brightness:
        brightness(chosen.brightness, chosen.images)
    else:
        print("\n".join(lines()))


if __name__ == "__main__":
    main()
