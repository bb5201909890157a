"""The Architecture tab's tables: paths and their shares, layers as `summary` has them, two networks; and their CSV."""

import csv
import io

from googlenet.app.kit.html import button, compact, escape, icon, number, page, path_style, scrolls, segment, style
from googlenet.app.kit.map import share
from googlenet.app.tabs.architecture.html import shape_told, told_mark
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
    tools = (
        f'<div class="tools">{segment("table", choices, view.choice.table, label)}<span class="gap"></span>'
        f"{button(icon('save') + say('architecture.save.csv', lang), data={'save': 'csv'}, kind='quiet')}</div>"
    )
    chosen = layer_table(view, lang) if view.choice.table == "layers" else path_table(view, lang)
    compared = _compared(view, lang) if len(view.networks) > 1 else ""
    return page(f'<div class="view architecture">{compared}<section>{tools}{chosen}</section></div>')


def path_table(view: ArchitectureView, lang: str) -> str:
    """A row a path below its block's: channels, reduce, cost with shares, receptive field, saving."""
    names = ("path", "width", "reduce", "params", "macs", "naive", "field")
    head = _head(names, lang, plain=("path", "reduce"))
    is_noted = view.choice.network in NOTED and not view.choice.drawn.is_changed
    body = "".join(_block_rows(block, lang, is_noted=is_noted) for block in view.blocks[0])
    title = escape(say("architecture.table.title", lang, network=view.names[0]))
    return (
        f'<h2>{title}</h2><p class="note">{say("architecture.table.note", lang)}</p>'
        f'<div {scrolls(say("frame.scrolls", lang), "arch-scroll")}><table class="figures">{head}{body}</table></div>'
    )


def _block_rows(block: BlockAccount, lang: str, *, is_noted: bool) -> str:
    height, width = block.output[1:]
    told = {"input": block.input[0], "channels": block.output[0], "cells": f"{height} × {width}"}
    name = escape(say("architecture.row.block", lang, block=block_label(block.name), **told))
    widths = " : ".join(str(path.channels) for path in block.paths)
    ratio = say("architecture.ratio", lang, widths=widths, ratio=" : ".join(map(str, block.ratio)))
    slip = _slip(block.name, "", lang) if is_noted else ""
    head = (
        f'<tr class="group"><th scope="rowgroup">{name}</th><td colspan="2" class="num">{ratio}{slip}</td>'
        f'<td class="r num">{block.params:,}</td><td class="r num">{block.macs:,}</td>'
        f'<td class="r num">× {block.factor:.2f}</td><td class="r num">{_field(block)}</td></tr>'
    )
    return f"<tbody>{head}{''.join(_path_row(block, path, lang, is_noted=is_noted) for path in block.paths)}</tbody>"


def _path_row(block: BlockAccount, path: PathAccount, lang: str, *, is_noted: bool) -> str:
    reduce = "–"
    if path.reduce:
        reduce = f"{path.reduce[0]}/{path.reduce[1]}"
        lowest = lowest_fraction(path.reduce)
        reduce += f" = {lowest}" if lowest != reduce else ""
        reduce += _slip(block.name, path.name, lang) if is_noted else ""
    factor = f"× {path.naive_macs / path.macs:.2f}" if path.macs and path.reduce else "–"
    return (
        f'<tr{style(path_style(path.name))}><th scope="row">{told_mark(path.name, path.kernel, lang)}</th>'
        f'<td class="r num">{path.channels}</td><td class="num">{reduce}</td>'
        f'<td class="r num">{_cost(path.params, block.params)}</td><td class="r num">{_cost(path.macs, block.macs)}</td>'
        f'<td class="r num">{factor}</td><td class="r num">{_field(path)}</td></tr>'
    )


def _slip(block: str, branch: str, lang: str) -> str:
    printed = SLIPS.get((block, branch))
    return f' <small class="small">({say("architecture.slip", lang, printed=printed)})</small>' if printed else ""


def _cost(part: int, whole: int) -> str:
    fraction = part / whole if whole else 0.0
    bar = f'<span class="bar"><i style="width:{100 * fraction:.1f}%"></i></span>'
    return f'{part:,} <small class="small">{share(fraction) if part else "–"}</small>{bar}'


