"""What a sheet is once it has been read: rows of exact values that know where they stand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from caicach.platform.spreadsheets.scan import address

Cell = str | int | bool | Decimal | dt.date | dt.datetime | None


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, corners included, counted from 1. Only its top left cell holds a value."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def address(self) -> str:
        return f"{address(self.top, self.left)}:{address(self.bottom, self.right)}"

    def covers(self, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number in the sheet. Cells beyond the last one that is filled are missing: use `at`."""

    number: int
    cells: tuple[Cell, ...]

    def at(self, column: int) -> Cell:
        """The value in `column`, counted from 1; None beyond the end."""
        return self.cells[column - 1] if column <= len(self.cells) else None

    def address(self, column: int) -> str:
        return address(self.number, column)

    @property
    def is_empty(self) -> bool:
        return all(cell is None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its rows from the first one on, without the empty ones at the end."""

    name: str
    rows: tuple[Row, ...]
    merges: tuple[Merge, ...] = ()
    is_hidden: bool = False

    def merge_at(self, row: int, column: int) -> Merge | None:
        """The merged range that covers a cell."""
        return next((merge for merge in self.merges if merge.covers(row, column)), None)
