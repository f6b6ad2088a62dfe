"""What an appraiser and whoever leads the appraisal read: rows, counts, steps, layers."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from caicach.apps.parindex.actions import appraisal, process
from caicach.apps.parindex.models import Round
from caicach.apps.parindex.queries import appraisal as queries
from caicach.apps.parindex.queries.appraisal_layers import leaf_history, unit_layers
from caicach.apps.parindex.queries.appraisal_overview import overview
from caicach.apps.parindex.tests import appraising, papers
from caicach.apps.parindex.tests.appraising import LEAF
from caicach.apps.parindex.tests.conftest import Going
from caicach.apps.parindex.tests.factories import Province
from caicach.core.parindex.layers import Layer
from caicach.core.parindex.process import Stage, Step
from caicach.platform.access import NotFound, Refused

pytestmark = [pytest.mark.databases, pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
D = Decimal


@pytest.fixture
def place(in_appraisal: Going) -> Province:
    return in_appraisal.place


@pytest.fixture
def made(in_appraisal: Going) -> Round:
    return in_appraisal.made


def leaf_page(place: Province, username: str, code: str = LEAF) -> queries.LeafPage:
    return queries.leaf_page(place.scope(username), 2026, "commune", code)


# --- one leaf across all units ---------------------------------------------------------------------------------------


def test_a_row_says_what_the_unit_states_explains_and_gave_itself(made: Round, place: Province) -> None:
    first, *_rest, last = leaf_page(place, "tu-phap").rows
    assert first.self_points == D("1.92")
    assert ("Số việc xong", "48") in first.stated
    assert first.note == f"Cách tính tiêu chí {LEAF}"
    assert (first.waits, first.may_score, first.may_ask) == (True, True, True)
    assert (last.stage, last.waits, last.may_score, last.is_locked) == (
        Stage.SELF_SCORING,
        False,
        False,
        False,
    )


def test_an_appraiser_goes_through_the_leaves_of_his_fields_and_sees_no_others(
    made: Round, place: Province
) -> None:
    found = leaf_page(place, "tu-phap")
    assert (found.before, found.after, found.waiting, len(found.untouched)) == ("", "", 2, 2)
    with pytest.raises(Refused):
        leaf_page(place, "tu-phap", "1.1")
    for nothing in ("2", "9.9"):
        with pytest.raises(NotFound):
            leaf_page(place, "tu-phap", nothing)


def test_whoever_leads_the_appraisal_sees_every_leaf_and_scores_none(made: Round, place: Province) -> None:
    found = leaf_page(place, "thu-ky")
    assert (found.before, found.after) == ("1.1", "1.3")
    assert not any(row.may_score or row.may_ask for row in found.rows)
    assert found.untouched == []


def test_nobody_else_opens_the_appraisal(made: Round, place: Province) -> None:
    for username in ("dau-moi", "lanh-dao", "chu-tich"):
        with pytest.raises(Refused):
            leaf_page(place, username)
        with pytest.raises(Refused):
            overview(place.scope(username), 2026)


def test_given_points_stand_in_the_row_with_their_difference(made: Round, place: Province) -> None:
    one = appraising.member(made, place)
    appraisal.give(place.scope("tu-phap"), one.pk, LEAF, D("1.5"), "hai hồ sơ không hợp lệ")
    row = queries.row(place.scope("tu-phap"), 2026, one.unit_id, LEAF)
    assert row.given is not None
    assert (row.given.points, row.version, row.difference, row.waits) == (D("1.5"), 1, D("-0.42"), False)
    assert [one.unit for one in leaf_page(place, "tu-phap").untouched] == [place.communes[1].name]


def test_the_second_appraisal_opens_only_what_was_asked_about(made: Round, place: Province) -> None:
    one, justice = appraising.member(made, place), place.scope("tu-phap")
    appraisal.question(justice, one.pk, LEAF, "Mẫu số lấy ở đâu?")
    process.ask(place.scope("thu-ky"), one.pk)
    appraisal.answer(place.scope("dau-moi"), one.pk, LEAF, "Theo báo cáo 12", D(2))
    process.explain(place.scope("lanh-dao"), one.pk, papers.shelved(one.unit, "Giải trình").pk)
    process.appraise_again(place.scope("thu-ky"), one.pk)
    row = queries.row(justice, 2026, one.unit_id, LEAF)
    assert (row.may_score, row.may_ask, row.layer) == (True, False, Layer.APPRAISED_2)
    assert row.own[Layer.EXPLANATION] == D(2)
    assert not queries.row(place.scope("noi-vu"), 2026, one.unit_id, "1.1").may_score


# --- overview --------------------------------------------------------------------------------------------------------


def test_an_appraiser_is_told_what_waits_in_his_fields(made: Round, place: Province) -> None:
    one, justice = appraising.member(made, place), place.scope("tu-phap")
    appraisal.give(justice, one.pk, LEAF, D("1.92"))
    appraisal.question(justice, one.pk, LEAF, "Mẫu số?")
    found = overview(justice, 2026)
    assert [(leaf.code, leaf.waiting, leaf.done, leaf.asked) for leaf in found.leaves] == [(LEAF, 1, 1, 1)]
    assert found.units == ()


def test_whoever_leads_it_sees_units_by_stage_and_what_they_are_ready_for(
    made: Round, place: Province
) -> None:
    one = appraising.member(made, place)
    appraisal.question(place.scope("tu-phap"), one.pk, LEAF, "Mẫu số?")
    found = overview(place.scope("thu-ky"), 2026)
    states = {unit.unit: unit for unit in found.units}
    first, second, third = (states[unit.name] for unit in place.communes[:3])
    assert first.ready_for == [Step.ASK]
    assert second.faults(Step.ASK) == ["chưa có tiêu chí nào được yêu cầu giải trình"]
    assert second.faults(Step.REFER) == ["còn 7 tiêu chí chưa được thẩm định"]
    assert "đang tự chấm" in third.faults(Step.START_APPRAISAL)[0]
    counts = {stage: count for stage, _words, count in found.stages}
    assert (counts[Stage.APPRAISING_1], counts[Stage.SELF_SCORING]) == (2, 2)


def test_the_counts_agree_with_what_the_step_itself_finds(made: Round, place: Province) -> None:
    from caicach.apps.parindex.queries.process import state_of

    one = appraising.member(made, place)
    appraisal.give(place.scope("noi-vu"), one.pk, "1.1", D(2))
    shown = next(
        unit for unit in overview(place.scope("thu-ky"), 2026).units if unit.participant_id == one.pk
    )
    assert shown.case == state_of(one).case()


# --- layers ----------------------------------------------------------------------------------------------------------


def test_the_layers_of_a_unit_stand_side_by_side_with_their_difference(made: Round, place: Province) -> None:
    one = appraising.member(made, place)
    appraisal.give(place.scope("tu-phap"), one.pk, LEAF, D("1.5"), "hai hồ sơ không hợp lệ")
    found = unit_layers(place.scope("doc-xa"), 2026, one.unit_id, by_difference=True)
    top = found.leaves[0]
    assert (top.leaf.code, top.difference) == (LEAF, D("-0.42"))
    assert top.points == {Layer.SELF: D("1.92"), Layer.APPRAISED_1: D("1.5")}
    assert (found.taken, found.added, found.differing) == (D("0.42"), D(0), 1)
    printed = [leaf.leaf.code for leaf in unit_layers(place.scope("doc-xa"), 2026, one.unit_id).leaves]
    assert printed[:3] == ["1.1", "1.2", "1.3"]


def test_layers_of_another_unit_are_not_there(made: Round, place: Province) -> None:
    with pytest.raises(NotFound):
        unit_layers(place.scope("doc-xa"), 2026, place.communes[1].pk)


def test_the_trail_of_a_leaf_says_who_gave_which_points_and_why(made: Round, place: Province) -> None:
    one = appraising.member(made, place)
    appraisal.give(place.scope("tu-phap"), one.pk, LEAF, D("1.5"), "hai hồ sơ không hợp lệ")
    _shown, leaf, entries = leaf_history(place.scope("doc-xa"), 2026, one.unit_id, LEAF)
    assert leaf.leaf.code == LEAF
    assert (entries[0].action, entries[0].reason) == ("appraisal.scored", "hai hồ sơ không hợp lệ")
    assert entries[0].actor_name == "Tu Phap"


# --- the budget ------------------------------------------------------------------------------------------------------


def test_the_queries_do_not_grow_with_the_units(
    made: Round, place: Province, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    justice, secretary = place.scope("tu-phap"), place.scope("thu-ky")
    with django_assert_max_num_queries(8):
        queries.leaf_page(justice, 2026, "commune", LEAF)
    with django_assert_max_num_queries(8):
        queries.unit_page(secretary, 2026, place.communes[0].pk)
    with django_assert_max_num_queries(7):
        overview(secretary, 2026)
    with django_assert_max_num_queries(6):
        unit_layers(secretary, 2026, place.communes[0].pk)
