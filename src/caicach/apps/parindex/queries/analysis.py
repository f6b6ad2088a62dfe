"""CT-1a: where the units of a locality lost points, by area, criterion, unit and who answers; what fell, what is to be held.

Sums over units come from the database by leaf and are put together along the tree, so that an area is the sum of its leaves also
where one of them is missing in some unit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, Sum

from caicach.apps.parindex.models import NodeScore, Round
from caicach.apps.parindex.queries.common import Choice, choose
from caicach.apps.parindex.queries.loading import framework_of, leaf_map
from caicach.apps.parindex.queries.unit_losses import KNOWN, HolderLoss, UnitLoss
from caicach.apps.parindex.queries.unit_losses import by_holder as holders_losing
from caicach.apps.parindex.queries.unit_losses import by_unit as units_losing
from caicach.core.parindex import Framework, Node, NodeResult
from caicach.core.parindex import analysis as core
from caicach.platform.access import Scope
from caicach.platform.wording import language

ZERO = Decimal(0)
_PLACES = Decimal("1e-6")
MOST_HOLDERS = 30


@dataclass(frozen=True, slots=True)
class NodeLoss:
    """A node over all units: what was lost of the most that could be reached, and its part of all points lost.

    `losing` units lost something at it, `nothing` reached no point (leaves only). `last` and `last_max` are last year's sums.
    """

    node: Node
    name: str
    points: Decimal
    max_points: Decimal
    share: Decimal
    losing: int
    nothing: int
    last: Decimal | None
    last_max: Decimal | None
    agency: str

    @property
    def lost(self) -> Decimal:
        return self.max_points - self.points

    @property
    def index(self) -> Decimal | None:
        return self.points * 100 / self.max_points if self.max_points else None

    @property
    def last_index(self) -> Decimal | None:
        return None if self.last is None or not self.last_max else self.last * 100 / self.last_max

    @property
    def change(self) -> Decimal | None:
        """Index points won since last year."""
        if self.index is None or self.last_index is None:
            return None
        return self.index - self.last_index


@dataclass(frozen=True, slots=True)
class AgencyLoss:
    """The department that follows a field, and the points lost in it."""

    code: str
    name: str
    leaves: int
    lost: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True)
class LocalityAnalysis:
    """The analysis of one round, of one block or of all; the largest loss first everywhere."""

    choice: Choice
    framework: Framework | None = None
    block: str = ""
    blocks: tuple[tuple[str, str], ...] = ()
    units: int = 0
    lost: Decimal = ZERO
    nodes: tuple[NodeLoss, ...] = ()
    by_unit: tuple[UnitLoss, ...] = ()
    holders: tuple[HolderLoss, ...] = ()
    unanswered: Decimal = ZERO
    agencies: tuple[AgencyLoss, ...] = ()

    @property
    def areas(self) -> tuple[NodeLoss, ...]:
        return self._sorted(lambda node: node.parent is None)

    @property
    def criteria(self) -> tuple[NodeLoss, ...]:
        return self._sorted(lambda node: node.depth == 1)

    @property
    def leaves(self) -> tuple[NodeLoss, ...]:
        return self._sorted(lambda node: node.is_leaf)

    @property
    def fallen(self) -> tuple[NodeLoss, ...]:
        """The areas below last year, the deepest fall first."""
        return tuple(
            sorted((one for one in self.areas if (one.change or 0) < 0), key=lambda one: one.change or ZERO)
        )

    @property
    def to_hold(self) -> tuple[NodeLoss, ...]:
        """The areas near their maximum that have not fallen."""
        high = core.HIGH * 100
        return tuple(
            one for one in reversed(self.areas) if (one.index or 0) >= high and (one.change or 0) >= 0
        )

    def _sorted(self, wanted: Any) -> tuple[NodeLoss, ...]:
        return tuple(sorted((one for one in self.nodes if wanted(one.node)), key=lambda one: -one.lost))


def of_locality(
    scope: Scope, year: int, subject: str = "", block: str = "", locality: int | None = None
) -> LocalityAnalysis:
    """The analysis of a year's round; empty where there is none. Raises Refused for whoever reads no results."""
    choice = choose(scope, year, subject, locality)
    if choice.this is None:
        return LocalityAnalysis(choice)
    framework = framework_of(choice.this.framework)
    nodes = node_losses(choice, block)
    by_unit, unit_leaves = units_losing(scope, choice, framework, block)
    holders, unanswered = holders_losing(scope, choice, framework, by_unit, unit_leaves)
    return LocalityAnalysis(
        choice=choice,
        framework=framework,
        block=block,
        blocks=tuple((one.code, one.words.text(language())) for one in framework.blocks),
        units=len(by_unit),
        lost=sum((one.lost for one in nodes if one.node.parent is None), ZERO),
        nodes=tuple(nodes),
        by_unit=tuple(sorted(by_unit, key=lambda one: -one.lost)),
        holders=tuple(holders[:MOST_HOLDERS]),
        unanswered=unanswered,
        agencies=tuple(_by_agency(framework, nodes)),
    )


