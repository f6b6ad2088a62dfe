"""What holds for any facts: bounds, order, monotony, sums, policies."""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.core.parindex import Framework, UnitResult, document, evaluate, facts

from .builders import framework, group, leaf, outcome, points, rule, score

COMMUNE = document.shipped("commune")
NOTHING, EXACT = Decimal(0), Decimal("1e-25")
COUNTS = st.integers(0, 10_000)


def inputs_of(rule_: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Any well-formed input of a rule, with its edges."""
    kind = rule_.type
    if kind == "ratio":
        return st.tuples(COUNTS, st.integers(1, 10_000)).map(lambda pair: {"num": pair[0], "den": pair[1]})
    if kind == "checklist":
        ticks = st.lists(st.booleans(), min_size=len(rule_.items), max_size=len(rule_.items))
        return ticks.map(lambda items: {"items": items})
    if kind == "choice":
        return st.integers(0, len(rule_.options) - 1).map(lambda option: {"option": option})
    if kind == "formula":
        return st.fixed_dictionaries(dict.fromkeys(rule_.variables, COUNTS))
    if kind == "survey" and rule_.options:
        return st.fixed_dictionaries({name: st.integers(1, 500) for name in rule_.options})
    simple: dict[str, st.SearchStrategy[dict[str, Any]]] = {
        "binary": st.booleans().map(lambda done: {"done": done}),
        "timeliness": st.dates().map(lambda day: {"date": day.isoformat()}) | st.just({"date": None}),
        "bands": st.decimals(0, 1000, places=3).map(lambda value: {"value": value}),
        "deduct": COUNTS.map(lambda count: {"count": count}),
        "count": COUNTS.map(lambda count: {"count": count}),
        "survey": st.decimals(0, 120, places=2).map(lambda index: {"index": index}),
    }
    return simple[kind]


@st.composite
def units(draw: st.DrawFn, whole: Framework = COMMUNE) -> dict[str, Any]:
    """A unit with an input for every leaf; some leaves that have a policy are declared not applicable."""
    may = [leaf.code for leaf in whole.leaves if whole.policy(leaf.code)]
    return {
        "inputs": {leaf.code: draw(inputs_of(leaf.rule)) for leaf in whole.leaves},
        "not_applicable": draw(st.lists(st.sampled_from(may), unique=True, max_size=6)),
        "bonus": {"T1": draw(st.integers(0, 9))},
        "penalty": {"P1": draw(st.integers(0, 9))},
        "block": draw(st.sampled_from(["xa", "phuong"])),
    }


def scored(*given_units: dict[str, Any]) -> tuple[UnitResult, ...]:
    named = [{"unit": f"Đơn vị {number}", **unit} for number, unit in enumerate(given_units)]
    return evaluate(COMMUNE, facts.read({"units": named, "year": 2026}, COMMUNE)).units


@settings(max_examples=40, deadline=None)
@given(units())
def test_points_and_indices_stay_in_bounds(unit: dict[str, Any]) -> None:
    result = scored(unit)[0]
    assert result.index is not None
    assert 0 <= result.index <= 100
    assert 0 <= result.points <= result.max_points <= COMMUNE.max_points
    for node in result.nodes.values():
        if node.points is not None and node.max_points is not None:
            assert 0 <= node.points <= node.max_points


@settings(max_examples=40, deadline=None)
@given(units())
def test_a_node_is_the_sum_of_its_children(unit: dict[str, Any]) -> None:
    nodes = scored(unit)[0].nodes
    for node in COMMUNE.nodes:
        own = nodes[node.code]
        if node.is_leaf or own.points is None:
            continue
        children = [nodes[code] for code in node.children]
        assert own.max_points is not None
        points = sum((child.points or NOTHING for child in children), NOTHING)
        maxima = sum((child.max_points or NOTHING for child in children), NOTHING)
        assert abs(points - own.points) < EXACT
        assert abs(maxima - own.max_points) < EXACT


@settings(max_examples=15, deadline=None)
@given(st.lists(units(), min_size=2, max_size=5), st.randoms())
def test_the_order_of_units_changes_nothing(given_units: list[dict[str, Any]], random: Any) -> None:
    named = [{"unit": f"Đơn vị {number}", **unit} for number, unit in enumerate(given_units)]
    shuffled = random.sample(named, len(named))
    read = [facts.read({"units": items, "year": 2026}, COMMUNE) for items in (named, shuffled)]
    straight, other = ({unit.unit: unit for unit in evaluate(COMMUNE, item).units} for item in read)
    for name, unit in straight.items():
        assert (unit.index, unit.standing) == (other[name].index, other[name].standing)
        assert unit.nodes == other[name].nodes


@given(COUNTS, COUNTS, st.integers(1, 10_000), st.integers(0, 100), st.integers(1, 100), st.booleans())
def test_a_higher_rate_never_scores_less(
    low: int, high: int, den: int, floor: int, full: int, to_full: bool
) -> None:
    low, high = sorted((low, high))
    scale = "to_full" if to_full else "to_100"
    ratio = rule("ratio", num="a", den="b", zero_below=min(floor, full), full_at=full, scale=scale)
    before, after = (outcome(ratio, 4, {"num": num, "den": den}).points for num in (low, high))
    assert before is not None
    assert after is not None
    assert before <= after


@given(COUNTS, COUNTS, st.decimals("0.01", 5, places=2))
def test_more_faults_never_score_more_and_more_achievements_never_less(
    few: int, many: int, per: Decimal
) -> None:
    few, many = sorted((few, many))
    deduct, count = rule("deduct", count="n", per=per), rule("count", value="n", per=per)
    fewer, more = (outcome(deduct, 3, {"count": n}).points or 0 for n in (few, many))
    assert fewer >= more
    fewer, more = (outcome(count, 3, {"count": n}).points or 0 for n in (few, many))
    assert fewer <= more


@given(st.lists(st.decimals(0, 5, places=2), min_size=2, max_size=6), st.data())
def test_excluding_a_leaf_gives_the_index_of_the_set_without_it(
    reached: list[Decimal], data: st.DataObject
) -> None:
    gone = data.draw(st.integers(0, len(reached) - 1))
    codes = [f"l{number}" for number in range(len(reached))]
    whole = framework(*(leaf(code, 5, na="exclude") for code in codes))
    facts_ = points(**dict(zip(codes, reached, strict=True)))
    excluded = score(whole, {"inputs": facts_, "not_applicable": [codes[gone]]}).units[0]
    rest = [code for code in codes if code != codes[gone]]
    without = score(
        framework(*(leaf(code, 5) for code in rest)), {"inputs": {code: facts_[code] for code in rest}}
    ).units[0]
    assert excluded.index == without.index


@given(st.lists(st.decimals(0, 5, places=2), min_size=2, max_size=6), st.data())
def test_redistribution_keeps_the_maximum_and_the_share_of_the_rest(
    reached: list[Decimal], data: st.DataObject
) -> None:
    gone = data.draw(st.integers(0, len(reached) - 1))
    codes = [f"l{number}" for number in range(len(reached))]
    whole = framework(
        group("g", 5 * len(codes), *(leaf(code, 5, na="redistribute") for code in codes)), leaf("z", 1)
    )
    facts_ = points(**dict(zip(codes, reached, strict=True)), z=1)
    unit = score(whole, {"inputs": facts_, "not_applicable": [codes[gone]]}).units[0]
    assert unit.max_points == whole.max_points
    rest = sum((value for number, value in enumerate(reached) if number != gone), NOTHING)
    share = unit.nodes["g"].index
    assert share is not None
    assert abs(share - rest * 100 / (5 * (len(codes) - 1))) < EXACT


@given(st.integers(1, 30), st.lists(st.integers(0, 40), min_size=1, max_size=30))
def test_ranks_follow_the_indices(maximum: int, reached: list[int]) -> None:
    whole = framework(leaf("a", maximum))
    results = score(whole, *({"inputs": points(a=min(value, maximum))} for value in reached)).units
    for unit in results:
        assert unit.index is not None
        above = sum(other.index > unit.index for other in results if other.index is not None)
        assert unit.standing.rank == above + 1
