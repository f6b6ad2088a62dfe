"""The scoring sheet of one unit: every node with its points, last year's, who answers; the unit's place among its peers.

Read from the stored results in a fixed number of queries, however large the framework is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from caicach.apps.parindex.models import Fact, IndexKind, NodeScore, Participant, Round, UnitScore
from caicach.apps.parindex.queries.answering import Holders, holders_of
from caicach.apps.parindex.queries.common import READ, Reach, in_words, participants, trimmed
from caicach.apps.parindex.queries.loading import framework_of, leaf_map
from caicach.apps.parindex.queries.sheet_model import ZERO, Line, Peer, Score, Sheet
from caicach.apps.parindex.queries.targets import all_goals
from caicach.apps.units.models import Unit
from caicach.apps.units.queries import day_of_year, find_in_year
from caicach.core.parindex import Framework, Node, NodeResult, analysis
from caicach.core.parindex.rules.base import MISSING
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.wording import language


def sheet(scope: Scope, year: int, unit_id: int) -> Sheet:
    """The sheet of a unit in a year. NotFound outside the reach of the scope; Refused for whoever reads no results."""
    scope.require(READ)
    on = day_of_year(year, scope.today)
    took_part = _participations(unit_id, on)
    now = next((one for one in took_part if one.round.year == year), None)
    unit = (now or took_part[0]).unit if took_part else None
    if unit is None or not Reach(scope).opens(took_part[0].path, unit.valid_to):
        unit = find_in_year(scope, year, unit_id)
        if not Reach(scope).opens(unit.path, unit.valid_to):
            raise NotFound
    years = tuple(sorted({one.round.year for one in took_part}, reverse=True))
    if now is None:
        return Sheet(unit_id, unit.shown_name, getattr(unit, "path", ""), year, years=years)
    before = next(
        (one for one in took_part if one.round.year == year - 1 and _same_kind(one.round, now.round)), None
    )
    return _filled(scope, now, before, replace(_empty(now, unit), years=years))


def _empty(now: Any, unit: Unit) -> Sheet:
    return Sheet(unit.pk, now.name_then or unit.name, now.path or "", now.round.year)


def _same_kind(one: Round, other: Round) -> bool:
    return one.locality_id == other.locality_id and one.subject == other.subject


def _participations(unit_id: int, on: Any) -> list[Any]:
    """Every round the unit took part in, with its score, the latest first."""
    return list(
        participants(on, unit_id=unit_id)
        .select_related("unit", "round__framework__previous", "round__locality", "score")
        .defer("round__framework__document", "round__framework__previous__document")
        .order_by("-round__year")
    )


def _filled(scope: Scope, now: Any, before: Any, blank: Sheet) -> Sheet:
    framework = framework_of(now.round.framework)
    on = day_of_year(now.round.year, scope.today)
    last_nodes, nodes = _nodes(now, before)
    last = _last_leaves(framework, now.round, before.round if before else None, last_nodes)
    peers = _peers(now)
    goals = all_goals([now.unit_id], now.round.year).get(now.unit_id, {})
    score = _score(now)
    names = {block.code: block.words.text(language()) for block in framework.blocks}
    filled = replace(
        blank,
        participant=now,
        framework=framework,
        block_name=names.get(now.block, now.block),
        score=score,
        last=_score(before) or _stated(now),
        last_year_framework=before.round.framework.code if before else "",
        lines=tuple(_lines(framework, nodes, last, holders_of(now.unit_id, framework, on))),
        area_medians=_medians(now, framework),
        block_median=median([peer.index for peer in peers]) if peers else None,
        ahead=_ahead(score, peers),
        may_enter=scope.may(Permission.FACTS_ENTER, now.path),
    )
    reached = {
        IndexKind.PAR_INDEX: score.index if score else None,
        IndexKind.SATISFACTION: filled.satisfaction,
    }
    return replace(
        filled, goals={kind: replace(goal, value=reached[IndexKind(kind)]) for kind, goal in goals.items()}
    )


def _score(participant: Any) -> Score | None:
    stored: UnitScore | None = getattr(participant, "score", None) if participant else None
    if stored is None:
        return None
    return Score(
        points=stored.points,
        raw_points=stored.raw_points,
        max_points=trimmed(stored.max_points) or ZERO,
        bonus=stored.bonus,
        penalty=stored.penalty,
        index=stored.index,
        rank=stored.rank,
        peers=stored.peers,
        class_name=stored.class_name_en if language() == "en" else stored.class_name,
        reasons=tuple(in_words(reason) for reason in stored.reasons),
        missing=stored.missing,
    )


def _stated(now: Participant) -> Score | None:
    """Last year's index as the facts stated it, where the round of that year is not here."""
    index = now.last_year.get("index")
    if index is None:
        return None
    return Score(ZERO, ZERO, ZERO, ZERO, ZERO, Decimal(index), None, 0, "", (), 0)


