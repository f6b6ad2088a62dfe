"""Drawn figures: the same from the same seed, good enough for scoring, and never instead of a published one."""

import datetime as dt
from collections import Counter
from functools import cache
from statistics import correlation, mean, stdev

import pytest

from caicach.apps.parindex.demo.figures import Plan, Subject, draw
from caicach.apps.parindex.demo.published import inputs, published
from caicach.core.parindex import Framework, Results, document, evaluate, facts

SINCE = dt.date(2025, 7, 1)
DATES = {"province_plan": dt.date(2025, 12, 26)}


@cache
def framework(name: str) -> Framework:
    return document.shipped(name)


def units(name: str, count: int = 60) -> list[Subject]:
    blocks = [block.code for block in framework(name).blocks]
    known = [
        Subject(unit.name, blocks[0], SINCE, known=unit.figures)
        for unit in published().units.values()
        if unit.name.startswith("Sở" if name == "department" else ("Xã", "Phường")) and name != "district"
    ]
    more = [
        Subject(f"Đơn vị {number}", blocks[number % len(blocks)], SINCE)
        for number in range(count - len(known))
    ]
    return known + more


def plan(name: str, year: int = 2026, seed: int = 2026) -> Plan:
    return Plan(framework(name), year, seed, DATES if name == "department" else {})


@cache
def scored(name: str, seed: int = 2026, year: int = 2026) -> Results:
    chosen = units(name)
    rows = draw(plan(name, year, seed), chosen)
    for row, unit in zip(rows, chosen, strict=True):
        row["inputs"] |= inputs(framework(name), unit.known)
    return evaluate(framework(name), facts.read({"year": year, "units": rows}, framework(name)))


def indices(year: int) -> dict[str, float]:
    """The indices of communes by name, without those that have none."""
    return {
        unit.unit: float(unit.index) for unit in scored("commune", year=year).units if unit.index is not None
    }


@pytest.mark.parametrize("name", ["commune", "district", "department"])
def test_the_same_seed_draws_the_same_and_another_draws_otherwise(name: str) -> None:
    assert draw(plan(name), units(name)) == draw(plan(name), units(name))
    assert draw(plan(name), units(name)) != draw(plan(name, seed=2027), units(name))


def test_a_unit_is_drawn_the_same_whoever_else_takes_part() -> None:
    few = draw(plan("district"), units("district", 3))
    many = draw(plan("district"), units("district", 13))
    # Stories depend on who takes part, figures do not.
    same = [code for code, given in few[0]["inputs"].items() if many[0]["inputs"].get(code) == given]
    assert len(same) >= len(framework("district").leaves) - 3


def test_years_differ_and_a_good_unit_stays_rather_good() -> None:
    this, last = (indices(year) for year in (2026, 2025))
    assert this != last
    assert (
        correlation([this[name] for name in this.keys() & last], [last[name] for name in this.keys() & last])
        > 0.4
    )


@pytest.mark.parametrize("seed", [1, 7, 2026])
def test_indices_spread_as_they_do_in_a_province(seed: int) -> None:
    found = [float(unit.index) for unit in scored("commune", seed).units if unit.index is not None]
    assert 74 < mean(found) < 88
    assert 3 < stdev(found) < 11
    assert 40 < min(found) < max(found) <= 100


@pytest.mark.parametrize("name", ["commune", "district", "department"])
def test_every_leaf_is_drawn_so_that_it_scores(name: str) -> None:
    results = scored(name)
    missing = sum(len(unit.gaps) for unit in results.units)
    assert missing <= 9, "only the leaves that a story takes away are missing"
    assert all(node.status != "error" for unit in results.units for node in unit.nodes.values())


def test_figures_of_one_unit_agree_with_each_other() -> None:
    for row in draw(plan("commune"), units("commune")):
        given = row["inputs"]
        if all(code in given for code in ("7.2.1", "7.2.3")):
            assert given["7.2.1"]["den"] == given["7.2.3"]["den"]
        if all(code in given for code in ("3.3.1", "3.3.2")):
            assert given["3.3.2"]["den"] == given["3.3.1"]["den"] - given["3.3.1"]["num"]


def test_no_document_is_signed_before_the_unit_began_or_on_a_weekend() -> None:
    for row in draw(plan("commune", 2025), units("commune")):
        for given in row["inputs"].values():
            if given.get("date"):
                signed = dt.date.fromisoformat(given["date"])
                assert signed > SINCE
                assert signed.weekday() < 5


def test_a_published_figure_is_never_drawn() -> None:
    news = published().units
    for row in draw(plan("commune"), units("commune")):
        fed = inputs(framework("commune"), news[row["unit"]].figures) if row["unit"] in news else {}
        assert not fed.keys() & row["inputs"].keys()


def test_every_case_of_the_screens_is_there() -> None:
    communes = scored("commune").units
    nodes = [node for unit in communes for node in unit.nodes.values()]
    flags = Counter(flag for node in nodes for flag in node.flags)
    reasons = [reason.vi for unit in communes for reason in unit.standing.reasons]
    assert any("chưa tính được" in reason for reason in reasons)
    assert sum("kỷ luật" in reason for reason in reasons) == 1
    assert 1 <= flags["above_100"] <= 3
    assert {node.policy for node in nodes} >= {"full", "redistribute", None}
    assert any(unit.bonus for unit in communes)
    assert any(unit.penalty for unit in communes)
    assert any(node.points == 0 and node.max_points for node in nodes)
    assert len({unit.standing.class_name for unit in communes if unit.standing.class_name}) >= 4
