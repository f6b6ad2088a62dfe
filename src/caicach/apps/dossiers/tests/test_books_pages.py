"""The books on screen, on paper and as files; the receipts of a day; what nobody else may see."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest
from django.test import Client
from pypdf import PdfReader

from caicach.apps.dossiers.models import Book, Slip
from caicach.apps.dossiers.queries import books as queries
from caicach.apps.dossiers.tests.paper_world import TODAY, Counter, at, counter
from caicach.platform import clock
from caicach.platform.access import NotFound, Role
from caicach.platform.spreadsheets import read_table

pytestmark = [pytest.mark.django_db, pytest.mark.databases]
LAST_YEAR = at(dt.date(2025, 12, 31), 23, 30)


@pytest.fixture
def desk() -> Counter:
    return counter()


@pytest.fixture
def signed_in(desk: Counter, client: Client) -> Client:
    desk.scope(Role.CENTRE_HEAD)
    client.force_login(desk.people[Role.CENTRE_HEAD])
    return client


@pytest.fixture(autouse=True)
def day() -> object:
    with clock.told(TODAY):
        yield


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_the_books_of_a_year_are_listed_for_those_who_read_there(desk: Counter, signed_in: Client) -> None:
    desk.entered()
    desk.entered(unit=desk.sister)
    shown = signed_in.get("/mot-cua/so/", follow=True).content.decode()
    assert "Xã Mẫu" in shown
    assert "Xã Bên" not in shown
    assert "đang ghi" in shown


def test_a_book_is_read_page_by_page_by_its_numbers(desk: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE_SIZE", 2)
    for _ in range(5):
        desk.entered()
    scope, book = desk.scope(Role.ONE_STOP_OFFICER), Book.objects.get()
    first = queries.page_of_lines(scope, book)
    assert [one.number for one in first.lines] == [1, 2]
    assert (first.before, first.after, first.last) == (None, 2, 5)
    last = queries.page_of_lines(scope, book, after=4)
    assert ([one.number for one in last.lines], last.after) == ([5], None)
    back = queries.page_of_lines(scope, book, before=last.before)
    assert [one.number for one in back.lines] == [3, 4]


def test_a_list_of_books_is_read_page_by_page(desk: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE_SIZE", 1)
    desk.entered()
    desk.entered(unit=desk.sister)
    scope = desk.scope(Role.PROCEDURE_MANAGER)
    first = queries.page_of_books(scope, 2026)
    second = queries.page_of_books(scope, 2026, after=first.after)
    assert [one.unit.name for one in (*first.books, *second.books)] == ["Xã Bên", "Xã Mẫu"]
    assert second.after is None
    assert queries.page_of_books(scope, 2026, before=second.before).books == first.books


def test_a_page_of_a_book_asks_a_fixed_number_of_questions(
    desk: Counter, signed_in: Client, django_assert_max_num_queries: object
) -> None:
    for _ in range(12):
        desk.entered()
    book = Book.objects.get()
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        shown = signed_in.get(f"/mot-cua/so/{book.pk}/")
    assert shown.content.decode().count("H42.15-261120-") >= 12


def test_a_book_is_printed_in_the_columns_of_form_06_and_by_parts(desk: Counter, signed_in: Client) -> None:
    for _ in range(3):
        desk.entered()
    book = Book.objects.get()
    response = signed_in.get(f"/mot-cua/so/{book.pk}/in/?tu=2&den=3")
    assert response["Content-Type"] == "application/pdf"
    page = PdfReader(io.BytesIO(response.content)).pages[0]
    assert page.mediabox.width > page.mediabox.height
    words = text_of(response.content)
    assert "SỔ THEO DÕI HỒ SƠ" in words
    assert "Năm 2026" in words
    assert "H42.15-261120-0003" in words
    assert "H42.15-261120-0001" not in words
    assert signed_in.get(f"/mot-cua/so/{book.pk}/in/?tu=5&den=1").status_code == 422


def test_a_book_is_downloaded_whole_with_moments_of_vietnam(desk: Counter, signed_in: Client) -> None:
    desk.entered(phone="+84 900")
    book = Book.objects.get()
    (table,) = read_table(signed_in.get(f"/mot-cua/so/{book.pk}/tai/xlsx/").content, "so.xlsx")
    cells = table.rows[1].cells
    assert cells[1] == "H42.15-261120-0001"
    assert str(cells[7]) == "2026-11-20 08:05:00"
    assert b"H42.15-261120-0001" in signed_in.get(f"/mot-cua/so/{book.pk}/tai/csv/").content
    assert signed_in.get(f"/mot-cua/so/{book.pk}/tai/doc/").status_code == 404


def test_a_book_is_closed_on_its_page_and_what_was_typed_is_kept_when_it_is_not(
    desk: Counter, signed_in: Client
) -> None:
    desk.entered(LAST_YEAR)
    desk.entered()
    old, running = Book.objects.get(year=2025), Book.objects.get(year=2026)
    refused = signed_in.post(f"/mot-cua/so/{running.pk}/khoa/", {"reason": "Biên bản số 1"})
    assert refused.status_code == 422
    assert "chưa hết" in refused.content.decode()
    assert "Biên bản số 1" in refused.content.decode()
    assert signed_in.post(f"/mot-cua/so/{old.pk}/khoa/", {"reason": "Biên bản số 1"}).status_code == 302
    shown = signed_in.get(f"/mot-cua/so/{old.pk}/").content.decode()
    assert "đã khóa ngày 20/11/2026" in shown
    assert "Đã khóa sổ ngày 20 tháng 11 năm 2026." in text_of(
        signed_in.get(f"/mot-cua/so/{old.pk}/in/").content
    )


def test_the_book_of_another_unit_is_not_there(desk: Counter, signed_in: Client) -> None:
    desk.entered(unit=desk.sister)
    book = Book.objects.get()
    for path in ("", "in/", "tai/xlsx/", "khoa/"):
        assert signed_in.get(f"/mot-cua/so/{book.pk}/{path}").status_code == 404
    with pytest.raises(NotFound):
        list(queries.lines(desk.scope(Role.ONE_STOP_OFFICER), book))


def test_a_slip_is_printed_as_it_was_given_whatever_happens_to_the_dossier(
    desk: Counter, signed_in: Client
) -> None:
    slip = desk.receipt(desk.entered())
    before = signed_in.get(f"/mot-cua/phieu/{slip.pk}/pdf/")
    assert before["Content-Disposition"].startswith("inline")
    words = text_of(before.content)
    assert "Nguyễn Thị Ví Dụ" in words
    assert "03 ngày làm việc" in words
    assert "5.000 đồng" in words
    slip.dossier.applicant_name = "Tên Khác"
    slip.dossier.save()
    assert signed_in.get(f"/mot-cua/phieu/{slip.pk}/pdf/").content == before.content
    assert signed_in.get(f"/mot-cua/phieu/{slip.pk}/docx/")["Content-Disposition"].startswith("attachment")
    assert signed_in.get(f"/mot-cua/phieu/{slip.pk}/txt/").status_code == 404


def test_the_receipts_of_a_day_are_one_file_in_their_order(desk: Counter, signed_in: Client) -> None:
    for number in (2, 1):
        desk.receipt(desk.entered(), number)
    desk.receipt(desk.entered(at(dt.date(2026, 11, 19))), 3)
    path = f"/mot-cua/phieu/trong-ngay/{desk.commune.pk}/"
    pages = PdfReader(io.BytesIO(signed_in.get(path).content)).pages
    assert [("01/TTPVHCC" in page.extract_text()) for page in pages] == [True, False]
    assert len(PdfReader(io.BytesIO(signed_in.get(f"{path}?ngay=2026-11-19").content)).pages) == 1
    assert signed_in.get(f"{path}?ngay=20/11/2026").status_code == 200
    assert signed_in.get(f"{path}?ngay=2026-11-01").status_code == 422
    assert signed_in.get(f"{path}?ngay=hôm+qua").status_code == 422


def test_the_control_slip_shows_the_steps_as_they_stand(desk: Counter, signed_in: Client) -> None:
    dossier = desk.entered()
    desk.step(dossier, 1, given_by=desk.people[Role.CENTRE_HEAD], note="Đủ")
    desk.step(dossier, 2, finished_at=at(hour=11))
    desk.step(dossier, 3, finished_at=None)
    words = text_of(signed_in.get(f"/mot-cua/ho-so/{dossier.pk}/phieu-kiem-soat/pdf/").content)
    assert "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ" in words
    assert words.count("Trước") == 1
    assert words.count("Quá") == 1
    assert "Bước 3" in words


def test_slips_of_another_unit_are_not_there(desk: Counter, signed_in: Client) -> None:
    slip = desk.receipt(desk.entered(unit=desk.sister))
    assert signed_in.get(f"/mot-cua/phieu/{slip.pk}/pdf/").status_code == 404
    assert signed_in.get(f"/mot-cua/ho-so/{slip.dossier_id}/phieu-kiem-soat/pdf/").status_code == 404
    assert signed_in.get(f"/mot-cua/phieu/trong-ngay/{desk.sister.pk}/").status_code in (403, 404)


def test_what_is_kept_of_a_slip_is_plain_json(desk: Counter) -> None:
    desk.receipt(desk.entered())
    kept = Slip.objects.get().content
    assert json.loads(json.dumps(kept)) == kept
    assert kept["qr"].endswith("/cong-khai/ho-so/?ma=H42.15-261120-0001")
