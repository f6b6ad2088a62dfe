"""Forms of the import of dossiers of other systems."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.apps.dossiers.actions.deliveries import SOURCE_LENGTH
from caicach.apps.units.forms.fields import Text
from caicach.apps.units.models import Unit


class UploadForm(forms.Form):
    """A file of dossiers, the counter that they were received at, and the system that they come from."""

    quay = forms.TypedChoiceField(
        label=_("Quầy tiếp nhận"),
        coerce=int,
        help_text=_("Nơi đã tiếp nhận các hồ sơ trong tệp."),
        error_messages={
            "required": _("Hãy chọn quầy."),
            "invalid_choice": _("Hãy chọn quầy trong danh sách."),
        },
    )
    source = Text(
        label=_("Nguồn dữ liệu"),
        max_length=SOURCE_LENGTH,
        help_text=_("Tên hệ thống đã xuất tệp, ví dụ: Phần mềm một cửa huyện cũ."),
    )
    file = forms.FileField(
        label=_("Tệp hồ sơ"),
        help_text=_(
            "Tệp .json hoặc .csv (mã UTF-8) theo định dạng đồng bộ hồ sơ quốc gia, hoặc .xlsx cùng các cột."
        ),
        error_messages={"required": _("Hãy chọn tệp."), "empty": _("Tệp rỗng, không có nội dung.")},
    )

    def __init__(self, counters: Iterable[Unit], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["quay"].choices = [(one.pk, one.name) for one in counters]  # type: ignore[attr-defined]
