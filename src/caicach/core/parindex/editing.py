"""Changes of a document that may not be right yet: parsed values in, changed values out, and what stands against them.

Nothing here refuses a document whose sums do not fit; that is what it is for. A text that is no criteria set at all (broken
YAML, unknown fields) has no outline, only problems. Values are copied, never changed in place.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from caicach.core.words import Words

from . import document
from .errors import FrameworkErrors, Problem
from .framework import Framework, Node
from .yaml_reader import parse, render

Data = dict[str, Any]


class EditError(ValueError):
    """A change that makes no sense for this document."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.reason = Words(vi, en)


@dataclass(frozen=True, slots=True)
class Outline:
    """A document as far as it can be read; `framework` is None where it cannot be read at all."""

    framework: Framework | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """What the children of a node add up to, beside its own maximum."""

    children: Decimal
    maximum: Decimal
    capped: bool = False

    @property
    def fits(self) -> bool:
        return self.children == self.maximum or (self.capped and self.children > self.maximum)


def outline(text: str) -> Outline:
    """The framework of a text, its sums right or wrong, with every problem found and its line."""
    try:
        return Outline(*document.examine(text))
    except FrameworkErrors as error:
        return Outline(None, error.problems)


def outline_of(data: Data) -> Outline:
    """As `outline`, for parsed values; problems name no lines."""
    try:
        return Outline(*document.examine_data(data))
    except FrameworkErrors as error:
        return Outline(None, error.problems)


def load(text: str) -> Data:
    """The values of a text. Raises FrameworkErrors for broken YAML, EditError for what is no document."""
    data, _ = parse(text, "")
    if not isinstance(data, dict) or not isinstance(data.get("tree"), list):
        raise EditError("tài liệu chưa có “tree”", "the document has no “tree”")
    return data


def text_of(data: Data) -> str:
    """The values as YAML."""
    return render(data)


def sum_of(framework: Framework, node: Node | None) -> Sum:
    """The sum below a node, or of the areas (None)."""
    if node is None:
        areas = sum((area.max_points for area in framework.areas), Decimal(0))
        return Sum(areas, framework.max_points)
    below = sum((item.max_points for item in framework.nodes if item.parent == node.code), Decimal(0))
    return Sum(below, node.max_points, node.capped)


def node_text(data: Data, code: str) -> str:
    """The YAML of one node without its children."""
    node, _ = _found(data, code)
    return render({key: value for key, value in node.items() if key != "children"})


def change_node(data: Data, code: str, changes: Mapping[str, Any]) -> Data:
    """The document with other values in one node; None, "" and False take a value away. A new code moves its children's along."""

    def change(data: Data) -> None:
        node, _ = _found(data, code)
        new = changes.get("code", code)
        if new != code:
            _unused(data, new)
            _rename(data, node, code, new)
        for key, value in changes.items():
            if value in (None, "", False):
                node.pop(key, None)
            else:
                node[key] = value

    return _changed(data, change)


def replace_node(data: Data, code: str, node_yaml: str) -> Data:
    """The document with one node as a YAML text says; its children stay."""
    fresh, _ = parse(node_yaml, "")
    if "children" in fresh:
        raise EditError(
            "phần này không có “children”: các mục con được sửa riêng", "children are edited by themselves"
        )

    def change(data: Data) -> None:
        node, _ = _found(data, code)
        new = fresh.get("code", code)
        if not isinstance(new, str):
            raise EditError("“code” phải là chữ, đặt trong ngoặc kép", "“code” must be a text in quotes")
        if new != code:
            _unused(data, new)
            _rename(data, node, code, new)
        children = node.get("children")
        node.clear()
        node.update({"code": new, **fresh})
        if children:
            node["children"] = children

    return _changed(data, change)


def add_node(data: Data, parent: str, node: Mapping[str, Any]) -> Data:
    """The document with a new last child of `parent` ("" for an area). A leaf that gets a child gives up its rule."""

    def change(data: Data) -> None:
        _unused(data, node["code"])
        if not parent:
            data["tree"].append(dict(node))
            return
        above, _ = _found(data, parent)
        above.pop("rule", None)
        above.setdefault("children", []).append(dict(node))

    return _changed(data, change)


