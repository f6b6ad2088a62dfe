"""A criteria set (bộ chỉ số): a tree of any depth whose leaves score, with all that turns their points into an index.

Everything that provinces decide differently is data here: rules, not-applicable policies, classes and their conditions,
ranking blocks, bonus and penalty with caps, rounding. Printed codes are text ("1.10" follows "1.9"; "I", "a)").
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from caicach.core.words import Words

from .expressions import Expression, expression
from .rules import Rule
from .rules.base import Leaf

Subject = Literal["commune", "district", "department"]
Policy = Literal["exclude", "full", "redistribute", "zero"]
Kind = Literal["appraised", "survey"]
Stage = Literal["leaf", "node", "total", "display"]

POLICY_WORDS: Mapping[str, Words] = {
    "exclude": Words("loại khỏi điểm tối đa", "taken out of the maximum"),
    "full": Words("tính đủ điểm tối đa", "scored in full"),
    "redistribute": Words("chia điểm cho các mục cùng nhóm", "shared out among its siblings"),
    "zero": Words("tính 0 điểm", "scored 0"),
}

CONDITION_FUNCTIONS = frozenset({"index_of", "points_of"})


@dataclass(frozen=True, slots=True)
class Named:
    """A code with its printed name: an agency, a block, a source, a unit attribute."""

    code: str
    name: str
    name_en: str = ""

    @property
    def words(self) -> Words:
        return Words(self.name, self.name_en or self.name)


@dataclass(frozen=True, slots=True)
class ReferenceDate:
    """A date that due dates count from. `default` ("31/12/-1": of the year before) holds until the round states one."""

    code: str
    name: str
    name_en: str = ""
    default: str | None = None

    @property
    def words(self) -> Words:
        return Words(self.name, self.name_en or self.name)


@dataclass(frozen=True, slots=True)
class Condition:
    """What a class demands beside the index: an expression over `attr.`, index_of("9"), points_of("5.3")."""

    require: str
    reason: str
    reason_en: str = ""

    @property
    def expression(self) -> Expression:
        return expression(self.require, CONDITION_FUNCTIONS)


@dataclass(frozen=True, slots=True)
class ClassBand:
    """A class (xếp loại): from this index on, if its conditions hold."""

    name: str
    start: Decimal
    name_en: str = ""
    conditions: tuple[Condition, ...] = ()

    @property
    def words(self) -> Words:
        return Words(self.name, self.name_en or self.name)


@dataclass(frozen=True, slots=True)
class Extra:
    """An item of bonus or penalty: `per` points for each `unit`."""

    code: str
    name: str
    per: Decimal
    unit: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Extras:
    """Bonus (điểm thưởng) or penalty (điểm phạt): the sum of its items, never more than `cap`."""

    cap: Decimal
    items: tuple[Extra, ...]


@dataclass(frozen=True, slots=True)
class Knockout:
    """R19: when `when` holds for the node's own variables, the whole node scores 0."""

    when: str
    reason: str
    reason_en: str = ""

    @property
    def expression(self) -> Expression:
        return expression(self.when)


@dataclass(frozen=True, slots=True)
class Rounding:
    """Where and how points are rounded. `display`: nowhere but on the screen."""

    stage: Stage = "leaf"
    decimals: int = 2
    mode: Literal["half_up", "half_even", "down"] = "half_up"

    @property
    def exponent(self) -> Decimal:
        return Decimal(1).scaleb(-self.decimals)

    @property
    def decimal_mode(self) -> str:
        return {"half_up": "ROUND_HALF_UP", "half_even": "ROUND_HALF_EVEN", "down": "ROUND_DOWN"}[self.mode]

    def apply(self, value: Decimal) -> Decimal:
        return value.quantize(self.exponent, rounding=self.decimal_mode)


@dataclass(frozen=True, slots=True)
class Node:
    """An area, criterion or leaf. Leaves have a rule; others have children whose maxima sum to theirs (or are capped)."""

    code: str
    name: str
    max_points: Decimal
    depth: int
    parent: str | None
    children: tuple[str, ...] = ()
    name_en: str = ""
    rule: Rule | None = None
    capped: bool = False
    knockout: Knockout | None = None
    evidence: str = ""
    guide: str = ""
    agency: str = ""
    kind: Kind = "appraised"
    na: Policy | None = None
    na_when: str = ""
    basis: str = ""
    source: str = ""

    @property
    def is_leaf(self) -> bool:
        return self.rule is not None

    @property
    def words(self) -> Words:
        return Words(self.name, self.name_en or self.name)

    @property
    def na_expression(self) -> Expression | None:
        return expression(self.na_when) if self.na_when else None


@dataclass(frozen=True)
class Framework:
    """One version of a criteria set. `nodes` stand in printed order, each parent before its children."""

    code: str
    name: str
    subject: Subject
    year: int
    max_points: Decimal
    nodes: tuple[Node, ...]
    classes: tuple[ClassBand, ...]
    rounding: Rounding = Rounding()
    name_en: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    appraised_max: Decimal | None = None
    survey_max: Decimal | None = None
    legal_basis: tuple[str, ...] = ()
    note: str = ""
    attributes: tuple[Named, ...] = ()
    reference_dates: tuple[ReferenceDate, ...] = ()
    blocks: tuple[Named, ...] = ()
    agencies: tuple[Named, ...] = ()
    sources: tuple[Named, ...] = ()
    bonus: Extras | None = None
    penalty: Extras | None = None
    labels: Mapping[str, Words] = field(default_factory=dict)
    previous: str = ""
    leaf_map: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def by_code(self) -> Mapping[str, Node]:
        return {node.code: node for node in self.nodes}

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.is_leaf)

    @cached_property
    def areas(self) -> tuple[Node, ...]:
        """The nodes at the top of the tree."""
        return tuple(node for node in self.nodes if node.parent is None)

    @property
    def words(self) -> Words:
        return Words(self.name, self.name_en or self.name)

    def node(self, code: str) -> Node:
        """Raises KeyError for a code the framework does not have."""
        return self.by_code[code]

    def leaf(self, code: str) -> Leaf:
        """What the rule of a leaf needs to know of it."""
        return Leaf(code, self.by_code[code].max_points, self.all_labels)

    @cached_property
    def all_labels(self) -> Mapping[str, Words]:
        return {**{item.code: item.words for item in self.reference_dates}, **self.labels}

    def below(self, code: str) -> tuple[Node, ...]:
        """The leaves of a node, itself if it is one."""
        node = self.by_code[code]
        if node.is_leaf:
            return (node,)
        return tuple(leaf for child in node.children for leaf in self.below(child))

    def path(self, code: str) -> tuple[Node, ...]:
        """From the area down to the node."""
        node = self.by_code[code]
        return ((*self.path(node.parent), node)) if node.parent else (node,)

    def policy(self, code: str) -> Policy | None:
        """The not-applicable policy of a node: its own, else that of the nearest node above."""
        return next((node.na for node in reversed(self.path(code)) if node.na), None)
