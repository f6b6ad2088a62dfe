"""The ranking, the sheet of a unit and its explanations, read by people who reach more or less of the tree."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from caicach.apps.parindex.actions import facts, rounds
from caicach.apps.parindex.queries.criterion import criterion
from caicach.apps.parindex.queries.explaining import explained
from caicach.apps.parindex.queries.loading import results_of
from caicach.apps.parindex.queries.results import Asked, Ranking, ranking
from caicach.apps.parindex.queries.targets import targets
from caicach.apps.parindex.queries.unit_sheet import sheet
from caicach.apps.parindex.tests import factories
from caicach.apps.parindex.tests.factories import SYSTEM
from caicach.apps.parindex.tests.scored import OPEN_LEAF, OWN_LEAF, World, world
from caicach.core.parindex import analysis
from caicach.platform.access import NotFound, Refused, Role

pytestmark = [pytest.mark.databases, pytest.mark.django_db]
__all__ = ["world"]


def names(table: Ranking) -> list[str]:
    return [row.name.split(" Tỉnh")[0] for row in table.rows]


# --- ranking ---------------------------------------------------------------------------------------------------------


def test_units_stand_by_block_and_rank_and_those_without_a_rank_at_the_end_with_the_reason(
    world: World,
) -> None:
    table = ranking(world.scope("chu-tich"), 2026, Asked())
    assert [group.name for group in table.groups] == ["Xã", "Phường"]
    assert [row.rank for group in table.groups for row in group.rows] == [1, 2, 3, 1, 2]
    (last,) = table.unranked
    assert last.unit_id == world.incomplete.pk
    assert last.index is None
    assert OPEN_LEAF in last.reasons[0]


def test_figures_are_those_of_the_engine_to_the_last_stored_digit(world: World) -> None:
    computed = {int(result.unit): result for result in results_of(world.this).units}
    for row in ranking(world.scope("chu-tich"), 2026, Asked()).ranked:
        result = computed[row.participant_id]
        assert result.index is not None
        assert row.index == result.index.quantize(Decimal("1e-10"))
        assert row.rank == result.standing.rank
        for area, index in zip(world.framework.areas, row.areas, strict=True):
            expected = result.nodes[area.code].index
            assert expected is not None
            assert index == expected.quantize(Decimal("1e-10"))


def test_change_of_index_and_rank_is_against_the_same_unit_last_year(world: World) -> None:
    scope = world.scope("chu-tich")
    before = {row.unit_id: row for row in ranking(scope, 2025, Asked()).rows}
    for row in ranking(scope, 2026, Asked()).ranked:
        then = before[row.unit_id]
        assert row.index is not None
        assert then.index is not None
        assert row.change == row.index - then.index
        assert row.places == (then.rank or 0) - (row.rank or 0)
    assert all(row.change is None for row in before.values())


def test_block_class_and_search_narrow_and_the_sentence_speaks_of_the_block(world: World) -> None:
    scope = world.scope("chu-tich")
    wards = ranking(scope, 2026, Asked(block="phuong"))
    assert all(row.block == "phuong" for row in wards.rows)
    assert wards.summary is not None
    assert (wards.summary.count, wards.summary.ranked) == (3, 2)
    assert names(ranking(scope, 2026, Asked(search="phuong 4"))) == ["Phường 4"]
    assert names(ranking(scope, 2026, Asked(search="Phường 4"))) == ["Phường 4"]
    of_class = wards.ranked[0].class_name
    assert {row.class_name for row in ranking(scope, 2026, Asked(class_name=of_class)).ranked} == {of_class}


@pytest.mark.parametrize("column", ["index", "change", "places", "a3", "class", "goal", "unit", "block"])
def test_sorting_puts_unknown_values_last_in_both_directions(world: World, column: str) -> None:
    scope = world.scope("chu-tich")
    up, down = (ranking(scope, 2026, Asked(sort=sort)) for sort in (column, f"-{column}"))
    assert len(up.groups) == 1
    assert {row.unit_id for row in up.ranked} == {row.unit_id for row in down.ranked}
    if column == "goal":
        assert up.ranked[0].unit_id == down.ranked[0].unit_id == world.own.pk
    if column == "index":
        assert [row.unit_id for row in up.ranked] == [row.unit_id for row in reversed(down.ranked)]


def test_a_column_that_does_not_exist_sorts_as_unasked(world: World) -> None:
    scope = world.scope("chu-tich")
    assert names(ranking(scope, 2026, Asked(sort="password"))) == names(ranking(scope, 2026, Asked()))


def test_everybody_of_the_locality_sees_all_rows_and_opens_only_the_own_unit(world: World) -> None:
    rows = ranking(world.scope("dau-moi"), 2026, Asked()).rows
    assert len(rows) == 6
    assert {row.unit_id for row in rows if row.is_open} == {world.own.pk}
    assert {row.unit_id for row in rows if row.is_own} == {world.own.pk}
    chair = ranking(world.scope("chu-tich"), 2026, Asked()).rows
    assert all(row.is_open and not row.is_own for row in chair)


def test_no_row_of_another_province(world: World) -> None:
    table = ranking(world.scope("chu-tich"), 2026, Asked(locality=world.elsewhere.unit.pk))
    assert world.foreign.pk not in {row.unit_id for row in table.rows}
    assert world.foreign.pk in {
        row.unit_id for row in ranking(SYSTEM, 2026, Asked(locality=world.elsewhere.unit.pk)).rows
    }


def test_a_year_without_a_round_is_an_empty_table_and_no_fault(world: World) -> None:
    table = ranking(world.scope("chu-tich"), 2030, Asked())
    assert table.choice.this is None
    assert table.rows == ()


def test_administrators_never_see_points(world: World) -> None:
    with pytest.raises(Refused):
        ranking(world.scope("quan-tri"), 2026, Asked())
    with pytest.raises(Refused):
        sheet(world.scope("quan-tri"), 2026, world.own.pk)


def test_the_reason_why_a_unit_is_left_out_of_the_ranking_stands_in_its_row(world: World) -> None:
    participant = factories.participant(world.this, world.own)
    rounds.set_participant(
        SYSTEM, participant.pk, not_ranked="thành lập trong năm", reason="Hội đồng quyết định"
    )
    row = next(
        row for row in ranking(world.scope("chu-tich"), 2026, Asked()).unranked if row.unit_id == world.own.pk
    )
    assert row.index is not None
    assert "thành lập trong năm" in row.reasons[0]


# --- one unit --------------------------------------------------------------------------------------------------------


def test_the_sheet_has_every_node_in_printed_order_with_last_years_points(world: World) -> None:
    shown = sheet(world.scope("lanh-dao"), 2026, world.own.pk)
    assert [line.code for line in shown.lines] == [node.code for node in world.framework.nodes]
    before = sheet(world.scope("lanh-dao"), 2025, world.own.pk)
    then = {line.code: line.points for line in before.lines}
    for line in shown.leaves:
        assert line.last == then[line.code]
        assert line.points is not None
        assert line.change == line.points - (line.last or 0)
    assert shown.last is not None
    assert before.score is not None
    assert shown.last.index == before.score.index
    assert before.last is None


def test_lost_points_are_sorted_and_add_up_to_what_lacks_of_the_maximum(world: World) -> None:
    shown = sheet(world.scope("lanh-dao"), 2026, world.own.pk)
    assert shown.score is not None
    lost = [line.lost for line in shown.lost]
    assert lost == sorted(lost, reverse=True)
    assert sum(lost) == shown.score.max_points - shown.score.raw_points


def test_the_unit_ahead_is_the_nearest_of_the_block_with_a_higher_index(world: World) -> None:
    scope = world.scope("chu-tich")
    block = ranking(scope, 2026, Asked(block="xa")).ranked
    for better, row in pairwise(block):
        ahead = sheet(scope, 2026, row.unit_id).ahead
        assert ahead is not None
        assert ahead.unit_id == better.unit_id
    assert sheet(scope, 2026, block[0].unit_id).ahead is None


def test_the_nearest_notice_says_who_answers(world: World) -> None:
    lines = {line.code: line for line in sheet(world.scope("lanh-dao"), 2026, world.own.pk).lines}
    assert [holder.name for holder in lines[OWN_LEAF].holders] == ["Nguoi Giao"]
    assert [holder.name for holder in lines["3.1.1"].holders] == ["Dau Moi"]
    assert lines["3.1.1"].holders[0].source == "Thông báo số 12/TB-UBND ngày 15/01/2025"
    assert lines["1.1.1"].holders == ()


def test_a_leaf_without_input_is_open_and_the_unit_has_no_index(world: World) -> None:
    shown = sheet(world.scope("chu-tich"), 2026, world.incomplete.pk)
    assert shown.score is not None
    assert (shown.score.index, shown.score.rank, shown.score.missing) == (None, None, 1)
    assert [leaf.code for leaf in shown.open] == [OPEN_LEAF]


@pytest.mark.parametrize("username", ["dau-moi", "lanh-dao", "doc-xa", "nguoi-giao"])
def test_the_sheet_of_the_commune_beside_is_not_there_for_people_of_a_commune(
    world: World, username: str
) -> None:
    with pytest.raises(NotFound):
        sheet(world.scope(username), 2026, world.sister.pk)


@pytest.mark.parametrize("username", ["chu-tich", "bo-chi-so", "tra-cuu", "dau-moi"])
def test_a_unit_of_another_province_is_not_there_for_anybody(world: World, username: str) -> None:
    with pytest.raises(NotFound):
        sheet(world.scope(username), 2026, world.foreign.pk)


def test_a_unit_that_took_no_part_in_the_year_is_shown_with_the_years_it_did(world: World) -> None:
    shown = sheet(world.scope("chu-tich"), 2030, world.own.pk)
    assert shown.participant is None
    assert shown.years == (2026, 2025)


def test_the_target_says_trên_and_the_distance(world: World) -> None:
    goal = sheet(world.scope("lanh-dao"), 2026, world.own.pk).par_index_goal
    assert goal is not None
    assert goal.words == "trên 80%"
    assert goal.value is not None
    assert goal.distance == goal.value - 80
    assert goal.is_reached == (goal.value > 80)


def test_exactly_the_minimum_reaches_from_but_not_above(world: World) -> None:
    row = next(row for row in targets(world.scope("bo-chi-so"), 2026).rows if row.unit_id == world.own.pk)
    assert row.par_index is not None
    above = row.par_index.__class__("par_index", Decimal("82.5"), True, None, "KH 1", Decimal("82.5"))
    starting = above.__class__("par_index", Decimal("82.5"), False, None, "KH 1", Decimal("82.5"))
    assert (above.is_reached, starting.is_reached) == (False, True)
    assert (above.words, starting.words) == ("trên 82,5%", "từ 82,5%")


def test_the_satisfaction_index_is_that_of_the_leaves_from_the_sipas_survey(world: World) -> None:
    shown = sheet(world.scope("lanh-dao"), 2026, world.own.pk)
    sipas = [line for line in shown.leaves if line.code in ("9.1.1", "9.1.2", "9.1.3", "9.1.4", "9.1.5")]
    points = sum((line.points or Decimal(0) for line in sipas), Decimal(0))
    assert shown.satisfaction == points * 100 / 20


# --- why -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["", "1", "1.1", "1.1.3", "3.3.1", "9.1.7"])
def test_an_explanation_ends_in_the_stored_points(world: World, code: str) -> None:
    found = explained(world.scope("lanh-dao"), 2026, world.own.pk, code)
    line = found.line
    shown = found.sheet.score if line is None else line
    assert shown is not None
    assert found.explanation.points == shown.points
    assert found.explanation.rule
    assert found.lines


def test_inputs_of_an_inner_node_lead_to_its_children(world: World) -> None:
    found = explained(world.scope("lanh-dao"), 2026, world.own.pk, "1.1")
    assert [one.code for one in found.inputs] == ["1.1.1", "1.1.2", "1.1.3"]
    whole = explained(world.scope("lanh-dao"), 2026, world.own.pk)
    assert [one.code for one in whole.inputs] == [area.code for area in world.framework.areas]


def test_an_illustration_is_told_with_its_source(world: World) -> None:
    found = explained(world.scope("lanh-dao"), 2026, world.own.pk, "1.1.3")
    assert found.stated is not None
    assert found.stated.illustration
    assert found.stated.source == "Số liệu của kiểm thử"


def test_an_appraiser_reads_the_inputs_of_the_own_field_only(world: World) -> None:
    scope = world.scope("tham-dinh")
    own = explained(scope, 2026, world.own.pk, "2.1")
    assert own.node is not None
    assert own.node.agency == "tu_phap"
    assert own.inputs
    other = explained(scope, 2026, world.own.pk, "1.1.3")
    assert (other.inputs, other.lines, other.stated, other.may_read_facts) == ((), (), None, False)
    assert other.explanation.points is not None


def test_who_may_enter_facts_is_led_to_the_form(world: World) -> None:
    assert explained(world.scope("dau-moi"), 2026, world.own.pk, "1.1.3").may_enter
    assert not explained(world.scope("lanh-dao"), 2026, world.own.pk, "1.1.3").may_enter
    assert not explained(world.scope("dau-moi"), 2026, world.own.pk, "1.1").may_enter


def test_an_unknown_node_is_not_found(world: World) -> None:
    with pytest.raises(NotFound):
        explained(world.scope("lanh-dao"), 2026, world.own.pk, "77.7")


def test_a_change_of_facts_is_seen_at_once(world: World) -> None:
    scope = world.scope("dau-moi")
    participant = factories.participant(world.this, world.own)
    facts.enter(scope, participant.pk, "1.1.3", {"num": 50, "den": 50}, seen_version=1)
    found = explained(scope, 2026, world.own.pk, "1.1.3")
    assert found.explanation.points == 2
    assert found.stated is not None
    assert (found.stated.by, found.stated.illustration) == ("Dau Moi", False)


# --- one criterion across units --------------------------------------------------------------------------------------


def test_a_criterion_counts_all_units_and_names_those_within_reach(world: World) -> None:
    all_of_it = criterion(world.scope("chu-tich"), 2026, "commune", "1.1.3")
    assert (len(all_of_it.rows), all_of_it.unnamed) == (6, 0)
    own = criterion(world.scope("dau-moi"), 2026, "commune", "1.1.3")
    assert ([row.unit_id for row in own.rows], own.unnamed) == ([world.own.pk], 5)
    assert (own.median, own.lost, own.bins) == (all_of_it.median, all_of_it.lost, all_of_it.bins)


def test_areas_are_named_for_everybody_of_the_locality(world: World) -> None:
    assert criterion(world.scope("dau-moi"), 2026, "commune", "3").unnamed == 0


def test_the_spread_holds_every_unit_that_has_points(world: World) -> None:
    for code in ("1.1.1", "3.3.1", "9"):
        found = criterion(world.scope("chu-tich"), 2026, "commune", code)
        assert sum(one.count for one in found.bins) == found.count - found.missing


def test_lost_points_of_a_criterion_are_those_of_the_engine(world: World) -> None:
    lost = analysis.lost_over_units(world.framework, results_of(world.this).units)
    found = criterion(world.scope("chu-tich"), 2026, "commune", "3.3.1")
    assert found.lost == lost["3.3.1"]


def test_who_works_nowhere_in_results_is_refused(world: World) -> None:
    with pytest.raises(Refused):
        criterion(world.scope("quan-tri"), 2026, "commune", "3")
    assert Role.ADMINISTRATOR in world.scope("quan-tri").roles
