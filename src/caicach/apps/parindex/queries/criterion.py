"""One node of a criteria set across the units of a round: who reached what, how it is spread, what it was last year.

The indices of areas are named for all units of the locality, as published decisions do; below them only the units within the
reach of the post are named, and the others count in the median and the spread without a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import median
from typing import Any

from django.utils.translation import gettext as _

from caicach.apps.parindex.models import NodeScore
from caicach.apps.parindex.queries.common import Choice, Reach, choose, participants, trimmed
from caicach.apps.parindex.queries.loading import framework_of, leaf_map
from caicach.apps.parindex.queries.results import mean
from caicach.apps.units.queries import day_of_year
from caicach.core.parindex import Framework, Node, figure
from caicach.core.parindex.rules.base import ERROR, MISSING
from caicach.platform.access import NotFound, Scope
from caicach.platform.wording import language

ZERO = Decimal(0)
MOST_VALUES = 8
STEPS = (0, 20, 40, 60, 80, 90, 100)


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A unit at the node; `last_index` is what it reached of last year's maximum."""

    unit_id: int
    name: str
    sort_key: str
    block: str
    points: Decimal | None
    max_points: Decimal | None
    index: Decimal | None
    status: str
    last_index: Decimal | None
    is_own: bool
    is_open: bool
    is_named: bool

    @property
    def lost(self) -> Decimal:
        if self.points is None or self.max_points is None or self.status in (MISSING, ERROR):
            return ZERO
        return self.max_points - self.points

    @property
    def change(self) -> Decimal | None:
        return None if self.index is None or self.last_index is None else self.index - self.last_index


@dataclass(frozen=True, slots=True)
class Bin:
    """A bar of the spread: so many units reached this."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Criterion:
    """A node across units. `rows` are the named ones, the best first; the figures are of all units of the block asked for."""

    choice: Choice
    framework: Framework | None = None
    node: Node | None = None
    above: tuple[Node, ...] = ()
    block: str = ""
    blocks: tuple[tuple[str, str], ...] = ()
    rows: tuple[CriterionRow, ...] = ()
    count: int = 0
    unnamed: int = 0
    median: Decimal | None = None
    mean: Decimal | None = None
    last_median: Decimal | None = None
    lost: Decimal = ZERO
    full: int = 0
    nothing: int = 0
    missing: int = 0
    bins: tuple[Bin, ...] = ()

    @property
    def change(self) -> Decimal | None:
        return None if self.median is None or self.last_median is None else self.median - self.last_median


def criterion(
    scope: Scope, year: int, subject: str, code: str, block: str = "", locality: int | None = None
) -> Criterion:
    """A node across the units of a year's round. NotFound for a code that the year's set does not have."""
    choice = choose(scope, year, subject, locality)
    if choice.this is None:
        return Criterion(choice)
    framework = framework_of(choice.this.framework)
    node = framework.by_code.get(code)
    if node is None:
        raise NotFound(
            _("Bộ chỉ số %(framework)s không có tiêu chí “%(code)s”.")
            % {"framework": framework.code, "code": code},
            _("Hãy chọn tiêu chí từ bảng điểm của một đơn vị."),
        )
    spoken = language()
    rows = [row for row in _rows(scope, choice, framework, node) if not block or row.block == block]
    indices = [row.index for row in rows if row.index is not None]
    before = [row.last_index for row in rows if row.last_index is not None]
    named = [row for row in rows if row.is_named]
    return Criterion(
        choice=choice,
        framework=framework,
        node=node,
        above=framework.path(code)[:-1],
        block=block,
        blocks=tuple((one.code, one.words.text(spoken)) for one in framework.blocks),
        rows=tuple(sorted(named, key=lambda row: (row.index is None, -(row.index or 0), row.sort_key))),
        count=len(rows),
        unnamed=len(rows) - len(named),
        median=median(indices) if indices else None,
        mean=mean(indices),
        last_median=median(before) if before else None,
        lost=sum((row.lost for row in rows), ZERO),
        full=sum(row.index is not None and row.index >= 100 for row in rows),
        nothing=sum(row.index == 0 for row in rows),
        missing=sum(row.status in (MISSING, ERROR) for row in rows),
        bins=tuple(_bins(rows)),
    )


def _rows(scope: Scope, choice: Choice, framework: Framework, node: Node) -> list[CriterionRow]:
    assert choice.this is not None
    on = day_of_year(choice.year, scope.today)
    reach = Reach(scope)
    scores = {
        score["participant_id"]: score
        for score in NodeScore.objects.filter(code=node.code, participant__round=choice.this).values(
            "participant_id", "points", "max_points", "index", "status"
        )
    }
    last = _last(choice, framework, node)
    found = participants(on, round=choice.this).values(
        "pk", "unit_id", "unit__name", "unit__sort_key", "unit__valid_to", "name_then", "path", "block"
    )
    rows = []
    for one in found:
        score: Mapping[str, Any] = scores.get(one["pk"], {})
        is_open = reach.opens(one["path"], one["unit__valid_to"])
        rows.append(
            CriterionRow(
                unit_id=one["unit_id"],
                name=one["name_then"] or one["unit__name"],
                sort_key=one["unit__sort_key"],
                block=one["block"],
                points=score.get("points"),
                max_points=trimmed(score.get("max_points")),
                index=score.get("index"),
                status=score.get("status", MISSING),
                last_index=last.get(one["unit_id"]),
                is_own=one["unit_id"] in reach.own,
                is_open=is_open,
                is_named=is_open or node.parent is None,
            )
        )
    return rows


def _last(choice: Choice, framework: Framework, node: Node) -> dict[int, Decimal]:
    """Last year's share of the maximum by unit, at the leaves that the node's leaves were then."""
    if choice.this is None or choice.last is None:
        return {}
    mapping = leaf_map(choice.this.framework, choice.last.framework) or {}
    codes = {was for leaf in framework.below(node.code) for was in mapping.get(leaf.code, ())}
    sums: dict[int, tuple[Decimal, Decimal]] = {}
    found = NodeScore.objects.filter(participant__round=choice.last, code__in=codes)
    for unit_id, reached, most in found.values_list("participant__unit_id", "points", "max_points"):
        if reached is not None and most is not None:
            points, maximum = sums.get(unit_id, (ZERO, ZERO))
            sums[unit_id] = points + reached, maximum + most
    return {unit_id: points * 100 / maximum for unit_id, (points, maximum) in sums.items() if maximum}


def _bins(rows: Iterable[CriterionRow]) -> list[Bin]:
    """The spread: one bar for each value where there are few, else by share of the maximum."""
    known = [row for row in rows if row.index is not None and row.points is not None]
    values = Counter(row.points.normalize() for row in known if row.points is not None)
    spoken = language()
    if len(values) <= MOST_VALUES:
        return [
            Bin(_("%(points)s điểm") % {"points": figure(value, spoken)}, values[value])
            for value in sorted(values, reverse=True)
        ]
    bins = []
    for low, high in pairwise(STEPS):
        top = high == STEPS[-1]
        count = sum(
            low <= row.index < high or (top and row.index >= high) for row in known if row.index is not None
        )
        label = _("từ %(low)s đến %(high)s%%") if top else _("từ %(low)s đến dưới %(high)s%%")
        bins.append(Bin(label % {"low": low, "high": high}, count))
    return bins[::-1]
