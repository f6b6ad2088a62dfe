"""What people at the counter do again and again, in the browser, with nothing but keys: receive a dossier, do an act on it.

An act begins on the page of its dossier (`show`) and ends there.
"""

import re
from dataclasses import dataclass

from playwright.sync_api import FilePayload, Page, expect

DOSSIER = re.compile(r"/mot-cua/ho-so/(\d+)/$")
RESULT: FilePayload = {
    "name": "ket-qua.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n",
}


@dataclass(frozen=True)
class Matter:
    """A procedure as the officer looks for it, and as it is called."""

    typed: str
    name: str


CONFIRMING = Matter("xac nhan thu", "Xác nhận thử của quầy")


def choose(page: Page, matter: Matter) -> None:
    """Find the procedure at the empty counter and take it."""
    keys = page.keyboard
    page.goto("/mot-cua/quay/")
    expect(page.get_by_label("Tìm theo mã hoặc tên thủ tục")).to_be_focused()
    keys.type(matter.typed)
    keys.press("ArrowDown")
    expect(page.get_by_role("button", name=matter.name)).to_be_focused()
    keys.press("Enter")


def introduce(page: Page, number: str, name: str, phone: str) -> None:
    """Who hands in: typed where the focus stands once a procedure has been taken."""
    keys = page.keyboard
    expect(page.get_by_label("Số định danh cá nhân")).to_be_focused()
    keys.type(number)
    expect(page.locator("#nguoi-quen")).to_contain_text("Số hợp lệ")
    keys.press("Enter")
    keys.press("Enter")
    expect(page.get_by_label("Họ tên")).to_be_focused()
    keys.type(name)
    keys.press("Enter")
    keys.type(phone)


def received(
    page: Page, number: str, name: str, *, matter: Matter = CONFIRMING, phone: str = "0912 345 678"
) -> None:
    """Receive a dossier with nothing but keys, from the empty counter to the receipt."""
    choose(page, matter)
    introduce(page, number, name, phone)
    page.keyboard.press("F8")
    expect(page.get_by_role("checkbox", name="Tờ khai thử")).to_be_checked()
    page.keyboard.press("F9")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã tiếp nhận hồ sơ")


def opened(page: Page) -> int:
    """From the receipt to the page of the dossier; its number."""
    page.get_by_role("link", name="Mở hồ sơ, chuyển xử lý").press("Enter")
    page.wait_for_url(DOSSIER)
    return number(page)


def number(page: Page) -> int:
    """Of the dossier whose page this is."""
    found = DOSSIER.search(page.url)
    assert found
    return int(found[1])


def show(page: Page, dossier: int) -> None:
    page.goto(f"/mot-cua/ho-so/{dossier}/")


def begin(page: Page, act: str) -> None:
    """To the form of an act, which has the focus."""
    page.locator("#viec").get_by_role("link", name=act).press("Enter")
    expect(page.get_by_role("button", name=act)).to_be_visible()


def carry_on(page: Page, act: str) -> None:
    """As `begin`, for the act whose turn it is."""
    expect(page.get_by_role("link", name=f"{act} F9")).to_be_visible()
    page.keyboard.press("F9")
    expect(page.get_by_role("button", name=act)).to_be_visible()


def end(page: Page, said: str, *, is_asked: bool = False) -> None:
    """Send the form of an act; the page of the dossier says what was done."""
    page.keyboard.press("F9")
    if is_asked:
        agree(page)
    expect(page.get_by_role("status").first).to_contain_text(said)
    assert DOSSIER.search(page.url)


def agree(page: Page) -> None:
    """The answer that has the focus when the house asks back."""
    expect(page.get_by_role("dialog").locator("[data-confirm-yes]")).to_be_focused()
    page.keyboard.press("Enter")


def hand_over(page: Page, officer: str) -> None:
    """Give it to the officer whose name begins so."""
    carry_on(page, "Chuyển xử lý")
    expect(page.get_by_label("Người giải quyết")).to_be_focused()
    page.keyboard.type(officer)
    end(page, "phiếu kiểm soát (mẫu 05) đã lập")


def finish_step(page: Page) -> None:
    carry_on(page, "Xong bước này")
    end(page, "Đã ghi xong bước")


def settle(page: Page) -> None:
    """End it with a result."""
    begin(page, "Kết thúc, có kết quả")
    expect(page.get_by_label("Tệp kết quả")).to_be_focused()
    page.get_by_label("Tệp kết quả").set_input_files([RESULT])
    end(page, "đã xử lý xong, chờ trả kết quả")


def give_back(page: Page) -> None:
    """The citizen, who was told, takes the result before its day or on it."""
    carry_on(page, "Trả kết quả")
    expect(page.get_by_label("Người nhận")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("Đã báo cho người nộp trước khi trả sớm")).to_be_checked()
    end(page, "Đã trả kết quả")


def rate(page: Page) -> None:
    """From the page of a dossier that was given back: the citizen at the tablet."""
    page.get_by_role("link", name="Mời đánh giá").press("Enter")
    page.get_by_role("radio", name="Rất hài lòng").press("Space")
    page.get_by_role("button", name="Gửi đánh giá").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Xin cảm ơn anh/chị")
