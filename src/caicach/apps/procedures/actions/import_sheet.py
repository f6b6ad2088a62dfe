"""A catalogue as the national portal exports it, or as a CSV of its pages, read into rows of plain values; nothing is stored.

The export has a title row, then "Mã số | Tên | Cơ quan ban hành | Cơ quan thực hiện | Lĩnh vực"; the CSV has one column more for
level, decision and a JSON of the channels with their limits and fees. What a file does not say stays out of its rows, so that
importing it leaves that as it is. Every fault names its cell.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from caicach.apps.procedures.models import Level, Online
from caicach.core.dossiers.status import Channel
from caicach.core.procedures import ChannelRow, checked_code, fees_of, levels_named, limit_of
from caicach.core.procedures.texts import channel_of
from caicach.core.vietnamese import fold, tidy
from caicach.platform.errors import Invalid
from caicach.platform.spreadsheets import Cell, Row, Table

MOST_ROWS = 20_000
HEAD_WITHIN = 20
NOTHING = "khong co thong tin"

_HEADS = {
    "ma so": "code",
    "ma thu tuc": "code",
    "ma tthc": "code",
    "ten": "name",
    "ten thu tuc": "name",
    "linh vuc": "field",
    "co quan ban hanh": "issuer",
    "co quan thuc hien": "executing",
    "co quan quyet dinh": "deciding",
    "cap thuc hien": "level",
    "loai thu tuc": "category",
    "so quyet dinh": "ministry_decision",
    "doi tuong": "audience",
    "doi tuong thuc hien": "audience",
    "channels json(our regex parse)": "channels",
    "channels json": "channels",
}
MANDATORY = ("code", "name", "field")
_LENGTHS = {
    "name": 2000,
    "field": 300,
    "issuer": 300,
    "category": 200,
    "ministry_decision": 200,
    "audience": 1000,
    "deciding": 1000,
    "executing": 1000,
}
_LEVELS = {fold(str(label)): Level(value) for value, label in Level.choices} | {
    "cap bo": Level.MINISTRY,
    "cap tinh": Level.PROVINCE,
    "cap xa": Level.COMMUNE,
    "co quan khac": Level.OTHER,
}
_ORDER = [Level.COMMUNE, Level.PROVINCE, Level.MINISTRY, Level.OTHER]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with its number in the file: the values it states, faults, and what is worth a look without being a fault."""

    number: int
    code: str
    values: Mapping[str, Any]
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return str(self.values.get("name", ""))


@dataclass(frozen=True, slots=True)
class ProcedureSheet:
    """The rows of a catalogue file, and what of the file was not used."""

    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...] = ()

    def pack(self) -> dict[str, Any]:
        """As JSON knows it, to be handed from the preview to the confirmation."""
        rows = [[one.number, one.code, dict(one.values), one.problems, one.notes] for one in self.rows]
        return {"rows": rows, "notes": self.notes}

    @classmethod
    def unpack(cls, packed: Mapping[str, Any]) -> ProcedureSheet:
        rows = tuple(
            SheetRow(number, code, values, tuple(problems), tuple(notes))
            for number, code, values, problems, notes in packed["rows"]
        )
        return cls(rows, tuple(packed["notes"]))


def read_sheet(tables: Iterable[Table]) -> ProcedureSheet:
    """The rows of the first visible table that has the head of a catalogue; Invalid when none has."""
    for table in tables:
        if table.is_hidden:
            continue
        for place, row in enumerate(table.rows[:HEAD_WITHIN]):
            columns = _head(row)
            if set(MANDATORY) <= set(columns):
                return _read(table, place, columns)
    raise Invalid(
        _("Tệp không có dòng tiêu đề của danh mục thủ tục hành chính."),
        _(
            "Hãy dùng tệp danh sách TTHC xuất từ Cổng Dịch vụ công, hoặc bảng có các cột Mã số, Tên, Lĩnh vực."
        ),
    )


def _head(row: Row) -> dict[str, int]:
    columns: dict[str, int] = {}
    for number, cell in enumerate(row.cells, start=1):
        if isinstance(cell, str) and (column := _HEADS.get(_plain(cell))):
            columns.setdefault(column, number)
    return columns


def _plain(head: str) -> str:
    return " ".join(fold(head).replace("_", " ").rstrip(" *").split())


def _read(table: Table, place: int, columns: dict[str, int]) -> ProcedureSheet:
    head = table.rows[place]
    body = [row for row in table.rows[place + 1 :] if not row.is_empty]
    if len(body) > MOST_ROWS:
        raise Invalid(
            _("Tệp có %(count)s dòng, quá %(most)s dòng cho một lần nhập.")
            % {"count": len(body), "most": MOST_ROWS},
            _("Hãy chia thành nhiều tệp."),
        )
    if not body:
        raise Invalid(_("Tệp không có thủ tục nào dưới dòng tiêu đề."), _("Hãy kiểm tra lại tệp."))
    used = set(columns.values())
    notes = tuple(
        _("Cột “%(head)s” không được dùng.") % {"head": cell}
        for number, cell in enumerate(head.cells, start=1)
        if cell is not None and number not in used
    )
    seen: dict[str, int] = {}
    return ProcedureSheet(tuple(_row(row, columns, seen) for row in body), notes)


