"""The screens: who may open them, what stands on them, what a form does and what it refuses."""

import datetime as dt
import io
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from caicach.apps.units import actions
from caicach.apps.units.models import FormerName, Placement, Post, Succession, Unit
from caicach.apps.units.tests.conftest import SYSTEM, Locality, Opened
from caicach.platform.audit.models import Entry
from caicach.platform.spreadsheets import read_table
from screens import hidden, text

pytestmark = [pytest.mark.databases, pytest.mark.usefixtures("frozen")]

D = dt.date


class TestReading:
    def test_the_list_the_tree_and_the_files(self, locality: Locality, opened: Opened) -> None:
        client = opened(locality.reader)
        page = client.get("/don-vi/2026/")
        assert page.status_code == 200
        assert "Xã Hy Cương" in text(page)
        assert "Tỉnh Lào Cai" not in text(page)
        assert "Xã Bình Phú" not in text(client.get("/don-vi/2026/?q=hy+cuong"))
        assert "Không có đơn vị nào khớp" in text(client.get("/don-vi/2026/?q=khong+co"))
        assert "Sở Nội vụ" not in text(client.get("/don-vi/2026/?loai=commune"))
        assert "Sở Nội vụ" in text(client.get("/don-vi/2026/cay/"))
        below = client.get(
            f"/don-vi/2026/cay/?cha={locality.commune.pk}",
            headers={"HX-Target": f"unit-children-{locality.commune.pk}"},
        )
        assert text(below).startswith("Phòng Kinh tế")

    def test_addresses_without_a_year_lead_to_the_running_one(
        self, locality: Locality, opened: Opened
    ) -> None:
        client = opened(locality.reader)
        for path in ("/don-vi/", "/can-bo/", "/phan-cong/"):
            assert client.get(path).headers["Location"] == f"{path}2026/"

    def test_what_is_downloaded_can_be_imported_again(self, locality: Locality, opened: Opened) -> None:
        response = opened(locality.administrator).get("/don-vi/2026/tai.xlsx?loai=department")
        sheet = actions.read_sheet(read_table(response.content, "don-vi.xlsx"))
        assert [row.values["name"] for row in sheet.rows] == ["Sở Nội vụ"]
        assert actions.preview_units(SYSTEM, sheet).count("same") == 1
        csv = opened(locality.administrator).get("/don-vi/2026/tai.csv?duoi=" + str(locality.commune.pk))
        assert "Phòng Kinh tế" in csv.content.decode("utf-8-sig")

    def test_a_unit_with_its_people_and_history(self, locality: Locality, opened: Opened) -> None:
        page = opened(locality.reader).get(f"/don-vi/2026/{locality.commune.pk}/")
        for words in ("Xã Hy Cương", "H44.104", "Trần Văn Đầu", "Phòng Kinh tế", "Tỉnh Phú Thọ"):
            assert words in text(page)
        assert "Kết thúc hoạt động" not in text(page)

    def test_outside_the_reach_it_is_not_found(self, locality: Locality, opened: Opened) -> None:
        client = opened(locality.focal)
        for path in (
            f"/don-vi/2026/{locality.sister.pk}/",
            "/don-vi/2026/999999/",
            "/don-vi/99999/",
            f"/can-bo/2026/{locality.reader.pk}/",
            f"/don-vi/2026/?duoi={locality.sister.pk}",
        ):
            assert client.get(path).status_code == 404, path

    def test_nobody_reads_without_signing_in(self, locality: Locality, client: Client) -> None:
        response = client.get("/don-vi/2026/")
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/dang-nhap/")

    def test_people_are_listed_and_found(self, locality: Locality, opened: Opened) -> None:
        client = opened(locality.reader)
        assert "Nguyễn Văn Ân" in text(client.get("/can-bo/2026/"))
        found = text(client.get("/can-bo/2026/?q=nguyen+van+an&vai-tro=assignee"))
        assert "1 vị trí" in found
        assert "Phòng Văn hóa - Xã hội" in text(client.get(f"/can-bo/2026/{locality.assignee.pk}/"))

    def test_the_list_and_the_page_of_a_unit_take_few_queries(
        self, locality: Locality, opened: Opened, django_assert_max_num_queries: Any
    ) -> None:
        client = opened(locality.administrator)
        for path in ("/don-vi/2026/", "/can-bo/2026/"):
            with django_assert_max_num_queries(12):
                client.get(path)
        with django_assert_max_num_queries(18):
            client.get(f"/don-vi/2026/{locality.commune.pk}/")


