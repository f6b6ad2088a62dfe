"""Figures for what nobody has published: drawn from a seed, plausible, and marked as illustration wherever they are shown.

Pure: the same criteria set, units, year and seed give the same figures on every machine, because only
`random()` of a generator seeded with text is used and nothing but sums and products is made of it. A unit is
good or less good at its work (`standing`), somewhat better or worse in an area, and has good and bad luck
with a single leaf; the first two last over the years. A figure that several leaves ask for (dossiers
received, staff in post) is drawn once for a unit and stays the same. What single units live through, so that
every case can be seen on the screen, is told in `stories`.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from caicach.apps.parindex.demo import typical
from caicach.apps.parindex.demo.published import Figures, inputs, published
from caicach.apps.parindex.demo.stories import Story, tell
from caicach.core.parindex import Framework, Node, setting_of
from caicach.core.parindex.facts import Facts
from caicach.core.parindex.rules.bands import Bands, External
from caicach.core.parindex.rules.base import Setting
from caicach.core.parindex.rules.binary import Binary
from caicach.core.parindex.rules.checklist import Checklist, Choice
from caicach.core.parindex.rules.comparison import Change, Compare
from caicach.core.parindex.rules.counting import Count, Deduct
from caicach.core.parindex.rules.formula import Formula
from caicach.core.parindex.rules.manual import Manual
from caicach.core.parindex.rules.ratio import Ratio
from caicach.core.parindex.rules.survey import Survey
from caicach.core.parindex.rules.timeliness import Timeliness

Inputs = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Subject:
    """A unit that figures are drawn for. `known` are published figures, which are kept; `since` the day it began to exist."""

    name: str
    block: str
    since: dt.date
    attributes: Mapping[str, bool] = field(default_factory=dict)
    known: Figures = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be drawn: one criteria set, one year, the reference dates of the round, the seed."""

    framework: Framework
    year: int
    seed: int
    dates: Mapping[str, dt.date] = field(default_factory=dict)

    @property
    def setting(self) -> Setting:
        return setting_of(self.framework, Facts((), self.year, self.dates))


def draw(plan: Plan, units: Sequence[Subject]) -> list[dict[str, Any]]:
    """The units of a facts file, without the leaves that published figures feed."""
    known = published().units
    told = tell(plan.framework, plan.year, plan.seed, {unit.name: unit.name in known for unit in units})
    setting = plan.setting
    return [_Unit(plan, setting, unit, told.get(unit.name, Story())).facts() for unit in units]


def bell(chance: random.Random) -> float:
    """About normal, mean 0 and deviation 1, never beyond 3.5."""
    return (sum(chance.random() for _ in range(4)) - 2) * 1.732


