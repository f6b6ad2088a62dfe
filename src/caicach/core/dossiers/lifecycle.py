"""The life of a dossier: the acts that move it, who may do each, what it does to the clock, what it prints and what it needs.

One table (`TRANSITIONS`) for the national status 1 to 10. An act is decided here, with everything that stands in its way named at
once and with the article that demands or forbids it (`law`); whoever calls writes the decision down and never decides again. What
the law wants and an office may still miss (a late notice, a late apology) does not stop an act, it is told as a caution and found
again by the detectors of violations.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from caicach.core.parindex.steps import Decision, out_of_order
from caicach.core.words import Words

from .law import Law
from .status import ENDED, OPEN, RUNNING, WAITING, Form, Status


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
class Case:
    """What an act may depend on, as things stand when it is asked for. `law` is the text in force on that day.

    `supplements` counts the forms 02 given so far, before or after reception, `reappointments` the forms 04 that were sent.
    `missing_papers` are the required papers that nobody has handed in; `known_reason` says that the reason is one of the list.
    """

    law: Law
    has_reason: bool = False
    known_reason: bool = False
    missing_papers: int = 0
    supplements: int = 0
    reappointments: int = 0
    has_due_date: bool = False
    received_too_early: bool = False
    received_in_future: bool = False
    notice_late: bool = False
    handed_over: bool = False
    has_officer: bool = False
    step_running: bool = False
    open_consultations: int = 0
    has_question: bool = False
    same_day: bool = False
    has_result: bool = False
    denied: bool = False
    waits_for_parts: int = 0
    new_date_later: bool = False
    is_signed: bool = False
    apology_late: bool = False
    early: bool = False
    announced: bool = False
    has_taker: bool = False
    changes_law: bool = False
    has_changes: bool = False
    rated: bool = False


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
    faults = tuple(words for need in move.needs if (words := _NEEDS[need](case)) is not None)
    return Decision(target, faults)


def cautions(act: Act, case: Case) -> tuple[Words, ...]:
    """What the law wanted and is missed by doing `act` now, though it may be done."""
    return tuple(words for need in TRANSITIONS[act].cautions if (words := _NEEDS[need](case)) is not None)


def acts_from(status: Status) -> Collection[Act]:
    """The acts that may follow on a status, in the order of the process."""
    return [act for act, move in TRANSITIONS.items() if status in move.sources]


def _target(status: Status, move: Move, case: Case) -> Status:
    if move.target is Target.STAYS:
        return status
    if move.target is Target.BACK:
        return Status.IN_PROGRESS if case.handed_over else Status.RECEIVED
    return move.target


def _lacks(
    is_lacking: Callable[[Case], object], words: Callable[[Case], Words]
) -> Callable[[Case], Words | None]:
    return lambda case: words(case) if is_lacking(case) else None


def _by(case: Case, key: str, vi: str, en: str) -> Words:
    """A fault with the article that it rests on."""
    article = case.law.article(key)
    return Words(f"{vi} ({article.vi})", f"{en} ({article.en})")


_NEEDS: dict[str, Callable[[Case], Words | None]] = {
    "reason": _lacks(
        lambda case: not case.has_reason,
        lambda case: Words("phải ghi lý do, nội dung cụ thể", "a reason must be given"),
    ),
    "first_guidance": _lacks(
        lambda case: case.supplements >= case.law.most_supplements,
        lambda case: _by(
            case,
            "guide",
            "đã hướng dẫn bằng phiếu yêu cầu bổ sung một lần; chỉ được hướng dẫn một lần, đầy đủ",
            "already guided in writing once; guidance is given once and fully",
        ),
    ),
    "first_supplement": _lacks(
        lambda case: case.supplements >= case.law.most_supplements,
        lambda case: _by(
            case,
            "supplement",
            "đã yêu cầu bổ sung hồ sơ một lần; không được yêu cầu bổ sung lần thứ hai",
            "a supplement has been asked for once; a second request is forbidden",
        ),
    ),
    "papers": _lacks(
        lambda case: case.missing_papers,
        lambda case: _by(
            case,
            "guide",
            f"còn thiếu {case.missing_papers} giấy tờ bắt buộc; phải hướng dẫn bằng phiếu yêu cầu bổ sung (mẫu 02)",
            f"{case.missing_papers} required papers are missing; guide the applicant in writing (form 02)",
        ),
    ),
    "due_date": _lacks(
        lambda case: not case.has_due_date,
        lambda case: _by(
            case,
            "receipt",
            "thủ tục chưa có thời hạn giải quyết; phải ghi ngày hẹn trả kèm lý do thì mới tiếp nhận được",
            "the procedure has no known limit; give a due date with its reason",
        ),
    ),
    "not_before_submission": _lacks(
        lambda case: case.received_too_early,
        lambda case: Words(
            "thời điểm tiếp nhận đứng trước thời điểm nộp hồ sơ", "reception lies before submission"
        ),
    ),
    "not_in_future": _lacks(
        lambda case: case.received_in_future,
        lambda case: Words("thời điểm tiếp nhận ở tương lai", "reception lies in the future"),
    ),
    "listed_refusal": _lacks(
        lambda case: not case.known_reason,
        lambda case: _by(
            case,
            "refuse",
            "phải chọn lý do từ chối trong danh mục và lập phiếu từ chối (mẫu 03)",
            "choose a reason of the list; form 03 states it",
        ),
    ),
    "officer": _lacks(
        lambda case: not case.has_officer,
        lambda case: Words("chưa chọn người giải quyết", "no officer is named"),
    ),
    "parts_before": _lacks(
        lambda case: case.waits_for_parts,
        lambda case: _by(
            case,
            "interlinked",
            f"còn {case.waits_for_parts} hồ sơ thành phần phải xong trước",
            f"{case.waits_for_parts} parts must be done before",
        ),
    ),
    "step": _lacks(
        lambda case: not case.step_running,
        lambda case: Words("không có bước nào đang xử lý", "no step is running"),
    ),
    "question": _lacks(
        lambda case: not case.has_question,
        lambda case: _by(
            case, "consult", "phải ghi nội dung lấy ý kiến, trả lời", "question or answer must be given"
        ),
    ),
    "consultation": _lacks(
        lambda case: not case.open_consultations,
        lambda case: Words("không có ý kiến nào đang chờ trả lời", "no consultation is open"),
    ),
    "legal_pause": _lacks(
        lambda case: not case.known_reason,
        lambda case: _by(
            case,
            "financial_duty",
            "chỉ được tạm dừng tính thời hạn khi có căn cứ pháp luật trong danh mục",
            "the clock stands only on a legal ground of the list",
        ),
    ),
    "notice_in_time": _lacks(
        lambda case: case.notice_late,
        lambda case: _by(
            case,
            "supplement",
            f"thông báo bổ sung đã quá {case.law.supplement_notice_working_days:02d} ngày làm việc kể từ ngày tiếp nhận",
            f"the notice is later than {case.law.supplement_notice_working_days} working days after reception",
        ),
    ),
    "first_reappointment": _lacks(
        lambda case: case.reappointments >= case.law.most_reappointments,
        lambda case: _by(
            case,
            "apology",
            "đã xin lỗi và hẹn lại một lần; không được hẹn lại lần thứ hai",
            "already re-appointed once; a second time is forbidden",
        ),
    ),
    "later_date": _lacks(
        lambda case: not case.new_date_later,
        lambda case: Words(
            "ngày hẹn lại phải sau ngày hẹn cũ, sau hôm nay và là ngày làm việc",
            "the new date must be later than the old one and than today, and a working day",
        ),
    ),
    "signature": _lacks(
        lambda case: not case.is_signed,
        lambda case: _by(
            case, "apology", "phiếu xin lỗi chưa được lãnh đạo ký", "the apology is not signed yet"
        ),
    ),
    "apology_in_time": _lacks(
        lambda case: case.apology_late,
        lambda case: _by(
            case,
            "apology",
            f"phiếu xin lỗi phải gửi trước ngày hẹn ít nhất {case.law.apology_days_before_due:02d} ngày",
            f"the apology is due at least {case.law.apology_days_before_due} day before the due date",
        ),
    ),
    "handed_over": _lacks(
        lambda case: not (case.handed_over or case.same_day),
        lambda case: _by(
            case,
            "hand_over",
            "hồ sơ chưa được chuyển đi giải quyết",
            "the dossier has not been handed over",
        ),
    ),
    "no_step": _lacks(
        lambda case: case.step_running,
        lambda case: Words("còn bước xử lý chưa hoàn thành", "a step is still running"),
    ),
    "no_consultation": _lacks(
        lambda case: case.open_consultations,
        lambda case: _by(
            case,
            "consult",
            f"còn {case.open_consultations} cơ quan chưa trả lời ý kiến",
            f"{case.open_consultations} consultations are open",
        ),
    ),
    "result": _lacks(
        lambda case: not (case.has_result or (case.denied and case.has_reason)),
        lambda case: Words(
            "chưa có giấy tờ kết quả; hồ sơ không đủ điều kiện thì phải ghi rõ lý do từ chối giải quyết",
            "there is no result; a denial must state its reason",
        ),
    ),
    "taker": _lacks(
        lambda case: not case.has_taker,
        lambda case: Words("chưa ghi người nhận kết quả", "nobody is named who took the result"),
    ),
    "announcement": _lacks(
        lambda case: case.early and not case.announced,
        lambda case: _by(
            case,
            "early",
            "trả kết quả trước hẹn thì phải thông báo trước cho người nộp",
            "an early result must be announced to the applicant first",
        ),
    ),
    "legal_stop": _lacks(
        lambda case: not case.known_reason,
        lambda case: _by(
            case,
            "stop",
            "chỉ được dừng giải quyết khi có căn cứ trong danh mục",
            "a dossier is stopped only on a ground of the list",
        ),
    ),
    "correctable": _lacks(
        lambda case: case.changes_law,
        lambda case: _by(
            case,
            "receipt",
            "không đính chính mã hồ sơ, thủ tục, thời điểm tiếp nhận, ngày hẹn và các phiếu đã phát hành",
            "code, procedure, reception, due date and slips are never corrected",
        ),
    ),
    "changes": _lacks(
        lambda case: not case.has_changes,
        lambda case: Words("không có gì thay đổi", "nothing is changed"),
    ),
    "first_rating": _lacks(
        lambda case: case.rated,
        lambda case: Words("hồ sơ đã có phiếu đánh giá", "the dossier has been rated already"),
    ),
}
