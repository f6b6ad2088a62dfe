"""What an appraiser types in a row, and how it is stored: points with their reason and the question, each by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.apps.parindex.actions import appraisal
from caicach.apps.parindex.actions.appraisal import PointsConflict, QuestionConflict
from caicach.apps.parindex.actions.checks import REASON_LENGTH
from caicach.apps.parindex.forms_fields import PointsField
from caicach.apps.parindex.models import LeafPoints
from caicach.apps.parindex.models.scoring import PLACES
from caicach.apps.parindex.queries.appraisal import Row
from caicach.core.parindex import figure
from caicach.core.vietnamese import tidy
from caicach.platform.access import Scope
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.wording import language

LARGEST = 2**31


class AppraisedField(PointsField):
    """Points as they are typed, "1,5" or "1.5"; more decimals than are stored are refused, never rounded."""

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        if number is not None and -number.as_tuple().exponent > PLACES:
            raise forms.ValidationError(_("Điểm có nhiều nhất %(n)s chữ số thập phân.") % {"n": PLACES})
        return number


class RowForm(forms.Form):
    """A row of the appraisal. `version`, `asked` and `asked_version` say what stood there when the page was made.

    The text of the question travels along to tell whether it was touched in this row at all.
    """

    points = AppraisedField(label=gettext_lazy("Điểm thẩm định"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    question = forms.CharField(
        label=gettext_lazy("Yêu cầu giải trình"),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(min_value=0, max_value=LARGEST, required=False, widget=forms.HiddenInput)
    asked = forms.CharField(required=False, max_length=REASON_LENGTH, strip=False, widget=forms.HiddenInput)
    asked_version = forms.IntegerField(
        min_value=0, max_value=LARGEST, required=False, widget=forms.HiddenInput
    )


def initial(row: Row) -> dict[str, Any]:
    """What a row shows before anything is typed."""
    return {
        "points": row.given.points if row.given else None,
        "reason": row.given.reason if row.given else "",
        "question": row.asked,
        "version": row.version,
        "asked": row.asked,
        "asked_version": row.asked_version,
    }


@dataclass(slots=True)
class Outcome:
    """What became of a row: faults by field ("" for the row), and what somebody else had saved meanwhile."""

    faults: dict[str, str] = field(default_factory=dict)
    is_conflict: bool = False
    current: LeafPoints | None = None
    current_question: str | None = None

    @property
    def is_saved(self) -> bool:
        return not self.faults


def save(scope: Scope, row: Row, form: RowForm, *, agree: bool = False) -> Outcome:
    """Store what was typed, points and question each for itself, so that a fault of one does not hold up the other."""
    outcome = Outcome()
    if not form.is_valid():
        outcome.faults = {name: " ".join(str(one) for one in errors) for name, errors in form.errors.items()}
        return outcome
    data = form.cleaned_data
    if "question" in form.data:  # not asked of rows whose question stands, as in the second appraisal
        _attempt(outcome, "question", lambda: _ask(scope, row, data, outcome))
    _attempt(outcome, "points", lambda: _give(scope, row, data, outcome, agree))
    return outcome


def _attempt(outcome: Outcome, name: str, act: Callable[[], None]) -> None:
    try:
        act()
    except (Conflict, Invalid) as fault:
        said = "; ".join(fault.problems) if isinstance(fault, Invalid) else ""
        outcome.faults[name] = said or str(fault)


def _ask(scope: Scope, row: Row, data: dict[str, Any], outcome: Outcome) -> None:
    typed, seen = _one_line(data["question"]), _one_line(data["asked"])
    if typed in (seen, row.asked):
        return
    try:
        appraisal.question(scope, row.participant_id, row.leaf.code, typed, data.get("asked_version") or 0)
    except QuestionConflict as fault:
        outcome.is_conflict = True
        outcome.current_question = fault.current.text if fault.current else ""
        raise


def _give(scope: Scope, row: Row, data: dict[str, Any], outcome: Outcome, agree: bool) -> None:
    points: Decimal | None = row.self_points if agree else data["points"]
    reason = _one_line(data["reason"])
    known = row.given
    if agree and not row.is_locked:
        raise Invalid(_("Đơn vị chưa chốt điểm tự chấm của tiêu chí này."))
    if not agree and points is None:
        _nothing_typed(known, reason)
        return
    if known and known.points == points and known.reason == reason:
        return
    try:
        kept = appraisal.give(
            scope, row.participant_id, row.leaf.code, points, reason, data.get("version") or 0
        )
    except PointsConflict as fault:
        now = fault.current
        if now is not None and now.points == points and now.reason == reason:
            return  # an answer that got lost on its way: what was typed stands already
        outcome.is_conflict, outcome.current = True, now
        raise
    if known and kept.version == known.version:
        raise Invalid(_("Lý do mới chưa được lưu: điểm không đổi nên điểm và lý do cũ được giữ."))


def _nothing_typed(known: LeafPoints | None, reason: str) -> None:
    """No points in the row: as it was, or a fault, because points that were given are not taken back and a reason needs some."""
    if known is None:
        if reason:
            raise Invalid(_("Lý do chưa được lưu: hãy nhập điểm."))
        return
    if known.points is not None:
        raise Invalid(
            _("Điểm đã chấm không xóa được (đang lưu: %(points)s); hãy nhập điểm khác.")
            % {"points": figure(known.points, language())}
        )
    if known.reason != reason:
        raise Invalid(_("Tiêu chí đã được thẩm định là không áp dụng; hãy bấm “Đồng ý” để ghi lại lý do."))


def _one_line(text: str | None) -> str:
    return tidy(text or "")
