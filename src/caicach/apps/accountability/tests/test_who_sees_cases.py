"""A case is read by its person, by the unit's head and focal officer and by those who decide, through no door by anybody else."""

from __future__ import annotations

import pytest

from caicach.apps.accountability.actions import consequences
from caicach.apps.accountability.models import Consequence
from caicach.apps.accountability.tests.published import World, world
from caicach.apps.accountability.worklist import items
from caicach.platform import search
from caicach.platform.audit import queries as trail
from caicach.platform.audit.models import Entry

pytestmark = pytest.mark.django_db
__all__ = ["world"]

READERS = ("lanh-dao", "dau-moi", "bo-chi-so", "hoi-dong", "chu-tich")
STRANGERS = ("dong-nghiep", "quan-tri", "thanh-tra", "tra-cuu", "lanh-dao-ben", "dau-moi-ben")
NAME = "Can Bo"


@pytest.fixture
def case(world: World) -> Consequence:
    """That of "can-bo", told to him."""
    consequences.propose(world.scope("bo-chi-so"), world.published.round_id)
    found = Consequence.objects.get(person__username="can-bo", level="no_commendation")
    consequences.notify(world.scope("bo-chi-so"), [found.pk])
    return found


def address(case: Consequence) -> str:
    return f"/he-qua/2025/{case.pk}/"


def test_the_person_sees_his_own_and_none_of_his_head(world: World, case: Consequence) -> None:
    client = world.client("can-bo")
    assert client.get(address(case)).status_code == 200
    assert client.get(f"/api/consequences/{case.pk}?year=2025").status_code == 200
    page = client.get("/he-qua/cua-toi/").content.decode()
    assert "bị điểm 0" in page
    head = Consequence.objects.filter(person__username="lanh-dao")[0]
    assert client.get(address(head)).status_code == 403
    assert {one["person"] for one in client.get("/api/consequences/mine").json()} == {NAME}


@pytest.mark.parametrize("who", READERS)
def test_those_who_answer_and_decide_see_it(world: World, case: Consequence, who: str) -> None:
    client = world.client(who)
    assert NAME in client.get(address(case)).content.decode()
    assert NAME in client.get("/he-qua/2025/").content.decode()


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_gets_anything_through_pages_and_api(world: World, case: Consequence, who: str) -> None:
    client = world.client(who)
    for url in (address(case), f"{address(case)}y-kien/", f"/api/consequences/{case.pk}?year=2025"):
        assert client.get(url).status_code in (403, 404), url
    for url in ("/he-qua/2025/", "/api/consequences?year=2025"):
        answer = client.get(url)
        assert answer.status_code == 403 or NAME not in answer.content.decode(), url
    assert NAME not in client.get("/he-qua/cua-toi/").content.decode()
    assert client.get("/api/consequences/mine").json() == []


@pytest.mark.parametrize("who", ["thanh-tra", "quan-tri", "lanh-dao-ben"])
def test_the_trail_does_not_tell_those_who_may_read_it_but_not_cases(
    world: World, case: Consequence, who: str
) -> None:
    scope = world.scope(who)
    secret = Entry.objects.filter(subject_kind=consequences.KIND)
    assert secret.exists()
    shown = trail.entries(scope, limit=500).entries
    assert not [one for one in shown if one.subject_kind == consequences.KIND]
    assert not trail.history(scope, consequences.KIND, case.pk)
    assert "consequence.notified" not in trail.actions_seen(scope)
    client = world.client(who)
    assert client.get(f"/nhat-ky/{secret[0].sequence}/").status_code == 404
    assert "consequence" not in client.get("/api/audit?limit=500").content.decode()


def test_the_trail_tells_the_head_of_the_unit_and_the_manager(world: World, case: Consequence) -> None:
    for who in ("lanh-dao", "bo-chi-so"):
        assert trail.history(world.scope(who), consequences.KIND, case.pk)


@pytest.mark.parametrize("who", [*READERS, *STRANGERS, "can-bo"])
def test_search_leads_to_no_case(world: World, case: Consequence, who: str) -> None:
    found = search.search(world.scope(who), "can bo")
    assert not [hit for hit in found if "he-qua" in hit.url]
    assert "he-qua/2025" not in world.client(who).get("/tim-kiem/?q=can+bo").content.decode()


def test_the_desk_of_the_person_says_so_and_that_of_a_colleague_does_not(
    world: World, case: Consequence
) -> None:
    title = "Có ý kiến về hệ quả thi đua, khen thưởng"
    assert title in [one.title for one in items(world.scope("can-bo"), 2026)]
    for who in ("dong-nghiep", "dau-moi", "lanh-dao"):
        assert title not in [one.title for one in items(world.scope(who), 2026)]


def test_results_pages_of_the_unit_name_no_case(world: World, case: Consequence) -> None:
    client = world.client("dong-nghiep")
    unit = world.own.pk
    for url in (
        f"/chi-so/2025/don-vi/{unit}/",
        f"/chi-so/2025/don-vi/{unit}/phan-tich/",
        f"/khac-phuc/2025/{unit}/",
        "/",
    ):
        page = client.get(url).content.decode()
        assert f"/he-qua/2025/{case.pk}" not in page, url
        assert "không xét khen thưởng" not in page, url
