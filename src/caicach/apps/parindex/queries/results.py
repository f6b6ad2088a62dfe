"""The ranking of a year: every unit of a round with its index, rank, class and areas, against last year and its target.

Ranks stand inside blocks and come from the stored results; nothing is computed here but differences, means and medians.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median
from typing import Any

from caicach.apps.parindex.models import IndexKind, NodeScore, Round
from caicach.apps.parindex.queries.common import Choice, Reach, choose, in_words, participants
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.parindex.queries.targets import Goal, goals_of
from caicach.apps.units.queries import day_of_year
from caicach.core.parindex import Framework, Node
from caicach.core.vietnamese import fold
from caicach.platform.access import Scope
from caicach.platform.wording import language

Figures = tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader chose; empty fields choose nothing."""

    subject: str = ""
    block: str = ""
    class_name: str = ""
    search: str = ""
    sort: str = ""
    locality: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in the table. `areas` stand in the order of the framework's areas; `reasons` say why it has no rank or class."""

    participant_id: int
    unit_id: int
    name: str
    sort_key: str
    folded: str
    block: str
    block_name: str
    index: Decimal | None
    points: Decimal | None
    max_points: Decimal | None
    rank: int | None
    peers: int
    class_name: str
    reasons: tuple[str, ...]
    missing: int
    last_index: Decimal | None
    last_rank: int | None
    areas: Figures
    goal: Goal | None
    is_own: bool
    is_open: bool

    @property
    def change(self) -> Decimal | None:
        """Index points won since last year."""
        return None if self.index is None or self.last_index is None else self.index - self.last_index

    @property
    def places(self) -> int | None:
        """Places won in the block since last year."""
        return None if self.rank is None or self.last_rank is None else self.last_rank - self.rank


@dataclass(frozen=True, slots=True)
class Summary:
    """The seen units in figures; those not scored to the end count in `count` only."""

    count: int
    ranked: int
    mean: Decimal | None
    median: Decimal | None
    last_mean: Decimal | None
    best: Row | None
    with_goal: int
    reached: int

    @property
    def change(self) -> Decimal | None:
        return None if self.mean is None or self.last_mean is None else self.mean - self.last_mean

    @property
    def fall(self) -> Decimal | None:
        """The change as a number of points lost."""
        return None if self.change is None else -self.change

    @property
    def unranked(self) -> int:
        return self.count - self.ranked


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one block, or all rows where the reader sorted by something else."""

    code: str
    name: str
    rows: tuple[Row, ...]
    mean: Decimal | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """The table as the reader asked for it. `framework` is None where there is no round."""

    choice: Choice
    asked: Asked
    framework: Framework | None = None
    areas: tuple[Node, ...] = ()
    blocks: tuple[tuple[str, str], ...] = ()
    classes: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    unranked: tuple[Row, ...] = ()
    summary: Summary | None = None

    @property
    def ranked(self) -> tuple[Row, ...]:
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows in the order of the screen."""
        return self.ranked + self.unranked


def ranking(scope: Scope, year: int, asked: Asked, *, with_areas: bool = True) -> Ranking:
    """The ranking of a year; without groups where the locality has no round of the subject. Raises Refused.

    Whoever shows no areas leaves them unread: they are nine of ten figures.
    """
    choice = choose(scope, year, asked.subject, asked.locality)
    if choice.this is None:
        return Ranking(choice, asked)
    framework = framework_of(choice.this.framework)
    areas = area_indices(choice.this.pk, framework) if with_areas else {}
    rows, last = _rows(scope, choice, framework, areas)
    in_block = [row for row in rows if not asked.block or row.block == asked.block]
    seen = [row for row in in_block if _matches(row, asked)]
    ranked = [row for row in seen if row.rank is not None]
    spoken = language()
    return Ranking(
        choice=choice,
        asked=asked,
        framework=framework,
        areas=framework.areas,
        blocks=tuple((block.code, block.words.text(spoken)) for block in framework.blocks),
        classes=tuple(band.words.text(spoken) for band in framework.classes),
        groups=tuple(_groups(ranked, framework, asked.sort)),
        unranked=tuple(sorted((row for row in seen if row.rank is None), key=_by_name)),
        summary=_summary(in_block, [index for block, index in last if asked.block in ("", block)]),
    )


def _rows(
    scope: Scope, choice: Choice, framework: Framework, areas: Mapping[int, Figures]
) -> tuple[list[Row], list[tuple[str, Decimal]]]:
    """All rows of the round, and block and index of the units of the round before."""
    assert choice.this is not None
    on = day_of_year(choice.year, scope.today)
    reach = Reach(scope)
    before = {} if choice.last is None else _scores_of(choice.last)
    found = participants(on, round_id=choice.this.pk).values(
        "pk", "unit_id", "unit__name", "unit__sort_key", "unit__folded", "unit__valid_to", "name_then", "path", "block",
        "not_ranked", "score__index", "score__points", "score__max_points", "score__rank", "score__peers",
        "score__class_name", "score__class_name_en", "score__reasons", "score__missing",
    )  # fmt: skip
    values = list(found)
    goals = goals_of([one["unit_id"] for one in values], choice.year, IndexKind.PAR_INDEX)
    blocks = {block.code: block.words.text(language()) for block in framework.blocks}
    empty: Figures = (None,) * len(framework.areas)
    rows = [
        _row(
            one,
            before.get(one["unit_id"]),
            areas.get(one["pk"], empty),
            goals.get(one["unit_id"]),
            blocks,
            reach,
        )
        for one in values
    ]
    return rows, [(block, index) for block, index, _ in before.values() if index is not None]


