"""The form of a yearly target."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.apps.parindex.models import IndexKind
from caicach.core.vietnamese import read_decimal


class PercentField(forms.CharField):
    """A rate of 0 to 100 written as an office writes it: "80", "89,80"."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"class": "is-num", "inputmode": "decimal", "autocomplete": "off"})
        super().__init__(widget=widget, max_length=12, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_decimal(text)
        except ValueError as error:
            raise forms.ValidationError(_("Hãy nhập một số từ 0 đến 100, ví dụ 80 hoặc 89,80.")) from error


class TargetForm(forms.Form):
    """What an index must reach. What the figures may be is decided by the action."""

    kind = forms.ChoiceField(label=_("Chỉ số"), choices=IndexKind.choices)
    operator = forms.ChoiceField(
        label=_("Cách giao"),
        choices=[("from", _("từ mức này trở lên")), ("above", _("trên mức này"))],
        widget=forms.RadioSelect,
        initial="from",
        help_text=_("Văn bản ghi “từ 95%” thì đúng 95% là đạt; ghi “trên 80%” thì đúng 80% chưa đạt."),
    )
    minimum = PercentField(label=_("Mức phải đạt"))
    aim = PercentField(
        label=_("Mức phấn đấu"), required=False, help_text=_("Để trống nếu văn bản không nêu.")
    )
    document = forms.CharField(
        label=_("Văn bản giao chỉ tiêu"),
        max_length=300,
        help_text=_(
            "Số, ký hiệu, ngày và cơ quan ban hành, ví dụ: Kế hoạch số 12/KH-UBND ngày 05/01/2026 của UBND tỉnh."
        ),
    )
