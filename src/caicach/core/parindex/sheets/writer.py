"""A criteria set as rows: a sheet for people in the shape that officials use, and one from which it is read back whole."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..document import to_document
from ..document_model import NodePart
from ..exact import dumps
from ..framework import Framework, Node
from .machine import HEAD_PREFIX
from .model import Cell

PERSON_SHEET = "Bộ chỉ số"
MACHINE_SHEET = "Máy đọc"
HEADER = (
    "STT",
    "Lĩnh vực / Tiêu chí / Tiêu chí thành phần",
    "Điểm tối đa",
    "Tài liệu kiểm chứng",
    "Hướng dẫn",
    "Cách chấm",
    "Cơ quan thẩm định",
)
MACHINE_HEADER = ("Mã", "Thuộc mục", "Nội dung (không sửa trang này)")
TOTAL = "Tổng cộng"
# A cell holds 32,767 characters; longer texts go on in the next.
PIECE = 30_000


class SheetRow(NamedTuple):
    """A row of the people's sheet; `depth` is None for the total."""

    depth: int | None
    is_leaf: bool
    cells: tuple[Cell, ...]


def person_rows(framework: Framework) -> list[SheetRow]:
    """The rows below the header, the total at the end."""
    agencies = {item.code: item.name for item in framework.agencies}
    rows = [
        SheetRow(
            node.depth,
            node.is_leaf,
            (
                node.code,
                node.name,
                node.max_points,
                node.evidence or None,
                node.guide or None,
                rule_words(framework, node) or None,
                agencies.get(node.agency, node.agency) or None,
            ),
        )
        for node in framework.nodes
    ]
    return [*rows, SheetRow(None, False, (None, TOTAL, framework.max_points))]


def rule_words(framework: Framework, node: Node) -> str:
    """The rule of a leaf in words, "" for other nodes."""
    return node.rule.words(framework.leaf(node.code), "vi") if node.rule else ""


def machine_rows(framework: Framework) -> list[tuple[str, ...]]:
    """Code | code above | JSON of every part of the document: what the head holds, then each node without its children."""
    document = to_document(framework)
    head = document.model_dump(mode="python", by_alias=True, exclude_defaults=True, exclude={"tree"})
    rows = [
        (f"{HEAD_PREFIX}{part}", "", *_pieces(dumps({part: value}, sort=False)))
        for part, value in head.items()
    ]
    return rows + [
        (node.code, parent, *_pieces(dumps(_alone(node), sort=False)))
        for parent, node in _all("", document.tree)
    ]


def _all(parent: str, nodes: tuple[NodePart, ...]) -> Iterator[tuple[str, NodePart]]:
    for node in nodes:
        yield parent, node
        yield from _all(node.code, node.children)


def _alone(node: NodePart) -> dict[str, Any]:
    return node.model_dump(mode="python", by_alias=True, exclude_defaults=True, exclude={"children"})


def _pieces(text: str) -> list[str]:
    return [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
