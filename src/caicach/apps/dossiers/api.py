"""Dossiers over HTTP: the same actions as the counter. Every act carries the `version` that was read; an old one is a 409."""

from __future__ import annotations

from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile as DjangoUpload
from django.http import HttpRequest
from ninja import File, Router, UploadedFile

from caicach.apps.dossiers import schemas as s
from caicach.apps.dossiers.actions import (
    apologies,
    correcting,
    ending,
    fees,
    groups,
    intake,
    papers,
    people,
    steps,
    waiting,
)
from caicach.apps.dossiers.api_files import opened, packed
from caicach.apps.dossiers.queries import dossier as queries
from caicach.platform.access import Scope

router = Router(tags=["dossiers"])
ONE = "/dossiers/{int:dossier_id}"


def _scope(request: HttpRequest) -> Scope:
    scope: Scope = request.scope  # type: ignore[attr-defined]
    return scope


def _completion(request: HttpRequest, given: s.CompletionIn) -> dict[str, Any]:
    return {
        "papers": [
            papers.PaperIn(**one.dict(exclude={"file"}), file=opened(request, one.file))
            for one in given.papers
        ],
        "fees": [fees.FeeIn(**one.dict()) for one in given.fees],
        "due_at": given.due_at,
        "due_reason": given.due_reason,
        "wants_receipt": given.wants_receipt,
        "note": given.note,
    }


def _intake(request: HttpRequest, given: s.IntakeIn) -> intake.Intake:
    own = given.dict(exclude={"person", *s.CompletionIn.model_fields})
    return intake.Intake(person=people.Person(**given.person.dict()), **own, **_completion(request, given))


@router.post(
    "/dossier-files", response={201: s.FileOut}, summary="Gửi một tệp quét", url_name="dossier_files"
)
def add_file(request: HttpRequest, file: File[UploadedFile]) -> Any:
    """Tệp được nhận theo nội dung; mã trả về dùng ở `papers[].file`, `results[].file` trong một giờ."""
    (kept,) = papers.receive_files(_scope(request), [cast(DjangoUpload, file)])
    return {"file": packed(request, kept), "name": kept.name}


@router.post("/dossiers", response={201: s.DossierOut}, summary="Tiếp nhận hồ sơ tại quầy")
def receive(request: HttpRequest, given: s.IntakeIn) -> Any:
    """Luôn có giấy tiếp nhận và ngày hẹn trả; thiếu giấy tờ bắt buộc thì không tiếp nhận."""
    return intake.receive(_scope(request), _intake(request, given))


@router.post("/dossiers/register", response={201: s.DossierOut}, summary="Đăng ký hồ sơ chưa tiếp nhận")
def register(request: HttpRequest, given: s.IntakeIn) -> Any:
    """Có mã hồ sơ, chưa có giấy tiếp nhận, chưa tính thời hạn."""
    return intake.register(_scope(request), _intake(request, given))


@router.post("/dossier-groups", response={201: s.GroupOut}, summary="Tiếp nhận hồ sơ liên thông")
def receive_group(request: HttpRequest, given: s.GroupIn) -> Any:
    """Một ngày hẹn chung cho công dân; hồ sơ thành phần chờ hồ sơ trước xong mới bắt đầu."""
    parts = [groups.Part(_intake(request, one.intake), one.after) for one in given.parts]
    return groups.receive_group(_scope(request), given.name, parts)


@router.get(ONE, response=s.PageOut, summary="Một hồ sơ")
def one_dossier(request: HttpRequest, dossier_id: int) -> Any:
    """Với diễn biến, phiếu, các bước và những việc được làm lúc này."""
    return queries.page_of(_scope(request), dossier_id)


@router.post(ONE + "/receive", response=s.DossierOut, summary="Tiếp nhận hồ sơ đã đăng ký")
def receive_registered(request: HttpRequest, dossier_id: int, given: s.ReceiveIn) -> Any:
    """Bổ sung giấy tờ còn thiếu rồi tiếp nhận."""
    completion = intake.Completion(**_completion(request, given))
    return intake.receive_registered(_scope(request), dossier_id, given.version, completion)


