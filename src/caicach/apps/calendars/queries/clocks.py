"""Clocks of units from what the tables hold; kept in each process until the token of the tables changes.

A unit's clock is the shipped calendar with the dispatches of the units above it and its own on top, and the hours of the same
units, the nearer ones last.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from caicach.apps.calendars.models import Dispatch, Hours, HoursSeason, State
from caicach.apps.calendars.values import month_day, source_of, week_of
from caicach.apps.units import queries as units
from caicach.core.worktime.calendar import DayChange, DayKind, WorkingCalendar, shipped
from caicach.core.worktime.due import UnitClock
from caicach.core.worktime.hours import DEFAULT, OfficeHours, Season

STATE_ID = 1


@dataclass(frozen=True)
class _Kept:
    """What one process remembers of one state of the tables: clocks by the path of units."""

    token: UUID | None
    clocks: dict[str, UnitClock] = field(default_factory=dict)


_kept = _Kept(None)


def clocks_of(unit_ids: Collection[int]) -> dict[int, UnitClock]:
    """The clocks of units by id, as the tables stand now; three queries at most whatever their number, one when nothing has ever
    been entered, two when nothing changed since the last time."""
    global _kept
    kept = _kept
    token = State.objects.filter(pk=STATE_ID).values_list("token", flat=True).first()
    if token is None:
        return dict.fromkeys(unit_ids, SHIPPED)
    if kept.token != token:
        kept = _kept = _Kept(token)
    paths = {unit.pk: unit.path for unit in units.latest_of(set(unit_ids))}
    missing = {path for path in paths.values() if path not in kept.clocks}
    if missing:
        kept.clocks.update(built(missing))
    return {unit_id: kept.clocks[paths[unit_id]] for unit_id in unit_ids}


def built(
    paths: Iterable[str], with_dispatches: Sequence[Entry] = (), without: Collection[int] = ()
) -> dict[str, UnitClock]:
    """The clocks of units at these paths. `with_dispatches` are counted as if they had been entered, dispatches `without`
    as if they had been withdrawn: what a change would do before it is made."""
    chains = {path: units.ids_of(path) for path in paths}
    ids = {unit_id for chain in chains.values() for unit_id in chain}
    entries = [*_entries(ids, without), *with_dispatches]
    hours = list(
        Hours.objects.filter(unit_id__in=ids, withdrawn_at__isnull=True)
        .prefetch_related("seasons")
        .order_by("since", "id")
    )
    speaking = {entry.unit_id for entry in entries} | {one.unit_id for one in hours}
    shared: dict[tuple[int, ...], UnitClock] = {}
    clocks = {}
    for path, chain in chains.items():
        heard = tuple(unit_id for unit_id in chain if unit_id in speaking)
        if heard not in shared:
            shared[heard] = _clock(heard, entries, hours)
        clocks[path] = shared[heard]
    return clocks


@dataclass(frozen=True)
class Entry:
    """A dispatch as the calendar takes it; `order` puts the later one last."""

    unit_id: int
    year: int | None
    order: tuple[dt.date, int]
    changes: tuple[DayChange, ...]


def entry_of(dispatch: Dispatch, days: Iterable[DayChange]) -> Entry:
    """`days` without a source get the dispatch's."""
    return Entry(dispatch.unit_id, dispatch.year, (dispatch.issued_on, dispatch.pk or 2**62), tuple(days))


def _entries(unit_ids: Collection[int], without: Collection[int]) -> list[Entry]:
    found = (
        Dispatch.objects.filter(unit_id__in=unit_ids, withdrawn_at__isnull=True)
        .exclude(pk__in=without)
        .prefetch_related("days")
    )
    entries = []
    for dispatch in found:
        source = source_of(dispatch.number, dispatch.issued_on)
        changes = [
            DayChange(day.day, DayKind(day.kind), day.name, source, day.pair) for day in dispatch.days.all()
        ]
        entries.append(entry_of(dispatch, changes))
    return entries


def _clock(chain: Sequence[int], entries: Sequence[Entry], hours: Sequence[Hours]) -> UnitClock:
    calendar = shipped()
    for unit_id in chain:
        own = sorted((entry for entry in entries if entry.unit_id == unit_id), key=lambda entry: entry.order)
        for entry in own:
            calendar = _with(calendar, entry)
    seasons: list[Season] = []
    until: dt.time | None = None
    for unit_id in chain:
        for one in hours:
            if one.unit_id == unit_id:
                seasons.append(Season(week_of(one.week), since=one.since))
                seasons.extend(_season(season, one.since) for season in one.seasons.all())
                until = one.same_day_until
    return UnitClock(calendar, OfficeHours(DEFAULT.week, tuple(seasons)), until)


def _with(calendar: WorkingCalendar, entry: Entry) -> WorkingCalendar:
    return calendar.changed(entry.changes, () if entry.year is None else (entry.year,))


def _season(season: HoursSeason, since: dt.date) -> Season:
    return Season(week_of(season.week), month_day(season.first), month_day(season.last), since=since)


SHIPPED = UnitClock()
"""The clock where nothing has been entered."""
