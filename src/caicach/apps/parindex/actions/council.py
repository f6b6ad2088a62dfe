"""Disputes and the council: what is disputed, what the council decides of it, and the session that approves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.parindex.actions import checks, papers, scoring, telling
from caicach.apps.parindex.actions.appraisal import trail
from caicach.apps.parindex.actions.process import decided, move
from caicach.apps.parindex.models import Dispute, LeafPoints, Participant, Session
from caicach.apps.parindex.queries.loading import framework_of, layers_of
from caicach.core.parindex import Node, layers
from caicach.core.parindex.layers import Layer
from caicach.core.parindex.process import DISPUTABLE, STAGE_WORDS, Case, Stage, Step
from caicach.platform import clock
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.wording import said

NUMBER_LENGTH = 100


@transaction.atomic
def dispute(scope: Scope, participant_id: int, code: str, grounds: str) -> Dispute:
    """Bring a leaf of the own unit before the council; asks for SELF_SCORE_LOCK in the unit."""
    participant = checks.locked_participant(participant_id)
    node = _leaf(participant, code)
    path = str(checks.unit_for(scope, participant.unit_id, Permission.SELF_SCORE_LOCK).path)
    checks.not_published(participant.round)
    _at(participant, DISPUTABLE)
    why = checks.reason(grounds)
    found = Dispute.objects.filter(
        participant=participant, edition=participant.edition, code=node.code
    ).first()
    if found is not None and found.decided_at is not None:
        raise Conflict(
            _("Hội đồng đã quyết định tiêu chí %(code)s.") % {"code": code},
            _("Sau công bố, điểm chỉ thay đổi bằng một quyết định điều chỉnh."),
        )
    before = {"grounds": found.grounds} if found else None
    row = found or Dispute(participant=participant, edition=participant.edition, code=node.code)
    row.grounds, row.raised_at, row.raised_by_id = why, clock.now(), scope.user_id
    row.save()
    record(scope, "dispute.raised", leaf_subject(participant, code, path), before, {"grounds": why})
    telling.disputed(scope, participant, path, code, why)
    return row


@transaction.atomic
def decide(scope: Scope, participant_id: int, code: str, points: Decimal, reason: str) -> LeafPoints:
    """The council's points for a leaf, with its reason; asks for COUNCIL_DECIDE. A dispute about the leaf is decided by it."""
    participant = checks.locked_among_all(participant_id)  # the trail is written before the points are scored
    node = _leaf(participant, code)
    path = str(checks.unit_for(scope, participant.unit_id, Permission.RESULTS_READ).path)
    scope.require(Permission.COUNCIL_DECIDE, path, what=participant.unit.name)
    checks.not_published(participant.round)
    _at(participant, frozenset({Stage.COUNCIL}))
    row = write_points(scope, participant, node, points, checks.reason(reason), path, "council.decided")
    Dispute.objects.filter(
        participant=participant, edition=participant.edition, code=code, decided_at__isnull=True
    ).update(decided_at=clock.now(), decided_by_id=scope.user_id)
    scoring.update_unit(participant)
    telling.decided(scope, participant, path, code, row.version)
    return row


