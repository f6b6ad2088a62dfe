"""What an appraiser works through: one leaf across all units, or one unit across the leaves of his fields, row by row.

A row is a leaf of a unit with what the unit states and proves, its self-score, the points of the appraisal that runs and the
question, if one was asked. Pages cost a fixed number of queries, however many units take part.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from caicach.apps.parindex.models import Fact, LeafNote, LeafPoints, Participant, Proof, Question, Round
from caicach.apps.parindex.queries.comments import SILENCE, Talk, talk
from caicach.apps.parindex.queries.common import Choice, Reach, choose, participants, rounds
from caicach.apps.parindex.queries.counted import counted_inputs
from caicach.apps.parindex.queries.frameworks import rule_words
from caicach.apps.parindex.queries.inputs import setting_for, shown_inputs
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.parindex.queries.process import deadline
from caicach.apps.units.queries import day_of_year
from caicach.core.parindex import Framework, Node, layers
from caicach.core.parindex.layers import APPRAISAL_LAYER, Layer
from caicach.core.parindex.process import DEADLINE_OF_STAGE, STAGE_WORDS, Stage
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.wording import language

LARGEST_ID = 2**53
SURVEY = "survey"
_BEFORE_AND_AFTER = [
    one.value for one in (Stage.SELF_SCORING, Stage.COUNCIL, Stage.APPROVED, Stage.PUBLISHED)
]


@dataclass(frozen=True, slots=True)
class Access:
    """What somebody does in the appraisal of a locality: scores in `fields` (None: in all), leads it, or both."""

    fields: frozenset[str] | None
    manages: bool

    def scores(self, leaf: Node) -> bool:
        return self.fields is None or leaf.agency in self.fields

    def sees(self, leaf: Node) -> bool:
        return self.manages or self.scores(leaf)

    @property
    def is_appraiser(self) -> bool:
        return self.fields is None or bool(self.fields)


@dataclass(frozen=True, slots=True)
class Row:
    """A leaf of a unit. `own` holds its points by layer, `given` what the appraisal that runs has given it so far.

    `counted` is what the system counts of it now where that is not what the unit states; on pages of one leaf only.
    """

    participant_id: int
    unit_id: int
    unit: str
    block: str
    stage: Stage
    leaf: Node
    access: Access
    stated: tuple[tuple[str, str], ...] = ()
    counted: tuple[tuple[str, str], ...] = ()
    proofs: tuple[Proof, ...] = ()
    note: str = ""
    own: Mapping[Layer, Decimal | None] = field(default_factory=dict)
    given: LeafPoints | None = None
    question: Question | None = None
    talk: Talk = SILENCE

    @property
    def layer(self) -> Layer | None:
        """The layer that is being filled, None outside an appraisal."""
        return APPRAISAL_LAYER.get(self.stage)

    @property
    def is_expected(self) -> bool:
        """Whether the appraisal that runs looks at the leaf: the second one at what was asked about, and at nothing else."""
        return self.layer is Layer.APPRAISED_1 or (self.layer is not None and self.question is not None)

    @property
    def may_score(self) -> bool:
        return self.is_expected and self.access.scores(self.leaf)

    @property
    def may_ask(self) -> bool:
        return self.stage is Stage.APPRAISING_1 and self.access.scores(self.leaf)

    @property
    def waits(self) -> bool:
        return self.is_expected and self.given is None

    @property
    def self_points(self) -> Decimal | None:
        return self.own.get(Layer.SELF)

    @property
    def is_locked(self) -> bool:
        """Whether the unit has handed this leaf in."""
        return Layer.SELF in self.own

    @property
    def version(self) -> int:
        return self.given.version if self.given else 0

    @property
    def asked(self) -> str:
        return self.question.text if self.question else ""

    @property
    def asked_version(self) -> int:
        return self.question.version if self.question else 0

    @property
    def difference(self) -> Decimal | None:
        return layers.difference(self.own)


@dataclass(frozen=True, slots=True)
class LeafPage:
    """One leaf across the units of a round, with the leaves before and after it that the reader sees."""

    choice: Choice
    round: Round
    framework: Framework
    leaf: Node
    name: str
    rule: str
    agency: str
    access: Access
    rows: tuple[Row, ...]
    before: str
    after: str

    @property
    def waiting(self) -> int:
        return sum(1 for row in self.rows if row.waits)

    @property
    def untouched(self) -> list[Row]:
        """The rows of the first appraisal that the reader may settle at once by agreeing with the unit."""
        return [row for row in self.rows if row.waits and row.may_ask and row.is_locked]


@dataclass(frozen=True, slots=True)
class UnitPage:
    """One unit across the leaves that the reader sees."""

    participant: Participant
    unit_id: int
    unit: str
    year: int
    framework: Framework
    access: Access
    rows: tuple[Row, ...]
    due: dt.date | None

    @property
    def stage(self) -> Stage:
        return Stage(self.participant.stage)

    @property
    def waiting(self) -> int:
        return sum(1 for row in self.rows if row.waits)


def access_to(scope: Scope, round: Round) -> Access:
    """What the scope does in the appraisal of a round. Refused for whoever neither appraises nor leads it."""
    top = f"{round.locality_id}/"
    fields = scope.fields(Permission.APPRAISE, top)
    manages = scope.may(Permission.APPRAISAL_MANAGE, top)
    if not manages and fields is not None and not fields:
        scope.require(Permission.APPRAISE, top, what=str(round))
    return Access(fields, manages)


def require_any(scope: Scope) -> None:
    """Refused for whoever has no part in any appraisal."""
    if not scope.may(Permission.APPRAISAL_MANAGE):
        scope.require(Permission.APPRAISE)


def running_year(scope: Scope) -> int:
    """The year whose appraisal runs: the latest with a unit between lock and council, else the latest of all."""
    running = Participant.objects.exclude(stage__in=_BEFORE_AND_AFTER).values("round_id")
    found = rounds(scope).filter(year__lte=scope.today.year)
    latest = found.filter(pk__in=running).first() or found.first()
    return latest.year if latest else scope.today.year


def running_rounds(scope: Scope, year: int) -> list[Round]:
    """The rounds of a year and of the one before it that have a unit between lock and council."""
    running = Participant.objects.exclude(stage__in=_BEFORE_AND_AFTER).values("round_id")
    return list(rounds(scope, (year, year - 1)).filter(pk__in=running))


def leaves_of(framework: Framework, access: Access) -> list[Node]:
    """The leaves that the reader sees in the appraisal; those of the survey come from elsewhere."""
    return [leaf for leaf in framework.leaves if leaf.kind != SURVEY and access.sees(leaf)]


def leaf_page(scope: Scope, year: int, subject: str, code: str, locality: int | None = None) -> LeafPage:
    """One leaf across all units of the year's round. NotFound for what the set does not have, Refused outside one's fields."""
    require_any(scope)
    choice = choose(scope, year, subject, locality)
    if choice.this is None:
        raise NotFound(_("Năm %(year)s không có đợt đánh giá của loại đơn vị này.") % {"year": year})
    access = access_to(scope, choice.this)
    framework = framework_of(choice.this.framework)
    leaf = _leaf(scope, framework, access, code)
    seen = [one.code for one in leaves_of(framework, access)]
    at = seen.index(code)
    agencies = {item.code: item.words.text(language()) for item in framework.agencies}
    members = members_of(scope, choice.this)
    rows = _rows(
        scope, choice.this, members, [leaf], access, {"participant__round": choice.this, "code": code}
    )
    return LeafPage(
        choice=choice,
        round=choice.this,
        framework=framework,
        leaf=leaf,
        name=leaf.words.text(language()),
        rule=rule_words(framework, leaf),
        agency=agencies.get(leaf.agency, leaf.agency),
        access=access,
        rows=tuple(rows),
        before=seen[at - 1] if at else "",
        after=seen[at + 1] if at + 1 < len(seen) else "",
    )


def unit_page(scope: Scope, year: int, unit_id: int, code: str = "") -> UnitPage:
    """One unit across the leaves that the reader sees, or (`code`) across one of them."""
    require_any(scope)
    member = None
    if unit_id <= LARGEST_ID:
        member = (
            participants(day_of_year(year, scope.today), unit_id=unit_id, round__year=year)
            .select_related("unit", "round__framework", "round__locality")
            .defer("round__framework__document")
            .first()
        )
    if member is None or not Reach(scope).opens(member.path, member.unit.valid_to):
        raise NotFound(_("Không có đơn vị này trong đợt đánh giá nào của năm %(year)s.") % {"year": year})
    access = access_to(scope, member.round)
    framework = framework_of(member.round.framework)
    wanted = [_leaf(scope, framework, access, code)] if code else leaves_of(framework, access)
    narrowed = {"participant": member, "code__in": [leaf.code for leaf in wanted]}
    stage = Stage(member.stage)
    part = DEADLINE_OF_STAGE.get(stage)
    return UnitPage(
        participant=member,
        unit_id=member.unit_id,
        unit=member.name_then or member.unit.name,
        year=year,
        framework=framework,
        access=access,
        rows=tuple(_rows(scope, member.round, [member], wanted, access, narrowed)),
        due=deadline(member.round, part) if part else None,
    )


def row(scope: Scope, year: int, unit_id: int, code: str) -> Row:
    """One leaf of one unit."""
    return unit_page(scope, year, unit_id, code).rows[0]


def members_of(scope: Scope, round: Round) -> list[Any]:
    """The units of a round that the scope reads, in the order of lists, with `path` and `name_then`."""
    reach = Reach(scope)
    found = participants(day_of_year(round.year, scope.today), round=round).select_related("unit")
    return [one for one in found.order_by("unit__sort_key", "pk") if reach.opens(one.path, one.unit.valid_to)]


def stage_words(stage: Stage) -> str:
    """A stage in the reader's language."""
    return STAGE_WORDS[stage].text(language())


