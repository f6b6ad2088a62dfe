"""Forms of the counter: who hands in what. Whether it may be received is decided by the actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.apps.documents.checks import ACCEPTED_ENDINGS
from caicach.apps.dossiers.actions.people import checked_phone
from caicach.apps.dossiers.models import Applicant, KeptPaper
from caicach.apps.dossiers.models.dossier import CHANNELS, ReturnWay
from caicach.apps.procedures.models import Fee, Paper
from caicach.apps.units.forms.fields import Amount, DayField, Text, UnitReference
from caicach.core.dossiers.status import Channel
from caicach.core.vietnamese import tidy
from caicach.platform.errors import Invalid

UNPAID, AT_THE_DESK, ONLINE = "", "desk", "online"
PAID = [(UNPAID, _("Chưa nộp")), (AT_THE_DESK, _("Đã nộp tại quầy")), (ONLINE, _("Đã nộp trực tuyến"))]
_DIGITS = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}


class Line(Text):
    """One line of text in the one normal form."""

    def to_python(self, value: Any) -> str:
        return tidy(super().to_python(value) or "")


class PersonForm(forms.Form):
    """Who hands the dossier in; whether the numbers are any is told by the same checks that the action makes."""

    kind = forms.ChoiceField(
        label=_("Đối tượng"), choices=Applicant.Kind.choices, initial=Applicant.Kind.CITIZEN
    )
    number = Line(
        label=_("Số định danh cá nhân"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={**_DIGITS, "class": "cc-digits"}),
        help_text=_("12 chữ số trên thẻ căn cước; với doanh nghiệp, tổ chức là mã số."),
    )
    name = Line(label=_("Họ tên"), widget=forms.TextInput(attrs={"autocomplete": "off"}))
    phone = Line(
        label=_("Điện thoại"), required=False, max_length=20, widget=forms.TextInput(attrs={**_DIGITS})
    )
    address = Line(
        label=_("Địa chỉ"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    birth_date = DayField(label=_("Ngày sinh"), required=False)
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        error_messages={"invalid": _("Địa chỉ thư điện tử chưa đúng, ví dụ đúng là ten@tenmien.vn.")},
    )
    proxy_name = Line(label=_("Người nộp thay"), required=False)

    def clean_phone(self) -> str:
        try:
            return checked_phone(self.cleaned_data["phone"])
        except Invalid as fault:
            raise forms.ValidationError(str(fault)) from fault


class MatterForm(forms.Form):
    """What the dossier is about, who settles it and how it goes back."""

    content = Line(label=_("Nội dung hồ sơ"), required=False, max_length=1000)
    sets = forms.IntegerField(
        label=_("Số bộ hồ sơ"),
        min_value=1,
        max_value=99,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "is-num"}),
        error_messages={"invalid": _("Hãy nhập số bộ, ví dụ 1."), "required": _("Hãy nhập số bộ hồ sơ.")},
    )
    channel = forms.TypedChoiceField(
        label=_("Kênh nộp"), coerce=int, choices=CHANNELS, initial=Channel.DIRECT.value
    )
    return_way = forms.ChoiceField(
        label=_("Nhận kết quả"), choices=ReturnWay.choices, initial=ReturnWay.IN_PERSON
    )


class DossierForm(MatterForm):
    """The matter of one dossier, which another office than the counter's own may settle."""

    handling = UnitReference(
        label=_("Cơ quan giải quyết"),
        required=False,
        help_text=_("Để trống nếu chính đơn vị của quầy giải quyết. Tên hoặc mã định danh của đơn vị."),
    )


class GroupForm(MatterForm):
    """What several interlinked dossiers are about together; empty, they bear the names of their procedures."""

    content = Line(
        label=_("Nội dung liên thông"),
        required=False,
        max_length=500,
        help_text=_("Để trống thì ghi tên các thủ tục."),
    )


