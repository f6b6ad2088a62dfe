"""What asks for nothing: the parts of a dispatch that say why and for whom, its legal basis, figures, closing words."""

import re

from caicach.core.directives.actors import actors_told, is_group
from caicach.core.directives.naming import named_in
from caicach.core.directives.passages import Passage
from caicach.core.directives.times import when_of
from caicach.core.directives.wording import words

_I = re.IGNORECASE
SHORT = 30
# Parts of a dispatch that say why, for whom and with what money, not what is to be done.
_NO_TASKS = words(
    r"^(?:mục đích|quan điểm|mục tiêu|căn cứ pháp lý|cơ sở pháp lý|phạm vi|đối tượng|giải thích|"
    r"đánh giá chung|kết quả|tình hình|thực trạng|"
    r"đặc điểm|sự cần thiết|nguyên tắc|yêu cầu$|chỉ tiêu|thời gian thực hiện|địa điểm|thành phần|hiệu lực|"
    r"chủ đề|nguồn kinh phí|một số khái niệm)",
    _I,
)
# Titles of articles that no list follows.
_TITLE = words(
    r"^(?:điều khoản (?:thi hành|chuyển tiếp)|tổ chức thực hiện|(?:trách nhiệm|hiệu lực) thi hành) ?[.:]?$",
    _I,
)
_BASIS = words(
    r"^(?:căn cứ (?:vào )?(?:luật|nghị|quyết định|thông tư|công văn|chỉ thị|kế hoạch(?! này)|văn bản|"
    r"hướng dẫn|ý kiến|điểm|khoản|hiến pháp|pháp lệnh)|"
    r"thực hiện (?:kế hoạch|chỉ thị|quyết định|công văn|nghị quyết|chương trình|thông báo|văn bản|luật|"
    r"nghị định|kết luận|thông tri|ý kiến)[^:]*(?:số|của)|"
    r"theo đề nghị|xét đề nghị|trên đây là|nơi nhận|"
    r"(?:luật|nghị quyết|quyết định|chỉ thị|kế hoạch|quy chế|quy định|văn bản)(?: này)? (?:có hiệu lực|thay thế|bãi bỏ)\b)",
    _I,
)
# "1. Đánh giá chung: ...", "2. Mục tiêu năm 2026: ..." on one line tell how things are or shall be.
_TELLS = words(r"^(?:đánh giá(?: chung)?|kết quả|tình hình|mục tiêu|chỉ tiêu)(?: [\w ,]{1,40})?: ", _I)
# A figure that is no more than a figure: a target, no task.
_IS_FIGURE = words(
    r"^(?:(?:phấn đấu|đảm bảo|bảo đảm|duy trì|đạt|từ|trên|tối thiểu|ít nhất|có) )*(?:\d[\d.,]* ?%|"
    r"(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|chỉ số|tỷ số|tỷ suất)\b.*\d)",
    _I,
)
_CLOSING = words(
    r"^[^,;:]{0,60}\b(?:xin )?thông báo\b.{0,400}\b(?:biết|để|"
    r"triển khai),? ?(?:triển khai,? ?)?(?:và )?(?:phối hợp )?(?:tổ chức )?thực hiện\W*$",
    _I,
)
_ABOUT = words(r"^(?:về|đối với|công tác) [^.;]*:?$", _I)


def tells_only(text: str, named: bool) -> bool:
    """Whether a sentence only gives a figure, the legal basis or the closing words; `named` where it names who is to act."""
    if (not named and _IS_FIGURE.match(text)) or _CLOSING.match(text):
        return True
    return bool(_BASIS.match(text)) and (not named or text.startswith("Căn cứ"))


def skipped(passage: Passage) -> bool:
    """Whether a passage holds no task: headings, parts that say no tasks, and lines too short to be one."""
    text = passage.words.strip()
    if re.sub(r"\([^()]*\)", "", text).isupper() or (
        passage.leads and (len(text) < SHORT or _ABOUT.match(text))
    ):
        return True
    if _TITLE.match(text):
        return True
    if _TELLS.match(text) and not actors_told(text):
        return True
    own = (passage,) if passage.leads or len(text) < SHORT * 2 else ()
    if any(_NO_TASKS.match(one.words.strip()) for one in (*passage.above, *own)):
        return not (actors_told(text) or (when_of(text, None) and is_group(text)))
    return passage.heading and not named_in(text) and not when_of(text, None)