class _Unit:
    """One unit in one year: what it is like, and the figures drawn for it so far."""

    def __init__(self, plan: Plan, setting: Setting, unit: Subject, story: Story) -> None:
        self.plan, self.setting, self.unit, self.story = plan, setting, unit, story
        lasting = random.Random(f"{plan.seed}|{plan.framework.subject}|{unit.name}")
        self.chance = random.Random(f"{plan.seed}|{plan.framework.code}|{plan.year}|{unit.name}")
        self.standing = 0.42 * bell(lasting) + 0.2 * bell(self.chance) + story.lift + typical.level(plan.year)
        self.areas = {area.code: 0.4 * bell(lasting) for area in plan.framework.areas}
        share = typical.SHARE_OF_YEAR.get(plan.year, 1.0)
        self.size = typical.SIZES[unit.block] * (0.45 + 1.1 * lasting.random()) * share
        self.drawn: dict[str, int | Decimal] = dict(unit.known)

    def facts(self) -> dict[str, Any]:
        """The unit as a facts file has it."""
        framework, story = self.plan.framework, self.story
        fed = inputs(framework, self.unit.known)
        stated: dict[str, Inputs] = {}
        for leaf in framework.leaves:
            given = self._input(leaf)
            if leaf.code not in fed and leaf.code not in story.missing:
                stated[leaf.code] = given
        attributes = {**self.unit.attributes, **story.attributes}
        return {
            "unit": self.unit.name,
            "block": self.unit.block,
            "inputs": stated,
            "not_applicable": list(story.not_applicable),
            "bonus": dict(story.bonus),
            "penalty": dict(story.penalty),
            "attributes": {item.code: attributes.get(item.code, False) for item in framework.attributes},
        }

    def _quality(self, leaf: Node) -> float:
        area = self.plan.framework.path(leaf.code)[0].code
        return self.standing + self.areas[area] + 0.7 * bell(self.chance)

    def _input(self, leaf: Node) -> Inputs:
        quality = self._quality(leaf)
        match leaf.rule:
            case Binary():
                return {"done": quality > -1.35}
            case Timeliness() as rule:
                return {"date": self._signed(rule, quality)}
            case Checklist(items=items):
                return {"items": [quality + 0.5 * bell(self.chance) > -0.95 for _ in items]}
            case Choice(options=levels):
                best_first = sorted(range(len(levels)), key=lambda at: -levels[at].points)
                return {"option": best_first[0 if quality > -0.75 else 1 if quality > -2 else -1]}
            case Ratio(num=num, den=den):
                may_be_zero = self.plan.framework.policy(leaf.code) is not None
                whole = self._count(den, may_be_zero=may_be_zero)
                return {"num": self._part(num, whole, quality), "den": whole}
            case Bands(value=name) | External(value=name):
                return {"value": self._value(name, quality)}
            case Compare() | Change():
                return {"value": self._value(leaf.code, quality)}
            case Deduct(per=per):
                return {"count": self._faults(quality, float(leaf.max_points / per))}
            case Count(per=per, cap=cap):
                reached = float((cap or leaf.max_points) / per) * (0.42 + 0.3 * quality)
                return {"count": max(0, int(reached + self.chance.random()))}
            case Survey(options=None):
                return {"index": _decimal(_within(85.5 + 4.6 * quality, 55, 99.5))}
            case Survey(options=answers):
                return self._answers(list(answers or ()), quality)
            case Formula(variables=variables):
                return {name: self._variable(name, quality) for name in variables}
            case Manual():
                points = float(leaf.max_points) * _within(0.8 + 0.15 * quality, 0, 1)
                return {"points": _decimal(points), "reason": typical.MANUAL_REASON}
            case other:
                raise ValueError(f"{leaf.code}: no figures are drawn for {other!r}")

    def _signed(self, rule: Timeliness, quality: float) -> str | None:
        """A working day some time before the due date, or after it; None for a document that was not issued."""
        due = rule.due_date({}, self.setting)
        if due is None or quality < -2.3:
            return None
        days = 1 + int(18 * self.chance.random())
        day = due - dt.timedelta(days) if quality > -1.2 else due + dt.timedelta(days)
        day = max(day, self.unit.since + dt.timedelta(days + 7))
        return (day - dt.timedelta(max(0, day.weekday() - 4))).isoformat()

    def _count(self, name: str, *, may_be_zero: bool = False) -> int:
        """A whole that a part is counted of, the same wherever it is asked for."""
        if name not in self.drawn:
            self.drawn[name] = self._new_count(name, may_be_zero)
        return int(self.drawn[name])

    def _new_count(self, name: str, may_be_zero: bool) -> int:
        if name in self.story.counts:
            return self.story.counts[name]
        if name == "dossiers_received":
            return int(self.size)
        if name == "overdue":
            left = self._count("dossiers_finished_or_overdue") - int(self.drawn.get("dossiers_on_time", 0))
            return left if "dossiers_on_time" in self.drawn else 0
        if name in typical.SHARES:
            whole, share = typical.SHARES[name]
            return int(self._count(whole, may_be_zero=may_be_zero) * share)
        low, high = typical.COUNTS.get(name, typical.USUAL_COUNT)
        return (0 if low == 0 and may_be_zero else max(1, low)) + int((high - low) * self.chance.random())

    def _part(self, name: str, whole: int, quality: float) -> int:
        """How many of the whole; never more than the whole, unless a story says so."""
        if name in self.drawn:
            return int(self.drawn[name])
        if name in self.story.above:
            return whole + 1 + whole // 8
        centre, spread = typical.RATES.get(name, typical.USUAL_RATE)
        rate = _within(centre + spread * quality, 0, 100)
        part = int(whole * rate / 100 + 0.5)
        self.drawn[name] = part
        return part

    def _value(self, name: str, quality: float) -> int | Decimal:
        if name in typical.QUOTIENTS:
            num, den = typical.QUOTIENTS[name]
            whole = self._count(den)
            part = self._part(num, whole, quality)
            return (Decimal(100 * part) / whole).quantize(Decimal("0.01")) if whole else Decimal(100)
        centre, spread, most, decimals = typical.VALUES.get(name, typical.USUAL_VALUE)
        return _decimal(_within(centre + spread * quality, 0, most), decimals)

    def _variable(self, name: str, quality: float) -> int | Decimal:
        if name in self.story.counts:
            return self.story.counts[name]
        if name in typical.RARE_FAULTS:
            return 1 if quality < typical.RARE_FAULTS[name] else 0
        if name in typical.PARTS:
            return self._part(name, self._count(typical.PARTS[name]), quality)
        if name in typical.PARTS.values():
            return self._count(name)
        return self._value(name, quality)

    def _faults(self, quality: float, until_nothing_is_left: float) -> int:
        return max(0, int((0.35 - quality) * 0.38 * until_nothing_is_left))

    def _answers(self, options: list[str], quality: float) -> Inputs:
        """Answers to a question with graded options, the best first."""
        left = 40 + int(60 * self.chance.random())
        answers: Inputs = {}
        for option in options[:-1]:
            share = _within(0.64 + 0.1 * quality, 0.25, 0.95)
            answers[option] = int(left * share + 0.5)
            left -= answers[option]
        return {**answers, options[-1]: left}


def _within(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


def _decimal(value: float, decimals: int = 2) -> int | Decimal:
    shifted = int(value * 10**decimals + 0.5)
    return Decimal(shifted).scaleb(-decimals) if decimals else shifted
