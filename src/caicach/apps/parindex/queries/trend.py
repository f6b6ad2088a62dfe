"""The years side by side: of a locality's rounds, of one unit with its block, areas and predecessors.

A year is scored by the criteria set of that year; which one is named beside it. Units that have ended (the districts, the
communes before July 2025) keep the years they were scored in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any

from caicach.apps.parindex.models import NodeScore, Round, Subject, UnitScore
from caicach.apps.parindex.queries.common import READ, Reach, participants, rounds
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.parindex.queries.results import mean
from caicach.apps.units.models import Kind, Placement
from caicach.apps.units.queries import find, predecessors
from caicach.core.parindex import Node
from caicach.platform.access import NotFound, Scope
from caicach.platform.wording import language


@dataclass(frozen=True, slots=True)
class RoundYear:
    """A round in figures."""

    year: int
    subject: str
    framework: str
    locality: str
    locality_id: int
    count: int
    mean: Decimal | None
    median: Decimal | None
    best: Decimal | None
    worst: Decimal | None

    @property
    def subject_label(self) -> str:
        return str(Subject(self.subject).label)


@dataclass(frozen=True, slots=True)
class UnitYear:
    """A unit in a year, with the median of its block and its areas by code."""

    year: int
    unit_id: int
    name: str
    framework: str
    index: Decimal | None
    rank: int | None
    peers: int
    class_name: str
    block_median: Decimal | None
    areas: Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class UnitTrend:
    """The years of a unit, the first one first, and those of the units that went into it and of their districts."""

    unit_id: int
    name: str
    years: tuple[UnitYear, ...]
    areas: tuple[Node, ...]
    earlier: tuple[UnitYear, ...]


def years(scope: Scope) -> list[int]:
    """The years with a round that the scope may read, for the switcher of the screen; none for whoever reads no results."""
    if not scope.may(READ):
        return []
    return sorted(set(rounds(scope).order_by().values_list("year", flat=True)), reverse=True)


def of_localities(scope: Scope) -> list[RoundYear]:
    """All rounds that the scope reads, the latest year first, by subject."""
    found = list(rounds(scope))
    indices: defaultdict[int, list[Decimal]] = defaultdict(list)
    scored = UnitScore.objects.filter(participant__round__in=found, index__isnull=False)
    for round_id, index in scored.values_list("participant__round_id", "index"):
        if index is not None:
            indices[round_id].append(index)
    order = list(Subject.values)
    rows = [_round_year(one, indices[one.pk]) for one in found]
    return sorted(rows, key=lambda row: (-row.year, order.index(row.subject), row.locality_id))


def _round_year(one: Round, indices: list[Decimal]) -> RoundYear:
    return RoundYear(
        year=one.year,
        subject=one.subject,
        framework=one.framework.code,
        locality=one.locality.name,
        locality_id=one.locality_id,
        count=len(indices),
        mean=mean(indices),
        median=median(indices) if indices else None,
        best=max(indices, default=None),
        worst=min(indices, default=None),
    )


def of_unit(scope: Scope, unit_id: int) -> UnitTrend:
    """The years of a unit. NotFound outside the reach."""
    scope.require(READ)
    unit = find(scope, unit_id)
    if not Reach(scope).opens(unit.path, unit.valid_to):
        raise NotFound
    found = _participations([unit_id, *_earlier(scope, unit_id)], scope)
    areas = _areas(found)
    medians = _medians(found)
    rows = [_unit_year(one, medians, areas) for one in found]
    latest = next((one for one in found if one.unit_id == unit_id), None)
    return UnitTrend(
        unit_id=unit_id,
        name=unit.shown_name,
        years=tuple(sorted((row for row in rows if row.unit_id == unit_id), key=lambda row: row.year)),
        areas=framework_of(latest.round.framework).areas if latest else (),
        earlier=tuple(
            sorted((row for row in rows if row.unit_id != unit_id), key=lambda row: (row.name, row.year))
        ),
    )


def _earlier(scope: Scope, unit_id: int) -> list[int]:
    """What went into the unit, and the districts that these stood in."""
    before = [succession.predecessor_id for succession in predecessors(scope, unit_id)]
    districts = Placement.objects.filter(unit_id__in=before, parent__kind=Kind.DISTRICT)
    return [
        *before,
        *(pk for pk in districts.values_list("parent_id", flat=True).distinct() if pk is not None),
    ]


def _participations(unit_ids: list[int], scope: Scope) -> list[Any]:
    """Every round that one of the units took part in, the latest first."""
    return list(
        participants(scope.today, unit_id__in=unit_ids)
        .select_related("unit", "round__framework", "score")
        .defer("round__framework__document")
        .order_by("-round__year")
    )


def _areas(found: Iterable[Any]) -> dict[int, dict[str, Decimal | None]]:
    rows = NodeScore.objects.filter(participant_id__in=[one.pk for one in found], depth=0)
    areas: defaultdict[int, dict[str, Decimal | None]] = defaultdict(dict)
    for participant_id, code, index in rows.values_list("participant_id", "code", "index"):
        areas[participant_id][code] = index
    return areas


def _medians(found: Iterable[Any]) -> dict[tuple[int, str], Decimal]:
    """The median index of each block in the rounds of these participants."""
    indices: defaultdict[tuple[int, str], list[Decimal]] = defaultdict(list)
    rows = UnitScore.objects.filter(
        participant__round_id__in={one.round_id for one in found}, rank__isnull=False
    )
    for round_id, block, index in rows.values_list("participant__round_id", "participant__block", "index"):
        if index is not None:
            indices[round_id, block].append(index)
    return {key: median(own) for key, own in indices.items()}


def _unit_year(
    one: Any, medians: Mapping[tuple[int, str], Decimal], areas: Mapping[int, Mapping[str, Decimal | None]]
) -> UnitYear:
    score: UnitScore | None = getattr(one, "score", None)
    name = "" if score is None else score.class_name_en if language() == "en" else score.class_name
    return UnitYear(
        year=one.round.year,
        unit_id=one.unit_id,
        name=one.unit.name,
        framework=one.round.framework.code,
        index=score.index if score else None,
        rank=score.rank if score else None,
        peers=score.peers if score else 0,
        class_name=name,
        block_median=medians.get((one.round_id, one.block)),
        areas=areas.get(one.pk, {}),
    )