def _field(account: BlockAccount | PathAccount) -> str:
    height, width = account.field.size
    return str(height) if height == width else f"{height} × {width}"


def layer_table(view: ArchitectureView, lang: str) -> str:
    """A row a layer, as `googlenet.summary` has them."""
    names = ("type", "index", "block", "role", "shape", "params", "macs")
    rows = "".join(
        f'<tr><th scope="row">{row.type}</th><td class="num">{row.depth_index}</td>'
        f"<td>{escape(block_label(row.block)) if row.block else ''}</td><td>{escape(path_label(row.role or ''))}</td>"
        f'<td class="r num">{shape_told(row.output_shape)}</td><td class="r num">{_count(row.params)}</td>'
        f'<td class="r num">{_count(row.macs)}</td></tr>'
        for row in _summary(view)
    )
    title = escape(say("architecture.layers.title", lang, network=view.names[0]))
    head = _head(names, lang, plain=("type", "index", "block", "role"))
    return (
        f'<h2>{title}</h2><p class="note">{say("architecture.layers.note", lang)}</p>'
        f'<div {scrolls(say("frame.scrolls", lang), "arch-scroll")}><table class="figures">{head}<tbody>{rows}</tbody></table></div>'
    )


def _summary(view: ArchitectureView) -> list:
    choice = view.choice
    return summary(choice.specs[0], (1, *choice.input_size), num_classes=choice.classes)


def _count(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _head(names: tuple[str, ...], lang: str, plain: tuple[str, ...]) -> str:
    cells = "".join(
        f'<th scope="col"{"" if name in plain else " class=r"}>{say(f"architecture.column.{name}", lang)}</th>'
        for name in names
    )
    return f"<thead><tr>{cells}</tr></thead>"


def _compared(view: ArchitectureView, lang: str) -> str:
    rows = [("params", [network.params for network in view.networks])]
    rows.append(("macs", [network.macs for network in view.networks]))
    bars = "".join(_bars(view, name, values, lang) for name, values in rows)
    facts = "".join(_fact(name, values, lang) for name, values in _facts(view).items())
    head = "".join(f'<th scope="col" class="r">{escape(name)}</th>' for name in view.names)
    return (
        f"<section><h2>{say('architecture.compare.title', lang)}</h2>"
        f'<div class="compared"><div class="ba">{bars}</div><div {scrolls(say("frame.scrolls", lang), "arch-scroll")}><table class="figures"><thead><tr>'
        f'<th scope="col">{say("architecture.compare.what", lang)}</th>{head}</tr></thead><tbody>{facts}</tbody></table></div></div></section>'
    )


def _bars(view: ArchitectureView, name: str, values: list[int], lang: str) -> str:
    rows = "".join(
        f'<div class="bar-row"><span>{escape(label)}</span><span class="tr"><i style="width:{100 * value / max(values):.1f}%"></i></span>'
        f'<span class="v num">{compact(value)}</span></div>'
        for label, value in zip(view.names, values, strict=True)
    )
    return f'<div class="bars"><h3>{say(f"architecture.compare.{name}", lang)}</h3>{rows}</div>'


def _facts(view: ArchitectureView) -> dict[str, list[str]]:
    blocks, last = view.blocks, [_last_map(network) for network in view.networks]
    convolutions = [sum(part.type == "ConvUnit" for _, part in layers_of(network)) for network in view.networks]
    return {
        "params": [f"{network.params:,}" for network in view.networks],
        "macs": [f"{network.macs:,}" for network in view.networks],
        "blocks": [str(len(one)) for one in blocks],
        "paths": [str(sum(len(block.paths) for block in one)) for one in blocks],
        "convolutions": [str(count) for count in convolutions],
        "last": [shape_told(part.output) for part in last],
        "field": [str(max(part.field.size)) for part in last],
        "factor": [f"× {number(saving(one))}" for one in blocks],
    }


def _last_map(network: Part) -> Part:
    return next(one for one in reversed(network.parts) if one.field)


def _fact(name: str, values: list[str], lang: str) -> str:
    cells = "".join(f'<td class="r num">{value}</td>' for value in values)
    return f'<tr><th scope="row">{say(f"architecture.compare.{name}", lang)}</th>{cells}</tr>'


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
