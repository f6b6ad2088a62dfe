"""A record read for people: ranks, areas, leaves, rises and falls, the same as the results it was written from."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.core.parindex import document, evaluate, exact, facts, published, record
from caicach.core.parindex.published import Published
from caicach.core.parindex.rules.base import NOT_APPLICABLE

D = Decimal
TEXT = """\
framework: {code: NHO, name: "Bộ nhỏ", subject: commune, year: 2026, max: 10}
blocks: [{code: xa, name: "Xã"}, {code: phuong, name: "Phường"}]
classes: [{name: "Tốt", from: 80}, {name: "Chưa đạt", from: 0}]
tree:
- {code: "1", name: "Chỉ đạo", max: 6, children: [
    {code: "1.1", name: "Kế hoạch", max: 4, rule: {type: manual}}, {code: "1.2", name: "Kiểm tra", max: 2, rule: {type: manual}}]}
- {code: "2", name: "Kết quả", max: 4, rule: {type: manual}, na: exclude}
"""
SET = document.read(TEXT)


def unit(name: str, points: list[Any], block: str = "xa", last: Any = None, **more: Any) -> dict[str, Any]:
    stated = dict(zip(("1.1", "1.2", "2"), points, strict=True))
    inputs = {code: {"points": value, "reason": "x"} for code, value in stated.items() if value is not None}
    return {"unit": name, "block": block, "inputs": inputs, "last_year": {"index": last}, **more}


def written(*units: dict[str, Any]) -> str:
    data = facts.read({"year": 2026, "units": list(units)}, SET)
    results = evaluate(SET, data)
    names = {one["unit"]: f"Đơn vị {one['unit']}" for one in units}
    decision = {"number": "15/QĐ-UBND", "issued_on": "2027-03-20", "reason": ""}
    return record.write(TEXT, data, {}, results, names, decision)


def read(*units: dict[str, Any]) -> Published:
    return published.read(written(*units))


@pytest.fixture
def found() -> Published:
    return read(
        unit("A", [4, 2, 2], last=D(90)),
        unit("B", [4, 0, 4], last=D(60)),
        unit("C", [2, 0, 4], block="phuong"),
        unit("D", [4, 2, None]),
        unit("E", [4, 2, 4], not_ranked="thành lập trong năm"),
    )


def test_units_read_as_they_were_computed(found: Published) -> None:
    own = found.units["B"]
    assert (own.key, own.name, own.block, own.index, own.last_index, own.change) == (
        ("B", "Đơn vị B", "xa", 80, 60, 20)
    )
    assert own.class_name is not None
    assert (own.class_name.vi, own.points, own.max_points) == ("Tốt", 8, 10)
    node = own.nodes["1.2"]
    assert (node.points, node.max_points, node.lost) == (0, 2, 2)
    assert (found.units["D"].index, found.units["D"].last_index) == (None, None)


def test_what_does_not_apply_has_no_points_not_nothing() -> None:
    node = read(unit("A", [4, 2, None], not_applicable=["2"])).units["A"].nodes["2"]
    assert (node.points, node.index, node.lost, node.status) == (None, None, 0, NOT_APPLICABLE)


def test_the_decision_and_the_digest_are_told_and_a_draft_has_no_number() -> None:
    text = written(unit("A", [4, 2, 2]))
    found = published.read(text, SET)
    assert (found.decision.number, found.decision.issued_on) == ("15/QĐ-UBND", "2027-03-20")
    assert found.digest == record.digest(text)
    draft = exact.loads(text) | {"decision": {}}
    assert published.read(exact.dumps(draft)).decision == published.Decision()


@pytest.mark.parametrize("text", ["", "[]", "{}", exact.dumps({"format": record.FORMAT})])
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(record.RecordError):
        published.read(text)


@pytest.mark.parametrize("part", ["names", "facts", "results", "framework"])
def test_a_record_whose_parts_do_not_fit_is_refused(part: str) -> None:
    broken = exact.loads(written(unit("A", [4, 2, 2])))
    broken[part] = "framework: [" if part == "framework" else {"A": {}} if part == "results" else {}
    with pytest.raises(record.RecordError):
        published.read(exact.dumps(broken))


def test_units_are_ranked_in_their_block_in_the_order_of_the_set(found: Published) -> None:
    assert [(name, [(one.rank, one.name) for one in units]) for name, units in found.blocks] == [
        ("Xã", [(1, "Đơn vị A"), (1, "Đơn vị B")]),
        ("Phường", [(1, "Đơn vị C")]),
    ]


def test_a_unit_without_a_rank_stands_apart_with_its_reason(found: Published) -> None:
    assert [(one.name, one.not_ranked) for one in found.unranked] == [
        ("Đơn vị D", ""),
        ("Đơn vị E", "thành lập trong năm"),
    ]


def test_the_mean_and_the_classes_are_over_the_ranked_units(found: Published) -> None:
    assert found.mean is not None
    assert round(found.mean, 4) == D("73.3333")
    assert found.classes == (("Tốt", 2), ("Chưa đạt", 1))


def test_an_area_has_its_mean_and_the_names_of_the_best_and_of_the_lowest(found: Published) -> None:
    first, second = found.areas
    assert (first.highest, first.highest_units) == (100, ("Đơn vị A",))
    assert round(first.lowest, 2) == D("33.33")
    assert first.lowest_units == ("Đơn vị C",)
    assert second.highest_units == ("Đơn vị B", "Đơn vị C")


def test_leaves_tell_what_they_lost_and_who_reached_nothing(found: Published) -> None:
    assert [(one.leaf.code, one.lost, one.possible, one.losing, one.nothing) for one in found.leaves] == [
        ("1.2", 4, 6, 2, ("Đơn vị B", "Đơn vị C")),
        ("1.1", 2, 12, 1, ()),
        ("2", 2, 12, 1, ()),
    ]


def test_rises_and_falls_are_against_the_year_before(found: Published) -> None:
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
