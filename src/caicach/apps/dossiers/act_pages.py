"""The acts on a dossier as its page offers them: title, form, and the action that the form ends in.

One row for each; the page draws buttons from it and `views_acts` the pages behind them. Whether an act may be done is decided by
the actions alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caicach.apps.dossiers import forms_acts as f
from caicach.apps.dossiers.actions import apologies, correcting, ending, intake, steps, waiting
from caicach.apps.dossiers.actions.intake import Completion, Guidance, Refusal
from caicach.apps.dossiers.actions.papers import PaperIn, ReceivedFile, ResultIn, receive_files
from caicach.apps.dossiers.counter_intake import fees_in
from caicach.apps.dossiers.models import Consultation
from caicach.apps.dossiers.queries import counter, offices
from caicach.apps.dossiers.queries.counter import missing_papers
from caicach.apps.dossiers.queries.dossier import DossierPage, officers_for
from caicach.apps.procedures.models import Fee, Paper
from caicach.apps.units.models import Unit
from caicach.apps.units.queries import latest, latest_of
from caicach.core.dossiers.law import Ground, pause_grounds, refusal_reasons, stop_grounds
from caicach.core.dossiers.lifecycle import Act
from caicach.platform.access import Permission, Scope
from caicach.platform.wording import sentence

Words = str | Promise


@dataclass(frozen=True, slots=True)
class At:
    """The dossier that an act is about, and who does it."""

    scope: Scope
    page: DossierPage

    @property
    def id(self) -> int:
        return self.page.dossier.pk

    @property
    def missing(self) -> list[Paper]:
        """The required papers that nobody has handed in yet."""
        return missing_papers(self.scope, self.page)

    @property
    def fees(self) -> list[Fee]:
        """The fees of its channel that have not been charged yet."""
        return counter.uncharged_fees(self.scope, self.page)

    @property
    def handling(self) -> Unit:
        """The unit that handles the dossier, with its path."""
        unit = self.page.dossier.handling_unit
        return latest(unit.pk) or unit

    @property
    def unanswered(self) -> list[Consultation]:
        return [one for one in self.page.consultations if one.answered_at is None]

    @property
    def answerable(self) -> bool:
        """Whether the person works for a unit whose opinion is waited for."""
        asked = {one.unit_id for one in self.unanswered}
        return any(
            self.scope.may(Permission.DOSSIERS_HANDLE, one.path) for one in latest_of(asked) if one.path
        )


MakeForm = Callable[..., f.ActForm]
Run = Callable[[At, dict[str, Any], Any], object]


@dataclass(frozen=True, slots=True)
class ActPage:
    """An act: `slug` in its address, `form(at, *args)` what it asks for, `run(at, cleaned, form)` the action, `done` what is said
    then. `question` is asked before it is sent; `is_harm` colours what cannot be taken back.
    """

    slug: str
    act: Act
    title: Words
    icon: str
    form: MakeForm
    run: Run
    done: Words
    lead: Words = ""
    question: Words = ""
    is_harm: bool = False


def _plain(kind: type[f.ActForm]) -> MakeForm:
    return lambda at, *args, **options: kind(*args, **options)


def _grounds(known: dict[str, Ground], act: Act | None = None) -> list[tuple[str, str]]:
    return [(code, sentence(one.name)) for code, one in known.items() if act is None or one.act == act.value]


def _with_grounds(grounds: Callable[[], list[tuple[str, str]]]) -> MakeForm:
    return lambda at, *args, **options: f.GroundForm(grounds(), *args, **options)


def _with_people(kind: Any) -> MakeForm:
    return lambda at, *args, **options: kind(_officers(at), *args, **options)


def _officers(at: At) -> list[Any]:
    return officers_for(at.scope, at.handling)


def _hand_over_form(at: At, *args: Any, **options: Any) -> f.ActForm:
    counter_unit = at.page.dossier.unit
    posts = offices.beside(at.scope, latest(counter_unit.pk) or counter_unit)
    return f.HandOverForm(at.handling, _officers(at), posts, *args, **options)


def _hand_over(at: At, data: dict[str, Any], form: Any) -> object:
    officer, office = data["officer"]
    return steps.hand_over(
        at.scope, at.id, data["version"], officer, handling_unit_id=office, note=data["note"]
    )


def _scans(at: At, data: dict[str, Any]) -> list[ReceivedFile]:
    return receive_files(at.scope, data["scans"]) if data["scans"] else []


def _papers(at: At, data: dict[str, Any]) -> list[PaperIn]:
    """The papers that were ticked; scans beside them are papers under their own names."""
    given = [PaperIn(paper_id=pk) for pk in data.get("given", ())]
    return [*given, *(PaperIn(name=one.name, file=one) for one in _scans(at, data))]


def _receive(at: At, data: dict[str, Any], form: Any) -> object:
    due_on: dt.date | None = data.get("due_on")
    unit = counter.counter(at.scope, at.page.dossier.unit_id)
    completion = Completion(
        papers=_papers(at, data),
        fees=fees_in(form.fees),
        due_at=counter.end_of_work(at.scope, unit, due_on) if due_on else None,
        due_reason=data.get("due_reason", ""),
        note=data["note"],
    )
    return intake.receive_registered(at.scope, at.id, data["version"], completion)


def _consult(at: At, data: dict[str, Any], form: Any) -> object:
    unit = offices.named(at.scope, at.page.dossier.locality_id, data["unit"])
    question = steps.Question(unit.pk, data["question"], data["days"])
    return steps.consult(at.scope, at.id, data["version"], question)


def _finish(at: At, data: dict[str, Any], form: Any) -> object:
    results = [ResultIn(one.name.rsplit(".", 1)[0], file=one) for one in _scans(at, data)]
    outcome = steps.Outcome(results, data["denied"], data["reason"])
    return steps.finish(at.scope, at.id, data["version"], outcome)


def _correct(at: At, data: dict[str, Any], form: Any) -> object:
    changes = {name: data[name] for name in correcting.CORRECTABLE}
    return correcting.correct(at.scope, at.id, data["version"], changes, data["reason"])


def _correct_form(at: At, *args: Any, **options: Any) -> f.ActForm:
    stands = {name: getattr(at.page.dossier, name) for name in correcting.CORRECTABLE}
    return f.CorrectForm(*args, **options | {"initial": stands | dict(options.get("initial") or {})})


def _give_back_form(at: At, *args: Any, **options: Any) -> f.ActForm:
    dossier = at.page.dossier
    stands = {"way": dossier.return_way, "taker": dossier.proxy_name or dossier.applicant_name}
    return f.GiveBackForm(*args, **options | {"initial": stands | dict(options.get("initial") or {})})


_PAGES = (
    ActPage(
        "tiep-nhan",
        Act.RECEIVE,
        _("Tiếp nhận hồ sơ"),
        "door-enter",
        lambda at, *args, **options: f.ReceiveForm(
            at.missing, at.fees, at.page.dossier.procedure_version.limit is None, *args, **options
        ),
        _receive,
        _("Đã tiếp nhận hồ sơ %(code)s."),
        _("Đủ giấy tờ thì tiếp nhận: hồ sơ có giấy tiếp nhận và ngày hẹn trả."),
    ),
    ActPage(
        "huong-dan",
        Act.GUIDE,
        _("Hướng dẫn bổ sung (mẫu 02)"),
        "file-text",
        _plain(f.SupplementForm),
        lambda at, data, form: intake.guide(
            at.scope, at.id, data["version"], Guidance(form.lines(), data["reason"])
        ),
        _("Đã lập phiếu yêu cầu bổ sung của hồ sơ %(code)s."),
        _("Hướng dẫn một lần, đầy đủ, bằng văn bản."),
    ),
    ActPage(
        "tu-choi",
        Act.REFUSE,
        _("Từ chối tiếp nhận (mẫu 03)"),
        "circle-minus",
        _with_grounds(lambda: _grounds(dict(refusal_reasons()))),
        lambda at, data, form: intake.refuse(
            at.scope, at.id, data["version"], Refusal(data["ground"], data["reason"])
        ),
        _("Đã lập phiếu từ chối của hồ sơ %(code)s."),
        question=_("Từ chối tiếp nhận hồ sơ này? Người dân nhận Phiếu từ chối có lý do."),
        is_harm=True,
    ),
    ActPage(
        "chuyen-xu-ly",
        Act.HAND_OVER,
        _("Chuyển xử lý"),
        "arrow-right",
        _hand_over_form,
        _hand_over,
        _("Đã chuyển hồ sơ %(code)s; phiếu kiểm soát (mẫu 05) đã lập."),
        _("Bước đầu của quy trình nội bộ bắt đầu ngay, có hạn riêng."),
    ),
    ActPage(
        "xong-buoc",
        Act.FINISH_STEP,
        _("Xong bước này"),
        "check",
        _with_people(f.StepForm),
        lambda at, data, form: steps.finish_step(
            at.scope, at.id, data["version"], note=data["note"], next_officer_id=data["officer"]
        ),
        _("Đã ghi xong bước của hồ sơ %(code)s."),
    ),
    ActPage(
        "ket-thuc",
        Act.FINISH,
        _("Kết thúc, có kết quả"),
        "circle-check",
        _plain(f.FinishForm),
        _finish,
        _("Hồ sơ %(code)s đã xử lý xong, chờ trả kết quả."),
        _("Đồng hồ dừng ở đây; kết quả điện tử được giữ để người dân dùng lại."),
    ),
    ActPage(
        "tra-ket-qua",
        Act.GIVE_BACK,
        _("Trả kết quả"),
        "check",
        _give_back_form,
        lambda at, data, form: ending.give_back(
            at.scope,
            at.id,
            data["version"],
            ending.Return(data["way"], data["taker"], data["announced"], data["note"]),
        ),
        _("Đã trả kết quả hồ sơ %(code)s."),
    ),
    ActPage(
        "nhan-bo-sung",
        Act.SUPPLEMENTED,
        _("Nhận hồ sơ bổ sung"),
        "inbox",
        lambda at, *args, **options: f.PapersForm(at.missing, *args, **options),
        lambda at, data, form: waiting.supplemented(
            at.scope, at.id, data["version"], Completion(papers=_papers(at, data), note=data["note"])
        ),
        _("Đã nhận hồ sơ bổ sung %(code)s; thời hạn tính lại từ đầu."),
        _("Đủ giấy tờ thì thời hạn được tính lại từ đầu."),
    ),
    ActPage(
        "da-nop",
        Act.PAID,
        _("Đã thực hiện nghĩa vụ tài chính"),
        "circle-check",
        _plain(f.NoteForm),
        lambda at, data, form: waiting.paid(at.scope, at.id, data["version"], data["note"]),
        _("Đồng hồ của hồ sơ %(code)s chạy tiếp."),
    ),
    ActPage(
        "lay-y-kien",
        Act.CONSULT,
        _("Lấy ý kiến cơ quan khác"),
        "message-2",
        _plain(f.ConsultForm),
        _consult,
        _("Đã hỏi ý kiến cho hồ sơ %(code)s."),
        _("Cơ quan được hỏi có hạn trả lời riêng; đồng hồ của hồ sơ vẫn chạy."),
    ),
    ActPage(
        "tra-loi",
        Act.ANSWER,
        _("Ghi ý kiến trả lời"),
        "quote",
        lambda at, *args, **options: f.AnswerForm(at.unanswered, *args, **options),
        lambda at, data, form: steps.answer(at.scope, data["consultation"], data["version"], data["answer"]),
        _("Đã ghi ý kiến trả lời cho hồ sơ %(code)s."),
    ),
    ActPage(
        "yeu-cau-bo-sung",
        Act.ASK_SUPPLEMENT,
        _("Yêu cầu bổ sung (mẫu 02)"),
        "file-text",
        _plain(f.SupplementForm),
        lambda at, data, form: waiting.ask_supplement(
            at.scope, at.id, data["version"], Guidance(form.lines(), data["reason"])
        ),
        _("Đã yêu cầu bổ sung hồ sơ %(code)s; đồng hồ dừng đến khi nhận đủ."),
        _("Chỉ được yêu cầu một lần: hãy nêu đầy đủ. Đồng hồ dừng từ lúc này."),
        question=_("Yêu cầu bổ sung hồ sơ? Chỉ được yêu cầu một lần."),
    ),
    ActPage(
        "nghia-vu-tai-chinh",
        Act.ASK_PAYMENT,
        _("Chờ nghĩa vụ tài chính"),
        "hourglass",
        _with_grounds(lambda: _grounds(dict(pause_grounds()), Act.ASK_PAYMENT)),
        lambda at, data, form: waiting.ask_payment(
            at.scope, at.id, data["version"], data["ground"], data["reason"]
        ),
        _("Đồng hồ của hồ sơ %(code)s dừng đến khi người nộp thực hiện nghĩa vụ."),
        _("Chỉ dừng được theo căn cứ trong danh sách."),
    ),
    ActPage(
        "xin-loi",
        Act.APOLOGISE,
        _("Soạn phiếu xin lỗi, hẹn lại"),
        "clock-exclamation",
        _plain(f.ApologyForm),
        lambda at, data, form: apologies.draft(
            at.scope, at.id, data["version"], apologies.Apology(data["reason"], data["new_due_on"])
        ),
        _("Đã soạn phiếu xin lỗi của hồ sơ %(code)s, chờ lãnh đạo ký."),
        _("Phiếu (mẫu 04) gửi trước ngày hẹn ít nhất một ngày, do lãnh đạo ký; chỉ được hẹn lại một lần."),
    ),
    ActPage(
        "phan-cong",
        Act.REASSIGN,
        _("Phân công lại"),
        "users",
        _with_people(f.ReassignForm),
        lambda at, data, form: steps.reassign(
            at.scope, at.id, data["version"], data["officer"], data["reason"]
        ),
        _("Đã phân công lại hồ sơ %(code)s."),
    ),
    ActPage(
        "dinh-chinh",
        Act.CORRECT,
        _("Đính chính"),
        "pencil",
        _correct_form,
        _correct,
        _("Đã đính chính hồ sơ %(code)s."),
        _("Mã, thủ tục, thời điểm, ngày hẹn và phiếu đã phát hành không đính chính được."),
    ),
    ActPage(
        "rut",
        Act.WITHDRAW,
        _("Công dân rút hồ sơ"),
        "logout",
        _plain(f.ReasonForm),
        lambda at, data, form: ending.withdraw(at.scope, at.id, data["version"], data["reason"]),
        _("Đã ghi công dân rút hồ sơ %(code)s."),
        question=_("Ghi công dân rút hồ sơ này? Hồ sơ kết thúc, không mở lại được."),
        is_harm=True,
    ),
    ActPage(
        "dung",
        Act.STOP,
        _("Dừng giải quyết"),
        "hand-stop",
        _with_grounds(lambda: _grounds(dict(stop_grounds()))),
        lambda at, data, form: ending.stop(at.scope, at.id, data["version"], data["ground"], data["reason"]),
        _("Đã dừng giải quyết hồ sơ %(code)s và lập thông báo."),
        question=_("Dừng giải quyết hồ sơ này? Hồ sơ kết thúc, không mở lại được."),
        is_harm=True,
    ),
)
BY_SLUG = {one.slug: one for one in _PAGES}
BY_ACT = {one.act: one for one in _PAGES}