# --- the tree --------------------------------------------------------------------------------------------------------


def _nodes(now: Any, before: Any) -> tuple[dict[str, NodeResult], dict[str, Any]]:
    """Last year's nodes for `core`, and this year's rows with what is known of their facts."""
    fact = Fact.objects.filter(participant_id=OuterRef("participant_id"), code=OuterRef("code"))
    rows = (
        NodeScore.objects.filter(participant_id__in=[one.pk for one in (now, before) if one])
        .annotate(has_input=Exists(fact), illustration=Subquery(fact.values("illustration")[:1]))
        .values(
            "participant_id", "code", "points", "max_points", "index", "status", "policy", "flags", "reason",
            "has_input", "illustration",
        )
    )  # fmt: skip
    then, here = {}, {}
    for row in rows:
        if row["participant_id"] == now.pk:
            here[row["code"]] = row
        else:
            then[row["code"]] = NodeResult(row["code"], row["points"], row["max_points"], row["status"])
    return then, here


def _last_leaves(
    framework: Framework, this: Round, last: Round | None, nodes: Mapping[str, NodeResult]
) -> dict[str, tuple[Decimal, Decimal]]:
    """Last year's points and maximum by this year's leaf; empty where the two frameworks do not compare."""
    mapping = leaf_map(this.framework, last.framework) if last is not None and nodes else None
    if not mapping:
        return {}
    return analysis.mapped_last_year(replace(framework, leaf_map=mapping), nodes, nodes)


def _lines(
    framework: Framework,
    rows: Mapping[str, Mapping[str, Any]],
    last: Mapping[str, tuple[Decimal, Decimal]],
    holders: Holders,
) -> list[Line]:
    lines = []
    for node in framework.nodes:
        row = rows.get(node.code)
        before = _summed(framework, node, last)
        lines.append(
            Line(
                node=node,
                name=node.words.text(language()),
                points=row["points"] if row else None,
                max_points=trimmed(row["max_points"]) if row else node.max_points,
                index=row["index"] if row else None,
                status=row["status"] if row else MISSING,
                policy=row["policy"] if row else "",
                flags=tuple(row["flags"]) if row else (),
                reason=in_words(row["reason"]) if row else "",
                last=before[0] if before else None,
                last_max=trimmed(before[1]) if before else None,
                holders=holders.get(node.code, ()),
                illustration=bool(row and row["illustration"]),
                has_input=bool(row and row["has_input"]),
            )
        )
    return lines


def _summed(
    framework: Framework, node: Node, last: Mapping[str, tuple[Decimal, Decimal]]
) -> tuple[Decimal, Decimal] | None:
    """Last year's points and maximum of a node: of the leaves below it that existed and counted then."""
    parts = [last[leaf.code] for leaf in framework.below(node.code) if leaf.code in last]
    if not parts:
        return None
    return sum((points for points, _ in parts), ZERO), sum((maximum for _, maximum in parts), ZERO)


# --- the peers -------------------------------------------------------------------------------------------------------


def _peers(now: Any) -> list[Peer]:
    """The ranked units of the block, the best first."""
    found = Participant.objects.filter(round_id=now.round_id, block=now.block)
    rows = found.order_by("score__rank", "unit__sort_key").values_list(
        "unit_id", "unit__name", "score__index", "score__rank"
    )
    return [
        Peer(unit_id, name, index, rank)
        for unit_id, name, index, rank in rows
        if index is not None and rank is not None
    ]


def _ahead(score: Score | None, peers: list[Peer]) -> Peer | None:
    """The nearest unit with a higher index."""
    if score is None or score.index is None or score.rank is None:
        return None
    above = [peer for peer in peers if peer.index > score.index]
    return min(above, key=lambda peer: peer.index, default=None)


def _medians(now: Any, framework: Framework) -> dict[str, Decimal]:
    """The median index of each area in the block."""
    found = NodeScore.objects.filter(
        code__in=[area.code for area in framework.areas],
        participant__round_id=now.round_id,
        participant__block=now.block,
    )
    figures: dict[str, list[Decimal]] = {}
    for code, index in found.values_list("code", "index"):
        if index is not None:
            figures.setdefault(code, []).append(index)
    return {code: median(own) for code, own in figures.items()}
