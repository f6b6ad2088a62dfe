"""The pages and the API of cases: proposing, telling, objecting, deciding, what is empty and what could not be attributed."""

from __future__ import annotations

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from caicach.apps.accountability.actions import consequences
from caicach.apps.accountability.models import Consequence, Objection
from caicach.apps.accountability.queries import cases as queries
from caicach.apps.accountability.queries.cases import Narrowed
from caicach.apps.accountability.tests import published
from caicach.apps.accountability.tests.published import D, World, world
from caicach.apps.accountability.worklist import items
from caicach.apps.parindex.tests import papers
from caicach.platform import clock
from screens import text

pytestmark = pytest.mark.django_db
__all__ = ["world"]


def proposed(world: World) -> Consequence:
    consequences.propose(world.scope("bo-chi-so"), world.published.round_id)
    return Consequence.objects.get(person__username="can-bo", level="no_commendation")


def notified(world: World) -> Consequence:
    case = proposed(world)
    consequences.notify(world.scope("bo-chi-so"), [case.pk])
    case.refresh_from_db()
    return case


def test_the_list_is_made_by_those_who_decide_and_names_whom_it_cannot(world: World) -> None:
    client = world.client("bo-chi-so")
    assert "Chưa có trường hợp nào" in text(client.get("/he-qua/2025/"))
    assert client.post("/he-qua/2025/de-xuat/").status_code == 302
    page = text(client.get("/he-qua/2025/"))
    assert "Đã đề xuất 4 trường hợp" in page
    assert "Chưa quy được cho ai" in page
    assert "chưa có thông báo phân công ai phụ trách" in page
    head = text(world.client("lanh-dao").get("/he-qua/2025/"))
    assert "Chưa quy được cho ai" not in head
    assert "Lập đề xuất" not in head


def test_the_list_is_narrowed_by_level_status_and_name(world: World) -> None:
    notified(world)
    scope = world.scope("chu-tich")

    def count(**narrowed: str) -> int:
        return queries.listing(scope, 2025, Narrowed(**narrowed)).rows.count()

    assert (count(), count(level="no_title"), count(status="notified")) == (4, 2, 1)
    assert (count(search="can bo"), count(search="xa 1"), count(search="phường 2")) == (2, 4, 0)
    page = world.client("chu-tich").get("/he-qua/2025/?muc=khong-co&tt=notified&q=CAN")
    assert page.status_code == 200
    assert "Can Bo" in text(page)


def test_persons_are_told_after_it_was_shown_who(world: World) -> None:
    case = proposed(world)
    client = world.client("bo-chi-so")
    assert "Thông báo 1 trường hợp" in text(client.post("/he-qua/2025/thong-bao/", {"case": case.pk}))
    case.refresh_from_db()
    assert case.status == "proposed"
    client.post("/he-qua/2025/thong-bao/", {"case": case.pk, "confirmed": "1"})
    case.refresh_from_db()
    assert case.status == "notified"
    assert "Chưa chọn trường hợp nào" in text(client.post("/he-qua/2025/thong-bao/", {"case": "x"}))


def test_the_person_objects_on_his_page_with_papers(world: World) -> None:
    case = notified(world)
    paper = papers.shelved(world.own, "Quyết định điều động")
    client = world.client("can-bo")
    own = client.get("/he-qua/cua-toi/")
    assert f"/he-qua/2025/{case.pk}/y-kien/" in own.content.decode()
    form = f"/he-qua/2025/{case.pk}/y-kien/"
    assert "Quyết định điều động" in text(client.get(form))
    assert client.post(form, {"text": "  "}).status_code == 422
    assert client.post(form, {"text": "Tôi không phụ trách.", "documents": [paper.pk]}).status_code == 302
    page = text(client.get(f"/he-qua/2025/{case.pk}/"))
    assert "Tôi không phụ trách." in page
    assert "Quyết định điều động" in page
    assert client.post(form, {"text": "lần nữa"}).status_code == 409
    assert Objection.objects.count() == 1


def test_an_objection_waits_on_the_desk_of_those_who_decide(world: World) -> None:
    case = notified(world)
    consequences.object_to(world.scope("can-bo"), case.pk, "tôi phản đối")
    titles = [one.title for one in items(world.scope("chu-tich"), 2026)]
    assert titles == ["1 ý kiến phản đối chờ quyết định"]


def test_the_decision_shows_the_objection_and_asks_for_a_reason(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = notified(world)
    client = world.client("hoi-dong")
    url = f"/he-qua/2025/{case.pk}/quyet-dinh/"
    early = client.post(url, {"step": "uphold", "reason": "đủ căn cứ", "version": case.version})
    assert early.status_code == 422
    assert "chưa hết thời hạn có ý kiến" in text(early)
    consequences.object_to(world.scope("dau-moi"), case.pk, "Theo đơn viết tay")
    page = text(client.get(url))
    assert "Theo đơn viết tay" in page
    assert "ghi thay" in page
    assert client.post(url, {"step": "uphold", "reason": "", "version": 3}).status_code == 422
    crossed = client.post(url, {"step": "lift", "reason": "bỏ", "version": case.version})
    assert crossed.status_code == 422
    assert 'name="version" value="3"' in crossed.content.decode(), "the page now shows what stands"
    monkeypatch.setattr(clock, "today", lambda: dt.date(2026, 12, 20))
    assert client.post(url, {"step": "uphold", "reason": "đủ căn cứ", "version": 3}).status_code == 302
    assert "giữ nguyên" in text(client.get(f"/he-qua/2025/{case.pk}/"))


def test_a_moot_case_says_so_and_keeps_its_reasons(world: World) -> None:
    case = notified(world)
    published.correct(world, **{"1.2": D(2)})
    page = text(world.client("can-bo").get(f"/he-qua/2025/{case.pk}/"))
    assert "Hết căn cứ" in page
    assert "bị điểm 0" in page


def test_empty_places_say_what_will_stand_there(world: World) -> None:
    assert "Không có gì liên quan đến anh/chị" in text(world.client("dong-nghiep").get("/he-qua/cua-toi/"))
    assert "chưa công bố" in text(world.client("chu-tich").get("/he-qua/2026/"))


def test_no_more_queries_for_more_cases(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    notified(world)
    scope = world.scope("chu-tich")
    with django_assert_max_num_queries(12):
        found = queries.listing(scope, 2025, Narrowed())
        assert len(queries.in_words(scope, list(found.rows))) == 4


def test_the_api_walks_a_case_to_its_decision(world: World) -> None:
    manager, person = world.client("bo-chi-so"), world.client("can-bo")
    made = manager.post(f"/api/rounds/{world.published.round_id}/consequences")
    assert made.json() == {"count": 4}
    (mine,) = [
        one for one in person.get("/api/consequences/mine").json() if one["level"] == "no_commendation"
    ]
    assert (mine["reasons"][0]["points"], mine["status"]) == ("0", "proposed")
    told = manager.post("/api/consequence-notices", {"ids": [mine["id"]]}, content_type="application/json")
    assert told.json() == {"count": 1}
    base = f"/api/consequences/{mine['id']}"
    said = person.post(f"{base}/objection?year=2025", {"text": "không đúng"}, content_type="application/json")
    assert (said.status_code, said.json()["objections"]) == (200, ["không đúng"])
    body = {"step": "lift", "reason": "có lý do", "version": said.json()["version"]}
    done = manager.post(f"{base}/decision?year=2025", body, content_type="application/json")
    assert (done.status_code, done.json()["status"]) == (200, "lifted")
