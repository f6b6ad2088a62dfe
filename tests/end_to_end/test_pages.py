"""Every page that the navigation offers, for five people who see different ones, and the main pages on small and dark screens."""

import re

import pytest
from playwright.sync_api import Page, expect

from visiting import DESK, PHONE, YEAR, Axe, Visit

looked_at: set[str] = set()
"""Contents of pages that passed: two readers often see the same to the letter, and one look at it is enough."""
PEOPLE = ("chutich", "bochiso", "daumoi.xa", "quantri", "tracuu")
WARD = "Phường Nông Trang"


@pytest.mark.parametrize("username", PEOPLE)
def test_every_page_of_the_navigation_opens_and_is_accessible(visit: Visit, axe: Axe, username: str) -> None:
    page = visit(username)
    page.goto("/")
    links = page.locator("#cc-nav-list a").evaluate_all("found => found.map(link => link.pathname)")
    addresses = list(dict.fromkeys(links))
    assert len(addresses) >= 7
    for address in addresses:
        open_well(page, address)
        content = re.sub('name="csrfmiddlewaretoken" value="[^"]*"', "", page.locator("main").inner_html())
        if (
            address == "/" or content not in looked_at
        ):  # on "/" the frame is looked at, which is each person's own
            axe(page)
        looked_at.add(content)


def test_administrators_are_offered_no_points(visit: Visit) -> None:
    page = visit("quantri")
    page.goto("/")
    navigation = page.get_by_role("navigation", name="Công việc")
    expect(navigation.get_by_role("link", name="Cán bộ")).to_be_visible()
    expect(navigation.get_by_role("link", name="Kết quả xếp hạng")).to_have_count(0)
    answer = page.goto(f"/chi-so/{YEAR}/")
    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_role("link", name="Về bàn làm việc")).to_be_visible()


@pytest.mark.parametrize(("width", "dark"), [(PHONE, False), (DESK, True)], ids=["360 px wide", "dark"])
def test_the_main_pages_are_accessible_on_other_screens(
    visit: Visit, axe: Axe, width: int, dark: bool
) -> None:
    page = visit("daumoi.xa", width=width, dark=dark)
    page.goto(f"/chi-so/{YEAR}/")
    theme = "dark" if dark else "light"
    expect(page.locator("html")).to_have_attribute("data-bs-theme", theme)
    unit = page.get_by_role("link", name=WARD).first.get_attribute("href")
    for address in (
        "/",
        f"/chi-so/{YEAR}/",
        f"/chi-so/{YEAR}/ban-do-nhiet/",
        f"{unit}",
        f"{unit}vi-sao/3.3.1/",
        f"{unit}so-lieu/",
        f"{unit}so-lieu/1.1.2/",
        "/bo-chi-so/XA-2025/",
    ):
        open_well(page, address)
        axe(page)


@pytest.mark.parametrize(
    "address",
    [
        "/chi-so/{year}/phan-tich/",
        "/chi-so/{year}/chi-tieu/",
        "/chi-so/xu-huong/",
        "/chi-so/{year}/dot/",
        "/chi-so/{year}/tieu-chi/commune/3.3.1/",
        "/don-vi/{year}/",
        "/can-bo/{year}/",
        "/phan-cong/{year}/",
        "/nhat-ky/",
    ],
)
def test_no_page_scrolls_sideways_on_a_phone(phone: Page, address: str) -> None:
    open_well(phone, address.format(year=YEAR))


@pytest.fixture
def phone(visit: Visit) -> Page:
    return visit("bochiso", width=PHONE)


def open_well(page: Page, address: str) -> None:
    """Opens a page: answered, with one main heading, and nothing hanging out at the side."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, f"{address}: {answer.status}"
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    seen = page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
    assert seen[0] <= seen[1], f"{address} is {seen[0]} px wide on a screen of {seen[1]} px"
