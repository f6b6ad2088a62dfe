"""Components of the screen as template filters and tags; docs/reference/screen-components.md lists them.

Filters write values in the reader's language. Tags render the templates in web/components.
"""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.forms import BoundField
from django.forms.forms import BaseForm
from django.utils.html import escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from caicach.platform import clock
from caicach.web import charts, fields, formats, pieces, tables
from caicach.web.searching import found_in

register = template.Library()

NOTICE_ICONS = {"info": "info-circle", "waiting": "clock", "done": "circle-check", "late": "alert-triangle"}
SECTION_ICONS = {
    "desk": "layout-dashboard",
    "index": "chart-bar",
    "one_stop": "door-enter",
    "quality": "mood-smile",
    "plans": "checklist",
    "citizens": "message-2",
    "inspection": "clipboard-check",
    "registers": "notebook",
    "reports": "report",
    "administration": "settings",
}
MESSAGE_KINDS = {"success": "done", "warning": "waiting", "error": "late"}


# --- values ----------------------------------------------------------------------------------------------------------

register.filter("points", formats.decimal)
register.filter("percent", formats.percent)
register.filter("number", formats.number)
register.filter("vi_date", formats.date)
register.filter("vi_time", formats.time)


register.filter("delta", pieces.delta)


@register.filter
def due_words(day: object) -> str:
    """How a due date stands: "còn 2 ngày · 14/03"."""
    return formats.due(day, clock.today()).words if isinstance(day, dt.date) else formats.NONE


@register.filter
def heat_step(ratio: object) -> str:
    """The step of the heat map for a value in percent of the maximum."""
    return charts.heat_step(formats.as_decimal(ratio))


@register.filter
def area_color(code: object) -> str:
    """The number of the colour of an area, from its code or that of a line in it; "" beyond the ninth."""
    return charts.area_number(str(code))


@register.filter
def plain(text: object) -> str:
    """The text of a piece of HTML, for an attribute or the title of the window."""
    return " ".join(html.unescape(strip_tags(str(text))).split())


@register.filter
def message_kind(level_tag: str) -> str:
    """The kind of notice for a level of django.contrib.messages."""
    return MESSAGE_KINDS.get(level_tag, "info")


@register.filter
def marked(title: str, wanted: str) -> SafeString:
    """The title with the part that was searched for in <mark>, found without regard to tone marks and capitals."""
    start, end = found_in(str(title), wanted)
    return (
        format_html("{}<mark>{}</mark>{}", title[:start], title[start:end], title[end:])
        if end
        else escape(title)
    )


@register.filter
def initials(name: str) -> str:
    """Two letters for a person: of the family name and the given name."""
    words = str(name).split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


# --- small pieces ----------------------------------------------------------------------------------------------------


register.simple_tag(pieces.icon, name="icon")
register.simple_tag(pieces.due_chip, name="due_chip")
register.simple_tag(pieces.points_bar, name="points_bar")
register.simple_tag(pieces.why_link, name="why_link")


@register.simple_tag
def chip(kind: str, text: object, icon: str = "", title: str = "") -> SafeString:
    """A status: icon, word and colour."""
    return pieces.chip(kind, text, icon, title)


@register.simple_tag
def drawer_link(url: str, text: str, icon: str = "", klass: str = "") -> SafeString:
    """A link whose page opens in the side drawer."""
    return pieces.render("drawer_link", url=url, text=text, icon=icon, klass=klass)


@register.simple_tag
def illustration_mark() -> SafeString:
    """Beside every number that was generated to show how things look and is not real."""
    return pieces.render("illustration_mark")


@register.simple_tag
def print_button() -> SafeString:
    """Prints the page."""
    return pieces.render("print_button")


@register.simple_tag
def crumb(label: object, url: str = "") -> SafeString:
    """One step of the breadcrumb; the last has no URL."""
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, label)
    return format_html('<li><span aria-current="page">{}</span></li>', label)


