"""The legend of a drawing of a network, and its parts in words."""

from googlenet.app.kit.markup import join
from googlenet.app.kit.svg import INK_2, MARK, TEXT, bar, text, text_px
from googlenet.common.palette import HATCHED, PATH_COLOURS, block_label, path_title, sides
from googlenet.networks.accounting import Part
from googlenet.networks.proportions import largest_kernel, layers_of, window_of
from googlenet.text import say

HATCH = "arch-hatch"


def legend(items: list[Part], y: float, lang: str, width: float) -> tuple[str, float]:
    """The colours of this network's branches and what the shapes mean, and px of the lines beyond the first."""
    parts, x, more = [], 0.0, 0.0
    for name, path in _first_of_each(items).items():
        label = path_title(name, largest_kernel(path), lang) + _kernels(path)
        if x and x + 16 + text_px(label) > width:
            x, more = 0.0, more + 20.0
        parts += [bar(x, y + more - 10, 11, 11, ink_of(name)), text(x + 16, y + more, label, INK_2)]
        x += 34 + text_px(label)
    key = say("architecture.key", lang)
    if x + 8 + text_px(key) > width:
        x, more = -8.0, more + 20.0
    return join([*parts, text(x + 8, y + more, key, TEXT)]), more


def ink_of(branch: str) -> str:
    """A branch's fill."""
    return f"url(#{HATCH})" if branch in HATCHED else PATH_COLOURS.get(branch, MARK)


def _first_of_each(items: list[Part]) -> dict[str, Part]:
    """Branch -> where it is met first."""
    paths: dict[str, Part] = {}
    for part in items:
        for path in part.parts if part.type == "Inception" else ():
            paths.setdefault(path.name, path)
    return paths


def _kernels(path: Part) -> str:
    """The kernels of a branch that has several beyond its reduce: ": 1×7 · 7×1"."""
    windows = [window_of(layer) for _, layer in layers_of(path) if layer.type == "ConvUnit"]
    kernels = [sides(window.kernel) for window in windows if window.kernel != (1, 1)]
    return f": {' · '.join(kernels)}" if len(kernels) > 1 else ""


def path_text(block: Part, path: Part, lang: str) -> str:
    """A path in words: "3a 3×3: 192 → 96 → 128 channels"."""
    widths = [path.input[0], *(part.output[0] for part in path.parts if "Pool" not in part.type)]
    figures = " → ".join(map(str, widths))
    title = path_title(path.name, largest_kernel(path), lang)
    return say("architecture.path", lang, block=block_label(block.name), path=title, widths=figures)


def layer_text(part: Part, lang: str) -> str:
    """A layer outside the blocks in words: "conv1: 7×7, stride 2, 64 channels"."""
    window = window_of(part)
    if window is None:
        return say("architecture.plain_layer", lang, name=part.name, channels=part.output[0])
    values = {"kernel": sides(window.kernel), "stride": sides(window.stride), "channels": part.output[0]}
    return say("architecture.layer", lang, name=part.name, **values)