@transaction.atomic
def approve(
    scope: Scope,
    round_id: int,
    number: str,
    held_on: dt.date,
    participants: Collection[int],
    minutes_id: int | None = None,
) -> Session:
    """Record the session that approves units, by its minutes; asks for APPRAISAL_MANAGE. All units or none.

    `minutes_id` is the signed PDF on the locality's own shelf.
    """
    round = checks.round_within(scope, round_id, Permission.APPRAISAL_MANAGE)
    path = checks.path_of(round.locality_id)
    scope.require(Permission.APPRAISAL_MANAGE, path, what=str(round))
    checks.not_published(round)
    cleaned = checks.text(number, _("số biên bản"), NUMBER_LENGTH, required=True)
    if held_on > scope.today:
        raise Invalid(_("Ngày họp ở sau hôm nay."), _("Hãy ghi ngày phiên họp đã diễn ra."))
    units = list(
        Participant.objects.select_related("unit").filter(round=round, pk__in=participants).order_by("pk")
    )
    if not units:
        raise Invalid(_("Chưa chọn đơn vị nào để phê duyệt."), _("Hãy chọn các đơn vị đang chờ hội đồng."))
    if Session.objects.filter(round=round, number=cleaned).exists():
        raise Conflict(
            _("Biên bản số %(number)s đã được ghi.") % {"number": cleaned},
            _("Hãy kiểm tra lại số biên bản."),
        )
    for one in units:
        one.round = round
        disputes = Dispute.objects.filter(participant=one, edition=one.edition, decided_at__isnull=True)
        case = Case(open_disputes=disputes.count(), has_minutes=True)
        move(one, decided(one, Step.APPROVE, case))
    session = Session.objects.create(
        round=round,
        number=cleaned,
        held_on=held_on,
        minutes=papers.signed(round.locality, minutes_id),
        recorded_at=clock.now(),
        recorded_by_id=scope.user_id,
    )
    session.units.set(units)
    record(
        scope,
        "council.approved",
        Subject("round", round.pk, f"{round} – {round.locality.name}", path),
        None,
        {
            "minutes": cleaned,
            "held_on": held_on.isoformat(),
            "units": [one.unit.name for one in units],
        }
        | ({"document": session.minutes_id} if session.minutes_id else {}),
    )
    return session


def write_points(
    scope: Scope, participant: Participant, node: Node, points: Decimal, why: str, path: str, verb: str
) -> LeafPoints:
    """The council's layer of a leaf, checked by `core` and recorded; the caller has authorised it and scores again."""
    own = layers_of(participant.round, [participant.pk]).get(participant.pk, {}).get(node.code, {})
    faults = [said(words) for words in layers.faults(points, node.max_points, own.get(Layer.SELF), why)]
    if faults:
        raise Invalid(
            _("Điểm của tiêu chí %(code)s chưa lưu được: %(faults)s.")
            % {"code": node.code, "faults": "; ".join(faults)},
            _("Hãy sửa rồi lưu lại; điểm đang nhập vẫn còn trên màn hình."),
            faults,
        )
    row = LeafPoints.objects.filter(
        participant=participant, edition=participant.edition, code=node.code, layer=Layer.COUNCIL
    ).first() or LeafPoints(
        participant=participant,
        edition=participant.edition,
        code=node.code,
        layer=Layer.COUNCIL,
        version=0,
    )
    before = {"points": trail(row.points if row.pk else layers.settled(own))}
    row.points, row.reason, row.changed_by_id = points, why, scope.user_id
    row.version += 1
    row.save()
    record(scope, verb, leaf_subject(participant, node.code, path), before, {"points": trail(points)}, why)
    return row


def leaf_subject(participant: Participant, code: str, path: str) -> Subject:
    label = f"{code} – {participant.unit.name} – {participant.round}"
    return Subject("fact", f"{participant.pk}:{code}", label, path)


def _leaf(participant: Participant, code: str) -> Node:
    framework = framework_of(participant.round.framework)
    node = framework.by_code.get(code)
    if node is None or not node.is_leaf:
        raise NotFound(
            _("Bộ %(set)s không có tiêu chí chấm điểm %(code)s.") % {"set": framework.code, "code": code}
        )
    return node


def _at(participant: Participant, stages: Collection[Stage]) -> None:
    stage = Stage(participant.stage)
    if stage not in stages:
        raise Conflict(
            _("%(unit)s %(stage)s, nên chưa làm được việc này.")
            % {"unit": participant.unit.name, "stage": said(STAGE_WORDS[stage])},
            _("Việc này làm ở bước: %(stages)s.")
            % {"stages": ", ".join(said(STAGE_WORDS[one]) for one in Stage if one in stages)},
        )
