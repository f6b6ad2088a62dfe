"""How far the appraisal has come: leaves with what waits in them, units by stage with the steps that could be taken."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from caicach.apps.parindex.models import LeafPoints, Question, Round
from caicach.apps.parindex.queries.appraisal import (
    SURVEY,
    Access,
    access_to,
    leaves_of,
    members_of,
    require_any,
    stage_words,
)
from caicach.apps.parindex.queries.common import Choice, choose
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.parindex.queries.process import deadline
from caicach.core.parindex import Framework
from caicach.core.parindex.layers import APPRAISAL_LAYER, Layer
from caicach.core.parindex.process import DEADLINE_OF_STAGE, STEP_WORDS, Case, Stage, Step, decide
from caicach.platform.access import Scope
from caicach.platform.wording import language

STEPS = (Step.START_APPRAISAL, Step.ASK, Step.APPRAISE_AGAIN, Step.REFER)
"""The steps of whoever leads the appraisal, in their order."""

_RUNNING = Q(pk__in=())
for _stage, _layer in APPRAISAL_LAYER.items():
    _RUNNING |= Q(participant__stage=_stage.value, layer=_layer.value)


@dataclass(frozen=True, slots=True)
class LeafCount:
    """A leaf with the number of units in which it waits, is done in the appraisal that runs, and was asked about."""

    code: str
    name: str
    agency: str
    waiting: int
    done: int
    asked: int


@dataclass(frozen=True, slots=True)
class UnitState:
    """A unit with what its next step depends on."""

    participant_id: int
    unit_id: int
    unit: str
    block: str
    block_name: str
    stage: Stage
    since: dt.datetime | None
    due: dt.date | None
    case: Case

    @property
    def stage_name(self) -> str:
        return stage_words(self.stage)

    def faults(self, step: Step) -> list[str]:
        """What stands in the way of a step, in the reader's language; nothing where it may be taken."""
        return [fault.text(language()) for fault in decide(self.stage, step, self.case).faults]

    @property
    def ready_for(self) -> list[Step]:
        return [step for step in STEPS if decide(self.stage, step, self.case).allowed]


@dataclass(frozen=True, slots=True)
class Overview:
    """The appraisal of a year's round as its reader sees it; `units` only for whoever leads it."""

    choice: Choice
    access: Access | None = None
    framework: Framework | None = None
    leaves: tuple[LeafCount, ...] = ()
    units: tuple[UnitState, ...] = ()
    blocks: tuple[tuple[str, str], ...] = ()
    stages: tuple[tuple[Stage, str, int], ...] = ()
    due: dt.date | None = None

    @property
    def waiting(self) -> int:
        return sum(leaf.waiting for leaf in self.leaves)

    @property
    def done(self) -> int:
        return sum(leaf.done for leaf in self.leaves)

    @property
    def asked(self) -> int:
        return sum(leaf.asked for leaf in self.leaves)


def overview(scope: Scope, year: int, subject: str = "", locality: int | None = None) -> Overview:
    """The appraisal of a year's round. Refused for whoever has no part in it."""
    require_any(scope)
    choice = choose(scope, year, subject, locality)
    if choice.this is None:
        return Overview(choice)
    access = access_to(scope, choice.this)
    framework = framework_of(choice.this.framework)
    members = members_of(scope, choice.this)
    counted = Counter(one.stage for one in members)
    return Overview(
        choice=choice,
        access=access,
        framework=framework,
        leaves=tuple(_leaves(choice.this, framework, access, counted)),
        units=tuple(states(choice.this, members)) if access.manages else (),
        blocks=tuple((one.code, one.words.text(language())) for one in framework.blocks),
        stages=tuple((stage, stage_words(stage), counted[stage.value]) for stage in Stage),
        due=_due(choice.this, counted),
    )


def states(round: Round, members: Collection[Any]) -> Iterable[UnitState]:
    """Participants with what lacks for their next step; three queries, however many they are."""
    framework = framework_of(round.framework)
    appraised = [leaf.code for leaf in framework.leaves if leaf.kind != SURVEY]
    names = {one.code: one.words.text(language()) for one in framework.blocks}
    done: defaultdict[int, set[str]] = defaultdict(set)
    for participant, code in _given(round, appraised).values_list("participant_id", "code"):
        done[participant].add(code)
    asked: defaultdict[int, set[str]] = defaultdict(set)
    unanswered: Counter[int] = Counter()
    for participant, code, answered in _questions(round).values_list("participant_id", "code", "answered_at"):
        asked[participant].add(code)
        unanswered[participant] += answered is None
    for one in members:
        stage = Stage(one.stage)
        pk: int = one.pk
        expected = _expected(stage, appraised, asked[pk])
        part = DEADLINE_OF_STAGE.get(stage)
        yield UnitState(
            participant_id=pk,
            unit_id=one.unit_id,
            unit=one.name_then or one.unit.name,
            block=one.block,
            block_name=names.get(one.block, one.block),
            stage=stage,
            since=one.stage_since,
            due=deadline(round, part) if part else None,
            case=Case(
                not_appraised=len(expected - done[pk]),
                open_questions=len(asked[pk]),
                unanswered_questions=unanswered[pk],
            ),
        )


def step_words(step: Step) -> str:
    """A step in the reader's language."""
    return STEP_WORDS[step].text(language())


def _expected(stage: Stage, appraised: Collection[str], asked: set[str]) -> set[str]:
    layer = APPRAISAL_LAYER.get(stage)
    if layer is None:
        return set()
    return set(appraised) & asked if layer is Layer.APPRAISED_2 else set(appraised)


def _given(round: Round, codes: Collection[str]) -> QuerySet[LeafPoints]:
    """The points that were given in the appraisal that each unit is in."""
    found = LeafPoints.objects.filter(
        _RUNNING, participant__round=round, edition=F("participant__edition"), code__in=codes
    )
    return found.order_by()


def _questions(round: Round) -> QuerySet[Question]:
    return Question.objects.filter(participant__round=round, edition=F("participant__edition")).order_by()


def _leaves(round: Round, framework: Framework, access: Access, stages: Counter[str]) -> Iterable[LeafCount]:
    seen = leaves_of(framework, access)
    codes = [leaf.code for leaf in seen]
    done = Counter(_given(round, codes).values_list("code", flat=True))
    asked: Counter[str] = Counter()
    again: Counter[str] = Counter()
    for code, stage in _questions(round).filter(code__in=codes).values_list("code", "participant__stage"):
        asked[code] += 1
        again[code] += stage == Stage.APPRAISING_2.value
    agencies = {item.code: item.words.text(language()) for item in framework.agencies}
    for leaf in seen:
        expected = stages[Stage.APPRAISING_1.value] + again[leaf.code]
        yield LeafCount(
            code=leaf.code,
            name=leaf.words.text(language()),
            agency=agencies.get(leaf.agency, leaf.agency),
            waiting=max(0, expected - done[leaf.code]),
            done=done[leaf.code],
            asked=asked[leaf.code],
        )


def _due(round: Round, stages: Counter[str]) -> dt.date | None:
    """The deadline of the appraisal that runs: of the first as long as a unit is in it."""
    for stage in APPRAISAL_LAYER:
        if stages[stage.value]:
            return deadline(round, DEADLINE_OF_STAGE[stage])
    return None
