"""A table of units as officials send it, read into rows of plain text; nothing is guessed and nothing is stored here.

Every fault carries the address of its cell. What a spreadsheet may have spoiled without anyone noticing (a merged cell, a code
that lost its leading zeros because it became a number) is asked about, not repaired.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.core.vietnamese import date_text, fold, read_date, tidy
from caicach.platform.errors import Invalid
from caicach.platform.spreadsheets import Cell, Row, Table

MOST_ROWS = 2_000
HEAD_WITHIN = 20

COLUMNS = {
    "name": gettext_lazy("Tên đơn vị"),
    "short_name": gettext_lazy("Tên ngắn"),
    "kind": gettext_lazy("Loại đơn vị"),
    "code": gettext_lazy("Mã đơn vị"),
    "identification_code": gettext_lazy("Mã định danh"),
    "parent": gettext_lazy("Đơn vị cấp trên"),
    "valid_from": gettext_lazy("Hoạt động từ"),
    "valid_to": gettext_lazy("Hoạt động đến"),
}
_HEADS = {
    "ten don vi": "name",
    "ten ngan": "short_name",
    "loai don vi": "kind",
    "ma don vi": "code",
    "ma dinh danh": "identification_code",
    "don vi cap tren": "parent",
    "hoat dong tu": "valid_from",
    "hoat dong den": "valid_to",
}
MANDATORY = ("name", "kind", "parent", "valid_from")
_CODES = ("code", "identification_code", "parent")
_DATES = ("valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with its number in the sheet: the text of each column that is filled (dates as ISO), and the faults of its cells."""

    number: int
    values: Mapping[str, str]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """The rows of a table of units. `columns` gives the letter of each column, `notes` what was not used."""

    columns: Mapping[str, str]
    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...] = field(default=())

    def where(self, row: SheetRow, column: str) -> str:
        """The address of a cell, "C7"; of the row's first column when the table has no such column."""
        return f"{self.columns.get(column, 'A')}{row.number}"

    def pack(self) -> dict[str, Any]:
        """As JSON knows it, to be handed from the preview to the confirmation."""
        rows = [[row.number, dict(row.values), list(row.problems)] for row in self.rows]
        return {"columns": dict(self.columns), "rows": rows, "notes": list(self.notes)}

    @classmethod
    def unpack(cls, packed: Mapping[str, Any]) -> UnitSheet:
        rows = tuple(SheetRow(number, values, tuple(problems)) for number, values, problems in packed["rows"])
        return cls(packed["columns"], rows, tuple(packed["notes"]))


def read_sheet(tables: Iterable[Table]) -> UnitSheet:
    """The rows of the first visible table that has the head of a table of units; Invalid when none has."""
    for table in tables:
        if table.is_hidden:
            continue
        for place, row in enumerate(table.rows[:HEAD_WITHIN]):
            columns = {name: number for number, name in _head(row)}
            if "name" in columns and "kind" in columns:
                return _read(table, place, columns)
    heads = ", ".join(str(label) for label in COLUMNS.values())
    raise Invalid(
        _("Tệp không có dòng tiêu đề của danh sách đơn vị."),
        _("Hãy dùng tệp mẫu; dòng tiêu đề gồm: %(heads)s.") % {"heads": heads},
    )


def _head(row: Row) -> list[tuple[int, str]]:
    heads = _HEADS | {fold(str(label)): column for column, label in COLUMNS.items()}
    named = []
    for number, cell in enumerate(row.cells, start=1):
        if isinstance(cell, str) and (column := heads.get(fold(tidy(cell)).rstrip(" *"))):
            named.append((number, column))
    return named


