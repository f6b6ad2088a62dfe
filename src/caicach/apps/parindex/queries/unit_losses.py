"""The points lost in a round by unit and by who answers for them; the leaves and people of units within reach only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q

from caicach.apps.parindex.models import NodeScore
from caicach.apps.parindex.queries.answering import holders_in
from caicach.apps.parindex.queries.common import Choice, Reach, participants
from caicach.apps.units.queries import day_of_year
from caicach.core.parindex import Framework
from caicach.core.parindex import analysis as core
from caicach.core.parindex.rules.base import ERROR, MISSING
from caicach.platform.access import Scope
from caicach.platform.wording import language

ZERO = Decimal(0)
KNOWN = Q(points__isnull=False, max_points__isnull=False) & ~Q(status__in=(MISSING, ERROR))
"""The nodes that lost something or could have."""


@dataclass(frozen=True, slots=True)
class UnitLoss:
    """A unit with the points it lost and the node where it lost most."""

    unit_id: int
    name: str
    block: str
    lost: Decimal
    index: Decimal | None
    worst: str
    worst_lost: Decimal
    is_own: bool
    is_open: bool


@dataclass(frozen=True, slots=True)
class HolderLoss:
    """Who answers, in which unit, for how many leaves, and the points lost there. Without a name: nobody answers."""

    unit_id: int
    unit: str
    name: str
    leaves: int
    lost: Decimal
    here: bool = True


LeafLosses = dict[str, Decimal]


def by_unit(
    scope: Scope, choice: Choice, framework: Framework, block: str
) -> tuple[list[UnitLoss], dict[int, LeafLosses]]:
    """The loss of every unit, and by leaf of the units within reach."""
    assert choice.this is not None
    on = day_of_year(choice.year, scope.today)
    reach = Reach(scope)
    leaves = [leaf.code for leaf in framework.leaves]
    rows = NodeScore.objects.filter(
        KNOWN, participant__round=choice.this, code__in=leaves, points__lt=F("max_points")
    )
    losses: defaultdict[int, LeafLosses] = defaultdict(dict)
    for participant_id, code, points, maximum in rows.values_list(
        "participant_id", "code", "points", "max_points"
    ):
        if points is not None and maximum is not None:
            losses[participant_id][code] = maximum - points
    narrowed = {"round": choice.this} | ({"block": block} if block else {})
    found = participants(on, **narrowed).values(
        "pk", "unit_id", "unit__name", "unit__valid_to", "name_then", "path", "block", "score__index"
    )
    blocks = {one.code: one.words.text(language()) for one in framework.blocks}
    by_unit, within = [], {}
    for one in found:
        own = losses[one["pk"]]
        worst = max(own, key=lambda code: own[code], default="")
        is_open = reach.opens(one["path"], one["unit__valid_to"])
        if is_open:
            within[one["unit_id"]] = own
        by_unit.append(
            UnitLoss(
                unit_id=one["unit_id"],
                name=one["name_then"] or one["unit__name"],
                block=blocks.get(one["block"], one["block"]),
                lost=sum(own.values(), ZERO),
                index=one["score__index"],
                worst=worst if is_open else "",
                worst_lost=own.get(worst, ZERO),
                is_own=one["unit_id"] in reach.own,
                is_open=is_open,
            )
        )
    return by_unit, within


def by_holder(
    scope: Scope,
    choice: Choice,
    framework: Framework,
    units: list[UnitLoss],
    losses: Mapping[int, LeafLosses],
) -> tuple[list[HolderLoss], Decimal]:
    """By the lead of each leaf, of the units within reach; and the points for which nobody answers."""
    answering = holders_in(list(losses), framework, day_of_year(choice.year, scope.today))
    names = {unit.unit_id: unit.name for unit in units}
    rows, unanswered = [], ZERO
    for unit_id, own in losses.items():
        leads = {
            code: next((holder for holder in holders if holder.is_lead), holders[0])
            for code, holders in answering.get(unit_id, {}).items()
        }
        lost = core.lost_by_holder(own, {code: (lead.full_name,) for code, lead in leads.items()})
        unanswered += lost.pop("", ZERO)
        here = {lead.full_name: lead.here for lead in leads.values()}
        for name, amount in lost.items():
            count = sum(code in own and lead.full_name == name for code, lead in leads.items())
            rows.append(HolderLoss(unit_id, names[unit_id], name, count, amount, here[name]))
    return sorted(rows, key=lambda row: (-row.lost, row.unit, row.name)), unanswered
