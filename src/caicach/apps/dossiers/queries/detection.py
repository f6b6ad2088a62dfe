"""What detectors are handed beside the records: the clock of the unit, the settings, the book of the year; and a search that
stores nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings
from django.db.models import Exists, Max, Min, OuterRef
from django.db.models.functions import Coalesce

from caicach.apps.calendars.queries import clock_of
from caicach.apps.dossiers.models import Book, BookEntry, Dossier, ReportedTotal
from caicach.apps.dossiers.models.books import Register
from caicach.apps.dossiers.queries.reaching import within
from caicach.apps.dossiers.queries.reconciliation import reconciliation
from caicach.apps.dossiers.queries.records import Known, of_year, records_of, year_bounds
from caicach.apps.units import queries as units
from caicach.apps.units.models import Unit
from caicach.core.dossiers.record import Ref
from caicach.core.dossiers.status import OPEN, Status
from caicach.core.dossiers.violations import (
    BookTotal,
    Facts,
    ReportDifference,
    Search,
    Settings,
    UnitYear,
    Violation,
)
from caicach.platform import clock
from caicach.platform.access import Permission, Scope

READ = Permission.DOSSIERS_READ


def facts_of(unit_id: int) -> Facts:
    """What is the same for all dossiers of a counter at this moment."""
    chosen = Settings(settings.CAICACH_PAUSED_DAYS, settings.CAICACH_MASS_CLOSING)
    return Facts(clock.now(), clock_of(unit_id), chosen)


def unit_year(unit: Unit, year: int) -> UnitYear:
    """A counter in a year: its book and what reports told; without them there is nothing to compare."""
    return UnitYear(Ref(unit.pk, unit.name), year, _book(unit.pk, year), _reports(unit.pk, year))


def counters(scope: Scope, year: int, unit_id: int | None = None) -> list[Unit]:
    """The units within reach that have dossiers of a year or open ones from before; those below `unit_id`, it included, when it
    is named.

    NotFound for a unit out of reach.
    """
    start, end = year_bounds(year)
    placed = within(scope, _prefixes(scope, unit_id))
    here = Dossier.objects.filter(unit_id=OuterRef("pk"))
    received = here.filter(received_at__gte=start, received_at__lt=end)
    registered = here.filter(received_at__isnull=True, submitted_at__gte=start, submitted_at__lt=end)
    open_ones = here.filter(status__in=OPEN, received_at__lt=start)
    found = Unit.objects.filter(Exists(received) | Exists(registered) | Exists(open_ones), pk__in=placed)
    return list(found.order_by("sort_key", "pk"))


def found_now(scope: Scope, year: int | None = None, unit_id: int | None = None) -> Iterator[Violation]:
    """All violations of the dossiers of a year (None: of every year) as they stand at this moment, without storing them."""
    for one in _years(scope, unit_id) if year is None else (year,):
        for unit in counters(scope, one, unit_id):
            search, known = Search(unit_year(unit, one), facts_of(unit.pk)), Known()
            for record in records_of(of_year(unit.pk, one), known=known):
                yield from search.one(record)
            yield from search.together()


def _years(scope: Scope, unit_id: int | None) -> Iterable[int]:
    """From the first year in which a unit within reach received or registered a dossier to the last."""
    placed = within(scope, _prefixes(scope, unit_id))
    moment = Coalesce("received_at", "submitted_at")
    found = Dossier.objects.filter(unit_id__in=placed).aggregate(first=Min(moment), last=Max(moment))
    if found["first"] is None:
        return ()
    return range(
        found["first"].astimezone(clock.VIETNAM).year, found["last"].astimezone(clock.VIETNAM).year + 1
    )


def _prefixes(scope: Scope, unit_id: int | None) -> Sequence[str]:
    """Where to look: all that is within reach, or the unit that is named. NotFound for a unit out of reach."""
    return scope.reach(READ) if unit_id is None else [units.find(scope, unit_id, READ).path]


def _book(unit_id: int, year: int) -> BookTotal | None:
    book = Book.objects.filter(unit_id=unit_id, year=year, register=Register.DOSSIERS).first()
    if book is None:
        return None
    start, end = year_bounds(year)
    # Imported dossiers stand in the books of the software that they came from.
    received = Dossier.objects.filter(
        unit_id=unit_id, received_at__gte=start, received_at__lt=end, imported_from=""
    ).exclude(status=Status.NOT_RECEIVED)
    entered = BookEntry.objects.filter(book=book)
    missing = received.exclude(Exists(entered.filter(dossier=OuterRef("pk"))))
    foreign = entered.exclude(
        dossier__unit_id=unit_id, dossier__received_at__gte=start, dossier__received_at__lt=end
    )
    numbers = set(entered.values_list("number", flat=True))
    return BookTotal(
        entries=len(numbers),
        dossiers=received.count(),
        missing=_refs(missing.order_by("pk").values_list("pk", "code")),
        foreign=_refs(foreign.order_by("pk").values_list("dossier_id", "dossier__code")),
        gaps=tuple(sorted(set(range(1, max(numbers, default=0) + 1)) - numbers)),
    )


def _reports(unit_id: int, year: int) -> tuple[ReportDifference, ...]:
    if not ReportedTotal.objects.filter(unit_id=unit_id, year=year).exists():
        return ()
    found = reconciliation(Scope.system("đối chiếu số liệu"), unit_id, year)
    return tuple(
        ReportDifference(one.kind.value, one.month, one.software, one.told, one.where)
        for one in found.differences
        if one.where != "book"
    )


def _refs(rows: Iterable[tuple[int, str]]) -> tuple[Ref, ...]:
    return tuple(Ref(pk, code) for pk, code in rows)
