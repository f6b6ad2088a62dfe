"""Small words of the pages of units."""

from __future__ import annotations

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from caicach.apps.units.models import Kind, Subkind, Unit
from caicach.web import pieces

register = template.Library()

_CLASSES = {"text": "form-control", "select": "form-select", "checkbox": "form-check-input"}


@register.filter
def unit_kind(unit: Unit) -> str:
    """ "Phường", "Sở, ban, ngành": what the unit was in the year that is shown."""
    if unit.shown_subkind:
        return str(Subkind(unit.shown_subkind).label)
    return str(Kind(unit.kind).label)


@register.simple_tag
def outcome_chip(outcome: str) -> SafeString:
    """What becomes of a row of an import."""
    kind, words = {
        "create": ("running", _("thêm mới")),
        "change": ("waiting", _("sửa")),
        "same": ("neutral", _("giữ nguyên")),
        "error": ("late", _("chưa hợp lệ")),
    }[outcome]
    return pieces.chip(kind, words)


@register.simple_tag
def cell_field(bound: BoundField, number: int) -> SafeString:
    """A field in a cell of a table: its label is the head of the column, so it is named for the ear only."""
    attributes: dict[str, str | bool] = {
        "aria-label": _("%(label)s, dòng %(number)s") % {"label": bound.label, "number": number},
        "class": _CLASSES.get(bound.widget_type, "form-control"),
    }
    if bound.errors:
        attributes["aria-invalid"] = "true"
    faults = SafeString("").join(format_html('<p class="cc-error">{}</p>', fault) for fault in bound.errors)
    return format_html("{}{}", bound.as_widget(attrs=attributes), faults)