def _read(table: Table, head_place: int, columns: dict[str, int]) -> UnitSheet:
    head = table.rows[head_place]
    repeated = [name for number, name in _head(head) if columns[name] != number]
    if repeated:
        raise Invalid(
            _("Cột “%(column)s” có hai lần.") % {"column": COLUMNS[repeated[0]]},
            _("Hãy xóa bớt một cột rồi gửi lại."),
        )
    if missing := [str(COLUMNS[name]) for name in MANDATORY if name not in columns]:
        raise Invalid(
            _("Tệp thiếu cột: %(columns)s.") % {"columns": ", ".join(missing)},
            _("Hãy dùng tệp mẫu, giữ đủ các cột bắt buộc."),
        )
    body = [row for row in table.rows[head_place + 1 :] if not row.is_empty]
    if len(body) > MOST_ROWS:
        raise Invalid(
            _("Tệp có %(count)s dòng, quá %(most)s dòng cho một lần nhập.")
            % {"count": len(body), "most": MOST_ROWS},
            _("Hãy chia thành nhiều tệp."),
        )
    if not body:
        raise Invalid(
            _("Tệp không có dòng đơn vị nào dưới dòng tiêu đề."), _("Hãy điền danh sách rồi gửi lại.")
        )
    letters = {name: _letters(head, number) for name, number in columns.items()}
    return UnitSheet(letters, tuple(_row(table, row, columns) for row in body), _notes(head, columns))


def _notes(head: Row, columns: Mapping[str, int]) -> tuple[str, ...]:
    used = set(columns.values())
    return tuple(
        _("Cột %(letter)s “%(head)s” không thuộc mẫu, không được dùng.")
        % {"letter": _letters(head, number), "head": cell}
        for number, cell in enumerate(head.cells, start=1)
        if cell is not None and number not in used
    )


def _letters(row: Row, column: int) -> str:
    return row.address(column).rstrip("0123456789")


def _row(table: Table, row: Row, columns: Mapping[str, int]) -> SheetRow:
    values: dict[str, str] = {}
    problems: list[str] = []
    for name, number in columns.items():
        where = row.address(number)
        merge = table.merge_at(row.number, number)
        if merge is not None:
            problems.append(
                _(
                    "Ô %(where)s nằm trong vùng gộp %(merge)s: giá trị thuộc về dòng nào? Hãy bỏ gộp ô và điền từng dòng."
                )
                % {"where": where, "merge": merge.address}
            )
            continue
        try:
            text = _text(name, row.at(number))
        except ValueError as fault:
            problems.append(_("Ô %(where)s: %(fault)s") % {"where": where, "fault": fault})
            continue
        if text:
            values[name] = text
        elif name in MANDATORY:
            problems.append(
                _("Ô %(where)s còn trống: thiếu “%(column)s”.") % {"where": where, "column": COLUMNS[name]}
            )
    return SheetRow(row.number, values, tuple(problems))


def _text(name: str, cell: Cell) -> str:
    """The cell as plain text; ValueError with a sentence for the official when it cannot be taken as it is."""
    if cell is None:
        return ""
    if name in _DATES:
        return _date(cell)
    if isinstance(cell, str):
        return tidy(cell)
    if name in _CODES:
        raise ValueError(
            _(
                "“%(value)s” là số, nên có thể đã mất số 0 ở đầu. Hãy định dạng ô là văn bản và nhập đủ mã (ví dụ 07900)."
            )
            % {"value": cell}
        )
    if isinstance(cell, dt.date):
        raise ValueError(
            _("là ngày %(day)s, trong khi cần chữ. Hãy định dạng ô là văn bản.") % {"day": date_text(cell)}
        )
    return tidy(str(cell))


def _date(cell: Cell) -> str:
    if isinstance(cell, dt.date):
        return dt.date(cell.year, cell.month, cell.day).isoformat()
    try:
        return read_date(str(cell)).isoformat() if isinstance(cell, str) else _not_a_date(cell)
    except ValueError:
        return _not_a_date(cell)


def _not_a_date(cell: Cell) -> str:
    raise ValueError(
        _("“%(value)s” không phải ngày có thật. Hãy nhập ngày/tháng/năm, ví dụ 01/07/2025.") % {"value": cell}
    )
