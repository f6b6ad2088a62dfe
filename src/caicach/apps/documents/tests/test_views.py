"""The screens of the shelf: who may open them, what a form does and what it refuses."""

import html
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from caicach.apps.documents import actions
from caicach.apps.documents.models import Document
from caicach.apps.documents.tests.conftest import SYSTEM, Shelves, sent, shelved
from caicach.platform.access import Role
from caicach.platform.files.models import StoredFile
from caicach.platform.tests import papers
from screens import text

NAMED = "07-KH-UBND 2026-02-05.pdf"


class Desk:
    """The browser of somebody at the shelf of the commune."""

    def __init__(self, client: Client, shelves: Shelves, role: Role) -> None:
        client.force_login(shelves.people[role], "django.contrib.auth.backends.ModelBackend")
        self.client, self.shelves = client, shelves
        self.shelf = reverse("documents:shelf", args=[2026, shelves.commune.pk])
        self.adding = reverse("documents:add", args=[2026, shelves.commune.pk])

    def send(self, *files: SimpleUploadedFile) -> Any:
        return self.client.post(self.adding, {"chosen": list(files)})

    def describe(self, page: Any, *rows: dict[str, str]) -> Any:
        """The second step with what the page has filled in, and `rows` over it."""
        content = page.content.decode()
        filled = {
            html.unescape(name): html.unescape(value)
            for name, value in re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', content)
        }
        for number, _row in enumerate(rows):
            filled.setdefault(f"tai-lieu-{number}-kind", "plan")
        for number, row in enumerate(rows):
            filled |= {f"tai-lieu-{number}-{field}": value for field, value in row.items()}
        return self.client.post(self.adding, filled)


@pytest.fixture
def focal(client: Client, shelves: Shelves) -> Desk:
    return Desk(client, shelves, Role.FOCAL_OFFICER)


class TestShelf:
    def test_the_address_without_a_unit_leads_to_the_own_shelf(self, focal: Desk) -> None:
        assert focal.client.get("/minh-chung/").headers["Location"] == focal.shelf
        other = focal.client.get("/minh-chung/", {"don-vi": "Phòng Văn hóa"})
        assert other.headers["Location"].endswith(f"/{focal.shelves.division.pk}/")
        assert focal.client.get("/minh-chung/", {"don-vi": "Xã Bình Phú"}).status_code == 422

    def test_an_empty_shelf_offers_the_first_step(self, focal: Desk) -> None:
        page = focal.client.get(focal.shelf)
        assert "chưa có tài liệu" in text(page)
        assert 'enctype="multipart/form-data"' in page.content.decode()

    def test_whoever_only_reads_is_offered_no_upload(self, client: Client, shelves: Shelves) -> None:
        page = Desk(client, shelves, Role.APPRAISER).client.get(
            reverse("documents:shelf", args=[2026, shelves.commune.pk])
        )
        assert page.status_code == 200
        assert "multipart" not in page.content.decode()

    def test_it_is_narrowed_in_the_address(self, focal: Desk) -> None:
        shelved(focal.shelves.commune, "Kế hoạch năm nay", "1")
        shelved(focal.shelves.commune, "Báo cáo năm ngoái", "2", kind="report", year=2025)
        assert "Báo cáo năm ngoái" not in text(focal.client.get(focal.shelf))
        assert "Báo cáo năm ngoái" in text(focal.client.get(focal.shelf, {"nam": "tat-ca", "loai": "report"}))
        assert "Kế hoạch năm nay" in text(focal.client.get(focal.shelf, {"q": "ke hoach"}))
        assert "Không có tài liệu nào khớp" in text(focal.client.get(focal.shelf, {"q": "khong co"}))

    def test_it_is_in_the_navigation_of_whoever_may_read_it(self, focal: Desk, client: Client) -> None:
        assert "Kho minh chứng" in text(focal.client.get("/"))
        reader = Desk(client, focal.shelves, Role.READER)
        assert "Kho minh chứng" not in text(reader.client.get("/"))

    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_every_page_opens_in_both_languages(self, focal: Desk, language: str) -> None:
        document = shelved(focal.shelves.division)
        for url in (
            focal.shelf,
            focal.adding,
            reverse("documents:document", args=[2026, document.pk]),
            reverse("documents:amend", args=[2026, document.pk]),
            reverse("documents:withdraw", args=[2026, document.pk]),
        ):
            assert focal.client.get(url, headers={"Accept-Language": language}).status_code == 200, url