def node_losses(choice: Choice, block: str = "") -> list[NodeLoss]:
    """Every node of the round's set over its units, in printed order."""
    if choice.this is None:
        return []
    framework = framework_of(choice.this.framework)
    return _nodes(framework, _sums(choice.this, framework, block), _last_sums(choice, framework, block))


# --- by node ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sum:
    points: Decimal
    maximum: Decimal
    losing: int = 0
    nothing: int = 0


def _sums(round: Round, framework: Framework, block: str) -> dict[str, _Sum]:
    """Points and maxima over all units by leaf; in capped nodes the node's own."""
    wanted = [node.code for node in framework.nodes if node.is_leaf or node.capped]
    found = NodeScore.objects.filter(KNOWN, participant__round=round, code__in=wanted)
    if block:
        found = found.filter(participant__block=block)
    rows = found.values("code").annotate(
        reached=Sum("points"),
        most=Sum("max_points"),
        losing=Count("pk", filter=Q(points__lt=F("max_points"))),
        nothing=Count("pk", filter=Q(points=0, max_points__gt=0)),
    )
    return {
        row["code"]: _Sum(
            row["reached"].quantize(_PLACES), row["most"].quantize(_PLACES), row["losing"], row["nothing"]
        )
        for row in rows.order_by()
    }


def _last_sums(choice: Choice, framework: Framework, block: str) -> dict[str, tuple[Decimal, Decimal]]:
    """Last year's points and maximum over all units by this year's leaf."""
    if choice.this is None or choice.last is None:
        return {}
    mapping = leaf_map(choice.this.framework, choice.last.framework)
    if not mapping:
        return {}
    old = framework_of(choice.last.framework)
    known = {
        code: NodeResult(code, one.points, one.maximum)
        for code, one in _sums(choice.last, old, block).items()
    }
    return core.mapped_last_year(replace(framework, leaf_map=mapping), known, known)


def _nodes(
    framework: Framework, sums: Mapping[str, _Sum], last: Mapping[str, tuple[Decimal, Decimal]]
) -> list[NodeLoss]:
    totals = {area.code: _total(framework, area, sums) for area in framework.areas}
    lost = sum((one.maximum - one.points for one in totals.values()), ZERO)
    agencies = {agency.code: agency.words.text(language()) for agency in framework.agencies}
    nodes = []
    for node in framework.nodes:
        one = _total(framework, node, sums)
        before = [last[leaf.code] for leaf in framework.below(node.code) if leaf.code in last]
        nodes.append(
            NodeLoss(
                node=node,
                name=node.words.text(language()),
                points=one.points,
                max_points=one.maximum,
                share=(one.maximum - one.points) * 100 / lost if lost else ZERO,
                losing=one.losing,
                nothing=one.nothing,
                last=sum((points for points, _ in before), ZERO) if before else None,
                last_max=sum((maximum for _, maximum in before), ZERO) if before else None,
                agency=agencies.get(node.agency, node.agency),
            )
        )
    return nodes


def _total(framework: Framework, node: Node, sums: Mapping[str, _Sum]) -> _Sum:
    if node.is_leaf or node.capped:
        return sums.get(node.code, _Sum(ZERO, ZERO))
    parts = [_total(framework, framework.node(code), sums) for code in node.children]
    return _Sum(sum((part.points for part in parts), ZERO), sum((part.maximum for part in parts), ZERO))


def _by_agency(framework: Framework, nodes: list[NodeLoss]) -> list[AgencyLoss]:
    lost: defaultdict[str, Decimal] = defaultdict(Decimal)
    leaves: defaultdict[str, int] = defaultdict(int)
    for one in nodes:
        if one.node.is_leaf:
            lost[one.node.agency] += one.lost
            leaves[one.node.agency] += 1
    total = sum(lost.values(), ZERO)
    names = {agency.code: agency.words.text(language()) for agency in framework.agencies}
    rows = [
        AgencyLoss(code, names.get(code, code), leaves[code], amount, amount * 100 / total if total else ZERO)
        for code, amount in lost.items()
    ]
    return sorted(rows, key=lambda row: -row.lost)
