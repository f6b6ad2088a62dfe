"""A unit's way through the round in the browser: taken back, mended, locked again with a signed file, appraised, compared."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from visiting import PHONE, YEAR, Axe, Visit

UNIT = "Sở Công Thương"
LEAF = "1.1.1"
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def test_a_unit_mends_its_self_score_and_is_appraised(visit: Visit, axe: Axe, tmp_path: Path) -> None:
    head, focal = visit("lanhdao.so"), visit("daumoi.so")
    focal.goto("/chi-so/so-lieu/")
    facts = focal.url
    expect(focal.get_by_text("đã chốt tự chấm").first).to_be_visible()

    head.goto(facts.replace("so-lieu", "chot"))
    axe(head)
    head.get_by_role("textbox", name="Lý do").first.fill("ghi nhầm ngày ký")
    head.get_by_role("button", name="Rút bản đã chốt").click()
    confirm(head, "Rút bản đã chốt")
    expect(head.get_by_text("đang tự chấm").first).to_be_visible()

    focal.goto(f"{facts}{LEAF}/")
    focal.get_by_label("Ngày ký", exact=False).first.fill(f"05/01/{YEAR}")
    focal.get_by_label("Lý do sửa").fill("theo bản ký số")
    focal.get_by_role("button", name="Lưu", exact=True).click()
    expect(focal.get_by_text(f"Đã lưu số liệu tiêu chí {LEAF}.")).to_be_visible()

    head.goto(head.url)
    lock = head.get_by_role("button", name="Chốt điểm tự chấm")
    lock.click()
    confirm(head, "Chốt điểm tự chấm")
    expect(head.get_by_text("chưa kèm báo cáo đã ký").first).to_be_visible()
    signed = tmp_path / "bao-cao.pdf"
    signed.write_bytes(PDF)
    head.locator("input[type=file]").first.set_input_files(signed)
    head.get_by_role("button", name="Chốt điểm tự chấm").click()
    confirm(head, "Chốt điểm tự chấm")
    expect(head.get_by_text("đã chốt tự chấm").first).to_be_visible()
    expect(head.get_by_text("ghi nhầm ngày ký")).to_be_visible()

    secretary = visit("thuky")
    secretary.goto(f"/chi-so/{YEAR}/tham-dinh/?bo=department")
    axe(secretary)
    row = secretary.locator("tr", has_text=UNIT).first
    row.get_by_role("checkbox").check()
    secretary.get_by_role("button", name="Xem trước").click()
    secretary.get_by_role("button", name=re.compile("Bắt đầu thẩm định")).last.click()
    expect(secretary.locator("tr", has_text=UNIT).first).to_contain_text("thẩm định lần 1")

    appraise(visit("thamdinh.noivu"))
    head.goto(facts.replace("so-lieu", "cac-lop"))
    axe(head)
    expect(head.locator("tr", has_text=LEAF).first).to_contain_text("0,5")
    phone = visit("lanhdao.so", width=PHONE)
    phone.goto(head.url)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE


def appraise(page: Page) -> None:
    """The leaf of the unit, in the table across all units, saved as it is typed; without a reason it is refused."""
    page.goto(f"/chi-so/{YEAR}/tham-dinh/department/{LEAF}/")
    row = page.locator("tr", has_text=UNIT).first
    row.locator("input[name$=points]").fill("0,5")
    row.locator("input[name$=points]").press("Tab")
    expect(row).to_contain_text("phải ghi lý do")
    row.locator("textarea[name$=reason]").fill("bản ký số muộn hạn")
    row.locator("textarea[name$=reason]").press("Tab")
    expect(row).to_contain_text("Đã lưu")
    page.goto(page.url)
    expect(page.locator("tr", has_text=UNIT).first.locator("input[name$=points]")).to_have_value("0,5")


def confirm(page: Page, action: str) -> None:
    """The dialog before harm."""
    page.get_by_role("dialog").get_by_role("button", name=action).click()
