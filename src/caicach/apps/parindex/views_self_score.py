"""/chi-so/<year>/don-vi/<unit>/chot/: what lacks, the points as they stand, the lock with its signed report, the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caicach.apps.parindex.actions import checks, process
from caicach.apps.parindex.forms_self_score import ReopenForm, SignedFileForm
from caicach.apps.parindex.models import Submission
from caicach.apps.parindex.queries import facts, self_score, unit_sheet
from caicach.apps.parindex.queries.facts import Line, Sheet
from caicach.apps.parindex.signed_files import offered, step_with_file
from caicach.apps.parindex.stages import chip_of
from caicach.apps.parindex.views_facts import tabs
from caicach.apps.parindex.views_support import attempt, page
from caicach.core.parindex.process import Step
from caicach.platform.access import Permission, Request

HandIn = Callable[[int | None], Submission]


@require_safe
def self_score_page(request: Request, year: int, unit_id: int) -> HttpResponse:
    """Everything that the head looks at before signing, and what was handed in."""
    return _shown(request, facts.sheet(request.scope, year, unit_id))


@require_POST
def lock(request: Request, year: int, unit_id: int) -> HttpResponse:
    """Lock the self-score with the signed report."""
    shown = _opened(request, year, unit_id)
    participant = self_score.participating(shown)
    return _hand_in(
        request,
        shown,
        Step.LOCK,
        lambda report: process.lock(request.scope, participant.pk, report),
        _("Đã chốt điểm tự chấm năm %(year)s, lần nộp thứ %(number)s."),
    )


@require_POST
def explain(request: Request, year: int, unit_id: int) -> HttpResponse:
    """Hand in the explanation with its signed file."""
    shown = _opened(request, year, unit_id)
    participant = self_score.participating(shown)
    return _hand_in(
        request,
        shown,
        Step.EXPLAIN,
        lambda report: process.explain(request.scope, participant.pk, report),
        _("Đã gửi giải trình năm %(year)s, lần nộp thứ %(number)s."),
    )


@require_POST
def withdraw(request: Request, year: int, unit_id: int) -> HttpResponse:
    """Take the locked self-score back, to mend it."""
    shown = _opened(request, year, unit_id)
    participant = self_score.participating(shown)
    form = ReopenForm(request.POST, prefix="rut")
    if form.is_valid():
        why = form.cleaned_data["reason"]
        if attempt(form, lambda: process.withdraw(request.scope, participant.pk, why)):
            messages.success(request, _("Đã rút bản đã chốt; đơn vị sửa được số liệu và minh chứng."))
            return redirect("parindex:self_score", year, unit_id)
    return _shown(request, shown, withdraw_form=form)


@require_POST
def unlock(request: Request, year: int, unit_id: int) -> HttpResponse:
    """Give the unit its self-score back to mend, for the framework manager."""
    shown = facts.sheet(request.scope, year, unit_id)
    participant = self_score.participating(shown)
    request.scope.require(
        Permission.ROUND_MANAGE, f"{participant.round.locality_id}/", what=shown.unit.shown_name
    )
    form = ReopenForm(request.POST, prefix="mo")
    if form.is_valid():
        why = form.cleaned_data["reason"]
        if attempt(form, lambda: process.unlock(request.scope, participant.pk, why)):
            messages.success(
                request, _("Đã mở khóa; %(unit)s sửa được điểm tự chấm.") % {"unit": shown.unit.shown_name}
            )
            return redirect("parindex:self_score", year, unit_id)
    return _shown(request, shown, unlock_form=form)


def _opened(request: Request, year: int, unit_id: int) -> Sheet:
    """The sheet for whoever locks it; Refused for others before anything is read of what they sent."""
    shown = facts.sheet(request.scope, year, unit_id)
    checks.unit_for(request.scope, unit_id, Permission.SELF_SCORE_LOCK)
    return shown


def _hand_in(request: Request, shown: Sheet, step: Step, act: HandIn, done: str) -> HttpResponse:
    """Take a step with its signed file; what is refused stands on the page as it was sent."""
    year, unit_id = shown.year, shown.unit.pk
    standing = self_score.progress(request.scope, shown)
    possible = standing.may_lock if step is Step.LOCK else standing.may_explain
    form = SignedFileForm(offered(request, unit_id), request.POST, request.FILES)
    if form.is_valid():
        submission = step_with_file(request.scope, form, year, unit_id, act, possible=possible)
        if submission is not None:
            messages.success(request, done % {"year": year, "number": submission.number})
            return redirect("parindex:self_score", year, unit_id)
    return _shown(request, shown, signed_form=form)


def _shown(request: Request, shown: Sheet, **refused: forms.Form) -> HttpResponse:
    standing = self_score.progress(request.scope, shown)
    gaps = standing.state.gaps
    context: dict[str, Any] = {
        "sheet": shown,
        "progress": standing,
        "stage": chip_of(standing.stage),
        "result": unit_sheet.sheet(request.scope, shown.year, shown.unit.pk),
        "without_input": _lines(shown, gaps.without_input),
        "without_evidence": _lines(shown, gaps.without_evidence),
        "asked": [(_lines(shown, [one.code])[0], one) for one in standing.asked],
        "submissions": self_score.submissions(standing.participant),
        "signed_form": SignedFileForm(offered(request, shown.unit.pk))
        if standing.may_lock or standing.may_explain
        else None,
        "withdraw_form": ReopenForm(prefix="rut") if standing.may_withdraw else None,
        "unlock_form": ReopenForm(prefix="mo") if standing.may_unlock else None,
        "tab_list": tabs(shown.year, shown.unit.pk, "facts"),
        **refused,
    }
    context["refused"] = next(iter(refused.values()), None)
    return page(request, "self_score/page", context, context["refused"])


def _lines(shown: Sheet, codes: Any) -> list[Line]:
    wanted = set(codes)
    return [line for line in shown.lines if line.code in wanted]
