"""What the letters of a round are made of: published or present results, the council's session, the lost points of a unit.

A decision is always read from a record: that of the publication, or one that is made of the present results, so that the draft
shows what the decision will say. Letters are Vietnamese, in whatever language their reader uses the screen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from caicach.apps.parindex.models import Dispute, LeafPoints, Participant, Publication, Round, Session
from caicach.apps.parindex.queries import council as council_queries
from caicach.apps.parindex.queries.appraisal_layers import unit_layers
from caicach.apps.parindex.queries.loading import framework_of
from caicach.apps.parindex.queries.recording import draft_of, results_of
from caicach.apps.parindex.queries.sheet_model import Line, Sheet
from caicach.apps.parindex.queries.unit_sheet import sheet
from caicach.apps.units.models import Unit
from caicach.apps.units.queries import PostFilter, latest, posts_on
from caicach.core.parindex import Framework, process
from caicach.core.parindex.layers import DECIDING, Layer
from caicach.core.parindex.process import Stage
from caicach.core.parindex.published import Published
from caicach.platform.access import NotFound, Permission, Role, Scope
from caicach.platform.errors import Conflict

APPRAISED = (Layer.APPRAISED_2, Layer.APPRAISED_1)


@dataclass(frozen=True, slots=True)
class Issued:
    """Number and day of a decision as they were recorded."""

    number: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class DecisionData:
    """What a publication decision says. `issued` is None for a draft; `corrected` is the first decision, for a correction."""

    locality: Unit
    subject: str
    results: Published
    minutes: tuple[Issued, ...]
    signer: str
    year_of_issue: int
    issued: Issued | None = None
    corrected: Issued | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DisputedLeaf:
    """A leaf before the council; `decided` is None while it has not decided, or where the leaf does not apply."""

    unit: str
    code: str
    name: str
    max_points: Decimal
    self_scored: Decimal | None
    appraised: Decimal | None
    grounds: str
    decided: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class MinutesData:
    """What the minutes of a session say. `held` is None for the draft of a session to come."""

    locality: Unit
    year: int
    subject: str
    units: tuple[str, ...]
    disputes: tuple[DisputedLeaf, ...]
    members: tuple[str, ...]
    secretary: str
    year_of_session: int
    held: Issued | None = None


@dataclass(frozen=True, slots=True)
class LostLeaf:
    """A leaf that lost points, with the unit's own points and why; `area` is the code of the area above it."""

    area: str
    line: Line
    self_scored: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class ResultData:
    """What the letter to a unit says. `decision` is None before the publication."""

    locality: Unit
    sheet: Sheet
    lost: tuple[LostLeaf, ...]
    year_of_issue: int
    decision: Issued | None = None


def decision(scope: Scope, round_id: int, year: int, edition: int) -> DecisionData:
    """A published decision, from its record alone; asks for COUNCIL_READ. Conflict for an edition that is not there."""
    found = council_queries.publication(scope, round_id, year, edition)
    made = found.round
    first = Publication.objects.defer("record").filter(round=made, edition=1).get()
    return DecisionData(
        locality=made.locality,
        subject=made.subject,
        results=results_of(found.digest, found.pk),
        minutes=_minutes_of(made),
        signer=_only(_names(scope, made, Role.CHAIR, found.issued_on)),
        year_of_issue=found.issued_on.year,
        issued=Issued(found.number, found.issued_on),
        corrected=Issued(first.number, first.issued_on) if edition > 1 else None,
        reason=found.reason,
    )


def decision_draft(scope: Scope, round_id: int, year: int) -> DecisionData:
    """The decision as it would be now; asks for COUNCIL_READ. Conflict once the round is published."""
    made = council_queries.readable(scope, round_id, year)
    published = Publication.objects.defer("record").filter(round=made).order_by("edition").first()
    if published is not None:
        raise Conflict(
            _("Đợt này đã công bố theo %(number)s.") % {"number": published.number},
            _("Hãy tải quyết định của lần công bố ở trang hội đồng và công bố."),
        )
    return DecisionData(
        locality=made.locality,
        subject=made.subject,
        results=draft_of(made),
        minutes=_minutes_of(made),
        signer=_only(_names(scope, made, Role.CHAIR, scope.today)),
        year_of_issue=scope.today.year,
    )


def minutes(scope: Scope, round_id: int, year: int, session_id: int) -> MinutesData:
    """A recorded session: the units it approved and their disputed leaves; asks for COUNCIL_READ. Conflict for none."""
    made = council_queries.readable(scope, round_id, year)
    session = Session.objects.filter(round=made, pk=session_id).first()
    if session is None:
        raise Conflict(
            _("Đợt này không có phiên họp này."),
            _("Hãy xem các phiên họp ở trang hội đồng và công bố."),
        )
    members = list(session.units.select_related("unit").order_by("unit__sort_key", "pk"))
    editions = _editions_at(members, session.recorded_at)
    return _session(scope, made, members, editions, Issued(session.number, session.held_on))


def minutes_draft(scope: Scope, round_id: int, year: int) -> MinutesData:
    """The session to come: the units that wait and what of them is disputed; asks for COUNCIL_READ."""
    made = council_queries.readable(scope, round_id, year)
    members = [one for one in _members(made) if Stage(one.stage) is Stage.COUNCIL]
    return _session(scope, made, members, {one.pk: one.edition for one in members}, None)


