"""What the system counts itself is stated for the units of a round, every night and when somebody asks for it.

A count never overwrites what a person stated; it fills what is missing, follows what was counted before, and takes the place of
an illustration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from caicach.apps.parindex import exact_json
from caicach.apps.parindex.actions import checks, scoring
from caicach.apps.parindex.actions.facts import counted_source
from caicach.apps.parindex.actions.facts_loading import Loaded, Plan, write
from caicach.apps.parindex.models import Fact, Participant, Round
from caicach.apps.parindex.queries.counted import counted_inputs, counted_leaves
from caicach.apps.parindex.queries.loading import framework_of
from caicach.core.parindex.process import ENTERING
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import Subject, record

Counts = Mapping[tuple[int, str], dict[str, Any] | None]
"""What is counted of leaves of units, by (unit, code); None where nothing is known."""


@dataclass(slots=True)
class Recounted:
    """What a count did: leaves stated for the first time, with another figure, no longer counted; left as a person stated."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    kept: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def moved(self) -> int:
        return self.new + self.changed + self.gone


def recount(scope: Scope, round_id: int) -> Recounted:
    """State the counted leaves of the units of a round that still enter their self-score, and score the round where any moved.

    Asks for ROUND_MANAGE in its locality; Conflict once the round is published. Twice in a row changes nothing the second time.
    """
    return _state(scope, round_id, _counts(scope, round_id))


def _counts(scope: Scope, round_id: int) -> Counts:
    """What is counted now, before anything is locked: asking takes seconds in a province, and people enter figures meanwhile."""
    round = Round.objects.select_related("framework").filter(pk=round_id).first()
    if round is None or not checks.works_in(scope, round.locality_id, Permission.ROUND_MANAGE):
        return {}  # `_state` says why
    units = _entering(round).values_list("unit_id", flat=True)
    return counted_inputs(scope, round.year, units, framework_of(round.framework).leaves)


def _entering(round: Round) -> QuerySet[Participant]:
    return Participant.objects.filter(round=round, stage__in=[stage.value for stage in ENTERING])


@transaction.atomic
def _state(scope: Scope, round_id: int, counts: Counts) -> Recounted:
    round = checks.round_within(scope, round_id, Permission.ROUND_MANAGE)
    path = checks.path_of(round.locality_id)
    scope.require(Permission.ROUND_MANAGE, path, what=str(round))
    checks.not_published(round)
    done, plan, gone = _planned(scope, round, counts)
    if not done.moved:
        return done
    write(plan)
    Fact.objects.filter(pk__in=gone).delete()
    scoring.update(round)
    after = {"new": done.new, "changed": done.changed, "gone": done.gone, "leaves": done.told}
    record(
        scope,
        "facts.counted",
        Subject("round", round.pk, f"{round} – {round.locality.name}", path),
        None,
        after,
    )
    return done


def _planned(scope: Scope, round: Round, counts: Counts) -> tuple[Recounted, Plan, list[int]]:
    """What a count moves: how much, the facts to write, the keys of those that are no longer counted.

    A unit that has handed in since it was counted is left as it is; one that has begun since waits for the next count.
    """
    done, plan = Recounted(), Plan(Loaded(), [], [], {})
    gone: list[int] = []
    leaves = counted_leaves(framework_of(round.framework).leaves)
    entering = {one.unit_id: one for one in _entering(round).select_related("unit")} if counts else {}
    stated = {
        (one.participant_id, one.code): one
        for one in Fact.objects.filter(participant__in=entering.values(), code__in=leaves)
    }
    sources = {code: counted_source(one) for code, one in leaves.items()}
    for (unit_id, code), inputs in counts.items():
        if unit_id not in entering or code not in leaves:
            continue
        participant = entering[unit_id]
        fact = stated.get((participant.pk, code))
        if fact is not None and not fact.measure and not fact.illustration:
            done.kept += inputs is not None
            continue
        before = fact.inputs if fact is not None else None
        if inputs is None:
            if fact is not None and fact.measure:
                done.gone += 1
                done.told.append(_told(participant, code, before, None))
                gone.append(fact.pk)
        elif fact is None or (before, fact.measure) != (inputs, leaves[code].code):
            done.new, done.changed = done.new + (fact is None), done.changed + (fact is not None)
            done.told.append(_told(participant, code, before, inputs))
            fresh = _next(scope, participant, code, fact)
            fresh.inputs, fresh.source, fresh.measure = inputs, sources[code], leaves[code].code
            plan.facts.append(fresh)
    return done, plan, gone


def _next(scope: Scope, participant: Participant, code: str, fact: Fact | None) -> Fact:
    """The next version of a fact, or its first."""
    if fact is None:
        fact = Fact(participant=participant, code=code, version=0)
    fact.version, fact.changed_by_id, fact.illustration = fact.version + 1, scope.user_id, False
    return fact


def _told(
    participant: Participant, code: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> str:
    was, now = ("–" if one is None else exact_json.dumps(one) for one in (before, after))
    return f"{participant.unit.name}, {code}: {was} → {now}"