class PaperForm(forms.Form):
    """One paper of the checklist: given or not, in which form, how many, scanned now or used again from an earlier dossier."""

    given = forms.BooleanField(label=_("Đã nộp"), required=False)
    form = forms.ChoiceField(label=_("Hình thức"), choices=Paper.Form.choices)
    copies = forms.IntegerField(
        label=_("Số bản"),
        min_value=1,
        max_value=99,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "is-num"}),
        error_messages={
            "invalid": _("Hãy nhập số bản, ví dụ 1."),
            "required": _("Hãy nhập số bản."),
            "min_value": _("Ít nhất 1 bản."),
        },
    )
    scan = forms.FileField(
        label=_("Tệp quét"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPTED_ENDINGS})
    )
    held = forms.CharField(required=False, widget=forms.HiddenInput)
    reuse = forms.ChoiceField(label=_("Dùng lại giấy tờ đã số hóa"), required=False)

    def __init__(self, paper: Paper, kept: Sequence[KeptPaper], *args: Any, **options: Any) -> None:
        self.paper = paper
        start = {"form": paper.form, "copies": paper.copies}
        options["initial"] = start | dict(options.get("initial") or {})
        super().__init__(*args, **options | {"prefix": self.prefix_of(paper)})
        offered = [(one.code, f"{one.name} · {one.code}") for one in kept]
        self.fields["reuse"].choices = [("", _("— không dùng lại —")), *offered]  # type: ignore[attr-defined]
        if not kept:
            del self.fields["reuse"]

    @staticmethod
    def prefix_of(paper: Paper) -> str:
        return f"p{paper.pk}"

    @property
    def is_given(self) -> bool:
        """Whether the applicant brought the paper: ticked, scanned, or used again."""
        data = self.cleaned_data
        return bool(data.get("given") or data.get("held") or data.get("reuse"))


class FeeForm(forms.Form):
    """One fee of the schedule: how much is charged, and whether it has been paid. 0 for somebody who is exempt."""

    amount = Amount(label=_("Số tiền"))
    paid = forms.ChoiceField(label=_("Nộp phí"), choices=PAID, required=False)
    reason = Line(
        label=_("Lý do thu khác mức quy định"),
        required=False,
        max_length=1000,
        help_text=_("Chỉ ghi khi miễn, giảm hoặc thu khác, kèm căn cứ."),
    )

    def __init__(self, fee: Fee, *args: Any, **options: Any) -> None:
        self.fee = fee
        options["initial"] = {"amount": fee.amount} | dict(options.get("initial") or {})
        super().__init__(*args, **options | {"prefix": self.prefix_of(fee)})

    @staticmethod
    def prefix_of(fee: Fee) -> str:
        return f"f{fee.pk}"


class PromiseForm(forms.Form):
    """The due date of a procedure whose time limit the catalogue does not know, with what it rests on."""

    due_on = DayField(label=_("Ngày hẹn trả"))
    due_reason = Line(
        label=_("Căn cứ của ngày hẹn"),
        max_length=1000,
        help_text=_("Danh mục chưa ghi thời hạn của thủ tục này: ghi văn bản hoặc lý do."),
    )


class MissingForm(forms.Form):
    """What is still missing, in words of the officer; the list of papers that are not ticked goes with it (form 02)."""

    missing = forms.CharField(
        label=_("Nội dung cần bổ sung, hoàn thiện"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Giấy tờ bắt buộc chưa đánh dấu được ghi sẵn vào phiếu; ghi thêm điều cần sửa, mỗi dòng một mục."
        ),
    )
    missing_reason = Line(
        label=_("Lý do"), required=False, max_length=1000, initial=_("Hồ sơ chưa đủ thành phần theo quy định")
    )

    def lines(self) -> list[str]:
        """What the officer wrote, line by line."""
        return [line for one in self.cleaned_data["missing"].splitlines() if (line := tidy(one))]


class RefusalForm(forms.Form):
    """Why the dossier is refused (form 03). It stands in the one form of the page, whose other buttons do not need it."""

    use_required_attribute = False

    refusal = forms.ChoiceField(
        label=_("Lý do từ chối"), error_messages={"required": _("Hãy chọn lý do từ chối trong danh sách.")}
    )
    refusal_words = forms.CharField(
        label=_("Giải thích cho người dân"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi lý do cụ thể để in lên phiếu.")},
    )

    def __init__(self, reasons: Mapping[str, str], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["refusal"].choices = [("", _("— chọn lý do —")), *reasons.items()]  # type: ignore[attr-defined]
