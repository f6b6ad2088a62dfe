"""Running numbers without gap and double: the row of a series is locked from the taking of a number to the end of the
transaction.

A transaction that fails gives its number back, which the next one takes.
"""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from caicach.apps.dossiers.models import Counter, Dossier
from caicach.apps.units.models import Unit
from caicach.apps.units.queries import ids_of
from caicach.core.dossiers import codes
from caicach.core.dossiers.status import Form
from caicach.platform.errors import Invalid


def next_number(unit_id: int, series: str) -> int:
    """The next number of a series of a unit, from 1 on."""
    row = _locked(unit_id, series)
    if row is None:
        Counter.objects.bulk_create([Counter(unit_id=unit_id, series=series)], ignore_conflicts=True)
        row = _locked(unit_id, series)
        assert row is not None
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


def next_slip(unit_id: int, form: Form, year: int) -> int:
    """The next number of a form in a year; the slips of each counter are numbered for themselves."""
    return next_number(unit_id, f"{form.value}:{year}")


def next_code(unit: Unit, day: dt.date) -> str:
    """The code of the next dossier that a unit (with its `path`) receives on a day.

    The agency is the nearest one, from the unit upwards, that has a code of the identification scheme ("H44.100"); where none of
    them has one, the nearest with an official code. Invalid when there is no code at all.
    """
    agency, prefix = agency_of(unit)
    while True:
        code = codes.code_of(prefix, day, next_number(agency, codes.series_of(day)))
        if not Dossier.objects.filter(
            code=code
        ).exists():  # another system may have given it to an imported dossier
            return code


def _locked(unit_id: int, series: str) -> Counter | None:
    return Counter.objects.select_for_update().filter(unit_id=unit_id, series=series).first()


def agency_of(unit: Unit) -> tuple[int, str]:
    """Which unit numbers the dossiers of a unit (with its `path`), and the code that they bear; Invalid where there is none."""
    above = Unit.objects.in_bulk(ids_of(unit.path))
    nearest = [above[pk] for pk in reversed(ids_of(unit.path)) if pk in above]
    for one in nearest:
        if one.identification_code:
            return one.pk, one.identification_code
    for one in nearest:
        if one.code:
            return one.pk, one.code.upper()
    raise Invalid(
        _("%(unit)s chưa có mã định danh nên chưa cấp được mã hồ sơ.") % {"unit": unit.name},
        _("Hãy đề nghị quản trị hệ thống nhập mã định danh của đơn vị (ví dụ H44.100) ở danh mục đơn vị."),
    )
