"""Working days as decreed: the official examples and the rules behind them."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.worktime.calendar import UnknownYear, decreed
from shared_data import shared

HOLIDAYS = json.loads(shared("calendar", "holidays_vn.json").read_text(encoding="utf-8"))
EXAMPLES = HOLIDAYS["derived"]["due_date_examples_working_days (day of receipt not counted)"]
STARTS = st.dates(date(2020, 1, 1), date(2026, 6, 30))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["received"])
def test_a_period_ends_as_in_the_official_examples(example: dict[str, str | int]) -> None:
    start = date.fromisoformat(str(example["received"]))
    assert decreed().add(start, int(example["working_days"])).isoformat() == example["due"]


def test_every_decreed_day_off_is_off_and_every_swapped_saturday_is_worked() -> None:
    calendar = decreed()
    for year in HOLIDAYS["years"].values():
        for day in year["days"]:
            assert not calendar.is_working(date.fromisoformat(day["date"])), day
            if "work_on" in day:
                assert calendar.is_working(date.fromisoformat(day["work_on"])), day


@given(STARTS, st.integers(1, 60))
def test_a_period_ends_on_a_working_day_after_its_start(start: date, days: int) -> None:
    end = decreed().add(start, days)
    assert end > start
    assert decreed().is_working(end)


@given(STARTS, st.integers(1, 30), st.integers(1, 30))
def test_periods_add_up(start: date, first: int, second: int) -> None:
    calendar = decreed()
    assert calendar.add(calendar.add(start, first), second) == calendar.add(start, first + second)


@given(STARTS, st.integers(1, 30))
def test_a_later_start_never_ends_earlier(start: date, days: int) -> None:
    assert decreed().add(start, days) <= decreed().add(start + timedelta(days=1), days)


def test_a_year_without_decreed_days_is_refused_by_name() -> None:
    with pytest.raises(UnknownYear, match="2031"):
        decreed().is_working(date(2031, 5, 5))
