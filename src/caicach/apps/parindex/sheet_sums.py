"""The sums of a scoring sheet as its formulas make them: for the values that a file shows before anything computes it again.

The points of a node are here what its children come to, before anything above it is shared out; `core.parindex.rollup` says how.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from caicach.core.parindex import Framework, Node, UnitResult
from caicach.core.parindex.rollup import MOVING
from caicach.core.parindex.rules.base import ERROR, KNOCKED_OUT, NOT_APPLICABLE

ZERO = Decimal(0)
WHOLE = ""
Points = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Part:
    """A node's share of the sum: the maximum that counts, what moves up, both of its children, and the leaves that lack."""

    reach: Decimal
    moved: Decimal
    below: Decimal
    moved_below: Decimal
    lacks: int


class Sums:
    """The parts of all nodes of a unit's result; WHOLE is the sum of the areas."""

    def __init__(self, framework: Framework, result: UnitResult) -> None:
        self.framework = framework
        self.nothing = {
            leaf.code for leaf in result.sheet.unusual.values() if leaf.status in (NOT_APPLICABLE, ERROR)
        }
        self.knocked = {
            node.code
            for node in framework.nodes
            if node.knockout is not None and result.nodes[node.code].status == KNOCKED_OUT
        }
        self.own = result.own_points
        self.parts: dict[str, Part] = {}
        for node in reversed(framework.nodes):
            self.parts[node.code] = self._leaf(node) if node.is_leaf else self._node(node)
        self.parts[WHOLE] = self._inner([area.code for area in framework.areas], None, False)

    def points(self, leaves: Points) -> dict[str, Decimal | None]:
        """The points of every node and of the WHOLE made of those of the leaves."""
        found: dict[str, Decimal | None] = dict(leaves)
        for node in reversed(self.framework.nodes):
            if not node.is_leaf:
                limit = node.max_points if node.capped else None
                total = self._sum(node.code, node.children, found, limit)
                if total is not None and self.framework.rounding.stage == "node":
                    total = self.framework.rounding.apply(total)
                found[node.code] = ZERO if total is not None and node.code in self.knocked else total
        found[WHOLE] = self._sum(WHOLE, tuple(area.code for area in self.framework.areas), found, None)
        return found

    def _sum(
        self, code: str, children: tuple[str, ...], points: Points, limit: Decimal | None
    ) -> Decimal | None:
        part = self.parts[code]
        known = [one for child in children if (one := points.get(child)) is not None]
        if not part.below or not known:
            return None
        total = sum(known, ZERO)
        if part.moved_below:
            total = total * (part.below + part.moved_below) / part.below
        return total if limit is None else min(limit, total)

    def _leaf(self, node: Node) -> Part:
        policy = self.framework.policy(node.code)
        out = node.code in self.nothing and policy in MOVING
        moved = node.max_points if out and policy == "redistribute" else ZERO
        lacks = 0 if out or self.own[node.code] is not None else 1
        return Part(ZERO if out else node.max_points, moved, ZERO, ZERO, lacks)

    def _node(self, node: Node) -> Part:
        limit = node.max_points if node.capped else None
        return self._inner(list(node.children), limit, node.code in self.knocked)

    def _inner(self, children: list[str], limit: Decimal | None, knocked: bool) -> Part:
        parts = [self.parts[code] for code in children]
        below = sum((part.reach for part in parts), ZERO)
        moved = sum((part.moved for part in parts), ZERO)
        reach = below + moved if below else ZERO
        lacks = 0 if knocked else sum(part.lacks for part in parts)
        return Part(
            reach if limit is None else min(limit, reach), ZERO if below else moved, below, moved, lacks
        )