def remove_node(data: Data, code: str) -> Data:
    """The document without a node and all below it. What was its parent gets a manual rule when nothing is left below."""

    def change(data: Data) -> None:
        _, siblings = _found(data, code)
        gone = set(_codes([node for node in siblings if node["code"] == code]))
        siblings[:] = [node for node in siblings if node["code"] != code]
        _leave_childless(data["tree"])
        leaves = (data.get("maps_from") or {}).get("leaves") or {}
        for leaf in gone & leaves.keys():
            del leaves[leaf]

    return _changed(data, change)


def move_node(data: Data, code: str, steps: int) -> Data:
    """The document with a node further up (-1) or down (+1) among its siblings."""

    def change(data: Data) -> None:
        node, siblings = _found(data, code)
        at = siblings.index(node)
        to = at + steps
        if not 0 <= to < len(siblings):
            raise EditError(
                f"mục {code} đã ở đầu hoặc cuối nhóm", f"{code} is the first or last of its group already"
            )
        siblings.insert(to, siblings.pop(at))

    return _changed(data, change)


def change_head(data: Data, changes: Mapping[str, Any]) -> Data:
    """The document with other values in its head (framework:); None and "" take a value away."""

    def change(data: Data) -> None:
        head = data["framework"]
        for key, value in changes.items():
            if value in (None, ""):
                head.pop(key, None)
            else:
                head[key] = value

    return _changed(data, change)


def change_map(data: Data, previous: str, leaves: Mapping[str, tuple[str, ...]]) -> Data:
    """The document with another map of its leaves to those of the set before."""

    def change(data: Data) -> None:
        kept = {code: list(was) for code, was in leaves.items() if was}
        data["maps_from"] = {"framework": previous, "leaves": kept}

    return _changed(data, change)


def free_code(data: Data, parent: str) -> str:
    """The next code below `parent` in its own manner: "1.3" after "1.2", "10" after "9"."""
    siblings = data["tree"] if not parent else _found(data, parent)[0].get("children", [])
    used = set(_codes(data["tree"]))
    last = siblings[-1]["code"] if siblings else f"{parent}.0" if parent else "0"
    head, dot, tail = last.rpartition(".")
    number = int(tail) + 1 if tail.isascii() and tail.isdigit() else len(siblings) + 1
    while f"{head}{dot}{number}" in used:
        number += 1
    return f"{head}{dot}{number}"


def _changed(data: Data, change: Callable[[Data], None]) -> Data:
    copy = deepcopy(data)
    change(copy)
    return copy


def _found(data: Data, code: str) -> tuple[Data, list[Data]]:
    """A node and the list it stands in."""
    stack: list[list[Data]] = [data["tree"]]
    while stack:
        siblings = stack.pop()
        for node in siblings:
            if node.get("code") == code:
                return node, siblings
            if node.get("children"):
                stack.append(node["children"])
    raise EditError(f"bộ chỉ số không có mục {code}", f"there is no node {code}")


def _codes(nodes: list[Data]) -> list[str]:
    return [code for node in nodes for code in (node["code"], *_codes(node.get("children") or []))]


def _unused(data: Data, code: str) -> None:
    if not code:
        raise EditError("thiếu mã của mục", "the code is missing")
    if code in _codes(data["tree"]):
        raise EditError(f"mã {code} đã dùng cho mục khác", f"{code} is used by another node")


def _rename(data: Data, node: Data, old: str, new: str) -> None:
    """A new code, also for those below that begin with it, and for the leaf map."""
    node["code"] = new
    leaves = (data.get("maps_from") or {}).get("leaves") or {}
    if old in leaves:
        leaves[new] = leaves.pop(old)
    for child in node.get("children") or []:
        code = child["code"]
        if code.startswith(old + "."):
            _rename(data, child, code, new + code[len(old) :])


def _leave_childless(nodes: list[Data]) -> None:
    for node in nodes:
        if node.get("children"):
            _leave_childless(node["children"])
        elif "rule" not in node:
            node.pop("children", None)
            node["rule"] = {"type": "manual"}
