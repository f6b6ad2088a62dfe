"""The year-end process of one unit: stages, the steps between them, and what each step asks for first.

The order is that of the process page of the domain papers (section 2.1), which brings together the plans and regulations
of Hà Nội (KH 21/2018), Nghệ An (QĐ 216/2018), Điện Biên and Khánh Hòa. A step is decided here, with everything that
stands in its way named at once; whoever calls applies the decision and never decides again.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from caicach.core.steps import Decision, out_of_order
from caicach.core.words import Words


class Stage(StrEnum):
    """Where a unit stands in the round."""

    SELF_SCORING = "self_scoring"
    SELF_LOCKED = "self_locked"
    APPRAISING_1 = "appraising_1"
    EXPLAINING = "explaining"
    EXPLAINED = "explained"
    APPRAISING_2 = "appraising_2"
    COUNCIL = "council"
    APPROVED = "approved"
    PUBLISHED = "published"


class Step(StrEnum):
    """What moves a unit from one stage to another."""

    LOCK = "lock"
    WITHDRAW = "withdraw"
    UNLOCK = "unlock"
    START_APPRAISAL = "start_appraisal"
    ASK = "ask"
    EXPLAIN = "explain"
    APPRAISE_AGAIN = "appraise_again"
    REFER = "refer"
    APPROVE = "approve"
    PUBLISH = "publish"


STAGE_WORDS = {
    Stage.SELF_SCORING: Words("đang tự chấm", "self-scoring"),
    Stage.SELF_LOCKED: Words("đã chốt tự chấm", "self-score locked"),
    Stage.APPRAISING_1: Words("thẩm định lần 1", "first appraisal"),
    Stage.EXPLAINING: Words("đang giải trình", "explaining"),
    Stage.EXPLAINED: Words("đã giải trình", "explained"),
    Stage.APPRAISING_2: Words("thẩm định lần 2", "second appraisal"),
    Stage.COUNCIL: Words("chờ hội đồng", "before the council"),
    Stage.APPROVED: Words("đã phê duyệt", "approved"),
    Stage.PUBLISHED: Words("đã công bố", "published"),
}
STEP_WORDS = {
    Step.LOCK: Words("chốt điểm tự chấm", "lock the self-score"),
    Step.WITHDRAW: Words("rút bản đã chốt", "withdraw the locked self-score"),
    Step.UNLOCK: Words("mở khóa để đơn vị sửa", "unlock for the unit to mend"),
    Step.START_APPRAISAL: Words("bắt đầu thẩm định", "start the appraisal"),
    Step.ASK: Words("gửi yêu cầu giải trình", "send the requests for explanation"),
    Step.EXPLAIN: Words("gửi giải trình", "send the explanation"),
    Step.APPRAISE_AGAIN: Words("thẩm định lần 2", "appraise again"),
    Step.REFER: Words("trình hội đồng", "refer to the council"),
    Step.APPROVE: Words("phê duyệt kết quả", "approve the result"),
    Step.PUBLISH: Words("công bố kết quả", "publish the result"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """What a step may depend on. Counts are of leaves of this unit."""

    has_reason: bool = False
    has_signed_file: bool = False
    without_input: int = 0
    without_evidence: int = 0
    not_appraised: int = 0
    open_questions: int = 0
    unanswered_questions: int = 0
    open_disputes: int = 0
    has_minutes: bool = False
    has_decision: bool = False


@dataclass(frozen=True, slots=True)
class _Move:
    sources: frozenset[Stage]
    target: Stage
    needs: tuple[str, ...] = ()


TRANSITIONS: dict[Step, _Move] = {
    Step.LOCK: _Move(
        frozenset({Stage.SELF_SCORING}), Stage.SELF_LOCKED, ("complete", "evidence", "signed_file")
    ),
    # Khánh Hòa lets a unit take its submission back as long as nobody has begun to appraise it.
    Step.WITHDRAW: _Move(frozenset({Stage.SELF_LOCKED}), Stage.SELF_SCORING, ("reason",)),
    Step.UNLOCK: _Move(
        frozenset({Stage.SELF_LOCKED, Stage.APPRAISING_1, Stage.EXPLAINING}), Stage.SELF_SCORING, ("reason",)
    ),
    Step.START_APPRAISAL: _Move(frozenset({Stage.SELF_LOCKED}), Stage.APPRAISING_1),
    Step.ASK: _Move(frozenset({Stage.APPRAISING_1}), Stage.EXPLAINING, ("question",)),
    Step.EXPLAIN: _Move(frozenset({Stage.EXPLAINING}), Stage.EXPLAINED, ("answers", "signed_file")),
    Step.APPRAISE_AGAIN: _Move(frozenset({Stage.EXPLAINED}), Stage.APPRAISING_2),
    Step.REFER: _Move(
        frozenset({Stage.APPRAISING_1, Stage.APPRAISING_2}), Stage.COUNCIL, ("appraised", "no_question")
    ),
    Step.APPROVE: _Move(frozenset({Stage.COUNCIL}), Stage.APPROVED, ("no_dispute", "minutes")),
    Step.PUBLISH: _Move(frozenset({Stage.APPROVED}), Stage.PUBLISHED, ("decision",)),
}

ENTERING = frozenset({Stage.SELF_SCORING})
"""Stages in which the unit may change its inputs; after them it is the layers that change."""
FILLING = ENTERING | {Stage.EXPLAINING}
"""Stages in which people of the unit have leaves to fill or to explain."""
FINAL = frozenset({Stage.APPROVED, Stage.PUBLISHED})
"""Stages in which what counts is the final layer."""
APPRAISED = FINAL | {Stage.COUNCIL}
"""Stages in which the appraisal is done, so that a unit may be told its result."""
APPRAISING = frozenset({Stage.APPRAISING_1, Stage.APPRAISING_2})
PARTS = ("self_score", "appraisal_1", "explanation", "appraisal_2", "council", "publication")
"""The parts of the process that may have a deadline, in their order."""
DEADLINE_OF_STAGE = {
    Stage.SELF_SCORING: "self_score",
    Stage.SELF_LOCKED: "appraisal_1",
    Stage.APPRAISING_1: "appraisal_1",
    Stage.EXPLAINING: "explanation",
    Stage.EXPLAINED: "appraisal_2",
    Stage.APPRAISING_2: "appraisal_2",
    Stage.COUNCIL: "council",
    Stage.APPROVED: "publication",
}
DISPUTABLE = frozenset({Stage.APPRAISING_2, Stage.COUNCIL})
"""Stages in which a unit may bring a leaf before the council: once its explanation has been heard, until the council decides."""


def decide(stage: Stage, step: Step, case: Case) -> Decision[Stage]:
    """Whether `step` may be taken from `stage`; all faults at once, each saying what lacks."""
    move = TRANSITIONS[step]
    if stage not in move.sources:
        now, wanted = STAGE_WORDS[stage], STEP_WORDS[step]
        return out_of_order(
            move.target, Words("đơn vị", "the unit is at"), Words(now.vi, f"“{now.en}”"), wanted
        )
    faults = tuple(words for need in move.needs for words in _faults(need, case))
    return Decision(move.target, faults)


@dataclass(frozen=True, slots=True)
class Gaps:
    """What a unit still owes before it can lock: codes of leaves, in printed order."""

    without_input: tuple[str, ...] = ()
    without_evidence: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        return not self.without_input and not self.without_evidence


def gaps(leaves: Iterable[str], stated: Collection[str], proved: Collection[str]) -> Gaps:
    """DT-1: which of the unit's own leaves have no input, and which nothing proves and nobody explains."""
    own = list(leaves)
    return Gaps(
        tuple(code for code in own if code not in stated), tuple(code for code in own if code not in proved)
    )


