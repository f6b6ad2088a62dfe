"""/chi-so/<year>/don-vi/<unit>/so-lieu/…: an input taken back, a leaf that does not apply, bonus: each with its reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.apps.parindex.actions import checks, rounds
from caicach.apps.parindex.actions import facts as actions
from caicach.apps.parindex.forms_facts import ExtrasForm, NotApplicableForm
from caicach.apps.parindex.forms_frameworks import ReasonForm
from caicach.apps.parindex.queries import facts as queries
from caicach.apps.parindex.views_facts import tabs
from caicach.apps.parindex.views_support import attempt, get_or_post, page, shown_form
from caicach.platform.access import NotFound, Request


@get_or_post
def withdraw(request: Request, year: int, unit_id: int, code: str) -> HttpResponse:
    """Take a stated input back."""
    leaf = queries.leaf(request.scope, year, unit_id, code)
    assert leaf.sheet.participant is not None
    participant = leaf.sheet.participant.pk
    checks.may_enter(request.scope, leaf.sheet.participant, code)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: actions.withdraw(request.scope, participant, code, reason) or True):
            messages.success(request, _("Đã rút số liệu tiêu chí %(code)s.") % {"code": code})
            return redirect("parindex:fact", year, unit_id, code)
    return shown_form(
        request,
        form,
        title=_("Rút số liệu tiêu chí %(code)s") % {"code": code},
        lead=_(
            "Tiêu chí trở lại là chưa có số liệu và chỉ số của đơn vị chưa tính được; nhật ký giữ số đã rút."
        ),
        submit=_("Rút số liệu"),
        question=_("Rút số liệu tiêu chí %(code)s?") % {"code": code},
        **_way(leaf.sheet, code),
    )


@get_or_post
def not_applicable(request: Request, year: int, unit_id: int, code: str) -> HttpResponse:
    """Declare that a leaf does not apply to the unit, or that it does after all."""
    leaf = queries.leaf(request.scope, year, unit_id, code)
    participant = leaf.sheet.participant
    assert participant is not None
    checks.may_enter(request.scope, participant, code)
    form = NotApplicableForm(request.POST or None, initial={"declared": not leaf.line.declared})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        codes = _declared(leaf, data["declared"])
        done = attempt(
            form,
            lambda: rounds.set_participant(
                request.scope, participant.pk, reason=data["reason"], not_applicable=codes
            ),
        )
        if done is not None:
            messages.success(request, _("Đã ghi khai báo của tiêu chí %(code)s.") % {"code": code})
            return redirect("parindex:fact", year, unit_id, code)
    policy = leaf.policy or _("bộ chỉ số không cho phép")
    return shown_form(
        request,
        form,
        title=_("Tiêu chí %(code)s không áp dụng?") % {"code": code},
        lead=_("Khi không áp dụng: %(policy)s.") % {"policy": policy},
        submit=_("Lưu khai báo"),
        **_way(leaf.sheet, code),
    )


@get_or_post
def extras(request: Request, year: int, unit_id: int) -> HttpResponse:
    """Bonus, penalty and attributes of the unit."""
    shown = queries.sheet(request.scope, year, unit_id)
    if shown.participant is None or shown.framework is None:
        raise NotFound(_("Đơn vị không có trong đợt đánh giá nào của năm này."))
    participant = shown.participant
    stated = {name: getattr(participant, name) for name in ("bonus", "penalty", "attributes")}
    form = ExtrasForm(shown.framework, stated, request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason, parts = form.cleaned_data["reason"], form.stated()
        done = attempt(
            form, lambda: rounds.set_participant(request.scope, participant.pk, reason=reason, **parts)
        )
        if done is not None:
            messages.success(request, _("Đã lưu điểm thưởng, điểm phạt và chấm lại."))
            return redirect("parindex:facts", year, unit_id)
    context = {
        "sheet": shown,
        "form": form,
        "framework": shown.framework,
        "tab_list": tabs(year, unit_id, "facts"),
    }
    return page(request, "facts/extras", context, form)


def _declared(leaf: queries.Leaf, declared: bool) -> list[str]:
    """The declared codes with or without this leaf; a group above it is opened into its leaves."""
    assert leaf.sheet.participant is not None
    assert leaf.sheet.framework is not None
    framework, code = leaf.sheet.framework, leaf.line.code
    codes = {one.code for group in leaf.sheet.participant.not_applicable for one in framework.below(group)}
    return sorted(codes | {code} if declared else codes - {code})


def _way(shown: queries.Sheet, code: str) -> dict[str, Any]:
    back = reverse("parindex:fact", args=[shown.year, shown.unit.pk, code])
    return {
        "kicker": shown.unit.shown_name,
        "back": back,
        "crumbs": [
            (shown.unit.shown_name, reverse("parindex:unit", args=[shown.year, shown.unit.pk])),
            (_("Số liệu"), reverse("parindex:facts", args=[shown.year, shown.unit.pk])),
            (code, back),
        ],
    }
