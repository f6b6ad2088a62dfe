"""/mot-cua/vi-pham/…: which rules of the one-stop service were broken, how often, where, by whom, and why one knows."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from caicach.apps.dossiers import charting
from caicach.apps.dossiers.actions import violations as actions
from caicach.apps.dossiers.forms_violations import ExplanationForm
from caicach.apps.dossiers.queries import violations as queries
from caicach.apps.dossiers.queries.reaching import readable
from caicach.apps.dossiers.queries.violations import Narrowed, State
from caicach.apps.dossiers.violation_sheets import violation_sheet
from caicach.apps.units import queries as units
from caicach.apps.units.views.support import attempt
from caicach.core.dossiers.violations import DETECTORS
from caicach.platform import clock, spreadsheets
from caicach.platform.access import Permission, Request
from caicach.platform.wording import sentence

READ = Permission.DOSSIERS_READ
STATES = {
    "": State.CURRENT,
    "chua-giai-trinh": State.UNEXPLAINED,
    "da-giai-trinh": State.EXPLAINED,
    "da-het": State.RESOLVED,
}
MOST_TALLIES = 200


@require_safe
def latest(request: Request) -> HttpResponse:
    """The running year, for navigation."""
    request.scope.require(READ)
    return redirect("dossiers:violations_year", request.scope.today.year)


@require_safe
def overview(request: Request, year: int) -> HttpResponse:
    """Counts of each kind, their trend, how many are explained."""
    request.scope.require(READ)
    narrowed = _narrowed(request, year)
    found = queries.overview(request.scope, replace(narrowed, code="", month=None, state=State.CURRENT))
    rows: list[dict[str, Any]] = [
        {
            "detector": DETECTORS[code],
            "title": sentence(DETECTORS[code].title),
            "count": count,
            "explained": found.explained[code],
            "months": found.trend[code],
        }
        for code, count in found.by_code.items()
    ]
    context = {
        "found": found,
        "rows": rows,
        "bars": charting.violation_bars(found, year),
        "trend": charting.violation_trend(found),
        "worst": max(rows, key=lambda row: row["count"]) if found.total else None,
        "explained": sum(found.explained.values()),
        **_frame(request, year, narrowed, "overview"),
    }
    return render(request, "dossiers/violations/overview.html", context)


@require_safe
def violation_list(request: Request, year: int) -> HttpResponse:
    """The violations one by one, the newest found first."""
    request.scope.require(READ)
    narrowed = _narrowed(request, year)
    page = queries.page_of_violations(
        request.scope, narrowed, after=_number(request, "sau"), before=_number(request, "truoc")
    )
    rows = [
        {
            "violation": one,
            "title": sentence(DETECTORS[one.code].title),
            "why": sentence(DETECTORS[one.code].explain(one.evidence)),
        }
        for one in page.violations
    ]
    context = {
        "page": page,
        "rows": rows,
        "codes": [(code, f"{code} {sentence(one.title)}") for code, one in DETECTORS.items()],
        "states": [
            ("", _("Còn vi phạm")),
            ("chua-giai-trinh", _("Chưa giải trình")),
            ("da-giai-trinh", _("Đã giải trình")),
            ("da-het", _("Không còn")),
        ],
        "state": request.GET.get("tt", ""),
        "is_narrowed": narrowed != Narrowed(year),
        **_frame(request, year, narrowed, "list"),
    }
    return render(request, "dossiers/violations/list.html", context)


@require_safe
def by_unit(request: Request, year: int) -> HttpResponse:
    """Which counters have violations, and of which kinds."""
    request.scope.require(READ)
    narrowed = _narrowed(request, year)
    return _tallies(request, year, narrowed, "unit", queries.by_unit(request.scope, narrowed))


@require_safe
def by_officer(request: Request, year: int) -> HttpResponse:
    """Which officers answer for violations, and of which kinds."""
    request.scope.require(READ)
    narrowed = _narrowed(request, year)
    return _tallies(request, year, narrowed, "officer", queries.by_officer(request.scope, narrowed))


@require_safe
def download(request: Request, year: int) -> HttpResponse:
    """What the list shows, all pages, as a spreadsheet."""
    request.scope.require(READ)
    rows = queries.for_download(request.scope, _narrowed(request, year))
    return spreadsheets.download(violation_sheet(rows), f"vi-pham-{year}", "xlsx")


@require_safe
def violation(request: Request, year: int, violation_id: int) -> HttpResponse:
    """Why: the rule in words, what happened with its dates, where the rule stands."""
    found = queries.violation(request.scope, violation_id)
    return render(request, "dossiers/violations/violation.html", _why(request, year, found))


@require_http_methods(["GET", "HEAD", "POST"])
def explain(request: Request, year: int, violation_id: int) -> HttpResponse:
    """Acknowledge a violation, with its reason."""
    found = queries.violation(request.scope, violation_id, Permission.DOSSIERS_MANAGE)
    form = ExplanationForm(request.POST or None, initial={"explanation": found.explanation})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["explanation"]
        if attempt(form, lambda: actions.explain(request.scope, violation_id, words)):
            messages.success(request, _("Đã ghi giải trình."))
            return redirect("dossiers:violation", year, violation_id)
    context = {"form": form, **_why(request, year, found)}
    status = 422 if form.errors else 200
    return render(request, "dossiers/violations/explain.html", context, status=status)


def _why(request: Request, year: int, found: Any) -> dict[str, Any]:
    detector = DETECTORS[found.code]
    began = found.since.astimezone(clock.VIETNAM).date()
    return {
        "year": year,
        "violation": found,
        "title": sentence(detector.title),
        "what": sentence(detector.explain(found.evidence)),
        "rule": sentence(detector.rule),
        "law": detector.law(began),
        "from_memory": detector.is_from_memory(began),
        "may_explain": found.resolved_at is None and queries.may_explain(request.scope, found),
    }


def _tallies(
    request: Request, year: int, narrowed: Narrowed, tab: str, tallies: list[queries.Tally]
) -> HttpResponse:
    codes = [code for code in DETECTORS if any(code in one.by_code for one in tallies)]
    is_by_unit, ids = tab == "unit", {one.id for one in tallies if one.id is not None}
    context = {
        "codes": [(code, sentence(DETECTORS[code].title)) for code in codes],
        "rows": [
            (one, [(code, one.by_code.get(code, 0)) for code in codes]) for one in tallies[:MOST_TALLIES]
        ],
        "more": max(len(tallies) - MOST_TALLIES, 0),
        "count": len(tallies),
        "total": sum(one.total for one in tallies),
        "is_by_unit": is_by_unit,
        "linked": readable(request.scope, ids) if is_by_unit else ids,
        **_frame(request, year, narrowed, tab),
    }
    return render(request, "dossiers/violations/tallies.html", context)


def _frame(request: Request, year: int, narrowed: Narrowed, tab: str) -> dict[str, Any]:
    """What all these pages share: sister pages that keep the unit, the unit and officer in words."""
    unit = units.find(request.scope, narrowed.unit_id, READ) if narrowed.unit_id is not None else None
    kept = f"?dv={unit.pk}" if unit else ""
    pages = (
        ("overview", _("Tổng quan"), "dossiers:violations_year"),
        ("list", _("Danh sách"), "dossiers:violations_list"),
        ("unit", _("Theo đơn vị"), "dossiers:violations_by_unit"),
        ("officer", _("Theo cán bộ"), "dossiers:violations_by_officer"),
    )
    return {
        "year": year,
        "narrowed": narrowed,
        "unit": unit,
        "tab_list": [(label, reverse(name, args=[year]) + kept, tab == key) for key, label, name in pages],
    }


def _narrowed(request: Request, year: int) -> Narrowed:
    units.day_of_year(year, request.scope.today)
    code = request.GET.get("ma", "")
    return Narrowed(
        year=year,
        code=code if code in DETECTORS else "",
        unit_id=_number(request, "dv"),
        officer_id=_number(request, "cb"),
        month=_month(request.GET.get("thang", "")),
        state=STATES.get(request.GET.get("tt", ""), State.CURRENT),
    )


def _month(text: str) -> dt.date | None:
    """ "2026-03" as the first day of the month; None for anything else."""
    try:
        return dt.date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def _number(request: Request, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None
