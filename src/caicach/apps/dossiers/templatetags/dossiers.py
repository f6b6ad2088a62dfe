"""Chips, clocks and words of the pages of dossiers."""

from __future__ import annotations

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.apps.dossiers.models import Delivery
from caicach.apps.dossiers.models.dossier import STATUSES
from caicach.apps.procedures.models import Version
from caicach.core.dossiers.status import Status
from caicach.core.words import Words
from caicach.core.worktime.limits import Limit, LimitKind
from caicach.platform.wording import sentence
from caicach.web import fields, formats, pieces

register = template.Library()

_LABELS = dict(STATUSES)
_CHIPS = {
    Status.REGISTERED: ("neutral", "inbox"),
    Status.RECEIVED: ("running", "door-enter"),
    Status.NOT_RECEIVED: ("neutral", "circle-minus"),
    Status.IN_PROGRESS: ("running", "progress"),
    Status.SUPPLEMENT: ("waiting", "file-text"),
    Status.FINANCIAL_DUTY: ("waiting", "hourglass"),
    Status.WITHDRAWN: ("neutral", "circle-minus"),
    Status.STOPPED: ("neutral", "hand-stop"),
    Status.DONE: ("done", "circle-check"),
    Status.RETURNED: ("done", "check"),
}


_DELIVERIES = {
    Delivery.State.CHECKING: "running",
    Delivery.State.CHECKED: "waiting",
    Delivery.State.TAKING: "running",
    Delivery.State.TAKEN: "done",
}


@register.filter
def words(one: Words | None) -> str:
    """A sentence of `core` in the reader's language, beginning with a capital; "" for none."""
    return sentence(one) if one else ""


@register.filter
def limit_words(version: Version) -> str:
    """The time limit of a procedure: "3 ngày làm việc", "trong ngày"; a dash where the catalogue does not know it."""
    return limit_text(version.limit) if version.limit is not None else _("chưa ghi thời hạn")


@register.filter
def control(bound: BoundField) -> str:
    """The control of a field without its label, for rows that lay themselves out."""
    return str(fields.parts(bound)["control"])


@register.simple_tag
def delivery_chip(one: Delivery) -> SafeString:
    """How far a file of another system has come."""
    if one.halted:
        return pieces.chip("late", _("đã dừng"))
    return pieces.chip(_DELIVERIES[Delivery.State(one.state)], str(one.get_state_display()))


@register.simple_tag
def status_chip(status: int) -> SafeString:
    """The national status of a dossier."""
    kind, icon = _CHIPS[Status(status)]
    return pieces.chip(kind, _LABELS[status], icon)


def limit_text(limit: Limit) -> str:
    """A time limit in words."""
    amount = formats.number(limit.amount)
    plural = 1 if limit.amount == 1 else 2
    if limit.kind is LimitKind.SAME_DAY:
        return _("trong ngày")
    if limit.kind is LimitKind.WORKING_HOURS:
        return ngettext("%(amount)s giờ làm việc", "%(amount)s giờ làm việc", plural) % {"amount": amount}
    if limit.kind is LimitKind.CALENDAR_DAYS:
        return ngettext("%(amount)s ngày", "%(amount)s ngày", plural) % {"amount": amount}
    return ngettext("%(amount)s ngày làm việc", "%(amount)s ngày làm việc", plural) % {"amount": amount}
