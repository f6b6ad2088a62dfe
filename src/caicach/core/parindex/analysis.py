"""What results tell an office: where points were lost, what changed, what to hold and to repair, what would win most back.

CT-1a: analysis of published results; TH-1, TH-2: the two lists of component scores; TM-11: the two levels of consequences
(Công văn 46/UBND ngày 16/7/2024, phường Thác Mơ, mục 11).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from typing import NamedTuple, Protocol

from caicach.core.words import Words

from .facts import UnitFacts
from .framework import Framework
from .results import PRECISION, NodeResult, UnitResult
from .rules.base import ERROR, MISSING, NOT_APPLICABLE, SCORED, ZERO, Setting, Step, UnitCase

# A leaf that reached this share of its maximum is one to hold (TH-1: "đạt điểm tối đa hoặc điểm cao").
HIGH = Decimal("0.9")


class Scored(Protocol):
    """A unit's results, just computed or as they were published."""

    @property
    def index(self) -> Decimal | None: ...

    @property
    def nodes(self) -> Mapping[str, NodeResult]: ...


class Loss(NamedTuple):
    """Points lost at a node, and their part of all points the unit lost."""

    code: str
    lost: Decimal
    max_points: Decimal
    share: Decimal


class Change(NamedTuple):
    """A leaf against last year, as shares of the maximum: maxima may differ between versions of a framework."""

    code: str
    points: Decimal
    max_points: Decimal
    last_points: Decimal
    last_max: Decimal

    @property
    def difference(self) -> Decimal:
        """This year's share of the maximum less last year's, in points of this year's maximum."""
        return PRECISION.subtract(
            self.points,
            PRECISION.divide(PRECISION.multiply(self.last_points, self.max_points), self.last_max),
        )


class Gain(NamedTuple):
    """A step that wins points back at a leaf."""

    code: str
    step: Step


@dataclass(frozen=True, slots=True)
class Distance:
    """How far the index is from a goal: `missing` index points (<= 0: reached)."""

    goal: Decimal
    index: Decimal

    @property
    def missing(self) -> Decimal:
        return PRECISION.subtract(self.goal, self.index)


class Level(StrEnum):
    """The two levels of TM-11."""

    NO_COMMENDATION = "no_commendation"
    NO_TITLE = "no_title"


LEVEL_WORDS: Mapping[Level, Words] = {
    Level.NO_COMMENDATION: Words(
        "không xét khen thưởng và danh hiệu thi đua từ chiến sĩ thi đua cơ sở trở lên",
        "no commendation and no emulation title from grassroots emulation fighter up",
    ),
    Level.NO_TITLE: Words("không xét danh hiệu thi đua", "no emulation title"),
}


class Consequence(NamedTuple):
    """What a leaf (code '' for the whole index) means for the head and the person in charge."""

    code: str
    level: Level
    reason: Words


def losses(framework: Framework, result: UnitResult, depth: int | None = None) -> list[Loss]:
    """Points lost at the leaves, or at all nodes of a depth (0: areas), the largest first."""
    nodes = [node for node in framework.nodes if (node.is_leaf if depth is None else node.depth == depth)]
    with localcontext(PRECISION):
        total = sum((result.nodes[leaf.code].lost for leaf in framework.leaves), ZERO)
        found = [
            Loss(own.code, own.lost, own.max_points, own.lost / total)
            for own in (result.nodes[node.code] for node in nodes)
            if own.lost > 0 and own.max_points is not None
        ]
    return sorted(found, key=lambda loss: -loss.lost)


def lost_over_units(framework: Framework, results: Iterable[UnitResult]) -> dict[str, Decimal]:
    """Points lost at every node, over all units."""
    total = {node.code: ZERO for node in framework.nodes}
    with localcontext(PRECISION):
        for result in results:
            for code, own in result.nodes.items():
                total[code] += own.lost
    return total


def lost_by_holder(
    losses_by_leaf: Mapping[str, Decimal], holders: Mapping[str, Sequence[str]]
) -> dict[str, Decimal]:
    """Points lost by who answers for the leaf. Each holder of a shared leaf carries all of it; '' has nobody."""
    total: dict[str, Decimal] = {}
    for code, lost in losses_by_leaf.items():
        for holder in holders.get(code) or ("",):
            total[holder] = total.get(holder, ZERO) + lost
    return total


