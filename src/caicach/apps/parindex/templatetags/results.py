"""The pieces that stand in every row of a table of results, as functions: a template for each would cost more than the query."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from caicach.apps.parindex.queries.answering import Holder
from caicach.apps.parindex.queries.sheet_model import Line
from caicach.apps.parindex.queries.targets import Goal
from caicach.core.parindex.rules.base import ERROR, KNOCKED_OUT, MISSING, NOT_APPLICABLE
from caicach.platform.wording import language
from caicach.web import pieces
from caicach.web.charts import heat_step
from caicach.web.formats import NONE, decimal, percent

register = template.Library()

_TENTH = Decimal("0.1")
_EMPTY = mark_safe("")
POLICY_WORDS = {
    "full": lambda: _("không phát sinh: đủ điểm"),
    "zero": lambda: _("không phát sinh: 0 điểm"),
    "redistribute": lambda: _("không áp dụng: chia cho mục cùng nhóm"),
    "exclude": lambda: _("không áp dụng: trừ khỏi điểm tối đa"),
}


@register.simple_tag
def area_cells(values: Iterable[Decimal | None]) -> SafeString:
    """The cells of the areas in a row, in per cent with one decimal."""
    point = "." if language() == "en" else ","
    return mark_safe("".join(f'<td class="num cc-area-cell">{tenths(value, point)}</td>' for value in values))


def tenths(value: Decimal | None, point: str = ",") -> str:
    """A rate with one decimal, halves up; it never has thousands."""
    if value is None:
        return NONE
    return str(value.quantize(_TENTH, ROUND_HALF_UP)).replace(".", point)


@register.simple_tag
def heat_cells(values: Iterable[Decimal | None], codes: Iterable[str], url: str) -> SafeString:
    """The cells of a row of the heat map; with `url`, the page of the unit, each leads to why it is so."""
    point = "." if language() == "en" else ","
    return mark_safe(
        "".join(_heat_cell(value, code, url, point) for value, code in zip(values, codes, strict=True))
    )


def _heat_cell(value: Decimal | None, code: str, url: str, point: str) -> str:
    shown = tenths(value, point)
    inner = f'<a href="{url}vi-sao/{code}/" data-drawer>{shown}</a>' if url else f"<span>{shown}</span>"
    return f'<td class="num heat-{heat_step(value)}">{inner}</td>'


@register.simple_tag
def holders(found: Iterable[Holder], brief: bool = False) -> SafeString:
    """Who answers: persons and departments, the lead first. `brief` leaves the department of a person to the pointer."""
    parts = [_holder(holder, brief) for holder in found]
    if not parts:
        return format_html('<span class="cc-holders cc-none">{}</span>', _("chưa phân công"))
    return format_html(
        '<span class="cc-holders">{}</span>', format_html_join("", "{}", ((part,) for part in parts))
    )


def _holder(holder: Holder, brief: bool) -> SafeString:
    notes = [] if holder.is_lead else [_("phối hợp")]
    if not holder.here:
        notes.append(_("đã thôi vị trí"))
    hint = f"{holder.within} · {holder.source}" if holder.within else holder.source
    return format_html(
        '<span class="cc-holder{}" title="{}">{}{}</span>{}',
        _EMPTY if holder.is_lead else " cc-mute",
        hint,
        holder.name,
        f" ({', '.join(notes)})" if notes else "",
        format_html('<span class="cc-holder cc-mute">{}</span>', holder.within)
        if holder.within and not brief
        else _EMPTY,
    )


@register.simple_tag
def status(line: Line) -> SafeString:
    """What is unusual at a leaf: missing, exempt, knocked out, to be checked, an illustration; nothing for a plain one."""
    return format_html(
        "{}{}", _status(line), pieces.render("illustration_mark") if line.illustration else _EMPTY
    )


def _status(line: Line) -> SafeString:
    if line.status == MISSING:
        return pieces.chip("waiting", _("chưa có số liệu"), "", line.reason)
    if line.status == ERROR:
        return pieces.chip("waiting", _("chưa tính được"), "alert-triangle", line.reason)
    if line.status == NOT_APPLICABLE:
        return pieces.chip(
            "neutral", POLICY_WORDS.get(line.policy, POLICY_WORDS["exclude"])(), "circle-minus"
        )
    if line.status == KNOCKED_OUT:
        return pieces.chip("waiting", _("bị tính 0 điểm"), "alert-triangle", line.reason)
    if line.flags:
        return pieces.chip("waiting", _("cần kiểm tra"), "flag", line.flag_words)
    return _EMPTY


@register.simple_tag
def goal(found: Goal | None) -> SafeString:
    """A target with its operator and aim."""
    if found is None:
        return format_html('<span class="cc-none">{}</span>', _("chưa giao"))
    aim = (
        format_html(' <span class="cc-mute">· {} {}</span>', _("phấn đấu"), percent(found.aim))
        if found.aim is not None
        else _EMPTY
    )
    return format_html('<span title="{}">{}{}</span>', found.document, found.words, aim)


@register.simple_tag
def goal_distance(found: Goal | None, brief: bool = False) -> SafeString:
    """Whether a target is reached, with the distance; `brief` leaves out by how much it is exceeded."""
    if found is None or found.distance is None:
        return format_html('<span class="cc-none">{}</span>', NONE)
    if found.is_reached:
        words = _("đạt") if brief else _("đạt, hơn %(points)s") % {"points": decimal(found.distance)}
        return _goal("done", "circle-check", words, found.words)
    return _goal(
        "waiting", "target-arrow", _("còn %(points)s") % {"points": decimal(found.missing)}, found.words
    )


def _goal(tone: str, icon: str, words: str, hint: str) -> SafeString:
    return format_html(
        '<span class="cc-goal cc-goal-{}" title="{}">{}{}</span>', tone, hint, pieces.icon(icon), words
    )
