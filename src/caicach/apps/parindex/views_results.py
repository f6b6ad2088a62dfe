"""The results of a year across units: ranking, heat map, one criterion; and the years side by side."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from caicach.apps.parindex import charting, downloads, wording
from caicach.apps.parindex.models import Subject
from caicach.apps.parindex.queries import criterion as criteria
from caicach.apps.parindex.queries import results, trend
from caicach.apps.parindex.queries.common import READ, Choice
from caicach.apps.parindex.queries.unit_sheet import sheet
from caicach.apps.parindex.views_common import (
    CSV,
    XLSX,
    number,
    subject,
    text,
    unit_tabs,
    wanted_format,
    year_tabs,
)
from caicach.platform import spreadsheets
from caicach.platform.access import Permission
from caicach.platform.access.request import Request
from caicach.platform.wording import language

MOST_BARS = 40


@require_safe
def index(request: Request) -> HttpResponse:
    """/chi-so/: the ranking of the running year, or of the latest that has one."""
    return redirect("parindex:ranking", _latest(request))


@require_safe
def latest(request: Request, page: str) -> HttpResponse:
    """A page of a year for navigation, whose entries know no year: that of the latest year."""
    return redirect(f"parindex:{page}", _latest(request))


def _latest(request: Request) -> int:
    request.scope.require(READ)
    known = trend.years(request.scope)
    running = request.scope.today.year
    return next((year for year in known if year <= running), running)


def _asked(request: Request) -> results.Asked:
    return results.Asked(
        subject=subject(request),
        block=text(request, "khoi"),
        class_name=text(request, "loai"),
        search=text(request, "q"),
        sort=text(request, "sort"),
        locality=number(request, "dp"),
    )


def year_context(request: Request, choice: Choice, active: str) -> dict[str, Any]:
    """What every page of a year's results shows around its contents."""
    return {
        "choice": choice,
        "tab_list": year_tabs(choice, active),
        "subjects": [(value, label) for value, label in _subjects() if value in choice.subjects],
        "xlsx": XLSX,
        "csv": CSV,
        "may_open_round": request.scope.may(Permission.ROUND_MANAGE),
    }


def _subjects() -> list[tuple[str, str]]:
    return [(one.value, str(one.label)) for one in Subject]


@require_safe
def ranking(request: Request, year: int) -> HttpResponse:
    """/chi-so/<year>/"""
    table = results.ranking(request.scope, year, _asked(request))
    if format := wanted_format(request):
        return spreadsheets.download(downloads.ranking(table), f"xep-hang-{year}", format)
    context = year_context(request, table.choice, "ranking") | {
        "table": table,
        "last": year - 1,
        "skyline": charting.skyline(table),
        "units_url": _units_url(year),
        "is_grouped": len(table.groups) > 1 or bool(table.groups and table.groups[0].code),
    }
    return render(request, "parindex/results/ranking.html", context)


@require_safe
def heat_map(request: Request, year: int) -> HttpResponse:
    """/chi-so/<year>/ban-do-nhiet/: units × areas, the number in every cell."""
    table = results.ranking(request.scope, year, _asked(request))
    if format := wanted_format(request):
        return spreadsheets.download(downloads.ranking(table), f"ban-do-nhiet-{year}", format)
    context = year_context(request, table.choice, "heat_map") | {
        "table": table,
        "rows": _heat_rows(table, year),
        "codes": [area.code for area in table.areas],
        "medians": _column_medians(table),
        "picture": charting.heat(table),
    }
    return render(request, "parindex/results/heat_map.html", context)


def _heat_rows(table: results.Ranking, year: int) -> list[tuple[results.Row, str]]:
    """Each row with the page of its unit, "" beyond the reader's reach."""
    units = _units_url(year)
    return [(row, f"{units}{row.unit_id}/" if row.is_open else "") for row in table.rows]


def _column_medians(table: results.Ranking) -> list[Decimal | None]:
    columns = zip(*(row.areas for row in table.rows), strict=True)
    return [results.middle(value for value in column if value is not None) for column in columns]


def _units_url(year: int) -> str:
    """What the pages of all units of a year begin with: reversing each would cost more than the query."""
    return reverse("parindex:unit", args=[year, 0]).removesuffix("0/")


@require_safe
def criterion(request: Request, year: int, subject: str, code: str) -> HttpResponse:
    """/chi-so/<year>/tieu-chi/<subject>/<code>/: one node across units."""
    found = criteria.criterion(
        request.scope, year, subject, code, block=text(request, "khoi"), locality=number(request, "dp")
    )
    if format := wanted_format(request):
        return spreadsheets.download(downloads.criterion(found), f"tieu-chi-{code}-{year}", format)
    context = year_context(request, found.choice, "") | {
        "found": found,
        "last": year - 1,
        "told": wording.criterion(found),
        "spread": charting.spread(found),
        "bars": charting.criterion_bars(found) if 2 < len(found.rows) <= MOST_BARS else None,
        "children": _children(found),
    }
    return render(request, "parindex/results/criterion.html", context)


def _children(found: criteria.Criterion) -> list[dict[str, Any]]:
    if found.framework is None or found.node is None:
        return []
    nodes = [found.framework.node(code) for code in found.node.children]
    return [
        {"code": node.code, "shown": node.words.text(language()), "max_points": node.max_points}
        for node in nodes
    ]


@require_safe
def years(request: Request) -> HttpResponse:
    """/chi-so/xu-huong/: the localities through the years, or (?dv=) one unit."""
    unit_id = number(request, "dv")
    if unit_id is not None:
        return _unit_years(request, unit_id)
    rows = trend.of_localities(request.scope)
    if format := wanted_format(request):
        return spreadsheets.download(downloads.locality_years(rows), "qua-cac-nam", format)
    context = {
        "rows": rows,
        "told": wording.years(rows),
        "data": charting.locality_years(rows),
        "tab_list": year_tabs(Choice(_latest(request), None, None, ""), "trend"),
        "xlsx": XLSX,
        "csv": CSV,
    }
    return render(request, "parindex/results/trend.html", context)


def _unit_years(request: Request, unit_id: int) -> HttpResponse:
    found = trend.of_unit(request.scope, unit_id)
    if format := wanted_format(request):
        return spreadsheets.download(downloads.unit_years(found), f"qua-cac-nam-{unit_id}", format)
    latest_year = found.years[-1].year if found.years else _latest(request)
    context = {
        "trend": found,
        "told": wording.unit_years(found),
        "index_data": charting.unit_years(found),
        "area_data": charting.area_years(found),
        "rows": found.years,
        "table_rows": [
            {"row": one, "areas": [one.areas.get(area.code) for area in found.areas]}
            for one in reversed(found.years)
        ],
        "tab_list": unit_tabs(request, sheet(request.scope, latest_year, unit_id), "trend"),
        "xlsx": XLSX,
        "csv": CSV,
    }
    return render(request, "parindex/results/trend_unit.html", context)
