"""The internal process: handing over, step by step with its clock (form 05), other officers, other units' opinions, the
result.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.dossiers.actions import books, checks, deadlines, groups, papers, slips, telling
from caicach.apps.dossiers.actions.deciding import Held, Told, decided, done, held, only_own
from caicach.apps.dossiers.actions.papers import ResultIn
from caicach.apps.dossiers.models import Consultation, Dossier, StepRun
from caicach.apps.dossiers.queries.dossier import officers_for
from caicach.apps.dossiers.slips import compose
from caicach.apps.procedures.models import Step
from caicach.apps.units.models import Unit
from caicach.apps.units.queries import ids_of
from caicach.core.dossiers.lifecycle import Act, Case
from caicach.platform.access import NotFound, Scope
from caicach.platform.accounts.models import User
from caicach.platform.errors import Invalid

WHOLE = "Giải quyết hồ sơ"
"""The one step of a procedure whose internal process nobody has entered."""
MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class Question:
    """What another unit is asked, and within how many working days it answers."""

    unit_id: int
    question: str
    days: Decimal = Decimal(2)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a dossier ends: with results, or `denied` with the reason why it cannot be granted."""

    results: Sequence[ResultIn] = ()
    denied: bool = False
    reason: str = ""
    note: str = ""


@transaction.atomic
def hand_over(
    scope: Scope,
    dossier_id: int,
    version: int,
    officer_id: int,
    *,
    handling_unit_id: int | None = None,
    note: str = "",
) -> Dossier:
    """Give a received dossier to an officer of the unit that handles it: the first step begins, form 05 is written."""
    one = held(scope, dossier_id, version, Act.HAND_OVER)
    dossier = one.dossier
    if handling_unit_id is not None and handling_unit_id != dossier.handling_unit_id:
        dossier.handling_unit = _same_locality(dossier, handling_unit_id)
    officer = _officer(one, officer_id)
    target = decided(one, Case(one.law, has_officer=True))
    dossier.officer = officer
    run = _begin(one, _planned(dossier, 0), officer)
    slip = slips.make(scope, dossier, compose.control(dossier), slips.Given())
    data = {"officer": officer.pk, "officer_name": officer.display_name, "step": run.order, "slip": slip.pk}
    told = Told(
        checks.note(note),
        data,
        ("handling_unit", "officer", "step"),
        None,
        {"officer": officer.username, "handling_unit": dossier.handling_unit.name},
    )
    changed = done(one, target, told)
    telling.given(scope, changed)
    return changed


@transaction.atomic
def finish_step(
    scope: Scope, dossier_id: int, version: int, *, note: str = "", next_officer_id: int | None = None
) -> Dossier:
    """End the step that is running; the next one begins with `next_officer_id`, else with the same officer.

    After the last step the dossier waits to be finished.
    """
    one = held(scope, dossier_id, version, Act.FINISH_STEP)
    only_own(one)
    dossier = one.dossier
    running = _running(dossier)
    target = decided(one, Case(one.law, step_running=running is not None))
    assert running is not None
    _end(one, running, note)
    data: dict[str, object] = {"step": running.order}
    following = _planned(dossier, running.order)
    if following is not None:
        officer = dossier.officer if next_officer_id is None else _officer(one, next_officer_id)
        dossier.officer = officer
        _begin(one, following, officer)
        data |= {"next": following.order, "officer": officer.pk if officer else None}
    changed = done(one, target, Told(checks.note(note), data, ("officer", "step")))
    telling.given(scope, changed)
    return changed


@transaction.atomic
def reassign(scope: Scope, dossier_id: int, version: int, officer_id: int, reason: str) -> Dossier:
    """Give the dossier and its running step to another officer; asks for DOSSIERS_MANAGE."""
    one = held(scope, dossier_id, version, Act.REASSIGN)
    dossier, why = one.dossier, checks.note(reason)
    officer = _officer(one, officer_id)
    target = decided(one, Case(one.law, has_officer=True, has_reason=bool(why)))
    before = dossier.officer.username if dossier.officer else ""
    dossier.officer = officer
    running = _running(dossier)
    if running is not None:
        running.officer = officer
        running.save(update_fields=["officer"])
    data = {"officer": officer.pk, "officer_name": officer.display_name}
    told = Told(why, data, ("officer",), {"officer": before}, {"officer": officer.username})
    changed = done(one, target, told)
    telling.given(scope, changed)
    return changed


@transaction.atomic
def consult(scope: Scope, dossier_id: int, version: int, question: Question) -> Dossier:
    """Ask another unit of the locality for its opinion, with a deadline of its own; the dossier's clock runs on."""
    one = held(scope, dossier_id, version, Act.CONSULT)
    only_own(one)
    dossier = one.dossier
    words = checks.text(question.question, _("nội dung lấy ý kiến"), longest=2000)
    target = decided(one, Case(one.law, has_question=bool(words)))
    if not 0 < question.days <= MOST_DAYS:
        raise Invalid(
            _("Thời hạn trả lời phải trên 0 và không quá %(most)s ngày làm việc.") % {"most": MOST_DAYS},
            _("Hãy nhập lại số ngày, ví dụ 2."),
        )
    unit = _same_locality(dossier, question.unit_id)
    if unit.pk == dossier.handling_unit_id:
        raise Invalid(_("Không lấy ý kiến của chính cơ quan đang giải quyết."), _("Hãy chọn cơ quan khác."))
    asked = Consultation.objects.create(
        dossier=dossier,
        unit=unit,
        question=words,
        asked_at=one.now,
        due_at=deadlines.after_step(dossier.unit_id, one.now, question.days),
    )
    data = {"consultation": asked.pk, "unit": unit.name, "due_at": asked.due_at.isoformat()}
    changed = done(one, target, Told(data=data, after={"consulted": unit.name}))
    telling.asked(scope, changed, unit)
    return changed


