"""Tables of a text: rows of cells that know where their words stand."""

from dataclasses import dataclass


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
