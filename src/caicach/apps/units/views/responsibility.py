"""/phan-cong/: numbered notices, and the question who answers for a criterion."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.apps.units import actions, forms, queries
from caicach.apps.units.models import Responsibility, Unit
from caicach.apps.units.views.changes import get_or_post
from caicach.apps.units.views.support import attempt, choices, resolve
from caicach.platform.access import Permission, Request
from caicach.platform.errors import Invalid

PAGE = 50
MOST_ROWS_ADDED = 10


@require_safe
def home(request: Request) -> HttpResponse:
    """The notices of the running year."""
    return redirect("units:notices", year=request.scope.today.year)


@require_safe
def notices(request: Request, year: int) -> HttpResponse:
    """The notices in force in the year, and the form of the question."""
    request.scope.require(Permission.UNITS_READ, what=_("phân công trách nhiệm"))
    day = queries.day_of_year(year, request.scope.today)
    own = _own_unit(request)
    initial = {"on": day, "unit": queries.reference_of(own, always_code=True) if own else ""}
    context = {
        "page": Paginator(queries.notices(request.scope, year), PAGE).get_page(request.GET.get("page")),
        "lookup": forms.LookupForm(initial=initial),
        "suggestions": choices(request, year, Permission.UNITS_READ),
        "may_assign": request.scope.may(Permission.RESPONSIBILITY_ASSIGN),
    }
    return render(request, "units/notices.html", context)


@require_safe
def lookup(request: Request, year: int) -> HttpResponse:
    """Who answers for a node in a unit on a day?"""
    request.scope.require(Permission.UNITS_READ, what=_("phân công trách nhiệm"))
    form = forms.LookupForm(
        request.GET or None, initial={"on": queries.day_of_year(year, request.scope.today)}
    )
    context: dict[str, Any] = {"form": form, "suggestions": choices(request, year, Permission.UNITS_READ)}
    if form.is_valid():
        on: dt.date = form.cleaned_data["on"]
        unit = resolve(request, form, "unit", on)
        code = attempt(form, lambda: actions.node_code(form.cleaned_data["code"]))
        if unit is not None and code is not None:
            context |= {
                "unit": unit,
                "code": code,
                "on": on,
                "answers": queries.who_answers(request.scope, unit.pk, code, on),
            }
    return render(request, "units/lookup.html", context, status=422 if form.errors else 200)


@require_safe
def notice(request: Request, year: int, notice_id: int) -> HttpResponse:
    """One notice with its rows."""
    found = queries.notice(request.scope, notice_id)
    unit = queries.find(request.scope, found.unit_id)
    running = found.valid_to is None or found.valid_to >= request.scope.today
    context = {
        "notice": found,
        "rows": queries.assignments(request.scope, notice_id),
        "may_assign": running and request.scope.may(Permission.RESPONSIBILITY_ASSIGN, unit.path),
    }
    return render(request, "units/notice.html", context)


@get_or_post
def issue(request: Request, year: int) -> HttpResponse:
    """A new notice of the unit ?don-vi=, by default of the own one."""
    request.scope.require(Permission.RESPONSIBILITY_ASSIGN, what=_("phân công tiêu chí"))
    unit = _asked_unit(request) or _own_unit(request)
    if unit is None:
        raise Invalid(
            _("Chưa rõ thông báo của đơn vị nào."),
            _("Hãy mở trang của đơn vị rồi chọn “Nhập thông báo phân công”."),
        )
    request.scope.require(Permission.RESPONSIBILITY_ASSIGN, unit.path, what=unit.name)
    today = request.scope.today
    options = {
        "units": [unit, *queries.units_on(request.scope, today, under_unit=unit.pk).exclude(pk=unit.pk)],
        "people": queries.people_under(request.scope, unit.pk, today),
    }
    initial = {"date": today, "valid_from": today, "subject": queries.default_subject(unit)}
    form = forms.NoticeForm(request.POST or None, initial=initial)
    rows = forms.AssignmentFormSet(_with_more_rows(request), prefix="row", form_kwargs=options)
    if request.method == "POST" and "more" not in request.POST and form.is_valid() and rows.is_valid():
        issued = attempt(form, lambda: actions.issue_notice(request.scope, _notice_data(unit, form, rows)))
        if issued is not None:
            messages.success(
                request,
                _("Đã nhập thông báo %(number)s của %(unit)s.")
                % {"number": issued.number, "unit": unit.name},
            )
            return redirect("units:notice", year=year, notice_id=issued.pk)
    context = {"form": form, "rows": rows, "unit": unit, "back": reverse("units:notices", args=[year])}
    failed = request.method == "POST" and "more" not in request.POST
    return render(request, "units/notice_form.html", context, status=422 if failed else 200)


@get_or_post
def end_notice(request: Request, year: int, notice_id: int) -> HttpResponse:
    """The last day on which a notice holds."""
    found = queries.notice(request.scope, notice_id)
    unit = queries.find(request.scope, found.unit_id)
    request.scope.require(Permission.RESPONSIBILITY_ASSIGN, unit.path, what=unit.name)
    form = forms.EndForm(request.POST or None, initial={"on": request.scope.today})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(form, lambda: actions.end_notice(request.scope, notice_id, data["on"], data["reason"])):
            messages.success(
                request, _("Đã kết thúc hiệu lực thông báo %(number)s.") % {"number": found.number}
            )
            return redirect("units:notice", year=year, notice_id=notice_id)
    context = {
        "form": form,
        "title": _("Kết thúc hiệu lực thông báo"),
        "kicker": f"{found.number} · {unit.name}",
        "submit": _("Kết thúc hiệu lực"),
        "question": _("Kết thúc hiệu lực thông báo %(number)s?") % {"number": found.number},
        "back": reverse("units:notice", args=[year, notice_id]),
    }
    return render(request, "units/form.html", context, status=422 if form.errors else 200)


def _with_more_rows(request: Request) -> Any:
    """The rows as sent; with ten more empty ones when more were asked for."""
    if request.method != "POST":
        return None
    if "more" not in request.POST:
        return request.POST
    data = request.POST.copy()
    total = data.get("row-TOTAL_FORMS", "0")
    data["row-TOTAL_FORMS"] = str(
        (int(total) if total.isascii() and total.isdigit() else 0) + MOST_ROWS_ADDED
    )
    return data


def _notice_data(unit: Unit, form: forms.NoticeForm, rows: Any) -> actions.NoticeData:
    head = form.cleaned_data
    assignments = tuple(
        actions.Assignment(
            node_code=row.cleaned_data["node_code"],
            holder_unit_id=int(row.cleaned_data["holder_unit"]) if row.cleaned_data["holder_unit"] else None,
            holder_user_id=int(row.cleaned_data["holder_user"]) if row.cleaned_data["holder_user"] else None,
            part=row.cleaned_data["part"] or Responsibility.Part.LEAD,
            subject=head["subject"],
        )
        for row in rows
        if row.cleaned_data and row.is_filled()
    )
    return actions.NoticeData(
        unit_id=unit.pk,
        number=head["number"],
        date=head["date"],
        title=head["title"],
        valid_from=head["valid_from"],
        valid_to=head["valid_to"],
        assignments=assignments,
    )


def _asked_unit(request: Request) -> Unit | None:
    asked = request.GET.get("don-vi", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 19
    return queries.find(request.scope, int(asked)) if is_number else None


def _own_unit(request: Request) -> Unit | None:
    """The unit of the first post, preferring one in which notices are issued."""
    posts = sorted(
        request.scope.posts,
        key=lambda post: not request.scope.may(Permission.RESPONSIBILITY_ASSIGN, post.unit_path),
    )
    return queries.latest(posts[0].unit_id) if posts else None