class TestAdding:
    def test_files_become_documents_after_they_are_described(self, focal: Desk) -> None:
        page = focal.send(sent(NAMED), sent("ảnh họp.png", papers.PNG))
        assert page.status_code == 200
        assert "07/KH-UBND" in page.content.decode()
        assert not Document.objects.exists()
        done = focal.describe(page, {"title": "Kế hoạch CCHC"}, {"title": "Ảnh họp", "kind": "picture"})
        assert done.headers["Location"] == focal.shelf
        first, second = Document.objects.order_by("id")
        assert (first.title, first.number, str(first.issued_on)) == (
            "Kế hoạch CCHC",
            "07/KH-UBND",
            "2026-02-05",
        )
        assert (second.name, second.kind) == ("ảnh họp.png", "picture")
        shown = text(focal.client.get(focal.shelf))
        assert "Đã đưa 2 tài liệu vào kho." in shown
        assert "Kế hoạch CCHC" in shown

    @pytest.mark.parametrize(
        ("file", "words"),
        [
            (("a.docx", papers.PDF), "nội dung là PDF"),
            (("a.pdf", b""), "rỗng"),
            (("a.docm", papers.docx(papers.WORD_WITH_MACROS)), "macro"),
        ],
    )
    def test_a_bad_file_is_named_beside_the_control(
        self, focal: Desk, folder: Path, file: tuple[str, bytes], words: str
    ) -> None:
        page = focal.send(sent(*file))
        assert page.status_code == 422
        assert words in text(page)
        assert not StoredFile.objects.exists()
        assert not folder.exists()

    def test_no_file_is_a_question(self, focal: Desk) -> None:
        page = focal.client.post(focal.adding, {})
        assert (page.status_code, "ít nhất một tệp" in text(page)) == (422, True)

    def test_a_fault_of_a_description_keeps_what_was_typed(self, focal: Desk) -> None:
        page = focal.send(sent(NAMED))
        again = focal.describe(page, {"title": "Kế hoạch CCHC", "issued_on": "31/12/2026"})
        assert again.status_code == 422
        assert "đến hôm nay" in text(again)
        assert "Kế hoạch CCHC" in again.content.decode()
        empty = focal.describe(page, {"title": ""})
        assert (empty.status_code, Document.objects.count()) == (422, 0)

    def test_files_received_by_one_person_are_nobody_elses(self, focal: Desk, client: Client) -> None:
        page = focal.send(sent(NAMED))
        other = Desk(client, focal.shelves, Role.UNIT_HEAD)
        assert other.describe(page, {"title": "Của người khác"}).status_code == 422
        assert not Document.objects.exists()

    def test_files_received_for_one_unit_do_not_go_to_another(self, focal: Desk) -> None:
        page = focal.send(sent(NAMED))
        focal.adding = reverse("documents:add", args=[2026, focal.shelves.division.pk])
        assert focal.describe(page, {"title": "Sang phòng"}).status_code == 422
        assert focal.client.post(focal.adding, {"packed": "x"}).status_code == 422

    def test_evidence_may_be_larger_than_other_uploads(self, focal: Desk, settings: Any) -> None:
        settings.CAICACH_MAX_UPLOAD = 1000
        large = papers.PDF + bytes(200_000)
        assert focal.send(sent(NAMED, large)).status_code == 200
        assert focal.client.post("/don-vi/2026/nhap/", {"file": sent("a.csv", large)}).status_code == 413


class TestDocument:
    def test_it_shows_what_is_known_and_gives_the_file(self, focal: Desk) -> None:
        document = shelved(focal.shelves.commune, number="07/KH-UBND")
        page = text(focal.client.get(reverse("documents:document", args=[2026, document.pk])))
        assert "07/KH-UBND" in page
        assert document.file.sha256 in page
        response = focal.client.get(reverse("documents:download", args=[document.pk]))
        assert b"".join(response.streaming_content) == papers.PDF  # type: ignore[attr-defined]
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["X-Content-Type-Options"] == "nosniff"

    def test_it_is_corrected(self, focal: Desk) -> None:
        document = shelved(focal.shelves.commune)
        url = reverse("documents:amend", args=[2026, document.pk])
        given = {"title": "Kế hoạch mới", "kind": "report", "year": "2025", "issued_on": "05/02/2025"}
        assert focal.client.post(url, given).status_code == 302
        document.refresh_from_db()
        assert (document.title, document.kind, document.year) == ("Kế hoạch mới", "report", 2025)
        refused = focal.client.post(url, {**given, "year": "1800"})
        assert (refused.status_code, "1800" in text(refused)) == (422, True)

    def test_it_is_withdrawn_with_a_reason_and_stays_readable(self, focal: Desk) -> None:
        document = shelved(focal.shelves.commune)
        url = reverse("documents:withdraw", args=[2026, document.pk])
        assert focal.client.post(url, {"reason": ""}).status_code == 422
        assert focal.client.post(url, {"reason": "bản chưa ký"}).status_code == 302
        page = text(focal.client.get(reverse("documents:document", args=[2026, document.pk])))
        assert "bản chưa ký" in page
        assert "Sửa thông tin" not in page
        assert focal.client.get(reverse("documents:download", args=[document.pk])).status_code == 200
        assert document.title not in text(focal.client.get(focal.shelf))
        assert document.title in text(focal.client.get(focal.shelf, {"da-rut": "1"}))

    def test_that_of_the_commune_beside_is_not_found(self, focal: Desk) -> None:
        document = shelved(focal.shelves.sister)
        for url in (
            reverse("documents:document", args=[2026, document.pk]),
            reverse("documents:download", args=[document.pk]),
            reverse("documents:amend", args=[2026, document.pk]),
        ):
            assert focal.client.get(url).status_code == 404

    def test_a_content_that_was_lost_is_said_to_be(self, focal: Desk, folder: Path) -> None:
        document = shelved(focal.shelves.commune)
        next(path for path in folder.rglob("*") if path.is_file()).unlink()
        page = focal.client.get(reverse("documents:download", args=[document.pk]))
        assert (page.status_code, "sao lưu" in text(page)) == (409, True)


def test_a_shelf_takes_few_queries(focal: Desk, django_assert_max_num_queries: Any) -> None:
    for number in range(10):
        shelved(focal.shelves.division, f"Tài liệu {number}", str(number))
    with django_assert_max_num_queries(20):
        assert focal.client.get(focal.shelf).status_code == 200
    assert actions.withdraw(SYSTEM, Document.objects.earliest("id").pk, "nhầm").is_withdrawn
