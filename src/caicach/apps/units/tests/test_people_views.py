"""The screens of people and notices: who may open them, what stands on them, what a form does and what it refuses."""

import datetime as dt
import re

import pytest

from caicach.apps.units.models import Post, ResponsibilityNotice
from caicach.apps.units.tests.conftest import Locality, Opened
from caicach.platform.accounts.models import User
from screens import text

pytestmark = [pytest.mark.databases, pytest.mark.usefixtures("frozen")]

D = dt.date


class TestPeople:
    def test_a_person_gets_an_account_and_a_post(self, locality: Locality, opened: Opened) -> None:
        form = {
            "display_name": "Hoàng Thị Mới",
            "username": "moi.hoang",
            "unit": "H44.104",
            "role": "assignee",
            "valid_from": "01/03/2026",
        }
        done = opened(locality.administrator).post("/can-bo/2026/them/", form)
        assert "Mật khẩu chỉ hiện một lần" in text(done)
        user = User.objects.get(username="moi.hoang")
        assert user.must_change_password
        shown = re.search(r"<code>([^<]+)</code>", done.content.decode())
        assert shown
        assert user.check_password(shown[1])
        assert Post.objects.get(user=user).unit_id == locality.commune.pk

    def test_a_refused_post_leaves_no_account(self, locality: Locality, opened: Opened) -> None:
        form = {
            "display_name": "Hoàng Thị Mới",
            "username": "moi.hoang",
            "unit": "H44.104",
            "role": "appraiser",
            "valid_from": "01/03/2026",
        }
        response = opened(locality.administrator).post("/can-bo/2026/them/", form)
        assert response.status_code == 422
        assert "ít nhất một lĩnh vực" in text(response)
        assert not User.objects.filter(username="moi.hoang").exists()

    def test_nobody_gives_more_than_they_hold(self, locality: Locality, opened: Opened) -> None:
        form = {"unit": "H44.104", "role": "chair", "valid_from": "01/03/2026"}
        client = opened(locality.commune_administrator)
        assert client.post(f"/can-bo/2026/{locality.focal.pk}/vi-tri/", form).status_code == 403

    def test_a_post_is_given_and_ended(self, locality: Locality, opened: Opened) -> None:
        client = opened(locality.administrator)
        form = {
            "unit": "Sở Nội vụ",
            "role": "appraiser",
            "fields_bound": "noi_vu, tu_phap",
            "valid_from": "01/03/2026",
        }
        client.post(f"/can-bo/2026/{locality.assignee.pk}/vi-tri/", form)
        post = Post.objects.get(user=locality.assignee, role="appraiser")
        assert post.fields == ["noi_vu", "tu_phap"]
        client.post(
            f"/can-bo/2026/vi-tri/{post.pk}/ket-thuc/", {"on": "31/03/2026", "reason": "Hết nhiệm vụ"}
        )
        post.refresh_from_db()
        assert post.valid_to == D(2026, 3, 31)

    def test_an_account_is_closed_and_opened_and_gets_a_password(
        self, locality: Locality, opened: Opened
    ) -> None:
        client = opened(locality.administrator)
        base = f"/can-bo/2026/{locality.assignee.pk}/"
        client.post(f"{base}khoa/", {"reason": "Nghỉ phép dài hạn"})
        locality.assignee.refresh_from_db()
        assert not locality.assignee.is_active
        client.post(f"{base}khoa/", {"reason": "Đi làm lại"})
        locality.assignee.refresh_from_db()
        assert locality.assignee.is_active
        assert "Đã đặt lại mật khẩu" in text(client.post(f"{base}mat-khau/"))


