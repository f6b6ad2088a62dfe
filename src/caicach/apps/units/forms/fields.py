"""Fields that these forms share."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.web import formats

_GROUPED = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+")


class DayField(forms.DateField):
    """A day as offices write it, 31/12/2025.

    Not the browser's own calendar: that shows day and month in the order of the browser's language, and an official whose browser
    is in English would read 07/01 for 1 July.
    """

    def __init__(self, **options: Any) -> None:
        attributes = {
            "placeholder": "31/12/2025",
            "inputmode": "numeric",
            "autocomplete": "off",
            "maxlength": "10",
        }
        super().__init__(
            widget=forms.DateInput(attrs=attributes, format="%d/%m/%Y"),
            # A telephone's keys for figures have no slash.
            input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d%m%Y"],
            error_messages={
                "invalid": _("Đây không phải ngày có thật. Hãy nhập ngày/tháng/năm, ví dụ 01/07/2025."),
                "required": _("Hãy nhập ngày."),
            },
            **options,
        )


class Amount(forms.DecimalField):
    """An amount in whole đồng, read with or without marks between the thousands and shown with them."""

    def __init__(self, **options: Any) -> None:
        errors = {
            "required": _("Hãy nhập số tiền; miễn thu thì nhập 0."),
            "min_value": _("Số tiền không âm; miễn thu thì nhập 0."),
            **dict.fromkeys(
                ("invalid", "max_decimal_places"),
                _("Hãy nhập số tiền bằng đồng, không có số lẻ, ví dụ 8.000."),
            ),
        }
        super().__init__(
            min_value=0,
            max_digits=14,
            decimal_places=0,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "is-num", "autocomplete": "off"}),
            error_messages=errors,
            **options,
        )

    def to_python(self, value: Any) -> Any:
        plain = str(value or "").strip()
        return super().to_python(re.sub(r"\D", "", plain) if _GROUPED.fullmatch(plain) else value)

    def prepare_value(self, value: Any) -> Any:
        plain = str(value)
        return formats.number(plain) if plain.isascii() and plain.isdigit() else value


class Text(forms.CharField):
    """One line of text; a mandatory one says what to do when it is empty."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 200)
        super().__init__(error_messages={"required": _("Hãy nhập ô này.")}, **options)


class Reason(forms.CharField):
    """Why: what the trail keeps."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Căn cứ hoặc lý do"))
        options.setdefault(
            "help_text", _("Số, ngày của quyết định, hoặc lý do; nhật ký giữ lại, không sửa được.")
        )
        options.setdefault("max_length", 1000)
        super().__init__(
            widget=forms.Textarea(attrs={"rows": 2}),
            error_messages={"required": _("Hãy ghi căn cứ hoặc lý do.")},
            **options,
        )


class UnitReference(Text):
    """A unit by its code, identification code or name, with the units within reach to choose from."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Mã định danh, mã đơn vị, hoặc đúng tên đơn vị."))
        super().__init__(
            widget=forms.TextInput(attrs={"list": "unit-suggestions", "autocomplete": "off"}), **options
        )
