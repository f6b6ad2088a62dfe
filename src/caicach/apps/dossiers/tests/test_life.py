"""From handing over to the result: steps, opinions, waits, the apology, ends, corrections; what the law forbids stays undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal

import pytest

from caicach.apps.documents.tests.conftest import sent
from caicach.apps.dossiers.actions import apologies, correcting, ending, intake, papers, steps, waiting
from caicach.apps.dossiers.actions.apologies import Apology
from caicach.apps.dossiers.actions.ending import RatingIn, Return
from caicach.apps.dossiers.actions.intake import Completion, Guidance
from caicach.apps.dossiers.actions.papers import PaperIn, ResultIn
from caicach.apps.dossiers.actions.steps import Outcome, Question
from caicach.apps.dossiers.models import Dossier, KeptPaper, Slip
from caicach.apps.dossiers.queries.dossier import page_of
from caicach.apps.dossiers.tests.desk import TODAY, Desk, make_version, seated
from caicach.core.dossiers.status import Status
from caicach.core.letters import slips as letters
from caicach.platform import clock
from caicach.platform.access import NotFound, Refused, Role, Scope
from caicach.platform.audit.models import Entry
from caicach.platform.clock import VIETNAM
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.notices.models import Notice

THURSDAY, FRIDAY = TODAY + dt.timedelta(days=1), TODAY + dt.timedelta(days=2)
MONDAY, THE_26TH = TODAY + dt.timedelta(days=5), TODAY + dt.timedelta(days=8)
LACK = Guidance(["Giấy chứng sinh bản chính"], "Bản nộp không có dấu")


def fresh(dossier: Dossier | Slip) -> Dossier:
    return Dossier.objects.get(pk=dossier.dossier_id if isinstance(dossier, Slip) else dossier.pk)


def settled(desk: Desk, dossier: Dossier) -> Dossier:
    handler = desk.scope("handler")
    while dossier.step != 3:
        dossier = steps.finish_step(handler, dossier.pk, dossier.version)
    return steps.finish(handler, dossier.pk, dossier.version, Outcome([ResultIn("Giấy khai sinh")]))


def apology(desk: Desk, dossier: Dossier, day: dt.date) -> Dossier:
    slip = apologies.draft(desk.scope("handler"), dossier.pk, dossier.version, Apology("Thiếu người ký", day))
    slip = apologies.sign(desk.scope("head"), slip.pk, fresh(slip).version)
    return apologies.send(desk.scope("officer"), slip.pk, fresh(slip).version)


def test_the_internal_process_runs_step_by_step_each_with_its_due_moment(desk: Desk) -> None:
    dossier = desk.handed_over()
    assert (dossier.status, dossier.step, dossier.officer) == (Status.IN_PROGRESS, 1, desk.people["handler"])
    first = dossier.steps.get()
    assert first.due_at == dt.datetime(2026, 11, 18, 14, 45, tzinfo=VIETNAM)  # half a day from nine o’clock
    assert dossier.slips.filter(form="05").count() == 1
    dossier = steps.finish_step(desk.scope("handler"), dossier.pk, dossier.version, note="Đủ giấy tờ")
    assert dossier.step == 2
    assert dossier.steps.get(order=1).done_by == desk.people["handler"]
    done = settled(desk, dossier)
    assert (done.status, done.steps.filter(finished_at=None).count()) == (Status.DONE, 0)


def test_a_dossier_is_not_finished_while_steps_lie_ahead_or_without_a_result(desk: Desk) -> None:
    dossier = desk.handed_over()
    with pytest.raises(Invalid) as fault:
        steps.finish(desk.scope("handler"), dossier.pk, dossier.version, Outcome())
    assert len(fault.value.problems) == 2


def test_only_people_with_a_handling_post_are_given_dossiers(desk: Desk) -> None:
    dossier = desk.received()
    for name in ("officer", "adviser", "reader"):
        with pytest.raises(Invalid, match="không có vị trí giải quyết"):
            steps.hand_over(desk.scope("officer"), dossier.pk, dossier.version, desk.people[name].pk)
    given = steps.hand_over(
        desk.scope("officer"),
        dossier.pk,
        dossier.version,
        desk.people["colleague"].pk,
        handling_unit_id=desk.division.pk,
    )
    assert given.handling_unit == desk.division
    told = Notice.objects.get(recipient=desk.people["colleague"])
    assert dossier.code in told.title
    assert "Nguyễn" not in told.title + told.body


def test_somebody_elses_dossier_is_worked_on_only_after_the_head_has_reassigned_it(desk: Desk) -> None:
    dossier = desk.handed_over()
    with pytest.raises(Refused, match="phân công cho người khác"):
        steps.finish_step(_colleague_here(desk), dossier.pk, dossier.version)
    with pytest.raises(Refused):
        steps.reassign(
            desk.scope("handler"), dossier.pk, dossier.version, desk.people["colleague"].pk, "Nghỉ ốm"
        )
    moved = steps.reassign(
        desk.scope("head"), dossier.pk, dossier.version, desk.people["colleague"].pk, "Nghỉ ốm"
    )
    assert moved.officer == moved.steps.get().officer == desk.people["colleague"]


def test_another_unit_is_asked_with_a_deadline_of_its_own_and_answers_itself(desk: Desk) -> None:
    dossier = desk.handed_over()
    asked = Question(desk.sister.pk, "Có lưu hồ sơ gốc không?", Decimal(1))
    with pytest.raises(NotFound):
        steps.consult(desk.scope("adviser"), dossier.pk, dossier.version, asked)
    dossier = steps.consult(desk.scope("handler"), dossier.pk, dossier.version, asked)
    row = dossier.consultations.get()
    assert row.due_at == dt.datetime(2026, 11, 19, 9, tzinfo=VIETNAM)
    with pytest.raises(Invalid, match="chưa trả lời ý kiến"):
        settled(desk, dossier)
    dossier = fresh(dossier)
    dossier = steps.answer(desk.scope("adviser"), row.pk, dossier.version, "Có lưu, số 12/2019")
    assert dossier.consultations.get().answer == "Có lưu, số 12/2019"
    with pytest.raises(Invalid, match="không có ý kiến nào"):
        steps.answer(desk.scope("adviser"), row.pk, dossier.version, "Lần nữa")


def test_a_supplement_stops_the_clock_and_the_limit_begins_anew(desk: Desk) -> None:
    dossier = desk.handed_over()
    with clock.told(THURSDAY):
        slip = waiting.ask_supplement(desk.scope("handler"), dossier.pk, dossier.version, LACK)
        waits = fresh(slip)
        assert waits.status == Status.SUPPLEMENT
        assert "Điều 19 khoản 4" in waits.pauses.get().basis
    with clock.told(THE_26TH):
        rest = Completion(papers=[PaperIn(name="Giấy chứng sinh bản chính")])
        back = waiting.supplemented(desk.scope("officer"), waits.pk, waits.version, rest)
    assert back.status == Status.IN_PROGRESS
    assert back.due_at == dt.datetime(2026, 12, 1, 17, tzinfo=VIETNAM)
    assert back.first_due_at == dt.datetime(2026, 11, 23, 17, tzinfo=VIETNAM)


def test_the_second_supplement_is_refused_with_the_article_that_forbids_it(desk: Desk) -> None:
    dossier = desk.handed_over()
    waits = fresh(waiting.ask_supplement(desk.scope("handler"), dossier.pk, dossier.version, LACK))
    back = waiting.supplemented(desk.scope("officer"), waits.pk, waits.version, Completion())
    with pytest.raises(Invalid, match="lần thứ hai") as fault:
        waiting.ask_supplement(desk.scope("handler"), back.pk, back.version, LACK)
    assert "Điều 19 khoản 4" in fault.value.message
    assert fresh(back).slips.filter(form="02").count() == 1


def test_a_supplement_later_than_three_working_days_is_written_with_a_caution(desk: Desk) -> None:
    dossier = desk.handed_over()
    with clock.told(THE_26TH):
        waiting.ask_supplement(desk.scope("handler"), dossier.pk, dossier.version, LACK)
    (caution,) = dossier.events.get(act="ask_supplement").data["cautions"]
    assert "03 ngày làm việc" in caution


def test_the_clock_stands_only_on_a_ground_of_the_law(desk: Desk) -> None:
    dossier = desk.handed_over()
    for ground in ("", "bận họp", "supplement"):
        with pytest.raises(Invalid, match="căn cứ pháp luật"):
            waiting.ask_payment(desk.scope("handler"), dossier.pk, dossier.version, ground, "Chờ thuế")
    waits = waiting.ask_payment(
        desk.scope("handler"), dossier.pk, dossier.version, "land_duty", "Thông báo 12/TB"
    )
    with clock.told(FRIDAY):
        back = waiting.paid(desk.scope("officer"), waits.pk, waits.version)
    assert back.status == Status.IN_PROGRESS
    assert back.due_at == dt.datetime(2026, 11, 26, 17, tzinfo=VIETNAM)


def test_the_second_appointment_of_a_procedure_runs_from_the_payment(desk: Desk) -> None:
    land = make_version(
        desk.province, "1.012000", "Đăng ký đất đai", second_kind="working_days", second_amount=Decimal(5)
    )
    dossier = desk.handed_over(version_id=land.pk, papers=(), fees=())
    waits = waiting.ask_payment(
        desk.scope("handler"), dossier.pk, dossier.version, "land_duty", "Thông báo 12/TB"
    )
    with clock.told(MONDAY):
        back = waiting.paid(desk.scope("officer"), waits.pk, waits.version)
    assert back.due_at == dt.datetime(2026, 12, 1, 17, tzinfo=VIETNAM)


def test_the_apology_is_drafted_signed_sent_and_counted(desk: Desk) -> None:
    dossier = desk.handed_over()
    slip = apologies.draft(
        desk.scope("handler"), dossier.pk, dossier.version, Apology("Chờ xác minh", THE_26TH)
    )
    with pytest.raises(Invalid, match="chưa được lãnh đạo ký"):
        apologies.send(desk.scope("handler"), slip.pk, fresh(slip).version)
    with pytest.raises(Refused):
        apologies.sign(desk.scope("handler"), slip.pk, fresh(slip).version)
    apologies.sign(desk.scope("head"), slip.pk, fresh(slip).version)
    late = apologies.send(desk.scope("officer"), slip.pk, fresh(slip).version)
    assert (late.reappointed, late.due_at) == (1, dt.datetime(2026, 11, 26, 17, tzinfo=VIETNAM))
    assert "cautions" not in late.events.get(act="apologise").data
    kept = letters.from_plain(Slip.objects.get(pk=slip.pk).content)
    assert isinstance(kept, letters.Apology)
    assert (kept.signer, kept.new_due_at) == (desk.people["head"].display_name, late.due_at)


def test_a_draft_is_written_anew_under_its_number(desk: Desk) -> None:
    dossier = desk.handed_over()
    first = apologies.draft(desk.scope("handler"), dossier.pk, dossier.version, Apology("Lý do", THE_26TH))
    again = apologies.draft(
        desk.scope("handler"), dossier.pk, fresh(first).version, Apology("Lý do đúng", THE_26TH)
    )
    assert (again.pk, again.reason, Slip.objects.filter(form="04").count()) == (first.pk, "Lý do đúng", 1)


def test_the_second_apology_is_refused_with_the_article(desk: Desk) -> None:
    dossier = apology(desk, desk.handed_over(), THE_26TH)
    with pytest.raises(Invalid, match="Điều 19 khoản 9"):
        apology(desk, dossier, THE_26TH + dt.timedelta(days=4))


def test_the_new_date_is_a_later_working_day(desk: Desk) -> None:
    dossier = desk.handed_over()
    for day in (MONDAY, MONDAY + dt.timedelta(days=1), THE_26TH + dt.timedelta(days=2)):
        with pytest.raises(Invalid, match="ngày làm việc"):
            apology(desk, dossier, day)


def test_an_apology_on_the_due_date_is_late_and_says_so(desk: Desk) -> None:
    dossier = desk.handed_over()
    with clock.told(MONDAY):
        apology(desk, dossier, THE_26TH)
    assert "ít nhất 01 ngày" in dossier.events.get(act="apologise").data["cautions"][0]


def test_results_are_kept_returned_announced_when_early_and_rated_once(desk: Desk) -> None:
    dossier = desk.handed_over()
    for _step in range(2):
        dossier = steps.finish_step(desk.scope("handler"), dossier.pk, dossier.version)
    (file,) = papers.receive_files(desk.scope("handler"), [sent("giay-khai-sinh.pdf")])
    outcome = Outcome([ResultIn("Giấy khai sinh", file=file, signed=True)])
    dossier = steps.finish(desk.scope("handler"), dossier.pk, dossier.version, outcome)
    assert KeptPaper.objects.get(is_result=True).code == f"{dossier.code}.KQ1"
    officer = desk.scope("officer")
    with pytest.raises(Invalid, match="Điều 20 khoản 4"):
        ending.give_back(officer, dossier.pk, dossier.version, Return("in_person", "Nguyễn Văn Mẫu"))
    given = Return("in_person", "Nguyễn Văn Mẫu", announced=True)
    dossier = ending.give_back(officer, dossier.pk, dossier.version, given)
    assert dossier.status == Status.RETURNED
    dossier = ending.rate(officer, dossier.pk, dossier.version, RatingIn(3))
    with pytest.raises(Invalid, match="đã có phiếu đánh giá"):
        ending.rate(officer, dossier.pk, dossier.version, RatingIn(1))


def test_a_denial_states_its_reason(desk: Desk) -> None:
    dossier = desk.handed_over()
    handler = desk.scope("handler")
    for _step in range(2):
        dossier = steps.finish_step(handler, dossier.pk, dossier.version)
    with pytest.raises(Invalid, match="từ chối giải quyết"):
        steps.finish(handler, dossier.pk, dossier.version, Outcome(denied=True))
    done = steps.finish(
        handler, dossier.pk, dossier.version, Outcome(denied=True, reason="Không đủ điều kiện")
    )
    assert (done.denied, done.status) == (True, Status.DONE)


def test_what_is_withdrawn_or_stopped_is_over(desk: Desk) -> None:
    withdrawn = desk.handed_over()
    withdrawn = ending.withdraw(desk.scope("officer"), withdrawn.pk, withdrawn.version, "Không còn nhu cầu")
    assert withdrawn.status == Status.WITHDRAWN
    assert not withdrawn.steps.filter(finished_at=None).exists()
    stopped = desk.handed_over()
    with pytest.raises(Refused):
        ending.stop(
            desk.scope("officer"), stopped.pk, stopped.version, "asked_by_applicant", "Đơn ngày 18/11"
        )
    with pytest.raises(Invalid, match="căn cứ trong danh mục"):
        ending.stop(desk.scope("head"), stopped.pk, stopped.version, "quá bận", "…")
    slip = ending.stop(
        desk.scope("head"), stopped.pk, stopped.version, "asked_by_applicant", "Đơn ngày 18/11"
    )
    assert (slip.form, fresh(slip).status) == ("stop", Status.STOPPED)
    for over in (fresh(withdrawn), fresh(slip)):
        with pytest.raises(Conflict):
            ending.give_back(desk.scope("officer"), over.pk, over.version, Return("in_person", "Mẫu"))


def test_corrections_keep_before_after_and_reason_and_never_touch_what_the_law_fixes(desk: Desk) -> None:
    dossier = desk.received()
    head = desk.scope("head")
    with pytest.raises(Invalid, match="không đính chính mã hồ sơ"):
        correcting.correct(head, dossier.pk, dossier.version, {"due_at": "2027-01-01"}, "Cho dễ")
    with pytest.raises(Invalid, match="không có gì thay đổi"):
        correcting.correct(head, dossier.pk, dossier.version, {"phone": "0912345678"}, "Ghi nhầm")
    with pytest.raises(Refused):
        correcting.correct(
            desk.scope("officer"), dossier.pk, dossier.version, {"phone": "0987654321"}, "Nhầm"
        )
    fixed = correcting.correct(
        head, dossier.pk, dossier.version, {"applicant_name": "Nguyễn Văn Mẫn"}, "Ghi nhầm dấu"
    )
    assert fixed.applicant.name == "Nguyễn Văn Mẫn"
    data = fixed.events.get(act="correct").data
    assert (data["before"], data["after"]) == (
        {"applicant_name": "Nguyễn Văn Mẫu"},
        {"applicant_name": "Nguyễn Văn Mẫn"},
    )
    entry = Entry.objects.get(action="dossier.correct")
    assert "Nguyễn" not in f"{entry.before}{entry.after}"
    receipt = letters.from_plain(fixed.slips.get(form="01").content)
    assert receipt.applicant.name == "Nguyễn Văn Mẫu"


def test_a_result_of_the_day_is_settled_at_the_desk(desk: Desk) -> None:
    quick = make_version(desk.province, "2.000815", "Chứng thực", limit_kind="same_day", limit_amount=None)
    dossier = desk.received(version_id=quick.pk, papers=(), fees=(), wants_receipt=False)
    done = steps.finish(desk.scope("head"), dossier.pk, dossier.version, Outcome([ResultIn("Bản sao")]))
    back = ending.give_back(
        desk.scope("officer"), done.pk, done.version, Return("in_person", "Nguyễn Văn Mẫu")
    )
    assert back.status == Status.RETURNED


def test_a_register_of_before_can_be_withdrawn_without_ever_being_received(desk: Desk) -> None:
    dossier = intake.register(desk.scope("officer"), desk.intake())
    gone = ending.withdraw(desk.scope("officer"), dossier.pk, dossier.version, "Nộp nhầm nơi")
    assert (gone.status, gone.received_at) == (Status.WITHDRAWN, None)


def _colleague_here(desk: Desk) -> Scope:
    """A second handler of the commune itself."""
    desk.people["second"] = seated("second", Role.DOSSIER_HANDLER, desk.commune)
    return desk.scope("second")


def test_the_page_of_a_dossier_costs_the_same_whatever_happened_to_it(
    desk: Desk, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    plain = desk.received()
    busy = desk.handed_over()
    asked = Question(desk.sister.pk, "Có lưu hồ sơ gốc không?", Decimal(1))
    busy = steps.consult(desk.scope("handler"), busy.pk, busy.version, asked)
    busy = apology(desk, busy, THE_26TH)
    scope = desk.scope("officer")
    for dossier in (plain, busy):
        with django_assert_max_num_queries(12):
            page = page_of(scope, dossier.pk)
            assert [one.code for one in page.parts] == []
            assert page.events[0].act == "register"
    assert [act.value for act in page.acts] == ["withdraw"]