def mapped_last_year(
    framework: Framework, last: Mapping[str, NodeResult], old_codes: Iterable[str]
) -> dict[str, tuple[Decimal, Decimal]]:
    """Last year's points and maximum by this year's leaf, through the leaf map (the same code where it says nothing).

    A leaf that was several is their sum; one that did not exist or did not count last year is left out.
    """
    known = set(old_codes)
    found = {}
    with localcontext(PRECISION):
        for leaf in framework.leaves:
            sources = framework.leaf_map.get(leaf.code, (leaf.code,) if not framework.leaf_map else ())
            parts = [last[code] for code in sources if code in known and code in last]
            counted = [
                (part.points, part.max_points)
                for part in parts
                if part.points is not None and part.max_points
            ]
            if counted and len(counted) == len(sources):
                points = sum((points for points, _ in counted), ZERO)
                found[leaf.code] = (points, sum((maximum for _, maximum in counted), ZERO))
    return found


def changes(
    framework: Framework, result: Scored, last: Mapping[str, tuple[Decimal, Decimal]]
) -> list[Change]:
    """Leaves against last year (points, maximum by this year's code), the largest fall first."""
    found = []
    for leaf in framework.leaves:
        own, before = result.nodes[leaf.code], last.get(leaf.code)
        if before is None or own.points is None or not own.max_points or not before[1]:
            continue
        found.append(Change(leaf.code, own.points, own.max_points, before[0], before[1]))
    return sorted(found, key=lambda change: change.difference)


def to_hold(framework: Framework, result: Scored, high: Decimal = HIGH) -> list[NodeResult]:
    """TH-1: leaves at their maximum or near it, from the share `high` of it on."""
    return [own for own in _counted(framework, result) if own.points >= high * own.max_points]  # type: ignore[operator]


def to_repair(framework: Framework, result: Scored) -> list[NodeResult]:
    """TH-2: leaves that lost points, the largest loss first."""
    return sorted((own for own in _counted(framework, result) if own.lost > 0), key=lambda own: -own.lost)


def gains(framework: Framework, setting: Setting, facts: UnitFacts, result: UnitResult) -> list[Gain]:
    """What would win points back, the most points first; for each leaf the steps its rule can name."""
    case = UnitCase(facts.block, {**facts.last_year.leaves, **facts.last_year.values}, facts.last_year.index)
    found = []
    with localcontext(PRECISION):
        for leaf in framework.leaves:
            own, raw = result.nodes[leaf.code], facts.inputs.get(leaf.code)
            if leaf.rule is None or raw is None or own.lost <= 0 or own.status != SCORED:
                continue
            steps = leaf.rule.steps(framework.leaf(leaf.code), raw, case, setting)
            found += [Gain(leaf.code, Step(step.change, min(step.gain, own.lost))) for step in steps]
    return sorted(found, key=lambda gain: -gain.step.gain)


def distance_to(result: UnitResult, goal: Decimal | None) -> Distance | None:
    """The distance to a target index; None where either is unknown."""
    return None if goal is None or result.index is None else Distance(goal, result.index)


def unit_ahead(result: UnitResult, peers: Iterable[UnitResult]) -> tuple[UnitResult, Distance] | None:
    """The nearest unit of the block with a higher index, and the distance to it; None for the first and the unranked."""
    index = result.index
    if index is None or result.standing.rank is None:
        return None
    above = [
        (peer, peer.index)
        for peer in peers
        if peer.block == result.block
        and peer.standing.rank is not None
        and peer.index is not None
        and peer.index > index
    ]
    if not above:
        return None
    nearest, goal = min(above, key=lambda pair: pair[1])
    return nearest, Distance(goal, index)


def consequences(
    framework: Framework,
    result: Scored,
    last: Mapping[str, tuple[Decimal, Decimal]],
    last_index: Decimal | None,
) -> list[Consequence]:
    """TM-11: a leaf at 0; a leaf or the index below last year's.

    The two levels are two sentences of the text and neither holds the other (the first leaves titles below "chiến sĩ thi đua cơ
    sở", the second commendations), so a leaf that fell to 0 is found at both.
    """
    found = []
    if result.index is not None and last_index is not None and result.index < last_index:
        found.append(
            Consequence(
                "", Level.NO_TITLE, Words("chỉ số thấp hơn năm trước", "the index is below last year's")
            )
        )
    fallen = {change.code for change in changes(framework, result, last) if change.difference < 0}
    for own in _counted(framework, result):
        if own.status == NOT_APPLICABLE:
            continue  # nothing arose that anybody could have done, whatever points its policy gives
        if own.points == 0:
            found.append(Consequence(own.code, Level.NO_COMMENDATION, Words("bị điểm 0", "scored 0")))
        if own.code in fallen:
            found.append(
                Consequence(own.code, Level.NO_TITLE, Words("thấp hơn năm trước", "below last year"))
            )
    return found


def _counted(framework: Framework, result: Scored) -> list[NodeResult]:
    """Leaves that have points and a maximum."""
    own = (result.nodes[leaf.code] for leaf in framework.leaves)
    return [
        node
        for node in own
        if node.points is not None and node.max_points and node.status not in (MISSING, ERROR)
    ]