def _row(row: Row, columns: Mapping[str, int], seen: dict[str, int]) -> SheetRow:
    values: dict[str, Any] = {}
    problems: list[str] = []
    notes: list[str] = []
    for name, number in columns.items():
        cell = row.at(number)
        try:
            values |= _VALUES.get(name, _text)(name, cell, notes)
        except ValueError as fault:
            problems.append(_("Ô %(where)s: %(fault)s") % {"where": row.address(number), "fault": fault})
    code = values.pop("code", "")
    for name in MANDATORY:
        if name != "code" and name not in values and not problems:
            where = row.address(columns[name])
            problems.append(_("Ô %(where)s còn trống.") % {"where": where})
    if code and (first := seen.setdefault(code, row.number)) != row.number:
        problems.append(_("Mã %(code)s đã có ở dòng %(row)s của tệp.") % {"code": code, "row": first})
    return SheetRow(
        row.number, code or str(row.at(columns["code"]) or ""), values, tuple(problems), tuple(notes)
    )


def _code(_name: str, cell: Cell, _notes: list[str]) -> dict[str, Any]:
    if cell is None:
        raise ValueError(_("thiếu mã thủ tục."))
    if not isinstance(cell, str):
        raise ValueError(
            _("mã “%(value)s” là số nên có thể đã mất số 0 ở cuối; hãy định dạng cột mã là văn bản.")
            % {"value": cell}
        )
    try:
        return {"code": checked_code(cell)}
    except ValueError as fault:
        raise ValueError(
            _("“%(value)s” không phải mã thủ tục (ví dụ đúng: 1.013978).") % {"value": cell[:40]}
        ) from fault


def _text(name: str, cell: Cell, _notes: list[str]) -> dict[str, Any]:
    found = tidy(str(cell)) if cell is not None else ""
    if not found or fold(found) == NOTHING:
        return {}
    if len(found) > _LENGTHS[name]:
        raise ValueError(
            _("dài %(length)s ký tự, quá %(most)s.") % {"length": len(found), "most": _LENGTHS[name]}
        )
    return {name: found}


def _executing(name: str, cell: Cell, notes: list[str]) -> dict[str, Any]:
    """Agencies, one in a line as the portal writes them, each once."""
    lines = [tidy(line) for line in str(cell or "").splitlines()]
    agencies = "\n".join(dict.fromkeys(line for line in lines if line and fold(line) != NOTHING))
    if not agencies:
        return {}
    _text(name, agencies, notes)
    return {name: agencies, "levels_named": list(levels_named(agencies))}


def _level(_name: str, cell: Cell, _notes: list[str]) -> dict[str, Any]:
    words = [tidy(one) for one in str(cell or "").split(",")]
    found = set()
    for word in filter(None, words):
        if (level := _LEVELS.get(fold(word))) is None:
            raise ValueError(_("không có cấp thực hiện “%(word)s”.") % {"word": word[:60]})
        found.add(level)
    ordered = [one.value for one in _ORDER if one in found]
    return {"level": ordered[0], "other_levels": ordered[1:]} if ordered else {}


def _channels(_name: str, cell: Cell, notes: list[str]) -> dict[str, Any]:
    """The JSON of channels: what can be done online and by post, the limit that all agree on, the fees."""
    try:
        said = json.loads(str(cell or "[]"))
        rows = [
            ChannelRow(tidy(one["channel"]), _said(one["value"]), _said(one["unit"]), _said(one["fee"]))
            for one in said
        ]
        channels = {channel_of(row.channel) for row in rows}
    except (ValueError, TypeError, KeyError, RecursionError, AttributeError) as fault:
        raise ValueError(_("không đọc được danh sách kênh thực hiện (JSON).")) from fault
    if not rows:
        return {}
    if None in channels:
        raise ValueError(_("có kênh thực hiện lạ."))
    limit, fees = limit_of(rows), fees_of(rows)
    if limit.note:
        notes.append(_("Thời hạn chưa rõ, cần chọn: %(note)s.") % {"note": limit.note})
    if fees.note:
        notes.append(_("Phí, lệ phí chỉ ghi bằng lời: %(note)s.") % {"note": fees.note})
    return {
        "online": (Online.PARTIAL if Channel.ONLINE in channels else Online.NONE).value,
        "by_post": Channel.POST in channels,
        "limit_kind": limit.limit.kind.value if limit.limit else "",
        "limit_amount": str(limit.limit.amount) if limit.limit else None,
        "limit_note": limit.note[:2000],
        "fee_note": fees.note[:2000],
        "fees": [[channel, str(amount)] for channel, amount in fees.amounts],
    }


def _said(value: Any) -> str | None:
    return None if value is None else tidy(str(value))


_VALUES = {"code": _code, "executing": _executing, "level": _level, "channels": _channels}
