"""The background work of dossiers: violations are searched for every night, a part for each counter; long files are imported."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from caicach.apps.dossiers.actions import deliveries, violations
from caicach.apps.dossiers.queries import detection
from caicach.platform.access import Scope
from caicach.platform.jobs import job

LAST_MONTH_OF_LAST_YEAR = 3
"""Until the end of March the dossiers of last year are searched whole; later only those that are still open change."""


@job
def find_violations(day: str) -> None:
    """A job for each counter and year that may have changed, so that none takes long and the fault of one holds up no other."""
    today = dt.date.fromisoformat(day)
    years = [today.year - 1, today.year] if today.month <= LAST_MONTH_OF_LAST_YEAR else [today.year]
    with transaction.atomic():
        for year in years:
            for unit in detection.counters(Scope.system("rà soát vi phạm", today), year):
                find_violations_of.enqueue(unit.pk, year)


@job
def find_violations_of(unit_id: int, year: int) -> None:
    """The violations in the dossiers of one counter and year."""
    violations.refresh(unit_id, year)


@job
def import_delivery(delivery_id: int) -> None:
    """Go through the rows of a file of another system; does nothing where it has been gone through, halted or discarded."""
    deliveries.work_on(delivery_id)
