"""The verdicts of the leader board that ships, as a table: `python -m benchmarks.leader_board` (RESULTS.md has it).

The record is made by `python -m assets.remake leader-board`; the rules stand in `googlenet/inspection/sanity_checks.py`.
"""

from googlenet.common.statistics import Interval
from googlenet.inspection.benchmark import read_benchmark, summarize
from googlenet.inspection.sanity_checks import SanityChecks, sanity_checks
from googlenet.networks.classifier import SHIPPED, WEIGHTS_FOLDER

HEAD = (
    "| method | images: random weights, all | similarity, random weights | limit (pairs) | random weights "
    "| deletion, gain | insertion, gain | deletion and insertion |"
)


def lines() -> list[str]:
    """The table's lines, a method each, those with the largest gain first."""
    found = read_benchmark(WEIGHTS_FOLDER / f"{SHIPPED}.attribution_benchmark.json")
    checks = sanity_checks(found)
    return [
        HEAD,
        "| --- |" + " --- |" * (HEAD.count("|") - 2),
        *(_line(checks[row.method]) for row in summarize(found)),
    ]


def _line(one: SanityChecks) -> str:
    limit = "–" if one.line is None else f"{one.line:.2f} ({one.pairs})"
    cells = [
        one.method,
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


if __name__ == "__main__":
    print("\n".join(lines()))
