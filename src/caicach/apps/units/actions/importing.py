"""Departments, divisions and other units from a table: shown first, then confirmed.

The preview is the import itself, rolled back: whatever the single actions would refuse stands beside its row, and what the
confirmation then does is what was shown.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.apps.units.actions.import_sheet import COLUMNS, SheetRow, UnitSheet
from caicach.apps.units.actions.units import AMENDABLE, UnitData, amend_unit, create_unit, end_unit
from caicach.apps.units.models import Kind, Subkind, Unit
from caicach.apps.units.queries import latest, standing, unit_by_reference
from caicach.core.vietnamese import date_text, fold, spelling_key
from caicach.platform.access import Permission, Scope
from caicach.platform.errors import Fault, Invalid

Outcome = Literal["create", "change", "same", "error"]

KIND_WORDS: dict[str, tuple[Kind, str]] = {
    "so": (Kind.DEPARTMENT, ""),
    "so, ban, nganh": (Kind.DEPARTMENT, ""),
    "phong": (Kind.DIVISION, ""),
    "phong, ban": (Kind.DIVISION, ""),
    "phong, ban, don vi truc thuoc": (Kind.DIVISION, ""),
    "don vi truc thuoc": (Kind.DIVISION, ""),
    "trung tam phuc vu hanh chinh cong": (Kind.SERVICE_CENTRE, ""),
    "huyen": (Kind.DISTRICT, ""),
    "quan": (Kind.DISTRICT, ""),
    "thi xa": (Kind.DISTRICT, ""),
    "thanh pho thuoc tinh": (Kind.DISTRICT, ""),
    "xa": (Kind.COMMUNE, Subkind.XA),
    "phuong": (Kind.COMMUNE, Subkind.PHUONG),
    "dac khu": (Kind.COMMUNE, Subkind.DAC_KHU),
    "thi tran": (Kind.COMMUNE, Subkind.THI_TRAN),
}
KIND_WORDS_SHOWN = (
    "Sở, ban, ngành",
    "Phòng, ban",
    "Đơn vị trực thuộc",
    "Trung tâm phục vụ hành chính công",
    "Huyện",
    "Quận",
    "Thị xã",
    "Thành phố thuộc tỉnh",
    "Xã",
    "Phường",
    "Đặc khu",
    "Thị trấn",
)


@dataclass(frozen=True, slots=True)
class RowResult:
    """What becomes of a row. `changes` are (column, before, after), `problems` the reasons of an error, with cell addresses."""

    number: int
    name: str
    outcome: Outcome
    unit_id: int | None = None
    parent: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import does, or would do."""

    rows: tuple[RowResult, ...]
    notes: tuple[str, ...]

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def problems(self) -> list[str]:
        return [problem for row in self.rows for problem in row.problems]

    @property
    def can_be_confirmed(self) -> bool:
        return not self.count("error") and bool(self.count("create") + self.count("change"))


def preview_units(scope: Scope, sheet: UnitSheet) -> ImportResult:
    """What `import_units` would do; nothing is kept."""
    scope.require(Permission.UNITS_MANAGE, what=_("nhập danh sách đơn vị"))
    with transaction.atomic():
        result = _run(scope, sheet, _("xem trước"))
        transaction.set_rollback(True)
    return result


def import_units(scope: Scope, sheet: UnitSheet, reason: str) -> ImportResult:
    """Make and change the units of a table, all of them or none: one faulty row refuses the whole."""
    scope.require(Permission.UNITS_MANAGE, what=_("nhập danh sách đơn vị"))
    with transaction.atomic():
        result = _run(scope, sheet, reason)
        if result.count("error"):
            raise Invalid(
                _("Có %(count)s dòng chưa hợp lệ; chưa có gì được lưu.") % {"count": result.count("error")},
                _("Hãy sửa các ô nêu dưới đây trong tệp rồi gửi lại."),
                result.problems,
            )
    return result


def _run(scope: Scope, sheet: UnitSheet, reason: str) -> ImportResult:
    done: list[RowResult] = []
    seen: dict[int, int] = {}
    for row in sheet.rows:
        if row.problems:
            done.append(RowResult(row.number, row.values.get("name", ""), "error", problems=row.problems))
            continue
        try:
            with transaction.atomic():
                result = _take(scope, sheet, row, reason)
                if result.unit_id in seen:
                    raise _CellFault(
                        "name",
                        _("đơn vị này đã có ở dòng %(row)s của tệp. Hãy xóa bớt một dòng.")
                        % {"row": seen[result.unit_id]},
                    )
                seen[result.unit_id or 0] = row.number
        except _CellFault as fault:
            text = _("Ô %(where)s: %(fault)s") % {"where": sheet.where(row, fault.column), "fault": fault}
            result = RowResult(row.number, row.values["name"], "error", problems=(text,))
        except Fault as fault:
            text = _("Dòng %(row)s (%(where)s): %(fault)s") % {
                "row": row.number,
                "where": sheet.where(row, "name"),
                "fault": fault,
            }
            result = RowResult(row.number, row.values["name"], "error", problems=(text,))
        done.append(result)
    return ImportResult(tuple(done), sheet.notes)


