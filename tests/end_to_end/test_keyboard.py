"""Everything can be reached without a mouse."""

import re

from playwright.sync_api import expect

from visiting import YEAR, Visit

HELD = """() => document.activeElement === document.body || !!document.activeElement.closest("dialog")"""
"""Nothing behind the drawer has the focus; between its last and its first link it is with the browser itself."""


def test_the_first_key_leads_past_the_navigation(visit: Visit) -> None:
    page = visit("tracuu")
    page.goto(f"/chi-so/{YEAR}/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Tới nội dung chính")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_search_finds_a_unit_typed_without_tone_marks_and_opens_it(visit: Visit) -> None:
    page = visit("tracuu")
    page.goto("/")
    page.keyboard.press("Control+k")
    box = page.get_by_role("dialog", name="Tìm kiếm")
    expect(box.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("nong trang")
    first = box.get_by_role("link", name="Phường Nông Trang").first
    expect(first).to_have_class("is-chosen")
    page.keyboard.press("ArrowDown")
    expect(first).not_to_have_class("is-chosen")
    page.keyboard.press("ArrowUp")
    expect(first).to_have_class("is-chosen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Phường Nông Trang")


def test_escape_closes_the_search_and_gives_the_focus_back(visit: Visit) -> None:
    page = visit("tracuu")
    page.goto("/")
    opener = page.get_by_role("link", name="Tìm đơn vị")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Tìm kiếm")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Tìm kiếm")).to_be_hidden()
    expect(opener).to_be_focused()


def test_arrows_walk_the_ranking_and_enter_opens_the_row(visit: Visit) -> None:
    page = visit("tracuu")
    page.goto(f"/chi-so/{YEAR}/")
    rows = page.locator("#xep-hang a.cc-row-link")
    page.keyboard.press("ArrowDown")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(rows.nth(2)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(rows.last).to_be_focused()
    page.keyboard.press("Home")
    expect(rows.nth(0)).to_be_focused()
    first = rows.nth(0).inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(first)


def test_the_drawer_keeps_the_focus_inside_and_returns_it(visit: Visit) -> None:
    page = visit("tracuu")
    page.goto(f"/chi-so/{YEAR}/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/don-vi/\d+/$"))  # the page that is left has such links too
    opener = page.get_by_role("link", name=re.compile(r"^Vì sao\? \d")).first
    opener.focus()
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_role("heading", name="Phép tính")).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(HELD)
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(opener).to_be_focused()


def test_tab_reaches_every_control_of_the_ranking(visit: Visit) -> None:
    page = visit("tracuu")
    page.goto(f"/chi-so/{YEAR}/?loai=Tốt")
    unreached = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
        .filter(one => one.checkVisibility() && !one.disabled && one.tabIndex < 0 && one.type !== "hidden")
        .map(one => one.outerHTML.slice(0, 120))"""
    )
    assert unreached == []
