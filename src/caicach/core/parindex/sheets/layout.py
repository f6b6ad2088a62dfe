"""From cells to rows with a meaning: lines, texts that belong to the line above, totals."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from caicach.core.vietnamese import fold, tidy
from caicach.core.words import Words

from .asking import Desk
from .codes import printed
from .columns import AGENCY, CODE, EVIDENCE, MAXIMUM, NAME, RULE, Head
from .merges import OWN_TEXTS, settled, short, value_at
from .model import Cell, Line, Merge, Option, Rows, address
from .points import points

_TOTAL = re.compile(r"(tong( cong| so| diem)?|cong)\b.{0,40}")

_AS_GUIDE = Option("guide", Words("Là hướng dẫn chấm của mục đứng trên", "Guidance of the line above"))
_AS_NAME = Option(
    "name", Words("Là phần tiếp theo của tên mục đứng trên", "More of the name of the line above")
)
_SKIP = Option("skip", Words("Bỏ qua các ô này", "Leave these cells out"))


@dataclass(slots=True)
class Layout:
    """Lines in the order of the sheet, the total it prints, and the column titles that it has."""

    lines: list[Line] = field(default_factory=list)
    total: Decimal | None = None
    total_cell: str = ""


class Layer:
    """Reads the rows below the head, one after the other."""

    def __init__(self, rows: Rows, merges: tuple[Merge, ...], head: Head, desk: Desk) -> None:
        self.head, self.desk = head, desk
        self.rows, self.spanned = settled(rows, merges, head, desk)
        self.layout = Layout()
        self._stray: defaultdict[int, list[tuple[int, str, Line]]] = defaultdict(list)

    def read(self) -> Layout:
        after_total: list[str] = []
        for number in range(self.head.row + 1, len(self.rows) + 1):
            if self._empty(number) or self._numbering(number):
                continue
            if self.layout.total is not None:
                after_total.append(str(number))
            elif not self._is_total(number):
                self._row(number, self.spanned.get(number))
        if after_total:
            listed = ", ".join(after_total[:10])
            self.desk.remark(
                f"A{after_total[0]}",
                f"Bỏ qua các dòng đứng sau dòng tổng cộng: {listed}.",
                f"Rows after the total are left out: {listed}.",
            )
        self._place_strays()
        return self.layout

    def _row(self, number: int, top: int | None) -> None:
        """One row: a line where it has a code; else texts of the line above, or a row that somebody has to explain."""
        code, name, maximum = (self._cell(number, kind) for kind in (CODE, NAME, MAXIMUM))
        above = self.layout.lines[-1] if self.layout.lines else None
        if above is not None and above.row == top and printed(code) is None and maximum is None:
            self._texts(number, above, also=(NAME,))
            return
        known = printed(code)
        if known is not None and (name is not None or maximum is not None):
            self._line(number, known.text)
        elif code is not None and maximum is not None and name is not None:
            self._odd_code(number, str(code))
        elif name is not None and points(maximum) is not None:
            self._without_code(number)
        elif not self.layout.lines:
            text = next(str(cell) for cell in self.rows[number - 1] if cell is not None)
            self.desk.remark(
                f"A{number}", f"Bỏ qua dòng {number}: “{short(text)}”.", f"Row {number} is left out."
            )
        else:
            self._below(number)

    def _line(self, number: int, code: str, name: str = "") -> None:
        cell = self._cell(number, NAME)
        line = Line(number, code, name or tidy(str(cell or "")), None)
        if not line.name:
            line.name = self.desk.typed(
                f"name:{self._at(number, NAME)}",
                [self._at(number, NAME)],
                ["(trống)"],
                Words(
                    f"Mục “{code}” ở dòng {number} không có tên.",
                    f"Line “{code}” in row {number} has no name.",
                ),
                (),
                Words("Tên của mục", "The name of the line"),
            )
        self._maximum(number, line)
        self._texts(number, line)
        self.layout.lines.append(line)

    def _maximum(self, number: int, line: Line) -> None:
        cell, place = self._cell(number, MAXIMUM), self._at(number, MAXIMUM)
        line.max_points = points(cell)
        if line.max_points is None:
            line.max_points = self.desk.number(
                f"max:{place}",
                [place],
                _shown(cell),
                Words(
                    f"Điểm tối đa của mục “{line.printed}” {'để trống' if cell is None else 'không phải là một số'}.",
                    f"The maximum of line “{line.printed}” is {'empty' if cell is None else 'no number'}.",
                ),
                (),
            )

    def _texts(self, number: int, line: Line, also: tuple[str, ...] = ()) -> None:
        """Evidence, guide, agency of a row, each in the column of its own."""
        for kind in (*OWN_TEXTS, *also):
            cell = self._cell(number, kind)
            if cell is None:
                continue
            text = _lines(cell)
            if kind == EVIDENCE:
                line.evidence = f"{line.evidence}\n{text}".strip()
            elif kind == AGENCY:
                line.agency = f"{line.agency} {tidy(text)}".strip()
            elif kind == RULE:
                line.rule_words = f"{line.rule_words}\n{text}".strip()
            else:
                line.guide.append(text)

    def _below(self, number: int) -> None:
        """A row without code and points: texts in columns of their own are simply more text; others are strays."""
        line = self.layout.lines[-1]
        own = {self.head.columns[kind] for kind in OWN_TEXTS if kind in self.head.columns}
        self._texts(number, line)
        for column, cell in enumerate(self.rows[number - 1], 1):
            if cell is not None and column not in own:
                self._stray[column].append((number, _lines(cell), line))

    def _odd_code(self, number: int, text: str) -> None:
        place = self._at(number, CODE)
        answer = self.desk.typed(
            f"code:{place}",
            [place],
            [short(text)],
            Words(
                f"Ô {place} ghi “{short(text)}”, không đọc được là số thứ tự.",
                f"Cell {place} says “{short(text)}”, which is no code.",
            ),
            (_SKIP,),
            Words("Số thứ tự đúng", "The right code"),
        )
        known = printed(answer) if answer != _SKIP.value else None
        if known is not None:
            self._line(number, known.text)

    def _without_code(self, number: int) -> None:
        """A row with a name and points and no code: a line, or words that repeat the points of the line above."""
        place, name = self._at(number, CODE), tidy(str(self._cell(number, NAME)))
        value = points(self._cell(number, MAXIMUM))
        above = self.layout.lines[-1] if self.layout.lines else None
        options = [_SKIP]
        if above is not None:
            child = Option(
                "a", Words(f"Là mục con “a” của mục “{above.printed}”", f"Line “a” below “{above.printed}”")
            )
            text = Option(
                "text",
                Words(f"Là lời diễn giải của mục “{above.printed}”", f"It explains line “{above.printed}”"),
            )
            options = [text, child, _SKIP] if value == above.max_points else [child, text, _SKIP]
        answer = self.desk.typed(
            f"code:{place}",
            [place],
            [name],
            Words(
                f"Dòng {number} có tên và điểm tối đa {value} nhưng không có số thứ tự.",
                f"Row {number} has a name and a maximum of {value} but no code.",
            ),
            options,
            Words("Số thứ tự của mục", "The code of the line"),
        )
        if answer == "text" and above is not None:
            above.guide.append(name)
        elif answer and answer != _SKIP.value:
            known = printed(answer)
            if known is None:
                self.desk.reopen(
                    f"code:{place}",
                    [place],
                    [answer],
                    Words(f"“{answer}” không phải là số thứ tự.", f"“{answer}” is no code."),
                    options,
                    Words("Số thứ tự của mục", "The code of the line"),
                )
            else:
                self._line(number, known.text)

    def _place_strays(self) -> None:
        """Texts that stand where they should not, one question for each column they stand in."""
        placed: list[tuple[int, str, str, Line]] = []
        for column, found in sorted(self._stray.items()):
            kind = self.head.kind(column)
            where = Words(*_COLUMN_WORDS.get(kind, ("cột không đọc", "a column that is not read")))
            answer = self.desk.choose(
                f"text:{address(0, column)[:-1]}",
                [address(number, column) for number, _, _ in found],
                [f"{address(number, column)}: {text}" for number, text, _ in found],
                Words(
                    f"{len(found)} dòng không có số thứ tự và điểm, chữ nằm ở {where.vi}.",
                    f"{len(found)} rows have neither code nor points; their text stands in {where.en}.",
                ),
                (_AS_GUIDE, _AS_NAME, _SKIP),
            )
            placed += [(number, answer, text, line) for number, text, line in found]
        for _, answer, text, line in sorted(placed, key=lambda item: item[0]):
            if answer == "guide":
                line.guide.append(text)
            elif answer == "name":
                line.name = tidy(f"{line.name} {text}")

    def _is_total(self, number: int) -> bool:
        cells = [self._cell(number, kind) for kind in (CODE, NAME)]
        if printed(cells[0]) is not None:
            return False
        if not any(isinstance(cell, str) and _TOTAL.fullmatch(fold(tidy(cell))) for cell in cells):
            return False
        for column, cell in enumerate(self.rows[number - 1], 1):
            value = points(cell)
            if value is not None:
                self.layout.total, self.layout.total_cell = value, address(number, column)
                return True
        return False

    def _numbering(self, number: int) -> bool:
        """The row below some heads that counts the columns: 1 | 2 | 3, (1) | (2) | (3)."""
        if number != self.head.row + 1:
            return False
        cells = [str(cell).strip("() ") for cell in self.rows[number - 1] if cell is not None]
        return len(cells) > 2 and cells == [str(at) for at in range(1, len(cells) + 1)]

    def _empty(self, number: int) -> bool:
        return all(cell is None or cell == "" for cell in self.rows[number - 1])

    def _cell(self, row: int, kind: str) -> Cell:
        column = self.head.columns.get(kind)
        return None if column is None else value_at(self.rows, row, column)

    def _at(self, row: int, kind: str) -> str:
        return address(row, self.head.columns.get(kind, 1))


_COLUMN_WORDS = {
    CODE: ("cột số thứ tự", "the column of codes"),
    NAME: ("cột tên tiêu chí", "the column of names"),
    MAXIMUM: ("cột điểm tối đa", "the column of maxima"),
}


def _lines(cell: Cell) -> str:
    """A text with its line breaks, each line tidy."""
    return "\n".join(line for line in (tidy(part) for part in str(cell).splitlines()) if line)


def _shown(cell: Cell) -> str:
    return "(trống)" if cell is None else str(cell)


def unread(rows: Rows, head: Head) -> Iterator[str]:
    """Titles of columns that are not read, for a remark."""
    for column, cell in enumerate(rows[head.row - 1], 1):
        if isinstance(cell, str) and cell.strip() and not head.kind(column):
            yield tidy(cell)
