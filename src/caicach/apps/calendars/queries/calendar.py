"""The calendar as pages show it, and what a change of it would do before it is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.apps.calendars import affected, checks
from caicach.apps.calendars.affected import Effects
from caicach.apps.calendars.checks import DispatchData
from caicach.apps.calendars.models import Dispatch, Hours
from caicach.apps.calendars.queries.clocks import Entry, built, clocks_of
from caicach.apps.units import queries as units
from caicach.apps.units.models import Unit
from caicach.core.words import Words
from caicach.core.worktime import reading
from caicach.core.worktime.calendar import (
    HALVES,
    DayChange,
    UnknownYear,
    WorkingCalendar,
    shipped,
    sources,
)
from caicach.core.worktime.due import Due, UnitClock, due
from caicach.core.worktime.hours import VIETNAM
from caicach.core.worktime.limits import Limit, LimitKind
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.errors import Invalid

MANAGE = Permission.CALENDAR_MANAGE
MOST_LISTED = 200


def clock_of(unit_id: int) -> UnitClock:
    """The calendar and hours by which a unit's time is counted, as they stand now. Raises KeyError for a unit that never was."""
    return clocks_of([unit_id])[unit_id]


def own_unit(scope: Scope) -> Unit | None:
    """The unit of the first post; None for somebody without any."""
    return units.latest(scope.posts[0].unit_id) if scope.posts else None


def unit_for(scope: Scope, unit_id: int) -> Unit:
    """A unit whose calendar is read: the own one, or one within reach."""
    own = own_unit(scope)
    return own if own is not None and own.pk == unit_id else units.find(scope, unit_id)


def unit_to_change(scope: Scope, unit_id: int) -> Unit:
    """The unit, where the scope may change the calendar; NotFound beyond what it sees, Refused within."""
    seen = units.find(scope, unit_id)
    scope.require(MANAGE, seen.path, what=seen.name)
    return seen


def shipped_years() -> list[tuple[int, tuple[str, ...]]]:
    """The years that the program ships, with what they were taken from, the newest first."""
    return sorted(sources().items(), reverse=True)


def path_of(unit_id: int) -> str:
    unit = units.latest(unit_id)
    return unit.path if unit else ""


def dispatches(scope: Scope, unit: Unit, with_withdrawn: bool = False) -> list[Dispatch]:
    """What was entered for a unit that the scope reads, and for the units above it, the newest first."""
    found = Dispatch.objects.filter(unit_id__in=units.ids_of(unit.path)).select_related("unit", "replaced_by")
    if not with_withdrawn:
        found = found.filter(withdrawn_at__isnull=True)
    return list(found.order_by("-issued_on", "-id")[:MOST_LISTED])


def dispatch(scope: Scope, dispatch_id: int) -> Dispatch:
    """A dispatch with its days, withdrawn or not, where it holds for a unit of the scope or the scope reads its unit."""
    found = (
        Dispatch.objects.select_related("unit", "file", "entered_by", "withdrawn_by", "replaced_by")
        .prefetch_related("days")
        .filter(pk=dispatch_id)
        .first()
    )
    if found is None or not _in_sight(scope, found.unit_id):
        raise NotFound(
            _("Không có văn bản về lịch nghỉ mang số %(number)s trong phạm vi của anh/chị.")
            % {"number": dispatch_id},
            _("Hãy tìm ở trang văn bản về lịch nghỉ."),
        )
    return found


def dispatch_to_change(scope: Scope, dispatch_id: int) -> Dispatch:
    """The same, where the scope may change the calendar of its unit."""
    found = dispatch(scope, dispatch_id)
    scope.require(MANAGE, path_of(found.unit_id), what=found.unit.name)
    return found


def hours(scope: Scope, unit: Unit) -> list[Hours]:
    """The hours entered for a unit that the scope reads and for the units above it, the newest first, withdrawn ones too."""
    found = Hours.objects.filter(unit_id__in=units.ids_of(unit.path)).select_related("unit", "withdrawn_by")
    return list(found.prefetch_related("seasons").order_by("-since", "-id")[:MOST_LISTED])


def hours_to_change(scope: Scope, hours_id: int) -> Hours:
    """Hours of a unit whose calendar the scope may change."""
    found = Hours.objects.select_related("unit").filter(pk=hours_id).first()
    if found is None or not _in_sight(scope, found.unit_id):
        raise NotFound(
            _("Không có giờ làm việc mang số %(number)s trong phạm vi của anh/chị.") % {"number": hours_id},
            _("Hãy tìm ở trang giờ làm việc của đơn vị."),
        )
    scope.require(MANAGE, path_of(found.unit_id), what=found.unit.name)
    return found


