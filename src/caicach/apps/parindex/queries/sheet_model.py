"""What the scoring sheet of one unit is made of: its nodes, its score, its place among its peers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from caicach.apps.parindex.models import IndexKind, Participant
from caicach.apps.parindex.queries.answering import Holder
from caicach.apps.parindex.queries.targets import Goal, satisfaction, satisfaction_codes
from caicach.core.parindex import Framework, Node
from caicach.core.parindex.explanation import FLAG_WORDS
from caicach.core.parindex.rules.base import ERROR, MISSING
from caicach.platform.wording import language

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Line:
    """One node of the sheet. `last` and `last_max` are last year's points and maximum at what the node was then."""

    node: Node
    name: str
    points: Decimal | None
    max_points: Decimal | None
    index: Decimal | None
    status: str
    policy: str
    flags: tuple[str, ...]
    reason: str
    last: Decimal | None
    last_max: Decimal | None
    holders: tuple[Holder, ...]
    illustration: bool
    has_input: bool

    @property
    def code(self) -> str:
        return self.node.code

    @property
    def is_leaf(self) -> bool:
        return self.node.is_leaf

    @property
    def is_open(self) -> bool:
        """Without points yet: the input lacks or cannot be scored."""
        return self.status in (MISSING, ERROR)

    @property
    def flag_words(self) -> str:
        """What was noticed when the leaf was scored."""
        return "; ".join(FLAG_WORDS[flag].text(language()) for flag in self.flags)

    @property
    def lost(self) -> Decimal:
        if self.points is None or self.max_points is None or (self.is_leaf and self.is_open):
            return ZERO
        return self.max_points - self.points

    @property
    def change(self) -> Decimal | None:
        """Points won since last year, in points of this year's maximum."""
        if self.points is None or self.last is None or not self.max_points or not self.last_max:
            return None
        return self.points - self.last * self.max_points / self.last_max

    @property
    def last_index(self) -> Decimal | None:
        return None if self.last is None or not self.last_max else self.last * 100 / self.last_max


@dataclass(frozen=True, slots=True)
class Peer:
    """Another unit of the block, for "who stands before me"."""

    unit_id: int
    name: str
    index: Decimal
    rank: int


@dataclass(frozen=True, slots=True)
class Score:
    """The index of the unit as it was stored, with what made its rank and class."""

    points: Decimal
    raw_points: Decimal
    max_points: Decimal
    bonus: Decimal
    penalty: Decimal
    index: Decimal | None
    rank: int | None
    peers: int
    class_name: str
    reasons: tuple[str, ...]
    missing: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A unit in a year. `participant` is None where the unit took no part in a round of that year."""

    unit_id: int
    name: str
    path: str
    year: int
    participant: Participant | None = None
    framework: Framework | None = None
    block_name: str = ""
    score: Score | None = None
    last: Score | None = None
    last_year_framework: str = ""
    lines: tuple[Line, ...] = ()
    area_medians: Mapping[str, Decimal] | None = None
    block_median: Decimal | None = None
    ahead: Peer | None = None
    goals: Mapping[str, Goal] | None = None
    may_enter: bool = False
    years: tuple[int, ...] = ()

    @property
    def areas(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.node.parent is None)

    @property
    def leaves(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.is_leaf)

    @property
    def lost(self) -> tuple[Line, ...]:
        """The leaves that lost points, the largest loss first."""
        return tuple(sorted((leaf for leaf in self.leaves if leaf.lost > 0), key=lambda leaf: -leaf.lost))

    @property
    def open(self) -> tuple[Line, ...]:
        """The leaves without points."""
        return tuple(leaf for leaf in self.leaves if leaf.is_open)

    @property
    def change(self) -> Decimal | None:
        """Index points won since last year."""
        if self.score is None or self.last is None or self.score.index is None or self.last.index is None:
            return None
        return self.score.index - self.last.index

    @property
    def places(self) -> int | None:
        if self.score is None or self.last is None or self.score.rank is None or self.last.rank is None:
            return None
        return self.last.rank - self.score.rank

    @property
    def par_index_goal(self) -> Goal | None:
        return (self.goals or {}).get(IndexKind.PAR_INDEX)

    @property
    def satisfaction_goal(self) -> Goal | None:
        return (self.goals or {}).get(IndexKind.SATISFACTION)

    @property
    def satisfaction(self) -> Decimal | None:
        if self.framework is None:
            return None
        codes = set(satisfaction_codes(self.framework))
        return satisfaction((leaf.points, leaf.max_points) for leaf in self.leaves if leaf.code in codes)
