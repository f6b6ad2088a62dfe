"""What the product is for, in one sitting: from the ranking down to an input, and from a set in use to a new version."""

import re

from playwright.sync_api import Locator, Page, expect

from visiting import PASSWORD, YEAR, Visit

WARD = "Phường Nông Trang"
LEAF = "3.3.1"
"""Dossiers settled in time: of Nông Trang the published count is known."""


def test_from_the_ranking_through_a_unit_and_a_leaf_to_its_inputs(visit: Visit) -> None:
    page = visit()
    page.goto("/")
    expect(page).to_have_url(re.compile("/dang-nhap/"))
    page.get_by_label("Tên đăng nhập").fill("bochiso")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    page.get_by_role("link", name="Kết quả xếp hạng").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        f"Xếp hạng Chỉ số cải cách hành chính năm {YEAR}"
    )
    page.get_by_role("table").get_by_role("link", name=WARD).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WARD)

    page.get_by_role("link", name=f"Vì sao? {LEAF}", exact=True).last.click()
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("heading", level=2).first).to_contain_text(LEAF)
    expect(drawer.get_by_role("heading", name="Phép tính")).to_be_visible()
    inputs = drawer.locator("#so-lieu")
    expect(inputs).to_contain_text("5.646")
    expect(inputs).to_contain_text("6.178")
    expect(inputs).to_contain_text("Nguồn: Cổng Dịch vụ công")

    drawer.get_by_role("link", name="Mở thành trang riêng").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(LEAF)
    page.goto(f"{page.url.split('vi-sao')[0]}so-lieu/{LEAF}/")
    expect(page.get_by_role("main")).to_contain_text("5.646")


def test_a_set_in_use_stays_and_its_new_version_is_refused_for_the_year_in_use(visit: Visit) -> None:
    page = visit("bochiso")
    page.goto("/bo-chi-so/")
    page.get_by_role("link", name="XA-2025", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("nội dung không thay đổi nữa")
    page.goto("/bo-chi-so/XA-2025/sua/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bộ XA-2025 đang được dùng")
    expect(page.get_by_text("Không sửa được bộ này.")).to_be_visible()

    page.get_by_role("link", name="Phiên bản mới").click()
    page.get_by_label("Mã phiên bản mới").fill("XA-2026B")
    page.get_by_label("Áp dụng từ năm").fill(str(YEAR))
    page.get_by_role("button", name="Tạo phiên bản mới").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sửa bộ XA-2026B")

    shift_points_between_two_leaves(page)
    page.get_by_role("button", name="Lưu bộ chỉ số").click()
    expect(page.get_by_text("Đã lưu bộ chỉ số XA-2026B.")).to_be_visible()
    expect(row(page, "1.1.3")).to_contain_text("2,10")

    use_for_the_year_in_use(page)


def shift_points_between_two_leaves(page: Page) -> None:
    """More for 1.1.3, which the check of sums does not let pass, then as much less for 1.1.1."""
    row(page, "1.1.3").get_by_role("link", name="Mức độ hoàn thành kế hoạch").click()
    sums = page.get_by_role("complementary", name="Kiểm tra tổng điểm")
    expect(sums).to_contain_text("Tổng điểm khớp ở mọi mục.")
    page.get_by_label("Điểm tối đa", exact=True).fill("2,1")
    expect(sums).to_contain_text("3,10 / 3,00")
    expect(sums).to_contain_text("Cả bộ còn")
    page.get_by_role("button", name="Lưu vào bản nháp").click()
    expect(page.get_by_text("chưa lưu thành bộ chỉ số được")).to_be_visible()
    expect(page.get_by_role("button", name="Lưu bộ chỉ số")).to_be_disabled()

    row(page, "1.1.1").get_by_role("link", name="Thời gian ban hành kế hoạch").click()
    expect(sums).to_contain_text("3,10 / 3,00")
    page.get_by_label("Điểm tối đa", exact=True).fill("0,4")
    page.get_by_label("Điểm khi đúng hạn").fill("0,4")
    expect(sums).to_contain_text("3,00 / 3,00")
    expect(sums).to_contain_text("Tổng điểm khớp ở mọi mục.")
    page.get_by_role("button", name="Lưu vào bản nháp").click()
    expect(page.get_by_text("Không có lỗi: tổng điểm khớp ở mọi mục.")).to_be_visible()


def use_for_the_year_in_use(page: Page) -> None:
    page.goto(f"/chi-so/{YEAR}/dot/")
    page.get_by_role("link", name="Xã, phường, đặc khu").click()
    expect(page.get_by_role("main")).to_contain_text("hãy mở đợt đánh giá của năm đó")
    page.goto(f"{page.url}bo-chi-so/")
    form = page.get_by_role("main")
    form.get_by_label("Bộ chỉ số").select_option("XA-2026B")
    form.get_by_label("Lý do").fill("Dùng bộ mới ngay năm nay")
    form.get_by_role("button", name="Đổi bộ chỉ số").click()
    refused = form.get_by_role("alert")
    expect(refused).to_contain_text(f"Năm {YEAR} đang dùng bộ XA-2025 và đã có số liệu")
    expect(refused).to_contain_text("Bộ XA-2026B có thể dùng cho năm sau: hãy mở đợt đánh giá của năm đó")
    page.goto(f"/chi-so/{YEAR}/dot/")
    expect(page.get_by_role("row", name="Xã, phường, đặc khu")).to_contain_text("XA-2025")


def row(page: Page, code: str) -> Locator:
    """The row of a node in the table of a set."""
    return page.locator(f"tr[id='{code}']")
