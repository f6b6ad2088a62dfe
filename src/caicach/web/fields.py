"""A field of a form as the screen shows it: the control with its class, tied to its label, help and faults."""

from __future__ import annotations

from typing import Any

from django.forms import BoundField, widgets
from django.forms.boundfield import BoundWidget
from django.forms.forms import BaseForm
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_SELECTED = mark_safe(" selected")
_SETS = (widgets.RadioSelect, widgets.CheckboxSelectMultiple)


class PlainSelect(widgets.Select):
    """A select without groups, as Django draws it but without a template for each option: on a page that is opened all day, a
    list of a hundred choices would take longer than all its questions to the database.
    """

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = set(self.format_value(value))
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, _SELECTED if str(key) in chosen else "", label) for key, label in self.choices),
        )
        attributes = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", attributes, options)


def kind_of(bound: BoundField) -> str:
    """What is drawn: "check" for one box, "set" for a group of them, "hidden", else "control"."""
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, _SETS):
        return "set"
    return "check" if isinstance(widget, widgets.CheckboxInput) else "control"


def parts(bound: BoundField) -> dict[str, Any]:
    """The context of the component `field`. `asked` of a form's field stands beside its label in place of "not mandatory"."""
    kind = kind_of(bound)
    marks = {f"{bound.auto_id}-help": bool(bound.help_text), f"{bound.auto_id}-error": bool(bound.errors)}
    described = " ".join(identifier for identifier, present in marks.items() if present)
    attributes: dict[str, Any] = {}
    if kind in ("control", "check"):
        attributes["class"] = _class(bound, kind)
    if described and kind != "set":
        attributes["aria-describedby"] = described
    if bound.errors and kind != "set":
        attributes["aria-invalid"] = "true"
    return {
        "field": bound,
        "kind": kind,
        "control": "" if kind == "set" else bound.as_widget(attrs=attributes),
        "choices": _choices(bound) if kind == "set" else [],
        "described": described,
        "asked": getattr(bound.field, "asked", ""),
        "is_file": isinstance(bound.field.widget, widgets.FileInput),
    }


def faults(form: BaseForm) -> list[tuple[str, str, str]]:
    """Every fault as (id of the field or "", its label or "", sentence), those of the whole form first."""
    found = [("", "", str(message)) for message in form.non_field_errors()]
    for bound in form:
        found += [(_target(bound), str(bound.label), str(message)) for message in bound.errors]
    return found


def _choices(bound: BoundField) -> list[BoundWidget]:
    """The single boxes of a group, with the class of a box."""
    boxes = list(bound.subwidgets)
    for box in boxes:
        box.data["attrs"] = {**box.data["attrs"], "class": "form-check-input"}
    return boxes


def _target(bound: BoundField) -> str:
    return f"{bound.auto_id}_0" if kind_of(bound) == "set" else bound.id_for_label


def _class(bound: BoundField, kind: str) -> str:
    own = str(bound.field.widget.attrs.get("class", ""))
    if kind == "check":
        wanted = "form-check-input"
    elif isinstance(bound.field.widget, widgets.Select):
        wanted = "form-select"
    else:
        wanted = "form-control"
    names = [*own.split(), wanted, *(["is-invalid"] if bound.errors else [])]
    return " ".join(dict.fromkeys(names))
