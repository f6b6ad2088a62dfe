"""What the unit and year switchers of the top bar offer.

The shell knows no units and no rounds, so apps register, in their AppConfig.ready, where years and units come from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from caicach.platform.access.scope import Scope

YearProvider = Callable[[Scope], Iterable[int]]
UnitPage = Callable[[int, int], str]

_year_providers: list[YearProvider] = []
_unit_pages: list[UnitPage] = []


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a switcher."""

    label: str
    url: str
    is_current: bool
    note: str = ""


def register_years(provider: YearProvider) -> YearProvider:
    """Add a source of years that have something to show."""
    if provider not in _year_providers:
        _year_providers.append(provider)
    return provider


def register_unit_page(page: UnitPage) -> UnitPage:
    """Say which page shows a unit in a year: a function (unit_id, year) -> URL; the last one registered counts."""
    _unit_pages[:] = [page]
    return page


def years(scope: Scope) -> list[int]:
    """The years to choose from, newest first; always this one, the last one at least when nobody has registered any."""
    found = {year for provider in _year_providers for year in provider(scope)} or {scope.today.year - 1}
    return sorted(found | {scope.today.year}, reverse=True)


def year_choices(request: HttpRequest, chosen: int, offered: Iterable[int]) -> list[Choice]:
    """The present page in each of the years, with its filters; the home page of the year where a page has no year."""
    return [Choice(str(year), _in_year(request, year), year == chosen) for year in offered]


def unit_choices(scope: Scope, year: int, chosen_id: int | None) -> list[Choice]:
    """The units in which the person holds a post, each once, with the roles held there."""
    held: dict[int, tuple[str, list[str]]] = {}
    for post in scope.posts:
        held.setdefault(post.unit_id, (post.unit_name, []))[1].append(post.role.label)
    current = chosen_id if chosen_id in held else next(iter(held), None)
    url = _unit_pages[0] if _unit_pages else lambda unit_id, year: ""
    return [
        Choice(name, url(unit_id, year), unit_id == current, ", ".join(dict.fromkeys(roles)))
        for unit_id, (name, roles) in held.items()
    ]


def _in_year(request: HttpRequest, year: int) -> str:
    match = request.resolver_match
    if match is not None and "year" in match.kwargs:
        try:
            url = reverse(match.view_name, args=match.args, kwargs={**match.kwargs, "year": year})
        except NoReverseMatch:  # pragma: no cover - the page was reached by a name that cannot be reversed
            return reverse("home_year", args=[year])
        query = request.GET.copy()
        query.pop("page", None)
        return f"{url}?{query.urlencode()}" if query else url
    return reverse("home_year", args=[year])
