"""What a passage asks for: who is to do what with whom by when; what is forbidden, what follows, what is to be reported.

A passage is one task. A sentence in it that names somebody else, a time of its own, or forbids, threatens or asks for a report
where the one before it did not, is a task of its own. Who leads is named in the sentence, or stands above: in a heading that is
an office ("1. Sở Nội vụ"), in the sentence that opens the list ("UBND Thành phố yêu cầu các phòng ... thực hiện như sau:"), or
among those to whom the dispatch is addressed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from caicach.core.directives.actors import Actors, actors_at, actors_told, is_group, split_names, supporters
from caicach.core.directives.findings import Recurrence, Task, TaskKind
from caicach.core.directives.passages import Passage, Segment, segments
from caicach.core.directives.times import When, column_time, when_of
from caicach.core.directives.wording import words
from caicach.core.vietnamese import tidy

_I = re.IGNORECASE
NAMED, INHERITED, ADDRESSED, WITHOUT = Decimal("0.90"), Decimal("0.80"), Decimal("0.70"), Decimal("0.50")

# Parts of a dispatch that say why, for whom and with what money, not what is to be done.
_NO_TASKS = words(
    r"^(?:mục đích|quan điểm|mục tiêu|căn cứ pháp lý|cơ sở pháp lý|phạm vi|đối tượng|giải thích|"
    r"đánh giá chung|kết quả|tình hình|thực trạng|"
    r"đặc điểm|sự cần thiết|nguyên tắc|yêu cầu$|chỉ tiêu|thời gian thực hiện|địa điểm|thành phần|hiệu lực|"
    r"chủ đề|nguồn kinh phí|một số khái niệm)",
    _I,
)
_BASIS = words(
    r"^(?:căn cứ (?:vào )?(?:luật|nghị|quyết định|thông tư|công văn|chỉ thị|kế hoạch(?! này)|văn bản|"
    r"hướng dẫn|ý kiến|điểm|khoản|hiến pháp|pháp lệnh)|"
    r"thực hiện (?:kế hoạch|chỉ thị|quyết định|công văn|nghị quyết|chương trình|thông báo|văn bản|luật|"
    r"nghị định|kết luận|thông tri|ý kiến)[^:]*(?:số|của)|"
    r"theo đề nghị|xét đề nghị|trên đây là|nơi nhận)",
    _I,
)
_PAST = words(r"\b(?:đã|vừa qua|trong thời gian qua|tuy nhiên|nhờ đó|thời gian qua|những năm qua)\b", _I)
_FORBIDDEN = words(
    r"^(?:[\w, ]{0,60})?(?:nghiêm cấm|tuyệt đối không|không được|không để|kiên quyết không|cấm )", _I
)
_FORBIDS_BELOW = words(r"nghiêm cấm[^.;]{0,60}: ?$", _I)
# A figure that is no more than a figure: a target, no task.
_IS_FIGURE = words(
    r"^(?:(?:phấn đấu|đảm bảo|bảo đảm|duy trì|đạt|từ|trên|tối thiểu|ít nhất|có) )*(?:\d[\d.,]* ?%|"
    r"(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|chỉ số|tỷ số|tỷ suất)\b.*\d)",
    _I,
)
_NOT = words(r"^không (?!xét|ngừng|chỉ|những|gian|kể|khen)\w+", _I)
_SANCTION = words(
    r"(?:không xét|xử lý(?: \w+){0,2} nghiêm|xử lý nghiêm|quy trách nhiệm|xem xét trách nhiệm|"
    r"xử lý trách nhiệm|kiểm điểm|xử lý kỷ luật|trừ điểm thi đua|"
    r"chịu trách nhiệm (?:toàn diện |trực tiếp |cá nhân )?trước|chưa xem xét|hạ (?:bậc|mức) (?:thi đua|"
    r"xếp loại)|không khen thưởng|phê bình)",
    _I,
)
_REPORT = words(
    r"(?:^|[,;] |\b(?:và|định kỳ|tổng hợp,?|để|gửi|kết quả|kịp thời|đồng thời|có trách nhiệm|hằng năm|"
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
_DIFFICULTY = words(
    r"(?:khó khăn|vướng mắc|phát sinh).{0,80}(?:đề nghị|phản ánh|báo cáo|liên hệ|kịp thời)", _I
)
_ONLY_TIME = words(r"^(?:thời hạn|thời gian|hoàn thành (?:trước|trong|chậm)|xong trước|chậm nhất|hạn )", _I)
_ANSWERS = words(r"\b(?:chịu trách nhiệm|có trách nhiệm|chủ trì)\b", _I)
_CLOSING = words(
    r"^[^,;:]{0,60}\b(?:xin )?thông báo\b.{0,400}\b(?:biết|để|"
    r"triển khai),? ?(?:triển khai,? ?)?(?:và )?(?:phối hợp )?(?:tổ chức )?thực hiện\W*$",
    _I,
)
_LABEL = words(
    r"^(?P<label>(?:cơ quan|đơn vị|bộ phận)? ?(?:chủ trì|thực hiện|phối hợp|đầu mối)(?: (?:thực hiện|tham mưu|phối hợp))?|"
    r"cơ quan,? đơn vị (?:chủ trì|thực hiện|phối hợp)|phân công(?: thực hiện)?|trách nhiệm(?: thực hiện)?|người phụ trách|"
    r"thời (?:gian|hạn)(?: thực hiện| hoàn thành| báo cáo)?|tiến độ|hoàn thành|sản phẩm(?: dự kiến|"
    r" đầu ra)?|kết quả(?: đầu ra| dự kiến)?|nội dung)"
    r"(?: \([^)]*\))?:",
    _I,
)
_LEADING_ORDER = words(
    r"^(?:giao|đề nghị|yêu cầu|đối với|trách nhiệm(?: của)?|phân công|về phía)(?: cho)?:? ", _I
)
_DUTY = words(
    r"^,? ?(?:(?:có|chịu) trách nhiệm|có nhiệm vụ|thực hiện|tổ chức thực hiện)?(?: (?:như sau|sau đây|"
    r"các nhiệm vụ sau|sau))?[ :.,]*$",
    _I,
)
_OPENING = words(
    r"^(?:ngoài ra|đồng thời|trong đó|đặc biệt|bên cạnh đó|trước mắt|hằng năm|hàng năm|định kỳ|"
    r"căn cứ [^,]{3,160}|trên cơ sở [^,]{3,200}|về [^:]{3,300}(?=:)|theo [^,]{3,120}|sau khi [^,]{3,120}|"
    r"để [^,]{3,200}|trong [^,]{3,120})[,:]? ",
    _I,
)
_ABOUT = words(r"^(?:về|đối với|công tác) [^.;]*:?$", _I)
_RESPONSIBLE = words(r" (?:có|chịu) trách nhiệm$", _I)
_LONG, _LONGEST_NAME = 30, 220


@dataclass(frozen=True, slots=True)
class _Who:
    """Who leads where a passage says nothing, and how sure that is."""

    leads: tuple[str, ...]
    confidence: Decimal


@dataclass(slots=True)
class _Draft:
    kind: TaskKind
    words: str
    start: int
    end: int
    leads: tuple[str, ...]
    supports: tuple[str, ...]
    when: When | None
    confidence: Decimal
    named: bool
    product: str | None = None


def tasks_of(passages: Sequence[Passage], recipients: tuple[str, ...], told: date | None) -> Iterator[Task]:
    """The tasks of a body, in its order. `recipients` are those to whom the dispatch is addressed."""
    reader = _Reader(recipients, told)
    for at, passage in enumerate(passages):
        labels = _labels_of(passages, at)
        for draft in reader.drafts(passage, labels):
            yield _task(passage, draft)


def heading_actors(passage: Passage) -> tuple[str, ...]:
    """The offices that a heading consists of ("1. Sở Nội vụ (cơ quan thường trực):", "2. Giao Sở Y tế"); empty for other lines."""
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
        and len(text) < _LONGEST_NAME
        and not text.endswith((".", ":", ","))
        and "phối hợp" not in text
    ):
        return split_names(_RESPONSIBLE.sub("", text[order.end() if order else 0 :]))
    return ()


class _Reader:
    """Reads passages one after the other, keeping who the list that is open was given to."""

    def __init__(self, recipients: tuple[str, ...], told: date | None) -> None:
        self.told = told
        self.general = _Who(recipients, ADDRESSED if recipients else WITHOUT)
        self.opened: dict[int, _Who] = {}

    def drafts(self, passage: Passage, labels: dict[str, Passage]) -> Iterator[_Draft]:
        """The tasks of one passage; what it opens is remembered for those below it."""
        own = heading_actors(passage)
        if own:
            self.opened[passage.begin] = _Who(own, INHERITED)
            return
        who = self._inherited(passage)
        if _skipped(passage) or _is_label(passage):
            return
        drafts = list(self._sentences(passage, who))
        self._open(passage, drafts)
        if passage.words.rstrip().endswith(":"):
            for draft in drafts:
                draft.when = draft.when if draft.when and draft.when.recurrence else None
            drafts = (
                []
                if not passage.marker
                else [one for one in drafts if one.end - one.start > _LONG * 2] or drafts[:1]
            )
        if drafts:
            self._apply(drafts[0], labels)
        yield from drafts

    def _inherited(self, passage: Passage) -> _Who:
        return next(
            (self.opened[one.begin] for one in reversed(passage.above) if one.begin in self.opened),
            self.general,
        )

    def _open(self, passage: Passage, drafts: list[_Draft]) -> None:
        """A passage that ends with a colon gives what follows to those it names."""
        text = passage.words.rstrip()
        named = [draft for draft in drafts if draft.named]
        if not named or not (text.endswith(":") or (passage.marker and drafts[0].named)):
            return
        who = _Who(named[-1].leads, INHERITED)
        if passage.marker:
            self.opened[passage.begin] = who
        elif not passage.above:
            self.general = who

    def _sentences(self, passage: Passage, who: _Who) -> Iterator[_Draft]:
        draft: _Draft | None = None
        for segment in segments(passage):
            one = self._draft(passage, segment, who, draft)
            if one is None:
                continue
            if draft and not _stands_alone(one, draft):
                draft.end = one.end
                draft.supports += tuple(name for name in one.supports if name not in draft.supports)
                draft.when = one.when if one.when and one.when.deadline else draft.when or one.when
                continue
            if draft:
                yield draft
            draft = one
        if draft:
            yield draft

    def _draft(self, passage: Passage, segment: Segment, who: _Who, last: _Draft | None) -> _Draft | None:
        text = segment.words
        forbidden = bool(_FORBIDS_BELOW.search(passage.above[-1].words)) if passage.above else False
        named = None if forbidden else _named(text)
        if (not named and _IS_FIGURE.match(text)) or _CLOSING.match(text):
            return None
        if _BASIS.match(text) and (not named or text.startswith("Căn cứ")):
            return None
        when = when_of(text, self.told)
        if not passage.marker and not passage.above and not self._asks(passage, text, named, when):
            return None
        leads = named.names if named else last.leads if last and last.named else who.leads
        confidence = NAMED if named else INHERITED if last and last.named else who.confidence
        if _DIFFICULTY.search(text):
            confidence = WITHOUT
        return _Draft(
            _kind(passage, text),
            text,
            segment.start,
            segment.end,
            leads,
            _supports(text),
            when,
            confidence,
            bool(named),
        )

    def _asks(self, passage: Passage, text: str, named: Actors | None, when: When | None) -> bool:
        """Whether a paragraph without a marker asks for something: most only tell how things are."""
        if named is None or _PAST.search(text[: named.start]):
            return self._listed(passage) and is_group(text)
        timed = when is not None and (when.deadline or when.recurrence)
        return bool(
            actors_told(text)
            or timed
            or self._listed(passage)
            or _SANCTION.search(text)
            or _ANSWERS.search(text)
        )

    def _listed(self, passage: Passage) -> bool:
        """Whether a paragraph without a marker stands in a list that an opening sentence began."""
        return self.general.confidence is INHERITED and not _PAST.search(passage.words[:200])

    def _apply(self, draft: _Draft, labels: dict[str, Passage]) -> None:
        """What lines beside it say: "Cơ quan thực hiện: ...", "Thời gian: ...", "Sản phẩm: ..."."""
        for label, passage in labels.items():
            said = passage.words[passage.words.index(":") + 1 :]
            offices = actors_at(said.lstrip(), lower=True)
            if label in ("who", "with") and not offices:
                continue
            if label == "who" and offices:
                draft.leads, draft.confidence, draft.named = offices.names, NAMED, True
                draft.supports += _supports(said)
            elif label == "with" and offices:
                draft.supports += offices.names
            elif label == "when":
                draft.when = column_time(said.strip(" .;"), self.told)
            elif label == "product":
                draft.product = tidy(said).strip(" .;") or None


def _named(text: str) -> Actors | None:
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


def _supports(text: str) -> tuple[str, ...]:
    found = supporters(text)
    return found.names if found else ()


def _kind(passage: Passage, text: str) -> TaskKind:
    body = text
    if found := actors_at(text):
        body = text[found.end :].strip(" ,:")
    above = " ".join(one.words for one in passage.above[-1:])
    if _FORBIDDEN.match(body) or _NOT.match(body) or _FORBIDS_BELOW.search(above):
        return TaskKind.PROHIBITION
    if _SANCTION.search(body):
        return TaskKind.SANCTION
    if _MAINLY_REPORT.match(body) and _REPORT.search(body):
        return TaskKind.REPORT
    return TaskKind.TASK


def _stands_alone(one: _Draft, last: _Draft) -> bool:
    """Whether a sentence is a task of its own beside the one before it."""
    if one.named and one.leads != last.leads:
        return True
    if not one.named and _ONLY_TIME.match(one.words):
        return False
    if one.when and (
        one.when.deadline or one.when.start_on or one.when.recurrence not in (None, Recurrence.CONTINUOUS)
    ):
        return True
    if last.kind is TaskKind.PROHIBITION and ":" in last.words and one.words[:1].islower():
        return False
    return one.kind is not last.kind


def _skipped(passage: Passage) -> bool:
    """Headings, parts that say no tasks, and lines too short to be one."""
    text = passage.words.strip()
    if re.sub(r"\([^()]*\)", "", text).isupper() or (
        passage.leads and (len(text) < _LONG or _ABOUT.match(text))
    ):
        return True
    own = (passage,) if passage.leads or len(text) < _LONG * 2 else ()
    if any(_NO_TASKS.match(one.words.strip()) for one in (*passage.above, *own)):
        return not (actors_told(text) or (when_of(text, None) and is_group(text)))
    return passage.heading and not _named(text) and not when_of(text, None)


def _is_label(passage: Passage) -> bool:
    found = _LABEL.match(passage.words.strip())
    return bool(found and not found["label"].lower().startswith("nội dung"))


def _labels_of(passages: Sequence[Passage], at: int) -> dict[str, Passage]:
    """The lines with labels behind a passage and beside it, or right below it."""
    here = passages[at]
    if (
        here.above
        and (label := _LABEL.match(here.above[-1].words.strip()))
        and _meaning(label["label"].lower()) == "what"
    ):
        # Below "Nội dung:" the lines beside that one say who and when.
        return _labels_of(passages, passages.index(here.above[-1]))
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


def _task(passage: Passage, draft: _Draft) -> Task:
    # The marker of a numbered item belongs to its words.
    first = draft.start - passage.start <= len(passage.words) - len(passage.words.lstrip())
    start = passage.begin if first and passage.kind not in ("dash", "plus", "") else draft.start
    text, line = passage.quote(start, draft.end)
    what = tidy(passage.words[draft.start - passage.start : draft.end - passage.start])
    when = draft.when
    return Task(
        kind=draft.kind,
        what=re.sub(r"^Nội dung:\s*", "", what),
        leads=draft.leads,
        supports=tuple(dict.fromkeys(name for name in draft.supports if name not in draft.leads)),
        product=draft.product,
        start_on=when.start_on if when else None,
        deadline=when.deadline if when else None,
        deadline_text=tidy(when.text) if when else None,
        recurrence=when.recurrence if when else None,
        item=passage.path,
        line=line,
        text=text,
        start=start,
        end=draft.end,
        confidence=draft.confidence,
    )
