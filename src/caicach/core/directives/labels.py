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


_INLINE = words(rf"(?:[.;(]|^) ?(?={_LABEL.pattern.lstrip('^')})", _I)
# "(Sở Nội vụ chủ trì; hoàn thành trước 15/3)" at the end of what is to be done.
_BEHIND = words(
    r"\((?P<who>[^():;]{3,120}?) (?:chủ trì|thực hiện|phụ trách|tham mưu)(?P<rest>[^()]*)\)[ .;]*$"
)


def labels_in(words_: str) -> tuple[dict[str, str], int]:
    """What a passage says of itself at its end, "Chủ trì: Sở Nội vụ; phối hợp: ...", also in brackets, and where that begins."""
    if named := _BEHIND.search(words_):
        return {"who": named["who"]}, named.start()
    first = next((found for found in _INLINE.finditer(words_) if words_[: found.start()].strip()), None)
    if first is None:
        return {}, len(words_)
    said = dict(reversed(_said(words_[first.end() :].strip(" ).;"))))
    said.pop("what", None)
    return (said, first.start()) if said.keys() & {"who", "when"} else ({}, len(words_))


def is_label(passage: Passage) -> bool:
    found = _LABEL.match(passage.words.strip())
    return bool(found and not found["label"].lower().startswith("nội dung"))


def labels_of(passages: Sequence[Passage], at: int) -> dict[str, str]:
    """What the lines with labels behind a passage and beside it, or right below it, say: by "who", "with", "when", "product"."""
    here = passages[at]
    if here.above and "what" in dict(_said(here.above[-1].words)):
        # Below "Nội dung:" the lines beside that one say who and when.
        return labels_of(passages, passages.index(here.above[-1]))
    found: dict[str, str] = {}
    for one in passages[at + 1 : at + 12]:
        said = _said(one.words)
        if here in one.above and not said:
            continue
        if not said or one.above not in (here.above, (*here.above, here)):
            break
        for label, words_ in said:
            found.setdefault(label, words_)
    found.pop("what", None)
    return found


def _said(text: str) -> list[tuple[str, str]]:
    """A line that begins with a label as labels with what they say; several may stand on it, parted by semicolons or stops."""
    if not _LABEL.match(text.strip()):
        return []
    said: list[tuple[str, str]] = []
    for part in re.split(r"(?<=[;.])\s+", text.strip()):
        if label := _LABEL.match(part):
            said.append((_meaning(label["label"].lower()), part[label.end() :].strip(" ;.")))
        else:
            said[-1] = (said[-1][0], f"{said[-1][1]}; {part.strip(' ;.')}")
    return said


def _meaning(label: str) -> str:
    if "phối hợp" in label:
        return "with"
    if label.startswith(("thời", "tiến", "hoàn")):
        return "when"
    if label.startswith(("sản phẩm", "kết quả")):
        return "product"
    return "what" if label.startswith("nội dung") else "who"
