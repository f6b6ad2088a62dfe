"""The counter as an officer works at it: find, fill in, receive, guide, refuse; every fault keeps what was typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from caicach.apps.dossiers.actions import intake
from caicach.apps.dossiers.actions.fees import FeeIn
from caicach.apps.dossiers.models import Applicant, Dossier, KeptPaper, Slip
from caicach.apps.dossiers.tests.browsing import Browser, fields, text
from caicach.apps.dossiers.tests.desk import NUMBER, Desk, make_version
from caicach.core.dossiers.status import Channel, Form, Status
from caicach.platform.tests.papers import PDF

PERSON = {"number": NUMBER, "name": "Nguyễn Văn Mẫu", "phone": "0912 345 678", "address": "Thôn 1"}


@pytest.fixture
def officer(desk: Desk) -> Browser:
    return Browser(desk, "officer")


def chosen(officer: Browser) -> Any:
    """The counter with the procedure of the desk on it."""
    page = officer.get("counter", tt=officer.desk.version.procedure.code)
    assert page.status_code == 200
    return page


def ticked(officer: Browser) -> dict[str, str]:
    return {f"p{paper.pk}-given": "on" for paper in officer.desk.papers()}


def received(officer: Browser, **typed: Any) -> Any:
    return officer.press(chosen(officer), **PERSON, **ticked(officer), do="receive", **typed)


class TestFinding:
    def test_a_procedure_is_found_by_code_or_name_whatever_the_tone_marks(self, officer: Browser) -> None:
        for search in ("khai sinh", "KHAI SINH", "khai sịnh", "1.013978"):
            assert "Đăng ký khai sinh" in text(officer.get("counter_procedures", search=search)), search
        assert "Không có thủ tục nào khớp" in text(officer.get("counter_procedures", search="xyz"))

    def test_what_the_counter_is_asked_for_most_comes_first(self, officer: Browser) -> None:
        make_version(officer.desk.province, "1.000001", "An táng")
        first = text(officer.get("counter_procedures"))
        assert first.index("An táng") < first.index("Đăng ký khai sinh")
        officer.desk.received()
        then = text(officer.get("counter_procedures"))
        assert then.index("Đăng ký khai sinh") < then.index("An táng")

    def test_choosing_a_procedure_keeps_the_person_that_was_typed(self, officer: Browser) -> None:
        page = officer.press(officer.get("counter"), **PERSON, choose=officer.desk.version.pk)
        assert fields(page)["name"] == PERSON["name"]
        assert "Tờ khai đăng ký khai sinh" in text(page)
        assert "17:00 23/11/2026" in text(page), "the due date stands there before anything is received"

    def test_a_procedure_that_is_not_in_the_catalogue_says_so(self, officer: Browser) -> None:
        page = officer.press(officer.get("counter"), choose="999999")
        assert page.status_code == 404
        assert "đang có hiệu lực" in text(page)

    def test_a_wrong_personal_number_is_named_while_it_is_typed(self, officer: Browser) -> None:
        page = officer.post("counter_person", kind="citizen", number="12345")
        assert "12 chữ số" in text(page)
        page = officer.post("counter_person", kind="citizen", number="999999999")
        assert "chứng minh nhân dân 9 số" in text(page)

    def test_a_known_person_is_found_by_number_phone_and_name_and_filled_in(self, officer: Browser) -> None:
        officer.desk.received()
        known = Applicant.objects.get()
        for asked in ({"number": NUMBER}, {"phone": "0912.345.678"}, {"name": "nguyen van"}):
            page = officer.post("counter_person", kind="citizen", **asked)
            assert f'name="person" value="{known.pk}"' in page.content.decode(), asked
        page = officer.press(chosen(officer), person=str(known.pk))
        assert fields(page)["number"] == NUMBER
        assert fields(page)["name"] == known.name
        assert f"Đã lấy thông tin của {known.name}" in text(page)

    def test_nobody_of_another_locality_is_found(self, officer: Browser) -> None:
        officer.desk.received()
        Applicant.objects.update(locality_id=officer.desk.sister.pk)
        page = officer.post("counter_person", kind="citizen", number=NUMBER)
        assert 'name="person"' not in page.content.decode()


class TestReceiving:
    def test_a_complete_dossier_gets_its_receipt_and_due_date(self, officer: Browser) -> None:
        answer = received(officer)
        dossier = Dossier.objects.get()
        assert answer.url == reverse("dossiers:received", args=[dossier.pk])
        page = text(officer.client.get(answer.url))
        assert "17:00 23/11/2026" in page
        assert dossier.code in page
        assert dossier.receipt_number in page
        assert 'href="/mot-cua/quay/?quay=' in officer.client.get(answer.url).content.decode()
        assert dossier.status == Status.RECEIVED
        assert dossier.papers.count() == 2

    def test_a_form_that_is_sent_twice_is_received_once(self, officer: Browser) -> None:
        data = fields(chosen(officer)) | PERSON | ticked(officer) | {"do": "receive"}
        first = officer.client.post(reverse("dossiers:counter"), data)
        again = officer.client.post(reverse("dossiers:counter"), data)
        assert first["Location"] == again["Location"]
        assert Dossier.objects.count() == 1

    def test_a_missing_paper_is_refused_with_the_article_and_everything_is_kept(
        self, officer: Browser
    ) -> None:
        first, _second = officer.desk.papers()
        typed = {**PERSON, f"p{first.pk}-given": "on", "content": "Con thứ hai", "do": "receive"}
        page = officer.press(chosen(officer), **typed)
        assert page.status_code == 422
        assert "Nghị định số 118/2025/NĐ-CP" in text(page)
        assert "mẫu 02" in text(page)
        kept = fields(page)
        assert kept["name"] == PERSON["name"]
        assert kept["content"] == "Con thứ hai"
        assert kept[f"p{first.pk}-given"] == "on"
        assert not Dossier.objects.exists()

    def test_after_a_fault_the_corrected_form_is_received(self, officer: Browser) -> None:
        page = officer.press(chosen(officer), **PERSON, do="receive")
        answer = officer.press(page, **ticked(officer), do="receive")
        assert answer.status_code == 302
        assert Dossier.objects.count() == 1

    def test_a_wrong_personal_number_stands_beside_its_field(self, officer: Browser) -> None:
        page = officer.press(chosen(officer), **PERSON | {"number": "0341"}, **ticked(officer), do="receive")
        assert page.status_code == 422
        assert 'href="#id_number"' in page.content.decode()
        assert fields(page)["number"] == "0341"

    def test_an_empty_name_and_no_procedure_are_named(self, officer: Browser) -> None:
        page = officer.press(officer.get("counter"), do="receive")
        assert page.status_code == 422
        assert "Chưa chọn thủ tục" in text(page)
        assert 'href="#id_name"' in page.content.decode()

    def test_a_scan_is_kept_over_a_fault_and_becomes_a_paper(self, officer: Browser) -> None:
        first, second = officer.desk.papers()
        scan = SimpleUploadedFile("to-khai.pdf", PDF, "application/pdf")
        page = officer.press(chosen(officer), **{f"p{first.pk}-scan": scan}, do="receive")
        assert page.status_code == 422, "no name yet"
        assert "Đã nhận tệp to-khai.pdf" in text(page)
        answer = officer.press(page, **PERSON, **{f"p{second.pk}-given": "on"}, do="receive")
        assert answer.status_code == 302
        paper = Dossier.objects.get().papers.get(paper=first)
        assert paper.file_name == "to-khai.pdf"
        assert paper.digitised

    def test_a_file_that_is_not_what_it_says_is_named_beside_its_paper(self, officer: Browser) -> None:
        first = officer.desk.papers()[0]
        scan = SimpleUploadedFile("to-khai.pdf", b"MZ\x90\x00 program", "application/pdf")
        page = officer.press(
            chosen(officer), **PERSON, **ticked(officer), **{f"p{first.pk}-scan": scan}, do="receive"
        )
        assert page.status_code == 422
        assert "to-khai.pdf" in text(page)
        assert fields(page)["name"] == PERSON["name"]
        assert not Dossier.objects.exists()

    def test_a_scan_of_somebody_else_cannot_be_sent(self, officer: Browser) -> None:
        first = officer.desk.papers()[0]
        scan = SimpleUploadedFile("to-khai.pdf", PDF, "application/pdf")
        held = fields(officer.press(chosen(officer), **{f"p{first.pk}-scan": scan}))[f"p{first.pk}-held"]
        head = Browser(officer.desk, "head")
        page = head.press(chosen(head), **PERSON, **{f"p{first.pk}-held": held}, do="receive")
        assert page.status_code == 422
        assert "Hãy gửi lại tệp" in text(page)

    def test_kept_papers_of_the_person_are_offered_and_used_again(self, officer: Browser) -> None:
        first, second = officer.desk.papers()
        scan = SimpleUploadedFile("to-khai.pdf", PDF, "application/pdf")
        received(officer, **{f"p{first.pk}-scan": scan})
        kept = KeptPaper.objects.get()
        page = officer.press(chosen(officer), person=str(Applicant.objects.get().pk))
        assert kept.code in text(page)
        answer = officer.press(
            page, **{f"p{first.pk}-reuse": kept.code, f"p{second.pk}-given": "on"}, do="receive"
        )
        assert answer.status_code == 302
        assert Dossier.objects.latest("pk").papers.get(paper=first).reused == kept

    def test_what_is_still_to_be_paid_is_told_with_the_receipt(self, officer: Browser) -> None:
        name = f"f{officer.desk.fees['fee'].pk}-paid"
        assert "8.000 đồng · chưa nộp" in text(officer.client.get(received(officer).headers["Location"]))
        paid = received(officer, **{name: "desk"})
        assert "8.000 đồng · đã nộp" in text(officer.client.get(paid.headers["Location"]))

    def test_a_fee_that_differs_from_the_schedule_needs_its_reason(self, officer: Browser) -> None:
        fee = officer.desk.fees["fee"]
        page = received(officer, **{f"f{fee.pk}-amount": "0"})
        assert page.status_code == 422
        assert "khác biểu phí" in text(page)
        answer = officer.press(page, **{f"f{fee.pk}-reason": "Hộ nghèo, miễn thu"}, do="receive")
        assert answer.status_code == 302

    def test_what_is_wrong_with_a_telephone_stands_beside_its_field(self, officer: Browser) -> None:
        page = officer.press(
            chosen(officer), **PERSON | {"phone": "0912 34"}, **ticked(officer), do="receive"
        )
        assert 'href="#id_phone"' in page.content.decode()
        assert "Hãy nhập 10 chữ số" in text(page)
        assert fields(page)["phone"] == "0912 34"

    def test_an_amount_is_shown_and_read_with_marks_between_thousands(self, officer: Browser) -> None:
        fee = officer.desk.fees["fee"]
        name, why = f"f{fee.pk}-amount", {f"f{fee.pk}-reason": "Thu theo bản"}
        assert fields(chosen(officer))[name] == "8.000"
        for wrong in ("8,5", "8.50", "tám nghìn"):
            answer = received(officer, **{name: wrong}, **why)
            assert "Hãy nhập số tiền bằng đồng, không có số lẻ, ví dụ 8.000." in text(answer), wrong
            assert fields(answer)[name] == wrong
        assert received(officer, **{name: "1.020 000"}, **why).status_code == 302
        assert Dossier.objects.get().fees.get().amount == 1_020_000

    def test_a_procedure_without_a_limit_asks_for_a_date_that_is_not_before_today(
        self, officer: Browser
    ) -> None:
        version = make_version(
            officer.desk.province, "1.999999", "Chưa có thời hạn", limit_kind="", limit_amount=None
        )
        page = officer.press(officer.get("counter"), **PERSON, choose=version.pk)
        page = officer.press(page, due_on="02/11/2026", due_reason="Theo quy định chuyên ngành", do="receive")
        assert page.status_code == 422
        assert "không sau thời điểm tiếp nhận" in text(page)
        answer = officer.press(page, due_on="30/11/2026", do="receive")
        assert answer.status_code == 302
        assert Dossier.objects.get().due_at is not None

    def test_why_the_date_is_what_it_is_is_told_day_by_day(self, officer: Browser) -> None:
        page = text(officer.get("counter_due", officer.desk.version.pk))
        assert "21/11/2026" in page
        assert "23/11/2026" in page


class TestInsteadOfReceiving:
    def test_guidance_lists_the_papers_that_were_not_given(self, officer: Browser) -> None:
        first, second = officer.desk.papers()
        answer = officer.press(
            chosen(officer), **PERSON, **{f"p{first.pk}-given": "on"}, missing="Sửa họ tên", do="guide"
        )
        assert answer.status_code == 302
        slip = Slip.objects.get()
        assert slip.form == Form.SUPPLEMENT
        assert slip.content["missing"] == [second.name, "Sửa họ tên"]
        assert Dossier.objects.get().status == Status.REGISTERED

    def test_a_refusal_needs_a_reason_of_the_list(self, officer: Browser) -> None:
        page = officer.press(chosen(officer), **PERSON, do="refuse")
        assert page.status_code == 422
        assert "Hãy chọn lý do từ chối" in text(page)
        answer = officer.press(
            page, refusal="not_competent", refusal_words="Thuộc thẩm quyền cấp tỉnh", do="refuse"
        )
        assert answer.status_code == 302
        assert Dossier.objects.get().status == Status.NOT_RECEIVED


class TestWaiting:
    def test_what_came_online_waits_to_be_received(self, officer: Browser) -> None:
        scope = officer.desk.scope("officer")
        sent = intake.register(scope, officer.desk.intake(channel=Channel.ONLINE.value))
        assert sent.code in text(officer.get("waiting"))
        answer = officer.act(sent.pk, "tiep-nhan")
        assert answer.status_code == 302
        sent.refresh_from_db()
        assert sent.status == Status.RECEIVED
        assert "Không có hồ sơ nào chờ tiếp nhận" in text(officer.get("waiting"))

    def test_its_fees_are_charged_when_it_is_received_unless_they_were_before(self, officer: Browser) -> None:
        scope = officer.desk.scope("officer")
        sent = intake.register(scope, officer.desk.intake(channel=Channel.ONLINE.value, fees=()))
        fee = next(one for one in officer.desk.fees.values() if one.channel in (None, Channel.ONLINE.value))
        page = text(officer.get("act", sent.pk, "tiep-nhan"))
        assert fee.name in page
        wrong = officer.act(sent.pk, "tiep-nhan", **{f"f{fee.pk}-amount": "0"})
        assert wrong.status_code == 422, "less than the schedule without a reason"
        assert "phải ghi lý do" in text(wrong)
        paid = {f"f{fee.pk}-amount": f"{fee.amount:.0f}", f"f{fee.pk}-paid": "online"}
        assert officer.act(sent.pk, "tiep-nhan", **paid).status_code == 302
        charged = sent.fees.get(name=fee.name)
        assert charged.amount == fee.amount
        assert charged.online
        again = intake.register(
            scope, officer.desk.intake(channel=Channel.ONLINE.value, fees=[FeeIn(fee.pk)])
        )
        assert fee.name not in text(officer.get("act", again.pk, "tiep-nhan"))


class TestHandling:
    def test_another_office_of_the_locality_settles_the_dossier(self, officer: Browser) -> None:
        page = officer.press(
            chosen(officer), **PERSON, **ticked(officer), handling="Xã Không Có", do="receive"
        )
        assert page.status_code == 422
        assert "Không có đơn vị" in text(page)
        assert "Xã Không Có" in page.content.decode()
        answer = officer.press(page, handling="xã thử", do="receive")
        assert answer.status_code == 302
        assert Dossier.objects.get().handling_unit == officer.desk.sister


class TestWho:
    @pytest.mark.parametrize("name", ["handler", "reader", "adviser"])
    def test_only_who_receives_opens_the_counter(self, desk: Desk, name: str) -> None:
        assert Browser(desk, name).get("counter").status_code == 403

    def test_the_counter_of_another_commune_is_not_there(self, officer: Browser) -> None:
        page = officer.get("counter", quay=officer.desk.sister.pk)
        assert page.status_code == 404

    def test_the_page_costs_the_same_whatever_was_received(
        self, officer: Browser, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(3):
            officer.desk.received(content=str(number))
        with django_assert_max_num_queries(14):
            chosen(officer)
