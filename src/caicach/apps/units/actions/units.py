"""Units come, are corrected, get another name, and end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from caicach.apps.units.actions import checks, writing
from caicach.apps.units.models import (
    CODE_LENGTH,
    TERRITORIAL,
    FormerName,
    Kind,
    Placement,
    Post,
    ResponsibilityNotice,
    Subkind,
    Unit,
)
from caicach.apps.units.queries import under
from caicach.core.vietnamese import date_text
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import record
from caicach.platform.errors import Conflict, Invalid

AMENDABLE = ("name", "short_name", "subkind", "code", "identification_code")


@dataclass(frozen=True, slots=True)
class UnitData:
    """A unit to be made; `parent_id` None puts it at the top of the tree."""

    kind: str
    name: str
    valid_from: dt.date
    parent_id: int | None = None
    short_name: str = ""
    subkind: str = ""
    code: str = ""
    identification_code: str = ""
    valid_to: dt.date | None = None


@dataclass(frozen=True, slots=True)
class NewName:
    """What a unit is called from a day on; `basis` is the decision that says so."""

    name: str
    on: dt.date
    basis: str
    short_name: str = ""
    subkind: str = ""


@transaction.atomic
def create_unit(scope: Scope, data: UnitData, reason: str = "") -> Unit:
    """Make a unit and put it into the tree; asks for UNITS_MANAGE where it will stand."""
    parent = None if data.parent_id is None else checks.locked(data.parent_id)
    if parent is not None:
        checks.require(scope, Permission.UNITS_MANAGE, parent)
    else:
        scope.require(Permission.UNITS_MANAGE, "", what=data.name)
    unit = _valid(data)
    _check_place(unit, parent)
    _check_codes(unit)
    writing.derive(unit)
    unit.save(force_insert=True)
    path = writing.place(unit, parent)
    after = writing.story(unit) | {"parent": parent.name if parent else ""}
    record(scope, "unit.created", writing.subject(unit, path), None, after, reason)
    return unit


@transaction.atomic
def amend_unit(scope: Scope, unit_id: int, changes: Mapping[str, str], reason: str) -> Unit:
    """Correct what was entered wrongly (the fields of AMENDABLE); the past is corrected with it.

    A unit that is called otherwise from a day on is renamed by `rename_unit`.
    """
    unit = checks.locked(unit_id)
    checks.require(scope, Permission.UNITS_MANAGE, unit)
    why = checks.reason(reason)
    if unknown := set(changes) - set(AMENDABLE):
        raise Invalid(
            _("Không sửa được: %(fields)s.") % {"fields": ", ".join(sorted(unknown))},
            _("Chỉ sửa được tên, tên ngắn, loại đơn vị cấp xã, mã đơn vị và mã định danh."),
        )
    before = writing.story(unit)
    for field, value in changes.items():
        setattr(unit, field, _field(field, value))
    _check_subkind(unit)
    _check_codes(unit)
    if writing.story(unit) == before:
        return unit
    writing.derive(unit, writing.former_names_of(unit))
    unit.save()
    record(scope, "unit.amended", writing.subject(unit, unit.path), before, writing.story(unit), why)
    return unit


@transaction.atomic
def rename_unit(scope: Scope, unit_id: int, new: NewName) -> Unit:
    """Call a unit otherwise from a day on; the years before keep showing the former name."""
    unit = checks.locked(unit_id)
    checks.require(scope, Permission.UNITS_MANAGE, unit)
    basis = checks.reason(new.basis)
    checks.day(new.on, _("ngày đổi tên"))
    checks.in_force_on(unit, new.on)
    until = new.on - dt.timedelta(days=1)
    if new.on <= unit.valid_from:
        raise Invalid(
            _("Ngày đổi tên %(day)s không sau ngày đơn vị bắt đầu hoạt động.") % {"day": date_text(new.on)},
            _("Nếu tên đã nhập sai từ đầu, hãy dùng “Sửa thông tin” thay cho “Đổi tên”."),
        )
    if FormerName.objects.filter(unit=unit, until__gte=until).exists():
        raise Conflict(
            _("Đơn vị đã có một lần đổi tên vào hoặc sau ngày %(day)s.") % {"day": date_text(new.on)},
            _("Hãy chọn ngày sau lần đổi tên gần nhất, xem ở mục Lịch sử của đơn vị."),
        )
    before = writing.story(unit)
    FormerName.objects.create(
        unit=unit, name=unit.name, short_name=unit.short_name, subkind=unit.subkind, until=until, basis=basis
    )
    unit.name = _field("name", new.name)
    unit.short_name = _field("short_name", new.short_name)
    unit.subkind = _field("subkind", new.subkind)
    _check_subkind(unit)
    writing.derive(unit, writing.former_names_of(unit))
    unit.save()
    after = writing.story(unit) | {"on": new.on}
    record(scope, "unit.renamed", writing.subject(unit, unit.path), before, after, basis)
    return unit


@transaction.atomic
def end_unit(scope: Scope, unit_id: int, on: dt.date, reason: str) -> Unit:
    """End a unit: `on` is its last day. Posts and notices in it end with it.

    Units below it must have ended or moved before: nobody is left without a place in the tree.
    """
    unit = checks.locked(unit_id)
    checks.require(scope, Permission.UNITS_MANAGE, unit)
    why = checks.reason(reason)
    checks.day(on, _("ngày kết thúc"))
    checks.in_force_on(unit, on)
    _check_nothing_left_below(unit, on)
    _check_latest_placement(unit, on)
    before = writing.story(unit)
    unit.valid_to = on
    unit.save()
    Placement.objects.filter(writing.lasting_beyond(on), unit=unit).update(valid_to=on)
    posts = Post.objects.filter(writing.lasting_beyond(on), unit=unit, valid_from__lte=on).update(valid_to=on)
    open_notices = ResponsibilityNotice.objects.filter(
        writing.lasting_beyond(on), unit=unit, valid_from__lte=on
    )
    notices = open_notices.update(valid_to=on)
    after = writing.story(unit) | {"posts_ended": posts, "notices_ended": notices}
    record(scope, "unit.ended", writing.subject(unit, unit.path), before, after, why)
    return unit


def _valid(data: UnitData) -> Unit:
    if data.kind not in Kind.values:
        raise Invalid(
            _("Không có loại đơn vị “%(kind)s”.") % {"kind": data.kind},
            _("Hãy chọn một trong: %(kinds)s.") % {"kinds": ", ".join(str(label) for label in Kind.labels)},
        )
    checks.span(data.valid_from, data.valid_to)
    unit = Unit(kind=data.kind, valid_from=data.valid_from, valid_to=data.valid_to)
    for field in AMENDABLE:
        setattr(unit, field, _field(field, getattr(data, field)))
    _check_subkind(unit)
    return unit


def _field(field: str, value: str) -> str:
    labels = {
        "name": _("tên đơn vị"),
        "short_name": _("tên ngắn"),
        "subkind": _("loại đơn vị cấp xã"),
        "code": _("mã đơn vị"),
        "identification_code": _("mã định danh"),
    }
    longest = CODE_LENGTH if field in ("code", "identification_code") else 200
    cleaned = checks.text(value, labels[field], required=field == "name", longest=longest)
    return cleaned.upper() if field == "identification_code" else cleaned


def _check_subkind(unit: Unit) -> None:
    if unit.subkind and unit.kind != Kind.COMMUNE:
        raise Invalid(
            _("Chỉ đơn vị cấp xã mới phân biệt xã, phường, đặc khu."),
            _("Hãy để trống loại đơn vị cấp xã, hoặc chọn loại đơn vị là cấp xã."),
        )
    if unit.kind == Kind.COMMUNE and unit.subkind not in Subkind.values:
        raise Invalid(
            _("Đơn vị cấp xã phải là xã, phường, đặc khu (hoặc thị trấn, đến 30/6/2025)."),
            _("Hãy chọn loại đơn vị cấp xã."),
        )


def _check_place(unit: Unit, parent: Unit | None) -> None:
    checks.may_stand_under(unit.kind, parent)
    if parent is None:
        return
    checks.in_force_on(parent, unit.valid_from)
    if parent.valid_to is not None and (unit.valid_to is None or unit.valid_to > parent.valid_to):
        raise Invalid(
            _("%(parent)s kết thúc ngày %(day)s, trước đơn vị trực thuộc này.")
            % {"parent": parent.name, "day": date_text(parent.valid_to)},
            _("Hãy nhập ngày kết thúc không sau %(day)s, hoặc chọn cấp trên khác.")
            % {"day": date_text(parent.valid_to)},
        )
    siblings = Placement.objects.filter(
        writing.overlapping(unit.valid_from, unit.valid_to),
        parent=parent,
        unit__name=unit.name,
        unit__kind=unit.kind,
    )
    if siblings.exists():
        raise Invalid(
            _("%(parent)s đã có đơn vị tên “%(name)s” trong thời gian này.")
            % {"parent": parent.name, "name": unit.name},
            _("Hãy mở đơn vị đã có để sửa, hoặc đặt tên khác."),
        )


def _check_codes(unit: Unit) -> None:
    others = Unit.objects.exclude(pk=unit.pk)
    if unit.identification_code:
        holder = others.filter(identification_code=unit.identification_code).first()
        if holder is not None:
            raise Invalid(
                _("Mã định danh %(code)s đã thuộc về %(unit)s.")
                % {"code": unit.identification_code, "unit": holder.name},
                _("Mỗi mã định danh chỉ cấp một lần; hãy kiểm tra lại mã."),
            )
    if unit.code and unit.kind in TERRITORIAL:
        holder = others.filter(
            writing.overlapping(unit.valid_from, unit.valid_to), kind=unit.kind, code=unit.code
        ).first()
        if holder is not None:
            raise Invalid(
                _("Mã đơn vị hành chính %(code)s trong thời gian này đã thuộc về %(unit)s.")
                % {"code": unit.code, "unit": holder.name},
                _("Hãy kiểm tra lại mã, hoặc ngày bắt đầu và ngày kết thúc của hai đơn vị."),
            )


def _check_nothing_left_below(unit: Unit, on: dt.date) -> None:
    below = Placement.objects.filter(writing.lasting_beyond(on), under([unit.path])).exclude(unit=unit)
    left = below.aggregate(number=Count("unit_id", distinct=True))["number"]
    if left:
        first = below.select_related("unit").order_by("unit__sort_key").values_list("unit__name", flat=True)
        raise Conflict(
            _("Còn %(number)s đơn vị trực thuộc hoạt động sau ngày %(day)s, trong đó có %(name)s.")
            % {"number": left, "day": date_text(on), "name": first[0]},
            _("Hãy kết thúc hoặc chuyển các đơn vị trực thuộc trước, rồi kết thúc đơn vị này."),
        )


def _check_latest_placement(unit: Unit, on: dt.date) -> None:
    later = Placement.objects.filter(unit=unit, valid_from__gt=on).first()
    if later is not None:
        raise Conflict(
            _("Đơn vị đã có quyết định chuyển cấp trên từ ngày %(day)s.")
            % {"day": date_text(later.valid_from)},
            _("Hãy chọn ngày kết thúc từ %(day)s trở đi.") % {"day": date_text(later.valid_from)},
        )
