"""TH-1, TH-2: the leaves to hold and to repair, from published points."""

from decimal import Decimal

from caicach.core.accountability import lists
from caicach.core.parindex.published import PublishedUnit
from caicach.core.parindex.results import NodeResult
from caicach.core.parindex.rules.base import MISSING, NOT_APPLICABLE
from caicach.core.parindex.tests.builders import framework, group, leaf, published_unit

D = Decimal
WHOLE = framework(
    group("1", 8, leaf("1.1", 2), leaf("1.2", 2), leaf("1.3", 2), leaf("1.4", 2)),
    group("2", 2, leaf("2.1", 2)),
)


def published(**points: object) -> PublishedUnit:
    """A unit with the given points of 2; None: the leaf does not apply."""
    nodes = {
        code: NodeResult(code, D(str(given)), D(2))
        if given is not None
        else NodeResult(code, None, None, NOT_APPLICABLE)
        for code, given in points.items()
    }
    return published_unit(nodes)


UNIT = published(**{"1.1": 2, "1.2": "1.9", "1.3": "0.5", "1.4": 0, "2.1": None})


def test_what_is_at_or_near_its_maximum_is_held_and_what_lost_points_repaired() -> None:
    found = lists.lists(WHOLE, UNIT, {}, D("0.9"))
    assert [item.code for item in found.hold] == ["1.1", "1.2"]
    assert [(item.code, item.lost) for item in found.repair] == [
        ("1.4", 2),
        ("1.3", D("1.5")),
        ("1.2", D("0.1")),
    ]


def test_the_share_from_which_a_leaf_is_held_is_a_term() -> None:
    assert [item.code for item in lists.lists(WHOLE, UNIT, {}, D("0.96")).hold] == ["1.1"]


def test_a_fall_against_last_year_is_marked_in_points_of_this_years_maximum() -> None:
    found = lists.lists(WHOLE, UNIT, {"1.3": (D(1), D(1)), "1.4": (D(0), D(2))}, D("0.9"))
    by_code = {item.code: item for item in found.repair}
    assert by_code["1.3"].change == D("-1.5")
    assert by_code["1.4"].change == 0
    assert by_code["1.2"].change is None, "no last year, no change"


def test_what_does_not_apply_or_is_missing_or_counts_nothing_is_in_neither_list() -> None:
    unit = published(**{"1.1": 0, "1.2": 0, "1.3": None, "1.4": None, "2.1": None})
    nodes = {
        **unit.nodes,
        "1.1": NodeResult("1.1", D(0), D(0)),
        "1.2": NodeResult("1.2", D(0), D(2), MISSING),
    }
    found = lists.lists(WHOLE, published_unit(nodes, None), {}, D("0.9"))
    assert (found.hold, found.repair) == ((), ())


def test_a_correction_says_what_is_new_what_is_lifted_and_what_weighs_otherwise() -> None:
    before, after = {"1.1": D(1), "1.2": D(1), "1.3": D(1)}, {"1.2": D(2), "1.3": D(1), "1.4": D(1)}
    found = lists.revision(before, after)
    assert (found.added, found.lifted, found.changed) == (("1.4",), ("1.1",), ("1.2",))
    assert lists.revision(before, dict(before)).is_nothing
