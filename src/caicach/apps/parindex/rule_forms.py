"""The form of a rule's parameters, made from the fields of the rule's own model.

Simple parameters become single fields; lists (the items of a checklist, the bands of a table, the branches of a formula) become
tables with some empty rows at their end. A rule added to `core` has its form without a line written here, but for its labels.
"""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ValidationError

from caicach.apps.parindex.forms_fields import FigureField, PointsField
from caicach.core.parindex.rules import AnyRule, Rule
from caicach.platform.wording import language

SPARE_ROWS = 2
FEWEST_ROWS = 3

RULES: Mapping[str, type[Rule]] = {
    get_args(rule.model_fields["type"].annotation)[0]: rule for rule in get_args(get_args(AnyRule)[0])
}

_LABELS: dict[str, str | Promise] = {
    "done": _("Điểm khi đạt"),
    "not_done": _("Điểm khi không đạt"),
    "due": _("Hạn (ngày/tháng)"),
    "due.working_days": _("hoặc số ngày làm việc"),
    "due.after": _("sau mốc ngày"),
    "by": _("Tính theo"),
    "on_time": _("Điểm khi đúng hạn"),
    "late": _("Điểm khi muộn"),
    "missing": _("Điểm khi không ban hành"),
    "items": _("Các ý"),
    "options": _("Các mức"),
    "table": _("Các bậc, từ cao xuống thấp"),
    "branches": _("Các nhánh của công thức; nhánh cuối không có điều kiện"),
    "variables": _("Tên biến, cách nhau bằng dấu phẩy"),
    "value": _("Tên số liệu"),
    "unit": _("Đơn vị tính"),
    "full_at": _("Đạt điểm tối đa từ (%)"),
    "zero_below": _("0 điểm khi dưới (%)"),
    "scale": _("Giữa hai mức tính theo"),
    "num": _("Tên số liệu của tử số"),
    "den": _("Tên số liệu của mẫu số"),
    "count": _("Tên số liệu đếm"),
    "per": _("Điểm cho mỗi lần"),
    "floor": _("Không thấp hơn"),
    "cap": _("Không quá"),
    "source": _("Cuộc điều tra"),
    "mean": _("So với trung bình của"),
    "ge": _("Điểm khi bằng hoặc cao hơn"),
    "lt": _("Điểm khi thấp hơn"),
    "against": _("So với"),
    "up": _("Điểm khi tăng"),
    "same": _("Điểm khi giữ nguyên"),
    "down": _("Điểm khi giảm"),
    "text": _("Nội dung"),
    "text_en": _("Nội dung tiếng Anh"),
    "points": _("Điểm"),
    "when": _("Điều kiện"),
    "key": _("Lựa chọn"),
    "weight": _("Trọng số (%)"),
    "bound": _("Mốc"),
    "edge": _("Bậc"),
}
_CHOICES: dict[str, str | Promise] = {
    "signed_at": _("thời điểm ký số"),
    "digital_signature_time": _("thời điểm ký số (tên khác)"),
    "sent_at": _("thời điểm gửi"),
    "issued_on": _("ngày ban hành"),
    "to_100": _("tỷ lệ trên 100"),
    "to_full": _("tỷ lệ trên mức đạt điểm tối đa"),
    "block": _("khối xếp hạng"),
    "all": _("tất cả đơn vị"),
    "leaf": _("cùng tiêu chí năm trước"),
    "index": _("chỉ số năm trước"),
}
_MISSING = _("Hãy nhập ô này.")
_EDGES = [("ge", _("từ mốc trở lên")), ("gt", _("trên mốc")), ("else", _("còn lại"))]


@dataclass(frozen=True, slots=True)
class RuleTable:
    """A list parameter as the template shows it: a head and rows of bound fields."""

    name: str
    label: str
    head: list[str]
    rows: list[list[forms.BoundField]]


