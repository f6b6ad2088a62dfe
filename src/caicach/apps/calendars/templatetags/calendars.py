"""What the pages of the calendar print: sentences of `core` in the reader's language, weekdays, addresses of years."""

from __future__ import annotations

import datetime as dt

from django import template
from django.urls import reverse

from caicach.apps.units.models import Unit
from caicach.core.words import Words
from caicach.core.worktime.reading import WEEKDAYS
from caicach.platform.wording import said

register = template.Library()


@register.filter
def in_words(value: Words) -> str:
    """The sentence in the language of the page."""
    return said(value)


@register.filter
def weekday(day: dt.date) -> str:
    """Thứ Hai."""
    return in_words(WEEKDAYS[day.weekday()])


@register.simple_tag
def calendar_url(unit: Unit | None, year: int) -> str:
    """The calendar of a unit in a year, or the one that the program ships."""
    if unit is None:
        return reverse("calendars:shipped", args=[year])
    return reverse("calendars:year", args=[year, unit.pk])
