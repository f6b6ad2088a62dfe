"""A dispatch goes in as the office has it, its targets come out, are confirmed, and are found again."""

import io

import docx
from playwright.sync_api import Page, expect

from shared_data import directive
from visiting import PHONE, Axe, Visit

OFFICER = "daumoi.hycuong"
# The demonstration has these very files in two registers; an office of its own has others.
MARK = "Bản lưu của đơn vị thử."


def as_word(text: str) -> bytes:
    """The text in a Word file, a paragraph for each line."""
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def put_in(page: Page, name: str, content: bytes) -> None:
    """From the register to the comparison."""
    page.goto("/van-ban/")
    page.get_by_role("link", name="Đưa văn bản vào sổ").first.click()
    page.get_by_label("Tệp văn bản").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="Vào sổ và đọc").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đối chiếu văn bản")


def press(page: Page, letter: str) -> None:
    """A key of the comparison, once it listens."""
    expect(page.locator("[data-hotkeys]")).to_be_focused()
    page.keyboard.press(letter)


def confirm_rest(page: Page) -> None:
    """All that waits, and then the directive."""
    page.get_by_role("button", name="mục còn chờ").click()
    page.get_by_role("dialog").get_by_role("button", name="Xác nhận").click()
    page.get_by_role("button", name="Xác nhận văn bản").click()
    expect(page.get_by_role("main")).to_contain_text("đã xác nhận")


def test_two_dispatches_go_in_are_mended_and_confirmed_and_found_again(visit: Visit, axe: Axe) -> None:
    page = visit(OFFICER)
    put_in(page, "thac-mo-2024.docx", as_word(f"{directive('thac-mo-2024.txt')}\n{MARK}"))
    axe(page)

    # The words of what is chosen are marked in the text; one key leads on, another to mending.
    chosen = page.locator("a.cc-read.is-chosen").first
    expect(chosen).to_be_in_viewport()
    press(page, "j")
    expect(page.locator(".cc-read-chosen-place")).to_contain_text("Mục 2/")
    page.locator(".cc-read-list a").filter(has_text="dịch vụ công trực tuyến mức").first.click()
    expect(page.locator("a.cc-read.is-chosen").first).to_contain_text("mức 4 đạt 50%")
    press(page, "s")
    page.get_by_label("Giá trị").fill("52,5")
    page.get_by_role("button", name="Lưu và xác nhận").click()
    expect(page.get_by_role("main")).to_contain_text("1 mục đã xác nhận")
    press(page, "x")
    expect(page.get_by_role("main")).to_contain_text("2 mục đã xác nhận")
    confirm_rest(page)

    put_in(page, "tan-hong-2023.txt", f"{directive('tan-hong-2023.txt')}\n{MARK}".encode())
    confirm_rest(page)

    page.goto("/van-ban/2024/chi-tieu/?dv=Xã Hy Cương")
    expect(page.get_by_role("main")).to_contain_text("52,5 %")
    for year, wanted, found in (
        (2024, "phat dong phong trao thi dua", "phát động phong trào thi đua"),
        (2023, "chi so thanh phan", "cải cách hành chính"),
    ):
        page.goto(f"/van-ban/{year}/?dv=Xã Hy Cương&q={wanted}")
        row = page.get_by_role("row").nth(1)
        expect(row).to_contain_text(found)
        expect(row).to_contain_text("đã xác nhận")


def test_the_pages_of_directives_serve_a_phone_and_work_without_javascript(visit: Visit, axe: Axe) -> None:
    page = visit("canbo.xa", width=PHONE)
    for address in ("/van-ban/", "/van-ban/2023/nhiem-vu/", "/van-ban/2023/chi-tieu/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        axe(page)
    page.goto("/van-ban/2023/")
    page.locator("a.cc-row-link").first.click()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    plain = visit("daumoi.xa", javascript=False)
    plain.goto("/van-ban/2023/chi-tieu/")
    plain.locator("a.cc-row-link").first.click()
    plain.get_by_role("link", name="Mục sau").click()
    expect(plain.locator("a.cc-read.is-chosen").first).to_be_visible()
