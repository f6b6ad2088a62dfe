"""The yearly targets of units (CL-0): the list with distances, and the form for whoever sets them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.apps.parindex import downloads, wording
from caicach.apps.parindex.actions.targets import set_target
from caicach.apps.parindex.forms_results import TargetForm
from caicach.apps.parindex.models import IndexKind, Target
from caicach.apps.parindex.queries import targets as goals
from caicach.apps.parindex.queries.targets import Goal
from caicach.apps.parindex.views_common import number, subject, text, wanted_format
from caicach.apps.parindex.views_results import year_context
from caicach.apps.units.views.support import attempt
from caicach.core.vietnamese import decimal_text
from caicach.platform import spreadsheets
from caicach.platform.access.request import Request


@require_safe
def targets(request: Request, year: int) -> HttpResponse:
    """/chi-so/<year>/chi-tieu/"""
    found = goals.targets(request.scope, year, subject(request), number(request, "dp"))
    if format := wanted_format(request):
        return spreadsheets.download(downloads.targets(found), f"chi-tieu-{year}", format)
    search = text(request, "q")
    return render(
        request,
        "parindex/results/targets.html",
        year_context(request, found.choice, "targets")
        | {"found": found, "rows": found.matching(search), "search": search, "told": wording.targets(found)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def target(request: Request, year: int, unit_id: int) -> HttpResponse:
    """/chi-so/<year>/chi-tieu/<unit>/: the form; a page, or the side drawer where that asks."""
    unit = goals.unit_to_set(request.scope, year, unit_id)
    kind = request.GET.get("chi-so", IndexKind.PAR_INDEX)
    kind = kind if kind in IndexKind.values else IndexKind.PAR_INDEX.value
    if request.method == "POST":
        form = TargetForm(request.POST)
        if form.is_valid() and attempt(form, lambda: _save(request, form, year, unit_id)) is not None:
            messages.success(
                request, _("Đã lưu chỉ tiêu năm %(year)s của %(unit)s.") % {"year": year, "unit": unit.name}
            )
            return redirect("parindex:targets", year)
    else:
        form = TargetForm(initial=_initial(unit.goals.get(kind), kind))
    context = {"unit": unit, "form": form, "year": year}
    return render(request, "parindex/results/target.html", context, status=422 if form.errors else 200)


def _initial(goal: Goal | None, kind: str) -> dict[str, object]:
    if goal is None:
        return {"kind": kind, "operator": "from"}
    return {
        "kind": kind,
        "operator": "above" if goal.strict else "from",
        "minimum": decimal_text(goal.minimum),
        "aim": "" if goal.aim is None else decimal_text(goal.aim),
        "document": goal.document,
    }


def _save(request: Request, form: TargetForm, year: int, unit_id: int) -> Target:
    data = form.cleaned_data
    return set_target(
        request.scope,
        unit_id,
        year,
        data["kind"],
        data["minimum"],
        strict=data["operator"] == "above",
        aim=data["aim"],
        document=data["document"],
    )
