"""Forms of documents: what is asked for; whether it may be is decided by the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from caicach.apps.documents.checks import ACCEPTED_ENDINGS, MOST_FILES
from caicach.apps.documents.models import ISSUER_LENGTH, NUMBER_LENGTH, TITLE_LENGTH, Kind
from caicach.apps.units.forms.fields import DayField, Reason, Text


class FilesInput(forms.FileInput):
    """A control for several files, on which the browser also lets them be dropped."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name)


class Files(forms.FileField):
    """All files of a control. Faults of single files are those of the action, which names the file."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        if not data:
            raise forms.ValidationError(_("Hãy chọn hoặc kéo thả ít nhất một tệp."), code="required")
        return list(data)


class UploadForm(forms.Form):
    """The files that are to become documents."""

    chosen = Files(
        label=_("Tệp"),
        widget=FilesInput(attrs={"multiple": True, "accept": ACCEPTED_ENDINGS}),
        help_text=_("PDF, Word, Excel, PowerPoint hoặc ảnh; chọn được nhiều tệp một lần."),
    )


class DescribeForm(forms.Form):
    """What is noted of a document."""

    title = Text(label=_("Trích yếu"), max_length=TITLE_LENGTH)
    kind = forms.ChoiceField(label=_("Loại tài liệu"), choices=Kind.choices)
    number = Text(
        label=_("Số, ký hiệu"), required=False, max_length=NUMBER_LENGTH, help_text=_("Ví dụ: 07/KH-UBND.")
    )
    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    issuer = Text(label=_("Cơ quan ban hành"), required=False, max_length=ISSUER_LENGTH)
    year = forms.IntegerField(
        label=_("Năm chứng minh"),
        help_text=_("Năm công tác mà tài liệu này chứng minh."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "4"}),
        error_messages={"invalid": _("Hãy nhập năm, ví dụ 2026."), "required": _("Hãy nhập năm.")},
    )


class AmendForm(DescribeForm):
    """A correction; the reason is kept by the trail when one is given."""

    reason = Reason(label=_("Lý do sửa"), required=False)


class WithdrawForm(forms.Form):
    """Why a document is withdrawn."""

    reason = Reason(
        label=_("Lý do rút"), help_text=_("Hiện trên trang tài liệu và được nhật ký giữ lại, không sửa được.")
    )


class PackedForm(forms.Form):
    """The files that were received, signed; what is wrong with all of them together stands here."""

    packed = forms.CharField(widget=forms.HiddenInput)


DescribeFormSet = forms.formset_factory(DescribeForm, extra=0, max_num=MOST_FILES, absolute_max=MOST_FILES)
