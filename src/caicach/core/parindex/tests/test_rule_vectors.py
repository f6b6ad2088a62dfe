"""The hand-computed vectors of the domain: 25 of single rules, 6 of whole units."""

import json
from decimal import Decimal
from typing import Any

import pytest

from caicach.core.parindex.framework import Rounding
from caicach.core.parindex.rules.base import EMPTY
from caicach.core.parindex.standing import competition
from caicach.core.words import figure
from shared_data import shared

from . import builders

VECTORS = json.loads(
    shared("frameworks", "rule-vectors.json").read_text(encoding="utf-8"), parse_float=Decimal
)
CASES, UNITS = VECTORS["cases"], {item["case"]: item for item in VECTORS["units"]}


def _binary(rule: dict[str, Any], given: Any) -> tuple[Any, Any, Any]:
    return builders.rule("binary", **rule), rule["done"], {"done": given}


def _timeliness(rule: dict[str, Any], given: Any) -> tuple[Any, Any, Any]:
    year, month, day = rule["due"].split("-")
    assert year == "2026"
    return builders.rule("timeliness", **{**rule, "due": f"{day}/{month}"}), rule["on_time"], {"date": given}


def _checklist(rule: dict[str, Any], given: Any) -> tuple[Any, Any, Any]:
    items = [{"text": f"ý {number}", "points": value} for number, value in enumerate(rule["items"])]
    return builders.rule("checklist", items=items), sum(rule["items"]), {"items": given}


def _ratio(rule: dict[str, Any], given: Any) -> tuple[Any, Any, Any]:
    parameters = {key: value for key, value in rule.items() if key not in ("max", "na")}
    return (
        builders.rule("ratio", num="a", den="b", **parameters),
        rule["max"],
        {"num": given[0], "den": given[1]},
    )


def _bands(rule: dict[str, Any], given: Any) -> tuple[Any, Any, Any]:
    table = [
        {("points" if key == "p" else key): value for key, value in band.items()} for band in rule["table"]
    ]
    return builders.rule("bands", value="v", table=table), 2, {"value": given}


def _deduct(rule: dict[str, Any], given: Any) -> tuple[Any, Any, Any]:
    return (
        builders.rule("deduct", count="n", per=rule["per"], floor=rule["floor"]),
        rule["start"],
        {"count": given},
    )


def _count(rule: dict[str, Any], given: Any) -> tuple[Any, Any, Any]:
    return builders.rule("count", value="n", **rule), rule["cap"], {"count": given}


def _choice(rule: dict[str, Any], given: Any) -> tuple[Any, Any, Any]:
    options = [{"text": f"mức {number}", "points": value} for number, value in enumerate(rule["options"])]
    return builders.rule("choice", options=options), 1, {"option": given}


def _survey(rule: dict[str, Any], given: Any) -> tuple[Any, Any, Any]:
    return builders.rule("survey", source="s"), rule["max"], {"index": given}


def _survey_options(rule: dict[str, Any], given: Any) -> tuple[Any, Any, Any]:
    return builders.rule("survey", source="s", options=rule["weights"]), rule["max"], given


def _formula(rule: str, given: Any) -> tuple[Any, Any, Any]:
    condition, _, rest = rule.partition(" ? ")
    if rest:
        first, _, last = rest.partition(" : ")
        branches = [{"when": condition, "points": first}, {"points": last}]
    else:
        branches = [{"points": rule}]
    return builders.rule("formula", variables=sorted(given), branches=branches), 12, given


ADAPTERS: dict[str, Any] = {
    "binary": _binary,
    "timeliness": _timeliness,
    "checklist": _checklist,
    "ratio": _ratio,
    "bands": _bands,
    "deduct": _deduct,
    "count": _count,
    "choice": _choice,
    "survey": _survey,
    "survey_options": _survey_options,
    "formula": _formula,
    "formula766": _formula,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['t']}-{case['in']}-{case['out']}")
