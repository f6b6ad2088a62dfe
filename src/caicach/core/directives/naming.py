"""Whom a line or a sentence names to act: a heading that is an office, an order, an office at the head of the sentence."""

import re

from caicach.core.directives.actors import Actors, actors_at, actors_told, split_names
from caicach.core.directives.passages import Passage
from caicach.core.directives.wording import words

_I = re.IGNORECASE
_LONGEST = 220
_LEADING_ORDER = words(
    r"^(?:giao|đề nghị|yêu cầu|đối với|trách nhiệm(?: của)?|phân công|về phía)(?: cho)?:? ", _I
)
_DUTY = words(
    r"^,? ?(?:(?:có|chịu) trách nhiệm|có nhiệm vụ|thực hiện|tổ chức thực hiện)?(?: (?:như sau|sau đây|"
    r"các nhiệm vụ sau|sau))?[ :.,]*$",
    _I,
)
_OPENING = words(
    r"^(?:ngoài ra|đồng thời|trong đó|đặc biệt|bên cạnh đó|trước mắt|"
    r"(?:định kỳ )?(?:(?:(?:trước|chậm nhất|muộn nhất|vào|đến|sau|từ) [^,]{2,60}|(?:hằng|hàng|mỗi) (?:tuần|tháng|quý|năm))(?=,))|"
    r"định kỳ(?: (?:\d|một|hai|ba|sáu|theo|hằng|hàng|mỗi|quý|tháng|năm)[^,]{0,40}(?=,))?|hằng năm|hàng năm|"
    r"căn cứ [^,]{3,160}|trên cơ sở [^,]{3,200}|về [^:]{3,300}(?=:)|theo [^,]{3,120}|sau khi [^,]{3,120}|"
    r"để [^,]{3,200}|trong [^,]{3,120})[,:]? ",
    _I,
)
_RESPONSIBLE = words(r" (?:có|chịu) trách nhiệm$", _I)


def heading_actors(passage: Passage) -> tuple[str, ...]:
    """The offices that a heading consists of ("1. Sở Nội vụ (cơ quan thường trực):", "2. Giao Sở Y tế"), else ()."""
    text = passage.words.strip()
    order = _LEADING_ORDER.match(text)
    found = actors_at(text, order.end() if order else 0, lower=bool(order))
    if not found:
        return ()
    rest = re.sub(r"\s*\([^()]*\)", "", text[found.end :])
    if _DUTY.match(rest):
        return found.names
    # "Đề nghị các tổ chức cung cấp dịch vụ chi trả": a line without an end above a list is a name, whatever verbs are in it.
    if (
        passage.leads
        and passage.marker
        and len(text) < _LONGEST
        and not text.endswith((".", ":", ","))
        and "phối hợp" not in text
    ):
        return split_names(_RESPONSIBLE.sub("", text[order.end() if order else 0 :]))
    return ()


def named_in(text: str) -> Actors | None:
    """Who the sentence itself names: at its head, behind an opening, or by an order."""
    if told := actors_told(text):
        at_head = actors_at(text)
        return (
            at_head
            if at_head and at_head.end < told.start and _orders_others(text, at_head) is False
            else told
        )
    for begin in (0, *(colon.end() for colon in re.finditer(r":\s+", text))):
        opening = _OPENING.match(text[begin:])
        found = actors_at(text, begin + opening.end() if opening else begin)
        if found and found.end < len(text) - 1:
            return found
    return None


def _orders_others(text: str, head: Actors) -> bool:
    """ "UBND Thành phố yêu cầu các phòng ..." orders others; "Sở Nội vụ tham mưu, đề nghị cấp trên ..." acts itself."""
    return bool(re.match(r"\s*(?:yêu\s+cầu|giao|đề\s+nghị|chỉ\s+đạo|phân\s+công)", text[head.end :], _I))
