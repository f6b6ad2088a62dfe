"""Bad input of every kind gets a sentence that helps, and changes nothing."""

import http.client
import io
import zipfile
from urllib.parse import urlsplit

from playwright.sync_api import FilePayload, Page, expect

from visiting import Visit

SETS = "/bo-chi-so/"
IMPORT = "/bo-chi-so/nhap/"


def test_an_upload_of_500_mb_is_refused_by_its_announced_length(visit: Visit, site: str) -> None:
    page = visit("bochiso")
    page.goto(IMPORT)
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=10)
    connection.putrequest("POST", IMPORT)
    connection.putheader("Cookie", cookies)
    connection.putheader("Content-Type", "multipart/form-data; boundary=x")
    connection.putheader("Content-Length", str(500 * 2**20))
    connection.endheaders()  # no byte of the body follows; the answer comes all the same
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    assert answer.status == 413
    assert "Tệp gửi lên nặng khoảng 500 MB, vượt giới hạn 20 MB. Chưa có gì được lưu." in text


def test_a_picture_is_not_a_criteria_set(visit: Visit) -> None:
    refused(
        visit("bochiso"),
        FilePayload(name="bo.xlsx", mimeType="image/png", buffer=b"\x89PNG\r\n\x1a\n" + bytes(64)),
        "PNG",
    )


def test_a_zip_bomb_is_not_opened(visit: Visit) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(300 * 2**20))
    refused(
        visit("bochiso"),
        FilePayload(
            name="bo.xlsx",
            mimeType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            buffer=packed.getvalue(),
        ),
        "Tệp không an toàn",
    )


def test_broken_yaml_is_shown_with_its_line(visit: Visit) -> None:
    broken = 'framework:\n  code: XA-HONG\n  name: "thiếu ngoặc\ntree: [\n'
    page = visit("bochiso")
    refused(page, FilePayload(name="bo.yaml", mimeType="application/yaml", buffer=broken.encode()), "dòng ")


def test_yaml_whose_sums_do_not_agree_names_the_leaf(visit: Visit) -> None:
    page = visit("bochiso")
    document = page.request.get("/bo-chi-so/XA-2025/tai/yaml/").text()
    wrong = document.replace("XA-2025", "XA-HONG", 1).replace("max: 3\n", "max: 4\n", 1)
    assert wrong.count("max: 4\n") > document.count("max: 4\n")
    refused(page, FilePayload(name="bo.yaml", mimeType="application/yaml", buffer=wrong.encode()), "1.1")


def refused(page: Page, file: FilePayload, word: str) -> None:
    """Sends a file to the import of criteria sets: refused with a sentence that has the word, and no set more than before."""
    page.goto(SETS)
    before = page.get_by_role("main").inner_text()
    page.goto(IMPORT)
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Xem trước").click()
    alert = page.get_by_role("alert").first
    expect(alert).to_contain_text(word)
    expect(page.get_by_role("button", name="Lưu bộ chỉ số này")).to_have_count(0)
    page.goto(SETS)
    expect(page.get_by_role("main")).to_have_text(before, use_inner_text=True)
