"""Forms of rounds and facts. The form of a leaf is made from the fields that its rule asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.apps.parindex.forms_fields import FigureField
from caicach.apps.units.forms.fields import DayField, Reason, Text
from caicach.core.parindex import Framework
from caicach.core.parindex.framework import Extras
from caicach.core.parindex.rules.base import InputField
from caicach.platform.wording import language

FIELD = "in-"
NONE = "none"
_YES_NO = [("yes", _("Có")), ("no", _("Không"))]


class FactForm(forms.Form):
    """The input of one leaf, its source, and why it changes. `version` is that of the fact the person looked at."""

    def __init__(
        self,
        asked: Sequence[InputField],
        stated: Mapping[str, Any],
        *args: Any,
        is_change: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.asked = asked
        for field in asked:
            self._add(field, stated)
        self.fields["source"] = Text(
            label=_("Nguồn số liệu"),
            required=False,
            max_length=300,
            help_text=_(
                "Văn bản, hệ thống hoặc báo cáo mà số này lấy từ đó, ví dụ: Báo cáo số 12/BC-UBND ngày 05/12/2026."
            ),
        )
        if is_change:
            self.fields["reason"] = forms.CharField(
                label=_("Lý do sửa"),
                required=False,
                max_length=1000,
                help_text=_("Nhật ký giữ số cũ, số mới và lý do."),
            )
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    @property
    def figures(self) -> list[forms.BoundField]:
        """The fields that the rule asks for."""
        return [self[name] for name in self.fields if name.startswith(FIELD)]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in ("source", "reason") if name in self.fields]

    def inputs(self) -> dict[str, Any]:
        """The input in the shape of the facts file."""
        values = {}
        for field in self.asked:
            value = self._read(field)
            if value is not None or (
                field.kind == "date" and self.cleaned_data.get(f"{FIELD}{field.name}-{NONE}")
            ):
                values[field.name] = value
        return values

    def place_fault(self, field: str, reason: str) -> None:
        """A fault that `core` found, beside the field it is about."""
        name = f"{FIELD}{field.split('[', 1)[0]}"
        self.add_error(name if name in self.fields else None, reason)

    def _add(self, field: InputField, stated: Mapping[str, Any]) -> None:
        name, label, value = f"{FIELD}{field.name}", field.words.text(language()), stated.get(field.name)
        label = label[:1].upper() + label[1:]
        made: forms.Field
        match field.kind:
            case "yes_no":
                initial = None if value is None else "yes" if value else "no"
                made = forms.ChoiceField(choices=_YES_NO, widget=forms.RadioSelect, initial=initial)
            case "date":
                made = DayField(required=False, initial=_day(value))
            case "checklist":
                texts = [(str(at), words.text(language())) for at, words in enumerate(field.options)]
                ticked = [str(at) for at, tick in enumerate(value or ()) if tick]
                made = forms.MultipleChoiceField(
                    choices=texts, widget=forms.CheckboxSelectMultiple, required=False, initial=ticked
                )
            case "choice":
                texts = [(str(at), words.text(language())) for at, words in enumerate(field.options)]
                made = forms.ChoiceField(
                    choices=texts, widget=forms.RadioSelect, initial=None if value is None else str(value)
                )
            case "text":
                made = forms.CharField(
                    max_length=1000, widget=forms.Textarea(attrs={"rows": 2}), initial=value
                )
            case _:
                made = FigureField(required=field.required, initial=value)
        made.label = label
        made.error_messages["required"] = str(_("Hãy nhập ô này."))
        self.fields[name] = made
        if field.kind == "date":
            absent = field.name in stated and value is None
            self.fields[f"{name}-{NONE}"] = forms.BooleanField(
                label=_("Không ban hành"), required=False, initial=absent
            )

    def _read(self, field: InputField) -> Any:
        value = self.cleaned_data.get(f"{FIELD}{field.name}")
        match field.kind:
            case "yes_no":
                return None if not value else value == "yes"
            case "date":
                return value.isoformat() if value else None
            case "checklist":
                return [str(at) in (value or ()) for at in range(len(field.options))]
            case "choice":
                return None if value in (None, "") else int(value)
        return value or None if field.kind == "text" else value

    def clean(self) -> dict[str, Any]:
        for field in self.asked:
            if field.kind == "date":
                name = f"{FIELD}{field.name}"
                given, absent = self.cleaned_data.get(name), self.cleaned_data.get(f"{name}-{NONE}")
                if given and absent:
                    self.add_error(name, _("Đã ghi ngày ký thì bỏ dấu “Không ban hành”, hoặc ngược lại."))
                elif not given and not absent and name not in self.errors:
                    self.add_error(name, _("Hãy ghi ngày ký, hoặc đánh dấu “Không ban hành”."))
        return self.cleaned_data


class NotApplicableForm(forms.Form):
    """Whether a leaf does not apply to the unit, and why."""

    declared = forms.BooleanField(label=_("Tiêu chí này không áp dụng cho đơn vị"), required=False)
    reason = Reason(
        label=_("Lý do"), help_text=_("Căn cứ để tiêu chí không áp dụng; người thẩm định sẽ đọc lý do này.")
    )


class ExtrasForm(forms.Form):
    """Counts of bonus and penalty, attributes of the unit, and why they change."""

    def __init__(
        self, framework: Framework, stated: Mapping[str, Mapping[str, Any]], *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.framework = framework
        for part, extras in (("bonus", framework.bonus), ("penalty", framework.penalty)):
            self._extras(part, extras, stated.get(part, {}))
        for item in framework.attributes:
            value = stated.get("attributes", {}).get(item.code)
            initial = "" if value is None else "yes" if value else "no"
            self.fields[f"attributes-{item.code}"] = forms.ChoiceField(
                label=item.words.text(language()),
                choices=[("", _("chưa ghi")), *_YES_NO],
                required=False,
                initial=initial,
            )
        self.fields["reason"] = Reason(
            label=_("Lý do"), help_text=_("Văn bản công nhận, biên bản, hoặc lý do khác.")
        )

    def _extras(self, part: str, extras: Extras | None, stated: Mapping[str, Any]) -> None:
        for item in extras.items if extras else ():
            unit = f" ({item.unit})" if item.unit else ""
            name = item.name_en if language() == "en" and item.name_en else item.name
            self.fields[f"{part}-{item.code}"] = FigureField(
                label=f"{item.code}. {name}{unit}", required=False, initial=stated.get(item.code)
            )

    def of(self, part: str) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(f"{part}-")]

    @property
    def bonus(self) -> list[forms.BoundField]:
        return self.of("bonus")

    @property
    def penalty(self) -> list[forms.BoundField]:
        return self.of("penalty")

    @property
    def attributes(self) -> list[forms.BoundField]:
        return self.of("attributes")

    def stated(self) -> dict[str, Any]:
        """What was stated, part by part."""
        parts: dict[str, dict[str, Any]] = {"bonus": {}, "penalty": {}, "attributes": {}}
        for name, value in self.cleaned_data.items():
            part, dash, code = name.partition("-")
            if dash and value not in (None, ""):
                parts[part][code] = value == "yes" if part == "attributes" else value
        return parts


class OpenRoundForm(forms.Form):
    """A new round: by which set, and who takes part."""

    framework = forms.ChoiceField(label=_("Bộ chỉ số"))
    everybody = forms.BooleanField(
        label=_("Đưa mọi đơn vị thuộc đối tượng của năm này vào đợt"), required=False, initial=True
    )

    def __init__(self, frameworks: Sequence[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["framework"].choices = frameworks  # type: ignore[attr-defined]


class UseFrameworkForm(forms.Form):
    """Another set for a round, and why."""

    framework = forms.ChoiceField(label=_("Bộ chỉ số"))
    reason = Reason(label=_("Lý do"))

    def __init__(self, frameworks: Sequence[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["framework"].choices = frameworks  # type: ignore[attr-defined]


class DatesForm(forms.Form):
    """The reference dates of a round; an empty one holds the default of the set."""

    def __init__(self, framework: Framework, stated: Mapping[str, Any], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for item in framework.reference_dates:
            default = _("Mặc định: %(day)s") % {"day": item.default} if item.default else ""
            self.fields[f"day-{item.code}"] = DayField(
                label=item.words.text(language()),
                required=False,
                initial=stated.get(item.code),
                help_text=default,
            )
        self.fields["reason"] = Reason(label=_("Lý do"))

    def days(self) -> dict[str, Any]:
        return {
            name.removeprefix("day-"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("day-") and value
        }


class ParticipantForm(forms.Form):
    """Ranking block, and why a unit is not ranked."""

    block = forms.ChoiceField(label=_("Khối xếp hạng"), required=False)
    not_ranked = Text(
        label=_("Không xếp hạng vì"),
        required=False,
        max_length=300,
        help_text=_("Để trống khi đơn vị được xếp hạng. Ví dụ: thành lập trong năm."),
    )
    reason = Reason(label=_("Lý do thay đổi"))

    def __init__(self, framework: Framework, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        blocks = [(item.code, item.words.text(language())) for item in framework.blocks]
        self.fields["block"].choices = blocks or [("", _("không chia khối"))]  # type: ignore[attr-defined]


class FactsUploadForm(forms.Form):
    """A file of facts for a round."""

    round = forms.ChoiceField(label=_("Đợt đánh giá"))
    file = forms.FileField(
        label=_("Tệp số liệu"),
        help_text=_("JSON như tệp của lệnh caicach score, hoặc bảng Excel tải từ trang này."),
        error_messages={"required": _("Hãy chọn tệp."), "empty": _("Tệp rỗng. Hãy chọn tệp khác.")},
    )
    source = Text(
        label=_("Nguồn số liệu"),
        required=False,
        max_length=300,
        help_text=_("Dùng cho dòng không ghi nguồn riêng."),
    )

    def __init__(self, rounds: Sequence[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["round"].choices = rounds  # type: ignore[attr-defined]


class ScoringSheetForm(forms.Form):
    """A filled scoring sheet of a unit."""

    file = forms.FileField(
        label=_("Phiếu chấm điểm đã điền"),
        help_text=_("Tệp .xlsx tải từ trang này, lưu bằng Excel, LibreOffice hoặc Google Trang tính."),
        error_messages={"required": _("Hãy chọn tệp."), "empty": _("Tệp rỗng. Hãy chọn tệp khác.")},
    )
    source = Text(
        label=_("Nguồn số liệu"),
        required=False,
        max_length=300,
        help_text=_("Ghi cho số liệu mới; số đã có giữ nguồn của nó."),
    )


def _day(value: Any) -> Any:
    """A stored date for the field: ISO texts are days, with or without a time."""
    try:
        return dt.date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None
