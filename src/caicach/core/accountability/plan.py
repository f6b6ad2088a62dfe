"""A unit's plan to win lost points back: its order of steps, what it needs to be complete, what a report of progress may say.

CT-1a: a remedy for each lost point; DT-3: "khắc phục triệt để các tồn tại, hạn chế" by a plan (137/KH-UBND ngày 31/01/2023).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from caicach.core.steps import Decision, out_of_order
from caicach.core.words import Words, figure

from .terms import Period


class Status(StrEnum):
    """Where a plan stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    RUNNING = "running"
    CLOSED = "closed"


STATUS_WORDS: dict[Status, Words] = {
    Status.DRAFT: Words("đang lập", "being drawn up"),
    Status.APPROVED: Words("đã phê duyệt", "approved"),
    Status.RUNNING: Words("đang thực hiện", "under way"),
    Status.CLOSED: Words("đã kết thúc", "closed"),
}


class Step(StrEnum):
    """What moves a plan on."""

    APPROVE = "approve"
    BEGIN = "begin"
    CLOSE = "close"
    REOPEN = "reopen"


_MOVES: dict[Step, tuple[frozenset[Status], Status, Words]] = {
    Step.APPROVE: (frozenset({Status.DRAFT}), Status.APPROVED, Words("phê duyệt", "approve")),
    # The first report of progress begins it.
    Step.BEGIN: (frozenset({Status.APPROVED}), Status.RUNNING, Words("bắt đầu thực hiện", "begin")),
    Step.CLOSE: (frozenset({Status.APPROVED, Status.RUNNING}), Status.CLOSED, Words("kết thúc", "close")),
    # A correction of the results that takes further points opens a closed plan again.
    Step.REOPEN: (frozenset({Status.CLOSED}), Status.RUNNING, Words("mở lại", "reopen")),
}

REASONED = frozenset({Status.APPROVED, Status.RUNNING})
"""Plans that the head has signed: they change only with a reason."""


class State(StrEnum):
    """How far a remedy has come."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    DONE = "done"
    IN_DIFFICULTY = "in_difficulty"


STATE_WORDS: dict[State, Words] = {
    State.NOT_BEGUN: Words("chưa thực hiện", "not begun"),
    State.UNDER_WAY: Words("đang thực hiện", "under way"),
    State.DONE: Words("đã xong", "done"),
    State.IN_DIFFICULTY: Words("gặp khó khăn", "in difficulty"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A remedy as far as it is written: what, whether somebody is named, by when, how far it has come."""

    code: str
    what: str
    has_owner: bool
    due_on: date | None
    state: State = State.NOT_BEGUN


def decide(status: Status, step: Step, lines: Iterable[Line], *, reason: str = "") -> Decision[Status]:
    """Whether a plan of these remedies may take `step`. Closing with remedies that are not done needs a reason."""
    sources, target, words = _MOVES[step]
    if status not in sources:
        return out_of_order(target, Words("kế hoạch", "the plan is"), STATUS_WORDS[status], words)
    if step is Step.APPROVE:
        return Decision(target, tuple(fault for line in lines for fault in lacking(line)))
    undone = sum(line.state is not State.DONE for line in lines)
    if step is Step.CLOSE and undone and not reason.strip():
        return Decision(
            target,
            (
                Words(
                    f"còn {undone} việc chưa xong, muốn kết thúc phải ghi lý do",
                    f"{undone} remedies are not done: closing needs a reason",
                ),
            ),
        )
    return Decision(target)


def lacking(line: Line) -> tuple[Words, ...]:
    """What a remedy lacks before the head may approve it: what, who, when; one sentence for the leaf, or none."""
    parts = [
        words
        for missing, words in (
            (not line.what.strip(), Words("việc cần làm", "what is to be done")),
            (not line.has_owner, Words("người chịu trách nhiệm", "who is responsible")),
            (line.due_on is None, Words("thời hạn", "a due date")),
        )
        if missing
    ]
    if not parts:
        return ()
    return (
        Words(
            f"{line.code}: thiếu {', '.join(part.vi for part in parts)}",
            f"{line.code}: lacks {', '.join(part.en for part in parts)}",
        ),
    )


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody reports of a remedy. `percent` is 0 to 100, `expected` the points that will come back."""

    state: State
    text: str
    percent: int | None
    expected: Decimal | None


def report_faults(report: Report, lost: Decimal, period: Period | None, today: date) -> tuple[Words, ...]:
    """What is wrong with a report: its period, its figures, or words that lack where something has to be told."""
    found = []
    if period is None:
        found.append(Words("không có kỳ báo cáo này", "there is no such period"))
    elif today < period.opens:
        found.append(
            Words(
                f"kỳ {period.month} tháng chỉ mở từ ngày {period.opens:%d/%m/%Y}",
                f"the period of {period.month} months opens on {period.opens:%d/%m/%Y}",
            )
        )
    if report.percent is not None and not 0 <= report.percent <= 100:
        found.append(Words("tiến độ phải từ 0 đến 100%", "progress is between 0 and 100%"))
    if report.percent is not None and report.state is State.DONE and report.percent != 100:
        found.append(Words("việc đã xong thì tiến độ là 100%", "what is done is at 100%"))
    if report.expected is not None and not 0 <= report.expected <= lost:
        found.append(
            Words(
                f"số điểm lấy lại phải từ 0 đến {figure(lost, 'vi')} điểm đã mất",
                f"the points to come back are between 0 and the {figure(lost, 'en')} lost",
            )
        )
    if report.state is State.IN_DIFFICULTY and not report.text.strip():
        found.append(Words("gặp khó khăn thì phải nêu rõ khó khăn", "a difficulty has to be described"))
    return tuple(found)


def current(periods: Iterable[Period], today: date) -> Period | None:
    """The period that is reported now: the latest that has opened; None before the first."""
    begun = [period for period in periods if period.opens <= today]
    return begun[-1] if begun else None
