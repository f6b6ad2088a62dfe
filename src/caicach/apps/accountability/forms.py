"""What is typed on the pages of remedies and consequences."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.apps.accountability.actions.consequences import OBJECTION_LENGTH
from caicach.apps.accountability.actions.local_terms import MOST_DAYS, TermsData
from caicach.apps.accountability.actions.remedies import RemedyData
from caicach.apps.accountability.models.remedies import TEXT_LENGTH
from caicach.apps.accountability.queries.owners import Owners
from caicach.apps.accountability.queries.plan_model import Line
from caicach.apps.documents.models import Document
from caicach.apps.parindex.forms_fields import FigureField, PointsField
from caicach.apps.units.forms.fields import DayField, Reason, Text
from caicach.core.accountability.people import Step
from caicach.core.accountability.plan import STATE_WORDS, Report, State
from caicach.platform.wording import language

LARGEST = 2**31


def _area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RemedyForm(forms.Form):
    """A leaf to repair: why, what, who, when. `version` says what stood there when the page was made."""

    cause = forms.CharField(
        label=_("Nguyên nhân mất điểm"), required=False, max_length=TEXT_LENGTH, widget=_area()
    )
    what = forms.CharField(label=_("Việc cần làm"), required=False, max_length=TEXT_LENGTH, widget=_area())
    owner = forms.ChoiceField(label=_("Người chịu trách nhiệm"), required=False)
    due_on = DayField(label=_("Thời hạn"), required=False)
    reason = forms.CharField(label=_("Lý do sửa"), required=False, max_length=TEXT_LENGTH)
    version = forms.IntegerField(min_value=0, max_value=LARGEST, required=False, widget=forms.HiddenInput)

    def __init__(self, line: Line, owners: Owners, *, needs_reason: bool, data: Any = None) -> None:
        remedy = line.remedy
        initial = {
            "cause": remedy.cause,
            "what": remedy.what,
            "owner": line.owner_value,
            "due_on": remedy.due_on,
            "version": remedy.version,
        }
        super().__init__(data, initial=initial)
        self._line = line
        choices = owners.choices
        if line.owner_value and line.owner_value not in dict(choices):
            choices = [(line.owner_value, line.owner), *choices]
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("chưa phân công")), *choices]
        if not needs_reason:
            del self.fields["reason"]

    @property
    def remedy(self) -> RemedyData:
        """What was typed; a person whose division the notice names keeps it as long as he stays the owner."""
        data = self.cleaned_data
        owner, known = data["owner"], self._line.remedy
        user = int(owner[1:]) if owner.startswith("u") else None
        division = int(owner[1:]) if owner.startswith("d") else None
        if user is not None and user == known.owner_user_id:
            division = known.owner_unit_id
        return RemedyData(data["cause"], data["what"], user, division, data["due_on"])


class ProgressForm(forms.Form):
    """How far a remedy has come. `version` is that of the report seen, 0 for none."""

    state = forms.ChoiceField(label=_("Tình trạng"))
    text = forms.CharField(
        label=_("Kết quả, khó khăn"), required=False, max_length=TEXT_LENGTH, widget=_area(3)
    )
    percent = FigureField(label=_("Tiến độ (%)"), required=False)
    expected = PointsField(label=_("Điểm dự kiến lấy lại"), required=False)
    version = forms.IntegerField(min_value=0, max_value=LARGEST, required=False, widget=forms.HiddenInput)

    def __init__(self, line: Line, month: int, data: Any = None) -> None:
        known = line.reports.get(month)
        initial = {
            "state": known.state if known else line.remedy.state,
            "text": known.text if known else "",
            "percent": known.percent if known else None,
            "expected": known.expected.normalize() if known and known.expected is not None else None,
            "version": known.version if known else 0,
        }
        super().__init__(data, initial=initial)
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(state.value, STATE_WORDS[state].text(language())) for state in State]

    def clean_percent(self) -> int | None:
        given = self.cleaned_data["percent"]
        if given is not None and (not isinstance(given, int) or given > 100):
            raise forms.ValidationError(_("Tiến độ là số nguyên từ 0 đến 100."))
        return given

    @property
    def report(self) -> Report:
        data = self.cleaned_data
        return Report(State(data["state"]), data["text"], data["percent"], data["expected"])


class CloseForm(forms.Form):
    """Ending a plan; the reason is asked for while work is left."""

    reason = forms.CharField(
        label=_("Lý do, đánh giá chung"), required=False, max_length=TEXT_LENGTH, widget=_area(3)
    )


class TermsForm(forms.Form):
    """The terms of a locality."""

    valid_from = DayField(label=_("Áp dụng cho kết quả công bố từ ngày"))
    hold_percent = PointsField(label=_("Mức điểm cao cần giữ (% điểm tối đa)"))
    plan_days = forms.IntegerField(
        label=_("Số ngày lập kế hoạch khắc phục, kể từ ngày quyết định công bố"),
        min_value=1,
        max_value=MOST_DAYS,
    )
    objection_days = forms.IntegerField(
        label=_("Số ngày có ý kiến, kể từ ngày được thông báo"), min_value=1, max_value=MOST_DAYS
    )
    document = Text(label=_("Văn bản quy định (số, ngày)"), max_length=300)

    @property
    def terms(self) -> TermsData:
        data = self.cleaned_data
        return TermsData(
            data["valid_from"],
            data["hold_percent"] / 100,
            data["plan_days"],
            data["objection_days"],
            data["document"],
        )


class ObjectionForm(forms.Form):
    """What the person says, with papers of the unit's shelf."""

    text = forms.CharField(label=_("Ý kiến"), max_length=OBJECTION_LENGTH, widget=_area(8))
    documents = forms.MultipleChoiceField(
        label=_("Tài liệu kèm theo"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chọn trong các tài liệu mới nhất của kho minh chứng đơn vị."),
    )

    def __init__(self, papers: list[Document], data: Any = None) -> None:
        super().__init__(data)
        if not papers:
            del self.fields["documents"]
            return
        field = self.fields["documents"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(one.pk), str(one)) for one in papers]

    @property
    def document_ids(self) -> list[int]:
        return [int(one) for one in self.cleaned_data.get("documents", ())]


class DecisionForm(forms.Form):
    """Uphold or lift, and why."""

    step = forms.ChoiceField(
        label=_("Quyết định"),
        choices=[
            (Step.UPHOLD.value, _("Giữ nguyên: áp dụng hệ quả này")),
            (Step.LIFT.value, _("Không áp dụng: bỏ hệ quả này")),
        ],
        widget=forms.RadioSelect,
    )
    reason = Reason(label=_("Lý do của quyết định"))
    version = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)