def calendar_without(unit: Unit, dispatch: Dispatch | None) -> WorkingCalendar:
    """The calendar of a unit as it would be without a dispatch."""
    if dispatch is None:
        return clock_of(unit.pk).calendar
    return built([unit.path], without=[dispatch.pk])[unit.path].calendar


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a calendar page; `why` is empty for a usual day. `mark` is "off", "weekly", "half", "worked" or ""."""

    day: dt.date
    mark: str
    why: Words | None
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """A month as weeks of Monday to Sunday; days of the neighbours are None."""

    number: int
    first: dt.date
    weeks: list[list[Day | None]]
    working_days: int


@dataclass(frozen=True, slots=True)
class Year:
    """The calendar of a unit in a year: its months, the days that differ from the week with their reasons, what it rests on."""

    year: int
    months: list[Month]
    special: list[Day]
    working_days: int
    is_provisional: bool
    sources: tuple[str, ...]


def year_of(scope: Scope, year: int, unit: Unit | None) -> Year:
    """A year as it is counted for a unit (None: as the program ships it); any year that the law is known for."""
    calendar = clock_of(unit.pk).calendar if unit else shipped()
    months = [_month(calendar, year, number) for number in range(1, 13)]
    special = [_day(calendar, change.day) for change in calendar.days_of(year)]
    provisional = year not in calendar.years
    return Year(
        year,
        months,
        special,
        sum(month.working_days for month in months),
        provisional,
        sources().get(year, ()),
    )


def deadline(scope: Scope, unit_id: int, received: dt.datetime, kind: str, amount: Decimal) -> Due:
    """When what a unit receives is due, by its own calendar and hours. Invalid for a limit or a moment that cannot be counted."""
    unit = unit_for(scope, unit_id)
    if received.tzinfo is None:
        received = received.replace(tzinfo=VIETNAM)
    try:
        return due(received, Limit(LimitKind(kind), amount), clock_of(unit.pk))
    except UnknownYear as unknown:
        raise Invalid(
            _("Chưa biết lịch nghỉ của năm %(year)s.") % {"year": unknown.year},
            _("Hãy kiểm tra lại ngày tiếp nhận và thời hạn."),
        ) from unknown
    except (ValueError, OverflowError) as fault:
        raise Invalid(
            _("Không tính được thời hạn %(amount)s.") % {"amount": amount},
            _("Thời hạn phải lớn hơn 0; ngày theo lịch phải là số nguyên; trả trong ngày thì không ghi số."),
        ) from fault


@dataclass(frozen=True, slots=True)
class Line:
    """A day that a change would make another one."""

    day: dt.date
    before: Words
    after: Words


@dataclass(frozen=True, slots=True)
class Preview:
    """What would follow: the days that become others, and the promised dates that would be others."""

    lines: list[Line]
    effects: Effects


def preview(scope: Scope, data: DispatchData) -> Preview:
    """What entering this dispatch would change; nothing is saved. Raises what entering it would raise."""
    unit = unit_to_change(scope, data.unit_id)
    replaced = None if data.replaces is None else dispatch_to_change(scope, data.replaces)
    checks.dispatch(data, scope.today)
    changes = checks.changes(data, calendar_without(unit, replaced), scope.today)
    entry = Entry(unit.pk, data.year, (data.issued_on, 2**62), changes)
    return _preview(scope, unit, [entry], replaced, changes)


def preview_withdrawal(scope: Scope, dispatch_id: int) -> Preview:
    """What withdrawing a dispatch would change."""
    found = dispatch_to_change(scope, dispatch_id)
    unit = unit_to_change(scope, found.unit_id)
    return _preview(scope, unit, [], found, ())


def _preview(
    scope: Scope,
    unit: Unit,
    entries: list[Entry],
    withdrawn: Dispatch | None,
    changes: tuple[DayChange, ...],
) -> Preview:
    below = units.standing(scope.today).filter(units.under([unit.path], "place__path"))
    paths = {one.pk: one.path for one in below} | {unit.pk: unit.path}
    without = [] if withdrawn is None else [withdrawn.pk]
    old = built(set(paths.values()))
    new = built(set(paths.values()), entries, without)
    touched = {change.day for change in changes} | _days_of(withdrawn)
    for year in {entry.year for entry in entries} | {withdrawn.year if withdrawn else None}:
        if year is not None:
            touched |= {change.day for change in old[unit.path].calendar.days_of(year)}
            touched |= {change.day for change in new[unit.path].calendar.days_of(year)}
    lines = list(_lines(old[unit.path].calendar, new[unit.path].calendar, sorted(touched)))
    change = affected.Change(
        list(paths),
        {pk: old[path] for pk, path in paths.items()},
        {pk: new[path] for pk, path in paths.items()},
        min(touched),
        max(touched),
    )
    return Preview(lines, affected.effects(scope, change))


def _days_of(dispatch: Dispatch | None) -> set[dt.date]:
    return {day.day for day in dispatch.days.all()} if dispatch else set()


def _lines(old: WorkingCalendar, new: WorkingCalendar, days: list[dt.date]) -> Iterator[Line]:
    for day in days:
        before, after = reading.why(day, old), reading.why(day, new)
        if before != after:
            yield Line(day, before, after)


def _in_sight(scope: Scope, unit_id: int) -> bool:
    path = path_of(unit_id)
    return scope.may(Permission.UNITS_READ, path) or any(
        post.unit_path.startswith(path) for post in scope.posts
    )


def _month(calendar: WorkingCalendar, year: int, number: int) -> Month:
    first = dt.date(year, number, 1)
    after = dt.date(year + number // 12, number % 12 + 1, 1)
    days: list[Day | None] = [None] * first.weekday()
    days += [_day(calendar, first + dt.timedelta(days=count)) for count in range((after - first).days)]
    days += [None] * (-len(days) % 7)
    working = sum(day is not None and calendar.is_working(day.day) for day in days)
    return Month(number, first, [days[start : start + 7] for start in range(0, len(days), 7)], working)


def _day(calendar: WorkingCalendar, day: dt.date) -> Day:
    change = calendar.change(day)
    if change is None:
        return Day(day, "weekly" if day.weekday() in calendar.weekly_off else "", None)
    mark = "half" if change.kind in HALVES else "worked" if change.works else "off"
    return Day(day, mark, reading.why(day, calendar), calendar.is_provisional(day))