def test_a_rule_gives_the_points_computed_by_hand(case: dict[str, Any]) -> None:
    rule, maximum, raw = ADAPTERS[case["t"]](case["rule"], case["in"])
    outcome = builders.outcome(rule, maximum, raw)
    if case["in"] == [
        0,
        0,
    ]:  # the rule says that nothing arose; the leaf's policy gives what the vector expects
        assert outcome.status == EMPTY
        policy = case["rule"]["na"]
        whole = builders.framework(
            builders.leaf("1", 1, rule={"type": "ratio", "num": "a", "den": "b"}, na=policy)
        )
        node = builders.score(whole, {"inputs": {"1": {"num": 0, "den": 0}}}).units[0].nodes["1"]
        assert node.points == case["out"]
        return
    assert outcome.points is not None
    assert Rounding().apply(outcome.points) == case["out"]


def test_an_excluded_leaf_leaves_the_maximum() -> None:
    case = UNITS["exclude and rescale"]
    whole = builders.framework(
        builders.leaf("a", 40), builders.leaf("b", 40), builders.leaf("c", 20, na="exclude")
    )
    unit = builders.score(whole, {"inputs": builders.points(a=36, b=30), "not_applicable": ["c"]}).units[0]
    assert (unit.points, unit.max_points, unit.index) == (case["points"], case["max"], case["index"])


def test_a_leaf_in_full_counts_its_maximum() -> None:
    case = UNITS["full credit for N/A"]
    whole = builders.framework(
        builders.leaf("a", 40), builders.leaf("b", 40), builders.leaf("c", 20, na="full")
    )
    unit = builders.score(whole, {"inputs": builders.points(a=36, b=30), "not_applicable": ["c"]}).units[0]
    assert (unit.points, unit.max_points, unit.index) == (case["points"], case["max"], case["index"])


def test_redistributed_points_go_to_the_siblings_in_proportion() -> None:
    case = next(item for name, item in UNITS.items() if name.startswith("redistribute"))
    children = (builders.leaf("a", 3), builders.leaf("b", 2, na="redistribute"), builders.leaf("c", 1))
    whole = builders.framework(builders.group("1", 6, *children))
    unit = builders.score(whole, {"inputs": builders.points(a=3, c=0.5), "not_applicable": ["b"]}).units[0]
    shown = [(unit.nodes[code].max_points, unit.nodes[code].points) for code in ("a", "c")]
    assert shown == [(leaf["m"], leaf["p"]) for leaf in case["leaves"]]
    assert (unit.points, unit.max_points) == (case["points"], case["max"])


def test_a_year_without_survey_is_scored_out_of_the_rest() -> None:
    case = next(item for name, item in UNITS.items() if name.startswith("no survey"))
    whole = builders.framework(builders.leaf("a", 70), builders.leaf("s", 30, na="exclude", kind="survey"))
    unit = builders.score(whole, {"inputs": builders.points(a=63), "not_applicable": ["s"]}).units[0]
    assert (unit.points, unit.max_points, unit.index) == (case["points"], case["max"], case["index"])


def test_a_set_of_60_points_gives_an_index_of_100() -> None:
    case = next(item for name, item in UNITS.items() if name.startswith("framework whose maximum"))
    unit = builders.score(
        builders.framework(builders.leaf("a", 60)), {"inputs": builders.points(a=51.3)}
    ).units[0]
    assert (unit.points, unit.max_points, unit.index) == (case["points"], case["max"], case["index"])


def test_equal_print_is_not_equal_rank() -> None:
    case = next(item for name, item in UNITS.items() if name.startswith("competition"))
    assert competition(case["in"]) == case["rank"]
    assert [figure(value, "en", 2) for value in case["in"]] == ["84.94", "84.94", "90.1", "84.94"]


def test_there_are_31_vectors() -> None:
    assert (len(CASES), len(UNITS)) == (25, 6)
