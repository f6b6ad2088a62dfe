"""The shipped calendar against its two sources, the shared file of decreed days and the library `holidays`: differences named."""

import json
from datetime import date, timedelta

import pytest

from caicach.core.worktime import statutory
from caicach.core.worktime.calendar import DayKind, UnknownYear, decreed, shipped
from shared_data import shared

DECREED = json.loads(shared("calendar", "holidays_vn.json").read_text(encoding="utf-8"))
YEARS = sorted(decreed().years)

# Days on which the library and the decreed calendar differ on whether work is done.
NOT_IN_THE_LIBRARY = {
    date(2026, 1, 2): "swapped off by 12729/VPCP-KGVX of 25/12/2025, worked on 10/01/2026",
    date(2026, 1, 10): "worked in place of 02/01/2026",
}


@pytest.mark.parametrize("year", YEARS)
def test_every_day_of_the_shared_file_is_shipped_with_its_kind_and_its_other_day(year: int) -> None:
    listed = {date.fromisoformat(day["date"]): day for day in DECREED["years"][str(year)]["days"]}
    off = {change.day: change for change in decreed().days_of(year) if not change.works}
    assert off.keys() == listed.keys()
    for day, given in listed.items():
        assert off[day].kind == given["kind"]
        pair = given.get("work_on") or given.get("for_date")
        assert off[day].pair == (date.fromisoformat(pair) if pair else None), day
        assert off[day].source


@pytest.mark.parametrize("year", YEARS)
def test_swapped_saturdays_are_those_of_the_shared_file(year: int) -> None:
    worked = [change for change in decreed().days_of(year) if change.works]
    assert [change.day.isoformat() for change in worked] == DECREED["years"][str(year)]["worked_saturdays"]
    assert {change.kind for change in worked} <= {DayKind.SWAP_WORK}


def test_the_library_differs_on_the_named_days_and_on_no_other() -> None:
    import holidays

    library = holidays.country_holidays("VN", years=YEARS)
    start = date(YEARS[0], 1, 1)
    days = [start + timedelta(days=n) for n in range((date(YEARS[-1] + 1, 1, 1) - start).days)]
    different = {day for day in days if library.is_working_day(day) != decreed().is_working(day)}
    assert different == set(NOT_IN_THE_LIBRARY)


def test_another_year_has_the_days_of_the_law_and_is_provisional() -> None:
    calendar = shipped()
    assert [change.day for change in calendar.days_of(2027) if change.kind is DayKind.COMPENSATION] == [
        date(2027, 5, 3)
    ]
    assert not calendar.is_working(date(2027, 1, 1))
    assert calendar.is_provisional(date(2027, 1, 4))
    assert not calendar.is_provisional(date(2026, 12, 31))
    assert statutory.basis(2027, compensates=False).endswith("Điều 112")


def test_a_year_that_nobody_knows_is_refused_even_by_law() -> None:
    with pytest.raises(UnknownYear, match="2300"):
        shipped().is_working(date(2300, 5, 5))
