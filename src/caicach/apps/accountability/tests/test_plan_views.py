"""The pages and the API of plans: two lists, rows that save by themselves or as forms, approval, reports, overview, print."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from caicach.apps.accountability.actions import plans, remedies
from caicach.apps.accountability.actions.remedies import RemedyData
from caicach.apps.accountability.models import LocalTerms, Remedy, RemedyPlan
from caicach.apps.accountability.queries import overview as overview_queries
from caicach.apps.accountability.queries import plans as queries
from caicach.apps.accountability.queries import published as reading
from caicach.apps.accountability.tests import published
from caicach.apps.accountability.tests.published import LOST, TODAY, D, World, world
from caicach.apps.accountability.tests.test_plan_actions import DUE, approved, filled
from caicach.apps.accountability.worklist import items
from caicach.core.accountability.plan import Report, State
from screens import text

pytestmark = pytest.mark.django_db
__all__ = ["world"]


def url(world: World, rest: str = "") -> str:
    return f"/khac-phuc/2025/{world.own.pk}/{rest}"


def version(world: World, code: str = "1.2") -> int:
    return Remedy.objects.get(plan__participant=world.member, code=code).version


def row(world: World, client: Client, **data: Any) -> Any:
    body = {"version": version(world)} | data
    return client.post(url(world, "1.2/"), body, headers={"X-Autosave": "1"})


def test_the_page_shows_what_was_lost_by_whom_and_what_lacks(world: World) -> None:
    page = text(world.client("dau-moi").get(url(world)))
    for words in (
        "3 tiêu chí mất 4,00 điểm",
        "1.2 Tỷ lệ",
        "mất 2,00",
        "so với năm trước",
        "Còn 3 tiêu chí thiếu nội dung",
    ):
        assert words in page, words
    held = text(world.client("dau-moi").get(url(world) + "?ds=giu"))
    assert "1.3 Nội dung" in held
    assert "từ 90% điểm tối đa" in held


def test_what_was_published_is_shown_and_not_what_the_tables_say_now(world: World) -> None:
    from caicach.apps.parindex.models import NodeScore

    NodeScore.objects.filter(participant=world.member, code="1.3").update(points=0)
    found = queries.page(world.scope("dau-moi"), 2025, world.own.pk)
    assert {line.code: line.lost for line in found.lines} == LOST
    assert "1.3" in {one.item.code for one in found.hold}


def test_a_reader_of_the_unit_sees_the_plan_and_types_nothing(world: World) -> None:
    page = world.client("dong-nghiep").get(url(world)).content.decode()
    assert "data-row-save" not in page
    assert row(world, world.client("dong-nghiep"), what="x").status_code == 403
    assert world.client("dau-moi-ben").get(url(world)).status_code == 404


def test_a_row_saves_as_it_is_typed(world: World) -> None:
    owner = world.place.people["dau-moi"].pk
    answer = row(world, world.client("dau-moi"), what="Rà soát", owner=f"u{owner}", due_on="01/12/2026")
    assert answer.status_code == 200
    assert (answer.json()["saved"], answer.json()["version"], answer.json()["given"]) == (True, 2, True)
    kept = Remedy.objects.get(plan__participant=world.member, code="1.2")
    assert (kept.what, kept.owner_user_id, kept.due_on) == ("Rà soát", owner, DUE)


def test_two_browsers_on_a_row_see_both_values(world: World) -> None:
    client = world.client("dau-moi")
    row(world, client, what="của tôi")
    answer = row(world, client, what="của bạn", version=1)
    assert answer.status_code == 409
    assert "của tôi" in answer.json()["conflict"]
    form = client.post(url(world, "1.2/"), {"what": "của bạn", "version": 1})
    assert form.status_code == 422
    assert "Hai giá trị khác nhau" in text(form)
    assert "của bạn" in form.content.decode()


@pytest.mark.parametrize("due", ["31/02/2026", "hôm qua", "01/01/2026"])
def test_a_day_that_cannot_be_is_named_and_nothing_is_saved(world: World, due: str) -> None:
    answer = row(world, world.client("dau-moi"), what="x", due_on=due)
    assert answer.status_code == 422
    assert answer.json()["detail"]
    assert version(world) == 1


def test_without_a_script_a_row_is_a_form(world: World) -> None:
    client = world.client("dau-moi")
    assert 'name="what"' in client.get(url(world, "1.2/")).content.decode()
    done = client.post(url(world, "1.2/"), {"what": "Rà soát", "version": 1})
    assert (done.status_code, done["Location"]) == (302, url(world))


def test_the_head_is_told_what_lacks_and_approves_when_nothing_does(world: World) -> None:
    client = world.client("lanh-dao")
    assert "2.2: thiếu việc cần làm, người chịu trách nhiệm, thời hạn" in text(
        client.get(url(world, "phe-duyet/"))
    )
    assert client.post(url(world, "phe-duyet/")).status_code == 409
    filled(world)
    assert client.post(url(world, "phe-duyet/")).status_code == 302
    assert "đã phê duyệt" in text(client.get(url(world)))
    assert "Lý do sửa" in text(client.get(url(world)))


def test_progress_is_reported_by_period(world: World) -> None:
    approved(world)
    client = world.client("can-bo")
    assert "1.2/tien-do/3/" in client.get(url(world) + "?ds=tien-do").content.decode()
    bad = client.post(url(world, "1.2/tien-do/3/"), {"state": "in_difficulty", "version": 0})
    assert bad.status_code == 422
    assert "phải nêu rõ khó khăn" in text(bad)
    sent = {"state": "under_way", "text": "đang làm", "percent": "40", "expected": "1,5", "version": 0}
    assert client.post(url(world, "1.2/tien-do/3/"), sent).status_code == 302
    found = queries.page(world.scope("dau-moi"), 2025, world.own.pk)
    assert (found.line("1.2").expected, found.current and found.current.reported) == (D("1.5"), 1)
    assert client.get(url(world, "1.2/tien-do/7/")).status_code == 404
    assert world.client("dong-nghiep").get(url(world, "1.2/tien-do/3/")).status_code == 403


def test_closing_asks_for_a_reason(world: World) -> None:
    approved(world)
    client = world.client("lanh-dao")
    assert client.post(url(world, "ket-thuc/"), {"reason": ""}).status_code == 422
    assert client.post(url(world, "ket-thuc/"), {"reason": "hết năm"}).status_code == 302
    assert "đã kết thúc" in text(client.get(url(world)))


def test_points_won_back_next_year_are_shown_from_the_running_index(world: World) -> None:
    published.running(world)
    found = queries.page(world.scope("dau-moi"), 2025, world.own.pk)
    won = {line.code: line.won and (line.won.back, line.won.is_all) for line in found.lines}
    assert won == {"1.1": (D(0), False), "1.2": (D(2), True), "2.2": (D(1), True)}
    assert found.won == D(3)
    assert "đã giành lại" in text(world.client("dau-moi").get(url(world)))


def test_before_the_next_year_nothing_is_said_of_winning_back(world: World) -> None:
    assert not queries.page(world.scope("dau-moi"), 2025, world.own.pk).has_next


def test_a_correction_is_told_on_the_page(world: World) -> None:
    filled(world)
    published.correct(world, **{"1.2": D(2)})
    page = text(world.client("dau-moi").get(url(world)))
    assert "Kết quả đã được điều chỉnh theo 31/QĐ-UBND" in page
    assert "Không còn mất điểm: 1.2" in page
    assert "giữ để đọc" in text(world.client("dau-moi").get(url(world, "1.2/")))


def test_empty_places_say_what_will_stand_there(world: World) -> None:
    client = world.client("dau-moi")
    assert "chưa công bố" in text(client.get(f"/khac-phuc/2026/{world.own.pk}/")) or "không tham gia" in text(
        client.get(f"/khac-phuc/2026/{world.own.pk}/")
    )
    best = world.client("dau-moi-ben").get(f"/khac-phuc/2025/{world.sister.pk}/")
    assert "Không có tiêu chí nào mất điểm" in text(best)
    RemedyPlan.objects.filter(participant=world.member).delete()
    assert "Lập kế hoạch khắc phục" in text(client.get(url(world)))
    assert client.post(url(world, "lap/")).status_code == 302


def test_the_print_is_the_annex_with_both_lists(world: World) -> None:
    filled(world)
    page = text(world.client("dau-moi").get(url(world, "ban-in/")))
    for words in ("15/QĐ-UBND-2025", "Việc của 1.2", "II. Tiêu chí cần giữ vững", "Cộng", "01/12/2026"):
        assert words in page, words


def test_the_overview_names_who_has_no_plan_who_is_late_and_what_comes_back(world: World) -> None:
    client = world.client("chu-tich")
    page = text(client.get("/khac-phuc/2025/"))
    assert "2 đơn vị: 2 chưa có kế hoạch được phê duyệt, 2 đang muộn" in page
    approved(world)
    remedies.report(
        world.scope("dau-moi"), world.member.pk, "1.2", 3,
        Report(State.IN_DIFFICULTY, "thiếu người", 20, D("0.5")), 0,
    )  # fmt: skip
    found = overview_queries.overview(world.scope("chu-tich"), 2025)
    own = next(one for one in found.units if one.unit_id == world.own.pk)
    assert (own.count, own.reported, own.difficult, own.lost, own.expected) == (3, 1, 1, D(4), D("0.5"))
    assert (own.is_late, found.not_approved, found.reported) == (False, 1, (1, 3))
    narrowed = text(client.get("/khac-phuc/2025/?tt=kho-khan&q=xa+1"))
    assert world.own.name in narrowed
    assert world.sister.name not in narrowed.split("Dự kiến lấy lại")[-1]
    assert "Không có đơn vị nào khớp bộ lọc" in text(client.get("/khac-phuc/2025/?q=khong-co"))


def test_a_unit_sees_itself_alone_in_the_overview(world: World) -> None:
    found = overview_queries.overview(world.scope("dau-moi"), 2025)
    assert [one.unit_id for one in found.units] == [world.own.pk]


def test_no_more_queries_for_more_rows(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reading.units_of(reading.latest_publication(world.published.round_id))
    with django_assert_max_num_queries(30):
        queries.page(world.scope("dau-moi"), 2025, world.own.pk)
    with django_assert_max_num_queries(18):
        overview_queries.overview(world.scope("chu-tich"), 2025)


def test_the_locality_lays_down_its_own_terms_for_what_is_published_from_then_on(world: World) -> None:
    client = world.client("bo-chi-so")
    sent = {
        "valid_from": "01/09/2026", "hold_percent": "100", "plan_days": "20", "objection_days": "10",
        "document": "QĐ 5/QĐ-UBND",
    }  # fmt: skip
    assert client.post("/khac-phuc/2025/quy-dinh/", sent | {"hold_percent": "0"}).status_code == 422
    assert client.post("/khac-phuc/2025/quy-dinh/", sent).status_code == 302
    kept = LocalTerms.objects.get()
    assert (kept.hold_share, kept.plan_days, kept.document) == (D(1), 20, "QĐ 5/QĐ-UBND")
    assert reading.terms_for(world.published).objection_days == 10
    assert RemedyPlan.objects.get(participant=world.member).due_on.isoformat() == "2026-10-31", (
        "what was told stays"
    )


def test_the_desk_asks_for_the_plan_then_for_reports_then_the_owner_for_his_work(world: World) -> None:
    def desk(who: str) -> list[str]:
        return [one.title for one in items(world.scope(who), 2026)]

    assert desk("dau-moi") == ["Lập kế hoạch khắc phục"]
    filled(world)
    assert desk("lanh-dao") == ["Phê duyệt kế hoạch khắc phục"]
    plans.approve(world.scope("lanh-dao"), world.member.pk)
    assert desk("dau-moi") == ["Báo cáo khắc phục kỳ 3 tháng"]
    assert desk("can-bo") == ["3 việc khắc phục được giao"]
    assert desk("tra-cuu") == desk("dong-nghiep") == []
    assert desk("bo-chi-so") == ["1 đơn vị chưa phê duyệt kế hoạch khắc phục"], "the sister commune"


def test_the_tabs_of_a_unit_lead_to_its_plan(world: World) -> None:
    page = world.client("dau-moi").get(f"/chi-so/2025/don-vi/{world.own.pk}/").content.decode()
    assert url(world) in page


def test_the_api_says_and_does_the_same(world: World) -> None:
    client = world.client("dau-moi")
    base = f"/api/units/{world.own.pk}/remedy-plan"
    plan = client.get(f"{base}?year=2025").json()
    assert [(one["code"], one["lost"]) for one in plan["repair"]] == [
        ("1.2", "2"),
        ("1.1", "1"),
        ("2.2", "1"),
    ]
    body = {"what": "Rà soát", "version": 1, "due_on": "2026-12-01", "owner_unit_id": world.division.pk}
    kept = client.put(f"{base}/leaves/1.2?year=2025", body, content_type="application/json")
    assert (kept.status_code, kept.json()["version"], kept.json()["owner"]) == (200, 2, "Phòng Văn hóa")
    late = client.put(
        f"{base}/leaves/1.2?year=2025", body | {"what": "khác"}, content_type="application/json"
    )
    assert late.status_code == 409
    assert client.post(f"{base}/approve?year=2025").status_code == 403
    assert [one["status"] for one in client.get("/api/remedy-plans?year=2025").json()] == ["draft"]


def test_a_person_who_left_stays_named_and_is_marked(world: World) -> None:
    filled(world)
    world.place.people["can-bo"].posts.update(valid_to=TODAY.replace(day=1))
    found = queries.page(world.scope("dau-moi"), 2025, world.own.pk)
    assert found.line("1.2").owner_left
    assert "đã thôi vị trí" in text(world.client("dau-moi").get(url(world)))
    data = RemedyData("nộp muộn", "Việc khác", world.place.people["can-bo"].pk, None, DUE)
    remedies.amend(world.scope("dau-moi"), world.member.pk, "1.2", data, version(world))
