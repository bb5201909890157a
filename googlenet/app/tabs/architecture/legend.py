"""The legend of a drawing of a network, and its parts in words."""

from googlenet.app.kit.markup import html, join
from googlenet.common.palette import PATH_COLOURS, block_label, path_title, sides
from googlenet.networks.accounting import Part
from googlenet.networks.proportions import largest_kernel, window_of
from googlenet.text import say

FULL_WIDTH = 0x2E80  # the first letter of Chinese writing and its punctuation


UNKNOWN = "#7A828B"


def legend(items: list[Part], y: float, lang: str, ink: dict[str, str], width: float) -> tuple[str, float]:
    """The colours and what the shapes mean, and px of the lines beyond the first."""
    paths = {path.name: path for part in items if part.type == "Inception" for path in part.parts}
    parts, x = [], 0.0
    for name, path in paths.items():
        colour, label = PATH_COLOURS.get(name, UNKNOWN), path_title(name, largest_kernel(path), lang)
        parts.append(
            html(
                '<rect x="{:.0f}" y="{:.0f}" width="11" height="11" fill="{}"/>'
                '<text x="{:.0f}" y="{:.0f}" fill="{}">{}</text>',
                x,
                y - 10,
                colour,
                x + 16,
                y,
                ink["ink-2"],
                label,
            )
        )
        x += 34 + text_px(label)
    key, more = say("architecture.key", lang), 0.0
    if x + 8 + text_px(key) > width:
        x, more = -8.0, 20.0
    text = html('<text x="{:.0f}" y="{:.0f}" fill="{}">{}</text>', x + 8, y + more, ink["ink-3"], key)
    return join(parts) + text, more


def text_px(text: str) -> float:
    """About how wide a text of 12 px is; Chinese letters fill a square."""
    return sum(12.0 if ord(letter) >= FULL_WIDTH else 6.5 for letter in text)


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
