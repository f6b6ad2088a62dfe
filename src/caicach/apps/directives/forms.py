"""Forms of directives: what is asked for; whether it may be is decided by the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.apps.directives.actions.takingin import ACCEPTED_ENDINGS
from caicach.apps.directives.checks import LONGEST_TASK, HeaderData, LinkData, TargetData, TaskData
from caicach.apps.directives.models import Directive, Finding, Relation, Target, Task, UnitPart
from caicach.apps.directives.models.findings import DIGITS, PLACES, TEXT_LENGTH, WORDS_LENGTH
from caicach.apps.directives.models.register import OFFICE_LENGTH, SHORT_LENGTH, SUBJECT_LENGTH
from caicach.apps.directives.queries import ToAsk
from caicach.apps.units.forms.fields import DayField, Reason, Text
from caicach.core.directives import Precision

PRECISIONS = (
    (Precision.DAY.value, _("đủ ngày, tháng, năm")),
    (Precision.MONTH.value, _("chỉ có tháng, năm")),
    (Precision.YEAR.value, _("chỉ có năm")),
)


class Lines(forms.CharField):
    """Several short texts, one a line; cleaned to a list."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", _("Mỗi dòng một tên."))
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class Versioned(forms.Form):
    """A change of something that others may change meanwhile."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class UploadForm(forms.Form):
    """The file that is to come into the register."""

    file = forms.FileField(
        label=_("Tệp văn bản"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED_ENDINGS}),
        error_messages={
            "required": _("Hãy chọn hoặc kéo thả một tệp."),
            "empty": _("Tệp này rỗng. Hãy kiểm tra lại tệp rồi gửi lại."),
        },
    )
    year = forms.IntegerField(
        label=_("Năm công tác"),
        required=False,
        help_text=_("Để trống thì lấy năm của ngày ban hành."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "4"}),
        error_messages={"invalid": _("Hãy nhập năm, ví dụ 2026.")},
    )


class HeaderForm(Versioned):
    """The header of a directive."""

    doc_type = Text(
        label=_("Loại văn bản"), required=False, max_length=SHORT_LENGTH, help_text=_("Ví dụ: công văn.")
    )
    number = Text(
        label=_("Số, ký hiệu"),
        required=False,
        max_length=SHORT_LENGTH,
        help_text=_("Văn bản chưa ghi số thì để trống."),
    )
    symbol = Text(label=_("Ký hiệu"), required=False, max_length=SHORT_LENGTH)
    issued_on = DayField(
        label=_("Ngày ban hành"),
        required=False,
        help_text=_("Thiếu ngày hoặc tháng thì ghi 01 và chọn ở ô bên."),
    )
    precision = forms.ChoiceField(label=_("Ngày ghi trên văn bản"), choices=PRECISIONS, required=False)
    place = Text(label=_("Nơi ban hành"), required=False, max_length=SHORT_LENGTH)
    issuer = Text(label=_("Cơ quan ban hành"), required=False, max_length=OFFICE_LENGTH)
    subject = forms.CharField(
        label=_("Trích yếu"),
        required=False,
        max_length=SUBJECT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    recipients = Lines(label=_("Kính gửi"))
    copies = Lines(label=_("Nơi nhận"))
    signer_name = Text(label=_("Người ký"), required=False, max_length=SHORT_LENGTH)
    signer_title = Text(label=_("Chức vụ"), required=False, max_length=OFFICE_LENGTH)
    signer_authority = Text(
        label=_("Thẩm quyền ký"), required=False, max_length=OFFICE_LENGTH, help_text=_("TM., KT., TL., TUQ.")
    )
    year = forms.IntegerField(
        label=_("Năm công tác"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "4"}),
        error_messages={"invalid": _("Hãy nhập năm, ví dụ 2026."), "required": _("Hãy nhập năm.")},
    )

    @classmethod
    def of(cls, one: Directive) -> HeaderForm:
        initial = {name: getattr(one, name) for name in HeaderData.__dataclass_fields__}
        return cls(initial=initial | {"version": one.version})

    @property
    def data_given(self) -> HeaderData:
        return HeaderData(**{name: self.cleaned_data[name] for name in HeaderData.__dataclass_fields__})


class QuoteForm(forms.Form):
    """The words that something new stands on."""

    quote = forms.CharField(
        label=_("Nguyên văn"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Chép đúng các chữ trong văn bản; hệ thống tự tìm chỗ đứng. Để trống nếu không có trong văn bản."
        ),
    )


class TargetForm(forms.Form):
    """A target."""

    subject = forms.CharField(
        label=_("Chỉ tiêu"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi tên chỉ tiêu.")},
    )
    operator = forms.ChoiceField(label=_("So sánh"), choices=Target.OPERATORS, initial=">=")
    value = forms.DecimalField(
        label=_("Giá trị"),
        max_digits=DIGITS,
        decimal_places=PLACES,
        localize=True,
        widget=forms.TextInput(attrs={"class": "is-num", "inputmode": "decimal"}),
        error_messages={"required": _("Hãy nhập giá trị."), "invalid": _("Hãy nhập một số, ví dụ 89,80.")},
    )
    measured_in = Text(
        label=_("Đơn vị tính"),
        required=False,
        max_length=WORDS_LENGTH,
        help_text=_("Ví dụ: %, lần, mô hình."),
    )
    base = Text(label=_("Tính trên"), required=False, max_length=WORDS_LENGTH)
    period = Text(label=_("Kỳ"), required=False, max_length=WORDS_LENGTH)
    deadline = DayField(label=_("Thời hạn"), required=False)
    optional = forms.BooleanField(
        label=_("Là giới hạn, không ghi thành chỉ tiêu"),
        required=False,
        help_text=_("Ví dụ: “không có cán bộ bị kỷ luật”."),
    )

    @classmethod
    def of(cls, found: Finding) -> dict[str, Any]:
        """What stands in the form of a target."""
        values = {name: getattr(found.target, name) for name in TargetData.__dataclass_fields__}
        return values | {"value": found.target.value.normalize() + 0}

    @property
    def data_given(self) -> TargetData:
        return TargetData(**{name: self.cleaned_data[name] for name in TargetData.__dataclass_fields__})


class TaskForm(forms.Form):
    """A task."""

    kind = forms.ChoiceField(label=_("Loại"), choices=Task.Kind.choices)
    what = forms.CharField(
        label=_("Nội dung"),
        max_length=LONGEST_TASK,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi nội dung.")},
    )
    leads = Lines(
        label=_("Chủ trì"), help_text=_("Mỗi dòng một đơn vị; đúng tên thì được nối với đơn vị đó.")
    )
    supports = Lines(label=_("Phối hợp"))
    product = Text(label=_("Sản phẩm"), required=False, max_length=TEXT_LENGTH)
    start_on = DayField(label=_("Bắt đầu"), required=False)
    deadline = DayField(label=_("Thời hạn"), required=False)
    deadline_text = Text(label=_("Thời hạn như đã viết"), required=False, max_length=WORDS_LENGTH)
    recurrence = forms.ChoiceField(
        label=_("Lặp lại"), choices=[("", _("không lặp lại")), *Task.Recurrence.choices], required=False
    )

    @classmethod
    def of(cls, found: Finding) -> dict[str, Any]:
        """What stands in the form of a task."""
        values = {
            name: getattr(found.task, name)
            for name in TaskData.__dataclass_fields__
            if hasattr(found.task, name)
        }
        written = {part: [each.shown for each in found.units.all() if each.part == part] for part in UnitPart}
        return values | {"leads": written[UnitPart.LEADS], "supports": written[UnitPart.SUPPORTS]}

    @property
    def data_given(self) -> TaskData:
        return TaskData(**{name: self.cleaned_data[name] for name in TaskData.__dataclass_fields__})


class MendTargetForm(Versioned, TargetForm):
    """A target put right."""


class MendTaskForm(Versioned, TaskForm):
    """A task put right."""


class AddTargetForm(QuoteForm, TargetForm):
    """A target that was not read."""


class AddTaskForm(QuoteForm, TaskForm):
    """A task that was not read."""


class LinkForm(forms.Form):
    """A document that a directive names."""

    relation = forms.ChoiceField(label=_("Quan hệ"), choices=Relation.choices)
    doc_type = Text(label=_("Loại văn bản"), required=False, max_length=SHORT_LENGTH)
    number = Text(label=_("Số, ký hiệu"), max_length=SHORT_LENGTH, help_text=_("Ví dụ: 192/KH-UBND."))
    issued_on = DayField(label=_("Ngày"), required=False)
    issuer = Text(label=_("Cơ quan ban hành"), required=False, max_length=OFFICE_LENGTH)

    @property
    def data_given(self) -> LinkData:
        return LinkData(**{name: self.cleaned_data[name] for name in LinkData.__dataclass_fields__})


class AskForm(forms.Form):
    """Who is to read a directive."""

    roles = forms.MultipleChoiceField(
        label=_("Mọi người ở vị trí"), required=False, widget=forms.CheckboxSelectMultiple
    )
    people = forms.MultipleChoiceField(
        label=_("Từng người"), required=False, widget=forms.CheckboxSelectMultiple
    )
    due_on = DayField(label=_("Hạn đọc"), required=False)

    def __init__(self, to_ask: ToAsk, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people, roles = self.fields["people"], self.fields["roles"]
        people.choices = [  # type: ignore[attr-defined]
            (each.user_id, f"{each.name} · {each.role.label} · {each.unit_name}") for each in to_ask.people
        ]
        roles.choices = [(role.value, role.label) for role in to_ask.roles]  # type: ignore[attr-defined]
        if to_ask.is_cut:
            people.help_text = _("Chỉ hiện một phần vì đông người; chọn theo vị trí thì yêu cầu được tất cả.")


class WithdrawForm(forms.Form):
    """Why a directive is withdrawn."""

    reason = Reason(
        label=_("Lý do rút"), help_text=_("Hiện trên trang văn bản và được nhật ký giữ lại, không sửa được.")
    )