def holds_up_publication(stage: Stage, not_ranked: str) -> bool:
    """Whether a unit keeps its round from being published: not approved, and without a reason why it is not ranked."""
    return stage is not Stage.APPROVED and not not_ranked


def steps_from(stage: Stage) -> Collection[Step]:
    """The steps that lead on from a stage, in the order of the process."""
    return [step for step, move in TRANSITIONS.items() if stage in move.sources]


def _faults(need: str, case: Case) -> list[Words]:
    count, words = _NEEDS[need](case)
    if not count:
        return []
    return [Words(words.vi.format(count=count), words.en.format(count=count))]


_NEEDS: dict[str, Callable[[Case], tuple[int, Words]]] = {
    "reason": lambda case: (
        not case.has_reason,
        Words("phải ghi lý do", "a reason must be given"),
    ),
    "complete": lambda case: (
        case.without_input,
        Words("còn {count} tiêu chí chưa có số liệu", "{count} leaves have no input"),
    ),
    "evidence": lambda case: (
        case.without_evidence,
        Words(
            "còn {count} tiêu chí chưa có minh chứng mà cũng chưa có giải thích",
            "{count} leaves have neither evidence nor an explanation",
        ),
    ),
    "signed_file": lambda case: (
        not case.has_signed_file,
        Words("chưa kèm báo cáo đã ký (PDF)", "the signed report (PDF) is missing"),
    ),
    "question": lambda case: (
        not case.open_questions,
        Words(
            "chưa có tiêu chí nào được yêu cầu giải trình", "no leaf has been marked as needing explanation"
        ),
    ),
    "answers": lambda case: (
        case.unanswered_questions,
        Words("còn {count} yêu cầu chưa được giải trình", "{count} requests are not answered yet"),
    ),
    "appraised": lambda case: (
        case.not_appraised,
        Words("còn {count} tiêu chí chưa được thẩm định", "{count} leaves are not appraised yet"),
    ),
    "no_question": lambda case: (
        case.unanswered_questions,
        Words(
            "còn {count} yêu cầu giải trình chưa được trả lời", "{count} requests for explanation are open"
        ),
    ),
    "no_dispute": lambda case: (
        case.open_disputes,
        Words(
            "còn {count} tiêu chí tranh chấp hội đồng chưa quyết định",
            "{count} disputed leaves are not decided",
        ),
    ),
    "minutes": lambda case: (
        not case.has_minutes,
        Words(
            "chưa có biên bản họp hội đồng (số, ngày)",
            "the minutes of the council (number, date) are missing",
        ),
    ),
    "decision": lambda case: (
        not case.has_decision,
        Words(
            "chưa có số và ngày của quyết định công bố",
            "number and date of the publishing decision are missing",
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Lateness:
    """A submission against its deadline: whole days late, 0 where it is in time or has no deadline."""

    days: int

    @property
    def is_late(self) -> bool:
        return self.days > 0


def lateness(done_at: datetime, due_on: date | None) -> Lateness:
    """How late a step was. A deadline runs to the end of its day, day off or not (a deadline of the round, not a legal term).

    `done_at` is aware and in the time zone of the office.
    """
    return Lateness(0 if due_on is None else max(0, (done_at.date() - due_on).days))
