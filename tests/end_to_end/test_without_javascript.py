"""Without scripts everything that is read, and signing in, still works; only comfort is missing."""

import re

from playwright.sync_api import expect

from visiting import PASSWORD, YEAR, Visit


def test_signing_in_and_out(visit: Visit) -> None:
    page = visit(javascript=False)
    page.goto(f"/chi-so/{YEAR}/")
    page.get_by_label("Tên đăng nhập").fill("thanhtra")
    page.get_by_label("Mật khẩu").fill("sai-mat-khau")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    page.get_by_label("Tên đăng nhập").fill("thanhtra")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page).to_have_url(re.compile(f"/chi-so/{YEAR}/$"))

    page.locator(".cc-top details", has_text="Tài khoản").locator("summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.goto("/")
    expect(page).to_have_url(re.compile("/dang-nhap/"))


def test_the_ranking_is_filtered_by_its_form_and_sorted_by_its_heads(visit: Visit) -> None:
    page = visit("tracuu", javascript=False)
    page.goto(f"/chi-so/{YEAR}/")
    names = page.locator("#xep-hang a.cc-row-link")
    page.get_by_label("Khối").select_option(label="Phường")
    page.get_by_role("searchbox", name="Tìm đơn vị").first.fill("nong trang")
    page.get_by_role("button", name="Lọc", exact=True).click()
    expect(names).to_have_text(["Phường Nông Trang"])
    page.get_by_role("link", name="Bỏ lọc").click()
    expect(names).to_have_count(12)
    page.get_by_role("columnheader", name="Chỉ số").get_by_role("link").click()
    expect(page).to_have_url(re.compile("sort=-index"))
    expect(names).to_have_count(12)


def test_a_unit_and_its_explanation_are_pages_of_their_own(visit: Visit) -> None:
    page = visit("tracuu", javascript=False)
    page.goto(f"/chi-so/{YEAR}/")
    page.get_by_role("link", name="Phường Nông Trang").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Phường Nông Trang")
    page.get_by_role("link", name="Vì sao? 3.3.1", exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("3.3.1")
    expect(page.get_by_role("heading", name="Phép tính")).to_be_visible()
    expect(page.locator("#so-lieu")).to_contain_text("6.178")
