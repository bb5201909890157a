"""The family's figures: `python -m benchmarks.networks` from the repository's root.

Parameters and multiply-adds of every network, counted from its table, beside figures that were computed without it; the
largest differences to torchvision's logits with the same weights (random ones); the time from a network's name to its
drawn architecture. Nothing is downloaded.
"""

import argparse
import statistics
import time
from dataclasses import replace

import torch
import torchvision

from googlenet.app.tabs.architecture.html import board
from googlenet.app.tabs.architecture.view import ArchitectureState, accounts, blocks, usual_px, view_of
from googlenet.networks.accounting import report
from googlenet.networks.classifier import create_model
from googlenet.networks.registry import NETWORKS
from googlenet.networks.torchvision_names import convert_state_dict
from tests.lively import enliven

RGB, GREY = (3, 1000), (1, 10)  # (channels, classes)
# (network, (channels, classes), with auxiliary heads): (parameters, multiply-adds at the network's own size or None).
# From hooks on independently written copies of the networks (torchvision's own for its two), not from our tables; batch
# normalisation adds no multiply-adds, so `googlenet_bn` has `googlenet`'s.
COMPUTED = {
    ("googlenet_notes", GREY, False): (5_467_426, 1_423_985_408),
    ("googlenet", RGB, False): (6_998_552, 1_582_671_872),
    ("googlenet", RGB, True): (13_378_280, None),
    ("googlenet", GREY, False): (5_977_530, 1_502_982_144),
    ("googlenet_bn", RGB, False): (7_005_832, 1_582_671_872),
    ("googlenet_bn", GREY, False): (5_984_810, 1_502_982_144),
    ("googlenet_torchvision", RGB, False): (6_624_904, 1_498_376_192),
    ("googlenet_torchvision", RGB, True): (13_004_888, None),
    ("inception_bn", RGB, False): (11_285_224, 2_032_600_064),
    ("inception_v3", RGB, False): (23_834_568, 5_713_216_096),
    ("inception_v3", RGB, True): (27_161_264, None),
}
BUILDERS = {"googlenet_torchvision": torchvision.models.googlenet, "inception_v3": torchvision.models.inception_v3}
IMAGES = 4


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=20, help="how often a drawing is timed (default: 20)")
    runs = parser.parse_args().runs
    print("| network | channels, classes | heads | parameters | computed | multiply-adds | computed | equal |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for (name, (channels, classes), heads), known in COMPUTED.items():
        print(
            f"| {name} | {channels}, {classes} | {'yes' if heads else 'no'} | {counted(name, channels, classes, heads, known)} |"
        )
    print("\n| network | heads | transform_input | largest logit difference | spread of the logits |")
    print("| --- | --- | --- | --- | --- |")
    for name in BUILDERS:
        for heads in (False, True):
            for transform in (False, True):
                difference, spread = against_torchvision(name, heads=heads, transform=transform)
                cells = (
                    name,
                    "yes" if heads else "no",
                    "yes" if transform else "no",
                    f"{difference:.1e}",
                    f"{spread:.2f}",
                )
                print(f"| {' | '.join(cells)} |")
    print("\n| network | name → drawing, median ms | again |\n| --- | --- | --- |")
    for name in NETWORKS:
        fresh, kept = (1000 * statistics.median(drawn(name, runs, is_kept=kept)) for kept in (False, True))
        print(f"| {name} | {fresh:.1f} | {kept:.1f} |")


def counted(name: str, channels: int, classes: int, heads: bool, known: tuple[int, int | None]) -> str:
    """Our counts beside the `known` ones, as table cells."""
    side = usual_px(name)
    whole = report(NETWORKS[name], (channels, side, side), num_classes=classes, aux_heads=heads)
    params, macs = known
    told = f"{whole.macs:,} | {macs:,}" if macs else "– | –"
    is_equal = whole.params == params and macs in (None, whole.macs)
    return f"{whole.params:,} | {params:,} | {told} | {'yes' if is_equal else 'NO'}"


def against_torchvision(name: str, *, heads: bool, transform: bool) -> tuple[float, float]:
    """Largest difference of the logits, and torchvision's standard deviation; float32, eval mode, 1000 classes."""
    torch.manual_seed(0)
    options = {"aux_logits": heads, "transform_input": transform, "init_weights": False}
    other = enliven(BUILDERS[name](weights=None, **options))
    ours = create_model(replace(NETWORKS[name], transform_input=transform), num_classes=1000, aux_heads=heads).eval()
    ours.load_state_dict(convert_state_dict(name, other.state_dict()), strict=True)
    side = usual_px(name)
    x = torch.randn(IMAGES, 3, side, side)
    with torch.inference_mode():
        wanted, got = other(x), ours(x)
    return (got - wanted).abs().max().item(), wanted.std().item()


def drawn(name: str, runs: int, *, is_kept: bool) -> list[float]:
    """Seconds from a network's name to the markup of its drawing; `is_kept`: the accounts are still in memory."""
    seconds = []
    for _ in range(runs):
        if not is_kept:
            accounts.cache_clear()
            blocks.cache_clear()
        start = time.perf_counter()
        board(view_of(ArchitectureState(network=name, size=usual_px(name)), "en"), "en")
        seconds.append(time.perf_counter() - start)
    return seconds


if __name__ == "__main__":
    main()
