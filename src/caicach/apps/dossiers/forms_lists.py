"""What a list of dossiers is narrowed to, as it stands in the address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.apps.dossiers.models.dossier import CHANNELS
from caicach.apps.dossiers.queries.lists import KINDS, ListFilter, Order, View
from caicach.apps.units.forms.fields import DayField
from caicach.core.dossiers.status import Channel, Status
from caicach.web.fields import PlainSelect

ORDERS = {
    Order.NEWEST: _("Mới nộp trước"),
    Order.OLDEST: _("Nộp lâu nhất trước"),
    Order.DUE: _("Đến hạn sớm trước"),
    Order.DUE_LAST: _("Đến hạn muộn trước"),
}
ANY = ("", _("Tất cả"))
CHOICE = PlainSelect(attrs={"class": "form-select"})
Choices = Iterable[tuple[Any, Any]]


class ListForm(forms.Form):
    """The filter above a list. A day that does not exist is shown beside its field, and nothing is listed meanwhile."""

    q = forms.CharField(
        label=_("Mã, họ tên, số định danh, điện thoại"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    trang_thai = forms.ChoiceField(label=_("Trạng thái"), required=False, widget=CHOICE)
    linh_vuc = forms.ChoiceField(label=_("Lĩnh vực"), required=False, widget=CHOICE)
    can_bo = forms.ChoiceField(label=_("Người xử lý"), required=False, widget=CHOICE)
    kenh = forms.ChoiceField(label=_("Kênh nộp"), required=False, choices=[ANY, *CHANNELS], widget=CHOICE)
    tu = DayField(label=_("Nộp từ ngày"), required=False)
    den = DayField(label=_("đến hết ngày"), required=False)
    xep = forms.ChoiceField(label=_("Sắp xếp"), required=False, widget=CHOICE)

    def __init__(self, data: Any, view: View, statuses: Choices, fields: Choices, officers: Choices) -> None:
        super().__init__(data)
        self.view = view
        orders = KINDS[view].orders
        for name, choices in (
            ("trang_thai", [ANY, *statuses]),
            ("linh_vuc", [ANY, *fields]),
            ("can_bo", [ANY, *officers]),
            ("xep", [(one.value, ORDERS[one]) for one in orders]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def narrowed(self) -> ListFilter:
        """The filter of a valid form."""
        found = self.cleaned_data

        def number(name: str) -> int | None:
            return int(found[name]) if found[name] else None

        status, channel = number("trang_thai"), number("kenh")
        return ListFilter(
            view=self.view,
            status=None if status is None else Status(status),
            field_id=number("linh_vuc"),
            officer_id=number("can_bo"),
            channel=None if channel is None else Channel(channel),
            since=found["tu"],
            until=found["den"],
            search=found["q"],
            order=Order(found["xep"]) if found["xep"] else None,
        )
