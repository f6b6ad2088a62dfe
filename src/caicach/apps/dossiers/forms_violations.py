"""The form with which a violation is explained."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.apps.dossiers.actions.violations import LONGEST


class ExplanationForm(forms.Form):
    """What happened, who answers for it, what is done so that it does not happen again."""

    explanation = forms.CharField(
        label=_("Nội dung giải trình"),
        help_text=_("Nguyên nhân, trách nhiệm và cách khắc phục. Vi phạm đã giải trình vẫn được tính."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
