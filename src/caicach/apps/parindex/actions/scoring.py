"""Scoring a unit or a round again: `core` computes, the rows that changed are written.

Everything that changes facts ends here within its own transaction, so that results never differ from what they were made of.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from decimal import Decimal, localcontext

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.parindex.actions import checks, node_rows
from caicach.apps.parindex.actions.node_rows import kept, words
from caicach.apps.parindex.models import Participant, Round, UnitScore
from caicach.apps.parindex.queries.loading import (
    framework_of,
    moves_others,
    results_digest,
    results_of,
    unit_of,
)
from caicach.core.parindex import FactsError, UnitResult, competition
from caicach.core.parindex.results import PRECISION
from caicach.platform import clock
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import Subject, record

_UNIT_FIELDS = (
    "points",
    "raw_points",
    "max_points",
    "bonus",
    "penalty",
    "index",
    "exact_index",
    "rank",
    "peers",
    "class_name",
    "class_name_en",
    "reasons",
    "missing",
    "digest",
)


@transaction.atomic
def rescore(scope: Scope, round_id: int) -> bool:
    """Score a round again from its facts and say whether anything changed; asks for ROUND_MANAGE in its locality."""
    round = checks.round_within(scope, round_id, Permission.ROUND_MANAGE)
    path = checks.path_of(round.locality_id)
    scope.require(Permission.ROUND_MANAGE, path, what=str(round))
    before = results_digest(round.pk)
    update(round)
    after = results_digest(round.pk)
    subject = Subject("round", round.pk, str(round), path)
    record(scope, "round.rescored", subject, {"results": before}, {"results": after})
    return after != before


def update(round: Round) -> None:
    """Score a whole round whose units are locked, inside the transaction of whatever changed; writes only rows that differ."""
    try:
        results = results_of(round)
    except FactsError as error:
        raise checks.facts_fault(_named(round, error)) from error
    with localcontext(PRECISION):
        fresh = {int(result.unit): _unit_row(result) for result in results.units}
        known = {score.participant_id: score for score in UnitScore.objects.filter(participant__round=round)}
        touched = [pk for pk, row in fresh.items() if pk not in known or known[pk].digest != row.digest]
        _write_units(fresh, known)
        by_unit = {int(result.unit): result for result in results.units}
        node_rows.write(results.framework, {pk: by_unit[pk] for pk in touched})
    round.scored_at = clock.now()
    round.save(update_fields=["scored_at"])


def update_unit(participant: Participant) -> None:
    """Score one unit whose row is locked, after a change that moves no points of others; ranks of its block follow.

    The round's row is taken last, only while rows are written, so that units are scored side by side. Whoever calls it writes
    the trail afterwards: everybody takes these locks in this order.
    """
    try:
        unit = unit_of(participant, annotated=False)
    except FactsError as error:
        raise checks.facts_fault(_named(participant.round, error)) from error
    with localcontext(PRECISION):
        fresh = _unit_row(unit.result)
        Round.objects.filter(pk=participant.round_id).update(scored_at=clock.now())
        known = UnitScore.objects.filter(participant=participant).first()
        if known is None or known.digest != fresh.digest:
            node_rows.write(unit.framework, {participant.pk: unit.result})
        if known is not None and known.exact_index == fresh.exact_index:
            fresh.rank, fresh.peers = known.rank, known.peers
            _write_units({participant.pk: fresh}, {participant.pk: known})
        else:
            _write_units({participant.pk: fresh}, {})
            _rank(participant)


def update_leaf(participant: Participant, code: str) -> None:
    """Score what the input of a leaf moves: its unit, or the round where others are compared with it."""
    if moves_others(framework_of(participant.round.framework), code):
        update(participant.round)
    else:
        update_unit(participant)


def _rank(participant: Participant) -> None:
    """Rank the block of a unit again from the stored indices."""
    ranked = UnitScore.objects.filter(
        participant__round_id=participant.round_id,
        participant__block=participant.block,
        participant__not_ranked="",
        index__isnull=False,
    )
    rows = list(ranked.only("exact_index", "rank", "peers"))
    places = competition([Decimal(row.exact_index) for row in rows])
    moved = []
    for row, place in zip(rows, places, strict=True):
        if (row.rank, row.peers) != (place, len(rows)):
            row.rank, row.peers = place, len(rows)
            moved.append(row)
    UnitScore.objects.bulk_update(moved, ["rank", "peers"])


def _unit_row(result: UnitResult) -> UnitScore:
    standing = result.standing
    name = standing.class_name
    return UnitScore(
        participant_id=int(result.unit),
        points=kept(result.points),
        raw_points=kept(result.raw_points),
        max_points=kept(result.max_points),
        bonus=kept(result.bonus),
        penalty=kept(result.penalty),
        index=None if result.index is None else kept(result.index),
        exact_index="" if result.index is None else format(result.index, "f"),
        rank=standing.rank,
        peers=standing.peers,
        class_name=name.vi if name else "",
        class_name_en=name.en if name else "",
        reasons=[words(reason) for reason in standing.reasons],
        missing=len(result.gaps),
        digest=_digest(
            f"{own.code}|{own.points}|{own.max_points}|{own.status}|{own.policy}|{own.flags}|{own.reason}"
            for own in result.nodes.values()
        ),
    )


def _write_units(fresh: dict[int, UnitScore], known: dict[int, UnitScore]) -> None:
    changed = [
        row for pk, row in fresh.items() if pk not in known or _unit_text(known[pk]) != _unit_text(row)
    ]
    UnitScore.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["participant"], update_fields=_UNIT_FIELDS
    )


def _unit_text(row: UnitScore) -> str:
    return "|".join(str(getattr(row, name)) for name in _UNIT_FIELDS)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _named(round: Round, error: FactsError) -> FactsError:
    """The fault with the unit's name in place of the number by which `core` knows it."""
    number, colon, rest = error.path.partition(":")
    if not (colon and number.isdigit()):
        return error
    participant = Participant.objects.select_related("unit").filter(round=round, pk=int(number)).first()
    name = participant.unit.name if participant else _("đơn vị không còn trong đợt")
    return FactsError(f"{name}:{rest}", error.reason.vi, error.reason.en)
