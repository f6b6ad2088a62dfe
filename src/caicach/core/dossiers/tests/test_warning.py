"""Warnings come on working days, the officer's before the head's, the head's in time for the apology."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from caicach.core.dossiers.law import law_on
from caicach.core.dossiers.warning import Warned, warned_from
from caicach.core.worktime.clock import UnitClock

CLOCK = UnitClock()


def test_of_what_is_due_on_a_monday_the_head_is_warned_on_friday() -> None:
    monday = date(2026, 11, 23)
    assert warned_from(monday, law_on(monday), CLOCK) == Warned(date(2026, 11, 18), date(2026, 11, 20))


def test_of_what_is_due_after_tet_the_head_is_warned_before_tet() -> None:
    """Tết Bính Ngọ: days off from 14 to 22 February 2026 (dispatch in the shipped calendar)."""
    due = date(2026, 2, 23)
    assert warned_from(due, law_on(due), CLOCK) == Warned(date(2026, 2, 11), date(2026, 2, 13))


@given(st.dates(date(2024, 1, 8), date(2026, 12, 31)))
def test_both_warnings_come_on_working_days_in_time_for_the_apology(due: date) -> None:
    law = law_on(due)
    warned = warned_from(due, law, CLOCK)
    assert warned.officer < warned.head <= due - timedelta(days=law.apology_days_before_due)
    assert CLOCK.works(warned.officer)
    assert CLOCK.works(warned.head)