class RuleForm(forms.Form):
    """The parameters of one type of rule. `data_of_rule` gives them back as the document holds them."""

    prefix = "rule"

    def __init__(self, type: str, rule: Mapping[str, Any] | None, data: Any = None) -> None:
        super().__init__(data)
        self.type = type
        self.model = RULES[type]
        self.title = self.model.title
        self._tables: dict[str, list[list[str]]] = {}
        stated = rule if rule and rule.get("type") == type else {}
        for name, field in self.model.model_fields.items():
            if name != "type":
                value = stated.get(name, None if field.is_required() else field.default)
                required = field.is_required() or isinstance(field.default, Decimal)
                self._add(name, _bare(field.annotation), value, required, data)

    @property
    def single(self) -> list[forms.BoundField]:
        """The fields outside tables."""
        inside = {name for rows in self._tables.values() for row in rows for name in row}
        return [self[name] for name in self.fields if name not in inside]

    @property
    def tables(self) -> list[RuleTable]:
        """The list parameters."""
        return [
            RuleTable(
                name,
                str(_LABELS.get(name, name)),
                [str(self.fields[field].label) for field in rows[0]],
                [[self[field] for field in row] for row in rows],
            )
            for name, rows in self._tables.items()
            if rows
        ]

    def data_of_rule(self) -> dict[str, Any]:
        """The rule as the document holds it; parameters left empty are left out."""
        rule: dict[str, Any] = {"type": self.type}
        for name, field in self.model.model_fields.items():
            if name == "type":
                continue
            value = self._value(name, _bare(field.annotation))
            if value not in (None, "", [], {}):
                rule[name] = value
        return rule

    def clean(self) -> dict[str, Any]:
        """What the rule's own model says of the parameters, beside the field it says it of."""
        if not self.errors:
            try:
                self.model.model_validate(self.data_of_rule())
            except ValidationError as error:
                for item in error.errors():
                    self._fault(item)
        return self.cleaned_data

    def _fault(self, item: Any) -> None:
        vi, _bar, en = str(item["msg"]).removeprefix("Value error, ").partition(" | ")
        words = str(_MISSING) if item["type"] == "missing" else en if en and language() == "en" else vi
        path = [str(part) for part in item["loc"]]
        names = ["-".join(path[:3]), path[0]] if path else []
        field = next((name for name in names if name in self.fields), None)
        table = next((rows for name, rows in self._tables.items() if path and path[0] == name), None)
        self.add_error(field or (table[0][0] if table else None), words)

    # --- from the model to fields ------------------------------------------------------------------------------------

    def _add(self, name: str, annotation: Any, value: Any, required: bool, data: Any) -> None:
        if get_origin(annotation) is Literal:
            options = [(option, _CHOICES.get(option, option)) for option in get_args(annotation)]
            self._field(name, forms.ChoiceField(choices=options), value)
        elif annotation is Decimal:
            self._field(name, PointsField(required=required), value)
        elif annotation is str:
            self._field(name, forms.CharField(required=required, max_length=200), value)
        elif _is_union_with_model(annotation):
            self._due(value)
        elif _is_mapping(annotation):
            rows = [{"key": key, "weight": weight} for key, weight in (value or {}).items()]
            self._table(name, {"key": str, "weight": Decimal}, rows, data)
        elif (item := _item(annotation)) is str:
            self._field(name, forms.CharField(required=required, max_length=500), ", ".join(value or ()))
        elif item is not None:
            self._table(name, _columns(item), [_row(item, row) for row in value or ()], data)

    def _field(self, name: str, field: forms.Field, initial: Any) -> None:
        if field.label is None:
            field.label = str(_LABELS.get(name.rsplit("-", 1)[-1], name))
        field.initial = initial
        self.fields[name] = field

    def _due(self, value: Any) -> None:
        relative = value if isinstance(value, Mapping) else {}
        self._field("due", forms.CharField(required=False, max_length=12), "" if relative else value or "")
        days = FigureField(required=False, label=str(_LABELS["due.working_days"]))
        self._field("due.working_days", days, relative.get("working_days"))
        after = forms.CharField(required=False, max_length=40, label=str(_LABELS["due.after"]))
        self._field("due.after", after, relative.get("after", ""))

    def _table(
        self, name: str, columns: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], data: Any
    ) -> None:
        count = max(len(rows) + SPARE_ROWS, FEWEST_ROWS, _posted_rows(self, name, data))
        self._tables[name] = []
        for number in range(count):
            stated = rows[number] if number < len(rows) else {}
            names = []
            for column, kind in columns.items():
                field_name = f"{name}-{number}-{column}"
                label = str(_LABELS.get(column, column))
                field: forms.Field
                if column == "edge":
                    field = forms.ChoiceField(choices=_EDGES, required=False, label=label)
                elif kind is Decimal:
                    field = PointsField(required=False, label=label)
                else:
                    field = forms.CharField(required=False, max_length=1000, label=label)
                self._field(field_name, field, stated.get(column))
                names.append(field_name)
            self._tables[name].append(names)

    # --- from fields to the document ---------------------------------------------------------------------------------

    def _value(self, name: str, annotation: Any) -> Any:
        data = self.cleaned_data
        if name == "due":
            if data.get("due.after") and data.get("due.working_days") is not None:
                return {"working_days": int(data["due.working_days"]), "after": data["due.after"]}
            return data.get("due")
        if name not in self._tables:
            value = data.get(name)
            if _item(annotation) is str:
                return [part.strip() for part in str(value or "").split(",") if part.strip()]
            return value
        rows = [
            {field.rsplit("-", 1)[-1]: data.get(field) for field in row}
            for row in self._tables[name]
            if any(data.get(field) not in (None, "") for field in row if not field.endswith("-edge"))
        ]
        if _is_mapping(annotation):
            return {row["key"]: row["weight"] for row in rows if row["key"]}
        return [_unrow(row) for row in rows]


