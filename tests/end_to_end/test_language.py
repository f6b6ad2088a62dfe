"""One product in two languages: switching leaves nothing of the other on the frame, and keeps everything else."""

import re

from playwright.sync_api import Page, expect

from visiting import YEAR, Visit

# Names of units, departments, people and laws stay Vietnamese in English; the words of the screen do not.
CHROME = (
    "Bàn làm việc", "Chỉ số", "Kết quả", "xếp hạng", "Xếp hạng", "Phân tích", "Chỉ tiêu", "Qua các năm", "Đợt",
    "Bộ chỉ số", "Phân công", "Đơn vị", "Cán bộ", "Thu gọn", "Tìm", "Tài khoản", "Đăng xuất", "Đổi mật khẩu",
    "Bản trình diễn", "Hướng dẫn", "Hạng", "Khối", "Xếp loại", "Lọc", "Cột", "Tải Excel", "So với", "Đổi hạng",
    "Lĩnh vực", "Điểm", "Tiêu chí", "Trung vị", "Tình trạng", "Vì sao", "Mất", "chưa xếp hạng", "Chưa xếp hạng",
    "minh họa", "Chịu trách nhiệm", "Bảng điểm", "Số liệu", "Nguồn", "Phép tính", "đạt", "năm ", "xã, phường",
)  # fmt: skip


def test_english_leaves_no_vietnamese_on_the_screen_and_keeps_the_theme(visit: Visit) -> None:
    page = visit("hoidong")
    page.goto(f"/chi-so/{YEAR}/")
    page.locator("details.cc-top-theme summary").click()
    page.locator("details.cc-top-theme").get_by_role("button", name="Tối").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")

    page.get_by_role("button", name="EN", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile(f"/chi-so/{YEAR}/$"))
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    assert leftovers(page) == []

    page.locator("#xep-hang a.cc-row-link").first.click()
    expect(page.get_by_role("main")).to_contain_text("Median")
    assert leftovers(page) == []
    page.locator(".cc-leaves .cc-why").first.click()
    drawer = page.get_by_role("dialog")
    expect(drawer.locator("dl").first).to_be_visible()
    # Guides, evidence and sources are the text of the set or of whoever entered them.
    labels = drawer.locator("h2, dt, .btn, .cc-chip").all_inner_texts()
    assert "Arithmetic" in labels
    assert vietnamese(labels) == []

    page.keyboard.press("Escape")
    page.get_by_role("button", name="VI", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    expect(page.get_by_role("main")).to_contain_text("Trung vị")


def leftovers(page: Page) -> list[str]:
    """Vietnamese words of the frame among all that is shown or read aloud."""
    shown = page.evaluate(
        """() => {
            const names = new Set(["aria-label", "title", "data-label", "placeholder"]);
            const read = [...document.querySelectorAll("*")].flatMap(one =>
                [...one.attributes].filter(a => names.has(a.name)).map(a => a.value));
            return [...document.body.innerText.split("\\n"), ...read, document.title];
        }"""
    )
    return vietnamese(shown)


def vietnamese(lines: list[str]) -> list[str]:
    word = re.compile("|".join(rf"(?<!\w){re.escape(one)}(?!\w)" for one in CHROME))
    return sorted({line.strip() for line in lines if word.search(line)})
