"""Lists of what has been confirmed: targets and tasks by unit, field, due date and leaf."""

from __future__ import annotations

from collections.abc import Collection

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from caicach.apps.directives import finding_sheet, queries
from caicach.apps.directives.models import Task
from caicach.apps.directives.views.support import ALL_YEARS, asked_unit, of_another_year, years_of
from caicach.apps.units import queries as units
from caicach.apps.units.models import Unit
from caicach.platform import spreadsheets, yardsticks
from caicach.platform.access import NotFound, Request
from caicach.platform.errors import Invalid

DUE = ("late", "open", "none")
MOST_DOWNLOADED = 100_000
_LISTED = gettext_lazy("chỉ tiêu, nhiệm vụ của văn bản chỉ đạo")


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


@require_safe
def download_targets(request: Request, year: int, format: str) -> HttpResponseBase:
    """The targets as they are narrowed on the screen, all pages of them: xlsx or csv."""
    return _downloaded(request, year, format, targets=True)


@require_safe
def download_tasks(request: Request, year: int, format: str) -> HttpResponseBase:
    """As `download_targets`, the tasks."""
    return _downloaded(request, year, format, targets=False)


def _downloaded(request: Request, year: int, format: str, *, targets: bool) -> HttpResponseBase:
    """Made and sent without ever being in memory as a whole."""
    scope = request.scope
    scope.require(queries.READ, what=str(_LISTED))
    if format not in ("xlsx", "csv"):
        raise NotFound(_("Không có tệp dạng này."), _("Hãy tải dạng XLSX hoặc CSV."))
    known = yardsticks.yardsticks(scope, year)
    unit, unknown = asked_unit(request)
    if unknown:
        raise Invalid(unknown, _("Hãy sửa bộ lọc rồi tải lại."))
    found = queries.walk_findings(
        scope, _narrowed(request, year, unit, known, targets=targets), targets=targets, most=MOST_DOWNLOADED
    )
    rows, header = finding_sheet.rows(found, known), finding_sheet.header(targets=targets)
    name = f"{'chi-tieu' if targets else 'nhiem-vu'}-{scope.today:%Y%m%d}"
    if format == "csv":
        return spreadsheets.stream_csv([title for title, _width in header], rows, name)
    title = _("Chỉ tiêu được giao") if targets else _("Nhiệm vụ được giao")
    return spreadsheets.stream_xlsx(title, header, rows, name)


def _narrowed(
    request: Request, year: int, unit: Unit | None, known: Collection[str], *, targets: bool
) -> queries.FindingFilter:
    """What the address narrows a list to; what it does not know narrows nothing."""
    get = request.GET.get
    return queries.FindingFilter(
        year=None if get("nam") == ALL_YEARS else year,
        unit_id=unit.pk if unit else None,
        area=get("lv", "")[:60],
        leaf=get("tc", "") if get("tc", "") in known else "",
        kind=get("loai", "") if get("loai", "") in Task.Kind.values and not targets else "",
        due=get("han", "") if get("han", "") in DUE else "",
    )


def _listed(request: Request, year: int, *, targets: bool) -> HttpResponse:
    scope = request.scope
    scope.require(queries.READ, what=str(_LISTED))
    if elsewhere := of_another_year(request, year):
        return elsewhere
    known = yardsticks.yardsticks(scope, year)
    unit, unknown = asked_unit(request)
    narrowed = _narrowed(request, year, unit, known, targets=targets)
    page = queries.page_of_findings(scope, narrowed, targets=targets, after=request.GET.get("sau", "")[:40])
    download = "directives:targets_download" if targets else "directives:tasks_download"
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
        "downloads": {kind: reverse(download, args=[year, kind]) for kind in ("xlsx", "csv")},
        "tab_list": [
            (_("Chỉ tiêu"), reverse("directives:targets", args=[year]), targets),
            (_("Nhiệm vụ"), reverse("directives:tasks", args=[year]), not targets),
        ],
    }
    return render(request, "directives/findings.html", context)
