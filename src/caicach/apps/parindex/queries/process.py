"""How far units have come in the round, and what a step finds: counts of what lacks, layers of points, deadlines."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet

from caicach.apps.parindex.models import (
    Fact,
    LeafNote,
    LeafPoints,
    NodeScore,
    Participant,
    Proof,
    Question,
    Round,
)
from caicach.apps.parindex.queries.common import in_words
from caicach.apps.parindex.queries.loading import framework_of, unit_of
from caicach.core.parindex import Framework
from caicach.core.parindex.layers import APPRAISAL_LAYER, to_appraise
from caicach.core.parindex.process import Case, Gaps, Stage, gaps
from caicach.core.parindex.rules.base import ERROR, MISSING


@dataclass(frozen=True, slots=True)
class State:
    """A unit's place in the round with everything that its next step depends on."""

    participant: Participant
    gaps: Gaps = field(default_factory=Gaps)
    not_appraised: tuple[str, ...] = ()
    questions: Mapping[str, Question] = field(default_factory=dict)

    @property
    def stage(self) -> Stage:
        return Stage(self.participant.stage)

    @property
    def unanswered(self) -> int:
        return sum(1 for question in self.questions.values() if question.answered_at is None)

    def case(self, **given: bool) -> Case:
        """What `core` decides a step from; `given` says what whoever takes the step brings along."""
        return Case(
            without_input=len(self.gaps.without_input),
            without_evidence=len(self.gaps.without_evidence),
            not_appraised=len(self.not_appraised),
            open_questions=len(self.questions),
            unanswered_questions=self.unanswered,
            **given,
        )


def state_of(participant: Participant) -> State:
    """Where a unit stands. The caller has asked the scope. At most five queries."""
    framework = framework_of(participant.round.framework)
    stage = Stage(participant.stage)
    gaps = gaps_of(participant, framework) if stage == Stage.SELF_SCORING else Gaps()
    asked = {one.code: one for one in questions(participant)}
    return State(participant, gaps, _not_appraised(participant, framework, stage), asked)


def gaps_of(participant: Participant, framework: Framework) -> Gaps:
    """DT-1: leaves without input, and leaves that nothing proves and nobody explains. Survey leaves are not the unit's."""
    return gaps_in([participant.pk], framework)[participant.pk]


def gaps_in(participants: Collection[int], framework: Framework) -> dict[int, Gaps]:
    """The same for many participants, in three queries."""
    of = {"participant__in": participants}
    scored = NodeScore.objects.filter(**of).exclude(status__in=(MISSING, ERROR))
    on_the_shelf = Proof.objects.filter(**of, document__withdrawn_at__isnull=True)
    stated: defaultdict[int, set[str]] = defaultdict(set)
    proved: defaultdict[int, set[str]] = defaultdict(set)
    for rows, found in ((scored, stated), (on_the_shelf, proved), (LeafNote.objects.filter(**of), proved)):
        for participant, code in rows.values_list("participant_id", "code"):
            found[participant].add(code)
    own = [leaf.code for leaf in framework.leaves if leaf.kind != "survey"]
    return {one: gaps(own, stated[one], proved[one]) for one in participants}


def waiting_for(participant: Participant, gaps: Gaps) -> list[str]:
    """What leaves with an input wait for, where it is not theirs to state: "1.1: chưa có lịch nghỉ …". At most one query."""
    if not gaps.without_input:
        return []
    stated = Fact.objects.filter(participant=participant).values("code")
    rows = NodeScore.objects.filter(participant=participant, code__in=stated, status=MISSING)
    reasons = {code: in_words(reason) for code, reason in rows.values_list("code", "reason")}
    return [f"{code}: {reasons[code]}" for code in gaps.without_input if reasons.get(code)]


def _not_appraised(participant: Participant, framework: Framework, stage: Stage) -> tuple[str, ...]:
    """The leaves that wait for an appraiser: all in the first appraisal, those that were asked about in the second."""
    layer = APPRAISAL_LAYER.get(stage)
    if layer is None:
        return ()
    done = set(
        LeafPoints.objects.filter(
            participant=participant, edition=participant.edition, layer=layer
        ).values_list("code", flat=True)
    )
    leaves = [leaf.code for leaf in framework.leaves if leaf.kind != "survey"]
    asked = set(questions(participant).values_list("code", flat=True))
    return tuple(code for code in to_appraise(layer, leaves, asked) if code not in done)


def questions(participant: Participant) -> QuerySet[Question]:
    """The questions about the self-score that stands now."""
    return Question.objects.filter(participant=participant, edition=participant.edition)


def deadline(round: Round, part: str) -> dt.date | None:
    """The deadline of a part of the process, None where the round sets none."""
    stated = round.deadlines.get(part)
    return dt.date.fromisoformat(stated) if stated else None


def handed_in(participant: Participant, points: Mapping[str, Decimal | None]) -> dict[str, object]:
    """The state of all leaves of a unit as a submission keeps it: inputs, points, evidence, explanation."""
    framework = framework_of(participant.round.framework)
    facts = {
        fact.code: fact
        for fact in Fact.objects.filter(participant=participant).only("code", "inputs", "source")
    }
    notes = dict(LeafNote.objects.filter(participant=participant).values_list("code", "text"))
    proofs: dict[str, list[dict[str, object]]] = {}
    for proof in (
        Proof.objects.filter(participant=participant).select_related("document__file").order_by("pk")
    ):
        proofs.setdefault(proof.code, []).append(
            {"document": proof.document_id, "sha256": proof.document.file.sha256, "pages": proof.pages}
        )
    return {
        "unit": participant.unit.name,
        "framework": participant.round.framework.digest,
        "not_applicable": participant.not_applicable,
        "bonus": participant.bonus,
        "penalty": participant.penalty,
        "leaves": {
            node.code: {
                "inputs": facts[node.code].inputs if node.code in facts else None,
                "source": facts[node.code].source if node.code in facts else "",
                "points": points.get(node.code),
                "note": notes.get(node.code, ""),
                "proofs": proofs.get(node.code, []),
            }
            for node in framework.leaves
        },
    }


def own_points(participant: Participant) -> dict[str, Decimal | None]:
    """The points of each leaf out of its printed maximum, computed now from the unit's facts."""
    return unit_of(participant, annotated=False).result.own_points
