"""Saved as typed, on a desk and on a phone: nothing is lost when the connection drops, and what crosses is shown both."""

import re

from playwright.sync_api import Locator, Page, expect

from visiting import PHONE, YEAR, Axe, Visit

LEAF = "7.2.2"
"""A leaf that both the focal officer of the first commune and the official in charge of it may enter."""


def leaf_page(page: Page, code: str = LEAF) -> str:
    page.goto("/chi-so/so-lieu/")
    page.goto(f"{page.url}{code}/")
    return page.url


def first_figure(page: Page) -> Locator:
    return page.locator(".cc-leaf-form input.is-num").first


def test_a_leaf_is_saved_as_it_is_typed_and_a_preview_is_called_one(visit: Visit) -> None:
    page = visit("daumoi.xa")
    address = leaf_page(page)
    figure, state = first_figure(page), page.locator(".cc-leaf-form [data-save-state]")
    page.route(
        "**/so-lieu/*/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    figure.fill("71")
    expect(page.locator("#diem")).to_contain_text("xem trước, chưa lưu")
    expect(state).to_contain_text("Mất kết nối")
    page.unroute("**/so-lieu/*/")
    figure.fill("72")
    expect(state).to_contain_text(re.compile(r"Đã lưu lúc \d\d:\d\d"))
    expect(page.locator("#diem")).not_to_contain_text("chưa lưu")
    page.goto(address)
    expect(first_figure(page)).to_have_value("72")


def test_what_was_typed_offline_is_saved_when_the_connection_returns_even_in_another_page(
    visit: Visit,
) -> None:
    page = visit("daumoi.xa", width=PHONE)
    address = leaf_page(page)
    state = page.locator(".cc-leaf-form [data-save-state]")
    first_figure(page).fill("70")
    expect(page.locator("#diem-nho")).to_contain_text("(xem trước)")
    expect(state).to_contain_text("Đã lưu lúc")
    expect(page.locator("#diem-nho")).not_to_contain_text("xem trước")
    page.context.set_offline(True)
    first_figure(page).fill("73")
    expect(state).to_contain_text("Mất kết nối")
    page.context.set_offline(False)
    expect(state).to_contain_text("Đã lưu lúc")

    page.context.set_offline(True)
    first_figure(page).fill("74")
    expect(state).to_contain_text("Mất kết nối")
    page.close(run_before_unload=False)  # the phone ran out
    again = visit("daumoi.xa", width=PHONE)
    again.context.set_offline(False)
    again.goto(address)
    expect(first_figure(again)).to_have_value("74")
    expect(again.locator(".cc-leaf-form [data-save-state]")).to_contain_text("Đã lưu lúc")


def test_two_values_that_cross_while_typing_stand_beside_each_other(visit: Visit) -> None:
    mine, hers = visit("daumoi.xa"), visit("canbo.xa")
    hers.goto(leaf_page(mine))
    first_figure(mine).fill("75")
    expect(mine.locator(".cc-leaf-form [data-save-state]")).to_contain_text("Đã lưu lúc")
    first_figure(hers).fill("76")
    conflict = hers.locator(".cc-leaf-form .cc-conflict")
    expect(conflict).to_contain_text("75")
    expect(first_figure(hers)).to_have_value("76")
    conflict.get_by_role("button", name="Lưu giá trị của tôi").click()
    expect(hers.locator(".cc-leaf-form [data-save-state]")).to_contain_text("Đã lưu lúc")
    mine.goto(mine.url)
    expect(first_figure(mine)).to_have_value("76")


def test_a_row_of_the_appraisal_typed_offline_is_saved_when_the_connection_returns(visit: Visit) -> None:
    page = visit("thamdinh.noivu")
    page.goto(f"/chi-so/{YEAR}/tham-dinh/department/1.1.1/?loc=chua-cham")
    row = page.locator("tr[data-row-save]").first
    name = row.locator("th a").inner_text()
    page.context.set_offline(True)
    row.locator("input[name=points]").fill("0,25")
    row.locator("textarea[name=reason]").fill("bản ký số muộn hạn")
    page.keyboard.press("Tab")
    expect(row).to_contain_text("chưa lưu: mất kết nối")
    page.context.set_offline(False)
    expect(row).to_contain_text("Đã lưu")
    page.goto(page.url.split("?")[0])
    expect(page.locator("tr", has_text=name).first.locator("input[name=points]")).to_have_value("0,25")


def test_a_comment_that_could_not_be_sent_is_still_there_and_reaches_the_appraiser(
    visit: Visit, axe: Axe
) -> None:
    page = visit("daumoi.xa")
    address = leaf_page(page, "1.1.1")
    words = page.get_by_label("Viết trao đổi")
    words.fill("Bản ký số gửi ngày nào?")
    page.goto(address)
    expect(words).to_have_value("Bản ký số gửi ngày nào?")
    page.get_by_role("button", name="Gửi trao đổi").click()
    expect(page.locator("#trao-doi")).to_contain_text("Bản ký số gửi ngày nào?")
    expect(words).to_have_value("")
    axe(page)
    appraiser = visit("thamdinh.noivu")
    appraiser.goto(page.url.split("#")[0].replace("so-lieu", "trao-doi"))
    expect(appraiser.locator(".cc-comment").last).to_contain_text("mới")
    expect(appraiser.get_by_role("button", name="Đánh dấu đã xem")).to_be_hidden()
    appraiser.goto(appraiser.url)
    expect(appraiser.locator(".cc-comment").last).not_to_contain_text("mới")


def test_leaves_are_distributed_on_a_phone(visit: Visit, axe: Axe) -> None:
    page = visit("daumoi.xa", width=PHONE)
    page.goto("/chi-so/so-lieu/")
    page.get_by_role("link", name="Phân việc").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    axe(page)
    page.get_by_label("Người được giao").select_option(index=1)
    page.locator("#id_due_on").fill(f"31/12/{YEAR}")
    page.locator("input[name=code]").first.check()
    page.get_by_role("button", name="Giao các tiêu chí đã đánh dấu").click()
    expect(page.get_by_text("Đã giao 1 tiêu chí.")).to_be_visible()
