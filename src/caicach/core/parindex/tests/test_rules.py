"""What each rule type does at its edges, by the rule's own words."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from caicach.core.parindex import InputError
from caicach.core.parindex.rules.base import EMPTY, MISSING, UnitCase
from caicach.core.worktime.calendar import decreed

from .builders import outcome, rule

RATIO = {"num": "a", "den": "b"}
TASKS = [
    {"when": "overdue_open > 0", "points": "0"},
    {"when": "late_done > 0", "points": "1"},
    {"points": "2"},
]


def test_a_rate_above_100_is_capped_and_flagged() -> None:
    result = outcome(rule("ratio", **RATIO), 2, {"num": 120, "den": 100})
    assert (result.points, result.flags) == (2, ("above_100",))


def test_a_rate_is_compared_with_its_floor_without_rounding() -> None:
    strict = rule("ratio", **RATIO, zero_below=95)
    assert outcome(strict, 4, {"num": 94_999_999, "den": 100_000_000}).points == 0
    assert outcome(strict, 4, {"num": 95_000_000, "den": 100_000_000}).points == Decimal("3.8")


def test_a_target_below_100_saturates() -> None:
    """Online payment: full points from 50 % on (Thác Mơ, công văn 46/UBND)."""
    paid = rule("ratio", **RATIO, full_at=50, zero_below=10, scale="to_full")
    shown = [outcome(paid, 2, {"num": num, "den": 100}).points for num in (9, 10, 25, 50, 80)]
    assert shown == [0, Decimal("0.4"), 1, 2, 2]


def test_nothing_out_of_nothing_is_left_to_the_policy() -> None:
    assert outcome(rule("ratio", **RATIO), 1, {"num": 0, "den": 0}).status == EMPTY


def test_something_out_of_nothing_is_refused() -> None:
    with pytest.raises(InputError, match="mẫu số bằng 0"):
        outcome(rule("ratio", **RATIO), 1, {"num": 3, "den": 0})


@pytest.mark.parametrize(
    ("moment", "points"), [("2026-01-31T23:59:59+07:00", 1), ("2026-01-31T17:30:00+00:00", 0)]
)
def test_a_signature_counts_on_its_vietnamese_day(moment: str, points: int) -> None:
    plan = rule("timeliness", due="31/01", on_time=1, late=0)
    assert outcome(plan, 1, {"date": moment}).points == points


def test_an_unsigned_document_is_not_a_missing_input() -> None:
    plan = rule("timeliness", due="31/01", on_time=1, late=0.5, missing=0)
    assert outcome(plan, 1, {"date": None}).points == 0
    assert outcome(plan, 1, {}).status == MISSING


def test_a_due_date_in_working_days_counts_from_the_stated_date() -> None:
    """31/12/2025 + 10 working days: 1/1 off, 2/1 swapped for Saturday 10/1, which is worked (12729/VPCP-KGVX)."""
    plan = rule("timeliness", due={"working_days": 10, "after": "province_plan"}, on_time=1, late=0.5)
    dates = {"province_plan": date(2025, 12, 31)}
    assert outcome(plan, 1, {"date": "2026-01-15"}, dates=dates).points == 1
    assert outcome(plan, 1, {"date": "2026-01-16"}, dates=dates).points == Decimal("0.5")
    assert outcome(plan, 1, {"date": "2026-01-16"}).missing == ("due",)
    assert outcome(plan, 1, {"date": "2026-01-16", "due": "2026-01-20"}).points == 1


def test_a_due_date_that_is_not_known_says_in_words_what_it_waits_for() -> None:
    plan = rule("timeliness", due={"working_days": 10, "after": "province_plan"}, on_time=1, late=0.5)
    unstated = outcome(plan, 1, {"date": "2026-01-16"}).reason
    assert unstated is not None
    assert unstated.vi == "chưa nhập province plan nên chưa tính được hạn"
    years = decreed().years
    last = max(years)
    undecreed = outcome(
        plan, 1, {"date": f"{last + 1}-01-16"}, year=last + 1, dates={"province_plan": date(last, 12, 31)}
    )
    assert undecreed.missing == ("due",)
    assert undecreed.reason is not None
    assert undecreed.reason.vi == f"chưa có lịch nghỉ của năm {last + 1} nên chưa tính được hạn"
    assert f"{last + 1} are not decreed" in undecreed.reason.en
    assert outcome(plan, 1, {"date": None}).points == 0


def test_a_branch_takes_the_first_condition_that_holds() -> None:
    tasks = rule("formula", variables=["overdue_open", "late_done"], branches=TASKS)
    given = [(1, 0), (1, 5), (0, 2), (0, 0)]
    assert [outcome(tasks, 2, {"overdue_open": a, "late_done": b}).points for a, b in given] == [0, 0, 1, 2]


def test_a_formula_stays_between_0_and_the_maximum_and_says_so() -> None:
    formula = rule("formula", variables=["x"], branches=[{"points": "2*x - 1"}])
    assert outcome(formula, 3, {"x": 5}) == (3, "scored", ("above_max",), (), None)
    assert outcome(formula, 3, {"x": 0}) == (0, "scored", ("below_zero",), (), None)


def test_a_formula_that_divides_by_zero_is_left_to_the_policy() -> None:
    formula = rule("formula", variables=["x", "y"], branches=[{"points": "x / y"}])
    assert outcome(formula, 3, {"x": 1, "y": 0}).status == EMPTY


def test_a_formula_computes_in_exact_decimals() -> None:
    formula = rule("formula", variables=["x"], branches=[{"points": "0.1 + 0.2 + x"}])
    assert outcome(formula, 1, {"x": 0}).points == Decimal("0.3")


def test_at_the_mean_is_enough() -> None:
    """Hải Phòng, 212/2025/QĐ-UBND: equal to or above the mean 2, below 0."""
    compare = rule("compare", value="own_index", mean="block", ge=2, lt=0)
    means = {("1", "xa"): Decimal("85.5"), ("1", ""): Decimal(90)}
    case = UnitCase(block="xa")
    assert outcome(compare, 2, {"value": 85.5}, means=means, case=case).points == 2
    assert outcome(compare, 2, {"value": 85.49}, means=means, case=case).points == 0


@pytest.mark.parametrize(("value", "points"), [(84, 1), (83, 0.5), (82, 0)])
def test_a_change_is_measured_against_last_year(value: int, points: float) -> None:
    change = rule("change", value="v", up=1, same=0.5, down=0)
    case = UnitCase(last_values={"1": Decimal(83)})
    assert outcome(change, 1, {"value": value}, case=case).points == Decimal(str(points))
    assert outcome(change, 1, {"value": value, "last": 83}).points == Decimal(str(points))
    assert outcome(change, 1, {"value": value}).missing == ("last",)


def test_points_by_hand_need_a_reason_and_stay_within_the_maximum() -> None:
    manual = rule("manual")
    assert outcome(manual, 2, {"points": 1.5, "reason": "theo biên bản"}).points == Decimal("1.5")
    with pytest.raises(InputError, match="lý do"):
        outcome(manual, 2, {"points": 1.5, "reason": " "})
    with pytest.raises(InputError, match="cao hơn điểm tối đa 2"):
        outcome(manual, 2, {"points": 2.01, "reason": "theo biên bản"})


def test_an_outside_value_is_scored_by_bands_or_in_proportion() -> None:
    table = [{"ge": 90, "points": 2}, {"else": True, "points": 0}]
    assert outcome(rule("external", value="dti", table=table), 2, {"value": 90}).points == 2
    assert outcome(rule("external", value="dti", full_at=80), 2, {"value": 60}).points == Decimal("1.5")
    assert outcome(rule("external", value="dti", full_at=80), 2, {"value": 81}).flags == ("above_full",)


@pytest.mark.parametrize(
    ("type_", "parameters", "raw"),
    [
        ("binary", {"done": 1}, {"done": "có"}),
        ("binary", {"done": 1}, {"done": 1}),
        ("ratio", RATIO, {"num": "48", "den": 50}),
        ("ratio", RATIO, {"num": True, "den": 50}),
        ("ratio", RATIO, {"num": -1, "den": 50}),
        ("ratio", RATIO, {"num": 1, "den": 50, "dne": 2}),
        ("deduct", {"count": "n", "per": 0.5}, {"count": -1}),
        ("choice", {"options": [{"text": "a", "points": 1}, {"text": "b", "points": 0}]}, {"option": 2}),
        ("choice", {"options": [{"text": "a", "points": 1}, {"text": "b", "points": 0}]}, {"option": True}),
        ("checklist", {"items": [{"text": "a", "points": 1}]}, {"items": [True, False]}),
        ("checklist", {"items": [{"text": "a", "points": 1}]}, {"items": [1]}),
        ("timeliness", {"due": "31/01", "on_time": 1, "late": 0}, {"date": "31/01/2026"}),
        ("timeliness", {"due": "31/01", "on_time": 1, "late": 0}, {"date": "2026-02-30"}),
        ("survey", {"source": "s"}, {"index": "cao"}),
    ],
    ids=str,
)
def test_a_malformed_input_is_refused_never_guessed(
    type_: str, parameters: dict[str, Any], raw: dict[str, Any]
) -> None:
    with pytest.raises(InputError):
        outcome(rule(type_, **parameters), 1, raw)


@pytest.mark.parametrize(
    ("type_", "parameters", "raw", "missing"),
    [
        ("binary", {"done": 1}, {}, ("done",)),
        ("binary", {"done": 1}, {"done": None}, ("done",)),
        ("ratio", RATIO, {"num": 3}, ("den",)),
        ("checklist", {"items": [{"text": "a", "points": 1}]}, {"items": [None]}, ("items[0]",)),
        ("formula", {"variables": ["x"], "branches": [{"points": "x"}]}, {}, ("x",)),
        ("survey", {"source": "s", "options": {"A": 100, "B": 0}}, {"A": 3}, ("B",)),
    ],
    ids=str,
)
def test_null_is_missing_and_never_zero(
    type_: str, parameters: dict[str, Any], raw: dict[str, Any], missing: tuple[str, ...]
) -> None:
    result = outcome(rule(type_, **parameters), 1, raw)
    assert (result.points, result.status, result.missing) == (None, MISSING, missing)


@pytest.mark.parametrize(
    ("type_", "parameters"),
    [
        ("bands", {"value": "v", "table": [{"ge": 90, "gt": 90, "points": 1}, {"else": True, "points": 0}]}),
        ("bands", {"value": "v", "table": [{"points": 1}, {"else": True, "points": 0}]}),
        ("formula", {"variables": ["x"], "branches": [{"when": "x > 0", "points": "1"}]}),
        ("formula", {"variables": ["x", "y"], "branches": [{"points": "x"}]}),
        ("external", {"value": "v"}),
        ("timeliness", {"due": "cuối tháng 1", "on_time": 1, "late": 0}),
        ("binary", {"done": "1"}),
        ("binary", {"done": True}),
        ("binary", {"done": 1, "doen": 0}),
    ],
    ids=str,
)
def test_a_rule_that_leaves_something_open_is_refused(type_: str, parameters: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        rule(type_, **parameters)