@transaction.atomic
def answer(scope: Scope, consultation_id: int, version: int, words: str) -> Dossier:
    """Record the opinion of a unit that was asked: by its own people, or by whoever handles the dossier and has it in writing."""
    asked = Consultation.objects.filter(pk=consultation_id).first()
    if asked is None:
        raise NotFound(_("Không có nội dung lấy ý kiến này trong phạm vi của anh/chị."))
    one = held(scope, asked.dossier_id, version, Act.ANSWER, also=asked.unit_id)
    asked.refresh_from_db()
    said = checks.text(words, _("nội dung trả lời"), longest=2000)
    case = Case(one.law, has_question=bool(said), open_consultations=int(asked.answered_at is None))
    target = decided(one, case)
    asked.answered_at, asked.answer = one.now, said
    asked.save(update_fields=["answered_at", "answer"])
    changed = done(one, target, Told(data={"consultation": asked.pk, "late": one.now > asked.due_at}))
    telling.answered(scope, changed)
    return changed


@transaction.atomic
def finish(scope: Scope, dossier_id: int, version: int, outcome: Outcome) -> Dossier:
    """Settle a dossier (status 9): the last step ends, the clock stops, the results are kept for the applicant's next dossier.

    Parts of an interlinked matter that waited for it start (`groups.go_on`).
    """
    one = held(scope, dossier_id, version, Act.FINISH)
    only_own(one)
    dossier, why = one.dossier, checks.note(outcome.reason)
    running = _running(dossier)
    is_last = running is None or _planned(dossier, running.order) is None
    case = Case(
        one.law,
        handed_over=dossier.steps.exists(),
        same_day=dossier.same_day,
        step_running=not is_last,
        open_consultations=dossier.consultations.filter(answered_at=None).count(),
        has_result=bool(outcome.results) and not outcome.denied,
        denied=outcome.denied,
        has_reason=bool(why),
    )
    target = decided(one, case)
    if running is not None:
        _end(one, running, outcome.note)
    results = papers.add_results(dossier, outcome.results)
    dossier.finished_at = dossier.ended_at = one.now
    dossier.denied = outcome.denied
    books.enter_result(dossier)
    data = {"results": [row.name for row in results], "denied": outcome.denied}
    told = Told(
        why or checks.note(outcome.note),
        data,
        ("finished_at", "ended_at", "denied"),
        None,
        {"denied": outcome.denied, "results": len(results)},
    )
    changed = done(one, target, told)
    groups.go_on(scope, changed)
    return changed


def _planned(dossier: Dossier, after: int) -> Step | None:
    return (
        Step.objects.filter(version_id=dossier.procedure_version_id, order__gt=after)
        .order_by("order")
        .first()
    )


def _begin(one: Held, step: Step | None, officer: User | None) -> StepRun:
    """The run of a step from now on, with its own due moment; without a plan the whole work is one step, due with the dossier."""
    dossier = one.dossier
    run = StepRun.objects.create(
        dossier=dossier,
        order=step.order if step else 1,
        name=step.name if step else WHOLE,
        unit_id=dossier.handling_unit_id,
        given_by_id=one.scope.user_id,
        officer=officer,
        started_at=one.now,
        due_at=deadlines.after_step(dossier.unit_id, one.now, step.days) if step else dossier.due_at,
    )
    dossier.step = run.order
    return run


def _end(one: Held, run: StepRun, note: str) -> None:
    run.finished_at, run.done_by_id = one.now, one.scope.user_id
    run.note = checks.note(note)
    run.save(update_fields=["finished_at", "done_by", "note"])


def _running(dossier: Dossier) -> StepRun | None:
    return dossier.steps.filter(finished_at=None).order_by("order").first()


def _officer(one: Held, officer_id: int) -> User:
    """Somebody who may handle dossiers of the unit; Invalid for anybody else."""
    unit = one.dossier.handling_unit
    for user in officers_for(one.scope, unit):
        if user.pk == officer_id:
            return user
    raise Invalid(
        _("Người được chọn không có vị trí giải quyết hồ sơ ở %(unit)s.") % {"unit": unit.name},
        _("Hãy chọn người khác trong danh sách, hoặc đề nghị quản trị hệ thống bổ sung vị trí công tác."),
    )


def _same_locality(dossier: Dossier, unit_id: int) -> Unit:
    unit = checks.placed(unit_id)
    if ids_of(unit.path)[0] != dossier.locality_id:
        raise Invalid(_("Đơn vị này không thuộc địa phương."), _("Hãy chọn một đơn vị trong địa phương."))
    return unit
