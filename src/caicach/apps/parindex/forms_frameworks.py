"""Forms of criteria sets: import, versions, the head of a set, a node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caicach.apps.parindex.forms_fields import Lines, PointsField
from caicach.apps.parindex.models import CODE_LENGTH, Subject
from caicach.apps.units.forms.fields import DayField, Reason, Text
from caicach.core.parindex import Framework
from caicach.core.parindex.framework import POLICY_WORDS
from caicach.core.parindex.sheets import Question
from caicach.platform.wording import language

OTHER = "__other__"


class CodeField(Text):
    """The code of a criteria set or of a node."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", CODE_LENGTH)
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        code = super().clean(value)
        if "/" in code:
            raise forms.ValidationError(_("Mã không được có dấu gạch chéo “/”."))
        return code


class YearField(forms.IntegerField):
    """A year of scoring."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=2000, max_value=2100, **options)


class UploadForm(forms.Form):
    """A YAML document or a workbook."""

    file = forms.FileField(
        label=_("Tệp bộ chỉ số"),
        help_text=_(
            "YAML, hoặc bảng Excel có các cột STT, Tiêu chí, Điểm tối đa. Hệ thống nhận theo nội dung tệp."
        ),
        error_messages={"required": _("Hãy chọn tệp."), "empty": _("Tệp rỗng. Hãy chọn tệp khác.")},
    )


class YamlForm(forms.Form):
    """A document that may be mended on the screen before it is stored."""

    text = forms.CharField(
        label=_("Nội dung YAML"),
        widget=forms.Textarea(attrs={"rows": 24, "class": "cc-yaml", "spellcheck": "false"}),
    )


class HeadingForm(forms.Form):
    """What a sheet of officials does not say."""

    code = CodeField(label=_("Mã bộ chỉ số"), help_text=_("Ngắn, không trùng, ví dụ XA-2026."))
    name = Text(label=_("Tên bộ chỉ số"), max_length=300)
    subject = forms.ChoiceField(label=_("Đối tượng chấm điểm"), choices=Subject.choices)
    year = YearField(label=_("Năm áp dụng đầu tiên"))
    base = forms.ChoiceField(
        label=_("Lấy xếp loại, khối, làm tròn, điểm thưởng phạt từ bộ"),
        help_text=_("Bảng Excel không ghi những nội dung này; sửa lại được sau khi nhập."),
    )

    def __init__(
        self, bases: Sequence[tuple[str, str]], *args: Any, own: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if own:
            del self.fields["base"]
        else:
            self.fields["base"].choices = [("", "—"), *bases]  # type: ignore[attr-defined]


class Answer(forms.ChoiceField):
    """One of several answers; a question may be left open and is then asked again."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class QuestionsForm(forms.Form):
    """The questions of a reading: options as radio buttons, a field where another answer may be typed."""

    use_required_attribute = False

    def __init__(self, questions: Sequence[Question], answers: Mapping[str, str], data: Any = None) -> None:
        super().__init__(data)
        self.keys: dict[str, str] = {}
        self.asked: list[tuple[Question, forms.BoundField | None, forms.BoundField | None]] = []
        for number, question in enumerate(questions):
            self._add(number, question, answers.get(question.key, ""))

    def _add(self, number: int, question: Question, given: str) -> None:
        chosen, typed = f"q{number}", f"q{number}-typed"
        choice = other = None
        if question.options:
            options = [(option.value, option.words.text(language())) for option in question.options]
            if question.free:
                options.append((OTHER, question.free.text(language())))
            self.fields[chosen] = Answer(
                label=question.doubt.text(language()), choices=options, widget=forms.RadioSelect
            )
            choice = self[chosen]
        if question.free:
            label = question.free if question.options else question.doubt
            self.fields[typed] = forms.CharField(
                label=label.text(language()),
                required=False,
                max_length=300,
                initial="" if question.options else given,
            )
            other = self[typed]
        self.keys[chosen] = question.key
        self.asked.append((question, choice, other))

    def answers(self) -> dict[str, str]:
        """What was answered, by question."""
        found = {}
        for name, key in self.keys.items():
            chosen, typed = self.cleaned_data.get(name, ""), self.cleaned_data.get(f"{name}-typed", "")
            answer = typed if chosen in ("", OTHER) else chosen
            if answer:
                found[key] = answer
        return found


class VersionForm(forms.Form):
    """A new version of a set."""

    code = CodeField(label=_("Mã phiên bản mới"), help_text=_("Ví dụ XA-2027."))
    year = YearField(label=_("Áp dụng từ năm"))


class ReasonForm(forms.Form):
    """Why."""

    reason = Reason(label=_("Lý do"), help_text=_("Nhật ký giữ lại lý do này."))


