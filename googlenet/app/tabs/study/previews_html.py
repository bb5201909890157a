"""What each network of the study sees in the same image: a row a network, a column a map."""

from googlenet.app.kit.html import percent, photographed, segment, style
from googlenet.app.kit.markup import html, join
from googlenet.app.kit.sections import folded
from googlenet.app.tabs.study.parts_html import kernel_of, network_name
from googlenet.app.tabs.study.view import heat, picture
from googlenet.common.palette import PATH_COLOURS, block_label
from googlenet.study.findings import FIELD_IMAGES, Findings
from googlenet.text import say


def sights(findings: Findings, image: int, lang: str) -> str:
    """The section; nothing where the study kept no maps."""
    seen = {one.name: findings.previews[one.name] for one in findings.standings if one.name in findings.previews}
    if not seen or not findings.pictures:
        return ""
    image = min(image, len(findings.pictures) - 1)
    photo = picture(findings.pictures[image]["pixels"])
    names = list(next(iter(seen.values()))["images"][image]["maps"])
    titles = [say("study.sees.field", lang)]
    titles += [say("study.sees.class", lang) if name == "class" else block_label(name) for name in names]
    choices = [(str(index), _class(one["label"], lang)) for index, one in enumerate(findings.pictures)]
    choose = segment("to", choices, str(image), say("study.sees.choose", lang), do="image")
    heads = join(html('<span class="lab">{}</span>', title) for title in titles)
    rows = join(_row(name, one, image, titles, findings, lang) for name, one in seen.items())
    note = html('<p class="note">{}</p>', say("study.sees.note", lang, images=FIELD_IMAGES))
    shown, rule = photographed(photo)
    grid = html('<div class="sights {}"><span></span>{}{}{}</div>', shown, heads, rows, rule)
    spans = {name: one["field"]["span_px"] for name, one in seen.items()}
    sides = {name: end - start for name, (start, end) in spans.items()}
    least, most = min(sides, key=sides.get), max(sides, key=sides.get)
    names = {"least": network_name(least, lang), "most": network_name(most, lang)}
    title = say("study.sees.found", lang, **names, least_px=sides[least], most_px=sides[most])
    return folded(title, html("<div>{}</div>", choose), grid, note)


def _row(name: str, seen: dict, image: int, titles: list[str], findings: Findings, lang: str) -> str:
    one, network = seen["images"][image], network_name(name, lang)
    sure = f"{_class(one['predicted'], lang)} {percent(max(one['probabilities']))}"
    label = html('<span class="path">{}<span>{}<small>{}</small></span></span>', kernel_of(name), network, sure)
    alts = [say("study.sees.alt", lang, map=title, network=network) for title in titles]
    field = _field(name, seen["field"], int(findings.settings["image_size"]), alts[0], lang)
    tiles = [_tile(name, packed, alt) for packed, alt in zip(one["maps"].values(), alts[1:], strict=True)]
    return label + field + join(tiles)


def _tile(name: str, packed: dict, alt: str, inner: str = "", bare: str = "") -> str:
    source = f"url({heat(packed, name)})"
    is_branch = name in PATH_COLOURS
    layer = style({"background-image": source} if is_branch else {"--gn-m": source})
    kind = "heat" if is_branch else "heat unsigned"
    return html(
        '<span class="pic{}" role="img" aria-label="{}"><span class="{}"{}></span>{}</span>',
        bare,
        alt,
        kind,
        layer,
        inner,
    )


def _field(name: str, field: dict, size: int, alt: str, lang: str) -> str:
    """The receptive field on bare ground, the theoretical one as a square, cut at the border."""
    first, past = (min(max(end, 0), size) for end in field["span_px"])
    side = field["span_px"][1] - field["span_px"][0]
    place = dict.fromkeys(("left", "top"), f"{100 * first / size:.2f}%")
    place |= dict.fromkeys(("width", "height"), f"{100 * (past - first) / size:.2f}%")
    tile = _tile(name, field["map"], alt, html('<i class="edge"{}></i>', style(place)), " bare")
    return html('<span class="field">{}<small>{}</small></span>', tile, say("study.sees.side", lang, side=side))


def _class(name: str, lang: str) -> str:
    from googlenet.text.names import FASHION_MNIST

    return dict(FASHION_MNIST).get(name, name) if lang == "zh" else name
