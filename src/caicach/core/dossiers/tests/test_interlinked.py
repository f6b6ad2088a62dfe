"""Due moments along the parts of a matter."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from caicach.core.dossiers.interlinked import Stage, due_along
from caicach.core.worktime.clock import UnitClock
from caicach.core.worktime.due import due
from caicach.core.worktime.limits import Limit, LimitKind

CLOCK = UnitClock()
AT = dt.datetime(2026, 11, 16, 9, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def limit(days: int) -> Limit:
    return Limit(LimitKind.WORKING_DAYS, Decimal(days))


def test_a_part_is_reckoned_from_the_last_of_those_that_it_waits_for() -> None:
    parts = [Stage(limit(1), CLOCK), Stage(limit(2), CLOCK), Stage(limit(3), CLOCK, (0, 1))]
    first, second, third = due_along(AT, parts)
    assert (first, second) == (due(AT, limit(1), CLOCK).at, due(AT, limit(2), CLOCK).at)
    assert third == due(second, limit(3), CLOCK).at


def test_a_part_that_has_started_keeps_its_date() -> None:
    late = AT + dt.timedelta(days=7)
    first, second = due_along(AT, [Stage(limit(1), CLOCK, due_at=late), Stage(limit(1), CLOCK, (0,))])
    assert first == late
    assert second == due(late, limit(1), CLOCK).at


def test_a_part_does_not_wait_for_itself_or_a_later_one() -> None:
    with pytest.raises(IndexError):
        due_along(AT, [Stage(limit(1), CLOCK, (0,))])
