"""The query string of a page: filters, sorting and the page number live in the URL, which can be sent to a colleague."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import QueryDict


def changed(query: QueryDict, changes: Mapping[str, object]) -> str:
    """The query with some keys replaced, None removing one: "?a=1&b=2", or "?" for an empty one (this page, unfiltered)."""
    copy = query.copy()
    for key, value in changes.items():
        if value is None or value == "":
            copy.pop(key, None)
        elif isinstance(value, list | tuple):
            copy.setlist(key, [str(item) for item in value])
        else:
            copy[key] = str(value)
    return f"?{copy.urlencode()}"


def joined(url: str, query: str) -> str:
    """A URL with this query behind its own; "" stays "" (nothing to lead to)."""
    if not url or query == "?":
        return url
    return f"{url}{'&' if '?' in url else '?'}{query[1:]}"


def order_of(query: QueryDict, key: str, default: str = "") -> str:
    """How the page is sorted by `key`: "ascending", "descending" or "" ; `default` ("asc", "desc") when nothing is asked."""
    asked = query.get("sort", "")
    if not asked:
        return {"asc": "ascending", "desc": "descending"}.get(default, "")
    return {key: "ascending", f"-{key}": "descending"}.get(asked, "")


def next_sort(key: str, order: str, numeric: bool) -> str:
    """What a click on the head sorts by: names from A first, numbers from the largest first, then the other way."""
    if order:
        return key if order == "descending" else f"-{key}"
    return f"-{key}" if numeric else key
