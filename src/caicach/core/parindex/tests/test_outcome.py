"""A record read for people: ranks, areas, leaves, rises and falls, the same as the results it was written from."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.core.parindex import document, evaluate, facts, record
from caicach.core.parindex.outcome import Outcome, outcome

D = Decimal
TEXT = """\
framework: {code: NHO, name: "Bộ nhỏ", subject: commune, year: 2026, max: 10}
blocks: [{code: xa, name: "Xã"}, {code: phuong, name: "Phường"}]
classes: [{name: "Tốt", from: 80}, {name: "Chưa đạt", from: 0}]
tree:
- {code: "1", name: "Chỉ đạo", max: 6, children: [
    {code: "1.1", name: "Kế hoạch", max: 4, rule: {type: manual}}, {code: "1.2", name: "Kiểm tra", max: 2, rule: {type: manual}}]}
- {code: "2", name: "Kết quả", max: 4, rule: {type: manual}}
"""
SET = document.read(TEXT)


def unit(name: str, points: list[Any], block: str = "xa", last: Any = None, **more: Any) -> dict[str, Any]:
    stated = dict(zip(("1.1", "1.2", "2"), points, strict=True))
    inputs = {code: {"points": value, "reason": "x"} for code, value in stated.items() if value is not None}
    return {"unit": name, "block": block, "inputs": inputs, "last_year": {"index": last}, **more}


def read(*units: dict[str, Any]) -> Outcome:
    data = facts.read({"year": 2026, "units": list(units)}, SET)
    results = evaluate(SET, data)
    names = {one["unit"]: f"Đơn vị {one['unit']}" for one in units}
    return outcome(record.write(TEXT, data, {}, results, names, {}))


@pytest.fixture
def found() -> Outcome:
    return read(
        unit("A", [4, 2, 2], last=D(90)),
        unit("B", [4, 0, 4], last=D(60)),
        unit("C", [2, 0, 4], block="phuong"),
        unit("D", [4, 2, None]),
        unit("E", [4, 2, 4], not_ranked="thành lập trong năm"),
    )


def test_units_are_ranked_in_their_block_in_the_order_of_the_set(found: Outcome) -> None:
    assert [(name, [(one.rank, one.name) for one in units]) for name, units in found.blocks] == [
        ("Xã", [(1, "Đơn vị A"), (1, "Đơn vị B")]),
        ("Phường", [(1, "Đơn vị C")]),
    ]


def test_a_unit_without_a_rank_stands_apart_with_its_reason(found: Outcome) -> None:
    assert [(one.name, one.not_ranked) for one in found.unranked] == [
        ("Đơn vị D", ""),
        ("Đơn vị E", "thành lập trong năm"),
    ]


def test_the_mean_and_the_classes_are_over_the_ranked_units(found: Outcome) -> None:
    assert found.mean is not None
    assert round(found.mean, 4) == D("73.3333")
    assert found.classes == (("Tốt", 2), ("Chưa đạt", 1))


def test_an_area_has_its_mean_and_the_names_of_the_best_and_of_the_lowest(found: Outcome) -> None:
    first, second = found.areas
    assert (first.highest, first.highest_units) == (100, ("Đơn vị A",))
    assert round(first.lowest, 2) == D("33.33")
    assert first.lowest_units == ("Đơn vị C",)
    assert second.highest_units == ("Đơn vị B", "Đơn vị C")


def test_leaves_tell_what_they_lost_and_who_reached_nothing(found: Outcome) -> None:
    assert [(one.leaf.code, one.lost, one.possible, one.losing, one.nothing) for one in found.leaves] == [
        ("1.2", 4, 6, 2, ("Đơn vị B", "Đơn vị C")),
        ("1.1", 2, 12, 1, ()),
        ("2", 2, 12, 1, ()),
    ]


def test_rises_and_falls_are_against_the_year_before(found: Outcome) -> None:
    assert [(one.name, one.change) for one in found.risen] == [("Đơn vị B", 20)]
    assert [(one.name, one.change) for one in found.fallen] == [("Đơn vị A", -10)]


def test_without_a_ranked_unit_there_is_nothing_to_compare() -> None:
    empty = read(unit("D", [4, 2, None]))
    assert (empty.mean, empty.areas, empty.leaves, empty.blocks) == (None, (), (), ())
    assert len(empty.unranked) == 1


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2), st.integers(0, 4)), min_size=1, max_size=8))
def test_what_the_leaves_lost_is_what_the_units_lack(points: list[tuple[int, int, int]]) -> None:
    found = read(*(unit(str(at), list(given)) for at, given in enumerate(points)))
    lacking = sum((one.max_points - one.points for one in found.ranked), D(0))
    assert sum((one.lost for one in found.leaves), D(0)) == lacking
    assert all(round(one.lowest, 9) <= round(one.mean, 9) <= round(one.highest, 9) for one in found.areas)
    ranks = [one.rank for _, units in found.blocks for one in units]
    assert ranks == sorted(ranks, key=lambda rank: rank or 0)
