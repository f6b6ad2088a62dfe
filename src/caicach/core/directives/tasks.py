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
from caicach.core.directives.duties import FORBIDS_BELOW, SANCTION, kind_of
from caicach.core.directives.findings import Recurrence, Task, TaskKind
from caicach.core.directives.labels import is_label, labels_in, labels_of
from caicach.core.directives.naming import heading_actors, named_in
from caicach.core.directives.no_tasks import SHORT, skipped, tells_only
from caicach.core.directives.passages import Passage, Segment, segments
from caicach.core.directives.times import When, column_time, when_of
from caicach.core.directives.wording import words
from caicach.core.vietnamese import tidy

_I = re.IGNORECASE
NAMED, INHERITED, ADDRESSED, WITHOUT = Decimal("0.90"), Decimal("0.80"), Decimal("0.70"), Decimal("0.50")
_PAST = words(r"\b(?:đã|vừa qua|trong thời gian qua|tuy nhiên|nhờ đó|thời gian qua|những năm qua)\b", _I)
# A sentence that only says who does what the one before it said, and by when.
_ASSIGNS = words(
    r"^ ?(?:(?:là cơ quan )?(?:chủ trì|thực hiện|triển khai|phụ trách|đầu mối|theo dõi|tham mưu|tổ chức thực hiện),? ?(?:và )?)+"
    r"(?:phối hợp(?: với)? [^,;:]{2,60})?,? ?(?:(?:thời (?:gian|hạn)|hoàn thành|xong|chậm nhất|trước|"
    r"trong|báo cáo)\b[^;:]{0,80})?$",
    _I,
)
# What follows where it is not done, also in a paragraph without a marker.
_THREAT = words(
    r"^(?:nếu|trường hợp|(?:cơ quan, )?(?:đơn vị|địa phương)(?: nào)?|người đứng đầu)\b.{5,200}"
    r"(?:chịu trách nhiệm|không (?:được )?xét|xử lý|kiểm điểm)",
    _I,
)
_DIFFICULTY = words(
    r"(?:khó khăn|vướng mắc|phát sinh).{0,80}(?:đề nghị|phản ánh|báo cáo|liên hệ|kịp thời)", _I
)
_ONLY_TIME = words(r"^(?:thời hạn|thời gian|hoàn thành (?:trước|trong|chậm)|xong trước|chậm nhất|hạn )", _I)
_ANSWERS = words(r"\b(?:chịu trách nhiệm|có trách nhiệm|chủ trì|kịp thời (?:phản ánh|báo cáo|gửi))\b", _I)
# Behind "Báo cáo định kỳ: quý I trước ngày 05/3;" the next one.
_NEXT_REPORT = words(r"^(?:báo cáo )?(?:quý|0?6 tháng|0?9 tháng|sáu tháng|năm|tháng)\b", _I)


@dataclass(frozen=True, slots=True)
class _Who:
    """Who leads where a passage says nothing, and how sure that is."""

    leads: tuple[str, ...]
    confidence: Decimal


@dataclass(slots=True)
class _Draft:
    """A task that is being read: `named` where its sentence names who leads, `goes_on` where one before it in the passage did.

    `begins` is where in its words those who are named end.
    """

    kind: TaskKind
    words: str
    start: int
    end: int
    leads: tuple[str, ...]
    supports: tuple[str, ...]
    when: When | None
    confidence: Decimal
    named: bool
    goes_on: bool
    begins: int
    product: str | None = None


def tasks_of(passages: Sequence[Passage], recipients: tuple[str, ...], told: date | None) -> Iterator[Task]:
    """The tasks of a body, in its order. `recipients` are those to whom the dispatch is addressed."""
    reader = _Reader(recipients, told)
    for at, passage in enumerate(passages):
        labels = labels_of(passages, at)
        for draft in reader.drafts(passage, labels):
            yield _task(passage, draft)


class _Reader:
    """Reads passages one after the other, keeping who the list that is open was given to."""

    def __init__(self, recipients: tuple[str, ...], told: date | None) -> None:
        self.told = told
        self.general = _Who(recipients, ADDRESSED if recipients else WITHOUT)
        self.opened: dict[int, _Who] = {}

    def drafts(self, passage: Passage, labels: dict[str, str]) -> Iterator[_Draft]:
        """The tasks of one passage; what it opens is remembered for those below it."""
        if heading := heading_actors(passage):
            self.opened[passage.begin] = _Who(heading, INHERITED)
            return
        who = self._inherited(passage)
        if skipped(passage) or is_label(passage):
            return
        own, behind = labels_in(passage.words)
        drafts = [one for one in self._sentences(passage, who) if one.start - passage.start < behind]
        self._open(passage, drafts)
        if passage.words.rstrip().endswith(":"):
            for draft in drafts:
                draft.when = draft.when if draft.when and draft.when.recurrence else None
            drafts = (
                []
                if not passage.marker
                else [one for one in drafts if one.end - one.start > SHORT * 2] or drafts[:1]
            )
        if drafts:
            self._apply(drafts[-1], own)
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
            if draft and one.named and not draft.named and _ASSIGNS.match(segment.words[one.begins :]):
                # "Rà soát văn bản. Giao Phòng Tư pháp chủ trì, hoàn thành trước ngày 30/11": who does what was said before.
                draft.leads, draft.confidence, draft.named = one.leads, one.confidence, True
                draft.supports, draft.when, draft.end = one.supports, one.when or draft.when, one.end
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
        forbidden = bool(FORBIDS_BELOW.search(passage.above[-1].words)) if passage.above else False
        named = None if forbidden else named_in(text)
        if tells_only(text, bool(named)):
            return None
        when = when_of(text, self.told)
        alone = not passage.marker and not passage.above
        if alone and not self._asks(passage, text, named, when) and not (last and _THREAT.match(text)):
            return None
        goes_on = last is not None and (last.named or last.goes_on)
        leads = named.names if named else last.leads if last and goes_on else who.leads
        confidence = NAMED if named else INHERITED if goes_on else who.confidence
        if _DIFFICULTY.search(text):
            confidence = WITHOUT
        kind = kind_of(passage, text)
        if last and last.kind is TaskKind.REPORT and kind is TaskKind.TASK and _NEXT_REPORT.match(text):
            kind = TaskKind.REPORT
        return _Draft(
            kind,
            text,
            segment.start,
            segment.end,
            leads,
            _supports(text),
            when,
            confidence,
            bool(named),
            goes_on,
            named.end if named else 0,
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
            or SANCTION.search(text)
            or _ANSWERS.search(text)
        )

    def _listed(self, passage: Passage) -> bool:
        """Whether a paragraph without a marker stands in a list that an opening sentence began."""
        return self.general.confidence is INHERITED and not _PAST.search(passage.words[:200])

    def _apply(self, draft: _Draft, labels: dict[str, str]) -> None:
        """What lines beside it say: "Cơ quan thực hiện: ...", "Thời gian: ...", "Sản phẩm: ..."."""
        for label, said in labels.items():
            offices = actors_at(said, lower=True) if label in ("who", "with") else None
            names = offices.names if offices else ()
            if offices and said[offices.end :].lstrip().startswith(";"):
                names = split_names(said)
            if label == "who" and names:
                draft.leads, draft.confidence, draft.named = names, NAMED, True
                draft.supports += _supports(said)
            elif label == "with" and names:
                draft.supports += names
            elif label == "when":
                draft.when = column_time(said, self.told)
            elif label == "product":
                draft.product = tidy(said) or None


def _supports(text: str) -> tuple[str, ...]:
    found = supporters(text)
    return found.names if found else ()


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
