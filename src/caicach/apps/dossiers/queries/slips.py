"""Reading slips: one of them, the receipts of a day."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from caicach.apps.dossiers.models import Slip
from caicach.apps.dossiers.queries import dossier as dossiers
from caicach.apps.units import queries as units
from caicach.apps.units.models import Unit
from caicach.core.dossiers.status import Form
from caicach.platform import clock
from caicach.platform.access import NotFound, Permission, Scope

READ = Permission.DOSSIERS_READ
MOST_RECEIPTS = 500
"""Of a day in one file."""


def slip(scope: Scope, slip_id: int) -> Slip:
    """A slip of a dossier that the scope reads; NotFound for any other."""
    found = Slip.objects.filter(pk=slip_id).first()
    try:
        if found is None:
            raise _no_such_slip()
        dossiers.find(scope, found.dossier_id)
    except NotFound as absent:
        raise _no_such_slip() from absent
    return found


def receipts_of_day(scope: Scope, unit_id: int, day: dt.date) -> tuple[Unit, list[Slip]]:
    """The counter and the receipts that it gave on a day, in their order; at most MOST_RECEIPTS."""
    unit = counter(scope, unit_id)
    begin = dt.datetime.combine(day, dt.time(), clock.VIETNAM)
    given = Slip.objects.filter(
        unit_id=unit.pk, form=Form.RECEIPT.value, year=day.year, drafted_at__gte=begin,
        drafted_at__lt=begin + dt.timedelta(days=1),
    )  # fmt: skip
    return unit, list(given.order_by("number")[:MOST_RECEIPTS])


def counter(scope: Scope, unit_id: int) -> Unit:
    """A unit whose dossiers the scope reads; NotFound for one out of sight, Refused for one whose dossiers are closed to it."""
    seen = units.find(scope, unit_id)
    try:
        return units.find(scope, unit_id, READ)
    except NotFound:
        scope.require(READ, seen.path, what=seen.name)
        raise


def _no_such_slip() -> NotFound:
    return NotFound(_("Không có phiếu này trong phạm vi của anh/chị."), _("Hãy mở phiếu từ trang của hồ sơ."))
