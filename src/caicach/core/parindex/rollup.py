"""From the points of leaves to those of criteria, areas and the whole, with the not-applicable policies.

What a leaf that does not apply does to the rest is decided here, once:
exclude – its maximum leaves the sum (Hà Nội 2019; Hà Tĩnh QĐ 52/2019); full – it scores its maximum; zero – it scores 0;
redistribute – its maximum goes to its siblings in proportion to theirs (QĐ 766/QĐ-TTg), and where no sibling applies, to
the siblings of the node above.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from .framework import Framework, Node, Rounding

ZERO = Decimal(0)
MOVING = frozenset({"exclude", "redistribute"})

Factor = tuple[Decimal, Decimal]


class Share(NamedTuple):
    """A leaf as it enters the sum: points (None where unknown) and the policy where it does not apply."""

    points: Decimal | None
    policy: str | None


class Sum(NamedTuple):
    """A node's points out of its maximum. `max_points` is None where nothing below applies.

    `moved` is what is left to be shared out above. `complete` is False while something below is unknown. `factor` is
    what redistribution multiplied everything below by, as numerator and denominator.
    """

    points: Decimal
    max_points: Decimal | None
    moved: Decimal = ZERO
    complete: bool = True
    factor: Factor | None = None
    knocked_out: bool = False


class Branch:
    """A node of the tree with its children at hand."""

    __slots__ = ("capped", "children", "code", "is_leaf", "max_points", "position", "rounding")

    def __init__(self, framework: Framework, node: Node, positions: dict[str, int]) -> None:
        self.code = node.code
        self.max_points = node.max_points
        self.is_leaf = node.is_leaf
        self.capped = node.capped
        self.position = positions[node.code]
        self.rounding: Rounding | None = framework.rounding if framework.rounding.stage == "node" else None
        self.children = tuple(Branch(framework, framework.node(code), positions) for code in node.children)


class Tree:
    """A framework prepared for summing. Arrays are indexed by the nodes' positions in printed order."""

    def __init__(self, framework: Framework) -> None:
        self.codes = [node.code for node in framework.nodes]
        self.positions = {code: position for position, code in enumerate(self.codes)}
        self.maximum = framework.max_points
        self.maxima = [node.max_points for node in framework.nodes]
        self.parents = [self.positions[node.parent] if node.parent else -1 for node in framework.nodes]
        self.inner = [position for position, node in enumerate(framework.nodes) if not node.is_leaf]
        self.roots = tuple(Branch(framework, area, self.positions) for area in framework.areas)
        # A tree without caps and without rounding on the way sums by plain addition.
        self.additive = framework.rounding.stage != "node" and not any(
            node.capped for node in framework.nodes
        )
        self._upwards = [(position, self.parents[position]) for position in reversed(self.inner)]

    def add(self, points: Sequence[Decimal | None]) -> list[Decimal]:
        """Points of every node where each leaf counts with its own maximum; the last entry is the whole."""
        sums = [ZERO if own is None else own for own in points]
        sums.append(ZERO)
        for position, parent in zip(range(len(points)), self.parents, strict=True):
            own = points[position]
            if own is not None:
                sums[parent] += own
        for position, parent in self._upwards:
            sums[parent] += sums[position]
        return sums

    def above(self, positions: Iterable[int]) -> set[int]:
        """All nodes above these ones; -1 stands for the whole."""
        found: set[int] = set()
        for position in positions:
            while position >= 0 and (position := self.parents[position]) not in found:
                found.add(position)
        return found

    def share(self, leaves: Sequence[Share | None], knocked: frozenset[str]) -> tuple[Sum, list[Sum]]:
        """The whole and every node, with policies, caps, knock-outs and rounding by node."""
        sums = [Sum(ZERO, None)] * len(self.codes)
        whole = _combine([_sum(root, leaves, knocked, sums) for root in self.roots])
        return whole, sums


def _sum(branch: Branch, leaves: Sequence[Share | None], knocked: frozenset[str], out: list[Sum]) -> Sum:
    if branch.is_leaf:
        result = _leaf(branch, leaves[branch.position])
    else:
        result = _combine([_sum(child, leaves, knocked, out) for child in branch.children])
        if branch.capped and result.max_points is not None:
            points, maximum = min(result.points, branch.max_points), min(result.max_points, branch.max_points)
            result = result._replace(points=points, max_points=maximum)
        if branch.rounding:
            result = result._replace(points=branch.rounding.apply(result.points))
    if branch.code in knocked and result.max_points is not None:
        result = result._replace(points=ZERO, complete=True, knocked_out=True)
    out[branch.position] = result
    return result


def _leaf(branch: Branch, share: Share | None) -> Sum:
    points, policy = share or Share(None, None)
    if policy in MOVING:
        return Sum(ZERO, None, moved=branch.max_points if policy == "redistribute" else ZERO)
    if points is None:
        return Sum(ZERO, branch.max_points, complete=False)
    return Sum(points, branch.max_points)


def _combine(parts: Sequence[Sum]) -> Sum:
    moved = sum((part.moved for part in parts), ZERO)
    present = [part for part in parts if part.max_points is not None]
    if not present:
        return Sum(ZERO, None, moved=moved)
    points = sum((part.points for part in present), ZERO)
    maximum = sum((part.max_points for part in present if part.max_points is not None), ZERO)
    complete = all(part.complete for part in present)
    if not moved:
        return Sum(points, maximum, complete=complete)
    # The factor stays a pair: the node's own maximum is then exact whatever the quotient is.
    factor = (maximum + moved, maximum)
    return Sum(points * factor[0] / factor[1], factor[0], complete=complete, factor=factor)
