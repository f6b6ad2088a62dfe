"""Tables of a text: rows of cells that know where their words stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from caicach.core.directives.lines import Line

FIRST_COLUMN = re.compile(r"(?:S?TT|Số TT)\.?", re.IGNORECASE)
_COLUMNS, _LONGEST_HEADING = 10, 80
_RULE = re.compile(r"[|\s:\-–]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of one cell, and from where to where of the text they stand; an empty cell has `start` equal to `end`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it appears in the text: row by row, a line for each row, its cells joined by " | "."""

    rows: tuple[tuple[Cell, ...], ...]


def tables_in(lines: Sequence[Line], known: Sequence[Table] = ()) -> list[Table]:
    """The tables that stand in the text itself: lines with " | ", Markdown with bars at both ends; not those that are known."""
    spans = [(row[0].start, row[-1].end) for table in known for row in table.rows if row]
    tables: list[Table] = []
    rows: list[tuple[Cell, ...]] = []
    last = 0
    for at, line in enumerate(lines):
        if "|" not in line.text or any(start <= line.end and line.start <= end for start, end in spans):
            continue
        if _RULE.fullmatch(line.text):
            last = line.number
            continue
        if rows and line.number > last + 2:
            tables.append(Table(tuple(rows)))
            rows = []
        if not rows:
            rows = _headings(lines[max(0, at - _COLUMNS) : at])
        rows.append(_cells(line))
        last = line.number
    return [*tables, Table(tuple(rows))] if rows else tables


def _headings(before: Sequence[Line]) -> list[tuple[Cell, ...]]:
    """A heading whose cells stand on lines of their own: "TT", "Chỉ tiêu", "Đơn vị"."""
    first = next((at for at, line in enumerate(before) if FIRST_COLUMN.fullmatch(line.text)), None)
    if first is None or any(len(line.text) > _LONGEST_HEADING or "|" in line.text for line in before[first:]):
        return []
    return [tuple(Cell(line.text, line.start, line.end) for line in before[first:])]


def _cells(line: Line) -> tuple[Cell, ...]:
    cells = []
    at = 0
    parts = line.text.split("|")
    for part in parts:
        inner = part.strip(" *\t")
        start = line.start + at + (len(part) - len(part.lstrip(" *\t")) if inner else 0)
        cells.append(Cell(inner, start, start + len(inner)))
        at += len(part) + 1
    if parts[0].strip() == "" and parts[-1].strip() == "" and len(cells) > 2:
        cells = cells[1:-1]
    return tuple(cells)