def rule_types() -> list[tuple[str, str]]:
    """The types of rules with their names, for a choice."""
    return [(name, rule.title.text(language())) for name, rule in RULES.items()]


def _bare(annotation: Any) -> Any:
    """A type without Annotated and without "or None"."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
        return _bare(kinds[0]) if len(kinds) == 1 else annotation
    return annotation


def _is_union_with_model(annotation: Any) -> bool:
    return get_origin(annotation) in (Union, types.UnionType)


def _is_mapping(annotation: Any) -> bool:
    origin = get_origin(annotation)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _item(annotation: Any) -> Any:
    """What a tuple holds, None for anything else."""
    return _bare(get_args(annotation)[0]) if get_origin(annotation) is tuple else None


def _columns(item: type[BaseModel]) -> dict[str, Any]:
    """The columns of a list of models; the boundary of a band is one choice and one figure."""
    kinds = {name: _bare(field.annotation) for name, field in item.model_fields.items()}
    if "otherwise" in kinds:
        return {"edge": str, "bound": Decimal, "points": Decimal}
    return kinds


def _row(item: type[BaseModel], row: Any) -> dict[str, Any]:
    stated = dict(row) if isinstance(row, Mapping) else {}
    if "otherwise" in item.model_fields:
        edge = "gt" if stated.get("gt") is not None else "else" if stated.get("else") else "ge"
        return {
            "edge": edge,
            "bound": stated.get(edge) if edge != "else" else None,
            "points": stated.get("points"),
        }
    return stated


def _unrow(row: Mapping[str, Any]) -> dict[str, Any]:
    if "edge" not in row:
        return {name: value for name, value in row.items() if value not in (None, "")}
    if row["edge"] == "else" or row["bound"] is None:
        return {"else": True, "points": row["points"]}
    return {row["edge"]: row["bound"], "points": row["points"]}


def _posted_rows(form: forms.Form, name: str, data: Any) -> int:
    """How many rows of a table were sent, at most a hundred."""
    if not data:
        return 0
    start = f"{form.prefix}-{name}-"
    numbers = [key.removeprefix(start).split("-", 1)[0] for key in data if key.startswith(start)]
    return min(
        max((int(number) + 1 for number in numbers if number.isascii() and number.isdigit()), default=0), 100
    )
