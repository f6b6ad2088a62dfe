"""/khac-phuc/<year>/<unit>/…: a unit's two lists, its plan row by row, the steps of the head, reports of progress."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from caicach.apps.accountability import letters
from caicach.apps.accountability.actions import plans as actions
from caicach.apps.accountability.actions import remedies
from caicach.apps.accountability.actions.checks import Overtaken
from caicach.apps.accountability.forms import CloseForm, ProgressForm, RemedyForm
from caicach.apps.accountability.queries import plans as queries
from caicach.apps.accountability.queries.plan_model import Line, PlanPage
from caicach.apps.parindex.views_support import attempt, get_or_post, handed, shown_form
from caicach.core.vietnamese import date_text
from caicach.platform import clock
from caicach.platform.access import NotFound, Permission, Refused, Request
from caicach.platform.errors import Conflict, Invalid
from caicach.web.formats import percent
from caicach.web.formats import time as shown_time


@require_safe
def plan(request: Request, year: int, unit_id: int) -> HttpResponse:
    """The plan of a unit; ?ds=giu shows the leaves to hold, ?ds=tien-do the reports of progress."""
    found = queries.page(request.scope, year, unit_id)
    asked = request.GET.get("ds", "")
    showing = asked if asked in ("giu", "tien-do") else ""
    here = reverse("accountability:plan", args=[year, unit_id])
    context = {
        "found": found,
        "unit_id": unit_id,
        "showing": showing,
        "hold_percent": percent(found.terms.hold_share * 100, 0) if found.terms else "",
        "tab_list": [
            {"label": label, "url": url, "active": kind == showing, "count": count}
            for label, url, kind, count in (
                (_("Cần khắc phục"), here, "", len(found.lines)),
                (_("Cần giữ"), f"{here}?ds=giu", "giu", len(found.hold)),
                (_("Tiến độ"), f"{here}?ds=tien-do", "tien-do", None),
            )
        ],
        "rows": [(line, _form(found, line), line.is_late(request.scope.today)) for line in found.lines],
    }
    return render(request, "accountability/plan.html", context)


@require_safe
def printed(request: Request, year: int, unit_id: int) -> HttpResponse:
    """The plan as the annex of a letter, for paper."""
    found = queries.page(request.scope, year, unit_id)
    return render(request, "accountability/print.html", {"found": found, "unit_id": unit_id})


@require_safe
def letter(request: Request, year: int, unit_id: int, format: str) -> HttpResponse:
    """The plan as Word or PDF, ready to sign."""
    found = queries.printable(request.scope, year, unit_id)
    made = letters.plan(found, request.scope.today.year)
    return handed(request, made, f"ke-hoach-khac-phuc-{year}-{unit_id}", format)


@require_POST
def start(request: Request, year: int, unit_id: int) -> HttpResponse:
    """Open the plan of a round that was published before plans were kept."""
    request.scope.require(Permission.REMEDIES_PLAN)
    found = queries.page(request.scope, year, unit_id)
    request.scope.require(Permission.REMEDIES_PLAN, found.unit.path, what=found.unit.name)
    if found.participant is None:
        raise Conflict(_("Đơn vị không tham gia đợt đánh giá năm %(year)s.") % {"year": year})
    actions.start(request.scope, found.participant.pk)
    messages.success(request, _("Đã mở kế hoạch khắc phục."))
    return redirect("accountability:plan", year, unit_id)


@get_or_post
def approve(request: Request, year: int, unit_id: int) -> HttpResponse:
    """The head's approval: what lacks, or what will stand from now on."""
    found = _held(request, year, unit_id)
    back = reverse("accountability:plan", args=[year, unit_id])
    if request.method == "POST":
        actions.approve(request.scope, _member(found))
        messages.success(
            request, _("Đã phê duyệt kế hoạch khắc phục của %(unit)s.") % {"unit": found.unit.name}
        )
        return redirect(back)
    return render(request, "accountability/approve.html", {"found": found, "unit_id": unit_id, "back": back})


@get_or_post
def close(request: Request, year: int, unit_id: int) -> HttpResponse:
    """The end of a plan, with a reason while work is left."""
    found = _held(request, year, unit_id)
    back = reverse("accountability:plan", args=[year, unit_id])
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, lambda: actions.close(request.scope, _member(found), reason)) is not None:
            messages.success(request, _("Đã kết thúc kế hoạch khắc phục."))
            return redirect(back)
    return shown_form(
        request,
        form,
        title=_("Kết thúc kế hoạch khắc phục"),
        kicker=found.unit.name,
        lead=_("Sau khi kết thúc, kế hoạch chỉ để đọc. Còn việc chưa xong thì phải ghi lý do."),
        submit=_("Kết thúc kế hoạch"),
        question=_("Kết thúc kế hoạch khắc phục năm %(year)s của %(unit)s?")
        % {"year": year, "unit": found.unit.name},
        back=back,
        crumbs=[(_("Khắc phục"), reverse("accountability:overview", args=[year])), (found.unit.name, back)],
    )


