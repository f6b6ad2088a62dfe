"""/cong-khai/: published results for everybody, without an account. Nothing here writes, and nothing asks who reads."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from caicach.apps.parindex.queries import public as queries
from caicach.apps.portal import charting, tables
from caicach.apps.portal.caching import all_decisions, one_decision, until_published_again
from caicach.platform import spreadsheets
from caicach.platform.access import NotFound, Request
from caicach.platform.accounts.middleware import remember_language

LONGEST_SEARCH = 100


@login_not_required
@require_safe
@until_published_again(all_decisions)
def home(request: Request) -> HttpResponse:
    """The years with their decisions, the latest decision of each round first, what it corrects below."""
    context = {"years": tables.by_year(queries.decisions())}
    return render(request, "portal/home.html", context)


@login_not_required
@require_safe
@until_published_again(one_decision)
def decision(request: Request, publication_id: int) -> HttpResponse:
    """The ranking of a decision, narrowed by block, area and name."""
    found = queries.results(publication_id)
    asked = tables.Asked(
        block=request.GET.get("khoi", "")[:40],
        area=request.GET.get("linh-vuc", "")[:40],
        search=request.GET.get("q", "").strip()[:LONGEST_SEARCH],
    )
    context = {
        "found": found,
        "ranking": tables.ranking(found, asked),
        "asked": asked,
        # Reversing the page of each unit would cost more than all else.
        "units_url": reverse("portal:unit", args=[0]).removesuffix("0/"),
    }
    return render(request, "portal/decision.html", context)


@login_not_required
@require_safe
@until_published_again(one_decision)
def download(request: Request, publication_id: int, format: str) -> HttpResponse:
    """The published table as a file: xlsx, csv, or the JSON whose SHA-256 the page states."""
    found = queries.results(publication_id)
    name = f"ket-qua-cong-bo-{found.decision.year}-{publication_id}"
    if format == "json":
        answer = HttpResponse(found.table.text, content_type="application/json; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
        return answer
    if format not in ("xlsx", "csv"):
        raise NotFound(_("Không có tệp dạng này."), _("Hãy tải dạng XLSX, CSV hoặc JSON."))
    return spreadsheets.download(tables.sheet(found), name, format)


@login_not_required
@require_safe
@until_published_again(all_decisions)
def unit(request: Request, unit_id: int) -> HttpResponse:
    """A unit: its areas beside the mean of its block, and its published years."""
    years = queries.unit(unit_id)
    latest = years[0]
    context: dict[str, Any] = {
        "latest": latest,
        "block_name": tables.name_of(latest.group),
        "class_name": tables.class_name(latest.row),
        "areas": tables.areas(latest),
        "rows": [{"year": one, "class_name": tables.class_name(one.row)} for one in years],
        "area_years": tables.area_years(years),
        "radar": charting.radar(latest),
        "trend": charting.trend(years) if len(years) > 1 else None,
    }
    return render(request, "portal/unit.html", context)


@login_not_required
@require_safe
@until_published_again(all_decisions)
def open_data(request: Request) -> HttpResponse:
    """What may be fetched by programs, and how anybody checks the figures."""
    found = queries.decisions()
    context = {"latest": found[0] if found else None, "origin": request.build_absolute_uri("/").rstrip("/")}
    return render(request, "portal/open_data.html", context)


@login_not_required
@require_safe
def language(request: Request, language: str) -> HttpResponse:
    """Keep the language of the public pages in a cookie and go back. A link and no form, so that pages carry no token."""
    if language not in ("vi", "en"):
        raise NotFound(_("Hệ thống chưa có ngôn ngữ này."))
    target = request.GET.get("tiep", "")
    start = reverse("portal:home")
    own = target.startswith(start) and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    response = redirect(target if own else start)
    remember_language(response, language)
    return response
