"""The rows of the appraisal as functions: a template for each of 150 would cost more than the query."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django import template
from django.middleware.csrf import get_token
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from caicach.apps.parindex.queries.appraisal import Row
from caicach.apps.parindex.queries.common import trimmed
from caicach.apps.parindex.stages import chip_of
from caicach.apps.parindex.templatetags.comments import comments_link
from caicach.core.parindex import figure, plain
from caicach.core.parindex.layers import Layer
from caicach.core.parindex.process import APPRAISING
from caicach.platform.access import Request
from caicach.platform.wording import language
from caicach.web import pieces

register = template.Library()
_NOTHING = mark_safe("")
_NONE = mark_safe('<span class="cc-none">—</span>')


@register.simple_tag
def appraisal_rows(request: Request, rows: Iterable[Row], year: int, by: str) -> SafeString:
    """The body of the table; `by` says what a row is named for: "unit" (one leaf) or "leaf" (one unit)."""
    token, back = get_token(request), request.get_full_path()
    return mark_safe("".join(_row(row, year, by, token, back) for row in rows))


@register.filter
def exact(value: Decimal | None) -> str:
    """Points with every digit that they have: nothing is rounded before an appraiser's eyes."""
    short = trimmed(value)
    return "—" if short is None else figure(short, language())


@register.filter
def typed(value: object) -> str:
    """Points as they stand in an input of the reader's language."""
    if not isinstance(value, Decimal):
        return "" if value is None else str(value)
    return plain(value) if language() == "en" else plain(value).replace(".", ",")


@register.filter
def part_name(name: str) -> str:
    """A part of an entry of the trail in words."""
    known = {
        "points": _("điểm"),
        "layer": _("lớp"),
        "question": _("yêu cầu giải trình"),
        "answer": _("giải trình"),
        "source": _("nguồn"),
        "pages": _("trang"),
        "note": _("giải thích"),
        "comment": _("trao đổi"),
    }
    return known.get(name, name)


@register.simple_tag
def stated(row: Row, year: int) -> SafeString:
    """What the unit states and proves: inputs, beside them what the system counts otherwise, explanation, documents."""
    inputs = format_html_join(
        "", '<span class="cc-stated">{}: <b>{}</b></span>', ((name, value) for name, value in row.stated)
    )
    note = (
        format_html('<p class="cc-row-note">{}</p>', linebreaksbr(row.note, autoescape=True))
        if row.note
        else _NOTHING
    )
    counted = (
        format_html(
            '<p class="cc-flag">{} {}</p>',
            _("Hệ thống đếm:"),
            format_html_join("; ", "{}: <b>{}</b>", row.counted),
        )
        if row.counted
        else _NOTHING
    )
    return format_html("<div>{}{}{}{}</div>", inputs or _NONE, counted, note, _proofs(row, year))


@register.simple_tag
def standing(row: Row) -> SafeString:
    """Self-score, and in the second appraisal the points of the first and those that the unit asks for."""
    if not row.is_locked:
        return _NONE
    parts = [format_html("<b>{}</b>", _points(row.self_points))]
    if row.layer is Layer.APPRAISED_2 and Layer.APPRAISED_1 in row.own:
        parts.append(
            format_html(
                '<span class="cc-stated">{}</span>',
                _("lần 1: %(points)s") % {"points": _points(row.own[Layer.APPRAISED_1])},
            )
        )
    if row.own.get(Layer.EXPLANATION) is not None:
        parts.append(
            format_html(
                '<span class="cc-stated">{}</span>',
                _("đề nghị: %(points)s") % {"points": _points(row.own[Layer.EXPLANATION])},
            )
        )
    return format_html_join("", "{}", ((part,) for part in parts))


@register.simple_tag
def answered(row: Row) -> SafeString:
    """The question with the unit's answer, where it is not to be changed."""
    if row.question is None:
        return _NONE
    answer = row.question.answer or _("chưa giải trình")
    return format_html(
        '<div><p class="cc-row-note">{}</p><p class="cc-row-note"><b>{}:</b> {}</p></div>',
        row.question.text,
        _("Giải trình"),
        linebreaksbr(answer, autoescape=True),
    )


def _points(value: Decimal | None) -> str:
    return _("không áp dụng") if value is None else exact(value)


def _proofs(row: Row, year: int) -> SafeString:
    if not row.proofs:
        return format_html('<p class="cc-row-note cc-mute">{}</p>', _("không có minh chứng"))
    links = format_html_join(
        "",
        '<li><a href="{}" data-drawer>{}</a>{}</li>',
        (
            (
                reverse("documents:document", args=[year, proof.document_id]),
                proof.document.title or proof.document.name,
                format_html(" <span>{}</span>", _("tr. %(pages)s") % {"pages": proof.pages})
                if proof.pages
                else _NOTHING,
            )
            for proof in row.proofs
        ),
    )
    count = _("%(count)s minh chứng") % {"count": len(row.proofs)}
    return format_html('<details class="cc-more"><summary>{}</summary><ul>{}</ul></details>', count, links)


