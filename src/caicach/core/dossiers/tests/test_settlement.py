"""Settled on time: what is counted, and the rate that no rounding lifts over a limit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.dossiers.settlement import Settlement, counting_day

COUNTS = st.integers(0, 10**7)


@given(settled=COUNTS, late=COUNTS, open_ones=COUNTS)
def test_a_rate_is_never_above_the_share_that_it_tells(settled: int, late: int, open_ones: int) -> None:
    one = Settlement(settled + late, late, open_ones)
    if one.counted == 0:
        assert one.rate is None
        return
    assert one.rate is not None
    assert one.rate * one.counted <= 100 * one.on_time < (one.rate + Decimal("1e-10")) * one.counted


def test_what_just_misses_a_limit_does_not_reach_it_by_rounding() -> None:
    assert Settlement(settled=10**11, late=1).rate == Decimal("99.9999999990")
    assert Settlement(settled=10**14, late=1).rate == Decimal("99.9999999999")


def test_an_unfinished_dossier_counts_against_the_unit_and_not_as_settled() -> None:
    one = Settlement(settled=9, late=1, overdue_open=1, apologised=1)
    assert (one.on_time, one.counted, one.overdue, one.rate) == (8, 10, 2, Decimal(80))


def test_what_is_not_known_of_a_part_is_not_known_of_the_whole() -> None:
    known, unknown = Settlement(4, 2, 0, 1), Settlement(1, 1, 0, None)
    assert (known + unknown).apologised is None
    assert (known + known).apologised == 2
    assert (known + unknown).overdue == 3


@pytest.mark.parametrize(
    ("today", "expected"),
    [(date(2026, 11, 21), date(2026, 11, 21)), (date(2027, 3, 1), date(2027, 1, 1))],
)
def test_a_year_is_counted_up_to_today_and_up_to_its_end(today: date, expected: date) -> None:
    assert counting_day(2026, today) == expected
