"""Forms of the distribution of leaves: to whom, until when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.apps.parindex.actions.tasks import NOTE_LENGTH, Asked
from caicach.apps.units.forms.fields import DayField, Text
from caicach.platform.accounts.models import User


class DueForm(forms.Form):
    """Until when a leaf is to be filled."""

    due_on = DayField(label=_("Hạn"), required=False)


class AssignForm(DueForm):
    """Who is asked, until when, and what he is told with it."""

    person = forms.TypedChoiceField(
        label=_("Người được giao"), coerce=int, error_messages={"required": _("Hãy chọn người được giao.")}
    )
    note = Text(label=_("Ghi chú"), required=False, max_length=NOTE_LENGTH)

    field_order = ("person", "due_on", "note")

    def __init__(self, people: Sequence[User], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = [(one.pk, one.display_name or one.get_username()) for one in people]
        self.fields["person"].choices = [("", _("— chọn —")), *names]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        given = self.cleaned_data
        return Asked(given["person"], given["due_on"], given["note"] or "")
