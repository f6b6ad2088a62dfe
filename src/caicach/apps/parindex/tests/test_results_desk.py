"""What the home page and the search box tell of the index, role by role."""

from __future__ import annotations

import pytest

from caicach.apps.parindex import worklist
from caicach.apps.parindex.search import hits
from caicach.apps.parindex.tests.scored import OPEN_LEAF, OWN_LEAF, World, world
from caicach.platform.worklist import WorkItem

pytestmark = [pytest.mark.databases, pytest.mark.django_db]
__all__ = ["world"]


def items(world: World, username: str, year: int = 2026, kind: str = "") -> list[WorkItem]:
    return [item for item in worklist.items(world.scope(username), year) if kind in ("", item.kind)]


def test_the_focal_officer_is_told_what_lacks_and_what_nobody_answers_for(world: World) -> None:
    todo = items(world, "dau-moi-thieu", kind="todo")
    assert todo[0].title.startswith(OPEN_LEAF)
    assert todo[0].url == f"/chi-so/2026/don-vi/{world.incomplete.pk}/so-lieu/{OPEN_LEAF}/"
    assert any("62 tiêu chí chưa phân công" in item.title for item in todo)
    assert not any(item.title.split()[0] == OPEN_LEAF for item in items(world, "dau-moi", kind="todo"))


def test_an_assignee_is_told_of_the_own_leaves_only(world: World) -> None:
    todo = items(world, "nguoi-giao-thieu", kind="todo")
    assert [item.title.split()[0] for item in todo] == [OPEN_LEAF]
    assert items(world, "nguoi-giao", kind="todo") == []


def test_a_head_sees_three_risks_with_their_owner(world: World) -> None:
    risks = items(world, "lanh-dao", kind="risk")
    assert len(risks) == 3
    assert [item.weight for item in risks] == sorted((item.weight for item in risks), reverse=True)
    owners = {item.title.split()[0]: item.detail for item in risks}
    assert all(("Nguoi Giao" in detail) == (code == OWN_LEAF) for code, detail in owners.items())


def test_a_chair_sees_three_risks_and_three_units_to_call(world: World) -> None:
    risks = items(world, "chu-tich", kind="risk")
    assert len([item for item in risks if "/tieu-chi/" in item.url]) == 3
    calls = [item for item in risks if item.title.startswith("Gọi ")]
    assert len(calls) == len({item.url for item in calls}) == 3


def test_a_manager_is_told_of_rounds_to_open_and_units_without_inputs(world: World) -> None:
    assert any("1 đơn vị còn tiêu chí chưa có số liệu" in item.title for item in items(world, "bo-chi-so"))
    (to_open,) = items(world, "bo-chi-so", 2027, kind="todo")
    assert to_open.title == "Mở đợt chấm điểm xã, phường, đặc khu năm 2027"
    assert to_open.url == "/chi-so/2027/dot/"


def test_an_appraiser_is_told_of_the_own_field_only(world: World) -> None:
    fields = {leaf.code for leaf in world.framework.leaves if leaf.agency == "tu_phap"}
    assert {item.title.split()[0] for item in items(world, "tham-dinh")} <= fields
    assert OPEN_LEAF not in fields


def test_who_only_reads_gets_the_latest_results(world: World) -> None:
    for username in ("tra-cuu", "thanh-tra"):
        (done,) = items(world, username, kind="done")
        assert done.url == "/chi-so/2026/?bo=commune"
    assert items(world, "quan-tri") == []


def test_the_figures_on_top(world: World) -> None:
    own = list(worklist.figures(world.scope("lanh-dao"), 2026))
    assert [figure.label for figure in own] == [
        "Chỉ số CCHC hôm nay",
        "Hạng trong khối Xã",
        "Chỉ tiêu Chỉ số CCHC",
        "Điểm đang mất",
    ]
    whole = list(worklist.figures(world.scope("chu-tich"), 2026))
    assert whole[-1].value == "1"
    assert whole[-1].unit == "/ 6"
    assert list(worklist.figures(world.scope("quan-tri"), 2026)) == []
    assert list(worklist.figures(world.scope("chu-tich"), 2030)) == []


@pytest.mark.parametrize("text", ["đúng hạn", "dung han", "ĐÚNG HẠN"])
def test_criteria_are_found_with_and_without_tone_marks(world: World, text: str) -> None:
    found = [hit for hit in hits(world.scope("lanh-dao"), text, 20) if hit.kind == "Tiêu chí"]
    assert "/chi-so/2026/tieu-chi/commune/3.3.1/" in {hit.url for hit in found}


def test_a_code_finds_the_node_and_what_is_below_it(world: World) -> None:
    found = [
        hit.title.split()[0] for hit in hits(world.scope("lanh-dao"), "1.1", 20) if hit.kind == "Tiêu chí"
    ]
    assert found == ["1.1", "1.1.1", "1.1.2", "1.1.3"]


def test_units_are_found_within_reach(world: World) -> None:
    titles = [hit.title for hit in hits(world.scope("chu-tich"), "phuong", 20) if hit.kind == "Bảng điểm"]
    assert len(titles) == 3
    assert [hit.title for hit in hits(world.scope("dau-moi"), "xa", 20) if hit.kind == "Bảng điểm"] == [
        world.own.name
    ]
    assert list(hits(world.scope("quan-tri"), "xa", 20)) == []
    assert not any("Khác" in hit.title for hit in hits(world.scope("chu-tich"), "tinh khac", 20))
