"""Entering facts: points as one types, the result that follows, and two people on one leaf who lose nothing."""

import re

from playwright.sync_api import Dialog, Locator, Page, expect

from visiting import YEAR, Visit

TOGETHER = "7.2.1"
"""A leaf that both the focal officer and the official in charge of it may enter."""
SOURCE = "Báo cáo số 31/BC-UBND"


def test_points_appear_while_typing_and_the_saved_result_follows(visit: Visit) -> None:
    page = visit("daumoi.xa")
    address = leaf_of_own_unit(page, "1.1.3")
    trial = page.locator("#diem")
    done, planned = page.get_by_label("Số nhiệm vụ", exact=False).all()[:2]
    planned.fill("40")
    done.fill("30")
    expect(trial).to_contain_text(re.compile(r"1,50\s*/ 2"))
    expect(trial).to_contain_text("30 / 40 × 100 = 75 %")
    done.fill("ba mươi")
    expect(trial).to_contain_text("Điểm hiện ở đây khi đã nhập đủ.")
    done.fill("36")
    expect(trial).to_contain_text(re.compile(r"1,80\s*/ 2"))
    page.get_by_label("Nguồn số liệu").fill(SOURCE)
    page.get_by_label("Lý do sửa").fill("Cập nhật số cuối năm")
    page.get_by_role("button", name="Lưu", exact=True).click()

    expect(page.get_by_text("Đã lưu số liệu tiêu chí 1.1.3.")).to_be_visible()
    expect(page.locator("#dang-luu")).to_contain_text(SOURCE)
    page.goto(address.replace("so-lieu", "vi-sao"))
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"1,80\s*/ 2"))
    expect(page.locator("#so-lieu")).to_contain_text("36")
    expect(page.locator("#so-lieu")).to_contain_text(SOURCE)


def test_a_wrong_figure_is_refused_beside_its_field_and_kept_as_typed(visit: Visit) -> None:
    page = visit("daumoi.xa")
    leaf_of_own_unit(page, "1.1.1")
    day = page.get_by_label("Ngày ký", exact=False).first
    before = day.input_value()
    day.fill("31/02/2026")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(day).to_have_value("31/02/2026")
    expect(day).to_have_attribute("aria-invalid", "true")
    page.goto(page.url)
    expect(day).to_have_value(before)


def test_the_second_of_two_on_one_leaf_sees_both_values_and_loses_none(visit: Visit) -> None:
    mine, hers = visit("daumoi.xa"), visit("canbo.xa")
    leaf_of_own_unit(mine, TOGETHER)
    hers.goto(mine.url)
    for page, figure in ((mine, "4321"), (hers, "1234")):
        first_figure(page).fill(figure)
    mine.get_by_role("button", name="Lưu", exact=True).click()
    expect(mine.get_by_text(f"Đã lưu số liệu tiêu chí {TOGETHER}.")).to_be_visible()

    hers.get_by_role("button", name="Lưu", exact=True).click()
    expect(hers.get_by_role("heading", name="Hai giá trị khác nhau")).to_be_visible()
    expect(hers.locator(".cc-conflict dl")).to_contain_text("4.321")
    expect(first_figure(hers)).to_have_value("1234")
    mine.goto(mine.url)
    expect(first_figure(mine)).to_have_value("4321")

    hers.get_by_role("button", name="Lưu", exact=True).click()
    expect(hers.get_by_text(f"Đã lưu số liệu tiêu chí {TOGETHER}.")).to_be_visible()
    mine.goto(mine.url)
    expect(first_figure(mine)).to_have_value("1234")


def test_unsaved_figures_are_not_left_behind_unasked(visit: Visit) -> None:
    page = visit("daumoi.xa")
    leaf_of_own_unit(page, "3.3.2")
    first_figure(page).fill("7")
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.get_by_role("link", name="Bàn làm việc").first.click()
    expect(page).to_have_url(re.compile(r"/$"))
    assert asked == ["beforeunload"]


def first_figure(page: Page) -> Locator:
    """The field of the first figure that the leaf asks for."""
    return page.locator("main form.cc-form input[type=text]").first


def leaf_of_own_unit(page: Page, code: str) -> str:
    """Opens the entry of a leaf of Phường Nông Trang, the unit of "daumoi.xa"; its address."""
    page.goto(f"/chi-so/{YEAR}/")
    unit = page.get_by_role("table").get_by_role("link", name="Phường Nông Trang").get_attribute("href")
    address = f"{unit}so-lieu/{code}/"
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_contain_text(code)
    return address
