"""A unit goes under another one from a day on, with everything below it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.units.actions import checks, writing
from caicach.apps.units.models import Placement, Unit
from caicach.apps.units.queries import under
from caicach.core.vietnamese import date_text
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import record
from caicach.platform.errors import Conflict, Invalid


@transaction.atomic
def move_unit(scope: Scope, unit_id: int, parent_id: int, on: dt.date, reason: str) -> Placement:
    """Put the unit below another from the day `on`; the years before keep the old tree.

    Asks for UNITS_MANAGE where the unit stands and where it goes. A move on the day on which the unit came to where it stands
    corrects that placement. The whole subtree gets its new paths.
    """
    for locked_id in sorted((unit_id, parent_id)):
        Unit.objects.select_for_update().filter(pk=locked_id).first()
    unit, parent = checks.existing(unit_id), checks.existing(parent_id)
    checks.require(scope, Permission.UNITS_MANAGE, unit)
    checks.require(scope, Permission.UNITS_MANAGE, parent)
    why = checks.reason(reason)
    checks.day(on, _("ngày chuyển"))
    now = Placement.objects.filter(unit=unit).select_related("parent").order_by("-valid_from")[0]
    _check(unit, parent, now, on)
    moved = _replace(unit, parent, on)
    before = {"parent": now.parent.name if now.parent else "", "path": now.path}
    placed = Placement.objects.filter(unit=unit).order_by("-valid_from")[0]
    after = {"parent": parent.name, "path": placed.path, "on": on, "units_moved": moved}
    record(scope, "unit.moved", writing.subject(unit, placed.path), before, after, why)
    return placed


def _check(unit: Unit, parent: Unit, now: Placement, on: dt.date) -> None:
    if parent.pk == unit.pk or parent.path.startswith(unit.path):
        raise Invalid(
            _("%(parent)s nằm trong %(unit)s, nên không thể là cấp trên của đơn vị này.")
            % {"parent": parent.name, "unit": unit.name},
            _("Hãy chọn đơn vị cấp trên ở ngoài đơn vị được chuyển."),
        )
    checks.in_force_on(unit, on)
    checks.in_force_on(parent, on)
    checks.may_stand_under(unit.kind, parent)
    if now.parent_id == parent.pk:
        raise Conflict(
            _("%(unit)s đã trực thuộc %(parent)s từ ngày %(day)s.")
            % {"unit": unit.name, "parent": parent.name, "day": date_text(now.valid_from)},
            _("Hãy chọn đơn vị cấp trên khác."),
        )
    if on < now.valid_from:
        raise Conflict(
            _("Đơn vị đã có thay đổi cấp trên từ ngày %(day)s, sau ngày chuyển đang nhập.")
            % {"day": date_text(now.valid_from)},
            _("Hãy chọn ngày từ %(day)s trở đi.") % {"day": date_text(now.valid_from)},
        )
    if parent.valid_to is not None and (unit.valid_to is None or unit.valid_to > parent.valid_to):
        raise Invalid(
            _("%(parent)s kết thúc ngày %(day)s, trước đơn vị được chuyển.")
            % {"parent": parent.name, "day": date_text(parent.valid_to)},
            _("Hãy chọn cấp trên còn hoạt động, hoặc kết thúc đơn vị trước."),
        )
    later = Placement.objects.filter(valid_from__gt=on, unit=parent).first()
    if later is not None:
        raise Conflict(
            _("%(parent)s đổi cấp trên từ ngày %(day)s, sau ngày chuyển đang nhập.")
            % {"parent": parent.name, "day": date_text(later.valid_from)},
            _("Hãy chọn ngày từ %(day)s trở đi.") % {"day": date_text(later.valid_from)},
        )


def _replace(unit: Unit, parent: Unit, on: dt.date) -> int:
    """New placements for the unit and everything below it; how many units that were."""
    old_prefix = unit.path
    new_prefix = f"{parent.path}{unit.pk}/"
    affected = list(Placement.objects.filter(writing.overlapping(on, None), under([old_prefix])))
    ending, changed, new = [], [], []
    for placement in affected:
        path = new_prefix + placement.path[len(old_prefix) :]
        above = parent.pk if placement.unit_id == unit.pk else placement.parent_id
        if placement.valid_from >= on:
            placement.path, placement.parent_id = path, above
            changed.append(placement)
        else:
            new.append(
                Placement(
                    unit_id=placement.unit_id,
                    parent_id=above,
                    path=path,
                    valid_from=on,
                    valid_to=placement.valid_to,
                )
            )
            placement.valid_to = on - dt.timedelta(days=1)
            ending.append(placement)
    # The old placements end first: a unit has one placement in force at a time.
    Placement.objects.bulk_update(ending, ["valid_to"], batch_size=500)
    Placement.objects.bulk_update(changed, ["path", "parent_id"], batch_size=500)
    Placement.objects.bulk_create(new, batch_size=500)
    return len({placement.unit_id for placement in affected})
