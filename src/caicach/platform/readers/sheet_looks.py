"""What the library that reads workbooks does not tell of an .xlsx: how far each sheet reaches, fonts, and percentages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from caicach.core.vietnamese.legacy import Font
from caicach.core.vietnamese.legacy import font as font_named
from caicach.platform.errors import TooLarge
from caicach.platform.readers.faults import Unreadable, Why
from caicach.platform.readers.xml import read_part
from caicach.platform.spreadsheets.reading import check_size

_ADDRESS = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_PERCENT = frozenset({9, 10})  # built-in formats, ECMA-376 part 1, 18.8.30
_OF_STYLES = frozenset({"font", "name", "numFmt", "cellXfs", "cellStyleXfs", "xf"})
_EVERY = 10_000


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell is shown: its font if that is one of an old encoding, and whether its number is a percentage."""

    font: str = ""
    is_percent: bool = False


@dataclass(slots=True)
class _Styles:
    """The styles of the cells, by number. Also the handler that reads them."""

    looks: list[Look] = field(default_factory=list)
    _fonts: list[str] = field(default_factory=list)
    _percents: set[int] = field(default_factory=set)
    _in: str = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("fonts", "cellXfs", "cellStyleXfs", "dxfs"):
            self._in = name
        elif name == "font" and self._in == "fonts":
            self._fonts.append("")
        elif name == "name" and self._in == "fonts" and self._fonts:
            self._fonts[-1] = attributes.get("val", "")[:100]
        elif name == "numFmt" and "%" in attributes.get("formatCode", ""):
            self._percents.add(_number(attributes.get("numFmtId")))
        elif name == "xf" and self._in == "cellXfs":
            font, format = _number(attributes.get("fontId")), _number(attributes.get("numFmtId"))
            shown = self._fonts[font] if font < len(self._fonts) else ""
            old = shown if font_named(shown) != Font() else ""
            self.looks.append(Look(old, format in _PERCENT or format in self._percents))

    def end(self, name: str) -> None:
        if name == self._in:
            self._in = ""

    def characters(self, text: str) -> None:
        pass


@dataclass(slots=True)
class _Sheet:
    """The handler of one sheet: notes the cells whose look matters, and refuses a sheet that would make an enormous grid."""

    name: str
    styles: list[Look]
    looks: dict[tuple[int, int], Look] = field(default_factory=dict)
    fonts: dict[str, None] = field(default_factory=dict)
    _row: int = 0
    _column: int = 0
    _last: tuple[int, int] = (0, 0)
    _cells: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self._row, self._column = _number(attributes.get("r")) or self._row + 1, 0
        elif name == "c":
            placed = _ADDRESS.fullmatch(attributes.get("r", ""))
            self._column = _column(placed[1]) if placed else self._column + 1
            self._row = int(placed[2]) if placed else self._row
            self._last = max(self._last[0], self._row), max(self._last[1], self._column)
            self._cells += 1
            if self._cells % _EVERY == 0:
                self.check()
            style = _number(attributes.get("s"))
            look = self.styles[style] if style < len(self.styles) else Look()
            if look.is_percent or look.font:
                self.looks[self._row, self._column] = look

    def check(self) -> None:
        rows, columns = self._last
        try:
            check_size(self.name, rows, columns, max(self._cells, rows * columns))
        except TooLarge as fault:
            raise Unreadable(Why.TOO_LARGE, fault.message, fault.way_out) from fault

    def end(self, name: str) -> None:
        if name == "sheetData":
            self.check()

    def characters(self, text: str) -> None:
        pass


def looks_of(path: Path, parts: list[tuple[str, str]]) -> dict[str, dict[tuple[int, int], Look]]:
    """For each sheet, given by name and part, the cells (row and column from 1) whose look matters.

    Raises `Unreadable` for a sheet that is too large.
    """
    styles = _Styles()
    read_part(path, "xl/styles.xml", styles)
    found = {}
    for name, part in parts:
        sheet = _Sheet(name, styles.looks)
        read_part(path, part, sheet)
        found[name] = sheet.looks
    return found


@dataclass(slots=True)
class _Parts:
    """The handler of a list of sheets or of relations: the elements of a name with their attributes."""

    wanted: str
    found: list[dict[str, str]] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self.wanted:
            self.found.append(attributes)

    def end(self, name: str) -> None:
        pass

    def characters(self, text: str) -> None:
        pass


def sheets_of(path: Path) -> list[tuple[str, str]]:
    """Name and part of each sheet of an .xlsx."""
    sheets, relations = _Parts("sheet"), _Parts("Relationship")
    read_part(path, "xl/workbook.xml", sheets)
    read_part(path, "xl/_rels/workbook.xml.rels", relations)
    targets = {one.get("Id", ""): one.get("Target", "") for one in relations.found}
    return [
        (one.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}")
        for one in sheets.found
        if (target := targets.get(one.get("id", ""), ""))
    ]


def _number(written: str | None) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 8 else 0


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
