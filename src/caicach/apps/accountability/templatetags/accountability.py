"""Chips and inputs of the pages of remedies and consequences."""

from __future__ import annotations

from django import template
from django.forms import BaseForm
from django.utils.safestring import SafeString

from caicach.apps.accountability.queries.cases import Case
from caicach.apps.accountability.queries.plan_model import Line
from caicach.core.accountability.people import STATUS_WORDS as CASE_WORDS
from caicach.core.accountability.people import Status as CaseStatus
from caicach.core.accountability.plan import STATE_WORDS, STATUS_WORDS, State, Status
from caicach.platform.wording import language
from caicach.web import pieces

register = template.Library()

_PLAN = {
    Status.DRAFT: ("waiting", "pencil"),
    Status.APPROVED: ("done", "circle-check"),
    Status.RUNNING: ("running", "progress"),
    Status.CLOSED: ("neutral", "lock"),
}
_STATE = {
    State.NOT_BEGUN: ("neutral", "circle-dashed"),
    State.UNDER_WAY: ("running", "progress"),
    State.DONE: ("done", "circle-check"),
    State.IN_DIFFICULTY: ("waiting", "alert-triangle"),
}
_CASE = {
    CaseStatus.PROPOSED: ("neutral", "circle-dashed"),
    CaseStatus.NOTIFIED: ("running", "bell"),
    CaseStatus.OBJECTED: ("waiting", "message-2"),
    CaseStatus.UPHELD: ("done", "gavel"),
    CaseStatus.LIFTED: ("done", "circle-minus"),
    CaseStatus.MOOT: ("neutral", "circle-minus"),
}


@register.simple_tag
def plan_chip(status: Status | str) -> SafeString:
    """Where a plan stands."""
    known = Status(status)
    return pieces.chip(_PLAN[known][0], STATUS_WORDS[known].text(language()), _PLAN[known][1])


@register.simple_tag
def state_chip(state: State | str) -> SafeString:
    """How far a remedy has come."""
    known = State(state)
    return pieces.chip(_STATE[known][0], STATE_WORDS[known].text(language()), _STATE[known][1])


@register.filter
def state_words(state: str) -> str:
    """How far a remedy has come, in words."""
    return STATE_WORDS[State(state)].text(language())


@register.simple_tag
def case_chip(case: Case) -> SafeString:
    """Where a case stands."""
    kind, icon = _CASE[case.status]
    return pieces.chip(kind, CASE_WORDS[case.status].text(language()), icon)


@register.simple_tag
def row_input(form: BaseForm, name: str, line: Line) -> SafeString:
    """A control of a row: it belongs to the form of the row, which stands in the row's last cell."""
    bound = form[name]
    kind = "form-select" if name == "owner" else "form-control"
    attributes: dict[str, str | bool] = {
        "form": f"f-{line.code}",
        "id": f"{name}-{line.code}",
        "class": kind,
        "aria-label": f"{bound.label}: {line.code} {line.name}",
    }
    return bound.as_widget(attrs=attributes)
