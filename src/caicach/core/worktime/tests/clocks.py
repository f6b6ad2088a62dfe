"""Clocks and moments for property tests: usual hours, short Fridays, seasons, half days."""

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from caicach.core.worktime.calendar import DayChange, DayKind, shipped
from caicach.core.worktime.due import Effect, UnitClock, Wait
from caicach.core.worktime.hours import VIETNAM, OfficeHours, Season, every_working_day, read_spans

SUMMER = Season(every_working_day(read_spans("06:30-11:30,13:30-16:30")), (4, 16), (10, 15))
SHORT_FRIDAYS = (*(read_spans("07:00-11:30,13:00-16:30"),) * 4, read_spans("07:00-12:00"), (), ())
HALF_DAYS = [
    DayChange(date(2025, 12, 31), DayKind.MORNING, "Tổng kết năm"),
    DayChange(date(2026, 6, 1), DayKind.AFTERNOON, "Tết thiếu nhi"),
]
CLOCKS = {
    "usual": UnitClock(),
    "seasons": UnitClock(hours=OfficeHours(UnitClock().hours.week, (SUMMER,))),
    "short fridays and half days": UnitClock(shipped().changed(HALF_DAYS), OfficeHours(SHORT_FRIDAYS)),
}
FIRST, LAST = date(2024, 1, 1), date(2026, 9, 30)

clocks = st.sampled_from(sorted(CLOCKS)).map(CLOCKS.__getitem__)
moments = st.builds(
    lambda day, minute: datetime(day.year, day.month, day.day, tzinfo=VIETNAM) + timedelta(minutes=minute),
    st.dates(FIRST, LAST),
    st.integers(0, 24 * 60 - 1),
)


@st.composite
def waits(draw: st.DrawFn, after: datetime, effects: tuple[Effect, ...] = tuple(Effect)) -> list[Wait]:
    """One or two closed waits that begin after a moment, the second after the first."""
    found: list[Wait] = []
    at = after
    for _ in range(draw(st.integers(1, 2))):
        start = at + timedelta(minutes=draw(st.integers(0, 6 * 24 * 60)))
        at = start + timedelta(minutes=draw(st.integers(0, 20 * 24 * 60)))
        found.append(Wait(start, at, draw(st.sampled_from(effects))))
    return found
