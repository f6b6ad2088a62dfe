"""When what a decision announced has to be posted at the desk and on the page (niêm yết, công khai thủ tục hành chính).

The number of days is dated data with its citation (`data/posting.json`); a decision that names a day of its own goes before it.
"""

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources

from caicach.core.worktime.calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Rule:
    """From `since` on, posting is due `working_days` after signing. `certain` is False for what nobody has verified."""

    since: date
    working_days: int
    citation: str
    certain: bool


class State(StrEnum):
    """Where posting stands at one of its two places."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    WAITING = "waiting"


def state(due: date, posted_on: date | None, today: date) -> State:
    """Posted on the last day is on time; not posted is missing from the day after it on."""
    if posted_on is not None:
        return State.ON_TIME if posted_on <= due else State.LATE
    return State.MISSING if today > due else State.WAITING


def rule_on(day: date) -> Rule:
    """The rule for a decision that was signed on `day`; the first one for days before it."""
    rules = _rules()
    return next((rule for rule in reversed(rules) if rule.since <= day), rules[0])


def due_on(issued_on: date, calendar: WorkingCalendar, stated: date | None = None) -> date:
    """The last day to post: the `stated` one, else by the rule. Raises UnknownYear where the calendar does not reach."""
    return stated or calendar.add(issued_on, rule_on(issued_on).working_days)


@cache
def _rules() -> tuple[Rule, ...]:
    text = resources.files(__package__).joinpath("data/posting.json").read_text(encoding="utf-8")
    return tuple(
        Rule(date.fromisoformat(one["since"]), one["working_days"], one["citation"], one["certain"])
        for one in json.loads(text)["rules"]
    )
