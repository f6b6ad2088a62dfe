"""A day at the counter in the browser: by keyboard alone to the receipt, on to the result and the citizen's rating."""

import re

import pytest
from playwright.sync_api import Page, expect

from counter_hands import begin, give_back, hand_over, opened, rate, received, settle, show
from visiting import DESK, PHONE, Axe, Visit

TABLET = 768
OFFICER, HANDLER = "quay-thu", "thu-ly-thu"
KEYS = 80
"""Strokes for a complete dossier. Even at two a second, as one types who looks for each key, that is less than a minute."""

pytestmark = pytest.mark.usefixtures("counters")


def fits(page: Page) -> None:
    """Nothing stands beyond the right edge of the screen."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_a_complete_dossier_is_received_with_so_few_keys_that_it_takes_under_a_minute(
    visit: Visit, axe: Axe
) -> None:
    page = visit(OFFICER)
    strokes: list[None] = []
    page.expose_function("stroke", lambda: strokes.append(None))
    page.add_init_script("addEventListener('keydown', () => stroke(), true)")
    received(page, "034190000017", "Nguyễn Văn Mẫu")
    assert 0 < len(strokes) <= KEYS
    expect(page.locator(".cc-receipt-due")).to_contain_text("17:00")
    expect(page.get_by_role("link", name="In giấy tiếp nhận")).to_have_attribute(
        "href", re.compile(r"/mot-cua/phieu/\d+/pdf/")
    )
    axe(page)
    page.keyboard.press("F9")
    expect(page.get_by_label("Tìm theo mã hoặc tên thủ tục")).to_be_focused()


def test_a_known_person_is_filled_in_as_soon_as_the_number_is_whole(visit: Visit) -> None:
    page = visit(OFFICER)
    received(page, "034191000025", "Trần Thị Ví Dụ")
    page.goto("/mot-cua/quay/?tt=9.900001")
    expect(page.get_by_label("Số định danh cá nhân")).to_be_focused()
    page.keyboard.type("034191000025")
    expect(page.get_by_label("Họ tên")).to_have_value("Trần Thị Ví Dụ")


def test_a_wrong_number_is_named_while_it_is_typed(visit: Visit) -> None:
    page = visit(OFFICER)
    page.goto("/mot-cua/quay/?tt=9.900001")
    expect(page.get_by_label("Số định danh cá nhân")).to_be_focused()
    page.keyboard.type("12345")
    expect(page.locator("#nguoi-quen")).to_contain_text("gồm đúng 12 chữ số")


def test_from_the_counter_through_the_steps_to_the_result_and_the_rating(visit: Visit, axe: Axe) -> None:
    page = visit(OFFICER)
    received(page, "034192000033", "Lê Thị Thử")
    number = opened(page)
    axe(page)
    begin(page, "Chuyển xử lý")
    axe(page)
    show(page, number)
    hand_over(page, "Lê Văn")
    desk = visit(HANDLER)
    show(desk, number)
    settle(desk)
    show(page, number)
    give_back(page)
    page.get_by_role("link", name="Mời đánh giá").click()
    axe(page)
    show(page, number)
    rate(page)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [PHONE, TABLET, DESK])
def test_the_counter_fits_every_screen_and_breaks_no_rule(
    visit: Visit, axe: Axe, width: int, dark: bool
) -> None:
    page = visit(OFFICER, width=width, dark=dark)
    page.goto("/mot-cua/quay/")
    fits(page)
    page.goto("/mot-cua/quay/?tt=9.900001")
    fits(page)
    axe(page)


def test_touch_targets_of_the_counter_are_large_on_a_tablet(visit: Visit) -> None:
    page = visit(OFFICER, width=TABLET)
    page.goto("/mot-cua/quay/?tt=9.900001")
    small = page.evaluate(
        "[...document.querySelectorAll('.cc-desk .btn, .cc-desk .form-control, .cc-desk .form-select')]"
        ".filter(one => one.offsetParent && one.offsetHeight < 44 && one.tabIndex >= 0)"
        ".map(one => one.name || one.textContent.trim())"
    )
    assert small == []


def test_a_dossier_is_received_without_javascript(visit: Visit) -> None:
    page = visit(OFFICER, javascript=False)
    page.goto("/mot-cua/quay/")
    page.get_by_label("Tìm theo mã hoặc tên thủ tục").fill("xac nhan thu cua quay")
    page.get_by_role("button", name="Tìm", exact=True).last.click()
    page.get_by_label("Số định danh cá nhân").fill("034193000041")
    page.get_by_label("Họ tên").fill("Đỗ Văn Mẫu")
    page.get_by_role("button", name="Đủ giấy tờ bắt buộc").click()
    expect(page.get_by_role("checkbox", name="Tờ khai thử")).to_be_checked()
    page.get_by_role("button", name="Tiếp nhận, in giấy hẹn").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã tiếp nhận hồ sơ")


def test_what_was_typed_survives_a_page_that_was_left(visit: Visit) -> None:
    page = visit(OFFICER)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/mot-cua/quay/?tt=9.900001")
    page.get_by_label("Họ tên").fill("Vũ Thị Ví Dụ")
    page.reload()
    expect(page.get_by_label("Họ tên")).to_have_value("Vũ Thị Ví Dụ")
