"""The commands about branches: `evidence`, `flow`, `importance`, `specialization`."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from googlenet.cli.channels import picture_options
from googlenet.cli.shared import (
    class_or_index,
    classifier_of,
    json_option,
    option,
    show,
    table,
    tell,
    weights_argument,
    writing,
)
from googlenet.common.errors import UserError

if TYPE_CHECKING:
    from googlenet.common.results import Evidence, EvidenceDifference
    from googlenet.inspection.records import Importance
    from googlenet.networks.classifier import Classifier

SAVE_EVERY = 10  # records


def evidence_options(parser: argparse.ArgumentParser) -> None:
    """Adds a picture, and one class or two."""
    picture_options(parser)
    option(parser, "--target")
    option(parser, "--against")


def evidence(chosen: argparse.Namespace) -> None:
    """Prints a class's logit as bias and one term a branch; with `--against`, the difference of two."""
    from googlenet.inspection.evidence import branch_evidence, evidence_against

    classifier, prepare = classifier_of(chosen), not chosen.no_prepare
    target, against = (class_or_index(one) for one in (chosen.target, chosen.against))
    if chosen.against is None:
        found = branch_evidence(classifier, chosen.image, target, prepare=prepare)
        heading = tell("paths.evidence", label=classifier.classes[found.target])
    else:
        found = evidence_against(classifier, chosen.image, target, against, prepare=prepare)
        labels = {"label": classifier.classes[found.target], "other": classifier.classes[found.against]}
        heading = tell("paths.evidence_against", **labels)
    show(chosen, found, [heading, *table(tell("paths.columns.evidence"), _terms(found))])


def _terms(found: "Evidence | EvidenceDifference") -> list[tuple[str, str, str]]:
    total = sum(found.channels.values())
    rows = [(name, f"{term:+.4f}", f"{found.channels[name] / total:.1%}") for name, term in found.terms.items()]
    return [("bias", f"{found.bias:+.4f}", ""), *rows, ("=", f"{found.logit:+.4f}", "")]


def flow_options(parser: argparse.ArgumentParser) -> None:
    """Adds a picture and a block."""
    picture_options(parser)
    option(parser, "--block", key="cli.option.flow_block")


def flow(chosen: argparse.Namespace) -> None:
    """Prints where each branch's input comes from."""
    from googlenet.inspection.flow import branch_flows

    blocks = [chosen.block] if chosen.block else None
    found = branch_flows(classifier_of(chosen), chosen.image, blocks=blocks, prepare=not chosen.no_prepare)
    rows = [
        (block, branch, one.source or "", name, f"{share:.1%}", f"{one.channels[name]:.1%}")
        for block, branches in found.items()
        for branch, one in branches.items()
        for name, share in one.shares.items()
    ]
    plain = {block: {branch: asdict(one) for branch, one in branches.items()} for block, branches in found.items()}
    show(chosen, plain, table(tell("paths.columns.flow"), rows))


def importance_options(parser: argparse.ArgumentParser) -> None:
    """Adds the weights and the number of images."""
    weights_argument(parser)
    option(parser, "--images", key="cli.option.test_images", type=int, default=2000)
    option(parser, "--fill", choices=("zero", "mean"), default="zero")
    option(parser, "--seed", key="cli.option.draw_seed", type=int, default=0)
    option(parser, "--dataset", key="cli.option.on")
    option(parser, "--output", key="cli.option.record", type=Path)
    json_option(parser)


def importance(chosen: argparse.Namespace) -> None:
    """Prints the accuracy lost without each branch; `--output` keeps a record that the next call continues."""
    from tqdm import tqdm

    from googlenet.inspection.importance import path_importance, read_importance
    from googlenet.training.config import in_limits

    in_limits("seed", chosen.seed)
    if chosen.images < 1:
        raise UserError("trust.images", images=chosen.images)
    classifier = classifier_of(chosen)
    records = read_importance(chosen.output, classifier.digest) if chosen.output else {}
    start = records.get(chosen.fill)
    options = {"images": chosen.images, "fill": chosen.fill, "seed": chosen.seed, "dataset": chosen.dataset}
    found, done = start, start.images if start else 0
    with tqdm(total=chosen.images, initial=done, unit="image", disable=None) as bar:
        for number, found in enumerate(path_importance(classifier, **options, start=start)):
            bar.update(found.images - bar.n)
            if chosen.output and not number % SAVE_EVERY:
                _keep(chosen.output, records | {found.fill: found})
    if chosen.output:
        _keep(chosen.output, records | {found.fill: found})
    show(chosen, importance_rows(found), _importance_lines(classifier, found))


def _keep(path: Path, records: dict[str, "Importance"]) -> None:
    _write(path, {"records": [asdict(record) for record in records.values()]})


def _write(path: Path, record: dict) -> None:
    from googlenet.networks.checkpoint import write_json

    with writing(path):
        write_json(path, record)


def importance_rows(found: "Importance") -> dict:
    """The record with fractions and 95 % intervals, for `--json`."""
    from googlenet.inspection.importance import interval

    rows = [
        {
            "block": block,
            "branch": branch,
            "drop": found.drop(block, branch),
            "interval": interval(found, block, branch),
        }
        for block, branches in found.lost.items()
        for branch in branches
    ]
    return asdict(found) | {"accuracy": found.correct / found.images, "paths": rows}


def _importance_lines(classifier: "Classifier", found: "Importance") -> list[str]:
    rows = [
        (one["block"], one["branch"], f"{100 * one['drop']:.2f}", "{:.2f} – {:.2f}".format(*_points(one["interval"])))
        for one in importance_rows(found)["paths"]
    ]
    values = {"images": found.images, "dataset": found.dataset, "fill": found.fill}
    head = tell("paths.accuracy", name=classifier.name, percent=100 * found.correct / found.images, **values)
    return [head, *table(tell("paths.columns"), rows)]


def _points(interval: tuple[float, float]) -> tuple[float, float]:
    return 100 * interval[0], 100 * interval[1]


def specialization_options(parser: argparse.ArgumentParser) -> None:
    """Adds the weights."""
    weights_argument(parser)
    option(parser, "--output", key="cli.option.traits", type=Path)
    json_option(parser)


def specialization(chosen: argparse.Namespace) -> None:
    """Prints the traits of every branch that chance does not explain, beside those of random weights."""
    from tqdm import tqdm

    from googlenet.inspection.specialization import CONTROLS, controls, path_specialization, plain_records

    classifier = classifier_of(chosen)
    with tqdm(unit="probe", disable=None) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = (1 + CONTROLS) * total
            bar.update((done - bar.n) % total or total)

        trained = path_specialization(classifier, progress=progress)
        fresh = list(controls(classifier, progress=progress))
    plain = plain_records(trained, fresh)
    if chosen.output:
        _write(chosen.output, plain)
    tests = {(one.block, one.branch): one.tests for one in trained.paths}
    others = [one.shares for one in fresh]
    rows = []
    for name in trained.found:
        block, branch, trait = name
        test, low, high = tests[block, branch][trait], *(pick(one[name] for one in others) for pick in (min, max))
        rows.append((*name, f"{trained.shares[name]:.1%}", f"{low:.1%} – {high:.1%}", f"{test.p:.2g}", f"{test.q:.2g}"))
    counts = sorted(len(one.found) for one in fresh)
    untrained = tell(
        "paths.untrained", seeds=len(fresh), low=counts[0], high=counts[-1], beyond=len(trained.beyond(fresh))
    )
    show(chosen, plain, [*table(tell("paths.columns.traits"), rows), untrained])
