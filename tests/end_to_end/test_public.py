"""The public pages in the browser of somebody who has no account: open, accessible, without sideways scrolling, in print."""

import pytest
from playwright.sync_api import Page, expect

from visiting import DESK, PHONE, YEAR, Axe, Visit

PUBLISHED = YEAR - 1


@pytest.mark.parametrize(("width", "dark"), [(PHONE, True), (DESK, False)], ids=["phone, dark", "desk"])
def test_a_citizen_finds_the_own_ward(visit: Visit, axe: Axe, width: int, dark: bool) -> None:
    page = visit("", width=width, dark=dark)
    page.goto("/dang-nhap/")
    page.get_by_role("link", name="Xem kết quả đã công bố").click()
    expect(page.get_by_role("heading", level=2, name=f"Năm {PUBLISHED}")).to_be_visible()
    looked_at(page, axe)
    page.get_by_role("link", name="Xã, phường, đặc khu").click()
    page.get_by_label("Tìm cơ quan, xã, phường").fill("nong trang")
    page.get_by_role("button", name="Xem", exact=True).click()
    looked_at(page, axe)
    page.get_by_role("link", name="Phường Nông Trang").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Phường Nông Trang")
    expect(page.get_by_role("table").first).to_contain_text("Bình quân khối")
    looked_at(page, axe)
    page.get_by_role("link", name="Dữ liệu mở").click()
    looked_at(page, axe)
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_public_pages_need_no_scripts(visit: Visit) -> None:
    page = visit("", javascript=False)
    page.goto("/cong-khai/")
    page.get_by_role("link", name="Sở, ban, ngành").click()
    expect(page.get_by_role("table").first).to_contain_text("Hạng")


def looked_at(page: Page, axe: Axe) -> None:
    seen = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
    assert seen[0] <= seen[1], page.url
    axe(page)
