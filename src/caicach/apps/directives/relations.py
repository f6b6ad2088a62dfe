"""How a directive stands to a document that it names, by the words before the name.

"Thực hiện Kế hoạch số 192/KH-UBND", "Căn cứ Kế hoạch số 07/KH-UBND ...; Kế hoạch số 65/KH-UBND": what the directive implements is
named in the paragraphs before its first numbered item that open so (Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II, mục 6).
"""

from __future__ import annotations

import re

from caicach.apps.directives.models import Relation

_WORDS = (
    (re.compile(r"thay thế|bãi bỏ|thay cho", re.IGNORECASE), Relation.REPLACES),
    (re.compile(r"trả lời|phúc đáp", re.IGNORECASE), Relation.ANSWERS),
)
_OPENING = re.compile(r"\W*(?:thực hiện|căn cứ|triển khai|theo)\b", re.IGNORECASE)
_JUST_BEFORE = 60


def relation_at(text: str, start: int) -> Relation:
    """The relation to the document that `text` names at `start`."""
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, start - _JUST_BEFORE) : start]
    for words, relation in _WORDS:
        if words.search(before):
            return relation
    return Relation.IMPLEMENTS if _OPENING.match(text[line:]) else Relation.MENTIONS