class HeadForm(forms.Form):
    """The head of a set."""

    name = Text(label=_("Tên bộ chỉ số"), max_length=300)
    name_en = Text(label=_("Tên tiếng Anh"), max_length=300, required=False)
    max = PointsField(label=_("Điểm tối đa"))
    appraised_max = PointsField(label=_("trong đó điểm thẩm định"), required=False)
    survey_max = PointsField(label=_("và điểm điều tra xã hội học"), required=False)
    year = YearField(label=_("Năm áp dụng đầu tiên"))
    valid_from = DayField(label=_("Hiệu lực từ"), required=False)
    valid_to = DayField(label=_("Hiệu lực đến"), required=False)
    legal_basis = Lines(
        rows=5,
        label=_("Căn cứ pháp lý"),
        help_text=_("Mỗi dòng một văn bản: số, ngày, cơ quan ban hành, trích yếu."),
    )
    note = Lines(label=_("Ghi chú"))

    def changes(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data["legal_basis"] = [line.strip() for line in data["legal_basis"].splitlines() if line.strip()]
        return data


class NodeForm(forms.Form):
    """A node: what it is called, its points, and for a leaf what proves it, who appraises it, when it does not apply."""

    code = CodeField(label=_("Mã"))
    name = Text(label=_("Tên"), max_length=1000)
    name_en = Text(label=_("Tên tiếng Anh"), max_length=1000, required=False)
    max = PointsField(label=_("Điểm tối đa"))
    evidence = Lines(label=_("Tài liệu kiểm chứng"))
    guide = Lines(rows=5, label=_("Hướng dẫn"))
    agency = forms.ChoiceField(label=_("Cơ quan thẩm định"), required=False)
    kind = forms.ChoiceField(
        label=_("Loại điểm"),
        required=False,
        choices=[("", _("thẩm định")), ("survey", _("điều tra xã hội học"))],
    )
    na = forms.ChoiceField(
        label=_("Khi không áp dụng hoặc không phát sinh"),
        required=False,
        help_text=_("Để trống: không được khai “không áp dụng”."),
    )
    basis = Text(label=_("Căn cứ của tiêu chí"), max_length=500, required=False)

    def __init__(self, framework: Framework, is_leaf: bool, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        agencies = [(item.code, item.words.text(language())) for item in framework.agencies]
        self._choices("agency", [("", "—"), *agencies])
        self._choices(
            "na", [("", "—"), *((code, words.text(language())) for code, words in POLICY_WORDS.items())]
        )
        if not is_leaf:
            for name in ("evidence", "guide", "kind", "basis"):
                del self.fields[name]

    def _choices(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        current = self.initial.get(name) if self.initial else ""
        if current and current not in {code for code, _label in choices}:
            choices = [*choices, (current, current)]
        field.choices = choices


class NodeYamlForm(forms.Form):
    """A node as YAML, for what the form does not show."""

    text = forms.CharField(
        label=_("YAML của mục"),
        widget=forms.Textarea(attrs={"rows": 18, "class": "cc-yaml", "spellcheck": "false"}),
    )


class NewNodeForm(forms.Form):
    """A new node."""

    code = CodeField(label=_("Mã"))
    name = Text(label=_("Tên"), max_length=1000)
    max = PointsField(label=_("Điểm tối đa"))
    type = forms.ChoiceField(label=_("Cách chấm"), help_text=_("Các tham số của cách chấm sửa ở bước sau."))

    def __init__(self, types: Sequence[tuple[str, str]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["type"].choices = types  # type: ignore[attr-defined]


class MapForm(forms.Form):
    """Where each leaf stood in the set before: codes of the old set, several with commas."""

    def __init__(self, framework: Framework, old: Framework, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.old = old
        self.codes: dict[str, str] = {}
        for number, leaf in enumerate(framework.leaves):
            name = f"leaf{number}"
            self.codes[name] = leaf.code
            self.fields[name] = forms.CharField(
                label=f"{leaf.code} {leaf.words.text(language())}",
                required=False,
                max_length=200,
                initial=", ".join(framework.leaf_map.get(leaf.code, ())),
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    def clean(self) -> dict[str, Any]:
        known = {leaf.code for leaf in self.old.leaves}
        for name in self.codes:
            wanted = _codes(self.cleaned_data.get(name, ""))
            unknown = [code for code in wanted if code not in known]
            if unknown:
                self.add_error(
                    name,
                    _("Bộ %(set)s không có tiêu chí chấm điểm %(code)s.")
                    % {"set": self.old.code, "code": unknown[0]},
                )
        return self.cleaned_data

    def leaves(self) -> dict[str, tuple[str, ...]]:
        return {code: _codes(self.cleaned_data[name]) for name, code in self.codes.items()}


def _codes(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
