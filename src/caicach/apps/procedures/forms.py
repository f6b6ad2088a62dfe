"""Forms of the catalogue: what is asked for; whether it may be is decided by the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.apps.procedures.content import (
    DETAILS,
    FeeData,
    PaperData,
    StepData,
    details_of,
    label_of,
    lists_of,
)
from caicach.apps.procedures.models import Decision, Level, Limits, Online, Paper, Version
from caicach.apps.units.forms.fields import Amount, DayField, Reason, Text
from caicach.core.dossiers.status import Channel
from caicach.core.vietnamese import date_text

_NONE = ("", "—")
MOST_LINES = 200


class Number(forms.DecimalField):
    """A number with a decimal comma."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            localize=True,
            widget=forms.TextInput(attrs={"class": "is-num", "inputmode": "decimal"}),
            error_messages={"invalid": _("Hãy nhập số, ví dụ 0,5."), "required": _("Hãy nhập số.")},
            **options,
        )


class Lines(forms.CharField):
    """Several lines of text."""

    def __init__(self, rows: int = 3, **options: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": rows}), **options)


class DetailsForm(forms.Form):
    """The single values of a version."""

    name = Lines(rows=2, label=_("Tên thủ tục"), max_length=2000)
    field = Text(label=_("Lĩnh vực"), max_length=300)
    level = forms.ChoiceField(label=_("Cấp thực hiện"), choices=Level.choices)
    other_levels = forms.MultipleChoiceField(
        label=_("Các cấp thực hiện khác"),
        choices=Level.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    executing = Lines(label=_("Cơ quan thực hiện"), help_text=_("Mỗi dòng một cơ quan."))
    deciding = Text(label=_("Cơ quan quyết định"), max_length=1000, required=False)
    online = forms.ChoiceField(
        label=_("Dịch vụ công trực tuyến"),
        choices=Online.choices,
        help_text=_("Văn bản cũ: mức độ 4 là toàn trình, mức độ 3 là một phần (Nghị định 42/2022/NĐ-CP)."),
    )
    by_post = forms.BooleanField(label=_("Nhận và trả qua bưu chính công ích"), required=False)
    limit_amount = Number(label=_("Thời hạn"), required=False, max_digits=8, decimal_places=2)
    limit_kind = forms.ChoiceField(label=_("Cách tính"), choices=[_NONE, *Limits.choices], required=False)
    second_amount = Number(label=_("Thời hạn hẹn lần 2"), required=False, max_digits=8, decimal_places=2)
    second_kind = forms.ChoiceField(
        label=_("Cách tính hẹn lần 2"),
        choices=[_NONE, *Limits.choices],
        required=False,
        help_text=_("Đất đai: tính từ khi có thông báo thuế."),
    )
    limit_note = Text(label=_("Ghi chú thời hạn"), max_length=2000, required=False)
    fee_note = Text(label=_("Ghi chú phí, lệ phí"), max_length=2000, required=False)
    audience = Text(label=_("Đối tượng thực hiện"), max_length=1000, required=False)
    result = Text(label=_("Kết quả"), max_length=1000, required=False)
    legal_basis = Lines(rows=4, label=_("Căn cứ pháp lý"))
    issuer = Text(label=_("Cơ quan ban hành"), max_length=300, required=False)
    category = Text(label=_("Loại thủ tục"), max_length=200, required=False)
    ministry_decision = Text(label=_("Quyết định công bố của bộ, ngành"), max_length=200, required=False)
    register = forms.ChoiceField(
        label=_("Sổ chuyên ngành"),
        required=False,
        choices=[
            _NONE,
            ("civil_status", _("Sổ hộ tịch")),
            ("social_affairs", _("Sổ bảo trợ xã hội")),
            ("land", _("Sổ đất đai")),
            ("certification", _("Sổ chứng thực")),
        ],
    )
    police_or_military = forms.BooleanField(
        label=_("Thủ tục của ngành công an, quân sự, tiếp nhận tại Một cửa"), required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].required = True

    @property
    def values(self) -> dict[str, Any]:
        """What was entered, by the names of `Details`."""
        return {
            name: tuple(value) if name == "other_levels" else value
            for name, value in self.cleaned_data.items()
            if name in DETAILS
        }


class AnnounceForm(DetailsForm):
    """A procedure that a decision announces."""

    code = Text(
        label=_("Mã thủ tục"),
        max_length=40,
        help_text=_(
            "Ví dụ 1.013978, hoặc biến thể của tỉnh 1.013978.H42. Mã đang có hiệu lực thì được sửa đổi."
        ),
    )
    field_order = ("code",)


class CorrectForm(DetailsForm):
    """A correction of what was entered, with its reason."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    interlinked = Text(
        label=_("Liên thông với"),
        max_length=1000,
        required=False,
        help_text=_("Mã các thủ tục khác trong danh mục, cách nhau bằng dấu phẩy."),
    )
    executing_units = forms.TypedMultipleChoiceField(
        label=_("Đơn vị thực hiện của địa phương"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Đơn vị được chọn phải niêm yết khi có quyết định công bố."),
    )
    reason = Reason(label=_("Lý do sửa"))

    def __init__(self, units: list[tuple[int, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if units:
            self.fields["executing_units"].choices = units  # type: ignore[attr-defined]
        else:
            del self.fields["executing_units"]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(one.strip() for one in self.cleaned_data["interlinked"].split(",") if one.strip())


class PaperForm(forms.Form):
    """A paper of a dossier."""

    name = Text(label=_("Tên giấy tờ"), max_length=1000)
    form = forms.ChoiceField(label=_("Hình thức"), choices=Paper.Form.choices)
    copies = forms.IntegerField(label=_("Số bản"), initial=1, min_value=1, max_value=99)
    required = forms.BooleanField(label=_("Bắt buộc"), required=False, initial=True)
    digitisable = forms.BooleanField(label=_("Số hóa"), required=False, initial=True)
    code = Text(label=_("Mã thành phần"), max_length=40, required=False)


class StepForm(forms.Form):
    """A step of the internal process."""

    name = Text(label=_("Nội dung công việc"), max_length=500)
    post = Text(label=_("Vị trí thực hiện"), max_length=300, required=False)
    days = Number(label=_("Số ngày làm việc"), max_digits=6, decimal_places=2, min_value=0)


class FeeForm(forms.Form):
    """A fee in đồng."""

    name = Text(label=_("Tên phí, lệ phí"), max_length=500)
    amount = Amount(label=_("Mức thu (đồng)"))
    channel = forms.TypedChoiceField(
        label=_("Kênh"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", _("Mọi kênh")),
            (Channel.DIRECT.value, _("Trực tiếp")),
            (Channel.ONLINE.value, _("Trực tuyến")),
            (Channel.POST.value, _("Bưu chính")),
        ],
    )


_OPTIONS: dict[str, Any] = {"extra": 4, "can_delete": True, "max_num": MOST_LINES, "absolute_max": MOST_LINES}
PaperFormSet = forms.formset_factory(PaperForm, **_OPTIONS)
StepFormSet = forms.formset_factory(StepForm, **_OPTIONS)
FeeFormSet = forms.formset_factory(FeeForm, **_OPTIONS)


class ListForms:
    """The lines of papers, steps and fees on one page; a line that is marked or left empty is not there."""

    def __init__(self, data: Any = None, version: Version | None = None) -> None:
        initial = lists_of(version) if version else {}
        self.papers = PaperFormSet(data, prefix="giay-to", initial=_as_rows(initial.get("papers", ())))
        self.steps = StepFormSet(data, prefix="buoc", initial=_as_rows(initial.get("steps", ())))
        self.fees = FeeFormSet(data, prefix="phi", initial=_as_rows(initial.get("fees", ())))

    @property
    def all(self) -> list[tuple[str, str, Any]]:
        return [(name, label_of(name), getattr(self, name)) for name in ("papers", "steps", "fees")]

    def is_valid(self) -> bool:
        valid = [
            one.is_valid() for _name, _label, one in self.all
        ]  # each of them, so that all faults are shown at once
        return all(valid)

    @property
    def errors(self) -> bool:
        return any(form.errors for _name, _label, one in self.all for form in one.forms)

    def values(self) -> dict[str, tuple[Any, ...]]:
        """What was entered, as actions take it."""
        return {
            "papers": tuple(PaperData(**one) for one in _filled(self.papers)),
            "steps": tuple(StepData(**one) for one in _filled(self.steps)),
            "fees": tuple(FeeData(**one) for one in _filled(self.fees)),
        }


class DecisionForm(forms.Form):
    """A decision as it was issued."""

    number = Text(label=_("Số, ký hiệu"), max_length=100, help_text=_("Ví dụ: 1450/QĐ-UBND."))
    issued_on = DayField(label=_("Ngày ban hành"))
    effective_on = DayField(label=_("Ngày có hiệu lực"))
    issuer = Text(label=_("Cơ quan ban hành"), max_length=300)
    title = Lines(rows=2, label=_("Trích yếu"), max_length=1000)
    post_by = DayField(
        label=_("Hạn niêm yết"), required=False, help_text=_("Chỉ nhập khi quyết định tự ghi hạn.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["title"].required = True


class RepealForm(forms.Form):
    """A procedure that a decision repeals."""

    code = Text(label=_("Mã thủ tục bị bãi bỏ"), max_length=40)


class PostedForm(forms.Form):
    """When a unit has posted what a decision announced."""

    desk_on = DayField(label=_("Niêm yết tại nơi tiếp nhận ngày"), required=False)
    page_on = DayField(label=_("Công khai trên trang thông tin ngày"), required=False)
    page_url = Text(label=_("Địa chỉ trang"), max_length=500, required=False)
    note = Text(label=_("Ghi chú"), max_length=1000, required=False)


class UploadForm(forms.Form):
    """A file of the catalogue, and from which day on it holds."""

    file = forms.FileField(
        label=_("Tệp danh mục"),
        help_text=_("Tệp .xlsx xuất từ Cổng Dịch vụ công, hoặc tệp .csv."),
        error_messages={"required": _("Hãy chọn tệp."), "empty": _("Tệp rỗng, không có nội dung.")},
    )
    decision = forms.TypedChoiceField(
        label=_("Theo quyết định công bố"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Chọn quyết định thì danh mục có hiệu lực từ ngày của quyết định."),
    )
    day = DayField(
        label=_("Có hiệu lực từ"),
        required=False,
        help_text=_("Để trống là hôm nay. Không dùng khi đã chọn quyết định."),
    )

    def __init__(self, decisions: list[Decision], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["decision"].choices = [  # type: ignore[attr-defined]
            _NONE,
            *((one.pk, f"{one.number} ({date_text(one.effective_on)})") for one in decisions),
        ]


class ConfirmForm(forms.Form):
    """What was previewed, signed."""

    packed = forms.CharField(widget=forms.HiddenInput)


def initial_of(version: Version) -> dict[str, Any]:
    """A version as `DetailsForm` shows it (read with its parts)."""
    details = details_of(version)
    return {name: getattr(details, name) for name in DETAILS} | {
        "revision": version.revision,
        "interlinked": ", ".join(sorted(one.code for one in version.interlinked.all())),
        "executing_units": [one.pk for one in version.executing_units.all()],
    }


def _as_rows(values: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [{name: getattr(one, name) for name in one.__dataclass_fields__} for one in values]


def _filled(lines: Any) -> list[dict[str, Any]]:
    rows = [dict(one.cleaned_data) for one in lines.forms if one.cleaned_data]
    return [
        {name: value for name, value in row.items() if name != "DELETE"}
        for row in rows
        if not row.get("DELETE")
    ]
