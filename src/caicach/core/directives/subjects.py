"""What a figure is of: the measure that is named before it, or what is counted behind it; and the whole that it is a share of."""

import re

from caicach.core.directives.quantities import Quantity
from caicach.core.directives.wording import words
from caicach.core.vietnamese import tidy

_I = re.IGNORECASE
# A first word that only says how the figure is meant.
LEAD_IN = words(
    r"^(?:(?:đồng thời|trong đó|không để|nghiêm cấm|phấn đấu|đảm bảo|bảo đảm|duy trì|thực hiện|hoàn thành|"
    r"nâng(?! cao)|tăng(?! cường)|đưa|giảm|có|đạt|còn|để|thì|với|và|từ năm \d{4} trở đi|"
    r"(?:chỉ tiêu|mục tiêu)(?: \d+)?:?|(?:đến|vào|trong)?(?: hết| cuối)? ?năm \d{4}|mỗi năm|hằng năm|hàng năm|tối thiểu|ít nhất|"
    r"tiếp tục|trên|dưới|từ|phải|cần|thêm|các chỉ tiêu|số|là)(?:,|:)? )+",
    _I,
)
_TRAILING = words(
    r"(?:[,(:\s]|\b(?:đạt(?: tỷ lệ| tỉ lệ| mức)?|là|còn|phải|ít nhất|tối thiểu|tối đa|trên|dưới|từ|"
    r"không quá|lên|xuống(?: còn| dưới)?|chiếm|bằng|ở mức|"
    r"không dưới|phấn đấu|đảm bảo|bảo đảm|có|quá|hơn|khoảng|không thấp hơn|đến|tăng|giảm|và|thêm|"
    r"nằm trong|trong|thuộc|đứng|vào|với|trong đó|đạt chỉ tiêu|hoàn thành|(?:vào|đến|trong) năm \d{4}))+$",
    _I,
)
# What follows a number and only says how: "xây dựng quy trình điện tử 100% theo quy trình nội bộ".
_MANNER = words(r"(?:theo|so với|trên|tại|trong|vào|của|đúng|trước)\b", _I)
MEASURE = words(
    r"^(?:(?:tăng|giảm|nâng|đưa|duy trì|phấn đấu|đảm bảo|bảo đảm) )*"
    r"(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|tỷ số|tỷ suất|chỉ số|mức độ|mức|số|tốc độ|quy mô|điểm|kinh tế số|"
    r"diện tích|thời gian|tổng|độ|chất lượng|kinh phí|doanh thu)\b",
    _I,
)
# "ít nhất 02 lần/năm", and what stands behind a bracket that opened before the number.
_PER_OR_END = re.compile(r"^/\w+|[)].*")
# Behind what is counted: by when.
_DONE_BY = words(
    r",? (?:(?:hoàn thành|xong|chậm nhất)\b|trước (?:ngày |tháng )?\d|trong (?:năm|quý|tháng) [\dIV])", _I
)
_BASE = words(
    r"(?:trên|trong|so với|tính trên|/) ?(?P<base>tổng (?:số|dân số)? ?(?:[^;.():%]{3,120}?(?= (?:đạt|là|"
    r"ít nhất|tối thiểu|phải đạt)\b)|"
    r"[^,;.():%]{3,120}?(?= (?:được|trên|phải|từ|xuống|lên|còn|\d)\b|[,;.():]|\s*$)))",
    _I,
)
_BASE_OF = words(
    r"^ (?P<base>(?:tổng )?số [^,;.():%]{3,90}?)(?= (?:có|được|đạt|trở|sử dụng|thực hiện|phải)\b)", _I
)
# "đẩy nhanh số hóa ..., bảo đảm 100% hồ sơ ...": the figure begins with its own aim, and ends before what it is good for.
NEW_AIM = words(r"(?P<comma>, )(?:trong đó )?(?:phấn đấu|đảm bảo|bảo đảm)\b", _I)
# What changes by steps is told before: points, ranks.
_STEPS = frozenset({"bậc", "hạng", "điểm"})
_FIGURE = words(
    r"[ ,(](?:(?:phấn đấu|phải|đạt|là|còn|trên|dưới|từ|ít nhất|tối thiểu|không quá|tăng|"
    r"giảm|xếp|đứng|thứ|nằm trong|thuộc|nhóm) )*"
    r"\d[\d.,/]*(?: ?(?:[-–]|đến) ?\d+)? ?(?:%|điểm|bậc|hạng|xã|đơn vị|tỉnh|trở).*$",
    _I,
)
_EARLIER = words(r"[ (](?:(?:đạt|là|còn|trên|dưới|từ|ít nhất|tối thiểu|không quá) )*\d[\d.,]* ?%.*$", _I)


def subject_of(one: Quantity, before: str, behind: str, earlier: str) -> str:
    """What is measured: the measure that is named before the number, else what stands behind it."""
    aims = list(NEW_AIM.finditer(before))
    before = _EARLIER.sub("", before[aims[-1].end("comma") :] if aims else before)
    measured = subject_in(before)
    if MEASURE.search(before.strip()) and len(measured) > 3:
        return measured
    if one.unit == "lần":
        told = subject_in(re.sub(r"[^(]*[(]", "", before))
        return tidy(f"{told} {_PER_OR_END.sub('', behind)}").strip(" ,;:.")
    if (one.is_rank or one.unit.partition("/")[0] in _STEPS) and (of_index := _index_in(earlier)):
        return of_index
    if not one.is_percent and not one.is_rank:
        behind = f" {one.unit}{behind}"
    counted = re.sub(r"\s+trở\s+lên|\s+trở\s+xuống", "", re.sub(r"\([^()]*\)?", " ", behind)).strip(" ,;:.")
    counted = _DONE_BY.split(counted)[0]
    if len(measured) > 3 and _MANNER.match(counted):
        return measured
    return tidy(counted) if len(counted) > 3 else measured or subject_in(earlier)


def _index_in(earlier: str) -> str:
    """The measure that a sentence began with: "Chỉ số CCHC của tỉnh đạt 90 điểm, thuộc nhóm 15 tỉnh dẫn đầu"."""
    named = subject_in(_FIGURE.sub("", earlier))
    return named if MEASURE.search(named) and len(named) > 3 else ""


def subject_in(written: str) -> str:
    bare = re.sub(r"\([^()]*\)?|\(?[<>]=?|[≥≤]", " ", written).strip(" ,;:.(")
    bare = (
        LEAD_IN.sub("", bare + " ")
        if not MEASURE.search(bare)
        else re.sub(r"^(?:Phấn đấu|phấn đấu|Đảm bảo|đảm bảo|bảo đảm|Bảo đảm) ", "", bare)
    )
    return tidy(_TRAILING.sub("", bare).strip(" ,;:."))


def base_of(one: Quantity, behind: str, sentence: str) -> str | None:
    found = (_BASE_OF.match(behind) if one.is_percent else None) or _BASE.search(sentence)
    return tidy(found["base"]) if found else None
