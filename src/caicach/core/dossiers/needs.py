"""What an act on a dossier needs: each need looks at how things stand and says what lacks, with the article that demands it."""

from collections.abc import Callable
from dataclasses import dataclass

from caicach.core.words import Words

from .law import Law


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


def _lacks(
    is_lacking: Callable[[Case], object], words: Callable[[Case], Words]
) -> Callable[[Case], Words | None]:
    return lambda case: words(case) if is_lacking(case) else None


def _by(case: Case, key: str, vi: str, en: str) -> Words:
    """A fault with the article that it rests on."""
    article = case.law.article(key)
    return Words(f"{vi} ({article.vi})", f"{en} ({article.en})")


NEEDS: dict[str, Callable[[Case], Words | None]] = {
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
"""What each need says where it is not met, None where it is."""
