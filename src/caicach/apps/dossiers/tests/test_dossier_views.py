"""The page of a dossier and the acts from it: what is offered to whom, what is refused and why, what a conflict shows."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from caicach.apps.dossiers.actions import apologies, correcting, intake, steps, waiting
from caicach.apps.dossiers.actions.fees import FeeIn
from caicach.apps.dossiers.actions.groups import Part, receive_group
from caicach.apps.dossiers.actions.intake import Completion, Guidance
from caicach.apps.dossiers.actions.papers import PaperIn
from caicach.apps.dossiers.models import Dossier, Rating, Slip
from caicach.apps.dossiers.queries.dossier import HANDLING
from caicach.apps.dossiers.tests.browsing import Browser, focused, text
from caicach.apps.dossiers.tests.desk import TODAY, Desk, make_unit, seated
from caicach.apps.units.models import Post
from caicach.core.dossiers.status import Channel, Form, Status
from caicach.platform import clock
from caicach.platform.access import Role
from caicach.platform.tests.papers import PDF

LATER = dt.date(2026, 11, 27)


@pytest.fixture
def officer(desk: Desk) -> Browser:
    return Browser(desk, "officer")


@pytest.fixture
def handler(desk: Desk) -> Browser:
    return Browser(desk, "handler")


@pytest.fixture
def head(desk: Desk) -> Browser:
    return Browser(desk, "head")


def offered(browser: Browser, dossier: Dossier) -> set[str]:
    """The acts that the page opens, by their word in the address."""
    content = browser.get("dossier", dossier.pk).content.decode()
    start = f"/mot-cua/ho-so/{dossier.pk}/viec/"
    return {part.split("/")[0] for part in content.split(start)[1:]}


def result() -> SimpleUploadedFile:
    return SimpleUploadedFile("giay-khai-sinh.pdf", PDF, "application/pdf")


class TestPage:
    def test_it_tells_where_the_dossier_stands_and_by_when(self, officer: Browser) -> None:
        dossier = officer.desk.received()
        page = text(officer.get("dossier", dossier.pk))
        for words in ("Được tiếp nhận", "còn 3 ngày làm việc · 23/11", "Thụ lý", "Giấy chứng sinh", "8.000"):
            assert words in page, words

    def test_each_person_is_offered_what_he_may_do_now(
        self, officer: Browser, handler: Browser, head: Browser
    ) -> None:
        dossier = officer.desk.received()
        assert offered(officer, dossier) >= {"chuyen-xu-ly", "rut", "xin-loi"}
        assert offered(head, dossier) >= {"chuyen-xu-ly", "dinh-chinh", "dung"}
        dossier = steps.hand_over(
            officer.desk.scope("officer"), dossier.pk, dossier.version, officer.desk.people["handler"].pk
        )
        assert offered(handler, dossier) >= {"xong-buoc", "lay-y-kien", "yeu-cau-bo-sung"}
        assert "chuyen-xu-ly" not in offered(officer, dossier)
        assert "xong-buoc" not in offered(officer, dossier)

    def test_what_cannot_be_taken_back_comes_last_and_an_apology_first_for_a_late_dossier(
        self, officer: Browser
    ) -> None:
        dossier = officer.desk.handed_over()
        apology, withdrawing = f"/{dossier.pk}/viec/xin-loi/", f"/{dossier.pk}/viec/rut/"
        in_time = officer.get("dossier", dossier.pk).content.decode()
        assert (in_time.count(apology), in_time.count(withdrawing)) == (1, 1)
        assert in_time.index(apology) < in_time.index(withdrawing)
        with clock.told(LATER):
            late = officer.get("dossier", dossier.pk).content.decode()
        assert late.count(apology) == 2, "as the main act too: somebody else has to go on with it"

    def test_what_is_assigned_to_somebody_else_is_not_offered(self, handler: Browser, head: Browser) -> None:
        dossier = handler.desk.handed_over()
        other = Browser(handler.desk, "colleague")
        assert "xong-buoc" in offered(handler, dossier)
        assert "xong-buoc" not in offered(other, dossier)
        assert "xong-buoc" in offered(head, dossier), "whoever assigns dossiers may work on any of them"

    def test_what_the_law_bars_is_said_with_its_article_and_not_offered(self, handler: Browser) -> None:
        dossier = handler.desk.handed_over()
        scope = handler.desk.scope("handler")
        waiting.ask_supplement(scope, dossier.pk, dossier.version, Guidance(["Bản sao"], "Thiếu"))
        dossier.refresh_from_db()
        dossier = waiting.supplemented(
            handler.desk.scope("officer"), dossier.pk, dossier.version, Completion()
        )
        assert "yeu-cau-bo-sung" not in offered(handler, dossier)
        page = text(handler.get("dossier", dossier.pk))
        assert "không được yêu cầu bổ sung lần thứ hai (Điều 19 khoản 4 Nghị định số 118/2025/NĐ-CP)" in page
        told = text(handler.act(dossier.pk, "yeu-cau-bo-sung", missing="Ảnh", reason="Thiếu ảnh"))
        assert "Hãy giải quyết theo giấy tờ đã có" in told, "asking better would not help"

    def test_a_dossier_of_another_commune_is_not_there(self, desk: Desk) -> None:
        dossier = desk.received()
        stranger = Browser(desk, "stranger")
        for name in ("dossier", "why", "rate", "received", "apology"):
            assert stranger.get(name, dossier.pk).status_code == 404, name
        assert stranger.get("act", dossier.pk, "chuyen-xu-ly").status_code == 404

    def test_the_waits_stand_in_the_account_of_days(self, handler: Browser) -> None:
        dossier = handler.desk.handed_over()
        scope = handler.desk.scope("handler")
        waiting.ask_supplement(scope, dossier.pk, dossier.version, Guidance(["Bản sao"], "Thiếu"))
        assert "Đồng hồ dừng từ" in text(handler.get("why", dossier.pk))
        shown = text(handler.get("dossier", dossier.pk))
        assert shown.count("đồng hồ dừng") == 2, "the citizen's and that of the step"
        assert "còn " not in shown.split("Quá trình giải quyết")[1].split("Giấy tờ đã nộp")[0]
        with clock.told(TODAY + dt.timedelta(days=1)):
            dossier.refresh_from_db()
            waiting.supplemented(handler.desk.scope("officer"), dossier.pk, dossier.version, Completion())
            page = text(handler.get("why", dossier.pk))
        assert "tính lại từ đầu" in page

    def test_parts_of_one_matter_are_shown_with_one_date(self, officer: Browser) -> None:
        group = receive_group(
            officer.desk.scope("officer"),
            "Khai sinh, cư trú, bảo hiểm y tế",
            [Part(officer.desk.intake()), Part(officer.desk.intake(), after=[0])],
        )
        first, second = group.parts.order_by("pk")
        page = text(officer.get("dossier", first.pk))
        assert "Khai sinh, cư trú, bảo hiểm y tế" in page
        assert second.code in page

    def test_the_page_costs_the_same_whatever_happened(
        self, handler: Browser, django_assert_max_num_queries: Any
    ) -> None:
        dossier = handler.desk.handed_over()
        for number in range(3):
            scope = handler.desk.scope("head")
            dossier = correcting.correct(scope, dossier.pk, dossier.version, {"content": str(number)}, "Sai")
        handler.get("dossier", dossier.pk)
        with django_assert_max_num_queries(15):
            handler.get("dossier", dossier.pk)

    def test_a_paper_is_downloaded_and_a_fee_is_paid(self, officer: Browser) -> None:
        first = officer.desk.papers()[0]
        dossier = officer.desk.received(fees=[])
        assert officer.get("paper", dossier.pk, dossier.papers.get(paper=first).pk).status_code == 404
        other = officer.desk.received(fees=[FeeIn(officer.desk.fees["fee"].pk)])
        fee = other.fees.get()
        assert officer.post("fee_paid", dossier.pk, fee.pk).status_code == 404
        officer.post("fee_paid", other.pk, fee.pk)
        fee.refresh_from_db()
        assert fee.paid_at is not None


class TestActs:
    def test_a_dossier_goes_from_the_counter_to_the_citizen(self, officer: Browser, handler: Browser) -> None:
        dossier = officer.desk.received()
        taker = officer.desk.people["handler"].pk
        assert officer.act(dossier.pk, "chuyen-xu-ly", officer=taker).status_code == 302
        for _step in range(2):
            assert handler.act(dossier.pk, "xong-buoc", note="Đủ").status_code == 302
        assert handler.act(dossier.pk, "ket-thuc", scans=result()).status_code == 302
        answer = officer.act(dossier.pk, "tra-ket-qua", announced="on")
        assert answer.status_code == 302
        dossier.refresh_from_db()
        assert dossier.status == Status.RETURNED
        page = text(officer.get("dossier", dossier.pk))
        assert "giay-khai-sinh" in page
        assert "xong đúng hạn" in page

    def test_the_counter_hands_over_to_any_office_it_serves_but_to_no_other_commune(
        self, officer: Browser
    ) -> None:
        dossier = officer.desk.received()
        people = officer.desk.people
        division = make_unit("division", "Phòng Văn hóa xã Mẫu", officer.desk.commune)
        clerk = seated("clerk", Role.DOSSIER_HANDLER, division)
        Dossier.objects.filter(pk=dossier.pk).update(handling_unit=officer.desk.division)
        form = officer.get("act", dossier.pk, "chuyen-xu-ly").content.decode()
        assert f'label="{division.name}"' in form
        assert clerk.display_name in form
        assert people["colleague"].display_name in form
        assert people["adviser"].display_name not in form
        elsewhere = f"{people['adviser'].pk}@{officer.desk.sister.pk}"
        assert officer.act(dossier.pk, "chuyen-xu-ly", officer=elsewhere).status_code == 422
        answer = officer.act(dossier.pk, "chuyen-xu-ly", officer=f"{clerk.pk}@{division.pk}")
        assert answer.status_code == 302
        dossier.refresh_from_db()
        assert (dossier.handling_unit, dossier.officer) == (division, clerk)

    def test_where_nobody_may_be_given_dossiers_the_form_says_so(self, officer: Browser) -> None:
        dossier = officer.desk.received()
        Post.objects.filter(role__in=HANDLING).delete()
        form = text(officer.get("act", dossier.pk, "chuyen-xu-ly"))
        assert "đề nghị quản trị hệ thống bổ sung vị trí công tác" in form

    def test_the_form_of_an_act_has_the_focus_where_typing_begins(
        self, officer: Browser, handler: Browser
    ) -> None:
        dossier = officer.desk.handed_over()
        assert focused(handler.get("act", dossier.pk, "yeu-cau-bo-sung")) == ["missing"]
        assert focused(handler.get("act", dossier.pk, "ket-thuc")) == ["scans"]
        assert focused(handler.act(dossier.pk, "yeu-cau-bo-sung")) == [], "the summary of faults has it"
        for _step in range(2):
            handler.act(dossier.pk, "xong-buoc")
        handler.act(dossier.pk, "ket-thuc", scans=result())
        page = officer.get("act", dossier.pk, "tra-ket-qua")
        assert focused(page) == ["taker"], "the way of returning is chosen already"

    def test_one_key_carries_a_dossier_on_but_ends_none(self, head: Browser) -> None:
        dossier = head.desk.received()
        for page in (head.get("dossier", dossier.pk), head.get("act", dossier.pk, "chuyen-xu-ly")):
            assert page.content.decode().count('data-key="F9"') == 1
        assert 'data-key="F9"' not in head.get("act", dossier.pk, "dung").content.decode()

    def test_a_second_supplement_is_refused_with_the_article_and_what_was_typed_is_kept(
        self, officer: Browser, handler: Browser
    ) -> None:
        dossier = officer.desk.handed_over()
        typed = {"missing": "Bản sao hộ khẩu", "reason": "Thiếu"}
        assert handler.act(dossier.pk, "yeu-cau-bo-sung", **typed).status_code == 302
        assert officer.act(dossier.pk, "nhan-bo-sung").status_code == 302
        page = handler.act(dossier.pk, "yeu-cau-bo-sung", **typed)
        assert page.status_code == 422
        assert "Điều 19 khoản 4 Nghị định số 118/2025/NĐ-CP" in text(page)
        assert "Bản sao hộ khẩu" in page.content.decode()
        assert Slip.objects.filter(form=Form.SUPPLEMENT).count() == 1

    def test_a_conflict_shows_what_stands_now_and_may_be_sent_again(
        self, officer: Browser, head: Browser
    ) -> None:
        dossier = officer.desk.handed_over()
        page = head.get("act", dossier.pk, "phan-cong")
        correcting.correct(
            officer.desk.scope("head"), dossier.pk, dossier.version, {"content": "Khác"}, "Ghi sai"
        )
        typed = {"version": dossier.version, "officer": officer.desk.people["head"].pk, "reason": "Nghỉ phép"}
        address = page.request["PATH_INFO"]
        page = head.client.post(address, typed)
        assert page.status_code == 409
        for words in ("vừa được người khác cập nhật", "Đính chính hồ sơ", "Nghỉ phép"):
            assert words in text(page), words
        answer = head.client.post(address, typed | {"version": dossier.version + 1})
        assert answer.status_code == 302

    def test_an_act_whose_time_has_passed_says_so(self, officer: Browser) -> None:
        dossier = officer.desk.handed_over()
        page = officer.get("act", dossier.pk, "chuyen-xu-ly")
        assert page.status_code == 409
        assert "đang được xử lý" in text(page)

    def test_an_act_that_is_somebody_elses_is_refused(self, officer: Browser, handler: Browser) -> None:
        dossier = officer.desk.handed_over()
        assert officer.get("act", dossier.pk, "xong-buoc").status_code == 403
        assert handler.get("act", dossier.pk, "phan-cong").status_code == 403
        assert officer.get("act", dossier.pk, "khong-co").status_code == 404

    def test_another_unit_is_asked_and_answers(self, handler: Browser) -> None:
        dossier = handler.desk.handed_over()
        answer = handler.act(dossier.pk, "lay-y-kien", unit="Xã Thử", question="Nơi cư trú?", days="1,5")
        assert answer.status_code == 302
        adviser = Browser(handler.desk, "adviser")
        asked = dossier.consultations.get()
        assert adviser.act(dossier.pk, "tra-loi", consultation=asked.pk, answer="Đúng").status_code == 302
        asked.refresh_from_db()
        assert asked.answer == "Đúng"

    def test_the_clock_stands_for_a_financial_duty_only_on_a_ground_of_the_list(
        self, officer: Browser, handler: Browser
    ) -> None:
        dossier = officer.desk.handed_over()
        page = handler.act(dossier.pk, "nghia-vu-tai-chinh", reason="Chờ thuế")
        assert page.status_code == 422
        answer = handler.act(
            dossier.pk, "nghia-vu-tai-chinh", ground="land_duty", reason="Thông báo thuế số 5"
        )
        assert answer.status_code == 302
        assert "đồng hồ dừng" in text(officer.get("dossier", dossier.pk))
        assert officer.act(dossier.pk, "da-nop").status_code == 302

    @pytest.mark.parametrize(
        ("slug", "who", "typed"),
        [
            ("rut", "officer", {"reason": "Người nộp đổi ý"}),
            ("dung", "head", {"ground": "asked_by_applicant", "reason": "Có đơn ngày 18/11"}),
        ],
    )
    def test_a_dossier_ends_early_only_with_a_reason(
        self, desk: Desk, slug: str, who: str, typed: dict[str, str]
    ) -> None:
        dossier = desk.received()
        browser = Browser(desk, who)
        assert browser.act(dossier.pk, slug).status_code == 422
        assert browser.act(dossier.pk, slug, **typed).status_code == 302

    def test_an_error_of_writing_is_corrected_with_its_reason(self, head: Browser) -> None:
        dossier = head.desk.received()
        answer = head.act(dossier.pk, "dinh-chinh", applicant_name="Nguyễn Văn Mậu", reason="Gõ sai dấu")
        assert answer.status_code == 302
        assert "Nguyễn Văn Mậu" in text(head.get("dossier", dossier.pk))

    def test_a_registration_is_guided_or_refused(self, officer: Browser) -> None:
        scope = officer.desk.scope("officer")
        papers = [PaperIn(officer.desk.papers()[0].pk)]
        sent = intake.register(scope, officer.desk.intake(channel=Channel.POST.value, papers=papers))
        typed = {"missing": "Giấy chứng sinh", "reason": "Thiếu"}
        assert officer.act(sent.pk, "huong-dan", **typed).status_code == 302
        assert "huong-dan" not in offered(officer, sent), "guided once"
        assert officer.act(sent.pk, "tiep-nhan").status_code == 422, "a paper is still missing"
        refused = {"ground": "not_supplemented", "reason": "Quá hạn bổ sung"}
        assert officer.act(sent.pk, "tu-choi", **refused).status_code == 302
        sent.refresh_from_db()
        assert sent.status == Status.NOT_RECEIVED


class TestApology:
    def test_it_is_drafted_signed_by_a_head_and_sent_once(
        self, officer: Browser, handler: Browser, head: Browser
    ) -> None:
        dossier = officer.desk.handed_over()
        wrong = handler.act(dossier.pk, "xin-loi", reason="Mất điện", new_due_on="20/11/2026")
        assert wrong.status_code == 422, "not later than what was promised"
        answer = handler.act(dossier.pk, "xin-loi", reason="Mất điện", new_due_on="27/11/2026")
        assert answer.status_code == 302
        dossier.refresh_from_db()
        sent = {"version": dossier.version, "do": "ky"}
        assert officer.post("apology", dossier.pk, **sent).status_code == 403
        assert "Ký phiếu xin lỗi" in text(head.get("apology", dossier.pk))
        assert head.post("apology", dossier.pk, **sent).status_code == 302
        dossier.refresh_from_db()
        answer = officer.post("apology", dossier.pk, version=dossier.version, do="gui")
        assert answer.status_code == 302
        page = text(officer.get("dossier", dossier.pk))
        assert "đã xin lỗi, hẹn lại" in page
        assert "27/11" in page
        assert "xin-loi" not in offered(handler, dossier)
        assert "không được hẹn lại lần thứ hai" in text(handler.get("dossier", dossier.pk))


class TestRating:
    def test_the_citizens_page_shows_nothing_of_the_officer_and_is_filled_in_once(
        self, officer: Browser
    ) -> None:
        dossier = officer.desk.received()
        officer.act(dossier.pk, "rut", reason="Đổi ý")
        page = officer.get("rate", dossier.pk)
        assert officer.desk.people["officer"].display_name not in text(page)
        assert "Rất hài lòng" in text(page)
        assert officer.post("rate", dossier.pk, contacts="0").status_code == 422
        answer = officer.post("rate", dossier.pk, score="3", contacts="1", words="Nhanh")
        assert answer.url == reverse("dossiers:rated", args=[dossier.pk])
        assert Rating.objects.get().contacts == 1
        assert "đã có phiếu đánh giá" in text(officer.get("rate", dossier.pk))


class TestWorklist:
    def home(self, desk: Desk, name: str) -> str:
        return text(Browser(desk, name).client.get("/"))

    def test_each_person_sees_what_waits_for_him(self, desk: Desk) -> None:
        dossier = desk.handed_over()
        desk.received(content="Chưa chuyển")
        scope = desk.scope("officer")
        intake.register(scope, desk.intake(channel=Channel.ONLINE.value))
        assert "1 hồ sơ chờ tiếp nhận" in self.home(desk, "officer")
        assert "1 hồ sơ chưa chuyển xử lý" in self.home(desk, "officer")
        assert "1 hồ sơ đang chờ anh/chị xử lý" in self.home(desk, "handler")
        apology = apologies.Apology("Mất điện", LATER)
        apologies.draft(desk.scope("handler"), dossier.pk, dossier.version, apology)
        assert f"Ký phiếu xin lỗi hồ sơ {dossier.code}" in self.home(desk, "head")
        with clock.told(dt.date(2026, 11, 25)):
            assert "Quá hạn: Đăng ký khai sinh" in self.home(desk, "handler")
            assert "2 hồ sơ của quầy quá hạn" in self.home(desk, "officer")

    def test_a_dossier_is_found_by_its_code_by_those_who_may_read_it(self, desk: Desk) -> None:
        dossier = desk.received()
        found = Browser(desk, "officer").client.get("/tim-kiem/", {"q": dossier.code.lower()})
        assert dossier.code in text(found)
        for name in ("stranger", "reader"):
            page = Browser(desk, name).client.get("/tim-kiem/", {"q": dossier.code})
            assert "Được tiếp nhận" not in text(page), name
