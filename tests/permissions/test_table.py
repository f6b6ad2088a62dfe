"""The table names every route of the site and no other; every permission is held by somebody and asked for somewhere."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from caicach.platform.access import GRANTS, Permission, Role

from .asking import SAFE
from .rows import Door
from .table import ROWS
from .world import IN_THE_COMMUNE, PERSONS

Route = tuple[str, str]


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    routes = set(routes_of(get_resolver()))
    rows = {(method, row.route) for row in ROWS for method in row.methods.split()}
    assert not routes - rows, f"routes without a row in table.py: {sorted(routes - rows)}"
    assert not rows - routes, f"rows of table.py without a route: {sorted(rows - routes)}"


def test_every_permission_is_held_and_asked_for() -> None:
    needed = {row.needs for row in ROWS}
    # Not what a page is opened by: what a part of the page of a unit is shown by.
    shown_by = {Permission.CONSEQUENCES_READ}
    for permission in Permission:
        assert any(permission in grants for grants in GRANTS.values()), f"no role holds {permission}"
        assert permission in needed | shown_by, f"no route needs {permission}"


def test_every_role_is_tried() -> None:
    assert {role.value for role in Role} < set(PERSONS)
    assert set(IN_THE_COMMUNE) < set(Role)


def test_nothing_that_changes_data_is_public() -> None:
    public = {
        row.route
        for row in ROWS
        if row.needs is Door.PUBLIC and any(method not in SAFE for method in row.methods.split())
    }
    assert (
        public
        == {
            "accounts:login",
            "accounts:logout",
            "set_language",
            "set_theme",
            "portal:dossier",  # changes nothing but the count of attempts; by POST to keep the digits out of addresses
        }
    )


def routes_of(resolver: URLResolver, namespaces: tuple[str, ...] = (), prefix: str = "/") -> Iterator[Route]:
    """(method, name) of every page, (method, path) of every API operation."""
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            inner = (*namespaces, one.namespace) if one.namespace else namespaces
            yield from routes_of(one, inner, prefix + str(one.pattern))
        else:
            yield from ((method, name) for method, name in routes_of_pattern(one, namespaces, prefix))


def routes_of_pattern(one: URLPattern, namespaces: tuple[str, ...], prefix: str) -> Iterator[Route]:
    operations = _seen_by(one.callback, "self")
    if operations is not None:
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", prefix + str(one.pattern))
        yield from ((method, path) for operation in operations.operations for method in operation.methods)
        return
    assert one.name, f"{prefix}{one.pattern} has no name"
    name = ":".join((*namespaces, one.name))
    yield from ((method, name) for method in methods_of(one.callback, name))


def methods_of(view: Any, name: str) -> set[str]:
    """What a page takes, by its decorator or its class; the documents of the API itself are only read."""
    if name.startswith("api:"):
        return {"GET"}
    if hasattr(view, "view_class"):
        taken = {method for method in view.view_class.http_method_names if hasattr(view.view_class, method)}
        methods = {method.upper() for method in taken & {"get", "post"}}
    else:
        listed = _seen_by(view, "request_method_list")
        assert listed, (
            f"{name} takes any method: mark its view with require_safe, require_POST or require_http_methods"
        )
        methods = set(listed)
    return methods - {"HEAD"}


def _seen_by(view: Callable[..., Any] | None, variable: str) -> Any:
    """A variable of the function that made a view, looked for through its decorators."""
    while view is not None:
        if inspect.isfunction(view) and view.__closure__:
            found = inspect.getclosurevars(view).nonlocals
            if variable in found:
                return found[variable]
        view = getattr(view, "__wrapped__", None)
    return None
