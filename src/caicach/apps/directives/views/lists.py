"""Lists of what has been confirmed: targets and tasks by unit, field, due date and leaf."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.apps.directives import queries
from caicach.apps.directives.models import Task
from caicach.apps.directives.views.support import ALL_YEARS, asked_unit, of_another_year, years_of
from caicach.apps.units import queries as units
from caicach.platform import yardsticks
from caicach.platform.access import Request

DUE = ("late", "open", "none")


@require_safe
def targets_home(request: Request) -> HttpResponse:
    """The targets of the latest year that has directives."""
    request.scope.require(queries.READ, what=_("chỉ tiêu được giao"))
    return redirect("directives:targets", year=queries.latest_year(request.scope))


@require_safe
def tasks_home(request: Request) -> HttpResponse:
    """The tasks of the latest year that has directives."""
    request.scope.require(queries.READ, what=_("nhiệm vụ được giao"))
    return redirect("directives:tasks", year=queries.latest_year(request.scope))


@require_safe
def targets(request: Request, year: int) -> HttpResponse:
    """Confirmed targets."""
    return _listed(request, year, targets=True)


@require_safe
def tasks(request: Request, year: int) -> HttpResponse:
    """Confirmed tasks, prohibitions, sanctions and report duties."""
    return _listed(request, year, targets=False)


def _listed(request: Request, year: int, *, targets: bool) -> HttpResponse:
    scope = request.scope
    scope.require(queries.READ, what=_("chỉ tiêu, nhiệm vụ của văn bản chỉ đạo"))
    if elsewhere := of_another_year(request, year):
        return elsewhere
    known = yardsticks.yardsticks(scope, year)
    unit, unknown = asked_unit(request)
    get = request.GET.get
    narrowed = queries.FindingFilter(
        year=None if get("nam") == ALL_YEARS else year,
        unit_id=unit.pk if unit else None,
        area=get("lv", "")[:60],
        leaf=get("tc", "") if get("tc", "") in known else "",
        kind=get("loai", "") if get("loai", "") in Task.Kind.values and not targets else "",
        due=get("han", "") if get("han", "") in DUE else "",
    )
    page = queries.page_of_findings(scope, narrowed, targets=targets, after=get("sau", "")[:40])
    leaves = [one for one in known.values() if one.kind == "leaf"]
    context = {
        "page": page,
        "narrowed": narrowed,
        "is_narrowed": bool(unit or narrowed.area or narrowed.leaf or narrowed.kind or narrowed.due),
        "all_years": narrowed.year is None,
        "years": years_of(request, year),
        "unit": unit,
        "unknown": unknown,
        "areas": dict.fromkeys((one.area, one.area_name) for one in leaves if one.area),
        "linked": [one for one in known.values() if one.key == narrowed.leaf],
        "known": known,
        "kinds": Task.Kind.choices,
        "suggestions": units.suggestions(scope, scope.today, queries.READ),
        "targets": targets,
        "tab_list": [
            (_("Chỉ tiêu"), reverse("directives:targets", args=[year]), targets),
            (_("Nhiệm vụ"), reverse("directives:tasks", args=[year]), not targets),
        ],
    }
    return render(request, "directives/findings.html", context)
