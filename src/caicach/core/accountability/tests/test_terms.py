"""The dated terms, and the days that follow from them."""

import datetime as dt
from decimal import Decimal

import pytest

from caicach.core.accountability import terms
from caicach.core.accountability.terms import Terms

DAY = dt.date(2026, 3, 20)


def own(valid_from: dt.date, days: int) -> Terms:
    return Terms(valid_from, Decimal("0.95"), days, 10, (6, 12))


def test_shipped_terms_say_where_each_of_them_comes_from() -> None:
    for one in terms.shipped():
        assert set(one.basis) == {"hold_share", "plan_days", "objection_days", "report_months"}
        assert all(one.basis.values())


def test_the_latest_terms_of_the_locality_that_had_begun_hold() -> None:
    laid_down = [own(dt.date(2025, 1, 1), 20), own(dt.date(2026, 1, 1), 25), own(dt.date(2026, 4, 1), 5)]
    assert terms.in_force(DAY, laid_down).plan_days == 25
    assert terms.in_force(dt.date(2024, 5, 1), laid_down) is terms.shipped()[0]
    assert terms.in_force(dt.date(2019, 5, 1)) is terms.shipped()[0], "the oldest holds for what was before"


def test_days_run_from_the_decision_and_from_the_notice() -> None:
    here = terms.shipped()[0]
    assert terms.plan_due(DAY, here) == dt.date(2026, 4, 19)
    assert terms.objection_due(DAY, here) == dt.date(2026, 4, 4)


def test_each_report_opens_when_the_one_before_was_due() -> None:
    found = terms.periods(DAY, terms.shipped()[0])
    assert [one.month for one in found] == [3, 6, 9, 12]
    assert [one.due for one in found] == [
        dt.date(2026, 6, 20),
        dt.date(2026, 9, 20),
        dt.date(2026, 12, 20),
        dt.date(2027, 3, 20),
    ]
    assert found[0].opens == DAY
    assert found[1].opens == dt.date(2026, 6, 21)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (dt.date(2025, 11, 30), 3, dt.date(2026, 2, 28)),
        (dt.date(2023, 11, 30), 3, dt.date(2024, 2, 29)),
        (dt.date(2026, 1, 31), 12, dt.date(2027, 1, 31)),
        (dt.date(2026, 9, 15), 3, dt.date(2026, 12, 15)),
    ],
)
def test_a_month_without_the_day_ends_with_its_last(day: dt.date, months: int, expected: dt.date) -> None:
    assert terms.months_after(day, months) == expected
