"""What holds for every due date: monotone, additive where it must be, a pause never shortens, the account adds up."""

from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.core.worktime.clock import fraction_between
from caicach.core.worktime.due import (
    Due,
    Effect,
    UnitClock,
    Wait,
    add_days_fraction,
    add_working_time,
    due,
    next_working_moment,
    step_due,
    working_time_between,
)
from caicach.core.worktime.limits import Limit, LimitKind
from caicach.core.worktime.tests.clocks import clocks, moments, waits

MINUTE = timedelta(minutes=1)
kinds = st.sampled_from([LimitKind.WORKING_DAYS, LimitKind.CALENDAR_DAYS, LimitKind.WORKING_HOURS])
amounts = st.integers(1, 40)
quarters = st.integers(1, 24).map(lambda count: Decimal(count) / 4)
brief = settings(max_examples=60, deadline=None)


def limit(kind: LimitKind, amount: int | Decimal) -> Limit:
    return Limit(kind, Decimal(amount))


@brief
@given(moments, st.integers(0, 5000), kinds, amounts, clocks)
def test_what_is_received_later_is_never_due_earlier(
    received: datetime, later: int, kind: LimitKind, amount: int, clock: UnitClock
) -> None:
    first = due(received, limit(kind, amount), clock).at
    assert first <= due(received + later * MINUTE, limit(kind, amount), clock).at


@brief
@given(moments, kinds, amounts, st.integers(1, 10), clocks)
def test_a_longer_limit_never_ends_earlier(
    received: datetime, kind: LimitKind, amount: int, more: int, clock: UnitClock
) -> None:
    assert due(received, limit(kind, amount), clock).at <= due(received, limit(kind, amount + more), clock).at


@brief
@given(moments, quarters, quarters, clocks)
def test_a_longer_limit_in_fractions_of_days_never_ends_earlier(
    received: datetime, amount: Decimal, more: Decimal, clock: UnitClock
) -> None:
    days = LimitKind.WORKING_DAYS
    assert due(received, limit(days, amount), clock).at <= due(received, limit(days, amount + more), clock).at


@brief
@given(moments, amounts, amounts, clocks)
def test_working_days_add_up(received: datetime, first: int, second: int, clock: UnitClock) -> None:
    days = LimitKind.WORKING_DAYS
    halfway = due(received, limit(days, first), clock).at
    assert due(halfway, limit(days, second), clock).at == due(received, limit(days, first + second), clock).at


@brief
@given(moments, st.integers(1, 4000), st.integers(1, 4000), clocks)
def test_working_time_adds_up_and_is_measured_back(
    start: datetime, first: int, second: int, clock: UnitClock
) -> None:
    halfway = add_working_time(start, first * MINUTE, clock)
    end = add_working_time(start, (first + second) * MINUTE, clock)
    assert add_working_time(halfway, second * MINUTE, clock) == end
    assert working_time_between(start, end, clock) == (first + second) * MINUTE


@brief
@given(moments, quarters, quarters, clocks)
def test_steps_of_a_process_add_up(
    start: datetime, first: Decimal, second: Decimal, clock: UnitClock
) -> None:
    apart = add_days_fraction(add_days_fraction(start, first, clock), second, clock)
    together = add_days_fraction(start, first + second, clock)
    assert abs(working_time_between(apart, together, clock)) <= timedelta(
        seconds=2
    )  # each rounds up to a second
    assert step_due(start, first + second, clock).at == together


@brief
@given(st.data(), moments, kinds, amounts, clocks)
def test_a_pause_never_shortens(
    data: st.DataObject, received: datetime, kind: LimitKind, amount: int, clock: UnitClock
) -> None:
    stood = data.draw(waits(received))
    without = due(received, limit(kind, amount), clock)
    with_them = due(received, limit(kind, amount), clock, stood)
    assert with_them.at >= without.at
    assert with_them.at >= due(received, limit(kind, amount), clock, stood[:1]).at


@brief
@given(st.data(), moments, quarters, clocks)
def test_a_pause_never_shortens_a_limit_in_fractions_or_a_step(
    data: st.DataObject, received: datetime, amount: Decimal, clock: UnitClock
) -> None:
    stood = data.draw(waits(received))
    days = limit(LimitKind.WORKING_DAYS, amount)
    assert due(received, days, clock, stood).at >= due(received, days, clock).at
    assert step_due(received, amount, clock, stood).at >= step_due(received, amount, clock).at


