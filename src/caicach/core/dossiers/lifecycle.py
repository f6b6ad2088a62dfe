"""The life of a dossier: the acts that move it, who may do each, what it does to the clock, what it prints and what it needs.

One table (`TRANSITIONS`) for the national status 1 to 10. An act is decided here, with everything that stands in its way named at
once and with the article that demands or forbids it (`law`); whoever calls writes the decision down and never decides again. What
the law wants and an office may still miss (a late notice, a late apology) does not stop an act, it is told as a caution and found
again by the detectors of violations.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from caicach.core.steps import Decision, out_of_order
from caicach.core.words import Words

from .needs import NEEDS, Case
from .status import ENDED, OPEN, RUNNING, WAITING, Form, Status

__all__ = [
    "ACT_WORDS",
    "STATUS_WORDS",
    "TRANSITIONS",
    "Act",
    "Case",
    "ClockEffect",
    "Move",
    "Target",
    "acts_from",
    "cautions",
    "decide",
]


class Act(StrEnum):
    """What is done with a dossier; every act is kept as an event."""

    REGISTER = "register"
    GUIDE = "guide"
    RECEIVE = "receive"
    REFUSE = "refuse"
    HAND_OVER = "hand_over"
    FINISH_STEP = "finish_step"
    CONSULT = "consult"
    ANSWER = "answer"
    ASK_SUPPLEMENT = "ask_supplement"
    SUPPLEMENTED = "supplemented"
    ASK_PAYMENT = "ask_payment"
    PAID = "paid"
    APOLOGISE = "apologise"
    FINISH = "finish"
    GIVE_BACK = "give_back"
    WITHDRAW = "withdraw"
    STOP = "stop"
    CORRECT = "correct"
    REASSIGN = "reassign"
    RATE = "rate"


class ClockEffect(StrEnum):
    """What an act does to the time limit."""

    NONE = "none"
    START = "start"
    PAUSE = "pause"
    RESTART = "restart"  # counted anew from the beginning after the wait
    RESUME = "resume"  # goes on where it stood
    END = "end"
    NEW_DATE = "new_date"


class Target(StrEnum):
    """Where an act leads that does not lead to one status."""

    STAYS = "stays"
    BACK = "back"  # where the dossier was before it had to wait


STATUS_WORDS = {
    Status.REGISTERED: Words("mới đăng ký", "registered"),
    Status.RECEIVED: Words("đã được tiếp nhận", "received"),
    Status.NOT_RECEIVED: Words("đã bị từ chối tiếp nhận", "refused"),
    Status.IN_PROGRESS: Words("đang được xử lý", "in progress"),
    Status.SUPPLEMENT: Words("đang chờ bổ sung", "waiting for a supplement"),
    Status.FINANCIAL_DUTY: Words("đang chờ nghĩa vụ tài chính", "waiting for a financial duty"),
    Status.WITHDRAWN: Words("đã được công dân rút", "withdrawn"),
    Status.STOPPED: Words("đã dừng xử lý", "stopped"),
    Status.DONE: Words("đã xử lý xong", "done"),
    Status.RETURNED: Words("đã trả kết quả", "returned"),
}
ACT_WORDS = {
    Act.REGISTER: Words("đăng ký hồ sơ", "register the dossier"),
    Act.GUIDE: Words("hướng dẫn hoàn thiện hồ sơ", "guide how to complete the dossier"),
    Act.RECEIVE: Words("tiếp nhận hồ sơ", "receive the dossier"),
    Act.REFUSE: Words("từ chối tiếp nhận hồ sơ", "refuse the dossier"),
    Act.HAND_OVER: Words("chuyển hồ sơ đi giải quyết", "hand the dossier over"),
    Act.FINISH_STEP: Words("hoàn thành bước xử lý", "finish the step"),
    Act.CONSULT: Words("lấy ý kiến cơ quan khác", "consult another unit"),
    Act.ANSWER: Words("ghi ý kiến trả lời", "record the answer"),
    Act.ASK_SUPPLEMENT: Words("yêu cầu bổ sung hồ sơ", "ask for a supplement"),
    Act.SUPPLEMENTED: Words("nhận hồ sơ bổ sung", "take the supplement"),
    Act.ASK_PAYMENT: Words("yêu cầu thực hiện nghĩa vụ tài chính", "ask to fulfil a financial duty"),
    Act.PAID: Words("ghi nhận đã thực hiện nghĩa vụ tài chính", "record the financial duty as fulfilled"),
    Act.APOLOGISE: Words("xin lỗi và hẹn lại ngày trả", "apologise and give a new date"),
    Act.FINISH: Words("kết thúc giải quyết", "finish the dossier"),
    Act.GIVE_BACK: Words("trả kết quả", "give the result back"),
    Act.WITHDRAW: Words("rút hồ sơ", "withdraw the dossier"),
    Act.STOP: Words("dừng giải quyết hồ sơ", "stop the dossier"),
    Act.CORRECT: Words("đính chính hồ sơ", "correct the dossier"),
    Act.REASSIGN: Words("phân công lại hồ sơ", "give the dossier to another officer"),
    Act.RATE: Words("ghi phiếu đánh giá", "record the rating"),
}


@dataclass(frozen=True, slots=True)
class Move:
    """A row of the table. `permission` is the name of a permission of the house (`platform.access.Permission`)."""

    sources: frozenset[Status]
    target: Status | Target
    permission: str
    clock: ClockEffect = ClockEffect.NONE
    prints: Form | None = None
    needs: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()


_RECEIVE, _HANDLE, _SIGN, _MANAGE = "dossiers.receive", "dossiers.handle", "dossiers.sign", "dossiers.manage"
_AT_WORK = frozenset({Status.IN_PROGRESS})
_BEFORE = frozenset({Status.REGISTERED})

TRANSITIONS: dict[Act, Move] = {
    # Registering makes the dossier: there is nothing before it.
    Act.REGISTER: Move(frozenset(), Status.REGISTERED, _RECEIVE),
    Act.GUIDE: Move(
        _BEFORE, Target.STAYS, _RECEIVE, prints=Form.SUPPLEMENT, needs=("reason", "first_guidance")
    ),
    Act.RECEIVE: Move(
        _BEFORE,
        Status.RECEIVED,
        _RECEIVE,
        ClockEffect.START,
        Form.RECEIPT,
        ("papers", "parts_before", "due_date", "not_before_submission", "not_in_future"),
    ),
    Act.REFUSE: Move(
        _BEFORE, Status.NOT_RECEIVED, _RECEIVE, prints=Form.REFUSAL, needs=("listed_refusal", "reason")
    ),
    Act.HAND_OVER: Move(
        frozenset({Status.RECEIVED}),
        Status.IN_PROGRESS,
        _RECEIVE,
        prints=Form.CONTROL,
        needs=("officer",),
    ),
    Act.FINISH_STEP: Move(_AT_WORK, Target.STAYS, _HANDLE, needs=("step",)),
    Act.CONSULT: Move(_AT_WORK, Target.STAYS, _HANDLE, needs=("question",)),
    # An answer that comes late is still kept, whatever the dossier waits for by then.
    Act.ANSWER: Move(_AT_WORK | WAITING, Target.STAYS, _HANDLE, needs=("question", "consultation")),
    Act.ASK_SUPPLEMENT: Move(
        RUNNING,
        Status.SUPPLEMENT,
        _HANDLE,
        ClockEffect.PAUSE,
        Form.SUPPLEMENT,
        ("reason", "first_supplement"),
        ("notice_in_time",),
    ),
    Act.SUPPLEMENTED: Move(
        frozenset({Status.SUPPLEMENT}), Target.BACK, _RECEIVE, ClockEffect.RESTART, needs=("papers",)
    ),
    Act.ASK_PAYMENT: Move(
        _AT_WORK, Status.FINANCIAL_DUTY, _HANDLE, ClockEffect.PAUSE, needs=("legal_pause", "reason")
    ),
    Act.PAID: Move(frozenset({Status.FINANCIAL_DUTY}), Target.BACK, _RECEIVE, ClockEffect.RESUME),
    Act.APOLOGISE: Move(
        RUNNING,
        Target.STAYS,
        _SIGN,
        ClockEffect.NEW_DATE,
        Form.APOLOGY,
        ("first_reappointment", "reason", "later_date", "signature"),
        ("apology_in_time",),
    ),
    # A dossier that is settled within the day never leaves the desk: from reception it is done.
    Act.FINISH: Move(
        RUNNING,
        Status.DONE,
        _HANDLE,
        ClockEffect.END,
        needs=("handed_over", "no_step", "no_consultation", "result"),
    ),
    Act.GIVE_BACK: Move(frozenset({Status.DONE}), Status.RETURNED, _RECEIVE, needs=("taker", "announcement")),
    Act.WITHDRAW: Move(_BEFORE | OPEN, Status.WITHDRAWN, _RECEIVE, ClockEffect.END, needs=("reason",)),
    Act.STOP: Move(OPEN, Status.STOPPED, _SIGN, ClockEffect.END, Form.STOP, needs=("legal_stop", "reason")),
    Act.CORRECT: Move(frozenset(Status), Target.STAYS, _MANAGE, needs=("reason", "correctable", "changes")),
    Act.REASSIGN: Move(_AT_WORK | WAITING, Target.STAYS, _MANAGE, needs=("officer", "reason")),
    Act.RATE: Move(ENDED - {Status.DONE}, Target.STAYS, _RECEIVE, needs=("first_rating",)),
}


def decide(status: Status | None, act: Act, case: Case) -> Decision[Status]:
    """Whether `act` may be done with a dossier at `status` (None: there is none yet); all faults at once, with their articles."""
    move = TRANSITIONS[act]
    if status is None:
        if act is not Act.REGISTER:
            raise ValueError(f"a dossier begins by being registered, not by {act.value}")
        return Decision(Status.REGISTERED)
    target = _target(status, move, case)
    if status not in move.sources:
        return out_of_order(target, Words("hồ sơ", "the dossier is"), STATUS_WORDS[status], ACT_WORDS[act])
    faults = tuple(words for need in move.needs if (words := NEEDS[need](case)) is not None)
    return Decision(target, faults)


def cautions(act: Act, case: Case) -> tuple[Words, ...]:
    """What the law wanted and is missed by doing `act` now, though it may be done."""
    return tuple(words for need in TRANSITIONS[act].cautions if (words := NEEDS[need](case)) is not None)


def acts_from(status: Status) -> Collection[Act]:
    """The acts that may follow on a status, in the order of the process."""
    return [act for act, move in TRANSITIONS.items() if status in move.sources]


def _target(status: Status, move: Move, case: Case) -> Status:
    if move.target is Target.STAYS:
        return status
    if move.target is Target.BACK:
        return Status.IN_PROGRESS if case.handed_over else Status.RECEIVED
    return move.target
