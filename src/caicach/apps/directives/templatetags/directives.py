"""What templates of directives say of findings."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from caicach.apps.directives.models import Directive, Finding, Standing, State, Target
from caicach.web import pieces
from caicach.web.formats import number

register = template.Library()

CERTAIN, LIKELY = Decimal("0.85"), Decimal("0.60")
"""From where on the reader calls itself sure, and fairly sure."""


@register.filter
def confidence_words(found: Finding) -> str:
    """How sure the reader was, in words; who typed it is sure."""
    if found.confidence is None:
        return _("người nhập")
    if found.confidence >= CERTAIN:
        return _("máy đọc chắc chắn")
    return _("máy đọc khá chắc") if found.confidence >= LIKELY else _("máy đọc không chắc, cần xem kỹ")


@register.filter
def goal(target: Target) -> str:
    """ "≥ 30 %" of a target, with what it is counted on."""
    shown = f"{target.get_operator_display()} {number(target.value.normalize())} {target.measured_in}".strip()
    return f"{shown} {target.base}".strip() if target.measured_in == "%" and target.base else shown


@register.filter
def kind_words(found: Finding) -> str:
    """What a finding is: "Chỉ tiêu", "Nhiệm vụ", "Điều cấm"."""
    words = _("chỉ tiêu") if found.is_target else found.task.get_kind_display()
    return str(words).capitalize()


@register.filter
def what_words(found: Finding) -> str:
    """What it says."""
    return found.target.subject if found.is_target else found.task.what


@register.simple_tag
def standing_chip(found: Finding) -> SafeString:
    """Whether a person has decided."""
    kind = {Standing.SUGGESTED: "waiting", Standing.CONFIRMED: "done", Standing.REJECTED: "neutral"}
    return pieces.chip(kind[Standing(found.standing)], str(found.get_standing_display()))


@register.simple_tag
def state_chip(one: Directive) -> SafeString:
    """How far a directive has come."""
    if one.is_withdrawn:
        return pieces.chip("neutral", _("đã rút"))
    kind = {State.READING: "running", State.UNREAD: "late", State.READ: "waiting", State.CONFIRMED: "done"}
    return pieces.chip(kind[State(one.state)], str(one.get_state_display()))


@register.simple_tag
def link_words(link: object, known: dict[str, object]) -> str:
    """The name of a leaf or a measure; its code where the reader may not know it."""
    found = known.get(link.key)  # type: ignore[attr-defined]
    return f"{found.code} {found.name}" if found else link.code  # type: ignore[attr-defined]
