"""The official scoring sheet of a unit as a workbook whose formulas compute the points.

Each leaf is a row, with one more for each further figure of its input; the coloured cells take figures, the points are formulas
over them, the points of a node come from its children as `core.parindex.rollup` adds them up. Hidden at the right stand the key
of each input cell and the parts of the sum. The file is read back by these keys (`facts_sheet.read_scoring_sheet`), never by the
place of a row.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from caicach.apps.parindex import formulas
from caicach.apps.parindex.sheet_content import Content, LeafState, input_fields, shown
from caicach.apps.parindex.sheet_look import WIDTHS, Look
from caicach.apps.parindex.sheet_sums import WHOLE, Sums
from caicach.apps.parindex.spreadsheet_export import row_height
from caicach.core.parindex import Node, plain
from caicach.core.parindex.framework import Extras
from caicach.core.parindex.rollup import MOVING

SHEET, ABOUT = "Phiếu chấm điểm", "caicach"
FORMAT = "caicach-scoring-sheet/1"
KEY_HEAD, VALUE_HEAD = "Khóa", "Số liệu"
"""Heads by which the reader finds the two columns it needs; they are the same in every language."""

CODE, NAME, BEST, LABEL, VALUE, POINTS, APPRAISED, FINAL, DIFFERENCE, NOTE, PROOF = range(11)
KEY, REACHABLE, MOVED, NOTHING, BELOW, MOVED_BELOW, LACKS = range(11, 18)
HEAD = 4  # the row of the heads, counted from 0
LEAF_STAGES = ("leaf", "node")  # of rounding: those that round the points of a leaf


def write(content: Content) -> bytes:
    """The workbook. Raises TypeError for a rule without a formula."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        _Writer(book, content).write()
        _about(book, content)
    return buffer.getvalue()


