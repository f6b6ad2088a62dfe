"""Forms of books and of the comparison with reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.apps.dossiers.actions.books import REASON_LENGTH
from caicach.apps.dossiers.actions.reports import SOURCE_LENGTH, Told
from caicach.apps.dossiers.models.books import Total
from caicach.apps.units.forms.fields import Reason, Text

WHOLE_YEAR = ""
MONTHS = [(WHOLE_YEAR, _("Cả năm")), *((str(month), str(month)) for month in range(1, 13))]


class CloseForm(forms.Form):
    """On what ground a book is closed."""

    reason = Reason(
        label=_("Căn cứ khóa sổ"),
        max_length=REASON_LENGTH,
        help_text=_("Ví dụ: Biên bản kiểm tra sổ ngày 31/12/2026. Nhật ký giữ lại, không sửa được."),
    )


class ReportForm(forms.Form):
    """A total as a report tells it."""

    kind = forms.ChoiceField(label=_("Số liệu"), choices=Total.choices)
    month = forms.ChoiceField(label=_("Tháng"), choices=MONTHS, required=False)
    value = forms.IntegerField(
        label=_("Số trong báo cáo"),
        min_value=0,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "9"}),
        error_messages={
            "invalid": _("Hãy nhập số nguyên, ví dụ 120."),
            "required": _("Hãy nhập số trong báo cáo."),
        },
    )
    source = Text(
        label=_("Báo cáo"), max_length=SOURCE_LENGTH, help_text=_("Ví dụ: 12/BC-UBND ngày 05/11/2026.")
    )

    def told(self, year: int) -> Told:
        """What was entered, once it is valid."""
        given: dict[str, Any] = self.cleaned_data
        month = int(given["month"]) if given["month"] else None
        return Told(year, month, given["kind"], given["value"], given["source"])
