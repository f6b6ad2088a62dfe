"""TM-11: what published points mean for the titles of people, as proposals with their reasons, and the course of each case.

Công văn số 46/UBND ngày 16/7/2024 của UBND phường Thác Mơ, mục 11: for leaves that somebody is in charge of and
that were scored 0 or lie below last year's, the head of the office and the person in charge of the leaf are

- "không xét khen thưởng và danh hiệu thi đua từ chiến sĩ thi đua cơ sở" for a leaf at 0;
- "không xét danh hiệu thi đua" for a leaf or the index below last year's.

A person is named only because of a dated notice that gives him the leaf, or because of the post as head; nobody is guessed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from caicach.core.parindex import Framework, analysis
from caicach.core.parindex.analysis import Level
from caicach.core.parindex.published import PublishedUnit
from caicach.core.steps import Decision, out_of_order
from caicach.core.words import Words

from .lists import LastYear

BASIS = "Công văn số 46/UBND ngày 16/7/2024 của UBND phường Thác Mơ, mục 11"


class Ground(StrEnum):
    """Why."""

    ZERO = "zero"
    FELL = "fell"
    INDEX_FELL = "index_fell"


class Capacity(StrEnum):
    """As what a person is concerned."""

    HEAD = "head"
    IN_CHARGE = "in_charge"


@dataclass(frozen=True, slots=True)
class Finding:
    """A ground at a leaf ('' for the index of the unit), with the figures of both years; maxima are None for the index."""

    code: str
    ground: Ground
    level: Level
    points: Decimal
    max_points: Decimal | None = None
    last_points: Decimal | None = None
    last_max: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A person by number, with what names him: the notice in words, or the post; and since when."""

    person: int
    source: str
    since: date


@dataclass(frozen=True, slots=True)
class Reason:
    """A finding as it concerns one person."""

    finding: Finding
    capacity: Capacity
    source: str
    since: date


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed for a person at one level."""

    person: int
    level: Level
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Where nobody can be named: a leaf without a person in charge, or ('' as code) the head."""

    code: str
    why: Words


@dataclass(frozen=True, slots=True)
class Proposals:
    """The proposals of a unit, the first level first, and what could not be attributed to anybody."""

    cases: tuple[Proposal, ...]
    gaps: tuple[Gap, ...]


def findings(
    framework: Framework, unit: PublishedUnit, last: LastYear, last_index: Decimal | None
) -> list[Finding]:
    """The grounds of a published unit.

    Leaves that do not apply or have a maximum of 0 give none, and without a last year (the first year, a unit that was merged)
    there is nothing to fall below.
    """
    found = []
    for one in analysis.consequences(framework, unit, last, last_index):
        if not one.code:
            assert unit.index is not None
            found.append(Finding("", Ground.INDEX_FELL, one.level, unit.index, last_points=last_index))
            continue
        own, before = unit.nodes[one.code], last.get(one.code, (None, None))
        assert own.points is not None
        ground = Ground.ZERO if one.level is Level.NO_COMMENDATION else Ground.FELL
        found.append(Finding(one.code, ground, one.level, own.points, own.max_points, *before))
    return found


def proposals(
    found: Iterable[Finding],
    in_charge: Mapping[str, Named | None],
    heads: Sequence[Named],
) -> Proposals:
    """Who is concerned, and why.

    `in_charge` is by leaf: the person whom the notice names as the lead, None where it names a department alone; a leaf that no
    notice names is left out. `heads` are those who held the post of head on the day; of several none is guessed.
    """
    gathered: dict[tuple[int, Level], list[Reason]] = {}
    gaps: list[Gap] = []
    some = list(found)
    head = heads[0] if len(heads) == 1 else None
    if some and head is None:
        gaps.append(Gap("", _no_head(len(heads))))
    for finding in some:
        if head is not None:
            own = Reason(finding, Capacity.HEAD, head.source, head.since)
            gathered.setdefault((head.person, finding.level), []).append(own)
        if not finding.code:
            continue
        named = in_charge.get(finding.code)
        if named is None:
            gaps.append(Gap(finding.code, _DEPARTMENT_ONLY if finding.code in in_charge else _NOBODY))
        elif head is None or named.person != head.person:
            own = Reason(finding, Capacity.IN_CHARGE, named.source, named.since)
            gathered.setdefault((named.person, finding.level), []).append(own)
    order = list(Level)
    cases = [Proposal(person, level, tuple(reasons)) for (person, level), reasons in gathered.items()]
    return Proposals(
        tuple(sorted(cases, key=lambda case: (order.index(case.level), case.person))),
        tuple({(gap.code, gap.why): gap for gap in gaps}.values()),
    )


