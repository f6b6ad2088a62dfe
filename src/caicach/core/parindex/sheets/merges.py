"""Merged cells: only the top left one holds a value, and whether it speaks for the others is not for a program to guess."""

from collections import defaultdict

from caicach.core.words import Words

from .asking import Desk
from .codes import printed
from .columns import AGENCY, CODE, EVIDENCE, GUIDE, RULE, Head
from .model import Cell, Merge, Option, Rows, address

OWN_TEXTS = (EVIDENCE, GUIDE, RULE, AGENCY)
"""Columns whose texts may go on in the rows below a line."""

_FIRST = Option(
    "first", Words("Chỉ thuộc mục ở dòng đầu của vùng gộp", "It belongs to the line in the first row only")
)
_EACH = Option("each", Words("Thuộc từng mục trong vùng gộp", "It belongs to every line in the range"))


def settled(rows: Rows, merges: tuple[Merge, ...], head: Head, desk: Desk) -> tuple[Rows, dict[int, int]]:
    """The rows with merged texts where they belong, and the rows that a merged code, name or maximum joins to a row above.

    Ranges in the head and ranges without a value ask nothing; the others are one question for each column.
    """
    by_column: defaultdict[int, list[Merge]] = defaultdict(list)
    for merge in merges:
        filled = value_at(rows, merge.top, merge.left) is not None
        if merge.top > head.row and merge.bottom > merge.top and head.kind(merge.left) and filled:
            by_column[merge.left].append(merge)
    spanned: dict[int, int] = {}
    for column, found in sorted(by_column.items()):
        shared = head.kind(column) in OWN_TEXTS
        if _asked(rows, column, found, desk, shared) == _EACH.value:
            rows = _filled(rows, found, head.columns.get(CODE, 1))
        if not shared:
            spanned |= {row: merge.top for merge in found for row in range(merge.top + 1, merge.bottom + 1)}
    return rows, spanned


def value_at(rows: Rows, row: int, column: int) -> Cell:
    """The value of a cell counted from 1; None beyond the end and for an empty text."""
    cells = rows[row - 1] if row <= len(rows) else ()
    value = cells[column - 1] if column <= len(cells) else None
    return None if value == "" else value


def short(text: str) -> str:
    """The beginning of a long text."""
    return text if len(text) <= 60 else text[:59] + "…"


def _asked(rows: Rows, column: int, merges: list[Merge], desk: Desk, shared: bool) -> str:
    return desk.choose(
        f"merge:{address(0, column)[:-1]}",
        [merge.address for merge in merges],
        [f"{merge.address}: {short(str(value_at(rows, merge.top, merge.left)))}" for merge in merges],
        Words(
            f"{len(merges)} vùng gộp ô theo chiều dọc; không rõ nội dung thuộc những dòng nào.",
            f"{len(merges)} ranges are merged downwards; it is not clear to which rows the text belongs.",
        ),
        (_FIRST, _EACH) if shared else (_FIRST,),
    )


def _filled(rows: Rows, merges: list[Merge], code: int) -> Rows:
    """The rows with the text of each range in every line of it."""
    copied = [list(row) for row in rows]
    for merge in merges:
        for number in range(merge.top + 1, min(merge.bottom, len(copied)) + 1):
            if printed(value_at(rows, number, code)) is None:
                continue
            row = copied[number - 1]
            row += [None] * (merge.left - len(row))
            row[merge.left - 1] = value_at(rows, merge.top, merge.left)
    return copied
