"""The sheet beside the one that people read: rules and whatever else a criteria set holds, so that nothing is lost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from caicach.core.vietnamese import tidy

from ..exact import loads
from .columns import SheetFault
from .model import Rows

HEAD_PREFIX = "#"


@dataclass(frozen=True, slots=True)
class Machine:
    """`head` is the document without its tree, `nodes` each node without its children, `parents` what stands above it."""

    head: Mapping[str, Any]
    nodes: Mapping[str, Mapping[str, Any]]
    parents: Mapping[str, str]

    def parent_of(self, code: str) -> str | None:
        """The code above; "" for an area, None for a code that is not known."""
        return self.parents.get(code)

    def has_rule(self, code: str) -> bool:
        return "rule" in self.nodes.get(code, {})

    def has_name(self, code: str, name: str) -> bool:
        return tidy(str(self.nodes.get(code, {}).get("name", ""))) == name


def machine_of(rows: Rows) -> Machine:
    """Reads the machine's sheet: code | code above | JSON, the JSON going on in further columns. Raises SheetFault."""
    head: dict[str, Any] = {}
    nodes: dict[str, Mapping[str, Any]] = {}
    parents: dict[str, str] = {}
    for number, key, parent, data in _entries(rows):
        if key.startswith(HEAD_PREFIX):
            head |= data
        elif key in nodes:
            raise SheetFault(
                f"trang máy đọc ghi mã “{key}” hai lần (dòng {number})",
                f"the machine's sheet has “{key}” twice (row {number})",
            )
        else:
            nodes[key] = data
            parents[key] = parent
    if "framework" not in head:
        raise SheetFault(
            "trang máy đọc thiếu phần đầu của bộ chỉ số", "the machine's sheet lacks the head of the set"
        )
    return Machine(head, nodes, parents)


def _entries(rows: Rows) -> Iterator[tuple[int, str, str, dict[str, Any]]]:
    for number, row in enumerate(rows, 1):
        cells = ["" if cell is None else str(cell) for cell in row]
        if number == 1 or not any(cells):
            continue
        try:
            data = loads("".join(cells[2:]))
        except ValueError:
            data = None
        if not isinstance(data, dict):
            raise SheetFault(
                f"trang máy đọc bị sửa hỏng ở dòng {number}", f"the machine's sheet is broken in row {number}"
            )
        yield number, cells[0], cells[1], data