@brief
@given(st.data(), moments, amounts, clocks)
def test_hours_stand_exactly_as_long_as_the_pause(
    data: st.DataObject, received: datetime, amount: int, clock: UnitClock
) -> None:
    stood = data.draw(waits(received, (Effect.RESUME,)))
    found = due(received, limit(LimitKind.WORKING_HOURS, amount), clock, stood)
    paused = sum(
        (working_time_between(w.start, min(w.end or found.at, found.at), clock) for w in stood), timedelta()
    )
    assert working_time_between(received, found.at, clock) - paused == timedelta(hours=amount)


@brief
@given(
    st.data(),
    moments,
    st.sampled_from([LimitKind.WORKING_DAYS, LimitKind.CALENDAR_DAYS]),
    st.integers(1, 5),
    clocks,
)
def test_of_whole_days_none_of_a_pause_counts_and_one_is_left_after_it(
    data: st.DataObject, received: datetime, kind: LimitKind, amount: int, clock: UnitClock
) -> None:
    without = due(received, limit(kind, amount), clock)
    start = max(
        received, without.at - data.draw(st.integers(0, 3 * 24 * 60)) * MINUTE
    )  # often on the last day
    end = start + data.draw(st.integers(0, 20 * 24 * 60)) * MINUTE
    found = due(received, limit(kind, amount), clock, [Wait(start, end, Effect.RESUME)])
    stop, go = start.date(), end.date()
    if start >= without.at or stop == go:
        assert found.at == without.at
    else:
        assert not any(day.counted for day in found.days if stop < day.date <= go)
        assert found.on > go


@brief
@given(st.data(), moments, quarters, clocks)
def test_a_step_stands_exactly_as_long_as_the_pause(
    data: st.DataObject, received: datetime, amount: Decimal, clock: UnitClock
) -> None:
    stood = data.draw(waits(received, (Effect.RESUME,)))
    found = step_due(received, amount, clock, stood)
    paused = sum(
        (fraction_between(wait.start, min(wait.end or found.at, found.at), clock) for wait in stood),
        Fraction(0),
    )
    taken = fraction_between(received, found.at, clock) - paused
    assert abs(taken - Fraction(amount)) < Fraction(1, 3000)  # each stretch rounds up to a second


@brief
@given(st.data(), moments, amounts, clocks)
def test_a_restart_counts_as_a_new_receipt(
    data: st.DataObject, received: datetime, amount: int, clock: UnitClock
) -> None:
    (wait, *_) = data.draw(waits(received, (Effect.RESTART,)))
    days = limit(LimitKind.WORKING_DAYS, amount)
    if wait.end and wait.start < due(received, days, clock).at:
        assert due(received, days, clock, [wait]).at == due(wait.end, days, clock).at


def _is_whole(account: Due, received: datetime) -> bool:
    days = [day.date for day in account.days]
    return days == [days[0] + timedelta(days=n) for n in range(len(days))] and days[0] == received.date()


@brief
@given(
    st.data(), moments, st.sampled_from([LimitKind.WORKING_DAYS, LimitKind.CALENDAR_DAYS]), amounts, clocks
)
def test_every_day_is_accounted_for_and_as_many_count_as_the_limit_has(
    data: st.DataObject, received: datetime, kind: LimitKind, amount: int, clock: UnitClock
) -> None:
    found = due(received, limit(kind, amount), clock, data.draw(waits(received)))
    assert _is_whole(found, received)
    assert found.days[-1].date == found.on == found.at.date()
    assert sum(day.counted for day in found.days) == amount
    assert found.at == clock.closes(found.on)
    assert all(day.why.vi and day.why.en for day in found.days)


@brief
@given(moments, clocks)
def test_the_next_working_moment_is_a_working_moment(moment: datetime, clock: UnitClock) -> None:
    found = next_working_moment(moment, clock)
    assert found >= moment
    assert next_working_moment(found, clock) == found
    assert working_time_between(moment, found, clock) == timedelta()
