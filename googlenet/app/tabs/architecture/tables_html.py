"""The Architecture tab's tables: paths and their shares, layers as `summary` has them, two networks; and their CSV."""

import csv
import io

from googlenet.app.kit.html import button, compact, icon, number, page, path_style, scrolls, segment, style
from googlenet.app.kit.map import share
from googlenet.app.kit.markup import html, join
from googlenet.app.tabs.architecture.html import shape_text, spoken_mark
from googlenet.app.tabs.architecture.view import SLIPS, TABLES, ArchitectureView, lowest_fraction
from googlenet.common.palette import block_label, path_label
from googlenet.networks.accounting import Part, summary
from googlenet.networks.proportions import BlockAccount, PathAccount, layers_of, saving
from googlenet.text import say

NOTED = ("googlenet", "googlenet_bn", "googlenet_notes")  # whose table the notes describe


def tables(view: ArchitectureView, lang: str) -> str:
    """The comparison where there is one, then the table that is chosen."""
    choices = [(one, say(f"architecture.table.{one}", lang)) for one in TABLES]
    label = say("architecture.table", lang)
    tools = html(
        '<div class="tools">{}<span class="gap"></span>{}</div>',
        segment("table", choices, view.choice.table, label),
        button(icon("save") + say("architecture.save.csv", lang), data={"save": "csv"}, kind="quiet"),
    )
    chosen = layer_table(view, lang) if view.choice.table == "layers" else path_table(view, lang)
    compared = _compared(view, lang) if len(view.networks) > 1 else ""
    return page(html('<div class="view architecture">{}<section>{}{}</section></div>', compared, tools, chosen))


def path_table(view: ArchitectureView, lang: str) -> str:
    """A row a path below its block's: channels, reduce, cost with shares, receptive field, saving."""
    names = ("path", "width", "reduce", "params", "macs", "naive", "field")
    head = _head(names, lang, plain=("path", "reduce"))
    is_noted = view.choice.network in NOTED and not view.choice.drawn.is_changed
    body = join(_block_rows(block, lang, is_noted=is_noted) for block in view.blocks[0])
    title = say("architecture.table.title", lang, network=view.names[0])
    return html(
        '<h2>{}</h2><p class="note">{}</p><div {}><table class="figures">{}{}</table></div>',
        title,
        say("architecture.table.note", lang),
        scrolls(say("frame.scrolls", lang), "arch-scroll"),
        head,
        body,
    )


def _block_rows(block: BlockAccount, lang: str, *, is_noted: bool) -> str:
    height, width = block.output[1:]
    values = {"input": block.input[0], "channels": block.output[0], "cells": f"{height} × {width}"}
    name = say("architecture.row.block", lang, block=block_label(block.name), **values)
    widths = " : ".join(str(path.channels) for path in block.paths)
    ratio = say("architecture.ratio", lang, widths=widths, ratio=" : ".join(map(str, block.ratio)))
    slip = _slip(block.name, "", lang) if is_noted else ""
    head = html(
        '<tr class="group"><th scope="rowgroup">{}</th><td colspan="2" class="num">{}{}</td>'
        '<td class="r num">{:,}</td><td class="r num">{:,}</td>'
        '<td class="r num">× {:.2f}</td><td class="r num">{}</td></tr>',
        name,
        ratio,
        slip,
        block.params,
        block.macs,
        block.factor,
        _field(block),
    )
    return html(
        "<tbody>{}{}</tbody>", head, join(_path_row(block, path, lang, is_noted=is_noted) for path in block.paths)
    )


def _path_row(block: BlockAccount, path: PathAccount, lang: str, *, is_noted: bool) -> str:
    reduce = "–"
    if path.reduce:
        reduce = f"{path.reduce[0]}/{path.reduce[1]}"
        lowest = lowest_fraction(path.reduce)
        reduce += f" = {lowest}" if lowest != reduce else ""
        reduce += _slip(block.name, path.name, lang) if is_noted else ""
    factor = f"× {path.naive_macs / path.macs:.2f}" if path.macs and path.reduce else "–"
    return html(
        '<tr{}><th scope="row">{}</th>'
        '<td class="r num">{}</td><td class="num">{}</td>'
        '<td class="r num">{}</td><td class="r num">{}</td>'
        '<td class="r num">{}</td><td class="r num">{}</td></tr>',
        style(path_style(path.name)),
        spoken_mark(path.name, path.kernel, lang),
        path.channels,
        reduce,
        _cost(path.params, block.params),
        _cost(path.macs, block.macs),
        factor,
        _field(path),
    )


def _slip(block: str, branch: str, lang: str) -> str:
    printed = SLIPS.get((block, branch))
    return (
        html(' <small class="small">({})</small>', say("architecture.slip", lang, printed=printed)) if printed else ""
    )


def _cost(part: int, whole: int) -> str:
    fraction = part / whole if whole else 0.0
    bar = html('<span class="bar"><i style="width:{:.1f}%"></i></span>', 100 * fraction)
    return html('{:,} <small class="small">{}</small>{}', part, share(fraction) if part else "–", bar)


def _field(account: BlockAccount | PathAccount) -> str:
    height, width = account.field.size
    return str(height) if height == width else f"{height} × {width}"


