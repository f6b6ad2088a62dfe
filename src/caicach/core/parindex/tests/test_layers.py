"""Layers of points: which one counts, what a new one must respect, and how decided points enter the sum."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.core.parindex import Explainer, evaluate, facts
from caicach.core.parindex.layers import LAYER_WORDS, Layer, difference, faults, settled, to_appraise

from . import builders

D = Decimal
POINTS = st.none() | st.decimals(0, 10, places=2)


def test_the_latest_decision_counts_and_without_one_the_self_score() -> None:
    points: dict[Layer, Decimal | None] = {Layer.SELF: D("2")}
    assert settled(points) == D("2")
    points[Layer.APPRAISED_1] = D("1.5")
    assert settled(points) == D("1.5")
    points[Layer.EXPLANATION] = D("2")
    assert settled(points) == D("1.5"), "what a unit asks for does not count by itself"
    points[Layer.APPRAISED_2] = D("1.75")
    assert settled(points) == D("1.75")
    points[Layer.COUNCIL] = D("2")
    assert settled(points) == D("2")


def test_the_first_appraisal_looks_at_every_leaf_the_second_at_those_that_were_questioned() -> None:
    leaves = ["1.1", "1.2", "2.1"]
    assert to_appraise(Layer.APPRAISED_1, leaves, ["1.2"]) == ("1.1", "1.2", "2.1")
    assert to_appraise(Layer.APPRAISED_2, leaves, ["2.1", "1.2"]) == ("1.2", "2.1")
    assert to_appraise(Layer.APPRAISED_2, leaves, []) == ()


@given(st.dictionaries(st.sampled_from(Layer), POINTS))
def test_what_counts_is_always_one_of_the_layers_and_never_last_years(
    points: dict[Layer, Decimal | None],
) -> None:
    own = {layer: value for layer, value in points.items() if layer != Layer.LAST_YEAR}
    assert settled(points) == settled(own)
    assert settled(points) is None or settled(points) in own.values()


@pytest.mark.parametrize(
    ("points", "maximum", "compared", "reason", "said"),
    [
        (None, D(2), D(1), "", "chưa có điểm"),
        (D("2.01"), D(2), D("2.01"), "", "vượt mức tối đa 2"),
        (D("-0.5"), D(2), D("-0.5"), "", "không được âm"),
        (D("1"), D(2), D("2"), " ", "phải ghi lý do"),
        (D("1"), D(2), None, "", "phải ghi lý do"),
    ],
)
def test_points_that_cannot_stand_are_refused(
    points: Decimal | None, maximum: Decimal, compared: Decimal | None, reason: str, said: str
) -> None:
    assert [fault.vi for fault in faults(points, maximum, compared, reason) if said in fault.vi]


def test_points_equal_to_the_self_score_need_no_reason_and_others_stand_with_one() -> None:
    assert faults(D("1.50"), D(2), D("1.5"), "") == []
    assert faults(D("1"), D(2), D("2"), "thiếu văn bản") == []


def test_the_difference_is_what_was_taken_away() -> None:
    assert difference({Layer.SELF: D(2), Layer.APPRAISED_1: D("1.5")}) == D("-0.5")
    assert difference({Layer.APPRAISED_1: D("1.5")}) is None


def test_every_layer_has_its_words() -> None:
    assert set(LAYER_WORDS) == set(Layer)


TREE = builders.framework(
    builders.group("1", 4, builders.leaf("1.1", 2), builders.leaf("1.2", 2, na="redistribute"))
)
STATED = {"points": 2, "reason": "tự chấm"}


def _facts(*without: str, **inputs: object) -> facts.Facts:
    stated = {code: STATED for code in ("1.1", "1.2") if code not in without}
    return facts.read({"units": [{"unit": "A", "inputs": stated, **inputs}]}, TREE)


def test_decided_points_stand_whatever_the_inputs_say_and_the_other_leaves_are_scored() -> None:
    result = evaluate(TREE, _facts(), {"A": {"1.1": D("0.5")}}).units[0]
    assert result.points == D("2.5")
    assert result.own_points == {"1.1": D("0.5"), "1.2": D(2)}


def test_a_leaf_without_input_is_complete_once_its_points_are_decided() -> None:
    result = evaluate(TREE, _facts("1.1"), {"A": {"1.1": D(0)}}).units[0]
    assert result.complete
    assert result.points == D(2)


def test_own_points_are_those_out_of_the_printed_maximum_even_where_a_sibling_moves_its_own() -> None:
    data = _facts("1.2", not_applicable=["1.2"])
    result = evaluate(TREE, data, {"A": {"1.1": D(1)}}).units[0]
    assert result.own_points == {"1.1": D(1), "1.2": None}
    assert result.nodes["1.1"].points == D(2), "redistribution doubles what 1.1 counts with"
    assert result.index == D(50)


def test_a_leaf_declared_not_applicable_counts_when_the_appraiser_decides_its_points() -> None:
    data = _facts("1.2", not_applicable=["1.2"])
    result = evaluate(TREE, data, {"A": {"1.2": D(0)}}).units[0]
    assert result.points == D(2)
    assert result.max_points == D(4)


@given(st.decimals(0, 2, places=2), st.decimals(0, 2, places=2))
def test_decided_points_add_up_as_scored_ones_do(first: Decimal, second: Decimal) -> None:
    result = evaluate(TREE, _facts(), {"A": {"1.1": first, "1.2": second}}).units[0]
    assert result.points == first + second


def test_an_explanation_says_that_points_were_decided_and_what_the_rule_gives() -> None:
    data = _facts()
    scored = evaluate(TREE, data, {"A": {"1.1": D("0.5"), "1.2": D(2)}})
    explainer = Explainer(TREE, scored.setting)
    lowered, kept = explainer.leaves(data.units[0], scored.units[0])
    assert "điểm được quyết định: 0,5 (theo quy tắc và số liệu là 2)" in lowered.lines
    assert not any("quyết định" in line for line in kept.lines)
