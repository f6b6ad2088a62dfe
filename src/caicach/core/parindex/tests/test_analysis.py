"""What results tell: losses, changes, lists to hold and repair, gains, distances, consequences."""

from decimal import Decimal

from caicach.core.parindex import analysis, facts

from .builders import exact, framework, group, leaf, points, score

RATIO = {"type": "ratio", "num": "a", "den": "b", "full_at": 80, "zero_below": 50, "scale": "to_full"}
WHOLE = framework(group("1", 6, leaf("1.1", 2), leaf("1.2", 4)), leaf("2", 4, rule=RATIO))
INPUTS = {**points(**{"1.1": 2, "1.2": 1}), "2": {"num": 40, "den": 100}}
RESULT = score(WHOLE, {"inputs": INPUTS}).units[0]
LAST = {"1.1": (Decimal(2), Decimal(2)), "1.2": (Decimal(1), Decimal(2)), "2": (Decimal(0), Decimal(4))}


def test_losses_come_largest_first_with_their_share() -> None:
    found = analysis.losses(WHOLE, RESULT)
    assert [(loss.code, loss.lost) for loss in found] == [("2", 4), ("1.2", 3)]
    assert sum(loss.share for loss in found) == 1
    assert [(loss.code, loss.lost) for loss in analysis.losses(WHOLE, RESULT, depth=0)] == [
        ("2", 4),
        ("1", 3),
    ]


def test_losses_add_up_over_units_and_holders() -> None:
    total = analysis.lost_over_units(WHOLE, [RESULT, RESULT])
    assert (total["1"], total["1.2"], total["2"]) == (6, 6, 8)
    by_holder = analysis.lost_by_holder({"1.2": Decimal(3), "2": Decimal(4)}, {"1.2": ["Phòng A"], "2": []})
    assert by_holder == {"Phòng A": 3, "": 4}


def test_a_change_is_measured_in_shares_of_the_maximum() -> None:
    """1 of 2 last year is 2 of 4: with 1 of 4 now the leaf fell by one point."""
    assert [(change.code, change.difference) for change in analysis.changes(WHOLE, RESULT, LAST)] == [
        ("1.2", -1),
        ("1.1", 0),
        ("2", 0),
    ]


def test_last_year_comes_through_the_leaf_map() -> None:
    new = framework(
        leaf("A", 6), leaf("B", 4), maps_from={"framework": "T-0", "leaves": {"A": ["1.1", "1.2"]}}
    )
    mapped = analysis.mapped_last_year(new, RESULT.nodes, [leaf.code for leaf in WHOLE.leaves])
    assert mapped == {"A": (3, 6)}


def test_hold_and_repair_are_two_lists() -> None:
    assert [own.code for own in analysis.to_hold(WHOLE, RESULT)] == ["1.1"]
    assert [own.code for own in analysis.to_repair(WHOLE, RESULT)] == ["2", "1.2"]


def test_gains_name_what_would_win_points_back() -> None:
    read = facts.read(exact({"units": [{"unit": "A", "inputs": INPUTS}]}), WHOLE)
    setting = score(WHOLE, {"inputs": INPUTS}).setting
    found = analysis.gains(WHOLE, setting, read.units[0], RESULT)
    assert [(gain.code, gain.step.gain) for gain in found] == [("2", 4), ("2", Decimal("2.5"))]
    assert found[0].step.change.vi == "thêm 40 a để đạt 80 %"
    assert found[1].step.change.vi == "thêm 10 a để đạt 50 %"


def test_distances_to_target_and_to_the_unit_ahead() -> None:
    first, second, equal = score(
        WHOLE,
        {"inputs": {**points(**{"1.1": 2, "1.2": 4}), "2": {"num": 80, "den": 100}}},
        {"inputs": INPUTS},
        {"inputs": INPUTS},
    ).units
    distance = analysis.distance_to(second, Decimal(80))
    assert distance is not None
    assert distance.missing == 50
    assert analysis.distance_to(second, None) is None
    ahead = analysis.unit_ahead(second, [first, second, equal])
    assert ahead is not None
    assert (ahead[0].unit, ahead[1].missing) == (first.unit, 70)
    assert analysis.unit_ahead(first, [first, second, equal]) is None


def test_consequences_have_two_levels() -> None:
    """Công văn 46/UBND ngày 16/7/2024 của phường Thác Mơ, mục 11: a 0, and a fall."""
    found = analysis.consequences(WHOLE, RESULT, LAST, Decimal(31))
    assert [(item.code, item.level.value) for item in found] == [
        ("", "no_title"),
        ("1.2", "no_title"),
        ("2", "no_commendation"),
    ]
    assert analysis.consequences(WHOLE, RESULT, {}, None)[0].code == "2"


def test_a_leaf_that_fell_to_nothing_meets_both_levels() -> None:
    """Neither sentence of the text holds the other: the first spares lower titles, the second commendations."""
    last = LAST | {"2": (Decimal(1), Decimal(4))}
    found = analysis.consequences(WHOLE, RESULT, last, None)
    assert [item.level.value for item in found if item.code == "2"] == ["no_commendation", "no_title"]