def layer_table(view: ArchitectureView, lang: str) -> str:
    """A row a layer, as `googlenet.summary` has them."""
    names = ("type", "index", "block", "role", "shape", "params", "macs")
    rows = join(
        html(
            '<tr><th scope="row">{}</th><td class="num">{}</td>'
            "<td>{}</td><td>{}</td>"
            '<td class="r num">{}</td><td class="r num">{}</td>'
            '<td class="r num">{}</td></tr>',
            row.type,
            row.depth_index,
            block_label(row.block) if row.block else "",
            path_label(row.role or ""),
            shape_text(row.output_shape),
            _count(row.params),
            _count(row.macs),
        )
        for row in _summary(view)
    )
    title = say("architecture.layers.title", lang, network=view.names[0])
    head = _head(names, lang, plain=("type", "index", "block", "role"))
    return html(
        '<h2>{}</h2><p class="note">{}</p><div {}><table class="figures">{}<tbody>{}</tbody></table></div>',
        title,
        say("architecture.layers.note", lang),
        scrolls(say("frame.scrolls", lang), "arch-scroll"),
        head,
        rows,
    )


def _summary(view: ArchitectureView) -> list:
    choice = view.choice
    return summary(choice.specs[0], (1, *choice.input_size), num_classes=choice.classes)


def _count(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _head(names: tuple[str, ...], lang: str, plain: tuple[str, ...]) -> str:
    cells = join(
        html('<th scope="col"{}>{}</th>', "" if name in plain else " class=r", say(f"architecture.column.{name}", lang))
        for name in names
    )
    return html("<thead><tr>{}</tr></thead>", cells)


def _compared(view: ArchitectureView, lang: str) -> str:
    rows = [("params", [network.params for network in view.networks])]
    rows.append(("macs", [network.macs for network in view.networks]))
    bars = join(_bars(view, name, values, lang) for name, values in rows)
    facts = join(_fact(name, values, lang) for name, values in _facts(view).items())
    head = join(html('<th scope="col" class="r">{}</th>', name) for name in view.names)
    return html(
        "<section><h2>{}</h2>"
        '<div class="compared"><div class="ba">{}</div><div {}><table class="figures"><thead><tr>'
        '<th scope="col">{}</th>{}</tr></thead><tbody>{}</tbody></table></div></div></section>',
        say("architecture.compare.title", lang),
        bars,
        scrolls(say("frame.scrolls", lang), "arch-scroll"),
        say("architecture.compare.what", lang),
        head,
        facts,
    )


def _bars(view: ArchitectureView, name: str, values: list[int], lang: str) -> str:
    rows = join(
        html(
            '<div class="bar-row"><span>{}</span><span class="tr"><i style="width:{:.1f}%"></i></span>'
            '<span class="v num">{}</span></div>',
            label,
            100 * value / max(values),
            compact(value),
        )
        for label, value in zip(view.names, values, strict=True)
    )
    return html('<div class="bars"><h3>{}</h3>{}</div>', say(f"architecture.compare.{name}", lang), rows)


def _facts(view: ArchitectureView) -> dict[str, list[str]]:
    blocks, last = view.blocks, [_last_map(network) for network in view.networks]
    convolutions = [sum(part.type == "ConvUnit" for _, part in layers_of(network)) for network in view.networks]
    return {
        "params": [f"{network.params:,}" for network in view.networks],
        "macs": [f"{network.macs:,}" for network in view.networks],
        "blocks": [str(len(one)) for one in blocks],
        "paths": [str(sum(len(block.paths) for block in one)) for one in blocks],
        "convolutions": [str(count) for count in convolutions],
        "last": [shape_text(part.output) for part in last],
        "field": [str(max(part.field.size)) for part in last],
        "factor": [f"× {number(saving(one))}" for one in blocks],
    }


def _last_map(network: Part) -> Part:
    return next(one for one in reversed(network.parts) if one.field)


def _fact(name: str, values: list[str], lang: str) -> str:
    cells = join(html('<td class="r num">{}</td>', value) for value in values)
    return html('<tr><th scope="row">{}</th>{}</tr>', say(f"architecture.compare.{name}", lang), cells)


def table_csv(view: ArchitectureView) -> str:
    """The table on screen as CSV: paths of all networks shown, or the layers of the first."""
    buffer = io.StringIO()
    write = csv.writer(buffer, lineterminator="\n").writerow
    if view.choice.table == "layers":
        write(("type", "depth_index", "block", "role", "output_shape", "parameters", "multiply_adds"))
        for row in _summary(view):
            shape = "x".join(map(str, row.output_shape))
            write((row.type, row.depth_index, row.block, row.role, shape, row.params, row.macs))
        return buffer.getvalue()
    write(CSV_COLUMNS)
    for network, blocks in zip(view.networks, view.blocks, strict=True):
        for block in blocks:
            for path in block.paths:
                write(_csv_row(network, block, path))
    return buffer.getvalue()


CSV_COLUMNS = (
    *("network", "block", "path", "in_channels", "out_channels", "out_height", "out_width", "reduce_channels"),
    *("parameters", "multiply_adds", "multiply_adds_without_reduce"),
    *("receptive_field_height", "receptive_field_width", "receptive_field_stride", "receptive_field_start"),
)


def _csv_row(network: Part, block: BlockAccount, path: PathAccount) -> tuple:
    field = path.field
    return (
        *(network.name, block.name, path.name, block.input[0], path.channels, *block.output[1:]),
        *(path.reduce[0] if path.reduce else "", path.params, path.macs, path.naive_macs),
        *(*field.size, field.stride[0], field.start[0]),
    )
