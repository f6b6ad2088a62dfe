"""A download holds what is seen, opens in a spreadsheet, and carries no formula."""

import csv
import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from visiting import YEAR, Visit

FORMULA = '=HYPERLINK("http://example.org","xem")'


def test_the_ranking_downloads_as_excel_with_the_units_that_are_seen(visit: Visit, tmp_path: Path) -> None:
    page = visit("tracuu")
    page.goto(f"/chi-so/{YEAR}/?khoi=xa")
    seen = page.locator("#xep-hang a.cc-row-link").all_inner_texts()
    assert len(seen) == 9
    file = downloaded(page, "Tải Excel", tmp_path)
    rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
    head = next(at for at, row in enumerate(rows) if "Đơn vị" in row)
    column = rows[head].index("Đơn vị")
    assert [row[column] for row in rows[head + 1 :] if row[column]] == seen


def test_the_ranking_downloads_as_csv_with_the_units_that_are_seen(visit: Visit, tmp_path: Path) -> None:
    page = visit("tracuu")
    page.goto(f"/chi-so/{YEAR}/?khoi=xa&sort=unit")
    seen = page.locator("#xep-hang a.cc-row-link").all_inner_texts()
    content = downloaded(page, "CSV", tmp_path).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf"), "Excel needs the mark to read Vietnamese letters"
    rows = csv_rows(content)
    column = rows[0].index("Đơn vị")
    assert [row[column] for row in rows[1:]] == seen


def test_what_somebody_typed_never_becomes_a_formula(visit: Visit, tmp_path: Path) -> None:
    page = visit("quantri")
    page.goto(f"/don-vi/{YEAR}/?q=nong trang")
    page.get_by_role("link", name="Phường Nông Trang").first.click()
    ward = page.url.rstrip("/").rpartition("/")[2]
    page.goto(f"/don-vi/{YEAR}/them/?cap-tren={ward}")
    page.get_by_label("Tên đơn vị").fill(FORMULA)
    page.get_by_role("main").get_by_role("button", name="Thêm đơn vị").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(FORMULA)

    page.goto(f"/don-vi/{YEAR}/?q=hyperlink")
    expect(page.get_by_role("main")).to_contain_text(FORMULA)
    cells = [cell for row in csv_rows(downloaded(page, "CSV", tmp_path).read_bytes()) for cell in row]
    assert FORMULA not in cells
    assert f"'{FORMULA}" in cells
    with zipfile.ZipFile(downloaded(page, "Tải Excel", tmp_path)) as book:
        sheet, texts = book.read("xl/worksheets/sheet1.xml"), book.read("xl/sharedStrings.xml").decode()
    assert b"<f>" not in sheet
    assert escape(FORMULA) in texts


def downloaded(page: Page, link: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link, exact=True).first.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def csv_rows(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))
