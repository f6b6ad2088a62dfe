"""Forms of units: what is asked for; whether it may be is decided by the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.apps.units.actions import OLD_SINCE
from caicach.apps.units.forms.fields import DayField, Reason, Text, UnitReference
from caicach.apps.units.models import Kind, Subkind, Succession

_NONE = ("", "—")


class _Named(forms.Form):
    """The fields that say what a unit is called."""

    name = Text(label=_("Tên đơn vị"), help_text=_("Tên đầy đủ, ví dụ: Xã Hy Cương, Sở Nội vụ."))
    short_name = Text(
        label=_("Tên ngắn"), required=False, help_text=_("Tên riêng không kèm loại, ví dụ: Hy Cương.")
    )
    subkind = forms.ChoiceField(
        label=_("Loại đơn vị cấp xã"),
        choices=[_NONE, *Subkind.choices],
        required=False,
        help_text=_("Chỉ chọn khi đơn vị là cấp xã."),
    )


class _Coded(forms.Form):
    code = Text(
        label=_("Mã đơn vị"),
        required=False,
        max_length=32,
        help_text=_("Mã đơn vị hành chính gồm cả số 0 ở đầu: 07900."),
    )
    identification_code = Text(
        label=_("Mã định danh"),
        required=False,
        max_length=32,
        help_text=_("Mã định danh điện tử, ví dụ H44.104."),
    )


class CreateForm(_Named, _Coded):
    """A unit to be made. The place above is a reference that the view resolves."""

    kind = forms.ChoiceField(label=_("Loại đơn vị"), choices=Kind.choices)
    parent = UnitReference(label=_("Đơn vị cấp trên"))
    valid_from = DayField(label=_("Hoạt động từ"))
    valid_to = DayField(label=_("Hoạt động đến"), required=False, help_text=_("Để trống khi còn hoạt động."))
    reason = Reason(required=False)

    field_order = (
        "kind",
        "subkind",
        "name",
        "short_name",
        "parent",
        "code",
        "identification_code",
        "valid_from",
    )


class AmendForm(_Named, _Coded):
    """A correction of what was entered wrongly."""

    reason = Reason()

    def __init__(self, *args: Any, is_commune: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_commune:
            del self.fields["subkind"]


class RenameForm(_Named):
    """A new name from a day on."""

    on = DayField(label=_("Mang tên mới từ ngày"))
    reason = Reason(label=_("Căn cứ đổi tên"))

    def __init__(self, *args: Any, is_commune: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_commune:
            del self.fields["subkind"]


class MoveForm(forms.Form):
    """A new place in the tree from a day on."""

    parent = UnitReference(label=_("Đơn vị cấp trên mới"))
    on = DayField(label=_("Chuyển từ ngày"))
    reason = Reason(label=_("Căn cứ chuyển"))


class EndForm(forms.Form):
    """The last day of a unit, a post or a notice."""

    on = DayField(label=_("Ngày cuối cùng có hiệu lực"))
    reason = Reason()


class SuccessionForm(forms.Form):
    """A unit that went into this one."""

    predecessor = UnitReference(
        label=_("Đơn vị trước"), help_text=_("Đơn vị đã nhập vào, theo mã hoặc đúng tên.")
    )
    on = DayField(
        label=_("Còn hoạt động vào ngày"),
        help_text=_("Một ngày mà đơn vị trước còn hoạt động, để tìm đúng đơn vị."),
    )
    part = forms.ChoiceField(
        label=_("Phần nhập vào"), choices=Succession.Part.choices, widget=forms.RadioSelect
    )
    weight = forms.DecimalField(
        label=_("Tỷ lệ"),
        required=False,
        min_value=0,
        max_value=1,
        decimal_places=8,
        localize=True,
        help_text=_("Phần của đơn vị trước (0 đến 1), chỉ nhập khi văn bản ghi rõ."),
    )
    basis = Reason(label=_("Căn cứ"))


class ReasonForm(forms.Form):
    """Only why."""

    reason = Reason()


class UploadForm(forms.Form):
    """A table of units, or a mapping file."""

    file = forms.FileField(
        label=_("Tệp"),
        error_messages={"required": _("Hãy chọn tệp."), "empty": _("Tệp rỗng, không có nội dung.")},
    )


class MappingUploadForm(UploadForm):
    """A mapping file, with the day since when its old units count as existing."""

    since = DayField(
        label=_("Các đơn vị cũ hoạt động từ"),
        initial=OLD_SINCE,
        help_text=_(
            "Tệp không ghi ngày bắt đầu của đơn vị cũ; ngày này quyết định năm nào còn xem được cây đơn vị cũ."
        ),
    )


class ConfirmForm(forms.Form):
    """What was previewed, and why."""

    packed = forms.CharField(widget=forms.HiddenInput)
    reason = Reason()
