"""A unit's scoring sheet as a workbook whose formulas compute the points: what offices score with today.

Each leaf is a row (code, name, maximum, points, inputs); its points are an Excel formula over the inputs of its row, the
points of a node the sum of its children. Excel and LibreOffice come to the same points as `core.parindex`, which
`caicach bench scoring` checks and times.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from caicach.core.parindex import Framework, Node, plain
from caicach.core.parindex.rules.bands import Bands
from caicach.core.parindex.rules.base import Input, Setting
from caicach.core.parindex.rules.binary import Binary
from caicach.core.parindex.rules.checklist import Checklist, Choice
from caicach.core.parindex.rules.counting import Count, Deduct
from caicach.core.parindex.rules.formula import Formula
from caicach.core.parindex.rules.ratio import Ratio
from caicach.core.parindex.rules.survey import Survey
from caicach.core.parindex.rules.timeliness import Timeliness, read_day

POINTS = 3  # column D
FIRST_INPUT = 4  # column E


def write_sheet(path: Path, framework: Framework, setting: Setting, inputs: Mapping[str, Input]) -> None:
    """The workbook of one unit. Raises TypeError for a rule that has no formula (points by hand, comparisons)."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Chấm điểm")
        sheet.write_row(0, 0, ["STT", "Tiêu chí", "Điểm tối đa", "Điểm", "Số liệu"])
        rows = {node.code: number for number, node in enumerate(framework.nodes, start=1)}
        for node in framework.nodes:
            row = rows[node.code]
            sheet.write_string(row, 0, node.code)
            sheet.write_string(row, 1, node.name)
            sheet.write_number(row, 2, float(node.max_points))
            if node.rule is None:
                terms = ",".join(f"D{rows[code] + 1}" for code in node.children)
                sheet.write_formula(row, POINTS, f"=SUM({terms})")
                continue
            values, formula = _row(node, setting, inputs[node.code], row + 1)
            for offset, value in enumerate(values):
                sheet.write(row, FIRST_INPUT + offset, value)
            digits = framework.rounding.decimals
            sheet.write_formula(row, POINTS, f"=ROUND({formula},{digits})")


def _row(node: Node, setting: Setting, raw: Input, row: int) -> tuple[list[Any], str]:
    """The input cells of a leaf and the formula of its points; `row` counts from 1."""
    rule, best = node.rule, plain(node.max_points)
    e, f = f"E{row}", f"F{row}"
    match rule:
        case Binary():
            return [raw["done"]], f"IF({e},{plain(rule.done)},{plain(rule.not_done)})"
        case Timeliness():
            signed, due = raw["date"], rule.due_date(raw, setting)
            day = "" if signed is None else read_day(signed, "date").isoformat()
            kept, late, missing = (plain(points) for points in (rule.on_time, rule.late, rule.missing))
            return [day], f'IF({e}="",{missing},IF({e}<="{due}",{kept},{late}))'
        case Checklist():
            terms = "+".join(
                f"IF({_cell(4 + at, row)},{plain(item.points)},0)" for at, item in enumerate(rule.items)
            )
            return list(raw["items"]), terms
        case Choice():
            return [
                raw["option"] + 1
            ], f"CHOOSE({e},{','.join(plain(option.points) for option in rule.options)})"
        case Bands():
            return [_number(raw["value"])], _bands(rule, e)
        case Ratio():
            rate = f"({e}*100/{f})"
            base = "100" if rule.scale == "to_100" else plain(rule.full_at)
            full, floor = plain(rule.full_at), plain(rule.zero_below)
            return [_number(raw["num"]), _number(raw["den"])], (
                f"IF({rate}>={full},{best},IF({rate}<{floor},0,{best}*{rate}/{base}))"
            )
        case Deduct():
            return [_number(raw["count"])], f"MAX({plain(rule.floor)},{best}-{plain(rule.per)}*{e})"
        case Count():
            return [_number(raw["count"])], f"MIN({best},{plain(rule.per)}*{e})"
        case Survey() if rule.options and "index" not in raw:
            cells = {name: _cell(4 + at, row) for at, name in enumerate(rule.options)}
            weighted = "+".join(f"{cells[name]}*{plain(weight)}" for name, weight in rule.options.items())
            return [
                _number(raw[name]) for name in rule.options
            ], f"{best}*({weighted})/(100*({'+'.join(cells.values())}))"
        case Survey():
            return [_number(raw["index"])], f"{best}*MIN(100,{e})/100"
        case Formula():
            cells = {name: _cell(4 + at, row) for at, name in enumerate(rule.variables)}
            return [
                _number(raw[name]) for name in rule.variables
            ], f"MAX(0,MIN({best},{_branches(rule, cells)}))"
    raise TypeError(f"{node.code}: {type(rule).__name__}")


def _bands(rule: Bands, cell: str) -> str:
    formula = plain(rule.table[-1].points)
    for band in reversed(rule.table[:-1]):
        sign = ">=" if band.ge is not None else ">"
        assert band.boundary is not None
        formula = f"IF({cell}{sign}{plain(band.boundary)},{plain(band.points)},{formula})"
    return formula


def _branches(rule: Formula, cells: Mapping[str, str]) -> str:
    """The branches as nested IF; the formula language is Excel's own but for the names."""

    def filled(text: str) -> str:
        for name in sorted(cells, key=len, reverse=True):
            text = text.replace(name, cells[name])
        return text

    formula = filled(rule.branches[-1].points)
    for branch in reversed(rule.branches[:-1]):
        assert branch.when is not None
        formula = f"IF({filled(branch.when)},{filled(branch.points)},{formula})"
    return formula


def _cell(column: int, row: int) -> str:
    return f"{chr(ord('A') + column)}{row}"


def _number(value: int | Decimal | bool) -> int | float:
    return float(value) if isinstance(value, Decimal) else int(value)
