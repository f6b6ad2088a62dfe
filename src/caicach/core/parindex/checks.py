"""What must hold in a framework before anybody is scored by it. Every fault is reported, not only the first."""

from collections.abc import Iterator
from decimal import Decimal

from caicach.core.words import Words, plain

from .errors import ExpressionError, Problem
from .framework import Framework, Node


def problems(framework: Framework) -> tuple[Problem, ...]:
    """All faults of a framework: sums, codes, rules, expressions, classes, references."""
    found: list[Problem] = [
        *_tree(framework),
        *_totals(framework),
        *_classes(framework),
        *_references(framework),
    ]
    for node in framework.nodes:
        if node.rule is not None:
            found += [Problem(node.code, fault) for fault in node.rule.faults(node.max_points)]
            found += _labels(framework, node)
        found += _expressions(framework, node)
    return tuple(found)


def _tree(framework: Framework) -> Iterator[Problem]:
    seen: set[str] = set()
    for node in framework.nodes:
        if node.code in seen:
            yield Problem(node.code, Words("mã này đã dùng cho mục khác", "this code is used twice"))
        seen.add(node.code)
        if not node.is_leaf:
            yield from _children_sum(framework, node)


def _children_sum(framework: Framework, node: Node) -> Iterator[Problem]:
    maxima = [item.max_points for item in framework.nodes if item.parent == node.code]
    total = sum(maxima, Decimal(0))
    if node.capped and total >= node.max_points:
        return
    if total != node.max_points:
        yield Problem(
            node.code,
            Words(
                f"các mục con cộng lại bằng {plain(total)}, điểm tối đa là {plain(node.max_points)}",
                f"children sum to {plain(total)}, maximum is {plain(node.max_points)}",
            ),
        )


def _totals(framework: Framework) -> Iterator[Problem]:
    total = sum((area.max_points for area in framework.areas), Decimal(0))
    if total != framework.max_points:
        yield Problem(
            "",
            Words(
                f"các lĩnh vực cộng lại bằng {plain(total)}, điểm tối đa của bộ là {plain(framework.max_points)}",
                f"areas sum to {plain(total)}, maximum of the set is {plain(framework.max_points)}",
            ),
        )
    for kind, stated in (("appraised", framework.appraised_max), ("survey", framework.survey_max)):
        if stated is None or any(node.capped for node in framework.nodes):
            continue
        actual = sum((leaf.max_points for leaf in framework.leaves if leaf.kind == kind), Decimal(0))
        if actual != stated:
            name = Words("thẩm định", "appraised") if kind == "appraised" else Words("điều tra", "survey")
            yield Problem(
                "",
                Words(
                    f"điểm {name.vi} của các mục là {plain(actual)}, bộ ghi {plain(stated)}",
                    f"{name.en} points of the leaves are {plain(actual)}, the set says {plain(stated)}",
                ),
            )


def _classes(framework: Framework) -> Iterator[Problem]:
    starts = [band.start for band in framework.classes]
    if starts != sorted(set(starts), reverse=True) or (starts and starts[-1] != 0):
        yield Problem(
            "",
            Words(
                "các mức xếp loại phải xếp từ cao xuống thấp và mức cuối bắt đầu từ 0",
                "classes must go from high to low and the last must start at 0",
            ),
        )
    known = {item.code for item in framework.attributes}
    for band in framework.classes:
        for condition in band.conditions:
            try:
                unknown = (condition.expression.attributes - known) | condition.expression.names - {"index"}
            except ExpressionError as error:
                yield Problem("", Words(f"{band.name}: {error.reason.vi}", f"{band.name}: {error.reason.en}"))
                continue
            for name in sorted(unknown):
                yield Problem(
                    "",
                    Words(
                        f"điều kiện của “{band.name}” dùng “{name}” chưa khai báo",
                        f"{band.name}: “{name}” is unknown",
                    ),
                )


def _references(framework: Framework) -> Iterator[Problem]:
    agencies = {item.code for item in framework.agencies}
    sources = {item.code for item in framework.sources}
    for node in framework.nodes:
        if node.agency and agencies and node.agency not in agencies:
            yield Problem(
                node.code,
                Words(f"cơ quan “{node.agency}” chưa khai báo", f"agency “{node.agency}” is unknown"),
            )
        for source in node.source.split("+") if sources and node.source else ():
            if source not in sources:
                yield Problem(
                    node.code, Words(f"nguồn “{source}” chưa khai báo", f"source “{source}” is unknown")
                )
    for new in framework.leaf_map:
        if new not in framework.by_code:
            yield Problem(
                new, Words("bảng nối với bộ trước dùng mã không có", "the leaf map uses an unknown code")
            )


def _labels(framework: Framework, node: Node) -> Iterator[Problem]:
    assert node.rule is not None
    if not framework.labels:
        return
    for name in sorted({*node.rule.figures().values()} - framework.labels.keys()):
        yield Problem(node.code, Words(f"“{name}” chưa có tên trong labels", f"“{name}” has no label"))


def _expressions(framework: Framework, node: Node) -> Iterator[Problem]:
    known = {item.code for item in framework.attributes}
    try:
        when = node.na_expression
        if node.knockout:
            node.knockout.expression  # noqa: B018  (parsing is the check)
    except ExpressionError as error:
        yield Problem(node.code, error.reason)
        return
    for name in sorted((when.attributes - known) | when.names if when else ()):
        yield Problem(
            node.code,
            Words(
                f"na_when dùng thuộc tính “{name}” chưa khai báo",
                f"na_when uses the unknown attribute “{name}”",
            ),
        )
    if when and framework.policy(node.code) is None:
        yield Problem(node.code, Words("có na_when mà không có na", "na_when without na"))
