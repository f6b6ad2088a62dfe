"""The whole year: how many dossiers each office gets and when, which of them have a violation, and each life in its turn."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random

from caicach.apps.dossiers.synthetic.lives.life import BY_POST, Draft, Ground, begin, live
from caicach.apps.dossiers.synthetic.lives.plan import Life, Matter, Office, Plan, Unplantable
from caicach.apps.dossiers.synthetic.lives.plants import PLANTINGS, closed_at_last
from caicach.apps.dossiers.synthetic.lives.records import record_of
from caicach.apps.dossiers.synthetic.lives.season import Days
from caicach.core.dossiers.codes import code_of, series_of
from caicach.core.dossiers.status import Channel
from caicach.core.worktime.hours import at

SETTLED_AFTER = timedelta(days=90)
"""So long ago a planted dossier was handed in, at the least: by now all of it has happened."""
LOOKED_AHEAD = timedelta(days=200)
ONLINE_FROM, ONLINE_UNTIL = 6 * 60, 22 * 60
"""Minutes of the day between which people hand in online."""


@dataclass(frozen=True, slots=True)
class Planted:
    """What is wrong with a dossier on purpose; `lead` is the place of the dossier whose day it shares (batches)."""

    code: str
    matter: Matter
    lead: int | None = None


def draw(plan: Plan) -> Iterator[Life]:
    """The dossiers of the plan, office by office, in the order in which they were handed in.

    Raises Unplantable when the violations asked for do not fit, or the year has had no working day.
    """
    numbers = _shares(plan.count, [office.weight for office in plan.offices])
    days = [
        Days(office.clock, date(plan.year - 1, 12, 1), plan.now.date() + LOOKED_AHEAD)
        for office in plan.offices
    ]
    handed_in = [
        _moments(plan, place, office, days[place], number)
        for place, (office, number) in enumerate(zip(plan.offices, numbers, strict=True))
    ]
    planted = _planted(plan, handed_in)
    number = 0
    for place, office in enumerate(plan.offices):
        for life in _of_office(plan, place, Ground(office, days[place], plan.now), handed_in[place], planted):
            number += 1
            yield life(number)


def _of_office(
    plan: Plan,
    place: int,
    ground: Ground,
    moments: Sequence[datetime],
    planted: dict[tuple[int, int], Planted],
) -> Iterator[_Numbered]:
    office = ground.office
    weights = list(accumulate(matter.weight for matter in office.matters))
    given = dict(office.taken)
    closings: dict[date, list[int]] = {}  # the batches that are closed on a day: each has a minute of its own
    for order, moment in enumerate(moments):
        chance = Random(f"{plan.seed}|{plan.year}|{office.agency}|{order}")
        wrong = planted.get((place, order))
        if wrong is None:
            matter = office.matters[bisect_right(weights, chance.random() * weights[-1])]
            draft = live(_handed_in(ground, matter, moment, chance))
        else:
            lead = order if wrong.lead is None else wrong.lead
            draft = _spoilt(ground, wrong, moments[lead], chance)
            if wrong.code == "V9":
                assert draft.due is not None
                batches = closings.setdefault(draft.due.date(), [])
                if lead not in batches:
                    batches.append(lead)
                closed_at_last(draft, draft.due, batches.index(lead))
        series = series_of(draft.submitted.date())
        given[series] = given.get(series, 0) + 1
        code = code_of(office.agency, draft.submitted.date(), given[series])
        who = office.first_person + int(chance.random() * office.crowd)
        yield _Numbered(draft, place, code, who, wrong, order)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A draft that still needs its place in the whole."""

    draft: Draft
    office: int
    code: str
    person: int
    wrong: Planted | None
    order: int

    def __call__(self, number: int) -> Life:
        matter = self.draft.matter
        code = self.wrong.code if self.wrong else ""
        return Life(
            record_of(self.draft, number, self.code, matter.code),
            self.office,
            matter,
            self.person,
            planted=code,
            is_named=self.wrong is not None and self.wrong.lead in (None, self.order),
            in_book=code != "V12",
        )


