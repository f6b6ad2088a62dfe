"""What falls due, for work that asks for nobody and so has no scope: warnings, and what a change of the calendar would move."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Count, Min
from django.db.models.functions import TruncDate

from caicach.apps.dossiers.models import Consultation, Dossier
from caicach.core.dossiers.status import ENDED, RUNNING
from caicach.platform.clock import VIETNAM


@dataclass(frozen=True, slots=True)
class DueGroup:
    """Running dossiers of one counter, office and officer that are due on one day; `dossier` and `code`: the first."""

    locality: int
    unit: int
    handling: int
    officer: int | None
    day: dt.date
    count: int
    dossier: int
    code: str


@dataclass(frozen=True, slots=True)
class Silent:
    """A consultation without an answer, due on `day`."""

    consultation: int
    locality: int
    unit: int
    dossier: int
    code: str
    day: dt.date


def due_between(first: dt.date, last: dt.date) -> Iterator[DueGroup]:
    """The groups due from the first to the last day, by day; their number follows offices, officers and days, not dossiers.

    Of imported dossiers the system warns that they came from.
    """
    found = (
        Dossier.objects.filter(status__in=RUNNING, due_at__range=_moments(first, last), imported_from="")
        .annotate(day=TruncDate("due_at", tzinfo=VIETNAM))
        .values_list("locality_id", "unit_id", "handling_unit_id", "officer_id", "day")
        .annotate(count=Count("id"), some=Min("id"), code=Min("code"))
        .order_by("day", "unit_id", "handling_unit_id", "officer_id")
    )
    for row in found.iterator(chunk_size=2000):
        yield DueGroup(*row)


def silent_between(first: dt.date, last: dt.date) -> Iterator[Silent]:
    """Consultations of open dossiers whose day of answer lies in between and that nobody has answered."""
    found = (
        Consultation.objects.filter(answered_at=None, due_at__range=_moments(first, last))
        .exclude(dossier__status__in=ENDED)
        .select_related("dossier")
        .order_by("id")
    )
    for one in found.iterator(chunk_size=2000):
        dossier = one.dossier
        day = one.due_at.astimezone(VIETNAM).date()
        yield Silent(one.pk, dossier.locality_id, dossier.unit_id, dossier.pk, dossier.code, day)


def running_between(units: Collection[int], first: dt.date, last: dt.date) -> Iterator[Dossier]:
    """Dossiers of counters whose clock ran on one of these days: received by the last one, due on the first or later."""
    start, end = _moments(first, last)
    found = (
        Dossier.objects.filter(
            unit_id__in=list(units), status__in=RUNNING, due_at__gte=start, received_at__lte=end
        )
        .select_related("unit", "procedure_version")
        .prefetch_related("pauses")
        .order_by("due_at", "id")
    )
    yield from found.iterator(chunk_size=1000)


def _moments(first: dt.date, last: dt.date) -> tuple[dt.datetime, dt.datetime]:
    return dt.datetime.combine(first, dt.time.min, VIETNAM), dt.datetime.combine(last, dt.time.max, VIETNAM)
