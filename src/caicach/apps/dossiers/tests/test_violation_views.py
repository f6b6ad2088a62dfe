"""The pages and the API of violations."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from caicach.apps.dossiers.actions import violations
from caicach.apps.dossiers.models import Dossier, DossierPoints, Violation
from caicach.apps.dossiers.tests.desk import Desk

pytestmark = pytest.mark.django_db
BASE = "/mot-cua/vi-pham/2026/"


@pytest.fixture
def found(desk: Desk) -> Violation:
    """V2: a dossier whose receipt is gone."""
    dossier = desk.received()
    dossier.slips.all().delete()
    Dossier.objects.filter(pk=dossier.pk).update(receipt_number="")
    violations.recheck(dossier)
    return Violation.objects.get()


@pytest.fixture
def visit(client: Client, desk: Desk, found: Violation) -> Any:
    """Opens an address as one of the people of the counter."""

    def opened(name: str, address: str, **query: str) -> Any:
        client.force_login(desk.people[name], "django.contrib.auth.backends.ModelBackend")
        return client.get(address, query)

    return opened


def test_the_overview_counts_each_kind_with_its_trend(visit: Any) -> None:
    assert visit("officer", "/mot-cua/vi-pham/").headers["Location"] == BASE
    text = visit("officer", BASE).content.decode()
    assert "Không có giấy tiếp nhận" in text
    assert "Cả năm có 1 vi phạm" in text
    assert "chart-violation-months" in text


def test_the_list_tells_why_in_a_sentence(visit: Any, found: Violation) -> None:
    text = visit("officer", f"{BASE}danh-sach/").content.decode()
    assert found.dossier is not None
    assert found.dossier.code in text
    assert "mà không có giấy tiếp nhận và hẹn trả kết quả." in text
    assert "Trần Thị Officer Mẫu" in text
    assert "Không có vi phạm nào khớp" in visit("officer", f"{BASE}danh-sach/", ma="V3").content.decode()


@pytest.mark.parametrize("page", ["/mot-cua/vi-pham/2026/don-vi/", "/mot-cua/danh-gia/2026/"])
def test_a_counter_of_whose_dossiers_some_are_read_is_no_link(
    desk: Desk, found: Violation, visit: Any, page: str
) -> None:
    handled = desk.settled(2)
    Dossier.objects.filter(pk=handled.pk).update(handling_unit=desk.division)
    Violation.objects.update(handling_unit=desk.division)
    DossierPoints.objects.update(handling_unit=desk.division)
    assert f"dv={desk.commune.pk}" in visit("officer", page).content.decode()
    partly = visit("colleague", page).content.decode()
    assert desk.commune.name in partly
    assert f"dv={desk.commune.pk}" not in partly


@pytest.mark.parametrize(
    "address",
    [
        "/mot-cua/vi-pham/0/",
        "/mot-cua/vi-pham/10000/danh-sach/",
        "/mot-cua/danh-gia/0/",
        "/mot-cua/doi-chieu/0/{unit}/",
        "/mot-cua/phieu/trong-ngay/{unit}/?ngay=9999-12-31",
        "/thu-tuc/99999999999999999999/",
        "/cong-khai/thu-tuc/99999999999999999999/",
        "/mot-cua/quay/da-tiep-nhan/99999999999999999999/",
    ],
)
def test_years_and_numbers_that_nothing_bears_are_not_found(desk: Desk, visit: Any, address: str) -> None:
    assert visit("head", address.format(unit=desk.commune.pk)).status_code == 404


def test_why_tells_the_rule_the_dates_and_the_article(visit: Any, found: Violation) -> None:
    text = visit("officer", f"{BASE}{found.pk}/").content.decode()
    assert "phải có giấy tiếp nhận và hẹn trả kết quả (mẫu 01)" in text
    assert "Nghị định số 118/2025/NĐ-CP" in text
    assert "Giải trình" not in text.split("</h1>")[1].split("<footer")[0]


def test_units_and_officers_are_counted_by_kind(visit: Any) -> None:
    assert "Xã Mẫu" in visit("officer", f"{BASE}don-vi/").content.decode()
    assert "Trần Thị Officer Mẫu" in visit("officer", f"{BASE}can-bo/").content.decode()


def test_what_is_seen_is_downloaded(visit: Any, found: Violation) -> None:
    answer = visit("officer", f"{BASE}tai-ve/", ma="V2")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content))["Vi phạm"].values)
    assert found.dossier is not None
    assert rows[1][0] == "V2"
    assert rows[1][2] == found.dossier.code
    assert len(rows) == 2


@pytest.mark.parametrize("page", ["", "danh-sach/", "don-vi/", "can-bo/"])
def test_a_page_asks_at_most_twelve_queries(
    visit: Any, client: Client, page: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    visit("head", BASE + page)
    with django_assert_max_num_queries(12):
        assert client.get(BASE + page).status_code == 200


def test_another_counter_sees_nothing_of_it(visit: Any, found: Violation, desk: Desk) -> None:
    assert "Chưa phát hiện vi phạm" in visit("stranger", BASE).content.decode()
    assert visit("stranger", f"{BASE}{found.pk}/").status_code == 404
    assert visit("stranger", BASE, dv=str(desk.commune.pk)).status_code == 404
    assert visit("reader", BASE).status_code == 403


def test_the_head_explains_and_what_was_typed_is_kept_when_refused(
    client: Client, desk: Desk, found: Violation
) -> None:
    client.force_login(desk.people["head"], "django.contrib.auth.backends.ModelBackend")
    address = f"{BASE}{found.pk}/giai-trinh/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"explanation": "  "}).status_code == 422
    long = "Mất điện. " * 300
    refused = client.post(address, {"explanation": long})
    assert refused.status_code == 422
    assert long.strip() in refused.content.decode()
    assert client.post(address, {"explanation": "Mất điện."}).status_code == 302
    assert "Mất điện." in client.get(f"{BASE}{found.pk}/").content.decode()


def test_the_api_gives_the_same(client: Client, desk: Desk, found: Violation) -> None:
    client.force_login(desk.people["head"], "django.contrib.auth.backends.ModelBackend")
    listed = client.get("/api/dossiers/violations", {"year": 2026, "code": "V2"}).json()
    assert [one["code"] for one in listed["violations"]] == ["V2"]
    overview = client.get("/api/dossiers/violations/overview", {"year": 2026}).json()
    assert {one["code"]: one["count"] for one in overview["kinds"]}["V2"] == overview["total"] == 1
    tallies = client.get("/api/dossiers/violations/tallies", {"year": 2026}).json()
    assert tallies["units"][0]["by_code"] == {"V2": 1}
    told = client.post(
        f"/api/dossiers/violations/{found.pk}/explain", {"explanation": "Mất điện."}, "application/json"
    )
    assert told.json()["explanation"] == "Mất điện."
