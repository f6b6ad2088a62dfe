"""Due dates: the verified vectors, each kind of limit, receipt out of hours, waits, the account of days."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from caicach.core.worktime.calendar import DayChange, DayKind, UnknownYear, decreed, shipped
from caicach.core.worktime.due import Due, Effect, StillWaiting, UnitClock, Wait, due, step_due
from caicach.core.worktime.hours import VIETNAM, OfficeHours, every_working_day, read_spans
from caicach.core.worktime.limits import Limit, LimitKind

CLOCK = UnitClock()
# domain/working-calendar.md, verified with holidays 0.108, start day excluded.
VECTORS = [
    ("2025-04-29", 3, "2025-05-07"),
    ("2025-04-24", 3, "2025-04-28"),
    ("2026-02-13", 3, "2026-02-25"),
    ("2026-02-13", 15, "2026-03-13"),
    ("2026-08-28", 2, "2026-09-04"),
    ("2026-12-30", 3, "2027-01-05"),
    ("2024-04-26", 5, "2024-05-07"),
    ("2025-08-29", 5, "2025-09-09"),
    ("2026-11-23", 1, "2026-11-25"),
]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def days(amount: int | str) -> Limit:
    return Limit(LimitKind.WORKING_DAYS, Decimal(amount))


def hours(amount: int | str) -> Limit:
    return Limit(LimitKind.WORKING_HOURS, Decimal(amount))


def calendar_days(amount: int) -> Limit:
    return Limit(LimitKind.CALENDAR_DAYS, Decimal(amount))


SAME_DAY = Limit(LimitKind.SAME_DAY)


def resumed(start: str, end: str) -> Wait:
    return Wait(at(start), at(end), Effect.RESUME)


def restarted(start: str, end: str) -> Wait:
    return Wait(at(start), at(end), Effect.RESTART)


def reason(answer: Due, day: str) -> str:
    return next(counted.why.vi for counted in answer.days if counted.date.isoformat() == day)


@pytest.mark.parametrize(("received", "amount", "expected"), VECTORS)
def test_the_verified_vectors_hold(received: str, amount: int, expected: str) -> None:
    answer = due(at(f"{received}T16:10"), days(amount), CLOCK)
    assert answer.at == at(f"{expected}T17:00")
    assert answer.on == date.fromisoformat(expected)
    assert sum(day.counted for day in answer.days) == amount


@pytest.mark.parametrize(
    ("received", "limit", "expected"),
    [
        ("2026-11-16T10:00", hours(2), "2026-11-16T14:00"),
        ("2026-11-16T09:30", hours(2), "2026-11-16T11:30"),
        ("2026-11-16T17:30", hours(2), "2026-11-17T09:30"),
        ("2026-11-14T09:00", hours(8), "2026-11-17T08:00"),
        ("2026-11-16T10:00", hours("0.5"), "2026-11-16T10:30"),
        ("2026-11-16T10:00", calendar_days(4), "2026-11-20T17:00"),
        ("2026-11-16T10:00", calendar_days(5), "2026-11-23T17:00"),
        ("2026-11-16T10:00", SAME_DAY, "2026-11-16T17:00"),
        ("2026-11-16T16:59", SAME_DAY, "2026-11-16T17:00"),
        ("2026-11-16T17:00", SAME_DAY, "2026-11-17T17:00"),
        ("2026-11-21T08:00", SAME_DAY, "2026-11-23T17:00"),
        ("2026-11-16T07:30", days("0.5"), "2026-11-16T11:15"),
        ("2026-11-16T07:30", days("1.5"), "2026-11-18T11:15"),
        ("2026-11-20T18:00", days(1), "2026-11-23T17:00"),
        ("2026-11-21T09:00", days(1), "2026-11-23T17:00"),
    ],
)
def test_each_kind_of_limit_ends_as_the_texts_say(received: str, limit: Limit, expected: str) -> None:
    assert due(at(received), limit, CLOCK).at == at(expected)


def test_a_law_may_push_what_comes_after_15_00_to_the_next_working_day() -> None:
    clock = UnitClock(same_day_until=time(15))
    assert due(at("2026-11-16T14:59"), SAME_DAY, clock).at == at("2026-11-16T17:00")
    assert due(at("2026-11-16T15:00"), SAME_DAY, clock).at == at("2026-11-17T17:00")


def test_a_supplement_starts_the_limit_again_from_the_day_the_full_dossier_came() -> None:
    answer = due(at("2026-11-16T10:00"), days(3), CLOCK, [restarted("2026-11-18T09:00", "2026-11-20T09:00")])
    assert answer.on == date(2026, 11, 26)  # 24/11 is off
    assert "bỏ vì thời hạn tính lại từ đầu" in reason(answer, "2026-11-17")
    assert sum(day.counted for day in answer.days) == 3


def test_a_financial_duty_lets_the_limit_go_on_where_it_stood() -> None:
    wait = resumed("2026-11-17T15:00", "2026-11-19T09:00")
    answer = due(at("2026-11-16T10:00"), days(3), CLOCK, [wait])
    assert answer.on == date(2026, 11, 23)
    assert reason(answer, "2026-11-18") == "đồng hồ dừng"
    assert "đồng hồ dừng từ 15:00 ngày 17/11/2026 đến 09:00 ngày 19/11/2026" in answer.sentence.vi


def test_a_wait_on_the_due_day_leaves_a_whole_day() -> None:
    wait = resumed("2026-11-18T15:00", "2026-11-20T16:50")
    assert due(at("2026-11-16T10:00"), days(2), CLOCK, [wait]).on == date(2026, 11, 23)


def test_a_wait_within_a_day_takes_no_day_but_hours_stand_to_the_minute() -> None:
    wait = resumed("2026-11-17T09:00", "2026-11-17T10:15")
    assert due(at("2026-11-16T10:00"), days(2), CLOCK, [wait]).on == date(2026, 11, 18)
    assert due(at("2026-11-16T10:00"), days(1), CLOCK, [wait]).on == date(2026, 11, 17), "nor the last one"
    assert due(at("2026-11-17T08:00"), hours(2), CLOCK, [wait]).at == at("2026-11-17T11:15")


def test_a_wait_after_the_due_moment_changes_nothing() -> None:
    wait = Wait(at("2026-11-17T17:00"), None, Effect.RESTART)
    assert due(at("2026-11-16T10:00"), days(1), CLOCK, [wait]).on == date(2026, 11, 17)


def test_nothing_is_due_while_the_clock_stands() -> None:
    with pytest.raises(StillWaiting, match="15:00 ngày 17/11/2026"):
        due(at("2026-11-16T10:00"), days(3), CLOCK, [Wait(at("2026-11-17T15:00"), None, Effect.RESUME)])


def test_a_wait_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="ends after it begins"):
        due(at("2026-11-16T10:00"), days(3), CLOCK, [resumed("2026-11-17T15:00", "2026-11-16T15:00")])


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        due(datetime(2026, 11, 16, 10), days(3), CLOCK)  # noqa: DTZ001


def test_calendar_days_with_a_fraction_are_refused() -> None:
    with pytest.raises(ValueError, match="whole"):
        due(at("2026-11-16T10:00"), Limit(LimitKind.CALENDAR_DAYS, Decimal("1.5")), CLOCK)


def test_every_day_says_why_with_the_dispatch() -> None:
    answer = due(at("2025-12-31T08:00"), days(1), CLOCK)
    assert reason(answer, "2025-12-31") == "ngày tiếp nhận; không tính"
    assert reason(answer, "2026-01-02") == (
        "nghỉ hoán đổi, làm bù ngày 10/01/2026 (12729/VPCP-KGVX ngày 25/12/2025)"
    )
    assert reason(due(at("2026-01-09T08:00"), days(1), CLOCK), "2026-01-10") == (
        "ngày làm việc thứ 1 (làm bù cho ngày nghỉ hoán đổi 02/01/2026 (12729/VPCP-KGVX ngày 25/12/2025))"
    )


def test_one_sentence_tells_it_with_dates() -> None:
    assert due(at("2026-02-13T16:10"), days(3), CLOCK).sentence.vi == (
        "Tiếp nhận lúc 16:10 ngày 13/02/2026, thời hạn 3 ngày làm việc; không tính ngày tiếp nhận; "
        "không tính ngày nghỉ 14/02/2026–22/02/2026; hạn trả 17:00 ngày 25/02/2026."
    )


def test_calendar_days_say_why_the_end_moved() -> None:
    told = due(at("2026-11-16T10:00"), calendar_days(5), CLOCK).sentence.vi
    assert "ngày cuối 21/11/2026 là ngày nghỉ nên hạn là ngày làm việc kế tiếp" in told


def test_a_limit_that_runs_into_a_year_without_a_dispatch_is_provisional_and_says_so() -> None:
    answer = due(at("2026-12-30T16:10"), days(3), CLOCK)
    assert answer.provisional == (2027,)
    assert "tạm tính" in answer.sentence.vi
    assert "tạm tính theo luật" in reason(answer, "2027-01-01")


def test_without_the_law_such_a_limit_is_refused() -> None:
    with pytest.raises(UnknownYear, match="2027"):
        due(at("2026-12-30T16:10"), days(3), UnitClock(calendar=decreed()))


def test_a_half_day_is_a_day_of_a_limit_in_days_and_its_half_of_one_in_hours() -> None:
    half = DayChange(date(2026, 11, 17), DayKind.MORNING, "tổng vệ sinh", "01/TB-UBND")
    clock = UnitClock(calendar=shipped().changed([half]))
    assert due(at("2026-11-16T10:00"), days(1), clock).at == at("2026-11-17T11:30")
    assert due(at("2026-11-16T16:00"), hours(6), clock).at == at("2026-11-18T08:30")
    assert due(at("2026-11-17T07:30"), days("0.5"), clock).at == at("2026-11-17T11:30")
    assert "chỉ làm việc buổi sáng" in reason(due(at("2026-11-16T10:00"), days(2), clock), "2026-11-17")


def test_steps_count_from_the_moment_and_take_together_what_they_take_alone() -> None:
    first = step_due(at("2026-11-16T10:10"), Decimal("0.5"), CLOCK)
    second = step_due(first.at, Decimal("0.5"), CLOCK)
    assert second.at == step_due(at("2026-11-16T10:10"), Decimal(1), CLOCK).at == at("2026-11-17T10:10")


def test_a_swapped_saturday_has_the_hours_of_the_day_it_replaces() -> None:
    short_friday = list(every_working_day(read_spans("07:30-11:30,13:30-17:00")))
    short_friday[4] = read_spans("07:00-11:00")
    clock = UnitClock(hours=OfficeHours(tuple(short_friday)))
    assert due(at("2026-01-09T08:00"), days(1), clock).at == at("2026-01-10T11:00")  # for Friday 02/01
