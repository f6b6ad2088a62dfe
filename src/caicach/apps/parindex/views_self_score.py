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

from caicach.apps.documents.models import Document
from caicach.apps.parindex.actions import checks, process
from caicach.apps.parindex.forms_self_score import ReopenForm, SignedFileForm
from caicach.apps.parindex.models import Submission
from caicach.apps.parindex.queries import facts, self_score, unit_sheet
from caicach.apps.parindex.queries.facts import Line, Sheet
from caicach.apps.parindex.stages import chip_of
from caicach.apps.parindex.views_evidence import put_on_shelf
from caicach.apps.parindex.views_facts import tabs
from caicach.apps.parindex.views_support import attempt, page
from caicach.core.parindex.process import Step
from caicach.platform.access import Permission, Request
from caicach.platform.errors import Conflict, Invalid, TooLarge

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
    """Store a new file first: where something lacks, the file stays on the shelf and stays chosen."""
    year, unit_id = shown.year, shown.unit.pk
    standing = self_score.progress(request.scope, shown)
    possible = standing.may_lock if step is Step.LOCK else standing.may_explain
    form = SignedFileForm(_reports(request, shown), request.POST, request.FILES)
    if form.is_valid():
        report = int(form.cleaned_data["report"]) if form.cleaned_data["report"] else None
        if form.cleaned_data["file"] and possible:
            stored = _stored(request, form, year, unit_id)
            if stored is None:
                return _shown(request, shown, signed_form=form)
            report = stored.pk
        submission = attempt(form, lambda: act(report))
        if submission is not None:
            messages.success(request, done % {"year": year, "number": submission.number})
            return redirect("parindex:self_score", year, unit_id)
        if form.cleaned_data["file"] and possible:
            form = _chosen(request, shown, form, report)
    return _shown(request, shown, signed_form=form)


def _stored(request: Request, form: forms.Form, year: int, unit_id: int) -> Document | None:
    """The new file as a document of the unit; None with what was wrong beside its field."""
    try:
        (document,) = put_on_shelf(request.scope, year, unit_id, [form.cleaned_data["file"]])
    except (Invalid, Conflict, TooLarge) as fault:
        for words in (str(fault), *fault.problems):
            form.add_error("file", words)
        return None
    return document


def _chosen(request: Request, shown: Sheet, refused: forms.Form, report: int | None) -> SignedFileForm:
    """The form again with the document that was just stored chosen, and the faults of the step."""
    form = SignedFileForm(_reports(request, shown), {"report": str(report or "")})
    form.is_valid()
    for field, errors in refused.errors.items():
        for words in errors:
            form.add_error(None if field == "__all__" else field, words)
    form.add_error(None, _("Tệp vừa tải lên đã được cất vào kho minh chứng và đang được chọn."))
    return form


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
        "signed_form": SignedFileForm(_reports(request, shown))
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


def _reports(request: Request, shown: Sheet) -> list[Document]:
    return self_score.usable(request.scope, shown.unit.pk, kind="pdf")
