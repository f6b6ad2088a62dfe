"""What the views of directives share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from caicach.apps.directives import checks, queries
from caicach.apps.directives.models import Directive
from caicach.apps.units import queries as units
from caicach.apps.units.models import Unit
from caicach.platform.access import Request
from caicach.platform.errors import Conflict, Invalid

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def number_in(request: Request, name: str) -> int | None:
    """A whole number of the address; None for anything else."""
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None


def asked_unit(request: Request) -> tuple[Unit | None, str]:
    """The unit that the page is narrowed to, and what is wrong with the one that was asked for."""
    asked = request.GET.get("dv", "").strip()[:200]
    if not asked:
        return None, ""
    try:
        if asked.isdigit() and len(asked) < 19:
            return units.find(request.scope, int(asked)), ""
        return units.unit_by_reference(request.scope, asked, request.scope.today, queries.READ), ""
    except Invalid as fault:
        return None, str(fault)


ALL_YEARS = "tat-ca"


def of_another_year(request: Request, year: int) -> HttpResponse | None:
    """The same list, narrowed in the same way, of the year that was chosen in the filter; None where that is this one."""
    chosen = number_in(request, "nam") or year
    match = request.resolver_match
    if chosen == year or match is None or not checks.is_year_of_work(chosen, request.scope.today):
        return None
    kept = request.GET.copy()
    for name in ("nam", "sau", "truoc"):
        kept.pop(name, None)
    address = reverse(match.view_name, kwargs={**match.kwargs, "year": chosen})
    return redirect(f"{address}?{kept.urlencode()}" if kept else address)


def years_of(request: Request, year: int) -> list[int]:
    """The years that the filter offers: those that have directives, and the one that is shown."""
    return sorted({year, *queries.years(request.scope)}, reverse=True)


def version_in(request: Request) -> int:
    """The version that a button was shown with; 0, which nothing has, for none."""
    value = request.POST.get("version", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


def told(request: Request, act: Callable[[], Any], done: str = "") -> bool:
    """Do something that a button stands for; what is wrong, or else `done`, is shown on the page that follows."""
    try:
        act()
    except (Invalid, Conflict) as fault:
        messages.error(request, str(fault))
        return False
    if done:
        messages.success(request, done)
    return True


def to_directive(year: int, directive_id: int, part: str = "") -> HttpResponse:
    """Back to the page of a directive, to a part of it."""
    return redirect(reverse("directives:directive", args=[year, directive_id]) + (f"#{part}" if part else ""))


def shown_form(request: Request, one: Directive, form: Any, **words: Any) -> HttpResponse:
    """A page with one form about a directive."""
    context = {"directive": one, "form": form, **words}
    return render(request, "directives/form.html", context, status=422 if form.errors else 200)