def result(scope: Scope, year: int, unit_id: int) -> ResultData:
    """The result of a unit with its lost points; whoever may read the unit's sheet may read it.

    NotFound where the unit took part in no round. Conflict before its points were appraised.
    """
    with override("vi"):
        shown = sheet(scope, year, unit_id)
    member = shown.participant
    if member is None or shown.score is None or shown.framework is None:
        raise NotFound(_("Đơn vị không có kết quả trong đợt đánh giá nào của năm này."))
    made = member.round
    published = Publication.objects.defer("record").filter(round=made).order_by("-edition").first()
    if published is None and Stage(member.stage) not in process.APPRAISED:
        raise Conflict(
            _("Kết quả của %(unit)s chưa thẩm định xong.") % {"unit": shown.name},
            _("Thông báo kết quả có khi đơn vị đã sang bước hội đồng."),
        )
    layers = {one.leaf.code: one for one in unit_layers(scope, year, unit_id).leaves}
    reasons = _reasons(member)
    return ResultData(
        locality=made.locality,
        sheet=shown,
        lost=tuple(
            LostLeaf(
                area=shown.framework.path(line.code)[0].code,
                line=line,
                self_scored=layers[line.code].points.get(Layer.SELF),
                reason=reasons.get(line.code) or line.reason,
            )
            for line in shown.leaves
            if line.lost > 0
        ),
        year_of_issue=scope.today.year,
        decision=Issued(published.number, published.issued_on) if published else None,
    )


def has_result(shown: Sheet) -> bool:
    """Whether there is a letter with the result of a unit, as far as its own stage says it."""
    member = shown.participant
    return member is not None and shown.score is not None and Stage(member.stage) in process.APPRAISED


# --- the session -----------------------------------------------------------------------------------------------------


def _session(
    scope: Scope, made: Round, members: list[Participant], editions: dict[int, int], held: Issued | None
) -> MinutesData:
    day = held.day if held else scope.today
    return MinutesData(
        locality=made.locality,
        year=made.year,
        subject=made.subject,
        units=tuple(one.unit.name for one in members),
        disputes=tuple(_disputed(framework_of(made.framework), members, editions)),
        members=_names(scope, made, Role.COUNCIL_MEMBER, day),
        secretary=_only(_names(scope, made, Role.COUNCIL_SECRETARY, day)),
        year_of_session=day.year,
        held=held,
    )


def _disputed(
    framework: Framework, members: list[Participant], editions: dict[int, int]
) -> list[DisputedLeaf]:
    """The disputed leaves of these editions of the units' points, in the order of the units."""
    ids = [one.pk for one in members]
    disputes = [
        one
        for one in Dispute.objects.filter(participant_id__in=ids).order_by("pk")
        if one.edition == editions.get(one.participant_id)
    ]
    rows = LeafPoints.objects.filter(
        participant_id__in={one.participant_id for one in disputes}, code__in={one.code for one in disputes}
    )
    points = {(one.participant_id, one.edition, one.code, Layer(one.layer)): one for one in rows}
    order = {pk: at for at, pk in enumerate(ids)}
    names = {one.pk: one.unit.name for one in members}
    found = []
    for one in sorted(disputes, key=lambda dispute: (order[dispute.participant_id], dispute.pk)):
        own = {
            layer: points.get((one.participant_id, one.edition, one.code, layer))
            for layer in (Layer.SELF, *DECIDING)
        }
        scored, council = own[Layer.SELF], own[Layer.COUNCIL]
        appraised = next((row for layer in APPRAISED if (row := own[layer]) is not None), None)
        leaf = framework.node(one.code)
        found.append(
            DisputedLeaf(
                unit=names[one.participant_id],
                code=leaf.code,
                name=leaf.name,
                max_points=leaf.max_points,
                self_scored=scored.points if scored else None,
                appraised=appraised.points if appraised else None,
                grounds=one.grounds,
                decided=council.points if council else None,
                reason=council.reason if council else "",
            )
        )
    return found


def _members(made: Round) -> list[Participant]:
    return list(
        Participant.objects.filter(round=made).select_related("unit").order_by("unit__sort_key", "pk")
    )


def _editions_at(members: Collection[Participant], moment: dt.datetime) -> dict[int, int]:
    """Which edition of each unit's points lay before the council: a later correction copies them into a new one."""
    rows = LeafPoints.objects.filter(
        participant__in=members, layer=Layer.SELF, changed_at__lte=moment
    ).values_list("participant_id")
    return dict(rows.annotate(last=Max("edition")).order_by())


# --- the unit --------------------------------------------------------------------------------------------------------


def _reasons(member: Participant) -> dict[str, str]:
    """Why the points that count are what they are, by leaf: the words of whoever decided last."""
    rows = LeafPoints.objects.filter(participant=member, edition=member.edition, layer__in=DECIDING)
    given = {(one.code, Layer(one.layer)): one.reason for one in rows if one.points is not None}
    codes = {code for code, layer in given}
    return {code: next(given[code, layer] for layer in DECIDING if (code, layer) in given) for code in codes}


# --- people and papers -----------------------------------------------------------------------------------------------


def _names(scope: Scope, made: Round, role: Role, day: dt.date) -> tuple[str, ...]:
    """Who holds a role in the locality on a day, by given name; nobody where the reader may not read its people."""
    top = latest(made.locality_id)
    if top is None or not scope.may(Permission.UNITS_READ, top.path):
        return ()
    posts = posts_on(scope, day, PostFilter(role=role.value))
    names = (post.user.display_name for post in posts if post.path.startswith(top.path))
    return tuple(dict.fromkeys(name for name in names if name))


def _only(names: tuple[str, ...]) -> str:
    """The name where there is just one; of several nobody knows who signs."""
    return names[0] if len(names) == 1 else ""


def _minutes_of(made: Round) -> tuple[Issued, ...]:
    rows = Session.objects.filter(round=made).order_by("held_on", "pk")
    return tuple(Issued(one.number, one.held_on) for one in rows)
