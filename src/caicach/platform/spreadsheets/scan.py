"""A look at the XML of a sheet before it is read: how far it reaches, and which of its values cannot be believed.

The library that reads workbooks lays every sheet out as a full grid: two cells, A1 and XFD1048576, would take hundreds of
gigabytes. It also reads a cell with an error (#N/A) and a formula that nobody has calculated as empty cells. So the cells are
counted here first, by a parser that keeps nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from xml.parsers import expat

from django.utils.translation import gettext as _

from caicach.platform.errors import Invalid

# Name of the sheet, last row, last column, number of cells: raises when that is too much.
SizeCheck = Callable[[str, int, int, int], None]

_ADDRESS = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_EVERY = 10_000  # cells between two looks at the size


def address(row: int, column: int) -> str:
    """The address of a cell as Excel shows it; row and column count from 1: (7, 28) is "AB7"."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def scan(xml: bytes, name: str, check: SizeCheck) -> None:
    """Read through a sheet; raises what `check` raises, or `Invalid` for XML that is broken or a value without sense."""
    watch = _Watch(name, check)
    try:
        watch.parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise _broken() from error
    watch.look()


def _broken() -> Invalid:
    return Invalid(
        _("Bảng tính bị hỏng hoặc có cấu trúc lạ nên không đọc được."),
        _("Hãy mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi gửi lại."),
    )


class _Watch:
    """Follows the cells of one sheet. `start` is called for each element of perhaps a million cells, so it does little."""

    def __init__(self, name: str, check: SizeCheck) -> None:
        self.name, self.check = name, check
        self.row = self.column = self.last_row = self.last_column = self.cells = 0
        self.kind = ""
        self.is_calculated = True
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.StartDoctypeDeclHandler = self.doctype

    def look(self) -> None:
        """The bounding box is what the grid will be, whatever stands in it."""
        self.check(
            self.name, self.last_row, self.last_column, max(self.cells, self.last_row * self.last_column)
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "c":
            self._place(attributes.get("r"))
            self.kind = attributes.get("t", "")
        elif tag == "v" or tag == "is":
            self._filled()
        elif tag == "f":
            self._formula()
        elif tag == "row":
            written = attributes.get("r")
            self.row, self.column = self.row + 1 if written is None else _number(written), 0

    def doctype(self, *declaration: object) -> None:
        raise _broken()  # a sheet has none; entities are how XML makes much out of little

    def _place(self, written: str | None) -> None:
        if written is None:
            self.column += 1
            return
        placed = _ADDRESS.fullmatch(written)
        if placed is None:
            raise _broken()
        letters, number = placed.groups()
        self.row, self.column = int(number), _column(letters)

    def _filled(self) -> None:
        if self.kind == "e":
            raise Invalid(
                _(
                    "Ô %(where)s của %(sheet)s có lỗi công thức (ví dụ #N/A, #REF!) nên không biết giá trị thật."
                )
                % {"where": address(self.row, self.column), "sheet": self.name},
                _("Hãy sửa công thức hoặc nhập giá trị vào ô đó rồi gửi lại."),
            )
        self.cells += 1
        if self.row > self.last_row:
            self.last_row = self.row
        if self.column > self.last_column:
            self.last_column = self.column
        if self.cells % _EVERY == 0:
            self.look()

    def _formula(self) -> None:
        """From here to the end of the cell, look for its calculated value; an empty one is a value only of a text."""
        self.is_calculated = self.kind == "str"
        self.parser.EndElementHandler = self._end_in_formula

    def _end_in_formula(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "f":
            self.parser.CharacterDataHandler = self._value
        elif name == "c":
            self.parser.EndElementHandler = self.parser.CharacterDataHandler = None
            if not self.is_calculated:
                raise Invalid(
                    _("Ô %(where)s của %(sheet)s có công thức chưa được tính nên không biết giá trị.")
                    % {"where": address(self.row, self.column), "sheet": self.name},
                    _("Hãy mở tệp bằng Excel hoặc LibreOffice, lưu lại để công thức được tính, rồi gửi lại."),
                )

    def _value(self, text: str) -> None:
        if text.strip():
            self.is_calculated = True


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _number(written: str) -> int:
    if not re.fullmatch("[0-9]{1,7}", written):
        raise _broken()
    return int(written)
