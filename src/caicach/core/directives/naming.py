"""Whom a line or a sentence names to act: a heading that is an office, an order, an office at the head of the sentence."""

import re
from itertools import islice

from caicach.core.directives.actors import Actors, actors_at, actors_told, heads_in, split_names
from caicach.core.directives.passages import Passage
from caicach.core.directives.wording import words

_I = re.IGNORECASE
_LONGEST = 220
_DUTIES = r"(?:(?:trách nhiệm|nhiệm vụ|nghĩa vụ|quyền(?: hạn)?)(?:,| và)? ){1,4}"
_LEADING_ORDER = words(
    rf"^(?:giao|đề nghị|yêu cầu|đối với|{_DUTIES}của|trách nhiệm|phân công|về phía)(?: cho)?:? ", _I
)
_WHOSE_DUTY = words(rf"^(?!quyền(?: hạn)? của){_DUTIES}của (?!công tác|việc|chương trình|đề án|kế hoạch)", _I)
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
_CONDITION = words(
    r"^(?:[^,.;:]{0,60}: )?(?:khi|nếu|trường hợp|trong|sau|trước|quá|kể từ|kết thúc|ngay|căn cứ|trên cơ sở|đối với) ",
    _I,
)
# Offices that are named for another reason than that they are to act.
_AMONG = words(r"\b(?:phối hợp|giữa|bao gồm|gồm|như)\b|\bthuộc [^,]{2,60}$", _I)
_ACTS = words(
    r"^,? ?(?:(?:có|chịu) trách nhiệm|phải|thực hiện|tổ chức|triển khai|chủ trì|kịp thời|xem xét|tổng hợp|báo cáo|"
    r"tham mưu|chủ động|hoàn thiện|ban hành|thông báo|gửi|hướng dẫn|rà soát|kiểm tra|quyết định|xác minh|"
    r"tiến hành|họp|xét|tiếp nhận|trả lời|giải quyết|thẩm định|trình|đề xuất|cập nhật|xây dựng|lập|phối hợp|xử lý|bố trí|"
    r"hoàn thành|theo dõi)\b",
    _I,
)
_HAS_DUTY = words(r" (?:có|chịu) trách nhiệm\b", _I)
_SOMEBODY = words(
    r"^(?P<who>(?:Tổ chức|Cá nhân|Người|Doanh nghiệp|Hộ|Thành viên|Hợp tác xã|Nhà thầu|Bên|Chủ),? "
    r"(?:(?!để |nhằm |chưa |không )[^.;:]){3,240}?) (?:có|chịu) trách nhiệm\b"
)
# What belongs to an office has no duty itself.
_OF = words(r"(?:của|với|về|cho|tại|do|được|bởi|gửi|thuộc|và|,|;) ?$", _I)
_LONGEST_CONDITION, _MOST_COMMAS, _MOST_HEADS = 1_200, 12, 12
_RESPONSIBLE = words(r" (?:có|chịu) trách nhiệm$", _I)


def heading_actors(passage: Passage) -> tuple[str, ...]:
    """The offices that a heading consists of ("1. Sở Nội vụ (cơ quan thường trực):", "2. Giao Sở Y tế"), else ()."""
    text = passage.words.strip()
    order = _LEADING_ORDER.match(text)
    found = actors_at(text, order.end() if order else 0, lower=bool(order))
    if not found:
        return _whose_duty(passage, text)
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
    return _whose_duty(passage, text)


def _whose_duty(passage: Passage, text: str) -> tuple[str, ...]:
    """ "Điều 18. Trách nhiệm của thuê bao" above a list: whoever it is."""
    whose = _WHOSE_DUTY.match(text)
    if not whose or not passage.leads or len(text) > _LONGEST or re.search(r"[.;]|:.", text):
        return ()
    return split_names(text[whose.end() :])


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
    return _behind_condition(text) or _beside_duty(text) or _with_duty(text)


def _behind_condition(text: str) -> Actors | None:
    """Who acts where a condition with commas of its own stands before: "Khi có A, B hoặc C, đơn vị phải báo cáo".

    The first comma behind which an office and a duty follow ends the condition.
    """
    if not _CONDITION.match(text):
        return None
    for comma in islice(re.finditer(r",\s+", text[:_LONGEST_CONDITION]), _MOST_COMMAS):
        if _AMONG.search(text[: comma.start()]):
            return None
        found = actors_at(text, comma.end())
        if found and _ACTS.match(text[found.end :]):
            return found
    return None


def _beside_duty(text: str) -> Actors | None:
    """Who has a duty behind what it is about: "Toàn bộ dữ liệu của các hệ thống cũ Sở Nội vụ có trách nhiệm chuyển đổi"."""
    duty = _HAS_DUTY.search(text)
    if not duty:
        return None
    for begin in islice(heads_in(text[: duty.start()]), _MOST_HEADS):
        found = actors_at(text, begin)
        if found and found.end == duty.start() and not _OF.search(text[:begin]):
            return found
    return None


def _with_duty(text: str) -> Actors | None:
    """Whoever has a duty at the head of a sentence, an office or not: "Người có thẩm quyền chứng thực có trách nhiệm ..."."""
    found = _SOMEBODY.match(text)
    return Actors(split_names(found["who"]), 0, found.end("who")) if found else None


def _orders_others(text: str, head: Actors) -> bool:
    """ "UBND Thành phố yêu cầu các phòng ..." orders others; "Sở Nội vụ tham mưu, đề nghị cấp trên ..." acts itself."""
    return bool(re.match(r"\s*(?:yêu\s+cầu|giao|đề\s+nghị|chỉ\s+đạo|phân\s+công)", text[head.end :], _I))
