"""The scoring rules as formulas of a spreadsheet, over the cells of one leaf's input.

A formula comes to the points that `core.parindex` gives for the same input: `tests/cli/test_formula_sheet.py` has LibreOffice
compute them again. What a rule cannot score (a cell is empty, a word is no answer) it says as a condition, so that the leaf
stays empty and never shows a zero that nobody gave.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from caicach.core.parindex import Node, plain
from caicach.core.parindex.framework import Rounding
from caicach.core.parindex.rules.bands import Bands, External
from caicach.core.parindex.rules.base import Input, Setting, UnitCase
from caicach.core.parindex.rules.binary import Binary
from caicach.core.parindex.rules.checklist import Checklist, Choice
from caicach.core.parindex.rules.comparison import Change, Compare
from caicach.core.parindex.rules.counting import Count, Deduct
from caicach.core.parindex.rules.formula import Formula
from caicach.core.parindex.rules.manual import Manual
from caicach.core.parindex.rules.ratio import Ratio
from caicach.core.parindex.rules.survey import Survey
from caicach.core.parindex.rules.timeliness import Timeliness

YES, NO, NOT_ISSUED = "Có", "Không", "không ban hành"
"""What is written into the cells of a yes/no and of a date; formulas compare with these words, whatever the language."""

Cells = Mapping[str, str]
"""Field of the input ("num", "items[2]") -> address of its cell."""

_SIGNS: dict[type, str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.USub: "-", ast.UAdd: "+",
    ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=", ast.Eq: "=", ast.NotEq: "<>",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scored:
    """The points of a complete input; the condition under which something lacks; the one under which nothing arose (0/0)."""

    points: str
    lacking: str
    nothing: str = "FALSE"


def of_leaf(node: Node, setting: Setting, case: UnitCase, raw: Input, cells: Cells) -> Scored:
    """The formula of a leaf. `raw` is its input as stated, for what is no cell of the sheet (a due date of its own)."""
    rule, best = node.rule, plain(node.max_points)
    addresses = list(cells.values())
    first = addresses[0]
    match rule:
        case Binary():
            points = f'IF({first}="{YES}",{plain(rule.done)},{plain(rule.not_done)})'
            return Scored(points, f'AND({first}<>"{YES}",{first}<>"{NO}")')
        case Timeliness():
            return _timeliness(rule, setting, raw, first)
        case Checklist():
            terms = [
                f'IF({cells[f"items[{at}]"]}="{YES}",{plain(item.points)},0)'
                for at, item in enumerate(rule.items, 1)
            ]
            answers = "+".join(f'COUNTIF({cell},"{YES}")+COUNTIF({cell},"{NO}")' for cell in addresses)
            return Scored("+".join(terms), f"{answers}<{len(terms)}")
        case Choice():
            count = len(rule.options)
            listed = ",".join(plain(option.points) for option in rule.options)
            wrong = f"OR({first}<1,{first}>{count},{first}<>INT({first}))"
            return Scored(f"CHOOSE({first},{listed})", f"IF(ISNUMBER({first}),{wrong},TRUE)")
        case External() if rule.full_at is not None:
            return Scored(f"MIN({best},{best}*{first}/{plain(rule.full_at)})", _no_figures(addresses))
        case Bands():
            return Scored(_bands(rule, first), _no_figures(addresses))
        case Ratio():
            return _ratio(rule, node, cells["num"], cells["den"])
        case Deduct():
            return Scored(
                f"MAX({plain(rule.floor)},{best}-{plain(rule.per)}*{first})", _no_figures(addresses)
            )
        case Count():
            cap = best if rule.cap is None else plain(rule.cap)
            return Scored(f"MIN({cap},{plain(rule.per)}*{first})", _no_figures(addresses))
        case Survey() if rule.options and "index" not in cells:
            total = "+".join(addresses)
            weighted = "+".join(f"{cells[name]}*{plain(weight)}" for name, weight in rule.options.items())
            lacking = _no_figures(addresses)
            return Scored(f"{best}*({weighted})/(({total})*100)", lacking, _when(lacking, f"({total})=0"))
        case Survey():
            return Scored(f"MIN({best},{best}*{first}/100)", _no_figures(addresses))
        case Formula():
            whole, lacking = _branches(rule, cells), _no_figures(addresses)
            return Scored(f"MAX(0,MIN({best},{whole}))", lacking, _when(lacking, f"ISERROR({whole})"))
        case Manual():
            points, reason = cells["points"], cells["reason"]
            return Scored(points, f'OR({_no_figures([points])},{points}>{best},TRIM({reason})="")')
        case Compare():
            mean = setting.means.get((node.code, case.block if rule.mean == "block" else ""))
            if mean is None:
                return Scored("0", "TRUE")
            return Scored(
                f"IF({first}>={plain(mean)},{plain(rule.ge)},{plain(rule.lt)})", _no_figures(addresses)
            )
        case Change():
            return _change(rule, node, case, cells)
    raise TypeError(f"{node.code}: no formula for {type(rule).__name__}")


def rounded(text: str, rounding: Rounding) -> str:
    """`text` rounded as the criteria set says."""
    places = rounding.decimals
    match rounding.mode:
        case "down":
            return f"ROUNDDOWN(ROUND({text},10),{places})"
        case "half_even":
            half = f"ROUND(ABS(({text})*10^{places}-TRUNC(({text})*10^{places})),8)=0.5"
            return f"IF({half},2*ROUND(({text})*10^{places}/2,0)/10^{places},ROUND({text},{places}))"
    return f"ROUND({text},{places})"


def condition(
    text: str, cells: Cells, attributes: Mapping[str, Decimal | bool], stated: frozenset[str]
) -> str:
    """A condition of a criteria set over the cells of a node; FALSE while a cell or an attribute that it needs is not stated."""
    if not stated <= attributes.keys():
        return "FALSE"
    formula = _translated(text, cells, attributes)
    holds = f"IF(ISERROR({formula}),FALSE,{formula})"
    return _when(_no_figures(list(cells.values())), holds) if cells else holds


def _timeliness(rule: Timeliness, setting: Setting, raw: Input, cell: str) -> Scored:
    due = rule.due_date(raw, setting)
    on_time, late, missing = (plain(points) for points in (rule.on_time, rule.late, rule.missing))
    absent = f'{cell}="{NOT_ISSUED}"'
    if due is None:
        return Scored(missing, f"NOT({absent})")
    limit = f"DATE({due.year},{due.month},{due.day})"
    points = f"IF({absent},{missing},IF(INT({cell})<={limit},{on_time},{late}))"
    return Scored(points, f"AND(NOT(ISNUMBER({cell})),NOT({absent}))")


def _ratio(rule: Ratio, node: Node, num: str, den: str) -> Scored:
    best = plain(node.max_points)
    base = "100" if rule.scale == "to_100" else plain(rule.full_at)
    lacking = _no_figures([num, den])
    points = (
        f"IF({num}*100>={plain(rule.full_at)}*{den},{best},"
        f"IF({num}*100<{plain(rule.zero_below)}*{den},0,{best}*100*{num}/({base}*{den})))"
    )
    return Scored(
        points,
        f"IF({lacking},TRUE,AND({den}=0,{num}>0))",
        _when(lacking, f"AND({den}=0,{num}=0)"),
    )


def _change(rule: Change, node: Node, case: UnitCase, cells: Cells) -> Scored:
    value, last = cells["value"], cells["last"]
    known = case.last_index if rule.against == "index" else case.last_values.get(node.code)
    before = last if known is None else f"IF(ISNUMBER({last}),{last},{plain(known)})"
    points = (
        f"IF({value}>{before},{plain(rule.up)},IF({value}={before},{plain(rule.same)},{plain(rule.down)}))"
    )
    return Scored(points, _no_figures([value, last] if known is None else [value]))


def _no_figures(cells: Sequence[str]) -> str:
    """Whether one of the cells holds no figure, or a negative one."""
    listed = ",".join(cells)
    return f"IF(COUNT({listed})<{len(cells)},TRUE,MIN({listed})<0)"


def _when(lacking: str, test: str) -> str:
    return f"IF({lacking},FALSE,{test})"


def _bands(rule: Bands, cell: str) -> str:
    formula = plain(rule.table[-1].points)
    for band in reversed(rule.table[:-1]):
        sign = ">=" if band.ge is not None else ">"
        assert band.boundary is not None
        formula = f"IF({cell}{sign}{plain(band.boundary)},{plain(band.points)},{formula})"
    return formula


def _branches(rule: Formula, cells: Cells) -> str:
    formula = _translated(rule.branches[-1].points, cells, {})
    for branch in reversed(rule.branches[:-1]):
        assert branch.when is not None
        test, points = (_translated(text, cells, {}) for text in (branch.when, branch.points))
        formula = f"IF({test},{points},{formula})"
    return formula


def _translated(text: str, cells: Cells, attributes: Mapping[str, Decimal | bool]) -> str:
    """An expression of `core.parindex.expressions` in the language of spreadsheets."""

    def written(node: Any) -> str:
        match node:
            case ast.BinOp() | ast.UnaryOp() if type(node.op) in _SIGNS:
                sign = _SIGNS[type(node.op)]
                if isinstance(node, ast.UnaryOp):
                    return f"({sign}{written(node.operand)})"
                return f"({written(node.left)}{sign}{written(node.right)})"
            case ast.UnaryOp():
                return f"NOT({written(node.operand)})"
            case ast.BoolOp():
                return _in_turn([written(value) for value in node.values], isinstance(node.op, ast.And))
            case ast.Compare():
                sides = [written(side) for side in (node.left, *node.comparators)]
                tests = [
                    f"{left}{_SIGNS[type(sign)]}{right}"
                    for left, sign, right in zip(sides, node.ops, sides[1:], strict=False)
                ]
                return _in_turn(tests, True)
            case ast.IfExp():
                return f"IF({','.join(map(written, (node.test, node.body, node.orelse)))})"
            case ast.Call(func=ast.Name()):
                return f"{node.func.id.upper()}({','.join(map(written, node.args))})"  # type: ignore[attr-defined]
            case ast.Attribute():
                return _constant(attributes[node.attr])
            case ast.Name():
                return cells[node.id]
            case ast.Constant():
                return _constant(node.value if isinstance(node.value, bool) else Decimal(repr(node.value)))
        raise TypeError(f"{text}: {type(node).__name__}")

    return written(ast.parse(text.strip(), mode="eval").body)


def _in_turn(tests: Sequence[str], all_of_them: bool) -> str:
    """AND or OR that looks at a test only where those before it have not decided, as the expressions of a set do."""
    *before, formula = [f"({test})" for test in tests]
    for test in reversed(before):
        formula = f"IF({test},{formula},FALSE)" if all_of_them else f"IF({test},TRUE,{formula})"
    return formula


def _constant(value: Decimal | bool) -> str:
    return str(value).upper() if isinstance(value, bool) else plain(value)