@router.post(ONE + "/guide", response=s.SlipOut, summary="Hướng dẫn bằng phiếu (mẫu 02)")
def guide(request: HttpRequest, dossier_id: int, given: s.GuidanceIn) -> Any:
    """Một lần, đầy đủ."""
    guidance = intake.Guidance(given.missing, given.reason)
    return intake.guide(_scope(request), dossier_id, given.version, guidance)


@router.post(ONE + "/refuse", response=s.SlipOut, summary="Từ chối tiếp nhận (mẫu 03)")
def refuse(request: HttpRequest, dossier_id: int, given: s.GroundIn) -> Any:
    """Lý do phải thuộc danh mục."""
    refusal = intake.Refusal(given.code, given.reason)
    return intake.refuse(_scope(request), dossier_id, given.version, refusal)


@router.post(ONE + "/hand-over", response=s.DossierOut, summary="Chuyển đi giải quyết (mẫu 05)")
def hand_over(request: HttpRequest, dossier_id: int, given: s.OfficerIn) -> Any:
    """Bước đầu tiên bắt đầu."""
    return steps.hand_over(
        _scope(request),
        dossier_id,
        given.version,
        given.officer_id,
        handling_unit_id=given.handling_unit_id,
        note=given.note,
    )


@router.post(ONE + "/finish-step", response=s.DossierOut, summary="Hoàn thành một bước")
def finish_step(request: HttpRequest, dossier_id: int, given: s.StepIn) -> Any:
    """Bước sau bắt đầu với người được chọn, hoặc người đang giải quyết."""
    return steps.finish_step(
        _scope(request), dossier_id, given.version, note=given.note, next_officer_id=given.next_officer_id
    )


@router.post(ONE + "/reassign", response=s.DossierOut, summary="Phân công lại")
def reassign(request: HttpRequest, dossier_id: int, given: s.ReassignIn) -> Any:
    """Kèm lý do."""
    return steps.reassign(_scope(request), dossier_id, given.version, given.officer_id, given.reason)


@router.post(ONE + "/consult", response=s.DossierOut, summary="Lấy ý kiến cơ quan khác")
def consult(request: HttpRequest, dossier_id: int, given: s.QuestionIn) -> Any:
    """Có thời hạn trả lời riêng; thời hạn của hồ sơ vẫn chạy."""
    question = steps.Question(given.unit_id, given.question, given.days)
    return steps.consult(_scope(request), dossier_id, given.version, question)


@router.post("/consultations/{int:consultation_id}/answer", response=s.DossierOut, summary="Trả lời ý kiến")
def answer(request: HttpRequest, consultation_id: int, given: s.AnswerIn) -> Any:
    """Của cơ quan được hỏi, hoặc do người giải quyết ghi lại."""
    return steps.answer(_scope(request), consultation_id, given.version, given.answer)


@router.post(ONE + "/ask-supplement", response=s.SlipOut, summary="Yêu cầu bổ sung (mẫu 02)")
def ask_supplement(request: HttpRequest, dossier_id: int, given: s.GuidanceIn) -> Any:
    """Không quá một lần; thời hạn dừng lại."""
    guidance = intake.Guidance(given.missing, given.reason)
    return waiting.ask_supplement(_scope(request), dossier_id, given.version, guidance)


@router.post(ONE + "/supplemented", response=s.DossierOut, summary="Nhận hồ sơ bổ sung")
def supplemented(request: HttpRequest, dossier_id: int, given: s.ReceiveIn) -> Any:
    """Thời hạn tính lại từ đầu."""
    completion = intake.Completion(**_completion(request, given))
    return waiting.supplemented(_scope(request), dossier_id, given.version, completion)


@router.post(ONE + "/ask-payment", response=s.DossierOut, summary="Yêu cầu nghĩa vụ tài chính")
def ask_payment(request: HttpRequest, dossier_id: int, given: s.GroundIn) -> Any:
    """Chỉ theo căn cứ trong danh mục; thời hạn dừng lại."""
    return waiting.ask_payment(_scope(request), dossier_id, given.version, given.code, given.reason)