@get_or_post
def remedy(request: Request, year: int, unit_id: int, code: str) -> HttpResponse:
    """One leaf: a form; a script saves it as it is typed and is answered in JSON."""
    if request.method == "POST":
        request.scope.require(Permission.REMEDIES_PLAN)
    found = queries.page(request.scope, year, unit_id)
    if request.method == "POST":
        request.scope.require(Permission.REMEDIES_PLAN, found.unit.path, what=found.unit.name)
    line = found.line(code)
    form = _form(found, line, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _remedy_page(request, found, line, form)
    overtaken = _saved(request, found, line, form)
    if request.headers.get("X-Autosave"):
        fresh = queries.page(request.scope, year, unit_id)
        answer = _answer(fresh, fresh.line(code), form, overtaken)
        return JsonResponse(answer, status=200 if answer["saved"] else 409 if overtaken else 422)
    if not form.errors:
        messages.success(request, _("Đã lưu tiêu chí %(code)s.") % {"code": code})
        return redirect("accountability:plan", year, unit_id)
    if overtaken:
        fresh = queries.page(request.scope, year, unit_id)
        line = fresh.line(code)
        seen = request.POST.copy()
        seen["version"] = str(line.remedy.version)
        form.data = seen
    return _remedy_page(request, found, line, form, overtaken=overtaken)


@get_or_post
def progress(request: Request, year: int, unit_id: int, code: str, month: int) -> HttpResponse:
    """A report of one remedy for one period."""
    found = queries.page(request.scope, year, unit_id)
    line, state = _reportable(request, found, code, month)
    form = ProgressForm(line, month, request.POST if request.method == "POST" else None)
    back = f"{reverse('accountability:plan', args=[year, unit_id])}?ds=tien-do"
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        done = attempt(
            form, lambda: remedies.report(request.scope, _member(found), code, month, form.report, version)
        )
        if done is not None:
            messages.success(
                request,
                _("Đã ghi tiến độ %(month)s tháng của tiêu chí %(code)s.") % {"month": month, "code": code},
            )
            return redirect(back)
    context = {"found": found, "line": line, "form": form, "state": state, "unit_id": unit_id, "back": back}
    return render(request, "accountability/progress.html", context, status=422 if form.errors else 200)


def _reportable(request: Request, found: PlanPage, code: str, month: int) -> Any:
    """The line and the period, for whoever may report it."""
    mine = next((one.is_mine for one in found.lines if one.code == code), False)
    if not (mine or found.rights.plan):
        request.scope.require(Permission.REMEDIES_PLAN, found.unit.path, what=found.unit.name)
    return found.line(code), found.period(month)


def _held(request: Request, year: int, unit_id: int) -> PlanPage:
    """The plan, for the head."""
    request.scope.require(Permission.REMEDIES_APPROVE)
    found = queries.page(request.scope, year, unit_id)
    request.scope.require(Permission.REMEDIES_APPROVE, found.unit.path, what=found.unit.name)
    found.opened()
    return found


def _member(found: PlanPage) -> int:
    if found.participant is None:
        raise NotFound
    return found.participant.pk


def _form(found: PlanPage, line: Line, data: Any = None) -> RemedyForm:
    if found.owners is None:
        raise Refused(_("Kế hoạch này không mở để sửa."))
    return RemedyForm(line, found.owners, needs_reason=found.needs_reason, data=data)


def _saved(request: Request, found: PlanPage, line: Line, form: RemedyForm) -> bool:
    """Store what was typed; faults stand at the form. Says whether somebody else was quicker."""
    if not form.is_valid():
        return False
    data, reason = form.cleaned_data, form.cleaned_data.get("reason", "")
    try:
        remedies.amend(request.scope, _member(found), line.code, form.remedy, data["version"] or 0, reason)
    except Overtaken as fault:
        form.add_error(None, str(fault))
        return True
    except (Invalid, Conflict) as fault:
        form.add_error(None, str(fault))
    return False


def _answer(found: PlanPage, fresh: Line, form: RemedyForm, overtaken: bool) -> dict[str, Any]:
    """What the script puts beside the row; values that stand now travel along, so that a conflict shows both."""
    faults = {name: " ".join(str(one) for one in errors) for name, errors in form.errors.items()}
    remedy = fresh.remedy
    return {
        "saved": not faults,
        "state": "" if faults else _("Đã lưu %(time)s") % {"time": shown_time(clock.now()).split(" ")[0]},
        "faults": faults,
        "detail": " ".join(faults.values()),
        "conflict": _told(fresh) if overtaken else "",
        "version": remedy.version,
        "cause": remedy.cause,
        "what": remedy.what,
        "owner": fresh.owner_value,
        "due_on": date_text(remedy.due_on) if remedy.due_on else "",
        "reason": "",
        "given": not any(gap.startswith(f"{remedy.code}:") for gap in found.gaps),
    }


def _told(fresh: Line) -> str:
    """What somebody else has saved meanwhile, in words."""
    due = date_text(fresh.remedy.due_on) if fresh.remedy.due_on else "—"
    told = {"what": fresh.remedy.what or "—", "who": fresh.owner or "—", "due": due}
    return _("Đang lưu: %(what)s; %(who)s; hạn %(due)s") % told


def _remedy_page(
    request: Request, found: PlanPage, line: Line, form: RemedyForm, *, overtaken: bool = False
) -> HttpResponse:
    context = {
        "found": found,
        "line": line,
        "form": form,
        "unit_id": found.unit.pk,
        "overtaken": overtaken,
        "now": _told(line),
        "back": reverse("accountability:plan", args=[found.year, found.unit.pk]),
    }
    return render(request, "accountability/remedy.html", context, status=422 if form.errors else 200)
