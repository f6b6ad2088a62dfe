"""Which day a year is looked at, and what holds on a day."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.platform.access import NotFound

FIRST_YEAR, LAST_YEAR = 1945, 2200
BEFORE_REORGANISATION = 2024
"""The last year whose tree is wholly that of before 2025-07-01."""


def day_of_year(year: int, today: dt.date) -> dt.date:
    """The day whose tree a year shows: 31/12 of the year, and today while the year is running.

    NotFound for years that no list of units speaks of.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotFound(
            _("Hệ thống không có dữ liệu năm %(year)s.") % {"year": year}, _("Hãy chọn một năm khác.")
        )
    last = dt.date(year, 12, 31)
    return min(last, today) if year == today.year else last


def in_force(on: dt.date, relation: str = "") -> Q:
    """The rows (of `relation`, if given) that hold on the day `on`; both ends are inclusive."""
    prefix = f"{relation}__" if relation else ""
    begun = Q(**{f"{prefix}valid_from__lte": on})
    return begun & (Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": on}))
