"""The steps of a unit through the round; `core.parindex.process` decides each, here it is authorised, written and recorded."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from caicach.apps.documents.models import Document
from caicach.apps.parindex import exact_json
from caicach.apps.parindex.actions import checks, papers, scoring, telling
from caicach.apps.parindex.models import LeafPoints, Participant, Round, Submission
from caicach.apps.parindex.models.process import SubmissionKind
from caicach.apps.parindex.queries import process as queries
from caicach.core.parindex.layers import Layer
from caicach.core.parindex.process import PARTS, STEP_WORDS, Case, Stage, Step, decide, lateness
from caicach.platform import clock
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.wording import said


@transaction.atomic
def set_deadlines(scope: Scope, round_id: int, deadlines: Mapping[str, dt.date | None], reason: str) -> Round:
    """State the deadlines of the parts of the process (see `core.parindex.process.PARTS`); each not before the one before it."""
    round = checks.round_within(scope, round_id, Permission.ROUND_MANAGE)
    path = checks.path_of(round.locality_id)
    scope.require(Permission.ROUND_MANAGE, path, what=str(round))
    why = checks.reason(reason)
    if unknown := set(deadlines) - set(PARTS):
        raise Invalid(_("Không có thời hạn “%(part)s”.") % {"part": ", ".join(sorted(unknown))})
    stated = [(part, day) for part in PARTS if (day := deadlines.get(part)) is not None]
    for (_earlier, first), (_later, second) in pairwise(stated):
        if second < first:
            raise Invalid(
                _("Thời hạn của bước sau (%(second)s) đứng trước thời hạn của bước trước (%(first)s).")
                % {"first": f"{first:%d/%m/%Y}", "second": f"{second:%d/%m/%Y}"},
                _("Hãy ghi các thời hạn theo thứ tự các bước."),
            )
    fresh = {part: day.isoformat() for part, day in stated}
    if fresh != round.deadlines:
        before, round.deadlines = round.deadlines, fresh
        round.save(update_fields=["deadlines"])
        subject = Subject("round", round.pk, f"{round} – {round.locality.name}", path)
        record(scope, "round.deadlines_set", subject, before, fresh, why)
    return round


@transaction.atomic
def lock(scope: Scope, participant_id: int, report_id: int | None) -> Submission:
    """Lock the self-score with the signed report; the points of every leaf become the self-score layer.

    Asks for SELF_SCORE_LOCK in the unit. Raises Conflict with everything that stands in the way.
    """
    participant, path = _mine(scope, participant_id, Permission.SELF_SCORE_LOCK)
    report = papers.signed(participant.unit, report_id)
    state = queries.state_of(participant)
    case = state.case(has_signed_file=report is not None)
    target = decided(participant, Step.LOCK, case, queries.waiting_for(participant, state.gaps))
    assert report is not None
    points = queries.own_points(participant)
    submission = _hand_in(scope, participant, SubmissionKind.SELF_SCORE, report, points)
    LeafPoints.objects.bulk_create(
        LeafPoints(
            participant=participant,
            edition=participant.edition,
            code=code,
            layer=Layer.SELF,
            points=own,
            changed_by_id=scope.user_id,
        )
        for code, own in points.items()
    )
    move(participant, target)
    scoring.update_unit(participant)
    record(
        scope,
        "self_score.locked",
        _subject(participant, path),
        None,
        {"number": submission.number, "report": report.pk, "digest": submission.digest}
        | ({"days_late": submission.days_late} if submission.days_late else {}),
    )
    telling.locked(scope, participant, path, submission)
    return submission


@transaction.atomic
def withdraw(scope: Scope, participant_id: int, reason: str) -> Participant:
    """Take a locked self-score back before the appraisal begins, to mend it."""
    participant, path = _mine(scope, participant_id, Permission.SELF_SCORE_LOCK)
    return _reopen(scope, participant, path, Step.WITHDRAW, "self_score.withdrawn", reason)


@transaction.atomic
def unlock(scope: Scope, participant_id: int, reason: str) -> Participant:
    """Give a unit its self-score back to mend, also during the appraisal; asks for ROUND_MANAGE.

    What was appraised so far stays in its edition; the next one is appraised anew.
    """
    participant, path = _managed(scope, participant_id, Permission.ROUND_MANAGE)
    return _reopen(scope, participant, path, Step.UNLOCK, "self_score.unlocked", reason)


@transaction.atomic
def start_appraisal(scope: Scope, participant_id: int) -> Participant:
    """Begin to appraise a unit; asks for APPRAISAL_MANAGE."""
    return _step(scope, participant_id, Step.START_APPRAISAL, "appraisal.started")


@transaction.atomic
def ask(scope: Scope, participant_id: int) -> Participant:
    """Send the unit the questions that its appraisers have; asks for APPRAISAL_MANAGE."""
    participant = _step(scope, participant_id, Step.ASK, "explanation.asked")
    telling.asked(scope, participant, checks.path_of(participant.unit_id))
    return participant


@transaction.atomic
def explain(scope: Scope, participant_id: int, report_id: int | None) -> Submission:
    """Hand in the explanation with its signed file; asks for SELF_SCORE_LOCK in the unit."""
    participant, path = _mine(scope, participant_id, Permission.SELF_SCORE_LOCK)
    report = papers.signed(participant.unit, report_id)
    state = queries.state_of(participant)
    target = decided(participant, Step.EXPLAIN, state.case(has_signed_file=report is not None))
    assert report is not None
    points = queries.own_points(participant)
    submission = _hand_in(scope, participant, SubmissionKind.EXPLANATION, report, points)
    move(participant, target)
    after = {"number": submission.number, "report": report.pk, "digest": submission.digest}
    record(scope, "explanation.sent", _subject(participant, path), None, after)
    telling.explained(scope, participant, path, submission)
    return submission


@transaction.atomic
def appraise_again(scope: Scope, participant_id: int) -> Participant:
    """Begin the second appraisal; asks for APPRAISAL_MANAGE."""
    return _step(scope, participant_id, Step.APPRAISE_AGAIN, "appraisal.second_started")


@transaction.atomic
def refer(scope: Scope, participant_id: int) -> Participant:
    """Refer a unit to the council once all its leaves are appraised; asks for APPRAISAL_MANAGE."""
    return _step(scope, participant_id, Step.REFER, "appraisal.referred")


def _step(scope: Scope, participant_id: int, step: Step, verb: str) -> Participant:
    participant, path = _managed(scope, participant_id, Permission.APPRAISAL_MANAGE)
    before = participant.stage
    target = decided(participant, step, queries.state_of(participant).case())
    move(participant, target)
    record(scope, verb, _subject(participant, path), {"stage": before}, {"stage": target.value})
    return participant


def _reopen(
    scope: Scope, participant: Participant, path: str, step: Step, verb: str, reason: str
) -> Participant:
    why = checks.reason(reason)
    before = participant.stage
    target = decided(participant, step, Case(has_reason=True))
    Submission.objects.filter(
        participant=participant, kind=SubmissionKind.SELF_SCORE, withdrawn_at__isnull=True
    ).update(withdrawn_at=clock.now(), withdrawn_reason=why)
    participant.edition += 1
    participant.save(update_fields=["edition"])
    move(participant, target)
    scoring.update_unit(participant)
    record(scope, verb, _subject(participant, path), {"stage": before}, {"stage": target.value}, why)
    telling.reopened(scope, participant, path, verb, why)
    return participant


def _mine(scope: Scope, participant_id: int, permission: Permission) -> tuple[Participant, str]:
    """The participant, its round locked, for somebody who holds a permission in the unit."""
    participant = checks.locked_participant(participant_id)
    unit = checks.unit_for(scope, participant.unit_id, permission)
    checks.not_published(participant.round)
    return participant, str(unit.path)


def _managed(scope: Scope, participant_id: int, permission: Permission) -> tuple[Participant, str]:
    """The participant, its round locked, for somebody who holds a permission in the round's locality."""
    participant = checks.locked_participant(participant_id)
    unit = checks.unit_for(scope, participant.unit_id, Permission.RESULTS_READ)
    if not scope.everything:
        locality = checks.path_of(participant.round.locality_id)
        scope.require(permission, locality, what=participant.unit.name)
    checks.not_published(participant.round)
    return participant, str(unit.path)


