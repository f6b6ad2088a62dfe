"""Forms of the council and of the publication."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caicach.apps.documents.models import Document
from caicach.apps.parindex.actions.council import NUMBER_LENGTH
from caicach.apps.parindex.forms_fields import PointsField
from caicach.apps.parindex.forms_self_score import SignedFileForm
from caicach.apps.units.forms.fields import DayField, Reason, Text


class DecideForm(forms.Form):
    """The council's points for a leaf."""

    points = PointsField(label=_("Điểm hội đồng quyết định"))
    reason = Reason(label=_("Lý do"), help_text=_("In trong biên bản và hiện trong các lớp điểm."))


class DisputeForm(forms.Form):
    """What is disputed about a leaf."""

    reason = Reason(
        label=_("Nội dung tranh chấp"), help_text=_("Hội đồng đọc nội dung này trước khi quyết định.")
    )


class _SignedForm(SignedFileForm):
    """A step of the locality with the paper that was signed for it: asked for, not mandatory, as it may be signed later."""

    asked = _("nên kèm")
    paper: Promise

    def __init__(self, documents: Sequence[Document], *args: Any, **options: Any) -> None:
        super().__init__(documents, *args, **options)
        self.fields["report"].label = str(self.paper)
        self.fields["file"].help_text = _(
            "Tệp PDF; kéo thả vào ô này cũng được. Tệp được cất vào kho minh chứng của địa phương."
        )
        self.order_fields([name for name in self.fields if name not in ("report", "file")])


class ApproveForm(_SignedForm):
    """A session by its minutes, and the units that it approves."""

    paper = _("Biên bản đã ký trong kho")

    number = Text(label=_("Số biên bản"), max_length=NUMBER_LENGTH)
    held_on = DayField(label=_("Ngày họp"))
    units = forms.TypedMultipleChoiceField(
        label=_("Đơn vị được phê duyệt"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        units: Sequence[tuple[int, str]],
        documents: Sequence[Document],
        *args: Any,
        **options: Any,
    ) -> None:
        super().__init__(documents, *args, **options)
        field = self.fields["units"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = list(units)
        field.initial = [pk for pk, _name in units]


class PublishForm(_SignedForm):
    """The decision that publishes a round."""

    paper = _("Quyết định đã ký trong kho")

    number = Text(label=_("Số quyết định"), max_length=NUMBER_LENGTH)
    issued_on = DayField(label=_("Ngày ban hành"))


class CorrectForm(PublishForm):
    """A decision that corrects one leaf of one unit."""

    unit = forms.TypedChoiceField(label=_("Đơn vị"), coerce=int)
    code = forms.ChoiceField(label=_("Tiêu chí"))
    points = PointsField(label=_("Điểm sau điều chỉnh"))
    reason = Reason(label=_("Lý do điều chỉnh"))

    def __init__(
        self,
        units: Sequence[tuple[int, str]],
        leaves: Sequence[tuple[str, str]],
        documents: Sequence[Document],
        *args: Any,
        **options: Any,
    ) -> None:
        super().__init__(documents, *args, **options)
        for name, choices in (("unit", units), ("code", leaves)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)
