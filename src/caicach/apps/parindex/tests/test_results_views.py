"""The pages of results as they are answered: who sees what, the budget of queries, downloads, empty years."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from caicach.apps.parindex.models import Target
from caicach.apps.parindex.tests import factories, small
from caicach.apps.parindex.tests.factories import TODAY
from caicach.apps.parindex.tests.scored import OPEN_LEAF, OWN_LEAF, World, world
from caicach.core.parindex import document
from caicach.platform import clock
from caicach.platform.access import Role
from caicach.platform.audit.models import Entry

pytestmark = [pytest.mark.databases, pytest.mark.django_db]
__all__ = ["world"]

MOST_QUERIES = 12
YEAR_PAGES = [
    "",
    "ban-do-nhiet/",
    "phan-tich/",
    "chi-tieu/",
    "tieu-chi/commune/3/",
    "tieu-chi/commune/3.3.1/",
]
UNIT_PAGES = ["", "vi-sao/", "vi-sao/1.1/", "vi-sao/3.3.1/", "phan-tich/"]


def unit_url(unit_id: int, page: str = "", year: int = 2026) -> str:
    return f"/chi-so/{year}/don-vi/{unit_id}/{page}"


def text_of(client: Client, url: str, status: int = 200, **options: Any) -> str:
    response = client.get(url, **options)
    assert response.status_code == status, f"{url}: {response.status_code}"
    return response.content.decode()


# --- who sees what ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", YEAR_PAGES)
@pytest.mark.parametrize("username", ["chu-tich", "dau-moi", "doc-xa", "tham-dinh"])
def test_pages_of_the_year_open_for_whoever_reads_results(world: World, username: str, page: str) -> None:
    text = text_of(world.client(username), f"/chi-so/2026/{page}")
    assert "<h1>" in text
    assert "Tỉnh Khác" not in text


@pytest.mark.parametrize("page", UNIT_PAGES)
def test_the_own_unit_opens_and_all_others_are_not_there(world: World, page: str) -> None:
    client = world.client("dau-moi")
    text_of(client, unit_url(world.own.pk, page))
    text_of(client, unit_url(world.sister.pk, page), 404)
    text_of(client, unit_url(world.foreign.pk, page), 404)
    text_of(world.client("chu-tich"), unit_url(world.sister.pk, page))
    text_of(world.client("chu-tich"), unit_url(world.foreign.pk, page), 404)


@pytest.mark.parametrize("page", ["", "ban-do-nhiet/", "phan-tich/", "chi-tieu/"])
def test_administrators_are_refused(world: World, page: str) -> None:
    text_of(world.client("quan-tri"), f"/chi-so/2026/{page}", 403)


def test_a_reader_sees_the_lists_and_no_consequences(world: World) -> None:
    url = unit_url(world.own.pk, "phan-tich/")
    assert "Hệ quả về thi đua" in text_of(world.client("lanh-dao"), url)
    reader = text_of(world.client("doc-xa"), url).partition("<main")[
        2
    ]  # everybody's navigation leads to his own cases
    assert "Cần khắc phục" in reader
    assert "Hệ quả" not in reader
    assert "thi đua" not in reader
    book = workbook(world.client("doc-xa"), f"{url}?tai=xlsx")
    assert "Hệ quả thi đua" not in book.sheet_names
    assert "Hệ quả thi đua" in workbook(world.client("lanh-dao"), f"{url}?tai=xlsx").sheet_names


def test_the_own_unit_is_marked_and_only_it_is_a_link(world: World) -> None:
    text = text_of(world.client("dau-moi"), "/chi-so/2026/")
    assert text.count('class="is-own"') == 1
    assert set(re.findall(r"/chi-so/2026/don-vi/(\d+)/", text)) == {str(world.own.pk)}


# --- the budget ------------------------------------------------------------------------------------------------------


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> tuple[Client, int]:
    """A province of 148 communes scored by a small set in two years, and its chair."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    small.version()
    criteria = document.read(small.TEXT, "small.yaml")
    place = factories.province("Tỉnh Lớn", communes=148)
    for year in (2025, 2026):
        factories.scored_round(place, year, criteria)
    chair = factories.person(place, "chu-tich-lon", Role.CHAIR)
    head = factories.person(place, "lanh-dao-lon", Role.UNIT_HEAD, place.communes[0])
    factories.notice(place.communes[0], {"1": head, "2.1": head})
    client = Client()
    client.force_login(chair, backend="django.contrib.auth.backends.ModelBackend")
    return client, place.communes[0].pk


