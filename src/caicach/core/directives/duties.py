"""What kind of duty a sentence is: a task, something forbidden, what follows where it is not done, a report."""

import re

from caicach.core.directives.actors import actors_at
from caicach.core.directives.findings import TaskKind
from caicach.core.directives.passages import Passage
from caicach.core.directives.wording import words

_I = re.IGNORECASE
_FORBIDDEN = words(
    r"^(?:[\w, ]{0,60})?(?:nghiêm cấm|tuyệt đối không|không được|không để|kiên quyết không|cấm )", _I
)
FORBIDS_BELOW = words(r"nghiêm cấm[^.;]{0,60}: ?$", _I)
_NOT = words(r"^không (?!xét|ngừng|chỉ|những|gian|kể|khen)\w+", _I)
_NOT_HONOURED = r"không (?:được )?(?:xét|xem xét|công nhận|bình xét)\b"
SANCTION = words(
    rf"(?:{_NOT_HONOURED}|"
    r"xử lý(?: \w+){0,2} nghiêm|xử lý nghiêm|quy trách nhiệm|xem xét trách nhiệm|"
    r"xử lý trách nhiệm|kiểm điểm|xử lý kỷ luật|trừ điểm thi đua|"
    r"chịu trách nhiệm (?:toàn diện |trực tiếp |cá nhân )?trước|chưa xem xét|hạ (?:bậc|mức) (?:thi đua|"
    r"xếp loại)|không khen thưởng|phê bình)",
    _I,
)
# "không được xét thi đua" is what follows, not what is forbidden.
_HONOURS = words(rf"\b{_NOT_HONOURED}", _I)
_REPORT = words(
    r"(?:^|[,;] |\b(?:và|định kỳ|tổng hợp,?|để|gửi|tham mưu|kết quả|kịp thời|đồng thời|có trách nhiệm|hằng năm|"
    r"hàng năm|hằng quý|hằng tháng|hàng tháng|hàng quý)"
    r"(?: (?:hằng|hàng) (?:năm|tháng|quý|tuần),?)? )(?:tổng hợp )?(?:báo cáo|gửi báo cáo|gửi kết quả|"
    r"gửi văn bản|gửi về)\b(?! (?:viên|tài chính|nghiên|tiền|số liệu))",
    _I,
)
_MAINLY_REPORT = words(
    r"^(?:[^,;:]{0,160} )?(?:định kỳ |tổng hợp,? ?(?:kết quả,? ?)?|gửi |và |hằng năm,? |hàng năm,? |"
    r"hằng quý,? |hằng tháng,? )*(?:báo cáo|gửi báo cáo|gửi kết quả)\b",
    _I,
)


_PERIODIC = words(
    r"^(?:định kỳ|trước ngày|chậm nhất|hằng|hàng)\b[^;:]{0,120}\bbáo cáo (?!viên|tài chính)", _I
)


def kind_of(passage: Passage, text: str) -> TaskKind:
    body = text
    if found := actors_at(text):
        body = text[found.end :].strip(" ,:")
    above = " ".join(one.words for one in passage.above[-1:])
    if _HONOURS.search(body):
        return TaskKind.SANCTION
    if _FORBIDDEN.match(body) or _NOT.match(body) or FORBIDS_BELOW.search(above):
        return TaskKind.PROHIBITION
    if SANCTION.search(body):
        return TaskKind.SANCTION
    if _PERIODIC.match(body) or (_MAINLY_REPORT.match(body) and _REPORT.search(body)):
        return TaskKind.REPORT
    return TaskKind.TASK
