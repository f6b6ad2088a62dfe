"""Forms of the acts on one dossier: what each asks for. Whether it may be done is decided by the actions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from caicach.apps.documents.checks import ACCEPTED_ENDINGS
from caicach.apps.documents.forms import FilesInput
from caicach.apps.dossiers.forms_counter import FeeForm
from caicach.apps.dossiers.models import Consultation
from caicach.apps.dossiers.models.dossier import ReturnWay
from caicach.apps.procedures.models import Fee, Paper
from caicach.apps.units.forms.fields import DayField, Text, UnitReference
from caicach.apps.units.models import Post, Unit
from caicach.platform.accounts.models import User

REASON_LENGTH = 1000
Choices = Iterable[tuple[object, object]]


def _words(label: Any, *, required: bool = True, help_text: Any = "", rows: int = 3) -> forms.CharField:
    """A few lines of text that stand on a slip or in the log."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=REASON_LENGTH,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Hãy ghi ô này.")},
    )


class ActForm(forms.Form):
    """What every act carries: the version that its reader saw, so that two people never overwrite each other."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def focus_first(self) -> None:
        """Let typing begin at once. Not in a choice that is made already: arrow keys would change it."""
        for bound in self.visible_fields():
            if not isinstance(bound.field.widget, forms.RadioSelect):
                bound.field.widget.attrs["autofocus"] = True
                return


class Chosen(forms.ChoiceField):
    """One of a list that is known when the form is made."""

    def __init__(self, choices: Choices = (), **options: Any) -> None:
        super().__init__(error_messages={"required": _("Hãy chọn trong danh sách.")}, **options)
        self.offer(choices)

    def offer(self, choices: Choices) -> None:
        self.choices = [("", _("— chọn —")), *choices]


class SeveralFiles(forms.FileField):
    """All files of a control, none when nothing was chosen."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        return list(data or ())


def _files(label: Any, help_text: Any = "") -> SeveralFiles:
    return SeveralFiles(
        label=label,
        required=False,
        help_text=help_text,
        widget=FilesInput(attrs={"multiple": True, "accept": ACCEPTED_ENDINGS}),
    )


class NoteForm(ActForm):
    """An act that needs nothing; a remark may go with it."""

    note = _words(_("Ghi chú"), required=False, rows=2)


class ReasonForm(ActForm):
    """An act that needs its reason."""

    reason = _words(_("Lý do"), help_text=_("Nhật ký giữ lại, không sửa được."))


