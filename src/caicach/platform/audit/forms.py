"""The filter of the audit trail, read from the query string."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.platform.audit.labels import label
from caicach.platform.audit.queries import Filter

DAY = "%d/%m/%Y"


def _day(label: Any) -> forms.DateField:
    """A day as Vietnam writes it; the browser's own field would show it in the order of the browser's language."""
    attributes = {
        "class": "form-control",
        "placeholder": _("dd/mm/yyyy"),
        "inputmode": "numeric",
        "maxlength": 10,
    }
    return forms.DateField(
        label=label,
        required=False,
        input_formats=[DAY, "%Y-%m-%d"],
        widget=forms.DateInput(attributes, DAY),
        error_messages={"invalid": _("Hãy nhập ngày có thật, dạng 31/01/2026.")},
    )


class FilterForm(forms.Form):
    """An invalid day is shown beside its field; the list then stays empty instead of pretending that nothing was filtered."""

    actor = forms.CharField(
        label=_("Người thực hiện"),
        required=False,
        max_length=150,
        help_text=_("Tên đăng nhập hoặc một phần họ tên"),
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    action = forms.ChoiceField(
        label=_("Hành động"), required=False, widget=forms.Select(attrs={"class": "form-select"})
    )
    subject = forms.CharField(
        label=_("Đối tượng"),
        required=False,
        max_length=200,
        help_text=_("Một phần tên, hoặc mã"),
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )
    since = _day(_("Từ ngày"))
    until = _day(_("Đến ngày"))

    def __init__(self, data: object, actions: list[str]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        choices = sorted(((code, label(code)) for code in actions), key=lambda pair: pair[1])
        self.fields["action"].choices = [("", _("Tất cả")), *choices]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Filter:
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return Filter(**given)
