"""Small frameworks and facts for tests of the core."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

from caicach.core.parindex import Framework, Results, document, evaluate, facts
from caicach.core.parindex.document_model import FrameworkDocument
from caicach.core.parindex.published import PublishedUnit
from caicach.core.parindex.results import NodeResult
from caicach.core.parindex.rules import AnyRule, Rule
from caicach.core.parindex.rules.base import Leaf, Outcome, Setting, UnitCase

CLASSES = [{"name": "Tốt", "from": 80}, {"name": "Yếu", "from": 0}]
RULES: TypeAdapter[Rule] = TypeAdapter(AnyRule)


def exact(value: Any) -> Any:
    """Floats of test data as Decimal by their digits."""
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, Mapping):
        return {key: exact(item) for key, item in value.items()}
    return [exact(item) for item in value] if isinstance(value, list | tuple) else value


def rule(type_: str, **parameters: Any) -> Rule:
    return RULES.validate_python(exact({"type": type_, **parameters}))


def outcome(
    the_rule: Rule,
    maximum: float | str,
    raw: Mapping[str, Any],
    *,
    year: int = 2026,
    case: UnitCase | None = None,
    **setting: Any,
) -> Outcome:
    """What a rule makes of one input, before rounding."""
    leaf = Leaf("1", Decimal(str(maximum)))
    score = the_rule.scorer(leaf, Setting(year, **setting))
    return score(exact(raw), case or UnitCase())


def leaf(code: str, maximum: float, **more: Any) -> dict[str, Any]:
    """A node scored by hand: the quickest way to give it any points."""
    return {"code": code, "name": f"Tiêu chí {code}", "max": maximum, "rule": {"type": "manual"}, **more}


def group(code: str, maximum: float, *children: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"code": code, "name": f"Nhóm {code}", "max": maximum, "children": list(children), **more}


def framework(*tree: dict[str, Any], maximum: float | None = None, **more: Any) -> Framework:
    total = sum(node["max"] for node in tree) if maximum is None else maximum
    head = {"code": "T-1", "name": "Bộ thử", "subject": "commune", "year": 2026, "max": total}
    data = {"framework": head, "classes": CLASSES, "tree": list(tree), **more}
    return document.build(FrameworkDocument.model_validate(exact(data)))


def points(**by_code: Any) -> dict[str, Any]:
    """Inputs of leaves scored by hand: points(a=1) -> {"a": {"points": 1, "reason": …}}."""
    return {code: {"points": value, "reason": "theo biên bản"} for code, value in by_code.items()}


def score(the_framework: Framework, *units: dict[str, Any], **more: Any) -> Results:
    named = [{"unit": f"Đơn vị {number}", **unit} for number, unit in enumerate(units, start=1)]
    return evaluate(the_framework, facts.read(exact({"units": named, **more}), the_framework))


def published_unit(nodes: Mapping[str, NodeResult], index: Decimal | None = Decimal(80)) -> PublishedUnit:
    """A published unit of which only nodes and index matter."""
    return PublishedUnit(
        key="1",
        name="Xã Một",
        block="xa",
        points=Decimal(8),
        max_points=Decimal(10),
        index=index,
        rank=None if index is None else 1,
        class_name=None,
        last_index=None,
        not_ranked="",
        nodes=nodes,
    )
