"""One unit in one year: its scoring sheet, and why each number in it is what it is."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from caicach.apps.parindex import charting, downloads, wording
from caicach.apps.parindex.queries.explaining import explained
from caicach.apps.parindex.queries.letters import has_result
from caicach.apps.parindex.queries.sheet_model import Line, Sheet
from caicach.apps.parindex.queries.unit_sheet import sheet
from caicach.apps.parindex.views_common import CSV, XLSX, unit_tabs, wanted_format
from caicach.platform import spreadsheets
from caicach.platform.access import Permission
from caicach.platform.access.request import Request

MOST_LOST = 10


@require_safe
def unit(request: Request, year: int, unit_id: int) -> HttpResponse:
    """/chi-so/<year>/don-vi/<unit>/"""
    shown = sheet(request.scope, year, unit_id)
    if format := wanted_format(request):
        return spreadsheets.download(downloads.unit(shown), f"bang-diem-{unit_id}-{year}", format)
    context = {
        "sheet": shown,
        "last": year - 1,
        "tab_list": unit_tabs(request, shown, "unit"),
        "told": wording.unit(shown),
        "radar": charting.radar(shown),
        "lost": shown.lost[:MOST_LOST],
        "areas": _areas(shown),
        "has_letter": has_result(shown),
        "xlsx": XLSX,
        "csv": CSV,
        "scoring_sheet_url": _scoring_sheet(request, shown),
    }
    return render(request, "parindex/results/unit.html", context)


def _scoring_sheet(request: Request, shown: Sheet) -> str:
    """Where the sheet with its figures is, for whoever reads them; "" for others."""
    if shown.participant is None or not request.scope.may(Permission.FACTS_READ, shown.path):
        return ""
    return reverse("parindex:scoring_sheet", args=[shown.year, shown.unit_id])


def _areas(shown: Sheet) -> list[dict[str, Any]]:
    """The tree cut at its areas: each with its lines in printed order and what the block reaches there."""
    medians = shown.area_medians or {}
    areas: list[dict[str, Any]] = []
    for line in shown.lines:
        if line.node.parent is None:
            areas.append(
                {"line": line, "lines": [], "median": medians.get(line.code), "lost": _lost(shown, line)}
            )
        else:
            areas[-1]["lines"].append(line)
    return areas


def _lost(shown: Sheet, area: Line) -> Any:
    assert shown.framework is not None
    below = {leaf.code for leaf in shown.framework.below(area.code)}
    return sum(leaf.lost for leaf in shown.leaves if leaf.code in below)


@require_safe
def why(request: Request, year: int, unit_id: int, code: str = "") -> HttpResponse:
    """/chi-so/<year>/don-vi/<unit>/vi-sao/[<code>/]: a page, or the side drawer where that asks."""
    found = explained(request.scope, year, unit_id, code)
    return render(request, "parindex/results/why.html", {"found": found, "sheet": found.sheet})