class TestChanging:
    @pytest.mark.parametrize(
        "path",
        [
            "/don-vi/2026/them/",
            "/don-vi/2026/nhap/",
            "/don-vi/2026/nhap/mau.xlsx",
            "/don-vi/2026/nhap-sap-xep/",
            "/don-vi/2026/{unit}/sua/",
            "/don-vi/2026/{unit}/doi-ten/",
            "/don-vi/2026/{unit}/chuyen/",
            "/don-vi/2026/{unit}/ket-thuc/",
            "/don-vi/2026/{unit}/don-vi-truoc/",
            "/can-bo/2026/them/",
            "/can-bo/2026/{person}/vi-tri/",
            "/can-bo/2026/{person}/khoa/",
            "/can-bo/2026/vi-tri/{post}/ket-thuc/",
        ],
    )
    def test_forms_open_for_administrators_only(self, locality: Locality, opened: Opened, path: str) -> None:
        post = Post.objects.get(user=locality.assignee)
        url = path.format(unit=locality.commune.pk, person=locality.assignee.pk, post=post.pk)
        assert opened(locality.administrator).get(url).status_code == 200
        for user in (locality.reader, locality.focal, locality.assignee):
            assert opened(user).get(url).status_code in (403, 404), user

    def test_a_unit_is_made(self, locality: Locality, opened: Opened) -> None:
        client = opened(locality.administrator)
        form = {
            "kind": "division",
            "name": "Văn phòng",
            "parent": "Xã Hy Cương",
            "valid_from": "01/02/2026",
            "reason": "QĐ 7",
        }
        page = client.get(f"/don-vi/2026/them/?cap-tren={locality.commune.pk}")
        assert 'value="Xã Hy Cương (H44.104)"' in page.content.decode()
        done = client.post("/don-vi/2026/them/", form, follow=True)
        unit = Unit.objects.get(name="Văn phòng")
        assert done.redirect_chain[-1][0] == reverse("units:detail", args=[2026, unit.pk])
        assert "Đã thêm Văn phòng" in text(done)
        assert unit.valid_from == D(2026, 2, 1)

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"valid_from": "31/02/2026"}, "không phải ngày có thật"),
            ({"valid_from": "02/13/2026"}, "không phải ngày có thật"),
            ({"parent": "Tỉnh Lào Cai"}, "Không có đơn vị “Tỉnh Lào Cai”"),
            ({"name": "Phòng Kinh tế"}, "đã có đơn vị tên"),
            ({"name": ""}, "Hãy nhập ô này"),
            ({"kind": "ministry"}, "ministry"),
        ],
    )
    def test_what_is_wrong_stands_on_the_form(
        self, locality: Locality, opened: Opened, changes: dict[str, str], words: str
    ) -> None:
        form = {
            "kind": "division",
            "name": "Văn phòng",
            "parent": "H44.104",
            "valid_from": "01/02/2026",
        } | changes
        before = Unit.objects.count()
        response = opened(locality.administrator).post("/don-vi/2026/them/", form)
        assert response.status_code == 422
        assert words in text(response)
        assert Unit.objects.count() == before

    def test_a_unit_is_corrected_renamed_moved_and_ended(self, locality: Locality, opened: Opened) -> None:
        client = opened(locality.administrator)
        base = f"/don-vi/2026/{locality.economy.pk}/"
        client.post(f"{base}sua/", {"name": "Phòng Kinh tế và Hạ tầng", "reason": "Nhập thiếu"})
        client.post(f"{base}doi-ten/", {"name": "Phòng Kinh tế", "on": "01/02/2026", "reason": "QĐ 8"})
        client.post(f"{base}chuyen/", {"parent": "Xã Bình Phú", "on": "01/03/2026", "reason": "QĐ 9"})
        client.post(f"{base}ket-thuc/", {"on": "31/03/2026", "reason": "QĐ 10"})
        unit = Unit.objects.get(pk=locality.economy.pk)
        assert (unit.name, unit.valid_to) == ("Phòng Kinh tế", D(2026, 3, 31))
        assert FormerName.objects.get(unit=unit).name == "Phòng Kinh tế và Hạ tầng"
        assert Placement.objects.filter(unit=unit).count() == 2
        reasons = Entry.objects.filter(subject_id=str(unit.pk), subject_kind="unit").order_by("sequence")
        assert [entry.reason for entry in reasons][1:] == ["Nhập thiếu", "QĐ 8", "QĐ 9", "QĐ 10"]
        assert "Tên cũ" in text(client.get(base))

    def test_a_change_without_a_reason_is_refused(self, locality: Locality, opened: Opened) -> None:
        response = opened(locality.administrator).post(
            f"/don-vi/2026/{locality.economy.pk}/ket-thuc/", {"on": "31/03/2026", "reason": ""}
        )
        assert response.status_code == 422
        assert "Hãy ghi căn cứ hoặc lý do" in text(response)

    def test_a_predecessor_is_recorded_and_taken_back(self, locality: Locality, opened: Opened) -> None:
        client = opened(locality.administrator)
        base = f"/don-vi/2026/{locality.commune.pk}/don-vi-truoc/"
        form = {"predecessor": "Xã Bình Phú", "on": "01/08/2025", "part": "partial", "basis": "NQ 1"}
        client.post(base, form | {"weight": "0,35"})
        made = Succession.objects.get()
        assert str(made.weight) == "0.35000000"
        client.post(f"{base}{made.pk}/bo/", {"reason": "Ghi nhầm"})
        assert not Succession.objects.exists()


