"""What a dispatch and hours must be like; each fault names itself and the way out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from caicach.apps.calendars.models import (
    DAY_KINDS,
    ISSUER_LENGTH,
    NAME_LENGTH,
    NUMBER_LENGTH,
    REASON_LENGTH,
    TITLE_LENGTH,
    WEEK_LENGTH,
)
from caicach.apps.calendars.values import month_day, source_of, week_of
from caicach.core.vietnamese import date_text, tidy
from caicach.core.worktime.calendar import DayChange, DayKind, WorkingCalendar
from caicach.core.worktime.due import UnitClock
from caicach.core.worktime.hours import HoursError, OfficeHours
from caicach.platform.errors import Invalid
from caicach.platform.typed import text as text

EARLIEST = dt.date(1945, 9, 2)
FIRST_YEAR = 2000
YEARS_AHEAD = 5
LONGEST = 31
MOST_DAYS = 120


@dataclass(frozen=True, slots=True)
class GivenDays:
    """A day, or the days up to `last`, of one kind; `pair` is the other day of a swap or the holiday made good."""

    first: dt.date
    kind: str
    name: str = ""
    last: dt.date | None = None
    pair: dt.date | None = None


@dataclass(frozen=True, slots=True)
class DispatchData:
    """A dispatch as an office enters it. `replaces` is the number of the dispatch that it withdraws."""

    unit_id: int
    number: str
    issuer: str
    issued_on: dt.date
    title: str
    days: tuple[GivenDays, ...]
    year: int | None = None
    replaces: int | None = None


@dataclass(frozen=True, slots=True)
class GivenSeason:
    """Hours from one day of each year ("04-16") to another."""

    name: str
    first: str
    last: str
    week: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HoursData:
    """Office hours as an office enters them; `week` is Monday to Sunday."""

    unit_id: int
    since: dt.date
    basis: str
    week: tuple[str, ...]
    seasons: tuple[GivenSeason, ...] = ()
    same_day_until: dt.time | None = None


def dispatch(data: DispatchData, today: dt.date) -> dict[str, object]:
    """The fields of the dispatch itself as they are stored."""
    if not EARLIEST <= data.issued_on <= today:
        raise Invalid(
            _("Ngày ban hành %(day)s không nằm trong khoảng từ %(earliest)s đến hôm nay.")
            % {"day": date_text(data.issued_on), "earliest": date_text(EARLIEST)},
            _("Hãy kiểm tra lại ngày ghi trên văn bản."),
        )
    if data.year is not None:
        _year_in_range(data.year, today)
    return {
        "number": text(data.number, _("số, ký hiệu"), NUMBER_LENGTH, required=True),
        "issuer": text(data.issuer, _("cơ quan ban hành"), ISSUER_LENGTH, required=True),
        "issued_on": data.issued_on,
        "title": text(data.title, _("trích yếu"), TITLE_LENGTH, required=True),
        "year": data.year,
    }


def changes(data: DispatchData, calendar: WorkingCalendar, today: dt.date) -> tuple[DayChange, ...]:
    """The days of a dispatch one by one, the worked day of each swap among them; `calendar` is the one without this dispatch."""
    source = source_of(tidy(data.number), data.issued_on)
    found: dict[dt.date, DayChange] = {}
    for given in data.days:
        for change in _expanded(given, calendar, source, today):
            if change.day in found and found[change.day] != change:
                raise Invalid(
                    _("Ngày %(day)s đứng hai lần trong văn bản.") % {"day": date_text(change.day)},
                    _("Hãy giữ một dòng cho mỗi ngày; ngày làm bù của ngày hoán đổi được thêm tự động."),
                )
            found[change.day] = change
    if not found:
        raise Invalid(_("Văn bản chưa có ngày nào."), _("Hãy nhập ít nhất một ngày nghỉ hoặc ngày làm việc."))
    if len(found) > MOST_DAYS:
        raise Invalid(
            _("Văn bản có %(count)s ngày, quá %(most)s ngày cho phép.")
            % {"count": len(found), "most": MOST_DAYS},
            _("Hãy kiểm tra lại các khoảng ngày."),
        )
    return tuple(found[day] for day in sorted(found))


def _expanded(given: GivenDays, calendar: WorkingCalendar, source: str, today: dt.date) -> list[DayChange]:
    if given.kind not in dict(DAY_KINDS):
        raise Invalid(
            _("Không có loại ngày “%(kind)s”.") % {"kind": given.kind}, _("Hãy chọn trong danh sách.")
        )
    kind = DayKind(given.kind)
    last = given.last or given.first
    if last < given.first or (last - given.first).days >= LONGEST:
        raise Invalid(
            _("Khoảng từ %(first)s đến %(last)s không hợp lệ.")
            % {"first": date_text(given.first), "last": date_text(last)},
            _("Ngày cuối không trước ngày đầu và khoảng không quá %(most)s ngày.") % {"most": LONGEST},
        )
    _year_in_range(given.first.year, today)
    name = tidy(given.name)[:NAME_LENGTH] or str(dict(DAY_KINDS)[kind.value])
    days = [given.first + dt.timedelta(days=number) for number in range((last - given.first).days + 1)]
    if kind in (DayKind.SWAP_OFF, DayKind.SWAP_WORK):
        return _swap(kind, days, given.pair, calendar, DayChange(given.first, kind, name, source))
    if kind is DayKind.COMPENSATION and given.pair is not None and len(days) > 1:
        raise Invalid(
            _("Một ngày lễ %(day)s chỉ được nghỉ bù một ngày.") % {"day": date_text(given.pair)},
            _("Hãy tách thành từng dòng, mỗi dòng một ngày nghỉ bù."),
        )
    pair = given.pair if kind is DayKind.COMPENSATION else None
    return [DayChange(day, kind, name, source, pair) for day in days]


def _swap(
    kind: DayKind, days: list[dt.date], pair: dt.date | None, calendar: WorkingCalendar, like: DayChange
) -> list[DayChange]:
    """Both days of a swap, whichever of them was given."""
    if pair is None or len(days) != 1:
        raise Invalid(
            _("Ngày hoán đổi %(day)s chưa có ngày đổi với nó.") % {"day": date_text(days[0])},
            _("Hãy nhập một dòng cho mỗi cặp: ngày nghỉ và ngày làm bù."),
        )
    off, worked = (days[0], pair) if kind is DayKind.SWAP_OFF else (pair, days[0])
    if not _may_swap(off, worked, calendar):
        raise Invalid(
            _("Không hoán đổi được ngày %(off)s với ngày %(worked)s.")
            % {"off": date_text(off), "worked": date_text(worked)},
            _("Ngày nghỉ hoán đổi phải là ngày làm việc trong tuần, ngày làm bù phải là ngày nghỉ."),
        )
    return [
        DayChange(off, DayKind.SWAP_OFF, like.name, like.source, worked),
        DayChange(worked, DayKind.SWAP_WORK, like.name, like.source, off),
    ]


def _may_swap(off: dt.date, worked: dt.date, calendar: WorkingCalendar) -> bool:
    """Whether one is worked and the other not. A swap that stands may be entered again, with the number of its dispatch."""
    known = calendar.change(off)
    if known is not None and known.kind is DayKind.SWAP_OFF and known.pair == worked:
        return True
    if off.weekday() in calendar.weekly_off or calendar.is_working(worked):
        return False
    return calendar.is_working(off) or calendar.is_provisional(off)


def hours(data: HoursData, clock: UnitClock, today: dt.date) -> None:
    """Invalid for hours that cannot be read or leave a working weekday without any."""
    _year_in_range(data.since.year, today)
    for label, week in ((_("giờ làm việc"), data.week), *((one.name, one.week) for one in data.seasons)):
        if len(week) != WEEK_LENGTH:
            raise Invalid(_("%(what)s phải có đủ bảy ngày.") % {"what": label.capitalize()}, "")
        try:
            UnitClock(clock.calendar, OfficeHours(week_of(week)))
        except HoursError as fault:
            raise Invalid(
                _("%(what)s: %(fault)s.") % {"what": label.capitalize(), "fault": fault.words.vi},
                _("Viết như 07:30-11:30,13:30-17:00; từ thứ Hai đến thứ Sáu ngày nào cũng có giờ."),
            ) from fault
    for season in data.seasons:
        try:
            month_day(season.first), month_day(season.last)
        except ValueError as fault:
            raise Invalid(
                _("Mùa “%(name)s” có ngày đầu hoặc ngày cuối không có thật.") % {"name": season.name},
                _("Hãy viết ngày/tháng, ví dụ 16/04."),
            ) from fault


def reason(value: str) -> str:
    """Why something is withdrawn."""
    return text(value, _("lý do rút"), REASON_LENGTH, required=True)


def weeks_of(texts: Sequence[str]) -> list[str]:
    """The week as it is stored: each day's hours in one spelling."""
    return [",".join(str(span) for span in day) for day in week_of(texts)]


def _year_in_range(year: int, today: dt.date) -> None:
    last = today.year + YEARS_AHEAD
    if not FIRST_YEAR <= year <= last:
        raise Invalid(
            _("Năm %(year)s nằm ngoài khoảng từ %(first)s đến %(last)s.")
            % {"year": year, "first": FIRST_YEAR, "last": last},
            _("Hãy kiểm tra lại năm."),
        )
