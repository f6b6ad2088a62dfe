"""What scoring gives: the points of every node of every unit, as arrays until somebody looks at a node."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal, localcontext
from functools import cached_property

from caicach.core.words import Words

from .framework import Framework
from .rollup import MOVING, ZERO, Branch, Factor, Share, Sum, Tree
from .rules.base import ERROR, KNOCKED_OUT, MISSING, NOT_APPLICABLE, SCORED, Setting

# Enough digits that a quotient of two scores is exact far beyond any printed place.
PRECISION = Context(prec=34)


@dataclass(slots=True)
class Standing:
    """Where a unit stands: rank in its block (of `peers`), class, and why it has none or not the higher one."""

    rank: int | None = None
    peers: int = 0
    class_name: Words | None = None
    reasons: tuple[Words, ...] = ()


@dataclass(slots=True)
class NodeResult:
    """A node's points and maximum after policies; None where it does not apply or (points) is not known.

    `policy` says what was done with a leaf that does not apply, `flags` what was noticed, `missing` what lacks.
    """

    code: str
    points: Decimal | None
    max_points: Decimal | None
    status: str = SCORED
    policy: str | None = None
    flags: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    reason: Words | None = None

    @property
    def index(self) -> Decimal | None:
        """Points of the maximum in per cent, unrounded."""
        if self.points is None or not self.max_points or self.status in (MISSING, ERROR):
            return None
        return PRECISION.divide(self.points * 100, self.max_points)

    @property
    def lost(self) -> Decimal:
        """Points of the maximum that were not reached; 0 where the node does not count or is not known."""
        if self.points is None or self.max_points is None or self.status in (MISSING, ERROR):
            return ZERO
        return self.max_points - self.points


class Sheet:
    """One unit's scoring sheet: the points of leaves by position, and what is unusual of a leaf (missing, exempt, flagged).

    Node results are made when somebody looks at them; ranking a nation needs only the sums.
    """

    __slots__ = ("_factor", "_shares", "_sums", "points", "tree", "unusual")

    def __init__(self, tree: Tree, points: list[Decimal | None], unusual: dict[int, NodeResult]) -> None:
        self.tree = tree
        self.points = points
        self.unusual = unusual
        self._sums: list[Decimal] = []
        self._shares: list[Sum] = []
        self._factor: Factor | None = None

    def add_up(self, knocked: frozenset[str]) -> Sum:
        """Sums all nodes and returns the whole."""
        tree, unusual = self.tree, self.unusual
        if tree.additive and not knocked and not any(leaf.policy in MOVING for leaf in unusual.values()):
            self._sums = tree.add(self.points)
            complete = not any(leaf.points is None for leaf in unusual.values())
            return Sum(self._sums[-1], tree.maximum, complete=complete)
        whole, self._shares = tree.share(
            [
                Share(points, unusual[at].policy if at in unusual else None)
                for at, points in enumerate(self.points)
            ],
            knocked,
        )
        self._factor = whole.factor
        return whole

    def nodes(self) -> dict[str, NodeResult]:
        """Every node's result by code, in printed order."""
        with localcontext(PRECISION):
            return self._nodes()

    def _nodes(self) -> dict[str, NodeResult]:
        tree = self.tree
        leaves = {
            tree.codes[at]: self.unusual.get(at) or NodeResult(tree.codes[at], points, tree.maxima[at])
            for at, points in enumerate(self.points)
        }
        if not self._shares:
            incomplete = tree.above(at for at, leaf in self.unusual.items() if leaf.points is None)
            inner = {
                tree.codes[at]: NodeResult(
                    tree.codes[at], self._sums[at], tree.maxima[at], MISSING if at in incomplete else SCORED
                )
                for at in tree.inner
            }
            return {**leaves, **inner}
        results = {
            **leaves,
            **{tree.codes[at]: _shared(tree.codes[at], self._shares[at]) for at in tree.inner},
        }
        for root in tree.roots:
            _spread(root, self._shares, results, self._factor, False)
        return results


def _shared(code: str, part: Sum) -> NodeResult:
    if part.max_points is None:
        return NodeResult(code, None, None, NOT_APPLICABLE)
    return NodeResult(code, part.points, part.max_points, SCORED if part.complete else MISSING)


def _spread(
    branch: Branch, sums: list[Sum], nodes: dict[str, NodeResult], factor: Factor | None, out: bool
) -> None:
    """Carries redistribution and knock-outs down, so that every node shows the points it counts with."""
    node, part = nodes[branch.code], sums[branch.position]
    out = out or part.knocked_out
    if node.max_points is not None:
        if factor:
            points = None if node.points is None else node.points * factor[0] / factor[1]
            node = replace(node, points=points, max_points=node.max_points * factor[0] / factor[1])
        if out and node.status != ERROR:
            node = replace(node, points=ZERO, status=KNOCKED_OUT, reason=None, missing=())
        nodes[branch.code] = node
    if part.factor:
        factor = (factor[0] * part.factor[0], factor[1] * part.factor[1]) if factor else part.factor
    for child in branch.children:
        _spread(child, sums, nodes, factor, out)


@dataclass
class UnitResult:
    """A unit's index with everything below it. `raw_points` is before bonus, penalty and their bounds.

    `decided` are points that stand beside the rule, by leaf, out of the maximum that the set prints.

    `index` is None while a leaf is missing or in error: an incomplete sum is no index.
    """

    unit: str
    block: str
    sheet: Sheet
    points: Decimal
    max_points: Decimal
    raw_points: Decimal
    bonus: Decimal = ZERO
    penalty: Decimal = ZERO
    complete: bool = True
    not_ranked: str = ""
    decided: Mapping[str, Decimal] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)

    @property
    def index(self) -> Decimal | None:
        if not self.complete or not self.max_points:
            return None
        return PRECISION.divide(self.points * 100, self.max_points)

    @cached_property
    def nodes(self) -> dict[str, NodeResult]:
        """Every node by code, in printed order."""
        return self.sheet.nodes()

    @property
    def own_points(self) -> dict[str, Decimal | None]:
        """Points of each leaf out of the maximum the set prints for it: before redistribution and knock-outs.

        These are what people argue about and what `settled` takes; None where the leaf is missing or does not apply.
        """
        tree = self.sheet.tree
        inner = frozenset(tree.inner)
        return {code: self.sheet.points[at] for at, code in enumerate(tree.codes) if at not in inner}

    @property
    def gaps(self) -> list[NodeResult]:
        """Leaves without an input or in error."""
        return [leaf for leaf in self.sheet.unusual.values() if leaf.status in (MISSING, ERROR)]


@dataclass(frozen=True, slots=True)
class Results:
    """The units in the order of the facts, with the year and setting they were scored in."""

    framework: Framework
    setting: Setting
    units: tuple[UnitResult, ...]

    def unit(self, name: str) -> UnitResult:
        return next(unit for unit in self.units if unit.unit == name)
