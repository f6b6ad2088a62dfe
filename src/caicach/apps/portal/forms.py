"""The one form of the public pages."""

from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from caicach.apps.dossiers.queries.public import DIGITS


class LookUpForm(forms.Form):
    """Code of a dossier and the digits that only its owner knows."""

    code = forms.CharField(
        label=_("Mã hồ sơ"),
        max_length=60,
        help_text=_("In trên giấy tiếp nhận hồ sơ và hẹn trả kết quả."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": _("Hãy nhập mã hồ sơ.")},
    )
    digits = forms.CharField(
        label=_("Bốn số cuối của điện thoại hoặc số định danh"),
        max_length=20,
        help_text=_("Của số đã ghi khi nộp hồ sơ."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        validators=[RegexValidator(rf"\A[0-9]{{{DIGITS}}}\Z", _("Hãy nhập đúng bốn chữ số."))],
        error_messages={"required": _("Hãy nhập bốn số cuối.")},
    )