def test_ranking_and_unit_page_keep_to_twelve_queries_with_148_communes(
    large: tuple[Client, int], django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client, unit_id = large
    pages = ["/chi-so/2026/", "/chi-so/2025/", "/chi-so/2026/?sort=-index&q=xa", "/chi-so/2026/ban-do-nhiet/"]
    for url in (*pages, unit_url(unit_id), unit_url(unit_id, year=2025)):
        with django_assert_max_num_queries(MOST_QUERIES):
            text = text_of(client, url)
        assert "Xã 1 Tỉnh Lớn" in text


def test_ranking_and_unit_page_keep_to_twelve_queries_with_the_whole_set(
    world: World, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = world.client("lanh-dao")
    for url in (
        "/chi-so/2026/",
        "/chi-so/2026/ban-do-nhiet/",
        unit_url(world.own.pk),
        unit_url(world.own.pk, year=2025),
    ):
        with django_assert_max_num_queries(MOST_QUERIES):
            text_of(client, url)


# --- what the pages say ----------------------------------------------------------------------------------------------


def test_units_without_a_rank_stand_last_with_the_reason(world: World) -> None:
    text = text_of(world.client("chu-tich"), "/chi-so/2026/")
    assert f"1 tiêu chí chưa tính được ({OPEN_LEAF})" in text
    assert text.index("Chưa xếp hạng") < text.index(world.incomplete.name, text.index("Chưa xếp hạng"))


def test_the_sentence_over_the_ranking(world: World) -> None:
    text = text_of(world.client("chu-tich"), "/chi-so/2026/")
    assert re.search(
        r"6 đơn vị; chỉ số bình quân \d+,\d\d%, (cao|thấp) hơn năm 2025 \d+,\d\d điểm; cao nhất là ", text
    )
    assert "1 đơn vị chưa xếp hạng." in text


def test_every_number_of_the_unit_page_leads_on(world: World) -> None:
    client = world.client("lanh-dao")
    text = text_of(client, unit_url(world.own.pk))
    led_to = set(re.findall(r'href="(/chi-so/2026/don-vi/\d+/vi-sao/[^"]*)"', text))
    codes = {node.code for node in world.framework.nodes}
    assert led_to == {unit_url(world.own.pk, f"vi-sao/{code}/") for code in codes} | {
        unit_url(world.own.pk, "vi-sao/")
    }
    child = text_of(client, unit_url(world.own.pk, "vi-sao/1.1/"))
    assert unit_url(world.own.pk, "vi-sao/1.1.3/") in child
    assert "số liệu minh họa" in text_of(client, unit_url(world.own.pk, "vi-sao/1.1.3/")).lower()


def test_the_drawer_gets_the_explanation_without_the_frame(world: World) -> None:
    text = text_of(
        world.client("lanh-dao"),
        unit_url(world.own.pk, "vi-sao/3.3.1/"),
        headers={"HX-Target": "cc-drawer-body"},
    )
    assert "<html" not in text
    assert "data-drawer-title=" in text
    assert "Phép tính" in text


def test_only_who_may_enter_facts_is_offered_the_form(world: World) -> None:
    form = f"/chi-so/2026/don-vi/{world.own.pk}/so-lieu/{OWN_LEAF}/"
    assert form in text_of(world.client("dau-moi"), unit_url(world.own.pk, f"vi-sao/{OWN_LEAF}/"))
    assert form not in text_of(world.client("lanh-dao"), unit_url(world.own.pk, f"vi-sao/{OWN_LEAF}/"))


@pytest.mark.parametrize("page", ["", "ban-do-nhiet/", "phan-tich/", "chi-tieu/", "tieu-chi/commune/3/"])
def test_a_year_without_a_round_says_so_and_offers_the_first_step(world: World, page: str) -> None:
    manager = text_of(world.client("bo-chi-so"), f"/chi-so/2030/{page}")
    assert "Năm 2030 chưa có đợt chấm điểm" in manager
    assert "/chi-so/2030/dot/" in manager
    assert (
        "/chi-so/2030/dot/" not in text_of(world.client("doc-xa"), f"/chi-so/2030/{page}").split("<main")[1]
    )


def test_a_filter_that_nothing_matches_offers_to_take_it_away(world: World) -> None:
    for page in ("", "ban-do-nhiet/", "chi-tieu/"):
        assert "Không có đơn vị nào khớp bộ lọc" in text_of(
            world.client("chu-tich"), f"/chi-so/2026/{page}?q=zzzz"
        )


def test_absurd_queries_are_taken_as_unasked(world: World) -> None:
    client = world.client("chu-tich")
    for query in (
        "?bo=planet&dp=x&khoi=%00&sort=__class__&tai=exe",
        "?dp=99999999999999999999",
        f"?q={'a' * 5000}",
    ):
        text_of(client, f"/chi-so/2026/{query}")
    text_of(client, "/chi-so/xu-huong/?dv=abc")
    text_of(client, "/chi-so/2026/tieu-chi/commune/77/", 404)


def test_the_entries_of_navigation_lead_to_the_latest_year(world: World) -> None:
    client = world.client("chu-tich")
    for url, target in (
        ("/chi-so/", ""),
        ("/chi-so/phan-tich/", "phan-tich/"),
        ("/chi-so/chi-tieu/", "chi-tieu/"),
    ):
        response = client.get(url)
        assert (response.status_code, response["Location"]) == (302, f"/chi-so/2026/{target}")


def test_the_page_is_english_for_who_reads_english(world: World) -> None:
    client = world.client("chu-tich")
    world.place.people["chu-tich"].language = "en"
    world.place.people["chu-tich"].save(update_fields=["language"])
    text = text_of(client, "/chi-so/2026/")
    assert "Ranking of the Public Administration Reform Index 2026" in text
    assert re.search(r"6 units; average index \d+\.\d\d%", text)


# --- downloads -------------------------------------------------------------------------------------------------------


def workbook(client: Client, url: str) -> CalamineWorkbook:
    response = client.get(url)
    assert response.status_code == 200
    assert "spreadsheetml" in response["Content-Type"]
    return CalamineWorkbook.from_filelike(io.BytesIO(response.content))


DOWNLOADS = [
    *(f"/chi-so/2026/{page}" for page in YEAR_PAGES),
    "/chi-so/xu-huong/",
]


@pytest.mark.parametrize("url", DOWNLOADS)
def test_every_table_comes_as_xlsx_and_csv(world: World, url: str) -> None:
    client = world.client("chu-tich")
    book = workbook(client, f"{url}?tai=xlsx")
    rows = book.get_sheet_by_index(0).to_python()
    csv = client.get(f"{url}?tai=csv")
    assert csv["Content-Type"].startswith("text/csv")
    assert csv.content.startswith(b"\xef\xbb\xbf")
    assert len(csv.content.decode("utf-8-sig").splitlines()) == len(rows) > 1


@pytest.mark.parametrize("page", ["", "phan-tich/"])
def test_the_tables_of_a_unit_come_as_files(world: World, page: str) -> None:
    book = workbook(world.client("lanh-dao"), f"{unit_url(world.own.pk, page)}?tai=xlsx")
    assert len(book.get_sheet_by_index(0).to_python()) > 10
    assert world.client("lanh-dao").get(f"{unit_url(world.own.pk, page)}?tai=csv").status_code == 200
    trend = workbook(world.client("lanh-dao"), f"/chi-so/xu-huong/?dv={world.own.pk}&tai=xlsx")
    assert [row[0] for row in trend.get_sheet_by_index(0).to_python()[1:]] == [2025, 2026]


def test_what_is_seen_is_downloaded(world: World) -> None:
    book = workbook(world.client("chu-tich"), "/chi-so/2026/?khoi=phuong&sort=index&tai=xlsx")
    names = [row[2] for row in book.get_sheet_by_index(0).to_python()[1:]]
    assert len(names) == 3
    assert all(str(name).startswith("Phường") for name in names)


# --- targets ---------------------------------------------------------------------------------------------------------


def target(world: World, username: str, unit_id: int, **fields: str) -> Any:
    data = {
        "kind": "satisfaction",
        "operator": "from",
        "minimum": "95",
        "aim": "",
        "document": "KH số 5/KH-UBND",
    }
    return world.client(username).post(f"/chi-so/2026/chi-tieu/{unit_id}/", data | fields)


def test_a_target_is_set_with_its_operator_and_document(world: World) -> None:
    response = target(
        world, "bo-chi-so", world.sister.pk, operator="above", minimum="89,80", kind="par_index"
    )
    assert (response.status_code, response["Location"]) == (302, "/chi-so/2026/chi-tieu/")
    stored = Target.objects.get(unit=world.sister, year=2026, kind="par_index")
    assert (str(stored.minimum), stored.strict, stored.document) == ("89.80", True, "KH số 5/KH-UBND")
    assert Entry.objects.filter(action="target.set", subject_id=f"{world.sister.pk}:2026:par_index").exists()
    assert "trên 89,8%" in text_of(world.client("bo-chi-so"), "/chi-so/2026/chi-tieu/")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"document": ""}, "bắt buộc"),
        ({"minimum": "abc"}, "Hãy nhập một số từ 0 đến 100"),
        ({"minimum": "120"}, "từ 0 đến 100"),
        ({"minimum": "95", "aim": "90"}, "Mức phấn đấu 90"),
        ({"kind": "happiness"}, "happiness"),
    ],
)
def test_a_target_that_makes_no_sense_is_refused_beside_the_form(
    world: World, fields: dict[str, str], message: str
) -> None:
    response = target(world, "bo-chi-so", world.own.pk, **fields)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert not Target.objects.filter(unit=world.own, kind="satisfaction").exists()


def test_who_may_set_targets(world: World) -> None:
    assert target(world, "dau-moi", world.own.pk).status_code == 302
    assert target(world, "dau-moi", world.sister.pk).status_code == 404
    assert target(world, "doc-xa", world.own.pk).status_code == 403
    assert target(world, "chu-tich", world.own.pk).status_code == 403
    assert target(world, "bo-chi-so", world.foreign.pk).status_code == 404
