"""The tags round a table: its query string, the heads that sort, the toolbar, the pages. Registered in templatetags/web.py."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from caicach.web import query_string
from caicach.web.pieces import render


def qs(context: Context, **changes: object) -> str:
    """The query of this page with some keys replaced; None removes one."""
    return query_string.changed(context["request"].GET, changes)


def qs_hidden(context: Context, *without: str) -> SafeString:
    """The query of this page as hidden fields, without some keys."""
    kept = [
        (key, value)
        for key, values in context["request"].GET.lists()
        if key not in without
        for value in values
    ]
    return render("qs_hidden", kept=kept)


def sort_header(
    context: Context,
    key: str,
    label: str,
    numeric: bool = False,
    col: str = "",
    default: str = "",
    title: str = "",
    fit: bool = False,
) -> SafeString:
    """A head cell that sorts. `default` ("asc", "desc") marks the column by which the page sorts unasked."""
    request = context["request"]
    order = query_string.order_of(request.GET, key, default)
    following = query_string.next_sort(key, order, numeric)
    return render(
        "sort_header",
        label=label,
        url=query_string.changed(request.GET, {"sort": following, "page": None}),
        order=order,
        numeric=numeric,
        fit=fit,
        col=col or key,
        title=title,
        icon={"ascending": "sort-ascending", "descending": "sort-descending"}.get(order, "arrows-sort"),
    )


def table_toolbar(
    context: Context,
    table: str = "",
    count: int | None = None,
    noun: str = "",
    csv: str = "",
    xlsx: str = "",
    columns: bool = False,
) -> SafeString:
    """Count, choice of columns, downloads of what is seen: the URLs get the query of the page."""
    seen = query_string.changed(context["request"].GET, {"page": None})
    return render(
        "table_toolbar",
        table=table,
        count=count,
        noun=noun,
        csv=query_string.joined(csv, seen),
        xlsx=query_string.joined(xlsx, seen),
        columns=columns,
    )


def pagination(context: Context, page: Page[Any], label: str = "") -> SafeString:
    """The pages of a list; nothing where there is only one."""
    if page.paginator.num_pages < 2:
        return SafeString("")
    query = context["request"].GET
    numbers = [
        (number, query_string.changed(query, {"page": number}) if isinstance(number, int) else "")
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    ]
    return render(
        "pagination",
        page=page,
        label=label or _("Các trang của danh sách"),
        numbers=numbers,
        previous=query_string.changed(query, {"page": page.number - 1}),
        next=query_string.changed(query, {"page": page.number + 1}),
    )
