"""What is read out of the body of a directive: targets, tasks, results already reached; each with the words it came from."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Operator(StrEnum):
    """How the value of a target is to be compared with what is reached."""

    GT = ">"
    GE = ">="
    LT = "<"
    LE = "<="
    EQ = "="


class TaskKind(StrEnum):
    """What a sentence asks for: to do something, not to do it, what follows where it is not done, to report."""

    TASK = "task"
    PROHIBITION = "prohibition"
    SANCTION = "sanction"
    REPORT = "report"


class Recurrence(StrEnum):
    """How often a task comes back; CONTINUOUS is "thường xuyên", without a rhythm."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"
    CONTINUOUS = "continuous"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A figure to be reached: `value` in `unit` ("%", "lần"), of `base` ("tổng số hồ sơ") where that is said.

    `period` is as written ("2023"), `deadline` only where the text gives a day, or a month, quarter or year that has an end.
    `optional` marks what is a limit without being put as a target ("không có cán bộ bị kỷ luật"). `item` is the path of markers
    ("III.2.a", empty outside all items); `line` counts from 1; `text` are the words from `start` to
    `end`; `confidence` is 0 to 1.
    """

    subject: str
    operator: Operator
    value: Decimal
    unit: str
    base: str | None
    period: str | None
    deadline: date | None
    optional: bool
    item: str
    line: int
    text: str
    start: int
    end: int
    confidence: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something to be done, or not to be done: `what` in the words of the text, who leads, who supports, by when.

    `deadline_text` is what the text says of the time ("trước ngày 15 hằng tháng"), also where that is no day; the other fields
    are as those of `Target`.
    """

    kind: TaskKind
    what: str
    leads: tuple[str, ...]
    supports: tuple[str, ...]
    product: str | None
    start_on: date | None
    deadline: date | None
    deadline_text: str | None
    recurrence: Recurrence | None
    item: str
    line: int
    text: str
    start: int
    end: int
    confidence: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedResult:
    """A figure that was reached already, and so is no target: "năm 2022 đạt 87,03%"; `unit` of a rank 1 of 16 is "/16"."""

    subject: str
    value: Decimal
    unit: str
    period: str | None
    text: str
    line: int
    start: int
    end: int
