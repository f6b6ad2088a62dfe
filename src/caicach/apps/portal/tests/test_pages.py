"""The public pages: open to everybody, only what a decision published, answered again at the cost of a look."""

from __future__ import annotations

import hashlib
import json

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from caicach.apps.parindex.models import Publication
from caicach.apps.parindex.queries import public, recording
from caicach.apps.portal.tests.conftest import World
from caicach.core.parindex import exact
from caicach.platform.spreadsheets import read_table

pytestmark = [pytest.mark.databases, pytest.mark.django_db]


def page(client: Client, path: str, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())


def test_the_decisions_are_listed_with_corrections_and_their_reason(world: World, anybody: Client) -> None:
    shown = page(anybody, "/cong-khai/")
    assert "Năm 2026" in shown
    assert "19/QĐ-UBND" in shown
    assert "sửa điểm tiêu chí 2.1" in shown
    assert f"/cong-khai/quyet-dinh/{world.first.pk}/" in shown, "what was corrected can still be read"


@pytest.mark.parametrize("address", ["/cong-khai/quyet-dinh/{}/", "/cong-khai/quyet-dinh/{}/tai/json/"])
def test_nothing_behind_the_figures_is_told(world: World, anybody: Client, address: str) -> None:
    told = page(anybody, address.format(world.corrected.pk))
    record = world.corrected.record
    for secret in ("theo biên bản", '"inputs"', "2026-01-20", '"settled"', "Nội dung"):
        assert secret not in told
    assert "theo biên bản" in record, "the record has it, so the table could have told it"


def test_a_corrected_table_says_which_one_is_in_force(world: World, anybody: Client) -> None:
    old = page(anybody, f"/cong-khai/quyet-dinh/{world.first.pk}/")
    assert "Kết quả này đã được điều chỉnh" in old
    assert f"/cong-khai/quyet-dinh/{world.corrected.pk}/" in old
    assert "9,42 / 10,00" in old
    new = page(anybody, f"/cong-khai/quyet-dinh/{world.corrected.pk}/")
    assert "Kết quả này đã được điều chỉnh" not in new
    assert "8,42 / 10,00" in new


def test_the_ranking_is_narrowed_by_name_block_and_area(world: World, anybody: Client) -> None:
    here = f"/cong-khai/quyet-dinh/{world.corrected.pk}/"
    assert "Phường 2" not in page(anybody, f"{here}?khoi=xa")
    found = page(anybody, f"{here}?q=phuong+2")
    assert "Phường 2" in found
    assert "Xã 1" not in found
    by_area = page(anybody, f"{here}?linh-vuc=2")
    assert "2,50 / 4,00" in by_area
    assert "62,50%" in by_area
    assert "Không tìm thấy" in page(anybody, f"{here}?q=khong-co")
    assert "Xã 1" in page(anybody, f"{here}?khoi=la&linh-vuc=99"), "what there is not narrows nothing"


def test_a_unit_shows_its_areas_beside_the_mean_of_its_block(world: World, anybody: Client) -> None:
    shown = page(anybody, f"/cong-khai/don-vi/{world.place.communes[0].pk}/")
    assert "đứng thứ 2 trong 2 đơn vị cùng khối" in shown
    assert "2,50 / 4,00" in shown
    assert "75,00%" in shown, "the mean of 62.5 and 87.5"
    assert "19/QĐ-UBND" in shown
    assert "15/QĐ-UBND" not in shown, "a year is told by the decision in force"


def test_the_file_has_the_digest_that_the_page_states(world: World, anybody: Client) -> None:
    content = anybody.get(f"/cong-khai/quyet-dinh/{world.corrected.pk}/tai/json/").content
    digest = hashlib.sha256(content).hexdigest()
    shown = page(anybody, f"/cong-khai/quyet-dinh/{world.corrected.pk}/")
    assert digest in shown
    assert world.corrected.digest in shown
    assert exact.loads(content)["record"] == world.corrected.digest