class _Writer:
    """Writes the rows from top to bottom; the rows of all nodes are known before the first formula is."""

    def __init__(self, book: Any, content: Content) -> None:
        self.content, self.framework = content, content.framework
        self.look = Look(book)
        self.page = book.add_worksheet(SHEET)
        self.cells = {
            node.code: input_fields(self.framework, node, self._state(node).inputs)
            for node in self.framework.nodes
        }
        self.rows: dict[str, int] = {}
        row = HEAD + 1
        for node in self.framework.nodes:
            self.rows[node.code] = row
            row += max(1, len(self.cells[node.code]))
        self.rows[WHOLE] = row
        sums = Sums(self.framework, content.result)
        self.nothing, self.parts = sums.nothing, sums.parts
        self.said: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        self.values = {
            column: sums.points(points)
            for column, points in (
                (POINTS, sums.own),
                (APPRAISED, {code: state.appraised for code, state in content.leaves.items()}),
                (FINAL, {code: state.final for code, state in content.leaves.items()}),
            )
        }

    def write(self) -> None:
        self.look.frame(self.page, self._titles(), self._heads(), HEAD)
        for node in self.framework.nodes:
            self._head(node)
            self._inputs(node)
            self._leaf(node) if node.is_leaf else self._node(node)
        last = self._totals()
        for row, texts in self.said.items():
            self.page.set_row(row, row_height(texts))
        self.look.finish(self.page, last)

    def _say(self, row: int, column: int, text: str, look: Any) -> None:
        """Words that may need several lines in their column."""
        self.page.write_string(row, column, text, look)
        self.said[row].append((text, WIDTHS[column]))

    def _state(self, node: Node) -> LeafState:
        return self.content.leaves.get(node.code, LeafState())

    def _titles(self) -> list[str]:
        year = self.content.setting.year
        return [
            self.content.unit,
            _("PHIẾU CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM %(year)s") % {"year": year},
            _(
                "Điền vào ô màu vàng: số; ngày/tháng/năm hoặc “không ban hành”; Có hoặc Không; số thứ tự của mức. "
                "Điểm tự tính. Nộp lại tệp này ở trang số liệu của đơn vị."
            ),
        ]

    @staticmethod
    def _heads() -> list[str]:
        return [
            _("Mã"), _("Tiêu chí"), _("Điểm tối đa"), _("Nội dung số liệu"), VALUE_HEAD, _("Điểm tự chấm"),
            _("Điểm thẩm định"), _("Điểm hội đồng, cuối cùng"), _("Chênh lệch"), _("Ghi chú, lý do"), _("Minh chứng"),
            KEY_HEAD, "M", "V", "0/0", "ΣM", "ΣV", "?",
        ]  # fmt: skip

    def _head(self, node: Node) -> None:
        look, row = self.look, self.rows[node.code]
        for column in range(KEY):
            look.blank(self.page, row, column, look.of(node))
        self.page.write_string(row, CODE, node.code, look.of(node))
        self._say(row, NAME, look.words(node.words), look.of(node))
        self.page.write_number(row, BEST, float(node.max_points), look.sum_of(node))

    def _inputs(self, node: Node) -> None:
        """The cells that take figures, with their words and keys."""
        state, look, page = self._state(node), self.look, self.page
        raw = state.inputs if state.shown else {}
        for offset, (key, asked, words) in enumerate(self.cells[node.code]):
            row = self.rows[node.code] + offset
            for column in range(KEY) if offset else ():
                look.blank(page, row, column)
            self._say(row, LABEL, look.words(words), look.text)
            value, count = shown(asked, key, raw), len(asked.options)
            look.put(page, row, VALUE, value, asked.kind, count, open=state.may_enter)
            page.write_string(row, KEY, f"{node.code}|{key}", look.hidden)

    def _keys(self, node: Node) -> dict[str, str]:
        """Key of each input cell -> its address."""
        first = self.rows[node.code]
        return {key: _at(VALUE, first + offset) for offset, (key, *_) in enumerate(self.cells[node.code])}

    def _leaf(self, node: Node) -> None:
        row, state, rounding = self.rows[node.code], self._state(node), self.framework.rounding
        scored = formulas.of_leaf(
            node, self.content.setting, self.content.case, state.inputs, self._keys(node)
        )
        policy, best, flag = self.framework.policy(node.code), plain(node.max_points), _at(NOTHING, row)
        points = formulas.rounded(scored.points, rounding) if rounding.stage in LEAF_STAGES else scored.points
        without = {"full": best, "zero": "0"}.get(policy or "", '""')
        nothing = "TRUE" if state.exempt else scored.nothing if state.shown else "FALSE"
        hidden_nothing = node.code in self.nothing
        if state.shown:
            self._hidden(row, NOTHING, f"IF({nothing},1,0)", hidden_nothing)
            self._formula(
                row,
                POINTS,
                f'IF({flag}=1,{without},IF({scored.lacking},"",{points}))',
                self.look.points,
                node,
            )
        else:
            self.page.write_number(row, NOTHING, hidden_nothing, self.look.hidden)
            self.look.figure(self.page, row, POINTS, self.values[POINTS][node.code])
        part, moving = self.parts[node.code], policy in MOVING
        self._hidden(row, REACHABLE, f"IF({flag}=1,0,{best})" if moving else best, part.reach)
        self._hidden(row, MOVED, f"IF({flag}=1,{best},0)" if policy == "redistribute" else "0", part.moved)
        without_points = f"IF(ISNUMBER({_at(POINTS, row)}),0,{f'1-{flag}' if moving else '1'})"
        self._hidden(row, LACKS, without_points, part.lacks)
        self.look.figure(self.page, row, APPRAISED, state.appraised)
        self.look.figure(self.page, row, FINAL, state.final)
        self._difference(row, node.code, self.look.points)
        self._say(row, NOTE, state.note, self.look.text)
        self._say(row, PROOF, state.proof, self.look.text)

    def _node(self, node: Node) -> None:
        row, part = self.rows[node.code], self.parts[node.code]
        below, moved = _at(BELOW, row), _at(MOVED_BELOW, row)
        zero = ""
        if node.knockout is not None:
            needed, attributes = node.knockout.expression.attributes, self.content.attributes
            zero = formulas.condition(node.knockout.when, self._keys(node), attributes, needed)
        limit = plain(node.max_points) if node.capped else ""
        self._parts(row, node.children, node.code)
        reach = f"MIN({limit},{below}+{moved})" if limit else f"{below}+{moved}"
        self._hidden(row, REACHABLE, f"IF({below}=0,0,{reach})", part.reach)
        self._hidden(row, MOVED, f"IF({below}=0,{moved},0)", part.moved)
        lacking = f"SUM({self._listed(LACKS, node.children)})"
        self._hidden(row, LACKS, f"IF({zero},0,{lacking})" if zero else lacking, part.lacks)
        for column in (POINTS, APPRAISED, FINAL):
            total = self._sum(row, node.children, column, limit)
            if self.framework.rounding.stage == "node":
                total = formulas.rounded(total, self.framework.rounding)
            total = f"IF({zero},0,{total})" if zero else total
            nothing = f"OR({below}=0,COUNT({self._listed(column, node.children)})=0)"
            self._formula(row, column, f'IF({nothing},"",{total})', self.look.sum_of(node), node)
        self._difference(row, node.code, self.look.sum_of(node))

    def _listed(self, column: int, codes: Iterable[str]) -> str:
        return ",".join(_at(column, self.rows[code]) for code in codes)

    def _parts(self, row: int, children: Iterable[str], code: str) -> None:
        part, listed = self.parts[code], tuple(children)
        self._hidden(row, BELOW, f"SUM({self._listed(REACHABLE, listed)})", part.below)
        self._hidden(row, MOVED_BELOW, f"SUM({self._listed(MOVED, listed)})", part.moved_below)

    def _sum(self, row: int, children: Iterable[str], column: int, limit: str = "") -> str:
        """The children's points, raised by what has moved to them from those that do not apply."""
        total = f"SUM({self._listed(column, children)})"
        below, moved = _at(BELOW, row), _at(MOVED_BELOW, row)
        raised = f"IF({moved}=0,{total},{total}*({below}+{moved})/{below})"
        return f"MIN({limit},{raised})" if limit else raised

    def _hidden(self, row: int, column: int, formula: str, value: Decimal | int) -> None:
        self.page.write_formula(row, column, f"={formula}", self.look.hidden, float(value))

    def _formula(self, row: int, column: int, formula: str, look: Any, node: Node) -> None:
        self.page.write_formula(row, column, f"={formula}", look, _cached(self.values[column][node.code]))

    def _difference(self, row: int, code: str, look: Any) -> None:
        mine, theirs, last = (_at(column, row) for column in (POINTS, APPRAISED, FINAL))
        own, appraised, final = (self.values[column].get(code) for column in (POINTS, APPRAISED, FINAL))
        decided = appraised if final is None else final
        counts = f"IF(ISNUMBER({last}),{last},{theirs})"
        formula = f'=IF(AND(ISNUMBER({mine}),ISNUMBER({counts})),{counts}-{mine},"")'
        value = None if own is None or decided is None else decided - own
        self.page.write_formula(row, DIFFERENCE, formula, look, _cached(value))

    def _totals(self) -> int:
        """Sum of the areas, bonus, penalty, total and index; returns the last row."""
        framework, result, row = self.framework, self.content.result, self.rows[WHOLE]
        areas = [area.code for area in framework.areas]
        self._parts(row, areas, WHOLE)
        lacks = _at(LACKS, row)
        self._hidden(row, LACKS, f"SUM({self._listed(LACKS, areas)})", self.parts[WHOLE].lacks)
        summed = self._sum(row, areas, POINTS)
        if framework.rounding.stage == "total":
            summed = formulas.rounded(summed, framework.rounding)
        below, limit, own = _at(BELOW, row), _at(BEST, row), _at(POINTS, row)
        raw = self.values[POINTS][WHOLE] or Decimal(0)
        if framework.rounding.stage == "total":
            raw = framework.rounding.apply(raw)
        self._line(row, _("Cộng điểm các lĩnh vực"), f"=IF({below}=0,0,{summed})", raw)
        for column in (APPRAISED, FINAL):
            nothing = f"OR({below}=0,COUNT({self._listed(column, areas)})=0)"
            formula = f'=IF({nothing},"",{self._sum(row, areas, column)})'
            self.page.write_formula(
                row, column, formula, self.look.total, _cached(self.values[column][WHOLE])
            )
        self._difference(row, WHOLE, self.look.total)
        reach = f"=IF({below}=0,0,{below}+{_at(MOVED_BELOW, row)})"
        self.page.write_formula(row, BEST, reach, self.look.total, float(self.parts[WHOLE].reach))
        at, terms = row, ""
        for sign, title, extras, counts, reached in (
            ("+", _("Điểm thưởng"), framework.bonus, self.content.bonus, result.bonus),
            ("-", _("Điểm phạt"), framework.penalty, self.content.penalty, result.penalty),
        ):
            if extras is not None:
                at = self._extras(at + 1, title, extras, counts, reached)
                terms += f"{sign}{_at(POINTS, at)}"
        self._line(at + 1, _("TỔNG ĐIỂM"), f"=MAX(0,MIN({limit},{own}{terms}))", result.points)
        words = _("còn tiêu chí chưa có điểm")
        lacking = f'=IF({lacks}=0,"",{lacks}&" {words}")'
        count = self.parts[WHOLE].lacks
        self.page.write_formula(at + 1, NOTE, lacking, self.look.total, f"{count} {words}" if count else " ")
        index = f'=IF(OR({limit}=0,{lacks}>0),"",{_at(POINTS, at + 1)}*100/{limit})'
        self._line(at + 2, _("CHỈ SỐ (%)"), index, result.index)
        return at + 2

    def _extras(
        self, row: int, title: str, extras: Extras, counts: Mapping[str, Any], reached: Decimal
    ) -> int:
        first = row
        for item in extras.items:
            count = counts.get(item.code, 0)
            formula = f"={plain(item.per)}*{_at(VALUE, row)}"
            self._line(row, item.name, formula, item.per * count, item.code)
            self.page.write_string(row, LABEL, item.unit, self.look.text)
            self.look.put(self.page, row, VALUE, count, "number", 0, open=False)
            row += 1
        listed = f"{_at(POINTS, first)}:{_at(POINTS, row - 1)}"
        words = _("%(title)s (tối đa %(cap)s)") % {"title": title, "cap": plain(extras.cap)}
        self._line(row, words, f"=MIN({plain(extras.cap)},SUM({listed}))", reached)
        return row

    def _line(self, row: int, title: str, formula: str, value: Decimal | None, code: str = "") -> None:
        for column in range(KEY):
            self.look.blank(self.page, row, column, self.look.total)
        self.page.write_string(row, CODE, code, self.look.total)
        self._say(row, NAME, title, self.look.total)
        self.page.write_formula(row, POINTS, formula, self.look.total, _cached(value))


def _about(book: Any, content: Content) -> None:
    """The hidden sheet that says of whom the file is, of which set, and which version of each figure it was made from."""
    page = book.add_worksheet(ABOUT)
    page.hide()
    page.protect()
    for row, (name, value) in enumerate(_facts_about(content)):
        page.write_string(row, 0, name)
        page.write_string(row, 1, value)


def _facts_about(content: Content) -> Iterator[tuple[str, str]]:
    yield "format", FORMAT
    yield from content.about.items()
    for code, state in content.leaves.items():
        yield f"version|{code}", str(state.version)


def _at(column: int, row: int) -> str:
    return f"{chr(65 + column)}{row + 1}"


def _cached(value: Decimal | None) -> float | str:
    """The value that a program shows which does not compute formulas itself.

    A space stands for an empty text: XlsxWriter would write an empty one as "not computed yet", and readers refuse that.
    """
    return " " if value is None else float(value)