_NOBODY = Words("chưa có thông báo phân công ai phụ trách", "no notice says who is in charge")
_DEPARTMENT_ONLY = Words(
    "thông báo chỉ nêu phòng, đơn vị, không nêu người", "the notice names a department, not a person"
)


def _no_head(count: int) -> Words:
    if not count:
        return Words(
            "không ai giữ vị trí lãnh đạo đơn vị vào ngày xét", "nobody held the post of head on the day"
        )
    return Words(
        f"{count} người cùng giữ vị trí lãnh đạo đơn vị vào ngày xét",
        f"{count} people held the post of head on the day",
    )


# --- the course of a case -------------------------------------------------------------------------------------------


class Status(StrEnum):
    """Where a case stands. A moot one has lost its reason by a correction of the results; it is kept."""

    PROPOSED = "proposed"
    NOTIFIED = "notified"
    OBJECTED = "objected"
    UPHELD = "upheld"
    LIFTED = "lifted"
    MOOT = "moot"


STATUS_WORDS: dict[Status, Words] = {
    Status.PROPOSED: Words("mới đề xuất", "proposed"),
    Status.NOTIFIED: Words("đã thông báo", "notified"),
    Status.OBJECTED: Words("có ý kiến phản đối", "objected to"),
    Status.UPHELD: Words("giữ nguyên", "upheld"),
    Status.LIFTED: Words("không áp dụng", "lifted"),
    Status.MOOT: Words("hết căn cứ", "moot"),
}
SETTLED = frozenset({Status.UPHELD, Status.LIFTED, Status.MOOT})


class Step(StrEnum):
    """What moves a case on."""

    NOTIFY = "notify"
    OBJECT = "object"
    UPHOLD = "uphold"
    LIFT = "lift"
    MAKE_MOOT = "make_moot"
    REVIVE = "revive"


_OPEN = frozenset({Status.PROPOSED, Status.NOTIFIED, Status.OBJECTED})
_MOVES: dict[Step, tuple[frozenset[Status], Status, Words]] = {
    Step.NOTIFY: (frozenset({Status.PROPOSED}), Status.NOTIFIED, Words("thông báo", "notify")),
    Step.OBJECT: (frozenset({Status.NOTIFIED}), Status.OBJECTED, Words("phản đối", "object")),
    Step.UPHOLD: (
        frozenset({Status.NOTIFIED, Status.OBJECTED}),
        Status.UPHELD,
        Words("giữ nguyên", "uphold"),
    ),
    Step.LIFT: (_OPEN, Status.LIFTED, Words("bỏ áp dụng", "lift")),
    Step.MAKE_MOOT: (_OPEN | {Status.UPHELD}, Status.MOOT, Words("ghi hết căn cứ", "make moot")),
    Step.REVIVE: (frozenset({Status.MOOT}), Status.PROPOSED, Words("đề xuất lại", "propose again")),
}


def decide(
    status: Status, step: Step, today: date, objection_due: date | None = None, reason: str = ""
) -> Decision[Status]:
    """Whether a case may take `step`.

    Nothing is upheld before the person has objected or has had the time to, and every decision states its reason.
    """
    sources, target, words = _MOVES[step]
    if status not in sources:
        return out_of_order(target, Words("trường hợp này", "the case is"), STATUS_WORDS[status], words)
    faults = []
    waiting = step is Step.UPHOLD and status is Status.NOTIFIED
    if waiting and objection_due is not None and today <= objection_due:
        faults.append(
            Words(
                f"chưa hết thời hạn có ý kiến ({objection_due:%d/%m/%Y})",
                f"the time to object runs until {objection_due:%d/%m/%Y}",
            )
        )
    if step in (Step.UPHOLD, Step.LIFT) and not reason.strip():
        faults.append(Words("phải ghi lý do của quyết định", "the decision needs a reason"))
    return Decision(target, tuple(faults))
