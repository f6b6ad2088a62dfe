"""The pages of the catalogue: filters in the address, forms that keep what was typed, few queries, files of what is seen."""

from __future__ import annotations

import datetime as dt
import html
import io
import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from caicach.apps.procedures import actions
from caicach.apps.procedures.models import Decision, Version
from caicach.apps.procedures.tests.conftest import SYSTEM, World, announced, decided, details
from caicach.platform.spreadsheets import read_table

pytestmark = pytest.mark.databases
LINES = {
    f"{prefix}-{name}": value
    for prefix in ("giay-to", "buoc", "phi")
    for name, value in (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"))
}


@pytest.fixture
def client_of(world: World):
    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(world.people[name], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


def text(answer) -> str:
    return " ".join(html.unescape(answer.content.decode()).split())


def fields(version: Version, **changed: str) -> dict[str, str]:
    """The form of a version as the page gives it."""
    return {
        "name": version.name, "field": "Hộ tịch", "level": version.level, "online": version.online,
        "limit_amount": "1", "limit_kind": "working_days", "revision": str(version.revision), **LINES, **changed,
    }  # fmt: skip


def test_the_catalogue_is_found_with_and_without_tone_marks(world: World, client_of) -> None:
    decision = decided(world.province)
    announced(decision)
    announced(decision, "1.004222", name="Đăng ký kết hôn", online="full")
    officer = client_of("mot-cua")
    for words in ("khai sinh", "KHAI SINH", "khai sịnh", "1.001193"):
        shown = text(officer.get("/thu-tuc/", {"q": words}))
        assert "1.001193" in shown
        assert "Đăng ký kết hôn" not in shown
    assert "Đăng ký khai sinh" not in text(officer.get("/thu-tuc/", {"truc-tuyen": "full"}))
    assert "Danh mục còn trống" in text(officer.get("/thu-tuc/", {"ngay": "01/01/2026"}))
    assert "Không có thủ tục nào khớp" in text(officer.get("/thu-tuc/", {"q": "không có"}))


def test_what_is_seen_is_downloaded(world: World, client_of) -> None:
    decision = decided(world.province)
    announced(decision)
    announced(decision, "1.004222", name="Đăng ký kết hôn")
    answer = client_of("xem").get("/thu-tuc/tai/xlsx/", {"q": "ket hon"})
    (table,) = read_table(answer.content, "thu-tuc.xlsx")
    assert [row.cells[:2] for row in table.rows[1:]] == [("1.004222", "Đăng ký kết hôn")]


def test_pages_cost_the_same_however_long_the_catalogue_is(
    world: World, client_of, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    decision = decided(world.province)
    for number in range(60):
        version = announced(decision, f"1.{number:06d}", name=f"Thủ tục số {number}")
    officer = client_of("mot-cua")
    for address in (
        "/thu-tuc/",
        f"/thu-tuc/{version.procedure_id}/",
        "/thu-tuc/cong-bo/",
        f"/thu-tuc/cong-bo/{decision.pk}/",
    ):
        officer.get(address)
        with django_assert_max_num_queries(12):
            assert officer.get(address).status_code == 200
    first = text(officer.get("/thu-tuc/"))
    after = re.search(r"sau=(\d+)", first)
    assert after, "fifty a page"
    assert "Thủ tục số 59" in text(officer.get("/thu-tuc/", {"sau": after[1]}))


def test_a_procedure_explains_its_limit_and_shows_what_changed(world: World, client_of) -> None:
    version = announced(decided(world.province))
    amending = decided(world.province, "20/QĐ-UBND", dt.date(2026, 3, 10))
    actions.announce(
        SYSTEM, amending.pk, actions.Announcement("1.001193", details("Đăng ký khai sinh (mới)"))
    )
    shown = text(client_of("mot-cua").get(f"/thu-tuc/{version.procedure_id}/"))
    assert "1 ngày làm việc" in shown
    assert "Ngày nộp hồ sơ không tính" in shown
    assert "<del>Đăng ký khai sinh</del> → <ins>Đăng ký khai sinh (mới)</ins>" in shown
    assert "Sửa chi tiết" not in shown, "an officer of the counter does not edit"


def test_a_correction_is_entered_and_what_was_typed_is_kept(world: World, client_of) -> None:
    version = announced(decided(world.province))
    manager, address = client_of("quan-ly"), f"/thu-tuc/phien-ban/{version.pk}/sua/"
    shown = text(manager.get(address))
    assert "Giấy chứng sinh" in shown
    assert re.search(
        r'type="checkbox" name="giay-to-0-required"[^>]*class="form-check-input"[^>]*checked', shown
    )
    refused = manager.post(address, fields(version, name="Tên đã gõ"))
    assert refused.status_code == 422
    assert "Tên đã gõ" in text(refused)
    lines = {
        "giay-to-TOTAL_FORMS": "1",
        "giay-to-0-name": "Tờ khai mới",
        "giay-to-0-form": "original",
        "giay-to-0-copies": "1",
    }
    done = manager.post(address, fields(version, name="Tên đúng", reason="Sai tên", **lines))
    assert done.status_code == 302
    version.refresh_from_db()
    assert (version.name, version.papers.get().name) == ("Tên đúng", "Tờ khai mới")
    again = manager.post(address, fields(version, name="Tên khác", reason="Sai tên", revision="1"))
    assert again.status_code == 422
    assert "Có người đã sửa" in text(again)


def test_a_decision_is_registered_announces_and_repeals(world: World, client_of) -> None:
    manager = client_of("quan-ly")
    data = {
        "number": "10/QĐ-UBND",
        "issued_on": "02/03/2026",
        "effective_on": "02/03/2026",
        "issuer": "UBND",
        "title": "Công bố",
    }
    assert manager.post("/thu-tuc/cong-bo/them/", data).status_code == 302
    decision = Decision.objects.get()
    given = {
        "code": "1.001193",
        "name": "Đăng ký khai sinh",
        "field": "Hộ tịch",
        "level": "commune",
        "online": "none",
    }
    assert manager.post(f"/thu-tuc/cong-bo/{decision.pk}/thu-tuc/", given | LINES).status_code == 302
    assert "Đăng ký khai sinh" in text(manager.get(f"/thu-tuc/cong-bo/{decision.pk}/"))
    later = decided(world.province, "11/QĐ-UBND", dt.date(2026, 3, 10))
    assert manager.post(f"/thu-tuc/cong-bo/{later.pk}/bai-bo/", {"code": "1.001193"}).status_code == 302
    assert Version.objects.get().repealed_by == later
    wrong = manager.post(f"/thu-tuc/cong-bo/{later.pk}/bai-bo/", {"code": "1.001193"})
    assert wrong.status_code == 422
    assert "không còn hiệu lực" in text(wrong)


def test_a_file_is_previewed_confirmed_and_its_faults_fetched(world: World, client_of) -> None:
    manager = client_of("quan-ly")
    content = "Mã số,Tên,Lĩnh vực\n1.001193,Đăng ký khai sinh,Hộ tịch\n13978,Mã lạ,Hộ tịch\n".encode()
    preview = manager.post(
        "/thu-tuc/nhap/", {"file": SimpleUploadedFile("thu-tuc.csv", content), "day": "13/03/2026"}
    )
    shown = text(preview)
    assert "1 thủ tục mới, 0 thay đổi, 0 giữ nguyên; 1 dòng lỗi" in shown
    assert not Version.objects.exists()
    packed = re.search(r'name="packed" value="([^"]+)"', shown)
    assert packed
    faults = manager.post("/thu-tuc/nhap/dong-loi/", {"packed": packed[1]})
    (table,) = read_table(faults.content, "loi.xlsx")
    assert table.rows[1].cells[:3] == (3, "13978", "Mã lạ")
    assert manager.post("/thu-tuc/nhap/", {"packed": packed[1]}).status_code == 302
    assert Version.objects.get().procedure.code == "1.001193"
    stale = manager.post("/thu-tuc/nhap/", {"packed": packed[1]})
    assert stale.status_code == 409
    assert client_of("noi-khac").post("/thu-tuc/nhap/", {"packed": packed[1]}).status_code == 422, (
        "signed for another"
    )


def test_a_unit_states_its_posting(world: World, client_of) -> None:
    decision = decided(world.province)
    announced(decision)
    officer = client_of("mot-cua")
    assert "Việc của đơn vị anh/chị" in text(officer.get("/thu-tuc/cong-bo/"))
    address = f"/thu-tuc/cong-bo/{decision.pk}/niem-yet/{world.commune.pk}/"
    assert officer.post(address, {"desk_on": "09/03/2026"}).status_code == 302
    shown = text(officer.get(f"/thu-tuc/cong-bo/{decision.pk}/"))
    assert "đúng hạn" in shown
    assert "chưa niêm yết" in shown, "not on the page yet"
    assert "Xã Bên Cạnh" not in shown, "of other communes an officer of the counter learns nothing"


def test_the_sheet_to_post_reads_back_with_papers_and_address(world: World, client_of) -> None:
    version = announced(decided(world.province))
    answer = client_of("mot-cua").get(f"/thu-tuc/{version.procedure_id}/to-niem-yet/")
    (page,) = PdfReader(io.BytesIO(answer.content)).pages
    written = " ".join(page.extract_text().split())
    assert "Đăng ký khai sinh" in written
    assert "Giấy chứng sinh" in written
    assert "1 ngày làm việc" in written
    assert f"{settings.CAICACH_BASE_URL}/cong-khai/thu-tuc/{version.procedure_id}/" in written
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842), "A4"


def test_the_api_says_the_same(world: World, client_of) -> None:
    version = announced(decided(world.province))
    officer = client_of("mot-cua")
    page = officer.get("/api/procedures", {"search": "khai sịnh"}).json()
    assert (page["count"], page["procedures"][0]["limit"]["words"]) == (1, "1 ngày làm việc")
    one = officer.get(f"/api/procedures/{version.procedure_id}").json()
    assert [paper["name"] for paper in one["papers"]] == ["Tờ khai", "Giấy chứng sinh"]
    decision = version.decision_id
    (row,) = officer.get("/api/procedure-decisions").json()
    assert (row["missing"], row["due"]) == (1, "2026-03-09")
    given = {"desk_on": "2026-03-09", "page_on": "2026-03-09"}
    posted = officer.post(
        f"/api/procedure-decisions/{decision}/postings/{world.commune.pk}",
        given,
        content_type="application/json",
    )
    assert posted.json()["desk"] == "on_time"
    assert (
        officer.post(
            f"/api/procedure-decisions/{decision}/repeals",
            {"code": "1.001193"},
            content_type="application/json",
        ).status_code
        == 403
    )


def test_the_file_of_a_decision_is_kept_once_and_read_by_whoever_reads_the_catalogue(
    world: World, client_of
) -> None:
    page = f"/thu-tuc/cong-bo/{decided(world.province).pk}/"
    manager, reader = client_of("quan-ly"), client_of("xem")
    assert reader.get(f"{page}tep/").status_code == 404
    wrong = SimpleUploadedFile("qd.pdf", b"MZ not a paper")
    assert "Đã gắn tệp" not in text(manager.post(f"{page}tep/gan/", {"file": wrong}, follow=True))
    pdf = SimpleUploadedFile("qd-10.pdf", b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    assert "Đã gắn tệp" in text(manager.post(f"{page}tep/gan/", {"file": pdf}, follow=True))
    pdf.seek(0)
    assert "đã có tệp" in text(manager.post(f"{page}tep/gan/", {"file": pdf}, follow=True))
    answer = reader.get(f"{page}tep/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert "qd-10.pdf" in answer["Content-Disposition"]
    assert reader.post(f"{page}tep/gan/", {"file": pdf}).status_code == 403
    assert client_of("noi-khac").get(f"{page}tep/").status_code == 404
