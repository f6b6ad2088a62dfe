"""What the council and the chair have before them: units that wait, disputed leaves, sessions, publications."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.apps.parindex.models import Dispute, Participant, Publication, Round, Session
from caicach.apps.parindex.queries import rounds
from caicach.apps.parindex.queries.comments import SILENCE, Talk, talk
from caicach.apps.parindex.queries.common import rounds as visible_rounds
from caicach.apps.parindex.queries.loading import framework_of, layers_of
from caicach.apps.units.queries import latest
from caicach.core.parindex import Node, layers
from caicach.core.parindex.layers import Layer
from caicach.core.parindex.process import STAGE_WORDS, Stage, holds_up_publication
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.errors import Conflict
from caicach.platform.wording import language


@dataclass(frozen=True, slots=True)
class Disputed:
    """A leaf before the council, with the points of its layers and what counts now; `dispute` where there is one."""

    dispute: Dispute | None
    participant: Participant
    leaf: Node
    name: str
    points: Mapping[Layer, Decimal | None]
    talk: Talk = SILENCE

    @property
    def counts(self) -> Decimal | None:
        return layers.settled(self.points)

    @property
    def is_open(self) -> bool:
        return self.dispute is not None and self.dispute.decided_at is None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A unit that waits for the council, and what of it is not decided yet."""

    participant: Participant
    open_disputes: int


@dataclass(frozen=True, slots=True)
class Council:
    """The end of a round as those see it who bring it about; `documents` says whether they may open the signed papers."""

    round: Round
    stages: tuple[tuple[str, int], ...]
    unready: int
    disputes: tuple[Disputed, ...]
    waiting: tuple[Waiting, ...]
    sessions: tuple[Session, ...]
    publications: tuple[Publication, ...]
    may_approve: bool
    may_decide: bool
    may_publish: bool
    documents: bool

    @property
    def is_publishable(self) -> bool:
        return not self.publications and not self.unready and bool(self.stages)


def ending_rounds(scope: Scope, year: int) -> list[Round]:
    """The rounds of a year and of the one before it that have units before the council or approved."""
    ending = Participant.objects.filter(stage__in=(Stage.COUNCIL, Stage.APPROVED)).values("round_id")
    return list(visible_rounds(scope, (year, year - 1)).filter(pk__in=ending))


def council(scope: Scope, round_id: int, year: int | None) -> Council:
    """The council's page of a round (of `year`, where it is stated); asks for COUNCIL_READ in its locality.

    A fixed number of queries.
    """
    made = readable(scope, round_id, year)
    path = _path(made)
    members = list(
        Participant.objects.filter(round=made).select_related("unit").order_by("unit__sort_key", "pk")
    )
    by_stage = Counter(Stage(one.stage) for one in members)
    disputes = _disputes(scope, made, {one.pk: one for one in members})
    still_open = Counter(one.participant.pk for one in disputes if one.is_open)
    return Council(
        round=made,
        stages=tuple((STAGE_WORDS[one].text(language()), by_stage[one]) for one in Stage if by_stage[one]),
        unready=sum(holds_up_publication(Stage(one.stage), one.not_ranked) for one in members),
        disputes=disputes,
        waiting=tuple(
            Waiting(one, still_open[one.pk]) for one in members if Stage(one.stage) is Stage.COUNCIL
        ),
        sessions=tuple(
            Session.objects.filter(round=made).select_related("minutes").order_by("-held_on", "-pk")
        ),
        publications=tuple(
            Publication.objects.filter(round=made)
            .select_related("decision")
            .defer("record")
            .order_by("-edition")
        ),
        may_approve=scope.may(Permission.APPRAISAL_MANAGE, path),
        may_decide=scope.may(Permission.COUNCIL_DECIDE, path),
        may_publish=scope.may(Permission.RESULTS_PUBLISH, path),
        documents=scope.may(Permission.EVIDENCE_READ, path),
    )


def before_the_council(
    scope: Scope, round_id: int, year: int | None, participant_id: int, code: str
) -> Disputed:
    """A leaf of a unit as the council decides it; asks for COUNCIL_DECIDE. NotFound for what is not in the round."""
    made = rounds.find(scope, round_id, year).round
    scope.require(Permission.COUNCIL_DECIDE, _path(made), what=str(made))
    member = Participant.objects.select_related("unit").filter(round=made, pk=participant_id).first()
    leaf = framework_of(made.framework).by_code.get(code)
    if member is None or leaf is None or not leaf.is_leaf:
        raise NotFound(_("Không có tiêu chí này trong đợt đánh giá."))
    dispute = Dispute.objects.filter(participant=member, edition=member.edition, code=code).first()
    points = layers_of(made, [member.pk]).get(member.pk, {}).get(code, {})
    return Disputed(dispute, member, leaf, leaf.words.text(language()), points)


def readable(scope: Scope, round_id: int, year: int | None) -> Round:
    """The round whose papers of the council are asked for; asks for COUNCIL_READ in its locality."""
    made = rounds.find(scope, round_id, year).round
    scope.require(Permission.COUNCIL_READ, _path(made), what=str(made))
    return made


def publication(scope: Scope, round_id: int, year: int | None, edition: int) -> Publication:
    """A publication; asks for COUNCIL_READ, because its record, read when it is asked for, holds the inputs of all units."""
    made = readable(scope, round_id, year)
    found = Publication.objects.defer("record").filter(round=made, edition=edition).first()
    if found is None:
        raise Conflict(
            _("Đợt này không có lần công bố số %(edition)s.") % {"edition": edition},
            _("Hãy xem các lần công bố ở trang hội đồng và công bố."),
        )
    return found


def correctable(found: Council) -> tuple[list[tuple[int, str]], list[tuple[str, str]]]:
    """The units and the leaves that a correcting decision may name, as (value, words)."""
    members = Participant.objects.filter(round=found.round).order_by("unit__sort_key", "pk")
    leaves = framework_of(found.round.framework).leaves
    return (
        list(members.values_list("pk", "unit__name")),
        [(leaf.code, f"{leaf.code} {leaf.words.text(language())}") for leaf in leaves],
    )


def _path(made: Round) -> str:
    unit = latest(made.locality_id)
    return str(unit.path) if unit is not None else ""


def _disputes(scope: Scope, made: Round, members: Mapping[int, Participant]) -> tuple[Disputed, ...]:
    rows = [
        one
        for one in Dispute.objects.filter(participant__round=made).order_by("decided_at", "pk")
        if one.edition == members[one.participant_id].edition
    ]
    if not rows:
        return ()
    framework = framework_of(made.framework)
    points = layers_of(made, {one.participant_id for one in rows})
    said = talk(scope, {one.participant_id for one in rows}, {one.code for one in rows})
    return tuple(
        Disputed(
            one,
            members[one.participant_id],
            framework.node(one.code),
            framework.node(one.code).words.text(language()),
            points.get(one.participant_id, {}).get(one.code, {}),
            said.get((one.participant_id, one.code), SILENCE),
        )
        for one in rows
    )