class TestNotices:
    def form(self, locality: Locality, *rows: dict[str, object], **head: str) -> dict[str, object]:
        form: dict[str, object] = {
            "number": "12/TB-UBND",
            "date": "05/01/2026",
            "valid_from": "05/01/2026",
            "subject": "commune",
            "row-TOTAL_FORMS": str(len(rows)),
            "row-INITIAL_FORMS": "0",
        }
        form |= head
        for place, row in enumerate(rows):
            form |= {f"row-{place}-{name}": value for name, value in row.items()}
        return form

    def test_a_notice_is_entered_and_answers(self, locality: Locality, opened: Opened) -> None:
        client = opened(locality.focal)
        form = self.form(
            locality,
            {
                "node_code": "3.3",
                "holder_unit": locality.division.pk,
                "holder_user": locality.assignee.pk,
                "part": "lead",
            },
            {"node_code": "", "holder_unit": "", "holder_user": "", "part": "lead"},
        )
        done = client.post("/phan-cong/2026/them/", form, follow=True)
        assert "Đã nhập thông báo 12/TB-UBND của Xã Hy Cương" in text(done)
        assert "12/TB-UBND" in text(client.get("/phan-cong/2026/"))
        asked = {"unit": "Xã Hy Cương", "code": "3.3.1", "on": "14/03/2026"}
        answer = text(client.get("/phan-cong/2026/tra-cuu/", asked))
        assert "Nguyễn Văn Ân" in answer
        assert "12/TB-UBND ngày 05/01/2026" in answer
        assert "Chưa phân công" in text(client.get("/phan-cong/2026/tra-cuu/", asked | {"code": "8"}))

    def test_ten_more_rows_keep_what_was_typed(self, locality: Locality, opened: Opened) -> None:
        form = self.form(locality, {"node_code": "3.3", "part": "lead"}) | {"more": "1"}
        page = opened(locality.focal).post("/phan-cong/2026/them/", form)
        assert page.status_code == 200
        assert page.content.decode().count("-node_code") >= 11
        assert 'value="3.3"' in page.content.decode()
        assert not ResponsibilityNotice.objects.exists()

    def test_faulty_rows_are_named(self, locality: Locality, opened: Opened) -> None:
        form = self.form(
            locality,
            {"node_code": "ba ba", "holder_unit": locality.division.pk},
            {"node_code": "4", "part": "lead"},
        )
        response = opened(locality.focal).post("/phan-cong/2026/them/", form)
        assert response.status_code == 422
        assert "Dòng 1: “ba ba” không phải mã tiêu chí" in text(response)
        assert "Dòng 2: mã 4 chưa có phòng" in text(response)

    def test_a_holder_of_another_unit_is_not_even_offered(self, locality: Locality, opened: Opened) -> None:
        form = self.form(locality, {"node_code": "3", "holder_unit": locality.sister.pk, "part": "lead"})
        assert opened(locality.focal).post("/phan-cong/2026/them/", form).status_code == 422
        assert not ResponsibilityNotice.objects.exists()

    def test_who_only_reads_enters_nothing(self, locality: Locality, opened: Opened) -> None:
        for user in (locality.reader, locality.assignee, locality.administrator):
            assert opened(user).get("/phan-cong/2026/them/").status_code == 403
        other = f"/phan-cong/2026/them/?don-vi={locality.sister.pk}"
        assert opened(locality.focal).get(other).status_code == 404

    def test_a_notice_is_ended(self, locality: Locality, opened: Opened) -> None:
        client = opened(locality.focal)
        client.post(
            "/phan-cong/2026/them/",
            self.form(locality, {"node_code": "3", "holder_unit": locality.division.pk}),
        )
        notice = ResponsibilityNotice.objects.get()
        client.post(f"/phan-cong/2026/{notice.pk}/ket-thuc/", {"on": "28/02/2026", "reason": "Thay thế"})
        notice.refresh_from_db()
        assert notice.valid_to == D(2026, 2, 28)
        assert "28/02/2026" in text(client.get(f"/phan-cong/2026/{notice.pk}/"))

    @pytest.mark.parametrize(
        ("unit", "code", "on"),
        [("Xã Lạ", "3", "14/03/2026"), ("H44.104", "??", "14/03/2026"), ("H44.104", "3", "hôm nay")],
    )
    def test_a_question_that_cannot_be_understood(
        self, locality: Locality, opened: Opened, unit: str, code: str, on: str
    ) -> None:
        asked = {"unit": unit, "code": code, "on": on}
        assert opened(locality.focal).get("/phan-cong/2026/tra-cuu/", asked).status_code == 422