def _row(row: Row, year: int, by: str, token: str, back: str) -> str:
    form = f"f-{row.participant_id}-{row.leaf.code}".replace(".", "-")
    action = reverse("parindex:appraisal_row", args=[year, row.unit_id, row.leaf.code])
    if by == "unit":
        name, other = row.unit, reverse("parindex:appraisal_unit", args=[year, row.unit_id])
    else:
        name, other = f"{row.leaf.code} {row.leaf.words.text(language())}", action
    most = (
        format_html(
            '<span class="cc-stated">{}</span>',
            _("tối đa %(points)s") % {"points": exact(row.leaf.max_points)},
        )
        if by == "leaf"
        else _NOTHING
    )
    head = format_html(
        '<th scope="row"><a class="cc-row-link" href="{}">{}</a>{}{}</th>'
        '<td data-label="{}">{}</td><td class="num" data-label="{}">{}</td>',
        other,
        name,
        most,
        _NOTHING if row.stage in APPRAISING else _stage(row),
        _("Đơn vị nêu"),
        stated(row, year),
        _("Tự chấm"),
        standing(row),
    )
    talk = comments_link(row.talk, year, row.unit_id, row.leaf.code)
    cells = _inputs(row, form, name) if row.may_score else _read_only(row)
    tail = _acts(row, form, action, token, back) if row.may_score else _NOTHING
    return format_html(
        '<tr id="{}"{}>{}{}<td class="num" data-label="{}" data-row-difference>{}</td>'
        '<td class="cc-row-acts">{}{}</td></tr>',
        form.replace("f-", "r-", 1),
        mark_safe(' data-row-save="' + form + '"') if row.may_score else _NOTHING,
        head,
        cells,
        _("Chênh"),
        difference(row),
        tail,
        talk,
    )


def difference(row: Row) -> SafeString:
    """What counts minus the self-score, with every digit; nothing before an appraiser has spoken."""
    return signed(row.difference) if row.given is not None else _NONE


@register.filter
def signed(amount: Decimal | None) -> SafeString:
    """A difference of points, with every digit."""
    if amount is None:
        return _NONE
    sign = "=" if not amount else "▲" if amount > 0 else "▼"
    kind = "same" if not amount else "up" if amount > 0 else "down"
    words = _("không đổi") if not amount else _("tăng") if amount > 0 else _("giảm")
    return format_html(
        '<span class="cc-delta cc-delta-{}"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{} </span>{}</span>',
        kind,
        sign,
        words,
        exact(abs(amount)),
    )


def _stage(row: Row) -> SafeString:
    chip = chip_of(row.stage)
    return format_html('<span class="cc-stated">{}</span>', pieces.chip(chip.kind, chip.words, chip.icon))


def _inputs(row: Row, form: str, name: str) -> SafeString:
    given = row.given
    nothing = _("không áp dụng") if row.is_locked and row.self_points is None else ""
    points = format_html(
        '<td class="num" data-label="{}"><input class="form-control is-num" name="points" form="{}" value="{}" '
        'placeholder="{}" inputmode="decimal" autocomplete="off" maxlength="30" aria-label="{}"></td>',
        _("Điểm"),
        form,
        typed(given.points) if given else "",
        nothing,
        _("Điểm của %(name)s") % {"name": name},
    )
    reason = _area("reason", form, given.reason if given else "", _("Lý do"), name)
    if row.may_ask:
        return points + reason + _area("question", form, row.asked, _("Yêu cầu giải trình"), name)
    return (
        points + reason + format_html('<td data-label="{}">{}</td>', _("Yêu cầu giải trình"), answered(row))
    )


def _area(field: str, form: str, value: str, label: str, name: str) -> SafeString:
    return format_html(
        '<td data-label="{}"><textarea class="form-control" name="{}" form="{}" rows="2" maxlength="1000" '
        'aria-label="{}: {}">{}</textarea></td>',
        label,
        field,
        form,
        label,
        name,
        value,
    )


def _read_only(row: Row) -> SafeString:
    given = row.given
    return format_html(
        '<td class="num" data-label="{}">{}</td><td data-label="{}">{}</td><td data-label="{}">{}</td>',
        _("Điểm"),
        _points(given.points) if given else _settled(row),
        _("Lý do"),
        (given.reason or _NONE) if given else _NONE,
        _("Yêu cầu giải trình"),
        answered(row),
    )


def _settled(row: Row) -> SafeString | str:
    """The latest decided points where no appraisal runs."""
    for layer in (Layer.COUNCIL, Layer.APPRAISED_2, Layer.APPRAISED_1):
        if layer in row.own:
            return _points(row.own[layer])
    return _NONE


def _acts(row: Row, form: str, action: str, token: str, back: str) -> SafeString:
    agree = (
        format_html(
            '<button class="btn btn-sm" type="submit" name="agree" value="1" title="{}">{}</button>',
            _("Đồng ý với điểm tự chấm"),
            _("Đồng ý"),
        )
        if row.is_locked
        else _NOTHING
    )
    return format_html(
        '<form id="{}" method="post" action="{}"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="version" value="{}"><input type="hidden" name="asked" value="{}">'
        '<input type="hidden" name="asked_version" value="{}">'
        '<input type="hidden" name="back" value="{}">{}'
        '<button class="btn btn-sm btn-quiet cc-row-button" type="submit">{}</button></form>'
        '<p class="cc-saved" data-row-state role="status"></p>',
        form,
        action,
        token,
        row.version,
        row.asked,
        row.asked_version,
        back,
        agree,
        _("Lưu"),
    )
