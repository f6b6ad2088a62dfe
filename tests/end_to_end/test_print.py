"""What comes out of the printer: A4, with the head of a paper and without the furniture of the screen."""

import re

import pytest
from playwright.sync_api import Locator, expect

from visiting import YEAR, Visit

A4 = {(595, 842), (842, 595)}
"""Upright and lying, in points."""


@pytest.mark.parametrize("of_a_unit", [False, True], ids=["ranking", "unit"])
def test_a_page_prints_as_clean_a4(visit: Visit, of_a_unit: bool) -> None:
    page = visit("daumoi.xa")
    page.goto(f"/chi-so/{YEAR}/?khoi=phuong")
    if of_a_unit:
        page.get_by_role("link", name="Phường Nông Trang").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Phường Nông Trang")
    sizes = [
        (round(float(width)), round(float(height)))
        for width, height in re.findall(
            rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", page.pdf(prefer_css_page_size=True)
        )
    ]
    assert 1 <= len(sizes) <= 12
    assert set(sizes) <= A4, sizes

    page.emulate_media(media="print")
    for part in (page.locator("nav"), page.locator("header.cc-top"), page.get_by_role("button")):
        assert not shown(part), page.url
    head = page.locator(".cc-paper-head")
    expect(head).to_be_visible()
    expect(head).to_contain_text("Phường")
    expect(head).to_contain_text(re.compile(r"\d{2}/\d{2}/\d{4}"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def shown(parts: Locator) -> list[str]:
    return [one.evaluate("one => one.outerHTML.slice(0, 120)") for one in parts.all() if one.is_visible()]
