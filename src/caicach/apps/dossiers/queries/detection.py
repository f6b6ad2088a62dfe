"""What detectors are handed beside the records: the clock of the unit, the settings, the book of the year; and a search that
stores nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from caicach.apps.calendars.queries import clock_of
from caicach.apps.dossiers.models import Book, BookEntry, Dossier
from caicach.apps.dossiers.models.books import Register
from caicach.apps.dossiers.queries.records import Known, of_year, records_of, year_bounds
from caicach.apps.units import queries as units
from caicach.apps.units.models import Placement, Unit
from caicach.core.dossiers.record import Ref
from caicach.core.dossiers.status import OPEN, Status
from caicach.core.dossiers.violations import BookTotal, Facts, Search, Settings, UnitYear, Violation
from caicach.platform import clock
from caicach.platform.access import Permission, Scope

READ = Permission.DOSSIERS_READ


def facts_of(unit_id: int) -> Facts:
    """What is the same for all dossiers of a counter at this moment."""
    chosen = Settings(settings.CAICACH_PAUSED_DAYS, settings.CAICACH_MASS_CLOSING)
    return Facts(clock.now(), clock_of(unit_id), chosen)


def unit_year(unit: Unit, year: int) -> UnitYear:
    """A counter and its book of a year; without a book there is nothing to compare."""
    return UnitYear(Ref(unit.pk, unit.name), tuple(_books(unit.pk, year)))


def counters(scope: Scope, year: int, unit_id: int | None = None) -> list[Unit]:
    """The units within reach that have dossiers of a year or open ones from before; those below `unit_id`, it included, when it
    is named.

    NotFound for a unit out of reach.
    """
    prefixes: Sequence[str] = scope.reach(READ)
    if unit_id is not None:
        prefixes = [units.find(scope, unit_id, READ).path]
    start, end = year_bounds(year)
    placed = within(scope, prefixes)
    here = Dossier.objects.filter(unit_id=OuterRef("pk"))
    received = here.filter(received_at__gte=start, received_at__lt=end)
    registered = here.filter(received_at__isnull=True, submitted_at__gte=start, submitted_at__lt=end)
    open_ones = here.filter(status__in=OPEN, received_at__lt=start)
    found = Unit.objects.filter(Exists(received) | Exists(registered) | Exists(open_ones), pk__in=placed)
    return list(found.order_by("sort_key", "pk"))


def within(scope: Scope, prefixes: Iterable[str]) -> QuerySet[Placement, dict[str, Any]]:
    """The units that stand below `prefixes` today, as a subquery; one that has ended keeps its last place."""
    standing = units.in_force(scope.today) | Q(valid_to=F("unit__valid_to"))
    return Placement.objects.filter(standing, units.under(prefixes)).values("unit_id")


def found_now(scope: Scope, year: int, unit_id: int | None = None) -> Iterator[Violation]:
    """All violations of dossiers of a year as they stand at this moment, unit by unit, without storing them."""
    for unit in counters(scope, year, unit_id):
        search, known = Search(unit_year(unit, year), facts_of(unit.pk)), Known()
        for record in records_of(of_year(unit.pk, year), known=known):
            yield from search.one(record)
        yield from search.together()


def _books(unit_id: int, year: int) -> Iterator[BookTotal]:
    book = Book.objects.filter(unit_id=unit_id, year=year, register=Register.DOSSIERS).first()
    if book is None:
        return
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
    yield BookTotal(
        year=year,
        entries=len(numbers),
        dossiers=received.count(),
        missing=_refs(missing.order_by("pk").values_list("pk", "code")),
        foreign=_refs(foreign.order_by("pk").values_list("dossier_id", "dossier__code")),
        gaps=tuple(sorted(set(range(1, max(numbers, default=0) + 1)) - numbers)),
    )


def _refs(rows: Iterable[tuple[int, str]]) -> tuple[Ref, ...]:
    return tuple(Ref(pk, code) for pk, code in rows)