def _handed_in(ground: Ground, matter: Matter, moment: datetime, chance: Random) -> Draft:
    """A dossier by one of the channels; online it may come at any hour of the day."""
    throw = chance.random()
    if throw < matter.online:
        minutes = ONLINE_FROM + int(chance.random() * (ONLINE_UNTIL - ONLINE_FROM))
        moment = min(
            at(moment.date(), time(minutes // 60, minutes % 60)), max(moment, ground.now - timedelta(hours=1))
        )
        return begin(ground, matter, moment, chance, Channel.ONLINE)
    channel = Channel.POST if throw > 1 - BY_POST else Channel.DIRECT
    return begin(ground, matter, moment, chance, channel)


def _spoilt(ground: Ground, wrong: Planted, moment: datetime, chance: Random) -> Draft:
    """A dossier with one thing done wrong; those of a batch are handed in together with the first."""
    planting = PLANTINGS[wrong.code]
    draft = begin(ground, wrong.matter, moment, chance, Channel.DIRECT, planting.fate())
    live(draft)
    planting.spoil(draft)
    return draft


def _moments(plan: Plan, place: int, office: Office, days: Days, number: int) -> list[datetime]:
    """When the dossiers of an office are handed in at its desk, in their order."""
    chance = Random(f"{plan.seed}|{plan.year}|{place}|{office.agency}")
    weighted = days.weights(date(plan.year, 1, 1), min(date(plan.year, 12, 31), plan.now.date()))
    if not weighted and number:
        raise Unplantable(
            f"năm {plan.year} đến nay chưa có ngày làm việc nào", f"{plan.year} has had no working day yet"
        )
    sums = list(accumulate(weight for _, weight in weighted))
    found = []
    for _ in range(number):
        day = weighted[bisect_right(sums, chance.random() * sums[-1])][0]
        opens, closes = office.clock.opens(day), office.clock.closes(day)
        if day == plan.now.date():
            closes = max(opens, min(closes, plan.now))
        found.append(days.between(opens, closes, 0.98 * chance.random()))
    return sorted(found)


def _planted(plan: Plan, handed_in: Sequence[Sequence[datetime]]) -> dict[tuple[int, int], Planted]:
    """Which dossiers have which violation: places drawn among those that were handed in long enough ago."""
    chance = Random(f"{plan.seed}|{plan.year}|plants")
    latest = plan.now - SETTLED_AFTER
    free = [
        (place, order)
        for place, moments in enumerate(handed_in)
        for order in range(bisect_right(moments, latest))
    ]
    for last in range(len(free) - 1, 0, -1):  # shuffled by nothing but random()
        other = int(chance.random() * (last + 1))
        free[last], free[other] = free[other], free[last]
    left = set(free)
    planted: dict[tuple[int, int], Planted] = {}
    # Batches need several places in a row, so they choose first.
    for code, number in sorted(plan.plants.items(), key=lambda one: -PLANTINGS[one[0]].dossiers):
        planting = PLANTINGS[code]
        found = 0
        for place, order in free:
            if found == number:
                break
            spots = [(place, order + step) for step in range(planting.dossiers)]
            matters = [one for one in plan.offices[place].matters if planting.suits(one)]
            if not matters or not left.issuperset(spots):
                continue
            matter = matters[int(chance.random() * len(matters))]
            lead = order if planting.dossiers > 1 else None
            planted.update(dict.fromkeys(spots, Planted(code, matter, lead)))
            left.difference_update(spots)
            found += 1
        if found < number:
            raise Unplantable(
                f"không đủ hồ sơ phù hợp để gài {number} vi phạm {code} (chỉ gài được {found}); hãy tăng số hồ sơ, "
                f"hoặc chọn năm đã qua ít nhất {SETTLED_AFTER.days} ngày",
                f"not enough dossiers for {number} violations {code} (only {found}); ask for more dossiers, or for a year that "
                f"began at least {SETTLED_AFTER.days} days ago",
            )
    return planted


def _shares(count: int, weights: Sequence[float]) -> list[int]:
    """`count` divided in proportion to the weights, the rest to the largest remainders."""
    whole = sum(weights)
    exact = [count * weight / whole for weight in weights]
    shares = [int(one) for one in exact]
    by_rest = sorted(range(len(weights)), key=lambda place: (shares[place] - exact[place], place))
    for place in by_rest[: count - sum(shares)]:
        shares[place] += 1
    return shares
