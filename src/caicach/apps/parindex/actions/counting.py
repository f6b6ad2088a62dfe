"""What the system counts itself is stated for the units of a round, every night and when somebody asks for it.

A count never overwrites what a person stated; it fills what is missing, follows what was counted before, and takes the place of
an illustration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

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


@transaction.atomic
def recount(scope: Scope, round_id: int) -> Recounted:
    """State the counted leaves of the units of a round that still enter their self-score, and score the round where any moved.

    Asks for ROUND_MANAGE in its locality; Conflict once the round is published. Twice in a row changes nothing the second time.
    """
    round = checks.round_within(scope, round_id, Permission.ROUND_MANAGE)
    path = checks.path_of(round.locality_id)
    scope.require(Permission.ROUND_MANAGE, path, what=str(round))
    checks.not_published(round)
    done, plan, gone = _planned(scope, round)
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


def _planned(scope: Scope, round: Round) -> tuple[Recounted, Plan, list[int]]:
    """What a count moves: how much, the facts to write, the keys of those that are no longer counted."""
    done, plan = Recounted(), Plan(Loaded(), [], [], {})
    gone: list[int] = []
    framework = framework_of(round.framework)
    leaves = counted_leaves(framework.leaves)
    rows = Participant.objects.filter(round=round, stage__in=[stage.value for stage in ENTERING])
    entering = {one.unit_id: one for one in rows.select_related("unit")} if leaves else {}
    stated = {
        (one.participant_id, one.code): one
        for one in Fact.objects.filter(participant__in=entering.values(), code__in=leaves)
    }
    sources = {code: counted_source(one) for code, one in leaves.items()}
    for (unit_id, code), inputs in counted_inputs(scope, round.year, entering, framework.leaves).items():
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
