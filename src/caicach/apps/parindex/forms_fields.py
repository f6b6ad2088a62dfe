"""Fields that the forms of criteria sets and facts share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.core.parindex import plain
from caicach.core.vietnamese import read_decimal


class FigureField(forms.CharField):
    """A figure written as an office writes it: "48", "0,5", "1.250,75". Whole numbers come out as int, others as Decimal."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"class": "is-num", "inputmode": "decimal", "autocomplete": "off"})
        options.setdefault("max_length", 30)
        super().__init__(widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        return (
            plain(value).replace(".", ",")
            if isinstance(value, int | Decimal) and not isinstance(value, bool)
            else value
        )

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            number = read_decimal(text)
        except ValueError as error:
            raise forms.ValidationError(
                _("Hãy nhập một số, dấu phẩy trước phần thập phân, ví dụ 48 hoặc 0,5.")
            ) from error
        if number < 0:
            raise forms.ValidationError(_("Số này không được âm."))
        return int(number) if number.as_tuple().exponent == 0 else number


class PointsField(FigureField):
    """Points of a criteria set: always Decimal, "0,25"."""

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        return None if number is None else Decimal(number)


class Lines(forms.CharField):
    """Several lines of text."""

    def __init__(self, rows: int = 3, **options: Any) -> None:
        options.setdefault("max_length", 10_000)
        options.setdefault("required", False)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)
