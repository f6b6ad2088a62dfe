"""Due dates by the million are those of the scalar form."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.core.worktime.bulk import DueTable, OutOfRange, local_moments
from caicach.core.worktime.due import UnitClock, due
from caicach.core.worktime.hours import VIETNAM, OfficeHours, Span, every_working_day, read_spans
from caicach.core.worktime.limits import Limit, LimitKind
from caicach.core.worktime.tests.clocks import CLOCKS, FIRST, moments

END = date(2027, 6, 30)
ODD = UnitClock(
    hours=OfficeHours(every_working_day((*read_spans("07:31-11:30"), *read_spans("13:30-17:00"))))
)
TABLES = {name: (clock, DueTable(clock, FIRST, END)) for name, clock in {**CLOCKS, "odd": ODD}.items()}


def at(moment: np.datetime64) -> datetime:
    found: datetime = moment.astype("datetime64[s]").item()
    return found.replace(tzinfo=VIETNAM)


@pytest.mark.parametrize("name", sorted(TABLES))
@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(moments, st.integers(1, 40)), min_size=1, max_size=12))
def test_the_vectorised_form_is_equal_to_the_scalar_one(name: str, cases: list[tuple[datetime, int]]) -> None:
    clock, table = TABLES[name]
    received = local_moments([moment for moment, _ in cases])
    amounts = np.array([amount for _, amount in cases])
    for kind, found in (
        (LimitKind.WORKING_DAYS, table.working_days(received, amounts)),
        (LimitKind.CALENDAR_DAYS, table.calendar_days(received, amounts)),
        (LimitKind.WORKING_HOURS, table.working_time(received, amounts * 3600)),
    ):
        expected = [due(moment, Limit(kind, Decimal(amount)), clock).at for moment, amount in cases]
        assert [at(one) for one in found] == expected, kind


def test_one_amount_may_hold_for_all() -> None:
    _, table = TABLES["usual"]
    received = local_moments([datetime(2026, 2, 13, 16, 10), datetime(2026, 4, 24, 8)])  # noqa: DTZ001
    assert [str(one) for one in table.working_days(received, 3)] == [
        "2026-02-25T17:00:00",
        "2026-05-04T17:00:00",
    ]


def test_what_lies_outside_the_table_is_refused() -> None:
    _, table = TABLES["usual"]
    late = np.array([END + timedelta(days=0)], dtype="datetime64[s]")
    for outside in ("2023-12-31T10:00", "2027-07-01T08:00"):
        with pytest.raises(OutOfRange, match="outside"):
            table.working_days(np.array([outside], dtype="datetime64[s]"), 1)
    for call in (table.working_days, table.calendar_days, table.working_time):
        with pytest.raises(OutOfRange, match="after the last day"):
            call(late, 100_000)


def test_a_limit_of_nothing_is_refused() -> None:
    _, table = TABLES["usual"]
    with pytest.raises(ValueError, match="longer than nothing"):
        table.working_days(local_moments([datetime(2026, 2, 13)]), np.array([0]))  # noqa: DTZ001


def test_nothing_at_all_gives_nothing() -> None:
    _, table = TABLES["usual"]
    none = np.array([], dtype="datetime64[s]")
    assert (
        len(table.working_days(none, 3))
        == len(table.working_time(none, 60))
        == len(table.calendar_days(none, 3))
        == 0
    )


def test_hours_by_the_second_have_no_table() -> None:
    spans = (Span(time(7, 30), time(11, 30, 1)),)
    with pytest.raises(ValueError, match="whole minutes"):
        DueTable(UnitClock(hours=OfficeHours(every_working_day(spans))), FIRST, FIRST + timedelta(days=7))