def test_the_table_comes_as_xlsx_and_csv(world: World, anybody: Client) -> None:
    for ending in ("xlsx", "csv"):
        answer = anybody.get(f"/cong-khai/quyet-dinh/{world.corrected.pk}/tai/{ending}/")
        (table,) = read_table(answer.content, f"x.{ending}")
        assert table.rows[0].cells[:4] == ("Khối", "Hạng", "Số đơn vị của khối", "Đơn vị")
        assert len(table.rows) == 4
    assert anybody.get(f"/cong-khai/quyet-dinh/{world.corrected.pk}/tai/exe/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/cong-khai/", "/cong-khai/quyet-dinh/{}/", "/api/public/decisions/{}", "/api/public/decisions"]
)
def test_an_answer_is_kept_until_something_is_published_again(
    world: World, anybody: Client, path: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = path.format(world.corrected.pk)
    first = anybody.get(address)
    assert first["Cache-Control"] == "public, max-age=60"
    assert first["Last-Modified"]
    assert not first.cookies, "a page for everybody belongs to nobody"
    with django_assert_max_num_queries(1):
        again = anybody.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Publication.objects.filter(pk=world.corrected.pk).update(digest="0" * 64)
    assert anybody.get("/cong-khai/", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_pages_cost_few_queries(
    world: World, anybody: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for path in (
        "/cong-khai/",
        f"/cong-khai/quyet-dinh/{world.corrected.pk}/",
        f"/cong-khai/don-vi/{world.place.communes[0].pk}/",
    ):
        anybody.get(path)
        with django_assert_max_num_queries(4):
            anybody.get(path)


def test_a_record_that_was_changed_is_not_shown(world: World, anybody: Client) -> None:
    public._table.cache_clear()
    recording.results_of.cache_clear()
    text = world.corrected.record.replace('"rank":1', '"rank":3')
    Publication.objects.filter(pk=world.corrected.pk).update(record=text)
    answer = anybody.get(f"/cong-khai/quyet-dinh/{world.corrected.pk}/")
    assert answer.status_code == 409
    assert "không khớp mã băm" in answer.content.decode()


def test_the_language_is_changed_by_a_link_that_leads_nowhere_else(world: World, anybody: Client) -> None:
    answer = anybody.get("/cong-khai/ngon-ngu/en/?tiep=/cong-khai/du-lieu-mo/")
    assert answer["Location"] == "/cong-khai/du-lieu-mo/"
    answer = anybody.get("/cong-khai/")
    assert answer["Content-Language"] == "en"
    assert '<html lang="en"' in answer.content.decode()
    for elsewhere in ("https://example.vn/cong-khai/", "//example.vn/", "/nhat-ky/"):
        answer = anybody.get("/cong-khai/ngon-ngu/vi/", {"tiep": elsewhere})
        assert answer["Location"] == "/cong-khai/"
    assert anybody.get("/cong-khai/ngon-ngu/xx/").status_code == 404


def test_each_page_has_a_title_a_description_and_the_way_in(world: World, anybody: Client) -> None:
    titles = set()
    for path in ("/cong-khai/", f"/cong-khai/quyet-dinh/{world.first.pk}/", "/cong-khai/du-lieu-mo/"):
        shown = page(anybody, path)
        titles.add(shown.partition("<title>")[2].partition("</title>")[0])
        assert '<meta name="description" content="' in shown
        assert '<html lang="vi"' in shown
        assert 'href="/"' in shown
    assert len(titles) == 3
    assert 'href="/cong-khai/"' in page(anybody, "/dang-nhap/")
    assert "Allow: /cong-khai/" in anybody.get("/robots.txt").content.decode()


def test_open_data_say_the_same_as_the_pages(world: World, anybody: Client) -> None:
    decisions = anybody.get("/api/public/decisions").json()
    assert [(one["number"], one["in_force"]) for one in decisions] == [
        ("19/QĐ-UBND", True),
        ("15/QĐ-UBND", False),
    ]
    table = anybody.get(f"/api/public/decisions/{world.corrected.pk}").json()
    unit = next(one for one in table["units"] if one["id"] == world.place.communes[0].pk)
    assert (unit["points"], unit["max"], unit["index"], unit["rank"]) == ("8.42", "10", "84.2", 2)
    assert unit["areas"][1] == {"code": "2", "points": "2.5", "max": "4"}
    (year,) = anybody.get(f"/api/public/units/{unit['id']}").json()
    assert year["unit"] == unit
    assert year["block_mean"] == "89.2"
    assert "theo biên bản" not in json.dumps(table, ensure_ascii=False)


def test_what_was_never_published_is_a_problem_document_for_programs(world: World, anybody: Client) -> None:
    for path in ("/api/public/decisions/999", "/api/public/units/999999"):
        answer = anybody.get(path)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