def decided(participant: Participant, step: Step, case: Case, explained: Sequence[str] = ()) -> Stage:
    """The stage that a step leads to. Raises Conflict with every fault that `core` finds; `explained` says more of them."""
    decision = decide(Stage(participant.stage), step, case)
    if decision.allowed:
        return decision.target
    faults = [*(said(fault) for fault in decision.faults), *explained]
    raise Conflict(
        _("Chưa %(step)s của %(unit)s được: %(faults)s.")
        % {
            "step": said(STEP_WORDS[step]),
            "unit": participant.unit.name,
            "faults": "; ".join(faults),
        },
        _("Hãy bổ sung những mục nêu trên rồi thực hiện lại; chưa có gì thay đổi."),
        faults,
    )


def move(participant: Participant, target: Stage) -> None:
    """Put a unit at a stage that `decided` has given."""
    participant.stage = target.value
    participant.stage_since = clock.now()
    participant.save(update_fields=["stage", "stage_since"])


def _hand_in(
    scope: Scope,
    participant: Participant,
    kind: SubmissionKind,
    report: Document,
    points: Mapping[str, Decimal | None],
) -> Submission:
    now = clock.now()
    due = queries.deadline(
        participant.round, kind.value
    )  # the parts of the process are named as what they end with
    contents = exact_json.dumps(queries.handed_in(participant, points))
    last = Submission.objects.filter(participant=participant, kind=kind).aggregate(last=Max("number"))["last"]
    submission = Submission(
        participant=participant,
        kind=kind,
        number=(last or 0) + 1,
        report=report,
        due_on=due,
        days_late=lateness(now.astimezone(clock.VIETNAM), due).days,
        contents=contents,
        digest=hashlib.sha256(f"{contents}\n{report.file.sha256}".encode()).hexdigest(),
        submitted_at=now,
        submitted_by_id=scope.user_id,
    )
    submission.save(force_insert=True)
    return submission


def _subject(participant: Participant, path: str) -> Subject:
    return Subject("participant", participant.pk, f"{participant.unit.name} – {participant.round}", path)
