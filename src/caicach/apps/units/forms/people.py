"""Forms of people, posts and notices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.apps.units.forms.fields import DayField, Text, UnitReference
from caicach.apps.units.models import Responsibility, Unit
from caicach.platform.access import Role
from caicach.platform.accounts.models import User

_NONE = ("", "—")


def _roles() -> list[tuple[str, str]]:
    return [(role.value, role.label) for role in Role]


class PostForm(forms.Form):
    """A post for somebody who has an account."""

    unit = UnitReference(label=_("Đơn vị"))
    role = forms.ChoiceField(label=_("Vai trò"), choices=_roles)
    fields_bound = Text(
        label=_("Lĩnh vực thẩm định"),
        required=False,
        max_length=500,
        help_text=_(
            "Chỉ dành cho thành viên tổ thẩm định: mã cơ quan như trong bộ chỉ số, cách nhau bằng dấu phẩy, ví dụ: noi_vu."
        ),
    )
    title = Text(label=_("Chức danh"), required=False, help_text=_("Ví dụ: Trưởng phòng Văn hóa - Xã hội."))
    valid_from = DayField(label=_("Từ ngày"))
    valid_to = DayField(
        label=_("Đến hết ngày"), required=False, help_text=_("Để trống khi chưa có ngày kết thúc.")
    )

    def field_codes(self) -> tuple[str, ...]:
        return tuple(code.strip() for code in self.cleaned_data["fields_bound"].split(",") if code.strip())


class PersonForm(PostForm):
    """A new account with its first post."""

    display_name = Text(label=_("Họ và tên"))
    username = Text(
        label=_("Tên đăng nhập"),
        max_length=150,
        help_text=_("Chữ thường không dấu, chữ số, dấu chấm; ví dụ: an.nguyen."),
    )
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        error_messages={"invalid": _("Địa chỉ thư không đúng dạng, ví dụ: an@phutho.gov.vn.")},
    )

    field_order = (
        "display_name",
        "username",
        "email",
        "unit",
        "role",
        "fields_bound",
        "title",
        "valid_from",
        "valid_to",
    )


class NoticeForm(forms.Form):
    """The head of a notice; its rows are a set of AssignmentForm."""

    number = Text(label=_("Số, ký hiệu"), max_length=50, help_text=_("Ví dụ: 12/TB-UBND."))
    date = DayField(label=_("Ngày ban hành"))
    title = Text(label=_("Trích yếu"), required=False, max_length=500)
    valid_from = DayField(label=_("Hiệu lực từ"))
    valid_to = DayField(
        label=_("Hiệu lực đến"), required=False, help_text=_("Để trống khi chưa có ngày kết thúc.")
    )
    subject = forms.ChoiceField(label=_("Bộ chỉ số"), choices=Responsibility.Subject.choices)


class AssignmentForm(forms.Form):
    """One row of a notice: a code and who answers for it."""

    node_code = forms.CharField(label=_("Mã tiêu chí"), max_length=32, required=False)
    holder_unit = forms.ChoiceField(label=_("Phòng, đơn vị"), required=False)
    holder_user = forms.ChoiceField(label=_("Người chịu trách nhiệm"), required=False)
    part = forms.ChoiceField(label=_("Vai trò"), choices=Responsibility.Part.choices, required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder_unit"].choices = [_NONE, *((str(unit.pk), unit.shown_name) for unit in units)]  # type: ignore[attr-defined]
        self.fields["holder_user"].choices = [  # type: ignore[attr-defined]
            _NONE,
            *((str(person.pk), f"{person.display_name} ({person.username})") for person in people),
        ]

    def is_filled(self) -> bool:
        return bool(
            self.cleaned_data.get("node_code")
            or self.cleaned_data.get("holder_unit")
            or self.cleaned_data.get("holder_user")
        )


AssignmentFormSet = forms.formset_factory(AssignmentForm, extra=8, max_num=1000, absolute_max=1000)


class LookupForm(forms.Form):
    """Who answers for a node in a unit on a day?"""

    unit = UnitReference(label=_("Đơn vị"))
    code = Text(label=_("Mã tiêu chí"), max_length=32, help_text=_("Như in trong bộ chỉ số, ví dụ 3.3.1."))
    on = DayField(label=_("Vào ngày"))
