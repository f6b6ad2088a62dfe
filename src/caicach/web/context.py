"""What every template is given: who reads, which year, what may be gone to, which frame the page stands in."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from caicach import __version__
from caicach.platform import clock, navigation
from caicach.platform.access.scope import Scope
from caicach.platform.notices import queries as notices
from caicach.web import switchers
from caicach.web.build import asset_version
from caicach.web.words import words

DRAWER = "cc-drawer-body"
THEMES = ("auto", "light", "dark")


def screen(request: HttpRequest) -> dict[str, Any]:
    """Context processor. What costs a query or a list is a function, which a template calls when it first asks."""
    scope: Scope = getattr(request, "scope", None) or Scope.nobody()
    year = _year(request)
    return {
        "scope": scope,
        "year": year,
        "years": cache(lambda: switchers.years(scope)),
        "year_choices": cache(lambda: switchers.year_choices(request, year, switchers.years(scope))),
        "unit_choices": cache(lambda: switchers.unit_choices(scope, year, _unit(request))),
        "unread_notices": cache(lambda: notices.unread_count(scope)),
        "navigation": cache(lambda: navigation.for_scope(scope, request.path)),
        "layout": layout(request, scope),
        "theme_choice": _theme(request),
        "asset_version": asset_version(),
        "product_version": __version__,
        "today": scope.today,
        "words": words,
        "demo": settings.CAICACH_DEMO,
    }


def layout(request: HttpRequest, scope: Scope) -> str:
    """The template that a page extends: the drawer's when the drawer asks, the plain one before signing in."""
    if request.headers.get("HX-Target") == DRAWER:
        return "web/base_drawer.html"
    return "web/base.html" if scope.is_signed_in else "web/base_plain.html"


def _year(request: HttpRequest) -> int:
    match = getattr(request, "resolver_match", None)
    year = match.kwargs.get("year") if match is not None else None
    return year if isinstance(year, int) else clock.today().year


def _unit(request: HttpRequest) -> int | None:
    match = getattr(request, "resolver_match", None)
    unit = match.kwargs.get("unit_id") if match is not None else None
    return unit if isinstance(unit, int) else None


def _theme(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    chosen = getattr(user, "theme", "") or request.COOKIES.get("caicach_theme", "")
    return chosen if chosen in THEMES else "auto"
