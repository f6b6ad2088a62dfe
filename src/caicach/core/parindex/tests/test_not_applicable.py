"""Policies, caps, knock-outs, bonus and penalty: what they do to sums."""

from decimal import Decimal

import pytest

from .builders import framework, group, leaf, points, score

RATIO = {"type": "ratio", "num": "a", "den": "b"}


def test_nothing_of_nothing_without_a_policy_is_an_error_that_names_the_leaf() -> None:
    whole = framework(leaf("1", 4), leaf("2", 2, rule=RATIO))
    unit = score(whole, {"inputs": {**points(**{"1": 4}), "2": {"num": 0, "den": 0}}}).units[0]
    assert unit.nodes["2"].status == "error"
    assert unit.nodes["2"].points is None
    assert unit.index is None
    assert unit.standing.rank is None
    assert "2" in unit.standing.reasons[0].vi


def test_a_leaf_that_may_not_be_declared_not_applicable_is_an_error() -> None:
    unit = score(
        framework(leaf("1", 4), leaf("2", 2)), {"inputs": points(**{"1": 4}), "not_applicable": ["2"]}
    ).units[0]
    assert unit.nodes["2"].status == "error"


@pytest.mark.parametrize(
    ("policy", "expected"),
    [("exclude", (3, 4)), ("full", (5, 6)), ("zero", (3, 6)), ("redistribute", (Decimal("4.5"), 6))],
)
def test_each_policy_does_its_own_sum(policy: str, expected: tuple[Decimal, Decimal]) -> None:
    whole = framework(group("1", 6, leaf("a", 4), leaf("b", 2, na=policy)))
    unit = score(whole, {"inputs": points(a=3), "not_applicable": ["b"]}).units[0]
    assert (unit.points, unit.max_points) == expected
    assert unit.nodes["b"].policy == policy


def test_redistribution_goes_up_where_no_sibling_applies() -> None:
    whole = framework(group("1", 2, leaf("a", 2, na="redistribute")), group("2", 8, leaf("b", 8)))
    unit = score(whole, {"inputs": points(b=4), "not_applicable": ["a"]}).units[0]
    assert (unit.points, unit.max_points, unit.nodes["2"].max_points) == (5, 10, 10)
    assert unit.nodes["1"].status == "not_applicable"


def test_redistribution_never_costs_a_full_score_anything() -> None:
    """7 points over three leaves of 1: each third is endless, their sum is exact."""
    children = (leaf("a", 1), leaf("b", 1), leaf("c", 1), leaf("d", 4, na="redistribute"))
    unit = score(
        framework(group("1", 7, *children)), {"inputs": points(a=1, b=1, c=1), "not_applicable": ["d"]}
    ).units[0]
    assert unit.points == unit.max_points == 7


def test_declaring_a_group_declares_its_leaves() -> None:
    whole = framework(
        group("1", 3, leaf("a", 1, na="exclude"), leaf("b", 2, na="exclude")), group("2", 5, leaf("c", 5))
    )
    unit = score(whole, {"inputs": points(c=5), "not_applicable": ["1"]}).units[0]
    assert (unit.points, unit.max_points, unit.index) == (5, 5, 100)


def test_an_attribute_that_nobody_stated_exempts_nobody() -> None:
    whole = framework(
        leaf("a", 1),
        leaf("b", 2, na="exclude", na_when="not attr.field_lead"),
        attributes=[{"code": "field_lead", "name": "Chủ trì lĩnh vực"}],
    )
    unstated, exempt, lead = score(
        whole,
        {"inputs": points(a=1)},
        {"inputs": points(a=1), "attributes": {"field_lead": False}},
        {"inputs": points(a=1, b=2), "attributes": {"field_lead": True}},
    ).units
    assert unstated.nodes["b"].status == "missing"
    assert (exempt.nodes["b"].status, exempt.max_points) == ("not_applicable", 1)
    assert (lead.points, lead.max_points) == (3, 3)


def test_a_capped_node_never_gives_more_than_its_maximum() -> None:
    whole = framework(group("1", 1, leaf("a", 0.5), leaf("b", 0.5), leaf("c", 0.5), capped=True))
    unit = score(whole, {"inputs": points(a=0.5, b=0.5, c=0.5)}).units[0]
    assert (unit.points, unit.max_points) == (1, 1)


def test_a_knock_out_overrides_the_siblings() -> None:
    whole = framework(
        group(
            "1",
            3,
            leaf("a", 1),
            leaf("b", 2),
            zero_if={"when": "head_disciplined > 0", "reason": "người đứng đầu bị kỷ luật"},
        ),
        leaf("c", 1),
    )
    facts = points(a=1, b=2, c=1)
    clean, knocked = score(
        whole,
        {"inputs": {**facts, "1": {"head_disciplined": 0}}},
        {"inputs": {**facts, "1": {"head_disciplined": 1}}},
    ).units
    assert clean.points == 4
    assert (knocked.points, knocked.max_points) == (1, 4)
    assert {knocked.nodes[code].status for code in ("1", "a", "b")} == {"knocked_out"}
    assert knocked.nodes["a"].points == 0


@pytest.mark.parametrize(
    ("bonus", "penalty", "reached", "total"),
    [
        ({"T": 1}, {}, 9, Decimal("9.5")),
        ({"T": 9}, {}, 9, 10),
        ({"T": 9}, {}, 9.5, 10),
        ({}, {"P": 2}, 1, 0),
        ({}, {"P": 9}, 9, 6),
    ],
)
def test_bonus_and_penalty_are_capped_and_the_total_stays_in_range(
    bonus: dict[str, int], penalty: dict[str, int], reached: float, total: Decimal
) -> None:
    whole = framework(
        leaf("a", 10),
        bonus={"cap": 2, "items": [{"code": "T", "name": "Sáng kiến", "per": 0.5}]},
        penalty={"cap": 3, "items": [{"code": "P", "name": "Nộp muộn", "per": 1}]},
    )
    unit = score(whole, {"inputs": points(a=reached), "bonus": bonus, "penalty": penalty}).units[0]
    assert unit.points == total
    assert unit.raw_points == Decimal(str(reached))
    assert unit.index == total * 10


@pytest.mark.parametrize(
    ("stage", "expected"), [("leaf", "2.00"), ("node", "2.00"), ("total", "1.99"), ("display", "1.994")]
)
def test_rounding_happens_at_the_stage_the_set_names(stage: str, expected: str) -> None:
    """0.665 + 0.665 + 0.664: 0.67 + 0.67 + 0.66 when rounded at the leaf, 1.994 when nowhere."""
    whole = framework(
        group("1", 3, *(leaf(code, 1) for code in "abc")), rounding={"stage": stage, "decimals": 2}
    )
    unit = score(whole, {"inputs": points(a=0.665, b=0.665, c=0.664)}).units[0]
    assert unit.points == Decimal(expected)


def test_a_missing_input_is_never_a_silent_zero() -> None:
    unit = score(framework(leaf("a", 4), leaf("b", 6)), {"inputs": points(a=4)}).units[0]
    assert (unit.nodes["b"].points, unit.nodes["b"].status) == (None, "missing")
    assert unit.index is None
    assert unit.nodes["b"].lost == 0
