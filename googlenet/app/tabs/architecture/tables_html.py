"""The Architecture tab's tables: paths and their shares, layers as `summary` has them, two networks; and their CSV."""

from collections import Counter

from googlenet.app.kit.csv import csv_text
from googlenet.app.kit.html import compact, number, page, path_style, said_choices, save_button, segment, style
from googlenet.app.kit.map import share
from googlenet.app.kit.markup import html, join
from googlenet.app.kit.sections import folded
from googlenet.app.tabs.architecture.html import figures, number_cells, scrolled_table, shape_text, short, spoken_mark
from googlenet.app.tabs.architecture.view import TABLES, ArchitectureView, lowest_fraction
from googlenet.common.palette import block_label, path_label, path_title
from googlenet.networks.accounting import Part, SummaryRow, summary
from googlenet.networks.proportions import BlockAccount, PathAccount, layers_of, saving
from googlenet.text import say


def tables(view: ArchitectureView, lang: str) -> str:
    """The table that is chosen."""
    label, choices = say("architecture.table", lang), said_choices(TABLES, "architecture.table.", lang)
    choice = segment("table", choices, view.choice.table, label)
    save = save_button(say("architecture.save.csv", lang), {"save": "csv"})
    tools = html('<div class="tools">{}<span class="gap"></span>{}</div>', choice, save)
    chosen = layer_table(view, lang) if view.choice.table == "layers" else path_table(view, lang)
    title = (
        _most_expensive(view, lang) if view.blocks[0] else say("architecture.layers.title", lang, network=view.names[0])
    )
    return page(folded(title, html('<div class="architecture">{}{}</div>', tools, chosen)))


def _most_expensive(view: ArchitectureView, lang: str) -> str:
    """Which branch takes most of the blocks' multiply-adds."""
    costs: Counter[str] = Counter()
    paths = [path for block in view.blocks[0] for path in block.paths]
    for path in paths:
        costs[path.name] += path.macs
    branch, most = costs.most_common(1)[0]
    title = path_title(branch, next(path.kernel for path in paths if path.name == branch), lang)
    values = {"share": share(most / max(1, sum(costs.values()))), "path": title, "network": view.names[0]}
    return say("architecture.table.found", lang, **values)


def path_table(view: ArchitectureView, lang: str) -> str:
    """A row a path below its block's: channels, reduce, cost with shares, receptive field, saving."""
    names = ("path", "width", "reduce", "params", "naive_params", "macs", "naive", "field")
    body = join(_block_rows(block, lang) for block in view.blocks[0])
    table = figures(names, body, lang, plain=("path", "reduce"))
    return _titled("table", table, view, lang)


def _titled(key: str, table: str, view: ArchitectureView, lang: str) -> str:
    title = say(f"architecture.{key}.title", lang, network=view.names[0])
    return html('<h3>{}</h3><p class="note">{}</p>{}', title, say(f"architecture.{key}.note", lang), table)


def _block_rows(block: BlockAccount, lang: str) -> str:
    height, width = block.output[1:]
    values = {"input": block.input[0], "channels": block.output[0], "cells": f"{height} × {width}"}
    name = say("architecture.row.block", lang, block=block_label(block.name), **values)
    widths = " : ".join(str(path.channels) for path in block.paths)
    ratio = say("architecture.ratio", lang, widths=widths, ratio=" : ".join(map(str, block.ratio)))
    name = html('<th scope="rowgroup">{}</th><td colspan="2" class="num">{}</td>', name, ratio)
    factors = _times(block.naive_params, block.params), _times(block.naive_macs, block.macs)
    cells = number_cells(short(block.params), factors[0], short(block.macs), factors[1], _field(block))
    rows = join(_path_row(block, path, lang) for path in block.paths)
    return html('<tbody><tr class="group">{}{}</tr>{}</tbody>', name, cells, rows)


def _path_row(block: BlockAccount, path: PathAccount, lang: str) -> str:
    reduce = "–"
    if path.reduce:
        reduce = f"{path.reduce[0]}/{path.reduce[1]}"
        lowest = lowest_fraction(path.reduce)
        reduce += f" = {lowest}" if lowest != reduce else ""
    factors = [_times(path.naive_params, path.params), _times(path.naive_macs, path.macs)] if path.reduce else ["–"] * 2
    cells = html('{}<td class="num">{}</td>', number_cells(path.channels), reduce)
    costs = _cost(path.params, block.params), _cost(path.macs, block.macs)
    cells += number_cells(costs[0], factors[0], costs[1], factors[1], _field(path))
    mark, colours = spoken_mark(path.name, path.kernel, lang), style(path_style(path.name))
    return html('<tr{}><th scope="row">{}</th>{}</tr>', colours, mark, cells)


