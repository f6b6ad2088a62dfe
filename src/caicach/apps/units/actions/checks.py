"""What every action of this app asks of its input; each fault names itself and the way out."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from caicach.apps.units.models import Kind, Unit
from caicach.apps.units.queries import find, latest
from caicach.core.vietnamese import date_text, tidy
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.errors import Invalid
from caicach.platform.typed import text as text

EARLIEST = dt.date(1945, 9, 2)
LATEST = dt.date(2200, 12, 31)

PARENTS: dict[str, frozenset[str]] = {
    Kind.PROVINCE: frozenset(),
    Kind.DEPARTMENT: frozenset({Kind.PROVINCE}),
    Kind.DISTRICT: frozenset({Kind.PROVINCE}),
    Kind.COMMUNE: frozenset({Kind.PROVINCE, Kind.DISTRICT}),
    Kind.SERVICE_CENTRE: frozenset({Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE, Kind.DEPARTMENT}),
    Kind.DIVISION: frozenset(
        {Kind.PROVINCE, Kind.DEPARTMENT, Kind.DISTRICT, Kind.COMMUNE, Kind.SERVICE_CENTRE, Kind.DIVISION}
    ),
}
"""Under which kinds a kind may stand."""

TOP_KINDS = frozenset({Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE})
"""Kinds that may stand at the top: an installation may serve one commune only."""


def kind_label(kind: str) -> str:
    return str(Kind(kind).label)


def day(value: dt.date, label: str) -> None:
    """Invalid for a day that can only be a slip of the hand."""
    if not EARLIEST <= value <= LATEST:
        raise Invalid(
            _("%(label)s là %(day)s, ngoài khoảng từ %(earliest)s đến %(latest)s.")
            % {
                "label": label.capitalize(),
                "day": date_text(value),
                "earliest": date_text(EARLIEST),
                "latest": date_text(LATEST),
            },
            _("Hãy kiểm tra lại năm."),
        )


def span(start: dt.date, end: dt.date | None) -> None:
    """Invalid for a time that ends before it starts."""
    day(start, _("ngày bắt đầu"))
    if end is None:
        return
    day(end, _("ngày kết thúc"))
    if end < start:
        raise Invalid(
            _("Ngày kết thúc %(end)s sớm hơn ngày bắt đầu %(start)s.")
            % {"end": date_text(end), "start": date_text(start)},
            _("Hãy sửa một trong hai ngày."),
        )


def reason(value: str) -> str:
    """The reason that the trail keeps, where one is mandatory."""
    cleaned = tidy(value)
    if not cleaned:
        raise Invalid(
            _("Thiếu lý do hoặc căn cứ của thay đổi."),
            _("Hãy ghi số, ngày của quyết định hoặc lý do thay đổi; nhật ký sẽ giữ lại."),
        )
    return cleaned


def existing(unit_id: int) -> Unit:
    """The unit at its latest placement; NotFound when there is none."""
    unit = latest(unit_id)
    if unit is None or not unit.path:
        raise NotFound(
            _("Không có đơn vị mang số %(number)s.") % {"number": unit_id},
            _("Hãy tìm đơn vị theo tên hoặc mã ở danh sách đơn vị."),
        )
    return unit


def locked(unit_id: int) -> Unit:
    """As `existing`, with the row locked until the transaction ends."""
    Unit.objects.select_for_update().filter(pk=unit_id).first()
    return existing(unit_id)


def require(scope: Scope, permission: Permission, unit: Unit) -> None:
    """Refused where the scope lacks `permission` in the unit; NotFound where it may not even know that the unit is there."""
    if not scope.may(permission, unit.path):
        find(scope, unit.pk)
    scope.require(permission, unit.path, what=unit.name)


def in_force_on(unit: Unit, on: dt.date) -> None:
    """Invalid when the unit does not exist on a day."""
    if unit.valid_from > on:
        raise Invalid(
            _("%(unit)s chỉ hoạt động từ ngày %(day)s.")
            % {"unit": unit.name, "day": date_text(unit.valid_from)},
            _("Hãy chọn ngày từ %(day)s trở đi.") % {"day": date_text(unit.valid_from)},
        )
    if unit.valid_to is not None and unit.valid_to < on:
        raise Invalid(
            _("%(unit)s đã kết thúc hoạt động từ ngày %(day)s.")
            % {"unit": unit.name, "day": date_text(unit.valid_to)},
            _("Hãy chọn một đơn vị đang hoạt động, hoặc một ngày không sau %(day)s.")
            % {"day": date_text(unit.valid_to)},
        )


def may_stand_under(kind: str, parent: Unit | None) -> None:
    """Invalid when a unit of `kind` cannot stand below `parent`, or at the top when there is none."""
    if parent is None:
        if kind not in TOP_KINDS:
            raise Invalid(
                _("%(kind)s phải có đơn vị cấp trên.") % {"kind": kind_label(kind)},
                _("Hãy chọn đơn vị cấp trên."),
            )
        return
    if parent.kind not in PARENTS[kind]:
        allowed = ", ".join(kind_label(one) for one in Kind.values if one in PARENTS[kind])
        raise Invalid(
            _("%(kind)s không trực thuộc %(parent)s (%(parent_kind)s).")
            % {"kind": kind_label(kind), "parent": parent.name, "parent_kind": kind_label(parent.kind)},
            _("Hãy chọn cấp trên là: %(allowed)s.")
            % {"allowed": allowed or _("không có, đơn vị này đứng đầu hệ thống")},
        )
