"""/thu-tuc/cong-bo/: decisions, what they announce and repeal, and where each unit has posted it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caicach.apps.calendars.forms import FileForm
from caicach.apps.procedures import actions, forms, queries
from caicach.apps.procedures.views.catalogue import details_from, get_or_post, locality_of, version_page
from caicach.apps.units.views.support import attempt
from caicach.core.procedures import rule_on
from caicach.platform.access import NotFound, Permission, Request
from caicach.platform.errors import Conflict, Invalid, TooLarge
from caicach.platform.files import downloads

READ, MANAGE = Permission.PROCEDURES_READ, Permission.PROCEDURES_MANAGE


@require_safe
def decisions(request: Request) -> HttpResponse:
    """The decisions of a locality, the latest first, each with how its posting stands; own duties first."""
    request.scope.require(READ)
    locality = locality_of(request)
    rows = queries.overview(request.scope, locality.pk)
    context = {
        "locality": locality,
        "rows": rows,
        "mine": [duty for row in reversed(rows) for duty in row.mine],
        "rule": rule_on(request.scope.today),
        "may_manage": request.scope.may(MANAGE, locality.path),
    }
    return render(request, "procedures/decisions.html", context)


@get_or_post
def register(request: Request) -> HttpResponse:
    """Enter a decision."""
    request.scope.require(MANAGE)
    locality = queries.locality_for(request.scope, locality_of(request).pk, MANAGE)
    form = forms.DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = actions.DecisionData(**form.cleaned_data)
        made = attempt(form, lambda: actions.register_decision(request.scope, locality.pk, data))
        if made is not None:
            messages.success(request, _("Đã ghi quyết định %(number)s.") % {"number": made.number})
            return redirect("procedures:decision", made.pk)
    return _form(
        request, form, _("Nhập quyết định công bố"), _("Lưu quyết định"), reverse("procedures:decisions")
    )


@require_safe
def decision(request: Request, decision_id: int) -> HttpResponse:
    """A decision: procedures that it announces and repeals, units that have to post it."""
    found = queries.decision(request.scope, decision_id)
    due, duties = queries.due_and_duties(request.scope, found)
    may_manage = request.scope.may(MANAGE, f"{found.locality_id}/")
    context = {
        "decision": found,
        "form": FileForm() if may_manage and found.file is None else None,
        "duties": duties,
        "rule": rule_on(found.issued_on),
        "due": due,
        "may_manage": may_manage,
    }
    return render(request, "procedures/decision.html", context)


@require_safe
def download(request: Request, decision_id: int) -> HttpResponseBase:
    """The file of a decision."""
    found = queries.decision(request.scope, decision_id)
    if found.file is None:
        raise NotFound(_("Quyết định này chưa có tệp."), _("Hãy xem nội dung ở trang quyết định."))
    return downloads.download(found.file, found.file_name)


@require_POST
def attach(request: Request, decision_id: int) -> HttpResponse:
    """Keep the file of a decision beside it."""
    form = FileForm(request.POST, request.FILES)
    found = queries.decision(request.scope, decision_id)
    queries.locality_for(request.scope, found.locality_id, MANAGE)
    if form.is_valid():
        try:
            actions.attach_decision(request.scope, decision_id, form.cleaned_data["file"])
            messages.success(request, _("Đã gắn tệp vào quyết định."))
        except (Invalid, Conflict, TooLarge) as fault:
            messages.error(request, str(fault))
    else:
        messages.error(request, _("Hãy chọn một tệp rồi gửi lại."))
    return redirect("procedures:decision", decision_id)


@get_or_post
def announce(request: Request, decision_id: int) -> HttpResponse:
    """A procedure that the decision announces; ?ma= starts from the version in force of that code."""
    found = queries.decision(request.scope, decision_id)
    queries.locality_for(request.scope, found.locality_id, MANAGE)
    before = None
    if code := request.GET.get("ma", "").strip()[:40]:
        known = queries.in_force_by_code(request.scope, found.locality_id, code, found.effective_on)
        before = queries.version(request.scope, known.pk) if known else None
    data = request.POST if request.method == "POST" else None
    initial = (forms.initial_of(before) if before else {}) | {"code": code}
    form, lists = forms.AnnounceForm(data, initial=initial), forms.ListForms(data, before)
    if data is not None and form.is_valid() & lists.is_valid():
        given = actions.Announcement(form.cleaned_data["code"], details_from(form), **lists.values())
        made = attempt(form, lambda: actions.announce(request.scope, decision_id, given))
        if made is not None:
            messages.success(request, _("Đã công bố thủ tục %(code)s.") % {"code": made.procedure.code})
            return redirect("procedures:decision", decision_id)
    return version_page(request, form, lists, title=_("Công bố thủ tục"), decision=found)


@get_or_post
def repeal(request: Request, decision_id: int) -> HttpResponse:
    """A procedure that the decision repeals."""
    found = queries.decision(request.scope, decision_id)
    queries.locality_for(request.scope, found.locality_id, MANAGE)
    form = forms.RepealForm(request.POST or None, initial={"code": request.GET.get("ma", "")[:40]})
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if attempt(form, lambda: actions.repeal(request.scope, decision_id, code)):
            messages.success(request, _("Đã bãi bỏ thủ tục %(code)s.") % {"code": code})
            return redirect("procedures:decision", decision_id)
    back = reverse("procedures:decision", args=[decision_id])
    question = _("Bãi bỏ thủ tục này từ ngày quyết định có hiệu lực?")
    return _form(request, form, _("Bãi bỏ thủ tục"), _("Bãi bỏ thủ tục"), back, question)


@get_or_post
def post(request: Request, decision_id: int, unit_id: int) -> HttpResponse:
    """State when a unit posted what the decision announced."""
    duty = queries.duty(request.scope, decision_id, unit_id)
    if not duty.may_confirm:
        request.scope.require(Permission.PROCEDURES_POST, duty.unit.path, what=duty.unit.name)
    stands = duty.posting
    names = ("desk_on", "page_on", "page_url", "note")
    initial = {name: getattr(stands, name) for name in names} if stands else {}
    form = forms.PostedForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = actions.PostedData(**form.cleaned_data)
        if attempt(form, lambda: actions.confirm_posted(request.scope, decision_id, unit_id, data)):
            messages.success(request, _("Đã ghi ngày niêm yết của %(unit)s.") % {"unit": duty.unit.name})
            return redirect("procedures:decision", decision_id)
    back = reverse("procedures:decision", args=[decision_id])
    title = _("Xác nhận niêm yết: %(number)s") % {"number": duty.decision.number}
    return _form(request, form, title, _("Lưu ngày niêm yết"), back, kicker=duty.unit.name)


def _form(
    request: Request, form: object, title: str, submit: str, back: str, question: str = "", kicker: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "back": back,
        "question": question,
        "kicker": kicker,
    }
    status = 422 if getattr(form, "errors", None) else 200
    return render(request, "procedures/form.html", context, status=status)