class TestImport:
    def sheet(self, name: str = "Sở Y tế", kind: str = "Sở") -> SimpleUploadedFile:
        head = "Tên đơn vị,Loại đơn vị,Đơn vị cấp trên,Hoạt động từ,Mã định danh"
        body = f"{head}\n{name},{kind},H44,01/07/2025,H44.09\n"
        return SimpleUploadedFile("don-vi.csv", body.encode("utf-8-sig"))

    def test_look_first_then_confirm_once(self, locality: Locality, opened: Opened) -> None:
        client = opened(locality.administrator)
        preview = client.post("/don-vi/2026/nhap/", {"file": self.sheet()})
        assert "Sẽ thêm 1 đơn vị" in text(preview)
        assert not Unit.objects.filter(name="Sở Y tế").exists()
        done = client.post(
            "/don-vi/2026/nhap/", {"packed": hidden(preview, "packed"), "reason": "QĐ 1"}, follow=True
        )
        assert "Đã nhập danh sách: thêm 1 đơn vị" in text(done)
        assert Unit.objects.filter(name="Sở Y tế").exists()

    def test_a_faulty_row_stands_with_its_cell_and_cannot_be_confirmed(
        self, locality: Locality, opened: Opened
    ) -> None:
        preview = opened(locality.administrator).post("/don-vi/2026/nhap/", {"file": self.sheet(kind="Bộ")})
        assert preview.status_code == 422
        assert "Ô B2: không có loại đơn vị “Bộ”" in text(preview)
        assert 'name="packed"' not in preview.content.decode()

    def test_the_confirmation_takes_only_what_this_person_was_shown(
        self, locality: Locality, opened: Opened
    ) -> None:
        shown = opened(locality.administrator).post("/don-vi/2026/nhap/", {"file": self.sheet()})
        packed = hidden(shown, "packed")
        other = opened(locality.commune_administrator)
        for sent in (packed, packed[:-3] + "abc", "x"):
            response = other.post("/don-vi/2026/nhap/", {"packed": sent, "reason": "QĐ 1"})
            assert response.status_code == 422
        assert not Unit.objects.filter(name="Sở Y tế").exists()

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("x.xlsx", b"PK\x03\x04 hong", "hỏng"),
            ("x.csv", b"", "rỗng"),
            ("x.csv", "Họ tên;Ngày sinh\nAn;1990\n".encode(), "không có dòng tiêu đề"),
            ("x.pdf", b"%PDF-1.7\n", "PDF"),
        ],
    )
    def test_a_file_of_another_kind_is_refused_beside_the_field(
        self, locality: Locality, opened: Opened, name: str, content: bytes, words: str
    ) -> None:
        response = opened(locality.administrator).post(
            "/don-vi/2026/nhap/", {"file": SimpleUploadedFile(name, content)}
        )
        assert response.status_code == 422
        assert words in text(response)

    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_the_template_is_itself_a_table_of_units(
        self, locality: Locality, opened: Opened, language: str
    ) -> None:
        locality.administrator.language = language
        locality.administrator.save()
        response = opened(locality.administrator).get("/don-vi/2026/nhap/mau.xlsx")
        with translation.override(language):
            sheet = actions.read_sheet(read_table(io.BytesIO(response.content).read(), "mau.xlsx"))
        assert not sheet.notes
        assert not [problem for row in sheet.rows for problem in row.problems]
        assert actions.preview_units(SYSTEM, sheet).count("error") == 0

    def test_a_mapping_is_looked_at_then_confirmed(self, locality: Locality, opened: Opened) -> None:
        merges = [{"old_id": "08503", "name": "Xã Hy Cương", "type": "full"}]
        commune = {"level2_id": "08515", "name": "Xã Hy Cương", "merges": merges}
        same = [{"old_id": "25", "name": "Tỉnh Phú Thọ", "type": "full"}]
        content = json.dumps(
            {
                "data": [
                    {"level1_id": "25", "name": "Tỉnh Phú Thọ", "merges": same, "level2s": [commune]},
                    {"level1_id": "15", "name": "Tỉnh Lào Cai", "merges": [], "level2s": []},
                ]
            }
        )
        client = opened(locality.administrator)
        file = SimpleUploadedFile("mapping.json", content.encode())
        preview = client.post("/don-vi/2026/nhap-sap-xep/", {"file": file, "since": "01/01/2021"})
        assert "Sẽ thêm 1 đơn vị cũ và 1 quan hệ" in text(preview)
        assert "1 tỉnh trong tệp không có trong hệ thống" in text(preview)
        assert not Succession.objects.exists()
        done = client.post(
            "/don-vi/2026/nhap-sap-xep/",
            {"packed": hidden(preview, "packed"), "reason": "NQ 1676/NQ-UBTVQH15"},
            follow=True,
        )
        assert done.redirect_chain[-1][0] == "/don-vi/2024/"
        assert Succession.objects.get().basis == "NQ 1676/NQ-UBTVQH15"

    def test_a_broken_mapping_is_refused_with_the_place(self, locality: Locality, opened: Opened) -> None:
        file = SimpleUploadedFile("mapping.json", b'{"data": [{"level1_id": 25}]}')
        response = opened(locality.administrator).post(
            "/don-vi/2026/nhap-sap-xep/", {"file": file, "since": "01/01/2021"}
        )
        assert response.status_code == 422
        assert "data[0]" in text(response)


def test_the_home_page_names_units_without_people(locality: Locality, opened: Opened) -> None:
    assert "2 đơn vị chưa có ai giữ vị trí công tác" in text(opened(locality.administrator).get("/"))
    assert "chưa có ai giữ vị trí" not in text(opened(locality.reader).get("/"))


def test_the_navigation_offers_what_the_role_may_use(locality: Locality, opened: Opened) -> None:
    page = opened(locality.administrator).get("/").content.decode()
    assert 'href="/don-vi/"' in page
    assert 'href="/can-bo/"' in page


@pytest.mark.parametrize(
    "path", ["/don-vi/2026/", "/can-bo/2026/", "/phan-cong/2026/", "/don-vi/2026/them/", "/don-vi/2026/nhap/"]
)
def test_every_page_reads_in_english_too(locality: Locality, opened: Opened, path: str) -> None:
    locality.administrator.language = "en"
    locality.administrator.save()
    assert 'lang="en"' in opened(locality.administrator).get(path).content.decode()
