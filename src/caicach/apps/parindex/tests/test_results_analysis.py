"""CT-1a, TH-1, TH-2, TM-11: lost points of a locality and of a unit, the two lists, gains, consequences; the years."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from caicach.apps.parindex.queries import analysis as localities
from caicach.apps.parindex.queries import trend
from caicach.apps.parindex.queries.loading import last_year_of, results_of
from caicach.apps.parindex.queries.unit_analysis import UnitAnalysis, of_unit
from caicach.apps.parindex.tests import factories
from caicach.apps.parindex.tests.factories import SYSTEM
from caicach.apps.parindex.tests.scored import OWN_LEAF, World, world
from caicach.apps.units.actions import SuccessionData, UnitData, create_unit, end_unit, record_succession
from caicach.core.parindex import analysis
from caicach.core.parindex.analysis import Level
from caicach.platform.access import GRANTS, NotFound, Permission, Role

pytestmark = [pytest.mark.databases, pytest.mark.django_db]
__all__ = ["world"]


# --- the locality ----------------------------------------------------------------------------------------------------


def test_lost_points_of_the_locality_are_those_of_the_engine(world: World) -> None:
    found = localities.of_locality(world.scope("chu-tich"), 2026)
    expected = analysis.lost_over_units(world.framework, results_of(world.this).units)
    for one in found.leaves:
        assert one.lost == expected[one.node.code].quantize(Decimal("1e-6"))
    assert found.lost == sum(expected[leaf.code] for leaf in world.framework.leaves)
    assert sum((one.share for one in found.areas), Decimal(0)).quantize(Decimal("0.001")) == 100


def test_an_area_is_the_sum_of_its_leaves_also_where_one_is_missing(world: World) -> None:
    found = localities.of_locality(world.scope("chu-tich"), 2026)
    lost = {one.node.code: one.lost for one in found.nodes}
    for area in world.framework.areas:
        assert lost[area.code] == sum(lost[leaf.code] for leaf in world.framework.below(area.code))


def test_changes_of_the_areas_are_against_the_sums_of_last_year(world: World) -> None:
    scope = world.scope("chu-tich")
    now, then = localities.of_locality(scope, 2026), localities.of_locality(scope, 2025)
    before = {one.node.code: one.index for one in then.nodes}
    for one in now.areas:
        assert one.last_index == before[one.node.code]
    assert {one.node.code for one in now.fallen} == {
        one.node.code for one in now.areas if (one.change or 0) < 0
    }
    assert all((one.index or 0) >= 90 for one in now.to_hold)
    assert not {one.node.code for one in now.to_hold} & {one.node.code for one in now.fallen}


def test_losses_by_who_answers_and_those_nobody_answers_for(world: World) -> None:
    found = localities.of_locality(world.scope("chu-tich"), 2026)
    own = {holder.name: holder for holder in found.holders if holder.unit_id == world.own.pk}
    participant = str(factories.participant(world.this, world.own).pk)
    result = results_of(world.this).unit(participant)
    assert own["Nguoi Giao"].lost == result.nodes[OWN_LEAF].lost
    assert own["Dau Moi"].lost == sum(
        result.nodes[leaf.code].lost for leaf in world.framework.below("3") if leaf.code != OWN_LEAF
    )
    assert sum((holder.lost for holder in found.holders), found.unanswered) == found.lost


def test_people_of_a_commune_see_the_sums_of_all_and_the_holders_of_their_own(world: World) -> None:
    found = localities.of_locality(world.scope("lanh-dao"), 2026)
    assert found.lost == localities.of_locality(world.scope("chu-tich"), 2026).lost
    assert {holder.unit_id for holder in found.holders} == {world.own.pk}
    assert [one.worst != "" for one in found.by_unit] == [
        one.unit_id == world.own.pk for one in found.by_unit
    ]


def test_a_block_alone_and_a_year_without_a_round(world: World) -> None:
    scope = world.scope("chu-tich")
    wards = localities.of_locality(scope, 2026, block="phuong")
    assert {one.block for one in wards.by_unit} == {"Phường"}
    assert wards.units == 3
    assert localities.of_locality(scope, 2030).framework is None


# --- one unit --------------------------------------------------------------------------------------------------------


@pytest.fixture
def own(world: World) -> UnitAnalysis:
    return of_unit(world.scope("lanh-dao"), 2026, world.own.pk)


def test_hold_and_repair_are_those_of_the_engine_with_their_owners(world: World, own: UnitAnalysis) -> None:
    result = results_of(world.this).unit(str(factories.participant(world.this, world.own).pk))
    assert [line.code for line in own.hold] == [
        node.code for node in analysis.to_hold(world.framework, result)
    ]
    assert [line.code for line in own.repair] == [
        node.code for node in analysis.to_repair(world.framework, result)
    ]
    owned = {line.code: line for line in (*own.hold, *own.repair)}
    assert [holder.name for holder in owned[OWN_LEAF].holders] == ["Nguoi Giao"]


def test_gains_are_sorted_and_never_more_than_was_lost(own: UnitAnalysis) -> None:
    gains = [one.gain for one in own.gains]
    assert gains == sorted(gains, reverse=True)
    assert all(one.gain <= one.line.lost for one in own.gains)
    assert own.sheet.score is not None
    assert own.sheet.score.index is not None
    assert own.index_then is not None
    assert own.winnable <= own.lost
    assert own.sheet.score.index <= own.index_then <= 100


def test_consequences_stand_at_two_levels_the_graver_first(world: World, own: UnitAnalysis) -> None:
    result = results_of(world.this).unit(str(factories.participant(world.this, world.own).pk))
    before = last_year_of(world.this)[int(result.unit)]
    expected = analysis.consequences(world.framework, result, before.leaves, before.index)
    assert own.consequences is not None
    told = {(one.line.code if one.line else "", str(one.level)) for one in own.consequences}
    assert told == {(one.code, one.level.value) for one in expected}
    (_graver, graver), (_lighter, lighter) = own.by_level
    assert {one.level for one in graver} <= {Level.NO_COMMENDATION}
    assert {one.level for one in lighter} <= {Level.NO_TITLE}
    assert all(one.line is not None and one.line.points == 0 for one in graver)


@pytest.mark.parametrize(
    ("username", "seen"),
    [
        ("lanh-dao", True),
        ("dau-moi", True),
        ("chu-tich", True),
        ("bo-chi-so", True),
        ("doc-xa", False),
        ("tra-cuu", False),
        ("nguoi-giao", False),
        ("tham-dinh", False),
        ("thanh-tra", False),
    ],
)
def test_consequences_are_for_those_who_answer_and_those_who_decide(
    world: World, username: str, seen: bool
) -> None:
    found = of_unit(world.scope(username), 2026, world.own.pk)
    assert (found.consequences is not None) is seen
    assert found.repair


def test_the_roles_that_see_consequences() -> None:
    seeing = {role for role in Role if Permission.CONSEQUENCES_READ in GRANTS[role]}
    assert seeing == {
        Role.UNIT_HEAD,
        Role.FOCAL_OFFICER,
        Role.CHAIR,
        Role.COUNCIL_SECRETARY,
        Role.COUNCIL_MEMBER,
        Role.FRAMEWORK_MANAGER,
    }


# --- the years -------------------------------------------------------------------------------------------------------


def test_years_of_the_locality_name_the_set_they_were_scored_by(world: World) -> None:
    rows = trend.of_localities(world.scope("chu-tich"))
    assert [(row.year, row.framework, row.count) for row in rows] == [
        (2026, "XA-2025", 5),
        (2025, "XA-2025", 6),
    ]
    assert trend.years(world.scope("dau-moi")) == [2026, 2025]
    assert trend.years(world.scope("quan-tri")) == []


def test_years_of_a_unit_with_its_block_and_areas(world: World) -> None:
    found = trend.of_unit(world.scope("lanh-dao"), world.own.pk)
    assert [one.year for one in found.years] == [2025, 2026]
    assert all(set(one.areas) == {area.code for area in world.framework.areas} for one in found.years)
    assert all(one.block_median is not None for one in found.years)
    with pytest.raises(NotFound):
        trend.of_unit(world.scope("lanh-dao"), world.sister.pk)
    with pytest.raises(NotFound):
        trend.of_unit(world.scope("chu-tich"), world.foreign.pk)


def test_the_district_that_a_commune_stood_in_stays_as_history(world: World) -> None:
    top, last_day = world.place.unit.pk, dt.date(2025, 6, 30)
    district = create_unit(SYSTEM, UnitData("district", "Huyện Cũ", factories.SINCE, parent_id=top))
    old = create_unit(
        SYSTEM, UnitData("commune", "Xã Cũ", factories.SINCE, parent_id=district.pk, subkind="thi_tran")
    )
    opened = factories.rounds.open_round(SYSTEM, top, 2024, "district", factories.framework("district").code)
    factories.rounds.add_participants(SYSTEM, opened.pk, [(district.pk, "nong_thon")])
    end_unit(SYSTEM, old.pk, last_day, "Sắp xếp")
    end_unit(SYSTEM, district.pk, last_day, "Kết thúc hoạt động của cấp huyện")
    record_succession(SYSTEM, SuccessionData(old.pk, world.own.pk, "full", basis="Nghị quyết"))
    found = trend.of_unit(world.scope("chu-tich"), world.own.pk)
    assert [(one.unit_id, one.year) for one in found.earlier] == [(district.pk, 2024)]
    assert [one.unit_id for one in found.years] == [world.own.pk] * 2
    assert [row.subject for row in trend.of_localities(world.scope("chu-tich"))] == [
        "commune",
        "commune",
        "district",
    ]