def _times(naive: int, now: int) -> str:
    return f"× {naive / now:.2f}" if now else "–"


def _cost(part: int, whole: int) -> str:
    fraction = part / whole if whole else 0.0
    bar = html('<span class="bar"><i style="width:{:.1f}%"></i></span>', 100 * fraction)
    return html('{} <small class="small">{}</small>{}', short(part), share(fraction) if part else "–", bar)


def _field(account: BlockAccount | PathAccount) -> str:
    height, width = account.field.size
    return str(height) if height == width else f"{height} × {width}"


def layer_table(view: ArchitectureView, lang: str) -> str:
    """A row a layer, as `googlenet.summary` has them."""
    names = ("type", "index", "block", "role", "shape", "params", "macs")
    rows = html("<tbody>{}</tbody>", join(map(_summary_row, _summary(view))))
    return _titled("layers", figures(names, rows, lang, plain=names[:4]), view, lang)


def _summary_row(row: SummaryRow) -> str:
    place = html("<td>{}</td><td>{}</td>", block_label(row.block) if row.block else "", path_label(row.role or ""))
    name = html('<th scope="row">{}</th><td class="num">{}</td>', row.type, row.depth_index)
    cells = number_cells(shape_text(row.output_shape), _count(row.params), _count(row.macs))
    return html("<tr>{}{}{}</tr>", name, place, cells)


def _summary(view: ArchitectureView) -> list:
    choice = view.choice
    return summary(choice.specs[0], (1, *choice.input_size), num_classes=choice.classes)


def _count(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def compared(view: ArchitectureView, lang: str) -> str:
    """The two networks in numbers; nothing where there is one."""
    if len(view.networks) < 2:
        return ""
    costs = {name: [getattr(network, name) for network in view.networks] for name in ("params", "macs")}
    bars = html(
        '<div class="before-after">{}</div>', join(_bars(view, name, values, lang) for name, values in costs.items())
    )
    facts = html("<tbody>{}</tbody>", join(_fact(name, values, lang) for name, values in _facts(view).items()))
    heads = html('<th scope="col">{}</th>', say("architecture.compare.what", lang))
    heads += join(html('<th scope="col" class="r">{}</th>', name) for name in view.names)
    title, table = say("architecture.compare.title", lang), scrolled_table(heads, facts, lang)
    return page(folded(title, html('<div class="architecture compared">{}{}</div>', bars, table)))


def _bars(view: ArchitectureView, name: str, values: list[int], lang: str) -> str:
    rows = ""
    for label, value in zip(view.names, values, strict=True):
        bar = html('<span class="track"><i style="width:{:.1f}%"></i></span>', 100 * value / max(values))
        figure = html('<span class="value num">{}</span>', compact(value))
        rows += html('<div class="bar-row"><span>{}</span>{}{}</div>', label, bar, figure)
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
    name = say(f"architecture.compare.{name}", lang)
    return html('<tr><th scope="row">{}</th>{}</tr>', name, number_cells(*values))


def table_csv(view: ArchitectureView) -> str:
    """The table on screen as CSV: paths of all networks shown, or the layers of the first."""
    if view.choice.table == "layers":
        columns = ("type", "depth_index", "block", "role", "output_shape", "parameters", "multiply_adds")
        rows = [
            (row.type, row.depth_index, row.block, row.role, "x".join(map(str, row.output_shape)), row.params, row.macs)
            for row in _summary(view)
        ]
        return csv_text([columns, *rows])
    rows = [
        _csv_row(network, block, path)
        for network, blocks in zip(view.networks, view.blocks, strict=True)
        for block in blocks
        for path in block.paths
    ]
    return csv_text([CSV_COLUMNS, *rows])


CSV_COLUMNS = (
    *("network", "block", "path", "in_channels", "out_channels", "out_height", "out_width", "reduce_channels"),
    *("parameters", "multiply_adds", "multiply_adds_without_reduce"),
    *("receptive_field_height", "receptive_field_width", "receptive_field_stride", "receptive_field_start"),
    "parameters_without_reduce",
)


def _csv_row(network: Part, block: BlockAccount, path: PathAccount) -> tuple:
    field = path.field
    return (
        *(network.name, block.name, path.name, block.input[0], path.channels, *block.output[1:]),
        *(path.reduce[0] if path.reduce else "", path.params, path.macs, path.naive_macs),
        *(*field.size, field.stride[0], field.start[0], path.naive_params),
    )