class GroundForm(ReasonForm):
    """An act that the law allows only on the grounds of a list."""

    ground = Chosen(label=_("Căn cứ"))
    field_order = ("ground", "reason")

    def __init__(self, grounds: Choices, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["ground"].offer(grounds)  # type: ignore[attr-defined]


class SupplementForm(ActForm):
    """Everything that is missing, at once: it is asked for only once."""

    missing = forms.CharField(
        label=_("Giấy tờ, nội dung cần bổ sung"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi dòng một mục. Nêu đầy đủ: chỉ được yêu cầu bổ sung một lần."),
        error_messages={"required": _("Hãy nêu giấy tờ, nội dung cần bổ sung.")},
    )
    reason = _words(_("Lý do"))

    def lines(self) -> list[str]:
        """What is missing, line by line."""
        return [line.strip() for line in self.cleaned_data["missing"].splitlines() if line.strip()]


class StepForm(NoteForm):
    """The end of a step; the next one goes to somebody else only where somebody is chosen."""

    officer = forms.TypedChoiceField(
        label=_("Người làm bước tiếp theo"), coerce=int, empty_value=None, required=False
    )
    field_order = ("officer", "note")

    def __init__(self, people: Sequence[User], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = [(one.pk, one.display_name or one.get_username()) for one in people]
        self.fields["officer"].choices = [("", _("— giữ người đang giải quyết —")), *names]  # type: ignore[attr-defined]


class OfficerForm(ActForm):
    """Who is to work on the dossier."""

    officer = forms.TypedChoiceField(
        label=_("Người giải quyết"),
        coerce=int,
        error_messages={"required": _("Hãy chọn người giải quyết.")},
    )
    note = _words(_("Ghi chú"), required=False, rows=2)

    def __init__(self, people: Sequence[User], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._offer([(one.pk, one.display_name or one.get_username()) for one in people])

    def _offer(self, choices: Sequence[tuple[object, object]]) -> None:
        officer = self.fields["officer"]
        officer.choices = [("", _("— chọn —")), *choices]  # type: ignore[attr-defined]
        if not choices:
            officer.help_text = _(
                "Chưa ai ở đây có vị trí giải quyết hồ sơ: đề nghị quản trị hệ thống bổ sung vị trí công tác."
            )


class HandOverForm(OfficerForm):
    """Who is to work on a dossier that has been received: somebody of the office it was meant for, or of another one that the
    counter serves (`posts`), which then handles it. Cleaned to the person and the office, None for the one it was meant for.
    """

    officer = forms.TypedChoiceField(
        label=_("Người giải quyết"),
        coerce=lambda value: _person_and_office(value),
        error_messages={"required": _("Hãy chọn người giải quyết.")},
    )

    def __init__(
        self, handling: Unit, people: Sequence[User], posts: Sequence[Post], *args: Any, **options: Any
    ) -> None:
        super().__init__(people, *args, **options)
        near = {one.pk for one in people}
        groups: dict[str, dict[str, str]] = {}
        for post in posts:
            if post.user_id not in near:
                name = post.user.display_name or post.user.get_username()
                groups.setdefault(post.unit.name, {})[f"{post.user_id}@{post.unit_id}"] = name
        if groups:
            own = {handling.name: {str(one.pk): one.display_name or one.get_username() for one in people}}
            self._offer([(office, list(names.items())) for office, names in (own | groups).items() if names])


def _person_and_office(value: str) -> tuple[int, int | None]:
    person, _at, office = value.partition("@")
    return int(person), int(office) if office else None


class ReassignForm(OfficerForm):
    """Another officer, and why."""

    reason = _words(_("Lý do"))
    field_order = ("officer", "reason")

    def __init__(self, people: Sequence[User], *args: Any, **options: Any) -> None:
        super().__init__(people, *args, **options)
        del self.fields["note"]


class ConsultForm(ActForm):
    """What another unit is asked, and within how many working days it answers."""

    unit = UnitReference(label=_("Cơ quan được hỏi"), help_text=_("Tên hoặc mã định danh của đơn vị."))
    question = forms.CharField(
        label=_("Nội dung lấy ý kiến"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi nội dung cần lấy ý kiến.")},
    )
    days = forms.DecimalField(
        label=_("Trả lời trong (ngày làm việc)"),
        min_value=Decimal("0.25"),
        max_value=60,
        decimal_places=2,
        initial=2,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "is-num"}),
        error_messages={"invalid": _("Hãy nhập số ngày, ví dụ 2."), "required": _("Hãy nhập số ngày.")},
    )


class AnswerForm(ActForm):
    """What the other unit answered."""

    consultation = forms.TypedChoiceField(
        label=_("Ý kiến của"), coerce=int, error_messages={"required": _("Hãy chọn cơ quan trả lời.")}
    )
    answer = forms.CharField(
        label=_("Trả lời"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi nội dung trả lời.")},
    )

    def __init__(self, waiting: Sequence[Consultation], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["consultation"].choices = [(one.pk, one.unit.name) for one in waiting]  # type: ignore[attr-defined]


class PapersForm(NoteForm):
    """Papers that come after the first visit: those of the checklist that are still missing, and scans."""

    given = forms.TypedMultipleChoiceField(
        label=_("Giấy tờ bắt buộc còn thiếu, nay đã nộp"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    scans = _files(_("Tệp quét"), _("Chọn được nhiều tệp một lần; mỗi tệp thành một giấy tờ của hồ sơ."))
    field_order = ("given", "scans", "note")

    def __init__(self, missing: Sequence[Paper], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["given"].choices = [(one.pk, one.name) for one in missing]  # type: ignore[attr-defined]
        if not missing:
            del self.fields["given"]


class ReceiveForm(PapersForm):
    """Receiving what was registered before, with the fees of its channel; a due date only where the catalogue knows no limit."""

    due_on = DayField(label=_("Ngày hẹn trả"), required=False)
    due_reason = Text(label=_("Căn cứ của ngày hẹn"), required=False, max_length=REASON_LENGTH)

    def __init__(
        self, missing: Sequence[Paper], fees: Sequence[Fee], asks_date: bool, *args: Any, **options: Any
    ) -> None:
        super().__init__(missing, *args, **options)
        typed = args[0] if args else options.get("data")
        self.fees = [FeeForm(fee, typed) for fee in fees]
        for name in ("due_on", "due_reason"):
            if asks_date:
                self.fields[name].required = True
            else:
                del self.fields[name]

    def is_valid(self) -> bool:
        """Its own fields and the fees."""
        return all([super().is_valid(), *(fee.is_valid() for fee in self.fees)])


class ApologyForm(ReasonForm):
    """Why the date is not kept, and the one new date."""

    reason = _words(
        _("Lý do"),
        help_text=_("In trên phiếu và hiện ở trang tra cứu công khai: không ghi thông tin cá nhân."),
    )
    new_due_on = DayField(
        label=_("Ngày hẹn lại"),
        help_text=_("Chỉ được hẹn lại một lần; phải là ngày làm việc sau ngày đã hẹn."),
    )
    field_order = ("reason", "new_due_on")


class FinishForm(ActForm):
    """The result, or that the matter is denied, with its reason."""

    scans = _files(_("Tệp kết quả"), _("Bản điện tử của kết quả giải quyết; chọn được nhiều tệp một lần."))
    denied = forms.BooleanField(
        label=_("Không đủ điều kiện giải quyết (kết quả là văn bản từ chối)"), required=False
    )
    reason = _words(_("Lý do, nếu không đủ điều kiện giải quyết"), required=False)


class GiveBackForm(ActForm):
    """Who took the result and how."""

    way = forms.ChoiceField(label=_("Trả kết quả"), choices=ReturnWay.choices, widget=forms.RadioSelect)
    taker = Text(
        label=_("Người nhận"), help_text=_("Họ tên người ký nhận; qua bưu chính thì ghi số vận đơn sau tên.")
    )
    announced = forms.BooleanField(
        label=_("Đã báo cho người nộp trước khi trả sớm"),
        required=False,
        help_text=_("Trả trước ngày hẹn thì phải báo trước cho người nộp và đánh dấu ô này."),
    )
    note = _words(_("Ghi chú ký nhận"), required=False, rows=2)


class CorrectForm(ActForm):
    """What may be corrected with a record; the rest stands for ever."""

    applicant_name = Text(label=_("Chủ hồ sơ"))
    proxy_name = Text(label=_("Người nộp thay"), required=False)
    phone = Text(label=_("Điện thoại"), required=False, max_length=20)
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        error_messages={"invalid": _("Địa chỉ thư điện tử chưa đúng, ví dụ đúng là ten@tenmien.vn.")},
    )
    address = Text(label=_("Địa chỉ"), required=False, max_length=500)
    content = Text(label=_("Nội dung"), required=False, max_length=1000)
    return_way = forms.ChoiceField(label=_("Cách nhận kết quả"), choices=ReturnWay.choices)
    reason = _words(_("Lý do đính chính"), help_text=_("Nhật ký giữ lại, không sửa được."))


SCORES = {3: _("Rất hài lòng"), 2: _("Hài lòng"), 1: _("Chưa hài lòng")}


class RatingForm(forms.Form):
    """The citizen's slip: how content, how often he had to come, his own words."""

    score = forms.TypedChoiceField(
        label=_("Anh/chị có hài lòng không?"),
        coerce=int,
        choices=list(SCORES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn một trong ba mức.")},
    )
    contacts = forms.TypedChoiceField(
        label=_("Anh/chị phải đến bổ sung giấy tờ mấy lần?"),
        coerce=int,
        choices=[(0, _("Không lần nào")), (1, _("Một lần")), (2, _("Nhiều hơn một lần"))],
        widget=forms.RadioSelect,
        initial=0,
    )
    words = forms.CharField(
        label=_("Ý kiến của anh/chị"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
