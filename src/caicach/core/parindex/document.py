"""The framework document: YAML 1.2 in and out, and its JSON Schema.

`read` names every fault with file, line, leaf and reason. The one definition of the format is `document_model`.
"""

from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import Any

from pydantic import ValidationError

from caicach.core.words import Words

from . import checks
from .document_model import ExtrasPart, FrameworkDocument, NamedPart, NodePart
from .errors import FrameworkErrors, Problem
from .framework import (
    ClassBand,
    Condition,
    Extra,
    Extras,
    Framework,
    Kind,
    Knockout,
    Named,
    Node,
    ReferenceDate,
    Rounding,
)
from .yaml_reader import Position, parse, render

SHIPPED = ("commune", "district", "department")


def read(text: str, source: str = "") -> Framework:
    """The framework of a YAML text. Raises FrameworkErrors with every fault found; `source` names the file in them."""
    framework, found = examine(text, source)
    if found:
        raise FrameworkErrors(found)
    return framework


# The YAML of a full set is half a second of reading, and one import asks for the same text several times.
@lru_cache(maxsize=8)
def examine(text: str, source: str = "") -> tuple[Framework, tuple[Problem, ...]]:
    """The framework of a text that is being worked on, with what stands against its use (sums that do not fit yet).

    Raises FrameworkErrors for a text that has not the form of a framework at all.
    """
    data, position = parse(text, source)
    return examine_data(data, position, source)


def examine_data(
    data: Any, position: Position | None = None, source: str = ""
) -> tuple[Framework, tuple[Problem, ...]]:
    """As `examine`, for values that were parsed before; without their position problems name no line."""
    position = position or Position()
    try:
        document = FrameworkDocument.model_validate(data)
    except ValidationError as error:
        raise FrameworkErrors(tuple(_reported(error, data, position, source))) from error
    framework = build(document)
    return framework, tuple(
        Problem(fault.code, fault.reason, position.of_code(fault.code), source)
        for fault in checks.problems(framework)
    )


def shipped(name: str) -> Framework:
    """One of the sets that come with the program: 'commune', 'district' or 'department'."""
    return read(shipped_text(name), f"{name}.yaml")


def shipped_text(name: str) -> str:
    if name not in SHIPPED:
        raise KeyError(name)
    return resources.files(__package__).joinpath(f"data/{name}.yaml").read_text(encoding="utf-8")


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the document."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **FrameworkDocument.model_json_schema(by_alias=True),
    }


def build(document: FrameworkDocument) -> Framework:
    """The framework a checked document describes."""
    head = document.framework
    return Framework(
        code=head.code,
        name=head.name,
        name_en=head.name_en,
        subject=head.subject,
        year=head.year,
        valid_from=head.valid_from,
        valid_to=head.valid_to,
        max_points=head.max,
        appraised_max=head.appraised_max,
        survey_max=head.survey_max,
        legal_basis=head.legal_basis,
        note=head.note,
        nodes=tuple(_nodes(document.tree, None, 0)),
        classes=tuple(
            ClassBand(
                band.name,
                band.start,
                band.name_en,
                tuple(Condition(item.require, item.reason, item.reason_en) for item in band.conditions),
            )
            for band in document.classes
        ),
        rounding=Rounding(document.rounding.stage, document.rounding.decimals, document.rounding.mode),
        attributes=_named(document.attributes),
        reference_dates=tuple(
            ReferenceDate(item.code, item.name, item.name_en, item.default)
            for item in document.reference_dates
        ),
        blocks=_named(document.blocks),
        agencies=_named(document.agencies),
        sources=tuple(Named(item.code, item.text) for item in document.sources),
        bonus=_extras(document.bonus),
        penalty=_extras(document.penalty),
        labels={name: Words(label.vi, label.en) for name, label in document.labels.items()},
        previous=document.maps_from.framework if document.maps_from else "",
        leaf_map=dict(document.maps_from.leaves) if document.maps_from else {},
    )


def to_document(framework: Framework) -> FrameworkDocument:
    """The document of a framework; `build` of it gives the framework again."""
    return FrameworkDocument.model_validate(
        {
            "framework": {
                "code": framework.code,
                "name": framework.name,
                "name_en": framework.name_en,
                "subject": framework.subject,
                "year": framework.year,
                "valid_from": framework.valid_from,
                "valid_to": framework.valid_to,
                "max": framework.max_points,
                "appraised_max": framework.appraised_max,
                "survey_max": framework.survey_max,
                "legal_basis": framework.legal_basis,
                "note": framework.note,
            },
            "rounding": {
                "stage": framework.rounding.stage,
                "decimals": framework.rounding.decimals,
                "mode": framework.rounding.mode,
            },
            "attributes": _named_out(framework.attributes),
            "reference_dates": [
                {"code": item.code, "name": item.name, "name_en": item.name_en, "default": item.default}
                for item in framework.reference_dates
            ],
            "blocks": _named_out(framework.blocks),
            "classes": [
                {
                    "name": band.name,
                    "name_en": band.name_en,
                    "from": band.start,
                    "conditions": [
                        {"require": item.require, "reason": item.reason, "reason_en": item.reason_en}
                        for item in band.conditions
                    ],
                }
                for band in framework.classes
            ],
            "bonus": _extras_out(framework.bonus),
            "penalty": _extras_out(framework.penalty),
            "agencies": _named_out(framework.agencies),
            "sources": [{"code": item.code, "text": item.name} for item in framework.sources],
            "labels": {name: {"vi": words.vi, "en": words.en} for name, words in framework.labels.items()},
            "maps_from": {"framework": framework.previous, "leaves": framework.leaf_map}
            if framework.previous
            else None,
            "tree": [_node_out(framework, area) for area in framework.areas],
        }
    )