@router.post(ONE + "/paid", response=s.DossierOut, summary="Đã thực hiện nghĩa vụ tài chính")
def paid(request: HttpRequest, dossier_id: int, given: s.ActIn) -> Any:
    """Thời hạn chạy tiếp, hoặc bắt đầu lần hẹn thứ hai của thủ tục."""
    return waiting.paid(_scope(request), dossier_id, given.version, given.note)


@router.post("/dossier-fees/{int:fee_id}/pay", response=s.FeeOut, summary="Ghi nhận đã nộp phí")
def pay(request: HttpRequest, fee_id: int, given: s.PayIn) -> Any:
    """Khoản đã thu khi tiếp nhận, nộp sau."""
    return fees.pay(_scope(request), fee_id, online=given.online)


@router.post(ONE + "/apology", response=s.SlipOut, summary="Soạn phiếu xin lỗi (mẫu 04)")
def draft_apology(request: HttpRequest, dossier_id: int, given: s.ApologyIn) -> Any:
    """Một lần, với lý do và một ngày hẹn mới."""
    apology = apologies.Apology(given.reason, given.new_day)
    return apologies.draft(_scope(request), dossier_id, given.version, apology)


@router.post("/apologies/{int:slip_id}/sign", response=s.SlipOut, summary="Ký phiếu xin lỗi")
def sign_apology(request: HttpRequest, slip_id: int, given: s.ActIn) -> Any:
    """Của lãnh đạo."""
    return apologies.sign(_scope(request), slip_id, given.version)


@router.post("/apologies/{int:slip_id}/send", response=s.DossierOut, summary="Gửi phiếu xin lỗi")
def send_apology(request: HttpRequest, slip_id: int, given: s.ActIn) -> Any:
    """Từ đây hồ sơ theo ngày hẹn mới."""
    return apologies.send(_scope(request), slip_id, given.version)


@router.post(ONE + "/finish", response=s.DossierOut, summary="Kết thúc giải quyết")
def finish(request: HttpRequest, dossier_id: int, given: s.FinishIn) -> Any:
    """Có kết quả, hoặc từ chối giải quyết kèm lý do."""
    results = [
        papers.ResultIn(**one.dict(exclude={"file"}), file=opened(request, one.file)) for one in given.results
    ]
    outcome = steps.Outcome(results, given.denied, given.reason, given.note)
    return steps.finish(_scope(request), dossier_id, given.version, outcome)


@router.post(ONE + "/return", response=s.DossierOut, summary="Trả kết quả")
def give_back(request: HttpRequest, dossier_id: int, given: s.ReturnIn) -> Any:
    """Trực tiếp (in_person), bưu chính (post) hoặc trực tuyến (online)."""
    return ending.give_back(
        _scope(request), dossier_id, given.version, ending.Return(**given.dict(exclude={"version"}))
    )


@router.post(ONE + "/withdraw", response=s.DossierOut, summary="Công dân rút hồ sơ")
def withdraw(request: HttpRequest, dossier_id: int, given: s.ReasonIn) -> Any:
    """Theo đề nghị của người nộp."""
    return ending.withdraw(_scope(request), dossier_id, given.version, given.reason)


@router.post(ONE + "/stop", response=s.SlipOut, summary="Dừng giải quyết (thông báo)")
def stop(request: HttpRequest, dossier_id: int, given: s.GroundIn) -> Any:
    """Chỉ theo căn cứ trong danh mục, có thông báo đã ký."""
    return ending.stop(_scope(request), dossier_id, given.version, given.code, given.reason)


@router.post(ONE + "/rating", response=s.DossierOut, summary="Phiếu đánh giá")
def rate(request: HttpRequest, dossier_id: int, given: s.RatingIn) -> Any:
    """Một lần cho mỗi hồ sơ."""
    rating = ending.RatingIn(**given.dict(exclude={"version", "note"}))
    return ending.rate(_scope(request), dossier_id, given.version, rating)


@router.post(ONE + "/correct", response=s.DossierOut, summary="Đính chính")
def correct(request: HttpRequest, dossier_id: int, given: s.CorrectIn) -> Any:
    """Giữ lại giá trị trước, sau và lý do."""
    return correcting.correct(_scope(request), dossier_id, given.version, given.changes, given.reason)
