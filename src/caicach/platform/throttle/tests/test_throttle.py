"""A gate counts for all processes, opens again, and remembers nobody."""

import datetime as dt

import pytest

from caicach.platform import clock
from caicach.platform.throttle import jobs
from caicach.platform.throttle.actions import Gate, admits, give_back
from caicach.platform.throttle.models import Window

pytestmark = [pytest.mark.databases, pytest.mark.django_db]
DAY = dt.date(2026, 3, 13)
GATE = Gate("test", most=3, within=dt.timedelta(hours=1))


def test_after_its_number_of_attempts_a_gate_is_shut_for_that_key_only() -> None:
    assert [admits(GATE, "a") for _ in range(5)] == [True, True, True, False, False]
    assert admits(GATE, "b")
    assert admits(Gate("other", 1, GATE.within), "a"), "another gate counts by itself"


def test_a_gate_opens_again_when_its_window_is_over() -> None:
    with clock.told(DAY, 9):
        assert [admits(GATE, "a") for _ in range(4)][-1] is False
    with clock.told(DAY, 10):
        assert admits(GATE, "a")


def test_an_attempt_that_succeeded_is_given_back() -> None:
    for _ in range(10):
        assert admits(GATE, "a")
        give_back(GATE, "a")


def test_neither_address_nor_code_stands_in_the_table() -> None:
    admits(GATE, "203.0.113.9 H42-260313-0001")
    (window,) = Window.objects.all()
    assert len(window.key) == 64
    assert "H42" not in window.key


def test_what_was_counted_is_forgotten() -> None:
    with clock.told(DAY):
        admits(GATE, "a")
    jobs.forget.call((DAY + dt.timedelta(days=3)).isoformat())
    assert not Window.objects.exists()
