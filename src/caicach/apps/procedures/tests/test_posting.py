"""Who has to post what a decision announced, by when, and where it stands."""

import datetime as dt

import pytest

from caicach.apps.procedures import actions, queries, screen
from caicach.apps.procedures.actions import Correction, PostedData
from caicach.apps.procedures.models import Posting
from caicach.apps.procedures.tests.conftest import SYSTEM, TODAY, World, announced, decided
from caicach.core.procedures import State
from caicach.platform.access import NotFound, Refused, Scope
from caicach.platform.audit.models import Entry
from caicach.platform.errors import Invalid

pytestmark = pytest.mark.databases
ISSUED = dt.date(2026, 3, 2)
DUE = dt.date(2026, 3, 9)


def duties(scope: Scope, decision: int) -> list[queries.Duty]:
    return queries.duties(scope, queries.decision(scope, decision))


def states(world: World, decision: int) -> dict[str, tuple[State, State]]:
    return {one.unit.name: (one.desk, one.page) for one in duties(SYSTEM, decision)}


def test_every_commune_posts_what_communes_carry_out(world: World) -> None:
    decision = decided(world.province)
    announced(decision)
    assert states(world, decision.pk) == {
        "Xã Bên Cạnh": (State.MISSING, State.MISSING),
        "Xã Ví Dụ": (State.MISSING, State.MISSING),
    }
    assert {one.due for one in duties(SYSTEM, decision.pk)} == {DUE}, "five working days after signing"


def test_the_last_day_is_known_before_anything_is_announced(world: World) -> None:
    decision = decided(world.province)
    assert queries.due_and_duties(SYSTEM, decision) == (DUE, [])


def test_the_executing_department_posts_what_the_province_carries_out(world: World) -> None:
    decision = decided(world.province)
    version = announced(decision, level="province")
    assert list(states(world, decision.pk)) == ["Tỉnh Thử Nghiệm"], "nobody named: the top of the locality"
    units = Correction(1, executing_units=(world.department.pk,))
    actions.correct(SYSTEM, version.pk, units, "Giao đơn vị thực hiện")
    assert list(states(world, decision.pk)) == ["Sở Tư pháp"]


def test_what_a_unit_posted_in_a_period_counts_once_its_last_day_has_passed(world: World) -> None:
    decision = decided(world.province)
    announced(decision)
    year = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    before = Scope.system("test", DUE)
    assert queries.posted_between(before, world.province.pk, *year) == {}, "nobody is late yet"
    unit = world.commune.pk
    posted = PostedData(desk_on=DUE, page_on=DUE + dt.timedelta(days=1))
    actions.confirm_posted(SYSTEM, decision.pk, unit, posted)
    found = queries.posted_between(SYSTEM, world.province.pk, *year)
    assert found[unit] == queries.Posted(desk=True, page=False)
    assert set(found.values()) == {queries.Posted(True, False), queries.Posted(False, False)}
    assert queries.posted_between(SYSTEM, world.province.pk, dt.date(2026, 4, 1), year[1]) == {}


def test_a_repeal_is_posted_too(world: World) -> None:
    announced(decided(world.province))
    repealing = decided(world.province, "30/QĐ-UBND", dt.date(2026, 3, 10))
    actions.repeal(SYSTEM, repealing.pk, "1.001193")
    assert list(states(world, repealing.pk)) == ["Xã Bên Cạnh", "Xã Ví Dụ"]
    assert states(world, repealing.pk)["Xã Ví Dụ"] == (State.WAITING, State.WAITING)


def test_on_time_late_and_missing_are_told_apart_by_place(world: World) -> None:
    decision = decided(world.province)
    announced(decision)
    officer = world.scope("mot-cua")
    posted = PostedData(DUE, dt.date(2026, 3, 10), "https://example.com/thu-tuc")
    actions.confirm_posted(officer, decision.pk, world.commune.pk, posted)
    assert states(world, decision.pk)["Xã Ví Dụ"] == (State.ON_TIME, State.LATE)
    (row,) = queries.overview(SYSTEM, world.province.pk)
    assert (row.duties, row.missing, row.late, row.done, row.procedures) == (2, 1, 1, 0, 1)
    entry = Entry.objects.get(action="procedure_posting.confirmed")
    assert entry.unit_path.endswith(f"/{world.commune.pk}/")


def test_a_decision_that_names_a_day_goes_before_the_rule(world: World) -> None:
    decision = decided(world.province, post_by=dt.date(2026, 3, 20))
    announced(decision)
    assert states(world, decision.pk)["Xã Ví Dụ"] == (State.WAITING, State.WAITING)


def test_the_service_centre_of_a_commune_is_its_desk(world: World) -> None:
    decision = decided(world.province)
    announced(decision)
    centre = world.scope("mot-cua-ben")
    (one_row,) = queries.overview(centre, world.province.pk)
    assert [one.unit for one in one_row.mine] == [world.sister]
    assert actions.confirm_posted(centre, decision.pk, world.sister.pk, PostedData(DUE)).unit == world.sister
    with pytest.raises(NotFound):
        actions.confirm_posted(centre, decision.pk, world.commune.pk, PostedData(DUE))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (PostedData(), "Chưa nhập ngày niêm yết nào"),
        (PostedData(dt.date(2026, 3, 1)), "không nằm trong khoảng"),
        (PostedData(dt.date(2026, 3, 14)), "không nằm trong khoảng"),
        (PostedData(DUE, page_url="https://example.com/"), "chưa có ngày công khai"),
        (PostedData(DUE, DUE, "javascript:alert(1)"), "không phải địa chỉ trang web"),
    ],
)
def test_what_cannot_have_happened_is_refused(world: World, data: PostedData, words: str) -> None:
    decision = decided(world.province)
    announced(decision)
    with pytest.raises(Invalid, match=words):
        actions.confirm_posted(SYSTEM, decision.pk, world.commune.pk, data)
    assert not Posting.objects.exists()


def test_a_unit_confirms_for_itself_alone(world: World) -> None:
    decision = decided(world.province)
    announced(decision)
    for name, unit, fault in (
        ("mot-cua", world.sister, NotFound),
        ("xem", world.commune, Refused),
        ("noi-khac", world.commune, NotFound),
    ):
        with pytest.raises(fault):
            actions.confirm_posted(world.scope(name), decision.pk, unit.pk, PostedData(DUE))
    assert [one.unit for one in duties(world.scope("mot-cua"), decision.pk)] == [world.commune]


def test_the_desk_shows_what_is_to_be_posted_and_the_manager_who_is_missing(world: World) -> None:
    decision = decided(world.province)
    announced(decision)
    (item,) = screen.postings_due(world.scope("mot-cua"), TODAY.year)
    assert (item.kind, item.due, item.detail) == ("risk", DUE, "Xã Ví Dụ")
    (told,) = screen.postings_due(world.scope("quan-ly"), TODAY.year)
    assert told.title == "2 đơn vị chưa niêm yết theo quyết định 10/QĐ-UBND"
    assert list(screen.postings_due(world.scope("xem"), TODAY.year)) == []
    actions.confirm_posted(world.scope("mot-cua"), decision.pk, world.commune.pk, PostedData(DUE, DUE))
    assert list(screen.postings_due(world.scope("mot-cua"), TODAY.year)) == []