def write(framework: Framework) -> str:
    """The framework as a YAML text that `read` takes back."""
    data = to_document(framework).model_dump(mode="python", by_alias=True, exclude_defaults=True)
    return render(data)


def _nodes(parts: tuple[NodePart, ...], parent: str | None, depth: int) -> Iterator[Node]:
    for part in parts:
        kind: Kind = part.kind or (
            "survey" if part.rule is not None and part.rule.type == "survey" else "appraised"
        )
        yield Node(
            code=part.code,
            name=part.name,
            name_en=part.name_en,
            max_points=part.max,
            depth=depth,
            parent=parent,
            children=tuple(child.code for child in part.children),
            rule=part.rule,
            capped=part.capped,
            knockout=Knockout(part.zero_if.when, part.zero_if.reason, part.zero_if.reason_en)
            if part.zero_if
            else None,
            evidence=part.evidence,
            guide=part.guide,
            agency=part.agency,
            kind=kind,
            na=part.na,
            na_when=part.na_when,
            basis=part.basis,
            source=part.source,
        )
        yield from _nodes(part.children, part.code, depth + 1)


def _node_out(framework: Framework, node: Node) -> dict[str, Any]:
    usual: Kind = (
        "survey" if node.rule is not None and getattr(node.rule, "type", "") == "survey" else "appraised"
    )
    return {
        "code": node.code,
        "name": node.name,
        "name_en": node.name_en,
        "max": node.max_points,
        "capped": node.capped,
        "rule": node.rule,
        "zero_if": {
            "when": node.knockout.when,
            "reason": node.knockout.reason,
            "reason_en": node.knockout.reason_en,
        }
        if node.knockout
        else None,
        "evidence": node.evidence,
        "guide": node.guide,
        "agency": node.agency,
        "kind": node.kind if node.kind != usual else None,
        "na": node.na,
        "na_when": node.na_when,
        "basis": node.basis,
        "source": node.source,
        "children": [_node_out(framework, framework.node(child)) for child in node.children],
    }


def _named(parts: tuple[NamedPart, ...]) -> tuple[Named, ...]:
    return tuple(Named(part.code, part.name, part.name_en) for part in parts)


def _named_out(items: tuple[Named, ...]) -> list[dict[str, str]]:
    return [{"code": item.code, "name": item.name, "name_en": item.name_en} for item in items]


def _extras(part: ExtrasPart | None) -> Extras | None:
    if part is None:
        return None
    return Extras(part.cap, tuple(Extra(i.code, i.name, i.per, i.unit, i.name_en) for i in part.items))


def _extras_out(extras: Extras | None) -> dict[str, Any] | None:
    if extras is None:
        return None
    items = [
        {"code": i.code, "name": i.name, "name_en": i.name_en, "per": i.per, "unit": i.unit}
        for i in extras.items
    ]
    return {"cap": extras.cap, "items": items}


_MESSAGES = {
    "missing": Words("thiếu “{key}”", "“{key}” is missing"),
    "extra_forbidden": Words("không có trường “{key}”", "there is no field “{key}”"),
    "literal_error": Words("“{key}” phải là một trong: {expected}", "“{key}” must be one of {expected}"),
    "union_tag_invalid": Words(
        "loại quy tắc không có; có: {expected_tags}", "unknown rule type; known: {expected_tags}"
    ),
    "union_tag_not_found": Words("quy tắc thiếu “type”", "the rule lacks “type”"),
    "string_type": Words("“{key}” phải là chữ, đặt trong ngoặc kép", "“{key}” must be a text in quotes"),
    "string_too_short": Words("“{key}” không được để trống", "“{key}” must not be empty"),
    "too_short": Words("“{key}” cần ít nhất {min_length} mục", "“{key}” needs at least {min_length} items"),
}


def _reported(error: ValidationError, data: Any, position: Position, source: str) -> Iterator[Problem]:
    """pydantic's findings in the reader's words, each at the line of the nearest thing that stands in the file."""
    for item in error.errors():
        path = tuple(item["loc"])
        context = {"key": str(path[-1]) if path else "", **item.get("ctx", {})}
        message = _MESSAGES.get(item["type"])
        if message:
            reason = Words(message.vi.format_map(context), message.en.format_map(context))
        else:
            vi, _, en = item["msg"].removeprefix("Value error, ").partition(" | ")
            reason = Words(f"“{context['key']}”: {vi}", f"“{context['key']}”: {en or vi}")
        yield Problem(position.code_at(path, data), reason, position.line_at(path), source)
