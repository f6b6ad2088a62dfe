"""Whether software, book and reports tell the same: what every one of them counts, and each difference.

A total that the software and a report count differently is a breach that the directives name (TH-2, V12).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractMonth, TruncDate
from django.utils.translation import gettext as _

from caicach.apps.dossiers.models import Book, BookEntry, Dossier, ReportedTotal
from caicach.apps.dossiers.models.books import Register, Total
from caicach.apps.dossiers.queries import slips
from caicach.apps.units import queries as units
from caicach.apps.units.models import Unit
from caicach.core.dossiers.status import SETTLED
from caicach.platform import clock
from caicach.platform.access import NotFound, Permission, Scope

READ = Permission.DOSSIERS_READ
MOST_CODES = 50
"""Codes of dossiers that are named where a book lacks some."""


@dataclass(frozen=True, slots=True)
class Line:
    """A total of a month, or of the year (`month` None). `book` is None where the book counts no such thing, or there is no
    book; `reports` are what reports told. `imported` dossiers stand in the book of the system that they came from.
    """

    kind: Total
    month: int | None
    software: int
    book: int | None
    reports: tuple[ReportedTotal, ...]
    imported: int = 0

    @property
    def of_book(self) -> int:
        """What the book has to count."""
        return self.software - self.imported

    @property
    def differs(self) -> bool:
        return self.book not in (None, self.of_book) or any(
            one.value != self.software for one in self.reports
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """A total that is told differently: `told` by `where` ("book", or the name of a report), `software` by the software."""

    kind: Total
    month: int | None
    software: int
    told: int
    where: str

    @property
    def by(self) -> int:
        return self.told - self.software


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A unit's year. `missing` are codes of received dossiers that stand in no book (at most MOST_CODES), `missing_count` all
    of them, `foreign_count` lines of the book whose dossier was not received there in that year.
    """

    unit: Unit
    year: int
    lines: tuple[Line, ...]
    missing: tuple[str, ...]
    missing_count: int
    foreign_count: int

    @property
    def has_reports(self) -> bool:
        """Whether there is a report to compare with."""
        return any(one.reports for one in self.lines)

    @property
    def differences(self) -> tuple[Difference, ...]:
        found = []
        for line in self.lines:
            if line.book not in (None, line.of_book):
                found.append(Difference(line.kind, line.month, line.of_book, line.book or 0, "book"))
            found += [
                Difference(line.kind, line.month, line.software, one.value, one.source)
                for one in line.reports
                if one.value != line.software
            ]
        return tuple(found)


def reconciliation(scope: Scope, unit_id: int, year: int) -> Reconciliation:
    """The totals of a counter's year: from its dossiers, from its book, from what its reports told. Seven queries."""
    unit = slips.counter(scope, unit_id)
    units.day_of_year(year, scope.today)
    begin, end = _bounds(year)
    received = Dossier.objects.filter(unit_id=unit.pk, received_at__gte=begin, received_at__lt=end)
    settled = Dossier.objects.filter(
        unit_id=unit.pk, finished_at__gte=begin, finished_at__lt=end, status__in=SETTLED
    ).alias(done=_day("finished_at"), promised=_day("due_at"))
    by_month = _by_month(settled, "finished_at", Q(done__gt=F("promised")))
    in_software = _by_month(received, "received_at", ~Q(imported_from=""))
    software = {
        Total.RECEIVED: {month: number for month, number, _imported in in_software},
        Total.SETTLED: {month: number for month, number, _late in by_month},
        Total.LATE: {month: late for month, _number, late in by_month if late},
    }
    book = Book.objects.filter(unit_id=unit.pk, year=year, register=Register.DOSSIERS).first()
    own = Q(dossier__unit_id=unit.pk, dossier__received_at__gte=begin, dossier__received_at__lt=end)
    entered = _by_month(BookEntry.objects.filter(book=book), "dossier__received_at", own) if book else []
    missing = received.filter(imported_from="").exclude(book_entries__book__register=Register.DOSSIERS)
    missing = missing.order_by("received_at", "pk")
    codes = list(missing.values_list("code", flat=True)[: MOST_CODES + 1])
    reports = list(
        ReportedTotal.objects.filter(unit_id=unit.pk, year=year).order_by("kind", "month", "source", "pk")
    )
    in_book = {month: number for month, number, _own in entered} if book else None
    return Reconciliation(
        unit,
        year,
        tuple(_lines(software, in_book, {month: own for month, _number, own in in_software}, reports)),
        tuple(codes[:MOST_CODES]),
        len(codes) if len(codes) <= MOST_CODES else missing.count(),
        sum(number - of_unit for _month, number, of_unit in entered),
    )


def reported(scope: Scope, total_id: int, permission: Permission = READ) -> tuple[ReportedTotal, Unit]:
    """A total of a report and its unit; NotFound for one out of sight, Refused where `permission` is not held."""
    found = ReportedTotal.objects.filter(pk=total_id).first()
    try:
        if found is None:
            raise _no_such_total()
        unit = slips.counter(scope, found.unit_id)
    except NotFound as absent:
        raise _no_such_total() from absent
    if permission is not READ:
        scope.require(permission, unit.path, what=unit.name)
    return found, unit


def _lines(
    software: dict[Total, dict[int, int]],
    book: dict[int, int] | None,
    imported: dict[int, int],
    reports: list[ReportedTotal],
) -> Iterator[Line]:
    """The year first, then each month of which anything is known, for each kind."""
    for kind, counted in software.items():
        of_kind = [one for one in reports if one.kind == kind]
        entered, elsewhere = (book, imported) if kind is Total.RECEIVED else (None, {})
        months = {*counted, *(entered or ()), *(one.month for one in of_kind if one.month is not None)}
        for month in (None, *sorted(months)):
            yield Line(
                kind,
                month,
                sum(counted.values()) if month is None else counted.get(month, 0),
                None
                if entered is None
                else sum(entered.values())
                if month is None
                else entered.get(month, 0),
                tuple(one for one in of_kind if one.month == month),
                sum(elsewhere.values()) if month is None else elsewhere.get(month, 0),
            )


def _by_month(found: QuerySet[Any], moment: str, of: Q | None = None) -> list[tuple[int, int, int]]:
    """Of each month, by Vietnam's time: its number, how many there are, and how many of them are `of`."""
    month = ExtractMonth(moment, tzinfo=clock.VIETNAM)
    rows = found.order_by().annotate(in_month=month).values_list("in_month")
    return list(rows.annotate(number=Count("pk"), of=Count("pk", filter=of)).order_by("in_month"))


def _day(moment: str) -> TruncDate:
    return TruncDate(moment, tzinfo=clock.VIETNAM)


def _bounds(year: int) -> tuple[dt.datetime, dt.datetime]:
    return (
        dt.datetime(year, 1, 1, tzinfo=clock.VIETNAM),
        dt.datetime(year + 1, 1, 1, tzinfo=clock.VIETNAM),
    )


def _no_such_total() -> NotFound:
    return NotFound(
        _("Không có số liệu báo cáo này trong phạm vi của anh/chị."),
        _("Hãy mở lại trang đối chiếu của đơn vị."),
    )