Before = tuple[str, Decimal | None, int | None]


def _scores_of(last: Round) -> dict[int, Before]:
    """Block, index and rank of each unit of a round, by unit."""
    found = last.participants.values_list("unit_id", "block", "score__index", "score__rank")
    return {unit_id: (block, index, rank) for unit_id, block, index, rank in found}


def area_indices(round_id: int, framework: Framework, codes: Collection[str] = ()) -> dict[int, Figures]:
    """The indices of the areas (or of `codes`) of every participant, in their order."""
    wanted = list(codes) or [area.code for area in framework.areas]
    place = {code: at for at, code in enumerate(wanted)}
    lists: dict[int, list[Decimal | None]] = {}
    found = NodeScore.objects.filter(code__in=wanted, participant__round_id=round_id)
    for participant_id, code, index in found.values_list("participant_id", "code", "index"):
        lists.setdefault(participant_id, [None] * len(wanted))[place[code]] = index
    return {participant_id: tuple(figures) for participant_id, figures in lists.items()}


def _row(
    one: Mapping[str, Any],
    before: Before | None,
    areas: Figures,
    goal: Goal | None,
    blocks: Mapping[str, str],
    reach: Reach,
) -> Row:
    index = one["score__index"]
    english = language() == "en"
    return Row(
        participant_id=one["pk"],
        unit_id=one["unit_id"],
        name=one["name_then"] or one["unit__name"],
        sort_key=one["unit__sort_key"],
        folded=one["unit__folded"],
        block=one["block"],
        block_name=blocks.get(one["block"], one["block"]),
        index=index,
        points=one["score__points"],
        max_points=one["score__max_points"],
        rank=one["score__rank"],
        peers=one["score__peers"] or 0,
        class_name=(one["score__class_name_en"] if english else one["score__class_name"]) or "",
        reasons=tuple(in_words(reason) for reason in one["score__reasons"] or ()) or _unscored(one),
        missing=one["score__missing"] or 0,
        last_index=before[1] if before else None,
        last_rank=before[2] if before else None,
        areas=areas,
        goal=None if goal is None else replace(goal, value=index),
        is_own=one["unit_id"] in reach.own,
        is_open=reach.opens(one["path"], one["unit__valid_to"]),
    )


def _unscored(one: Mapping[str, Any]) -> tuple[str, ...]:
    return (one["not_ranked"],) if one["not_ranked"] else ()


def _matches(row: Row, asked: Asked) -> bool:
    if asked.class_name and row.class_name != asked.class_name:
        return False
    return all(word in row.folded for word in fold(asked.search).split())


def _summary(rows: list[Row], last: list[Decimal]) -> Summary:
    ranked = [row for row in rows if row.index is not None and row.rank is not None]
    indices = [row.index for row in ranked if row.index is not None]
    goals = [row.goal for row in rows if row.goal is not None]
    return Summary(
        count=len(rows),
        ranked=len(ranked),
        mean=mean(indices),
        median=middle(indices),
        last_mean=mean(last),
        best=max(ranked, key=lambda row: row.index or 0, default=None),
        with_goal=len(goals),
        reached=sum(goal.is_reached for goal in goals),
    )


def mean(figures: Iterable[Decimal]) -> Decimal | None:
    """The mean, None of nothing."""
    known = list(figures)
    return sum(known, Decimal(0)) / len(known) if known else None


def middle(figures: Iterable[Decimal]) -> Decimal | None:
    """The median, None of nothing."""
    known = list(figures)
    return median(known) if known else None


# --- order -----------------------------------------------------------------------------------------------------------

Key = Callable[[Row], Any]


def _groups(rows: list[Row], framework: Framework, sort: str) -> list[Group]:
    """By block and rank, unless the reader sorted by a column: then one group in that order."""
    if sort and sort != "rank" and (key := _key(sort.lstrip("-"), framework)) is not None:
        return [Group("", "", tuple(in_order(rows, key, sort.startswith("-"))), None)]
    names = {block.code: block.words.text(language()) for block in framework.blocks}
    codes = [*names, *sorted({row.block for row in rows} - set(names))]
    groups = []
    for code in codes:
        own = sorted(
            (row for row in rows if row.block == code), key=lambda row: (row.rank or 0, row.sort_key)
        )
        if own:
            own.sort(key=lambda row: row.rank or 0, reverse=sort == "-rank")
            average = mean(row.index for row in own if row.index is not None)
            groups.append(Group(code, names.get(code, code), tuple(own), average))
    return groups


def in_order(rows: Iterable[Row], key: Key, descending: bool) -> list[Row]:
    """Sorted by `key`, rows without a value last in either direction, equals by name."""
    named = sorted(rows, key=_by_name)
    known = [row for row in named if key(row) is not None]
    return sorted(known, key=key, reverse=descending) + [row for row in named if key(row) is None]


def _by_name(row: Row) -> tuple[str, int]:
    return row.sort_key, row.unit_id


def _key(column: str, framework: Framework) -> Key | None:
    """What a column sorts by; None for a column that does not exist."""
    order = {band.words.text(language()): -at for at, band in enumerate(framework.classes)}
    simple: dict[str, Key] = {
        "unit": lambda row: row.sort_key,
        "block": lambda row: row.block_name,
        "index": lambda row: row.index,
        "change": lambda row: row.change,
        "places": lambda row: row.places,
        "class": lambda row: order.get(row.class_name),
        "goal": lambda row: None if row.goal is None else row.goal.distance,
    }
    if column in simple:
        return simple[column]
    place = {f"a{area.code}": at for at, area in enumerate(framework.areas)}.get(column)
    return None if place is None else lambda row: row.areas[place]
