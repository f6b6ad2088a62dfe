"""Where points were lost: in the locality (CT-1a), and what it means for one unit (TH-1, TH-2, TM-11)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from caicach.apps.parindex import charting, downloads, wording
from caicach.apps.parindex.queries import analysis as analyses
from caicach.apps.parindex.queries import unit_analysis as unit_analyses
from caicach.apps.parindex.views_common import CSV, XLSX, number, subject, text, unit_tabs, wanted_format
from caicach.apps.parindex.views_results import year_context
from caicach.platform import spreadsheets
from caicach.platform.access.request import Request

MOST_LEAVES = 15
MOST_UNITS = 20


@require_safe
def analysis(request: Request, year: int) -> HttpResponse:
    """/chi-so/<year>/phan-tich/"""
    found = analyses.of_locality(
        request.scope, year, subject(request), block=text(request, "khoi"), locality=number(request, "dp")
    )
    if format := wanted_format(request):
        return spreadsheets.download(downloads.analysis(found), f"phan-tich-{year}", format)
    leaves = found.leaves
    context = year_context(request, found.choice, "analysis") | {
        "found": found,
        "last": year - 1,
        "told": wording.analysis(found),
        "areas_data": charting.node_losses(found.areas, found),
        "leaves": leaves[:MOST_LEAVES],
        "leaves_data": charting.node_losses(leaves[:MOST_LEAVES], found),
        "units": found.by_unit[:MOST_UNITS],
    }
    return render(request, "parindex/results/analysis.html", context)


@require_safe
def unit_analysis(request: Request, year: int, unit_id: int) -> HttpResponse:
    """/chi-so/<year>/don-vi/<unit>/phan-tich/"""
    found = unit_analyses.of_unit(request.scope, year, unit_id)
    if format := wanted_format(request):
        return spreadsheets.download(
            downloads.unit_analysis(found), f"giu-va-khac-phuc-{unit_id}-{year}", format
        )
    context = {
        "found": found,
        "sheet": found.sheet,
        "last": year - 1,
        "levels": found.by_level,
        "tab_list": unit_tabs(request, found.sheet, "unit_analysis"),
        "told": wording.unit_analysis(found),
        "lost_data": charting.losses(found.repair, found.sheet),
        "xlsx": XLSX,
        "csv": CSV,
    }
    return render(request, "parindex/results/unit_analysis.html", context)
