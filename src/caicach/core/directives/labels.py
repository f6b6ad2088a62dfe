"""Lines with a label that say who, with whom, when or what comes out, for the line beside them: "Cơ quan thực hiện: Sở Y tế"."""

import re
from collections.abc import Sequence

from caicach.core.directives.passages import Passage
from caicach.core.directives.wording import words

_I = re.IGNORECASE
_LABEL = words(
    r"^(?P<label>(?:cơ quan|đơn vị|bộ phận)? ?(?:chủ trì|thực hiện|phối hợp|đầu mối)(?: (?:thực hiện|tham mưu|phối hợp))?|"
    r"cơ quan,? đơn vị (?:chủ trì|thực hiện|phối hợp)|phân công(?: thực hiện)?|trách nhiệm(?: thực hiện)?|người phụ trách|"
    r"thời (?:gian|hạn)(?: thực hiện| hoàn thành| báo cáo)?|tiến độ|hoàn thành|sản phẩm(?: dự kiến|"
    r" đầu ra)?|kết quả(?: đầu ra| dự kiến)?|nội dung)"
    r"(?: \([^)]*\))?:",
    _I,
)


def is_label(passage: Passage) -> bool:
    found = _LABEL.match(passage.words.strip())
    return bool(found and not found["label"].lower().startswith("nội dung"))


def labels_of(passages: Sequence[Passage], at: int) -> dict[str, Passage]:
    """The lines with labels behind a passage and beside it, or right below it."""
    here = passages[at]
    if (
        here.above
        and (label := _LABEL.match(here.above[-1].words.strip()))
        and _meaning(label["label"].lower()) == "what"
    ):
        # Below "Nội dung:" the lines beside that one say who and when.
        return labels_of(passages, passages.index(here.above[-1]))
    found: dict[str, Passage] = {}
    for one in passages[at + 1 : at + 12]:
        label = _LABEL.match(one.words.strip())
        if here in one.above and not label:
            continue
        if not label or one.above not in (here.above, (*here.above, here)):
            break
        if label:
            found.setdefault(_meaning(label["label"].lower()), one)
    found.pop("what", None)
    return found


def _meaning(label: str) -> str:
    if "phối hợp" in label:
        return "with"
    if label.startswith(("thời", "tiến", "hoàn")):
        return "when"
    if label.startswith(("sản phẩm", "kết quả")):
        return "product"
    return "what" if label.startswith("nội dung") else "who"
