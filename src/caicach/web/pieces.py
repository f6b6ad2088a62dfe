"""The small components that stand in every row of a table, as functions: a template for each would cost more than the query."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.platform import clock
from caicach.web import charts, formats
from caicach.web.build import asset_version

CHIP_ICONS = {
    "neutral": "circle-dashed",
    "running": "progress",
    "waiting": "clock",
    "done": "circle-check",
    "late": "alert-triangle",
    "broken": "gavel",
}
_DECORATION = mark_safe('aria-hidden="true"')
_NOTHING = mark_safe("")
_NO_VALUE = mark_safe(f'<span class="cc-none">{formats.NONE}</span>')
_STATUS_WORDS = {
    "missing": gettext_lazy("chưa có số liệu"),
    "na": gettext_lazy("không áp dụng"),
    "survey": gettext_lazy("từ điều tra"),
}


def render(name: str, **context: Any) -> SafeString:
    """A component that has a template."""
    return render_to_string(f"web/components/{name}.html", context)


@cache
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """An icon of the sprite; without a label it is decoration."""
    meaning = format_html('role="img" aria-label="{}"', label) if label else _DECORATION
    address = f"{static('web/dist/icons.svg')}?v={asset_version()}#{name}"
    kind = f"cc-icon cc-icon-{size}" if size else "cc-icon"
    return format_html('<svg class="{}" {}><use href="{}"></use></svg>', kind, meaning, address)


def chip(kind: str, text: object, icon_name: str = "", title: str = "") -> SafeString:
    """A status: icon, word and colour."""
    return format_html(
        '<span class="cc-chip cc-chip-{}"{}>{}{}</span>',
        kind,
        format_html(' title="{}"', title) if title else _NOTHING,
        icon(icon_name or CHIP_ICONS.get(kind, "circle-dashed")),
        text,
    )


def due_chip(
    day: dt.date | None, done_on: dt.date | None = None, working_days: int | None = None
) -> SafeString:
    """A due date as a chip."""
    if day is None:
        return _NO_VALUE
    due = formats.due(day, clock.today(), done_on, working_days)
    icons = {"neutral": "calendar", "late": "clock-exclamation"}
    return chip(due.tone, due.words, icons.get(due.tone, ""))


def delta(change: object, digits: int = 2) -> SafeString:
    """▲ 0,32 or ▼ 1,20: now minus before; "=" for a change that would be shown as zero."""
    amount = formats.as_decimal(change)
    if amount is None:
        return _NO_VALUE
    shown = formats.decimal(abs(amount), digits)
    if not any(figure in "123456789" for figure in shown):
        sign, kind, words = "=", "same", _("không đổi")
    elif amount > 0:
        sign, kind, words = "▲", "up", _("tăng")
    else:
        sign, kind, words = "▼", "down", _("giảm")
    return mark_safe(
        f'<span class="cc-delta cc-delta-{kind}"><span aria-hidden="true">{sign}</span>'
        f'<span class="visually-hidden">{escape(words)} </span>{shown}</span>'
    )


def points_bar(value: object, max: object, size: str = "md", area: str = "", status: str = "") -> SafeString:
    """3,88 / 4 and a thin bar.

    `status`: missing (no input yet), na (not applicable), survey (comes from the survey).
    """
    number = charts.area_number(str(area)) if area else ""
    classes = f"cc-points cc-points-{escape(size)}{f' cc-area-{number}' if number else ''}"
    words = _STATUS_WORDS.get(status)
    reached = f"<span>{escape(words)}</span>" if words else f"<b>{formats.decimal(value)}</b>"
    return mark_safe(
        f'<span class="{classes}"><span class="cc-points-text">{reached}'
        f"<span>/ {formats.number(max)}</span></span>{bar(value, max)}</span>"
    )


def bar(value: object, max: object, tone: str = "") -> SafeString:
    """A thin bar as SVG, because its width must not be an inline style; empty where there is no value."""
    reached, whole = formats.as_decimal(value), formats.as_decimal(max)
    fill = ""
    if reached is not None and whole:
        share = float(reached / whole * 100)
        fill = f'<rect class="cc-bar-fill" width="{0.0 if share < 0 else 100.0 if share > 100 else share:.1f}" height="4"/>'
    kind = f" cc-bar-{escape(tone)}" if tone else ""
    return mark_safe(
        f'<svg class="cc-bar{kind}" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="cc-bar-track" width="100" height="4"/>{fill}</svg>'
    )


def why_link(url: str, label: str = "", text: str = "") -> SafeString:
    """The link "Vì sao?" beside a computed number; a plain link where there is no script."""
    return format_html(
        '<a class="cc-why cc-screen-only" href="{}" data-drawer>{}<span>{}</span>{}</a>',
        url,
        icon("help-circle"),
        text or _("Vì sao?"),
        format_html('<span class="visually-hidden"> {}</span>', label) if label else _NOTHING,
    )
