"""The terms by which an office follows up its published results: thresholds and days, dated, each with where it comes from.

The directives leave most of them open (see `docs/decisions/accountability.md`), so a locality may lay down its own.
"""

import calendar
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for results that are published from `valid_from` on.

    `hold_share` is the share of the maximum from which a leaf is one to hold; `plan_days` the days that a unit has for its plan
    after the decision, `objection_days` those that a person has to object after the notice; `report_months` the months after the
    decision at which progress is reported.
    """

    valid_from: date
    hold_share: Decimal
    plan_days: int
    objection_days: int
    report_months: tuple[int, ...]
    basis: Mapping[str, str] = field(default_factory=dict)


@cache
def shipped() -> tuple[Terms, ...]:
    """The terms that come with the program, the latest last."""
    text = resources.files(__package__).joinpath("data/terms.json").read_text(encoding="utf-8")
    return tuple(
        Terms(
            valid_from=date.fromisoformat(one["valid_from"]),
            hold_share=Decimal(one["hold_share"]),
            plan_days=one["plan_days"],
            objection_days=one["objection_days"],
            report_months=tuple(one["report_months"]),
            basis=one["basis"],
        )
        for one in json.loads(text)["terms"]
    )


def in_force(day: date, own: Iterable[Terms] = ()) -> Terms:
    """The terms for a decision of `day`: the latest of the locality's `own`, else the shipped ones."""
    begun = [one for one in own if one.valid_from <= day]
    if begun:
        return max(begun, key=lambda one: one.valid_from)
    older = [one for one in shipped() if one.valid_from <= day]
    return older[-1] if older else shipped()[0]


@dataclass(frozen=True, slots=True)
class Period:
    """A report of progress: the month it is counted by, from when it may be given, and until when."""

    month: int
    opens: date
    due: date


def plan_due(published: date, terms: Terms) -> date:
    """The day by which a unit's plan is to be approved. It ends with its day, day off or not, as all deadlines of the round."""
    return published + timedelta(days=terms.plan_days)


def objection_due(notified: date, terms: Terms) -> date:
    """The last day on which a person may object in time."""
    return notified + timedelta(days=terms.objection_days)


def periods(published: date, terms: Terms) -> tuple[Period, ...]:
    """The reports of progress in their order; each opens the day after the one before is due."""
    found: list[Period] = []
    opens = published
    for month in terms.report_months:
        due = months_after(published, month)
        found.append(Period(month, opens, due))
        opens = due + timedelta(days=1)
    return tuple(found)


def months_after(day: date, count: int) -> date:
    """The same day of the month `count` months on, or the last of that month where it has none."""
    whole = day.year * 12 + day.month - 1 + count
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
