"""At the desk: a dossier is received with receipt and due date or not at all."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from caicach.apps.dossiers.actions import intake, papers
from caicach.apps.dossiers.actions.fees import FeeIn
from caicach.apps.dossiers.actions.intake import Completion, Guidance, Refusal
from caicach.apps.dossiers.actions.papers import PaperIn
from caicach.apps.dossiers.actions.people import Person
from caicach.apps.dossiers.models import Applicant, Counter, Dossier, Event, KeptPaper, Slip
from caicach.apps.dossiers.tests.desk import NUMBER, TODAY, Desk, make_version
from caicach.core.dossiers.status import Channel, Status
from caicach.core.letters import slips as letters
from caicach.platform import clock
from caicach.platform.access import NotFound, Refused
from caicach.platform.audit.models import Entry
from caicach.platform.clock import VIETNAM
from caicach.platform.errors import Conflict, Fault, Invalid


def test_a_complete_dossier_is_received_with_code_receipt_and_due_date(desk: Desk) -> None:
    dossier = desk.received()
    assert dossier.code == "H44.100-261118-0001"
    assert dossier.status == Status.RECEIVED
    assert dossier.due_at == dossier.first_due_at == dt.datetime(2026, 11, 23, 17, tzinfo=VIETNAM)
    assert dossier.receipt_number == "01/TTPVHCC"
    slip = dossier.slips.get()
    receipt = letters.from_plain(slip.content)
    assert isinstance(receipt, letters.Receipt)
    assert receipt.due_at == dossier.due_at
    assert receipt.limit == "03 ngày làm việc"
    assert receipt.head.number == slip.number == 1
    assert receipt.head.code == dossier.code
    assert [paper.name for paper in receipt.papers] == ["Tờ khai đăng ký khai sinh", "Giấy chứng sinh"]
    assert receipt.fee == "8.000 đồng"


def test_every_step_of_receiving_is_an_event_and_an_entry_without_a_name(desk: Desk) -> None:
    dossier = desk.received()
    assert list(dossier.events.values_list("act", "before", "after")) == [
        ("register", None, Status.REGISTERED),
        ("receive", Status.REGISTERED, Status.RECEIVED),
    ]
    trail = Entry.objects.filter(subject_kind="dossier")
    assert [entry.action for entry in trail] == ["dossier.register", "dossier.receive"]
    assert all(
        "Mẫu" not in f"{entry.before}{entry.after}{entry.subject_label}".replace("Xã Mẫu", "")
        for entry in trail
    )


def test_numbers_run_on_within_the_day_and_begin_anew_the_next_day(desk: Desk) -> None:
    codes = [desk.received().code for _one in range(3)]
    assert [code[-4:] for code in codes] == ["0001", "0002", "0003"]
    with clock.told(TODAY + dt.timedelta(days=1)):
        assert desk.received().code == "H44.100-261119-0001"
    assert list(Slip.objects.order_by("id").values_list("number", flat=True)) == [1, 2, 3, 4]


def test_a_failed_reception_takes_no_number(desk: Desk) -> None:
    with pytest.raises(Invalid):
        desk.received(papers=())
    assert not Dossier.objects.exists()
    assert not Counter.objects.exists()
    assert desk.received().code.endswith("-0001")


def test_a_missing_required_paper_is_named_and_guided_never_silently_received(desk: Desk) -> None:
    with pytest.raises(Invalid, match="còn thiếu 1 giấy tờ bắt buộc") as fault:
        desk.received(papers=[PaperIn(desk.papers()[0].pk)])
    assert "mẫu 02" in fault.value.message


def test_without_a_known_limit_a_date_and_its_reason_are_asked_for(desk: Desk) -> None:
    version = make_version(desk.province, "1.000001", "Việc chưa rõ hạn", limit_kind="", limit_amount=None)
    unknown = {"version_id": version.pk, "papers": (), "fees": ()}
    with pytest.raises(Invalid, match="chưa có thời hạn giải quyết"):
        desk.received(**unknown)
    due_at = dt.datetime(2026, 11, 27, 17, tzinfo=VIETNAM)
    with pytest.raises(Invalid, match="lý do của ngày hẹn trả"):
        desk.received(**unknown, due_at=due_at)
    dossier = desk.received(**unknown, due_at=due_at, due_reason="Theo giấy hẹn của cơ quan chuyên ngành")
    assert dossier.due_at == due_at
    assert dossier.events.get(act="receive").data["due_reason"].startswith("Theo giấy hẹn")


@pytest.mark.parametrize(
    ("due_at", "says"),
    [
        (dt.datetime(2026, 11, 17, 17, tzinfo=VIETNAM), "không sau thời điểm tiếp nhận"),
        (dt.datetime(2026, 11, 24, 17, tzinfo=VIETNAM), "ngày nghỉ"),
    ],
)
def test_a_given_date_lies_after_reception_on_a_working_day(
    desk: Desk, due_at: dt.datetime, says: str
) -> None:
    version = make_version(desk.province, "1.000001", "Việc chưa rõ hạn", limit_kind="", limit_amount=None)
    with pytest.raises(Invalid, match=says):
        desk.received(
            version_id=version.pk, papers=(), fees=(), due_at=due_at, due_reason="Theo quy định riêng"
        )


def test_a_date_other_than_that_of_the_limit_is_refused(desk: Desk) -> None:
    with pytest.raises(Invalid, match="03 ngày làm việc"):
        desk.received(due_at=dt.datetime(2026, 12, 30, 17, tzinfo=VIETNAM), due_reason="Đông người")


def test_only_a_result_of_the_same_day_may_go_without_receipt_and_is_still_logged(desk: Desk) -> None:
    version = make_version(
        desk.province, "2.000815", "Chứng thực bản sao", limit_kind="same_day", limit_amount=None
    )
    quick = desk.received(version_id=version.pk, papers=(), fees=(), wants_receipt=False)
    assert quick.receipt_number == ""
    assert quick.due_at == dt.datetime(2026, 11, 18, 17, tzinfo=VIETNAM)
    assert quick.events.count() == 2
    assert desk.received(wants_receipt=False).receipt_number == "01/TTPVHCC"


def test_guidance_is_given_once_and_completes_to_a_reception(desk: Desk) -> None:
    scope = desk.scope("officer")
    lacking = desk.intake(papers=[PaperIn(desk.papers()[0].pk)])
    slip = intake.guide_at_desk(scope, lacking, Guidance(["Giấy chứng sinh"], "Chưa nộp bản chính"))
    dossier = Dossier.objects.get()
    assert dossier.status == Status.REGISTERED
    assert letters.from_plain(slip.content).missing == ("Giấy chứng sinh",)  # type: ignore[union-attr]
    with pytest.raises(Invalid, match="Điều 17"):
        intake.guide(scope, dossier.pk, dossier.version, Guidance(["Tờ khai"], "Ghi sai ngày"))
    rest = Completion(papers=[PaperIn(desk.papers()[1].pk)])
    received = intake.receive_registered(scope, dossier.pk, dossier.version, rest)
    assert received.status == Status.RECEIVED
    assert received.code == dossier.code


def test_a_refusal_needs_a_reason_of_the_list_and_prints_form_03(desk: Desk) -> None:
    scope = desk.scope("officer")
    with pytest.raises(Invalid, match="danh mục"):
        intake.refuse_at_desk(scope, desk.intake(), Refusal("không thích", "…"))
    slip = intake.refuse_at_desk(scope, desk.intake(), Refusal("not_competent", "Thuộc thẩm quyền của Sở"))
    assert slip.form == "03"
    assert slip.reason_code == "not_competent"
    refused = Dossier.objects.get()
    assert refused.status == Status.NOT_RECEIVED
    with pytest.raises(Conflict, match="từ chối tiếp nhận"):
        intake.receive_registered(scope, refused.pk, refused.version, Completion())


def test_a_wrong_personal_number_says_what_is_wrong_and_writes_nothing(desk: Desk) -> None:
    wrong = Person("Nguyễn Văn Mẫu", "034190000017", birth_date=dt.date(1991, 1, 1))
    with pytest.raises(Invalid, match="sinh năm 1990") as fault:
        desk.received(person=wrong)
    assert "137/2015" in fault.value.message
    assert not Applicant.objects.exists()


def test_a_number_that_belongs_to_somebody_else_is_a_conflict(desk: Desk) -> None:
    desk.received()
    with pytest.raises(Conflict, match="đã được ghi cho"):
        desk.received(person=Person("Lê Thị Thử", NUMBER))
    assert desk.received(person=Person("NGUYỄN VĂN MẪU", NUMBER, address="Thôn Mới")).address == "Thôn Mới"
    assert Applicant.objects.count() == 1


def test_fees_come_from_the_schedule_and_a_difference_needs_a_reason(desk: Desk) -> None:
    fee = desk.fees["fee"]
    with pytest.raises(Invalid, match="khác biểu phí"):
        desk.received(fees=[FeeIn(fee.pk, amount=Decimal(10000))])
    with pytest.raises(Invalid, match="khác biểu phí"):
        desk.received(fees=[FeeIn(name="Phí lạ", amount=Decimal(1000))])
    dossier = desk.received(
        fees=[FeeIn(fee.pk, amount=Decimal(0), reason="Trẻ em thuộc hộ nghèo, miễn lệ phí")]
    )
    row = dossier.fees.get()
    assert (row.amount, row.scheduled, row.paid_at) == (0, 8000, None)
    assert "miễn" in dossier.events.get(act="register").data["fees"][0]["reason"]


def test_a_digitised_paper_is_kept_and_used_again_by_its_code(desk: Desk) -> None:
    from caicach.apps.documents.tests.conftest import sent

    scope = desk.scope("officer")
    first, second = desk.papers()
    (scan,) = papers.receive_files(scope, [sent("to-khai.pdf")])
    desk.received(papers=[PaperIn(first.pk, file=scan), PaperIn(second.pk)])
    kept = KeptPaper.objects.get()
    again = desk.received(papers=[PaperIn(first.pk, reuse=kept.code), PaperIn(second.pk)])
    row = again.papers.get(paper=first)
    assert (row.reused, row.file, row.digitised) == (kept, kept.file, True)
    assert KeptPaper.objects.count() == 1


def test_a_paper_of_somebody_else_or_out_of_date_is_not_used_again(desk: Desk) -> None:
    from caicach.apps.documents.tests.conftest import sent

    scope = desk.scope("officer")
    first, second = desk.papers()
    (scan,) = papers.receive_files(scope, [sent("to-khai.pdf")])
    desk.received(papers=[PaperIn(first.pk, file=scan), PaperIn(second.pk)])
    kept = KeptPaper.objects.get()
    reused = [PaperIn(first.pk, reuse=kept.code), PaperIn(second.pk)]
    with pytest.raises(Invalid, match="không phải của người nộp này"):
        desk.received(person=Person("Lê Thị Thử", "034190000018"), papers=reused)
    KeptPaper.objects.update(valid_to=TODAY - dt.timedelta(days=1))
    with pytest.raises(Invalid, match="hết giá trị"):
        desk.received(papers=reused)


def test_a_file_that_is_not_what_it_says_is_not_let_in(desk: Desk) -> None:
    from caicach.apps.documents.tests.conftest import sent

    with pytest.raises(Fault):
        papers.receive_files(desk.scope("officer"), [sent("to-khai.pdf", b"MZ\x90\x00 not a paper")])


def test_police_and_military_procedures_are_received_at_the_same_desk(desk: Desk) -> None:
    version = make_version(desk.province, "1.004222", "Đăng ký thường trú", police_or_military=True)
    assert desk.received(version_id=version.pk, papers=(), fees=()).status == Status.RECEIVED


def test_a_repealed_or_foreign_procedure_is_not_received(desk: Desk) -> None:
    ended = make_version(desk.province, "1.000009", "Đã bãi bỏ", valid_to=TODAY - dt.timedelta(days=1))
    with pytest.raises(Invalid, match="không có hiệu lực"):
        desk.received(version_id=ended.pk)
    with pytest.raises(Invalid, match="không có trong danh mục"):
        desk.received(version_id=0)


def test_submitted_online_lies_before_now_and_at_the_desk_is_now(desk: Desk) -> None:
    earlier = dt.datetime(2026, 11, 17, 20, tzinfo=VIETNAM)
    online = desk.received(channel=Channel.ONLINE.value, submitted_at=earlier)
    assert online.submitted_at == earlier
    for wrong in ({"submitted_at": earlier}, {"channel": 2, "submitted_at": earlier + dt.timedelta(days=9)}):
        with pytest.raises(Invalid, match="Thời điểm nộp"):
            desk.received(**wrong)


def test_who_does_not_receive_at_this_counter_is_refused_or_sees_nothing(desk: Desk) -> None:
    with pytest.raises(Refused):
        intake.receive(desk.scope("handler"), desk.intake())
    with pytest.raises(NotFound):
        intake.receive(desk.scope("stranger"), desk.intake())
    dossier = intake.register(desk.scope("officer"), desk.intake())
    with pytest.raises(NotFound):
        intake.receive_registered(desk.scope("stranger"), dossier.pk, dossier.version, Completion())
    assert Event.objects.count() == 1


def test_an_old_version_is_a_conflict_and_changes_nothing(desk: Desk) -> None:
    scope = desk.scope("officer")
    dossier = intake.register(scope, replace(desk.intake()))
    intake.receive_registered(scope, dossier.pk, dossier.version, Completion())
    with pytest.raises(Conflict, match="người khác cập nhật"):
        intake.receive_registered(scope, dossier.pk, dossier.version, Completion())
