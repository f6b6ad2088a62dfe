"""Forms of the unit's side of the round: evidence, explanation, the signed report, deadlines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.apps.documents.checks import ACCEPTED_ENDINGS
from caicach.apps.documents.forms import UploadForm
from caicach.apps.documents.models import Document
from caicach.apps.parindex.actions.appraisal import ANSWER_LENGTH
from caicach.apps.parindex.actions.comments import TEXT_LENGTH
from caicach.apps.parindex.actions.evidence import NOTE_LENGTH, PAGES_LENGTH
from caicach.apps.parindex.forms_fields import PointsField
from caicach.apps.parindex.stages import PART_LABELS
from caicach.apps.units.forms.fields import DayField, Reason, Text
from caicach.core.parindex.process import PARTS

_PAGES_HELP = _("Trang có nội dung chứng minh, ví dụ: 1–3, phụ lục II.")


def _pages() -> Text:
    return Text(label=_("Trang"), required=False, max_length=PAGES_LENGTH, help_text=_PAGES_HELP)


def _named(document: Document) -> tuple[str, str]:
    day = f" ({document.issued_on:%d/%m/%Y})" if document.issued_on else ""
    return str(document.pk), f"{document}{day}"


class PartForm(forms.Form):
    """One of several forms on the page of a leaf: `ids` keeps the ids of their fields apart."""

    ids = "id"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{self.ids}-%s"} | options)


class NoteForm(PartForm):
    """How the unit arrived at the points of a leaf. `seen_version` is that of the text the person looked at."""

    ids = "giai-thich"

    text = forms.CharField(
        label=_("Giải thích của đơn vị"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Bắt buộc khi không có tài liệu kiểm chứng: điểm này được tính thế nào, căn cứ vào đâu."),
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


class AttachForm(PartForm):
    """A document of the unit's shelf that proves a leaf."""

    ids = "gan"

    document = forms.ChoiceField(
        label=_("Tài liệu trong kho"), error_messages={"required": _("Hãy chọn một tài liệu.")}
    )
    pages = _pages()

    def __init__(self, documents: Sequence[Document], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("— chọn —")), *map(_named, documents)]
        self.fields["document"].choices = choices  # type: ignore[attr-defined]


class UploadProofForm(PartForm, UploadForm):
    """New files that go to the shelf and prove a leaf at once."""

    ids = "tai-len"

    pages = _pages()


class AnswerForm(PartForm):
    """The unit's answer to a question, with the points that it asks for."""

    ids = "tra-loi"

    text = forms.CharField(
        label=_("Giải trình"),
        max_length=ANSWER_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Hãy nhập nội dung giải trình.")},
    )
    points = PointsField(
        label=_("Điểm đề nghị"),
        required=False,
        help_text=_(
            "Để trống nếu không đề nghị điểm khác. Điểm này chưa được tính cho đến khi tổ thẩm định chấm."
        ),
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)


class CommentForm(PartForm):
    """What one says about a leaf."""

    ids = "trao-doi"

    text = forms.CharField(
        label=_("Viết trao đổi"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Đã gửi thì không sửa được; viết nhầm thì rút, nhật ký vẫn giữ nội dung."),
        error_messages={"required": _("Hãy viết nội dung trao đổi.")},
    )


class SignedFileForm(forms.Form):
    """The signed PDF: one that lies on the unit's shelf, or a new file, which is put there first.

    Whether there must be one is decided by the step that takes it; `asked` says so beside the fields.
    """

    asked = _("cần một trong hai")

    report = forms.ChoiceField(label=_("Báo cáo đã ký trong kho"), required=False)
    file = forms.FileField(
        label=_("Hoặc tải tệp mới lên"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        help_text=_("Tệp PDF; kéo thả vào ô này cũng được. Tệp được cất vào kho minh chứng của đơn vị."),
        error_messages={"empty": _("Tệp rỗng. Hãy chọn tệp khác.")},
    )

    def __init__(self, documents: Sequence[Document], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("— chọn —")), *map(_named, documents)]
        self.fields["report"].choices = choices  # type: ignore[attr-defined]
        for name in ("report", "file"):
            self.fields[name].asked = self.asked  # type: ignore[attr-defined]

    def keep(self, stored: Document) -> None:
        """Let the file that was just put on the shelf stay chosen when its step was refused."""
        self.fields["report"].choices += [_named(stored)]  # type: ignore[attr-defined]
        data = self.data.copy()  # type: ignore[attr-defined]
        data["report"] = str(stored.pk)
        self.data = data
        self.add_error(None, _("Tệp vừa tải lên đã được cất vào kho minh chứng và đang được chọn."))

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not self.errors and given.get("report") and given.get("file"):
            self.add_error("file", _("Chỉ chọn một: báo cáo trong kho hoặc tệp mới."))
        return given


class SeveralForm(SignedFileForm):
    """A document that proves several leaves: one of the shelf, or a new file, which is put there first."""

    def __init__(self, documents: Sequence[Document], *args: Any, **options: Any) -> None:
        super().__init__(documents, *args, **options)
        self.fields["report"].label = _("Tài liệu trong kho")
        file = self.fields["file"]
        file.widget.attrs["accept"] = ACCEPTED_ENDINGS
        file.help_text = _("Kéo thả vào ô này cũng được. Tệp được cất vào kho minh chứng của đơn vị.")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if not self.errors and not given.get("report") and not given.get("file"):
            self.add_error("report", _("Hãy chọn một tài liệu trong kho hoặc tải tệp mới lên."))
        return given


class ReopenForm(forms.Form):
    """Why a self-score is taken back, or given back."""

    reason = Reason(label=_("Lý do"))


class DeadlinesForm(forms.Form):
    """The deadlines of the parts of the process; an empty one is none."""

    def __init__(self, stated: Mapping[str, dt.date | None], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for part in PARTS:
            self.fields[f"due-{part}"] = DayField(
                label=PART_LABELS[part], required=False, initial=stated.get(part)
            )
        self.fields["reason"] = Reason(label=_("Căn cứ"))

    def deadlines(self) -> dict[str, dt.date | None]:
        return {part: self.cleaned_data.get(f"due-{part}") for part in PARTS}
