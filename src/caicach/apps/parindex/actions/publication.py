"""Publishing a round: its results are frozen in a record that can be computed again, and corrected only by a new decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.parindex.actions import checks, council, papers, scoring, telling
from caicach.apps.parindex.actions.process import decided, move
from caicach.apps.parindex.models import LeafPoints, Participant, Publication, Round
from caicach.apps.parindex.queries.loading import framework_of, results_digest
from caicach.apps.parindex.queries.recording import record_of
from caicach.core.parindex import record
from caicach.core.parindex.process import Case, Stage, Step, holds_up_publication
from caicach.platform import clock
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import Subject
from caicach.platform.audit.actions import record as write_trail
from caicach.platform.errors import Conflict, Invalid

Changes = Mapping[int, Mapping[str, tuple[Decimal, str]]]
"""Participant -> leaf -> (points, why), as a correcting decision states them."""

Follower = Callable[[Scope, Publication], None]
_followers: list[Follower] = []


def follow(step: Follower) -> None:
    """Let an app above say, once, in its `ready`, what follows from a publication or a correction, in the same transaction.

    Whoever published has been asked for the permission; a step that raises undoes the publication.
    """
    if step not in _followers:
        _followers.append(step)


@transaction.atomic
def publish(
    scope: Scope, round_id: int, number: str, issued_on: dt.date, decision_id: int | None = None
) -> Publication:
    """Publish a round by a decision; asks for RESULTS_PUBLISH. `decision_id` is the signed PDF on the locality's own shelf.

    Raises Conflict naming the units that are neither approved nor stated, with the reason, not to be ranked.
    """
    round, path = _managed(scope, round_id)
    checks.not_published(round)
    units = _units(round)
    _check_decision(scope, number, issued_on)
    approved = [one for one in units if Stage(one.stage) is Stage.APPROVED]
    waiting = [one.unit.name for one in units if holds_up_publication(Stage(one.stage), one.not_ranked)]
    if waiting or not approved:
        raise Conflict(
            _("Còn %(count)s đơn vị chưa được hội đồng phê duyệt, nên chưa công bố được.")
            % {"count": len(waiting)}
            if waiting
            else _("Đợt đánh giá chưa có đơn vị nào được phê duyệt."),
            _("Hãy hoàn tất các đơn vị này, hoặc ghi lý do không xếp hạng của đơn vị không được đánh giá."),
            waiting[:50],
        )
    for one in approved:
        move(one, decided(one, Step.PUBLISH, Case(has_decision=True)))
    scoring.update(round)
    return _frozen(scope, round, path, number, issued_on, decision_id, "")


@transaction.atomic
def correct(
    scope: Scope,
    round_id: int,
    number: str,
    issued_on: dt.date,
    reason: str,
    changes: Changes,
    decision_id: int | None = None,
) -> Publication:
    """Correct published points by a new decision; asks for RESULTS_PUBLISH. What was published before stays as it was."""
    round, path = _managed(scope, round_id)
    units = {one.pk: one for one in _units(round)}
    _check_decision(scope, number, issued_on)
    why = checks.reason(reason)
    if not Publication.objects.filter(round=round).exists():
        raise Conflict(_("Đợt này chưa công bố nên không có gì để điều chỉnh."))
    if not changes or set(changes) - set(units):
        raise Invalid(
            _("Quyết định điều chỉnh phải nêu tiêu chí của đơn vị trong đợt."),
            _("Hãy chọn đơn vị, tiêu chí và ghi điểm mới."),
        )
    framework = framework_of(round.framework)
    for participant_id, leaves in changes.items():
        participant = units[participant_id]
        _next_edition(participant)
        unit_path = checks.path_of(participant.unit_id)
        for code, (points, ground) in leaves.items():
            node = framework.by_code.get(code)
            if node is None or not node.is_leaf:
                raise Invalid(_("Bộ chỉ số không có tiêu chí chấm điểm %(code)s.") % {"code": code})
            council.write_points(
                scope, participant, node, points, checks.reason(ground), unit_path, "result.corrected"
            )
    scoring.update(round)
    return _frozen(scope, round, path, number, issued_on, decision_id, why)


def _next_edition(participant: Participant) -> None:
    """The layers of a unit once more, for a correction to stand beside what was published."""
    rows = list(LeafPoints.objects.filter(participant=participant, edition=participant.edition))
    participant.edition += 1
    participant.save(update_fields=["edition"])
    for row in rows:
        row.pk, row.edition = None, participant.edition
    LeafPoints.objects.bulk_create(rows)


def _frozen(
    scope: Scope,
    round: Round,
    path: str,
    number: str,
    issued_on: dt.date,
    decision_id: int | None,
    reason: str,
) -> Publication:
    """Write the record of a round whose results have just been computed."""
    cleaned = checks.text(number, _("số quyết định"), council.NUMBER_LENGTH, required=True)
    stated = {"number": cleaned, "issued_on": issued_on.isoformat(), "reason": reason}
    text = record_of(round, stated)
    publication = Publication.objects.create(
        round=round,
        edition=Publication.objects.filter(round=round).count() + 1,
        number=cleaned,
        issued_on=issued_on,
        reason=reason,
        decision=papers.signed(round.locality, decision_id),
        record=text,
        digest=record.digest(text),
        published_at=clock.now(),
        published_by_id=scope.user_id,
    )
    write_trail(
        scope,
        "round.corrected" if reason else "round.published",
        Subject("round", round.pk, f"{round} – {round.locality.name}", path),
        None,
        {
            "edition": publication.edition,
            "number": cleaned,
            "issued_on": issued_on.isoformat(),
            "digest": publication.digest,
            "results": results_digest(round.pk),
        }
        | ({"document": publication.decision_id} if publication.decision_id else {}),
        reason,
    )
    telling.published(scope, publication)
    for step in _followers:
        step(scope, publication)
    return publication


def _managed(scope: Scope, round_id: int) -> tuple[Round, str]:
    round = checks.round_within(scope, round_id, Permission.RESULTS_PUBLISH)
    path = checks.path_of(round.locality_id)
    scope.require(Permission.RESULTS_PUBLISH, path, what=str(round))
    return round, path


def _units(round: Round) -> list[Participant]:
    found = list(Participant.objects.select_related("unit").filter(round=round).order_by("pk"))
    for one in found:
        one.round = round
    return found


def _check_decision(scope: Scope, number: str, issued_on: dt.date) -> None:
    checks.text(number, _("số quyết định"), council.NUMBER_LENGTH, required=True)
    if issued_on > scope.today:
        raise Invalid(
            _("Ngày ban hành quyết định ở sau hôm nay."), _("Hãy công bố khi quyết định đã được ký.")
        )
