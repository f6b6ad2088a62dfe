"""What reading a spreadsheet gives: lines, questions, remarks; and cells by their place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from caicach.core.words import Words

from ..framework import Policy

Cell = str | int | bool | Decimal | date | None
Rows = Sequence[Sequence[Cell]]
Answers = Mapping[str, str]


class Merge(NamedTuple):
    """A merged range, corners included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def address(self) -> str:
        return f"{address(self.top, self.left)}:{address(self.bottom, self.right)}"


class Option(NamedTuple):
    """A possible answer."""

    value: str
    words: Words


@dataclass(frozen=True, slots=True)
class Question:
    """What a sheet leaves open. `key` names the question in the answers; `free` says that another answer may be typed."""

    key: str
    cells: tuple[str, ...]
    read: tuple[str, ...]
    doubt: Words
    options: tuple[Option, ...] = ()
    free: Words | None = None


class Remark(NamedTuple):
    """Something to be shown that is taken as it stands: an error of the source, a line left out."""

    cell: str
    words: Words


@dataclass(slots=True)
class Line:
    """A row that scores: an area, criterion or leaf.

    `guide` gathers what stands below it, `scale` the points that those words give; `rule_words` is what the column of rules
    says, `rule` what was decided for a leaf without a rule ("manual", "choice").
    """

    row: int
    printed: str
    name: str
    max_points: Decimal | None
    code: str = ""
    parent: str = ""
    evidence: str = ""
    agency: str = ""
    guide: list[str] = field(default_factory=list)
    scale: list[tuple[str, Decimal]] = field(default_factory=list)
    na: Policy | None = None
    rule_words: str = ""
    rule: str = ""
    children: list["Line"] = field(default_factory=list)

    @property
    def is_leaf(self) -> bool:
        return not self.children


@dataclass(frozen=True, slots=True)
class Reading:
    """A sheet as far as it is understood. `lines` are complete when no question is open."""

    lines: tuple[Line, ...]
    questions: tuple[Question, ...]
    remarks: tuple[Remark, ...]
    total: Decimal | None = None
    max_column: int = 0

    @property
    def areas(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.parent)


def address(row: int, column: int) -> str:
    """(44, 3) -> "C44"."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