@register.simple_tag
def stat(
    value: object,
    label: str,
    unit: str = "",
    sentence: str = "",
    url: str = "",
    why: str = "",
    change: object = None,
    tone: str = "",
) -> SafeString:
    """One number with its sentence."""
    return pieces.render(
        "stat",
        value=value,
        label=label,
        unit=unit,
        sentence=sentence,
        url=url,
        why=why,
        change=change,
        tone=tone,
    )


@register.simple_tag
def meter(value: object, max: object, label: str, text: str = "", tone: str = "primary") -> SafeString:
    """Progress with words."""
    words = text or f"{formats.number(value)} / {formats.number(max)}"
    return pieces.render("meter", bar=pieces.bar(value, max, tone), label=label, text=words)


@register.simple_tag
def definitions(rows: Iterable[tuple[Any, ...]]) -> SafeString:
    """Rows (label, value) or (label, value, url)."""
    return pieces.render("definitions", rows=[(*row, "")[:3] for row in rows])


@register.simple_tag
def empty(title: str, text: str, url: str = "", action: str = "", icon: str = "inbox") -> SafeString:
    """What will stand here, and the first step."""
    return pieces.render("empty", title=title, text=text, url=url, action=action, icon=icon)


@register.simple_block_tag
def notice(content: SafeString, kind: str = "info", title: str = "") -> SafeString:
    """A message inside a page."""
    return pieces.render(
        "notice", content=content, kind=kind, title=title, icon=NOTICE_ICONS.get(kind, "info-circle")
    )


@register.simple_block_tag
def section(
    content: SafeString, title: str, id: str = "", lead: str = "", count: int | None = None
) -> SafeString:
    """A hairline section with its heading."""
    return pieces.render("section", content=content, title=title, id=id, lead=lead, count=count)


@register.simple_block_tag
def remember(content: SafeString) -> SafeString:
    """Keeps a piece of a page under a name: {% remember as page_title %}...{% endremember %}."""
    return mark_safe(content.strip())


@register.simple_tag
def tabs(items: Iterable[Any]) -> SafeString:
    """Sister pages: (label, url, is_active) or mappings with label, url, active, count."""
    rows = [
        item
        if isinstance(item, Mapping)
        else dict(zip(("label", "url", "active", "count"), item, strict=False))
        for item in items
    ]
    return pieces.render("tabs", items=rows)


@register.simple_tag
def notice_icon(kind: str) -> SafeString:
    """The icon of a kind of notice."""
    return pieces.icon(NOTICE_ICONS.get(kind, "info-circle"))


@register.simple_tag
def section_icon(section: str) -> SafeString:
    """The icon of a section of the navigation."""
    return pieces.icon(SECTION_ICONS.get(str(section), "circle-dot"))


# --- tables ---------------------------------------------------------------------------------------

for each in (tables.qs, tables.qs_hidden, tables.sort_header, tables.table_toolbar, tables.pagination):
    register.simple_tag(each, takes_context=True)


# --- forms and charts ------------------------------------------------------------------------------------------------


@register.simple_tag
def field(bound: BoundField, prefix: str = "", suffix: str = "") -> SafeString:
    """A field of a form: label above, help and faults below, tied together for screen readers."""
    return pieces.render("field", **fields.parts(bound), prefix=prefix, suffix=suffix)


@register.simple_tag
def error_summary(form: BaseForm, title: str = "") -> SafeString:
    """All faults of a form at its top, each a link to its field; `title` where the form saves nothing."""
    if not form.errors:
        return SafeString("")
    return pieces.render("error_summary", faults=fields.faults(form), title=title)


@register.simple_tag
def chart(
    kind: str, id: str, data: Mapping[str, Any], caption: str = "", title: str = "", height: str = "md"
) -> SafeString:
    """A figure that the script draws from the JSON beside it; the table with the same numbers stands on the page."""
    if kind not in charts.KINDS:
        raise template.TemplateSyntaxError(f"chart: no kind {kind!r}, there are {', '.join(charts.KINDS)}")
    return pieces.render(
        "chart",
        kind=kind,
        id=id,
        data=charts.jsonable(data),
        source=f"{id}-data",
        caption=caption,
        title=title,
        height=height,
    )
