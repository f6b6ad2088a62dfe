"""From what a person writes to the unit that is meant: a code, an identification code, or the name."""

from __future__ import annotations

import datetime as dt
import re

from django.utils.translation import gettext as _

from caicach.apps.units.models import TERRITORIAL, Unit
from caicach.apps.units.queries.reach import reach_on, under
from caicach.apps.units.queries.units import standing
from caicach.core.vietnamese import date_text, fold, spelling_key, tidy
from caicach.platform.access import Permission, Scope
from caicach.platform.errors import Invalid

MOST_SUGGESTED = 300
_WITH_CODE = re.compile(r".*\((?P<code>[^()]+)\)")


def unit_by_reference(
    scope: Scope, reference: str, on: dt.date, permission: Permission = Permission.UNITS_READ
) -> Unit:
    """The one unit within reach that stood on the day `on` and that `reference` means.

    "H44.104", "07900", "Xã Hy Cương" and "Xã Hy Cương (H44.104)" are understood. Invalid, with the choices as a question, when
    there is none or more than one.
    """
    wanted = tidy(reference)
    inside = standing(on).filter(under(reach_on(scope, permission, on), "place__path"))
    found = list(inside.filter(identification_code=wanted.upper())[:2]) if wanted else []
    if wanted and not found:
        found = list(inside.filter(code=wanted, kind__in=TERRITORIAL)[:2])
    if wanted and not found:
        key = spelling_key(wanted)
        named = inside.filter(folded__contains=fold(wanted))
        found = [unit for unit in named if key in (spelling_key(unit.name), spelling_key(unit.short_name))]
    if not found and (with_code := _WITH_CODE.fullmatch(wanted)):
        return unit_by_reference(scope, with_code["code"], on, permission)
    if not found:
        raise Invalid(
            _("Không có đơn vị “%(reference)s” hoạt động ngày %(day)s trong phạm vi của anh/chị.")
            % {"reference": wanted, "day": date_text(on)},
            _("Hãy ghi mã định danh, mã đơn vị hoặc đúng tên đơn vị."),
        )
    if len(found) > 1:
        choices = "; ".join(reference_of(unit, always_code=True) for unit in found[:5])
        raise Invalid(
            _("“%(reference)s” có thể là: %(choices)s. Đơn vị nào?")
            % {"reference": wanted, "choices": choices},
            _("Hãy ghi mã định danh hoặc mã đơn vị."),
        )
    return found[0]


def reference_of(unit: Unit, *, always_code: bool = False) -> str:
    """What to write so that `unit_by_reference` finds the unit again."""
    code = unit.identification_code or (unit.code if unit.kind in TERRITORIAL else "")
    return f"{unit.name} ({code})" if code and always_code else unit.name


def suggestions(scope: Scope, on: dt.date, permission: Permission = Permission.UNITS_READ) -> list[str]:
    """References of the units within reach, for a list to choose from; [] when there are too many to choose from."""
    inside = standing(on).filter(under(reach_on(scope, permission, on), "place__path"))
    units = list(inside[: MOST_SUGGESTED + 1])
    if len(units) > MOST_SUGGESTED:
        return []
    names = [unit.name for unit in units]
    return [reference_of(unit, always_code=names.count(unit.name) > 1) for unit in units]