def _leaf(scope: Scope, framework: Framework, access: Access, code: str) -> Node:
    node = framework.by_code.get(code)
    if node is None or not node.is_leaf or node.kind == SURVEY:
        raise NotFound(
            _("Bộ %(set)s không có tiêu chí thẩm định %(code)s.") % {"set": framework.code, "code": code}
        )
    if not access.sees(node):
        scope.require(Permission.APPRAISAL_MANAGE, what=code)
    return node


def _rows(
    scope: Scope,
    round: Round,
    members: Sequence[Any],
    leaves: Sequence[Node],
    access: Access,
    narrowed: Mapping[str, Any],
) -> Iterable[Row]:
    if not members:
        return
    framework = framework_of(round.framework)
    facts = {(one.participant_id, one.code): one.inputs for one in Fact.objects.filter(**narrowed)}
    notes = {(one.participant_id, one.code): one.text for one in LeafNote.objects.filter(**narrowed)}
    asked = {
        (one.participant_id, one.code): one
        for one in Question.objects.filter(edition=F("participant__edition"), **narrowed)
    }
    proofs: defaultdict[tuple[int, str], list[Proof]] = defaultdict(list)
    for proof in Proof.objects.filter(**narrowed).select_related("document").order_by("pk"):
        proofs[proof.participant_id, proof.code].append(proof)
    points: defaultdict[tuple[int, str], dict[Layer, LeafPoints]] = defaultdict(dict)
    for given in LeafPoints.objects.filter(edition=F("participant__edition"), **narrowed):
        points[given.participant_id, given.code][Layer(given.layer)] = given
    said = talk(scope, [member.pk for member in members], [leaf.code for leaf in leaves])
    members[0].round = round
    setting = setting_for(members[0])
    counts = (
        counted_inputs(scope, round.year, [member.unit_id for member in members], leaves)
        if len(leaves) == 1
        else {}
    )
    for member in members:
        stage = Stage(member.stage)
        layer = APPRAISAL_LAYER.get(stage)
        for leaf in leaves:
            key = member.pk, leaf.code
            own = {} if stage is Stage.SELF_SCORING else points[key]
            inputs, count = facts.get(key), counts.get((member.unit_id, leaf.code))
            yield Row(
                participant_id=member.pk,
                unit_id=member.unit_id,
                unit=member.name_then or member.unit.name,
                block=member.block,
                stage=stage,
                leaf=leaf,
                access=access,
                stated=shown_inputs(framework, setting, leaf, member.block, inputs) if inputs else (),
                counted=shown_inputs(framework, setting, leaf, member.block, count)
                if count and count != inputs
                else (),
                proofs=tuple(proofs.get(key, ())),
                note=notes.get(key, ""),
                own={one: given.points for one, given in own.items()},
                given=own.get(layer) if layer else None,
                question=asked.get(key),
                talk=said.get(key, SILENCE),
            )