class _CellFault(Exception):
    """A fault of one cell, with the sentence for the official."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column


def _take(scope: Scope, sheet: UnitSheet, row: SheetRow, reason: str) -> RowResult:
    data = _data(scope, row)
    there = _existing(data)
    parent = latest(data.parent_id) if data.parent_id is not None else None
    parent_name = parent.name if parent else ""
    if there is None:
        unit = create_unit(scope, data, reason)
        return RowResult(row.number, unit.name, "create", unit.pk, parent_name)
    if there.kind != data.kind:
        raise _CellFault(
            "identification_code",
            _("mã định danh %(code)s là của %(unit)s, loại “%(kind)s”. Dòng này nói về đơn vị nào?")
            % {"code": there.identification_code, "unit": there.name, "kind": Kind(there.kind).label},
        )
    if there.valid_from != data.valid_from:
        raise _CellFault(
            "valid_from",
            _(
                "đơn vị này đã có trong hệ thống, hoạt động từ %(stored)s chứ không phải %(given)s. Ngày nào đúng?"
            )
            % {"stored": date_text(there.valid_from), "given": date_text(data.valid_from)},
        )
    if there.parent_id != data.parent_id:
        raise _CellFault(
            "parent",
            _(
                "đơn vị này đang trực thuộc nơi khác. Hãy dùng “Chuyển cấp trên” ở trang của đơn vị, kèm ngày và căn cứ."
            ),
        )
    changes = _change(scope, there, data, row, reason)
    return RowResult(row.number, there.name, "change" if changes else "same", there.pk, parent_name, changes)


def _change(
    scope: Scope, there: Unit, data: UnitData, row: SheetRow, reason: str
) -> tuple[tuple[str, str, str], ...]:
    """Bring a unit to what the row says; an empty cell leaves things as they are."""
    given = {field: getattr(data, field) for field in AMENDABLE if field in row.values}
    if data.subkind:
        given["subkind"] = data.subkind
    different = {field: value for field, value in given.items() if value != getattr(there, field)}
    changes = [
        (str(COLUMNS.get(field, COLUMNS["kind"])), str(getattr(there, field)), str(value))
        for field, value in different.items()
    ]
    if different:
        amend_unit(scope, there.pk, different, reason)
    if data.valid_to is not None and data.valid_to != there.valid_to:
        before = date_text(there.valid_to) if there.valid_to else ""
        end_unit(scope, there.pk, data.valid_to, reason)
        changes.append((str(COLUMNS["valid_to"]), before, date_text(data.valid_to)))
    return tuple(changes)


def _data(scope: Scope, row: SheetRow) -> UnitData:
    kind, subkind = _kind(row.values["kind"])
    start = dt.date.fromisoformat(row.values["valid_from"])
    end = row.values.get("valid_to")
    return UnitData(
        kind=kind,
        subkind=subkind,
        name=row.values["name"],
        short_name=row.values.get("short_name", ""),
        code=row.values.get("code", ""),
        identification_code=row.values.get("identification_code", "").upper(),
        parent_id=_parent(scope, row.values["parent"], start),
        valid_from=start,
        valid_to=dt.date.fromisoformat(end) if end else None,
    )


def _kind(word: str) -> tuple[Kind, str]:
    try:
        return KIND_WORDS[fold(word)]
    except KeyError:
        raise _CellFault(
            "kind",
            _("không có loại đơn vị “%(word)s”. Hãy dùng một trong: %(words)s.")
            % {"word": word, "words": "; ".join(KIND_WORDS_SHOWN)},
        ) from None


def _parent(scope: Scope, reference: str, on: dt.date) -> int:
    try:
        return unit_by_reference(scope, reference, on, Permission.UNITS_MANAGE).pk
    except Invalid as fault:
        raise _CellFault("parent", str(fault)) from fault


def _existing(data: UnitData) -> Unit | None:
    """The unit that a row speaks of, when it is already there."""
    if data.identification_code:
        by_code = Unit.objects.filter(identification_code=data.identification_code).first()
        if by_code is not None:
            return latest(by_code.pk)
    siblings = standing(data.valid_from).filter(
        Q(place__parent_id=data.parent_id), kind=data.kind, folded__contains=fold(data.name)
    )
    wanted = spelling_key(data.name)
    same = next((unit for unit in siblings if spelling_key(unit.name) == wanted), None)
    return latest(same.pk) if same else None
