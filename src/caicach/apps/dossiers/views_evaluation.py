"""/mot-cua/danh-gia/…: the nine indicators of the one-stop service, for agencies and officers, in a quarter or a year."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from caicach.apps.dossiers.evaluation_sheets import evaluation_sheet
from caicach.apps.dossiers.measures import SETTLEMENT, SUPPLEMENTS
from caicach.apps.dossiers.queries import indicators as queries
from caicach.apps.dossiers.queries.counted import Part, asked_again, counted_dossiers, settlements
from caicach.apps.dossiers.queries.indicators import Behind, Period
from caicach.apps.units import queries as units
from caicach.core.dossiers.indicators import NAMES, OF_DOSSIERS
from caicach.platform import spreadsheets
from caicach.platform.access import NotFound, Permission, Request
from caicach.platform.wording import sentence

READ = Permission.DOSSIERS_READ
MOST_ROWS = 300
PARTS = {
    Part.OPEN: gettext_lazy("Quá hạn, chưa xong"),
    Part.LATE: gettext_lazy("Xong muộn"),
    Part.ON_TIME: gettext_lazy("Xong đúng hạn, trước hạn"),
    Part.ASKED_AGAIN: gettext_lazy("Bổ sung quá một lần"),
}


@require_safe
def latest(request: Request) -> HttpResponse:
    """The running year, for navigation."""
    request.scope.require(READ)
    return redirect("dossiers:evaluation_year", request.scope.today.year)


@require_safe
def agencies(request: Request, year: int) -> HttpResponse:
    """The counters by all nine indicators."""
    request.scope.require(READ)
    period, unit_id = _period(request, year), _number(request, "dv")
    rows = queries.agencies(request.scope, period, unit_id)
    return _shown(request, period, rows, tuple(NAMES), is_agency=True)


@require_safe
def officers(request: Request, year: int) -> HttpResponse:
    """The officers by indicators 1, 2, 3, 4 and 7."""
    request.scope.require(READ)
    period, unit_id = _period(request, year), _number(request, "dv")
    rows = queries.officers(request.scope, period, unit_id)
    return _shown(request, period, rows, OF_DOSSIERS, is_agency=False)


@require_safe
def dossiers(request: Request, year: int) -> HttpResponse:
    """The dossiers behind a figure."""
    request.scope.require(READ)
    period = _period(request, year)
    indicator = _number(request, "cs") or 1
    if indicator not in OF_DOSSIERS:
        raise NotFound(
            _("Chỉ số %(number)s không tính theo hồ sơ.") % {"number": indicator},
            _("Hãy chọn chỉ số 1, 2, 3, 4 hoặc 7."),
        )
    given = request.GET.get("diem", "")
    asked = Behind(
        indicator,
        int(given) if given in ("0", "1", "2") else None,
        _number(request, "dv"),
        _number(request, "cb"),
        unknown=given == "chua-ro",
    )
    page = queries.behind(request.scope, period, asked, _number(request, "sau"))
    context = {
        "asked": asked,
        "given": given,
        "page": page,
        "rows": [(one, getattr(one, f"p{indicator}")) for one in page.rows],
        "indicators": [(one, f"{one}. {sentence(NAMES[one])}") for one in OF_DOSSIERS],
        "choices": [("", _("Tất cả")), ("2", "2"), ("1", "1"), ("0", "0"), ("chua-ro", _("Chưa rõ"))],
        "name": sentence(NAMES[indicator]),
        **_frame(request, period, "dossiers"),
    }
    return render(request, "dossiers/evaluation/dossiers.html", context)


@require_safe
def counted(request: Request, year: int, unit_id: int) -> HttpResponse:
    """What the index counts of the dossiers of a unit, and the dossiers behind each figure."""
    request.scope.require(READ)
    _period(request, year)
    unit = units.find(request.scope, unit_id, READ)
    asked = request.GET.get("phan", "")
    part = Part(asked) if asked in list(Part) else Part.OPEN
    found = settlements(request.scope, year, [unit.pk]).get(unit.pk)
    again = asked_again(request.scope, year, [unit.pk]).get(unit.pk)
    counts = {
        Part.OPEN: found and found.overdue_open,
        Part.LATE: found and found.late,
        Part.ON_TIME: found and found.on_time,
        Part.ASKED_AGAIN: again,
    }
    context = {
        "unit": unit,
        "year": year,
        "found": found,
        "part_name": PARTS[part],
        "tab_list": [
            {
                "label": PARTS[one],
                "url": f"{request.path}?phan={one}",
                "active": one is part,
                "count": counts[one],
            }
            for one in Part
        ],
        "page": counted_dossiers(request.scope, year, unit.pk, part, _number(request, "sau")),
        "measures": (SETTLEMENT, SUPPLEMENTS),
    }
    return render(request, "dossiers/evaluation/counted.html", context)


@require_safe
def download(request: Request, year: int) -> HttpResponse:
    """Agencies and officers of the period, a sheet each."""
    request.scope.require(READ)
    period, unit_id = _period(request, year), _number(request, "dv")
    sheets = [
        evaluation_sheet(_("Đơn vị"), queries.agencies(request.scope, period, unit_id), tuple(NAMES)),
        evaluation_sheet(_("Cán bộ"), queries.officers(request.scope, period, unit_id), OF_DOSSIERS),
    ]
    name = f"danh-gia-mot-cua-{year}" + (f"-quy-{period.quarter}" if period.quarter else "")
    return spreadsheets.download(sheets, name, "xlsx")


def _shown(
    request: Request, period: Period, rows: list[queries.Row], indicators: tuple[int, ...], *, is_agency: bool
) -> HttpResponse:
    missing = sorted({one for row in rows for one in row.evaluation.missing})
    context = {
        "rows": rows[:MOST_ROWS],
        "more": max(len(rows) - MOST_ROWS, 0),
        "count": len(rows),
        "dossiers": sum(row.dossiers for row in rows),
        "heads": [(one, sentence(NAMES[one])) for one in indicators],
        "missing": [f"{one}. {sentence(NAMES[one])}" for one in missing],
        "is_agency": is_agency,
        "behind": OF_DOSSIERS,
        **_frame(request, period, "agencies" if is_agency else "officers"),
    }
    return render(request, "dossiers/evaluation/rows.html", context)


def _frame(request: Request, period: Period, tab: str) -> dict[str, Any]:
    unit_id = _number(request, "dv")
    unit = units.find(request.scope, unit_id, READ) if unit_id is not None else None
    kept = "&".join(
        part
        for part in (f"dv={unit.pk}" if unit else "", f"quy={period.quarter}" if period.quarter else "")
        if part
    )
    pages = (
        ("agencies", _("Đơn vị"), "dossiers:evaluation_year"),
        ("officers", _("Cán bộ"), "dossiers:evaluation_officers"),
        ("dossiers", _("Hồ sơ"), "dossiers:evaluation_dossiers"),
    )
    return {
        "year": period.year,
        "period": period,
        "unit": unit,
        "law": queries.rule_of(period).text,
        "quarters": [(one, _("Quý %(quarter)s") % {"quarter": one}) for one in (1, 2, 3, 4)],
        "kept": f"?{kept}" if kept else "",
        "tab_list": [
            (label, reverse(name, args=[period.year]) + (f"?{kept}" if kept else ""), tab == key)
            for key, label, name in pages
        ],
    }


def _period(request: Request, year: int) -> Period:
    quarter = request.GET.get("quy", "")
    units.day_of_year(year, request.scope.today)
    return Period(year, int(quarter) if quarter in ("1", "2", "3", "4") else None)


def _number(request: Request, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None
