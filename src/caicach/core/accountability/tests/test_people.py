"""TM-11: Công văn số 46/UBND ngày 16/7/2024 của UBND phường Thác Mơ, mục 11."""

import datetime as dt
from decimal import Decimal

import pytest

from caicach.core.accountability import people
from caicach.core.accountability.people import Capacity, Ground, Named, Status, Step
from caicach.core.parindex.analysis import Level
from caicach.core.parindex.results import NodeResult
from caicach.core.parindex.rules.base import NOT_APPLICABLE
from caicach.core.parindex.tests.builders import framework, group, leaf, published_unit

D = Decimal
DAY = dt.date(2026, 4, 1)
WHOLE = framework(group("1", 6, leaf("1.1", 2), leaf("1.2", 2), leaf("1.3", 2)))
NODES = {code: NodeResult(code, D(points), D(2)) for code, points in (("1.1", 0), ("1.2", 1), ("1.3", 2))}
UNIT = published_unit(NODES, D(50))
LAST = {"1.1": (D(0), D(2)), "1.2": (D(2), D(2)), "1.3": (D(2), D(2))}
HEAD = Named(1, "vị trí lãnh đạo", dt.date(2025, 7, 1))
CLERK = Named(2, "Thông báo 12/TB-UBND", dt.date(2025, 8, 1))


def grounds(**changed: object) -> list[tuple[str, Ground]]:
    given = {"unit": UNIT, "last": LAST, "last_index": D(60)} | changed
    found = people.findings(WHOLE, given["unit"], given["last"], given["last_index"])
    return [(one.code, one.ground) for one in found]


def test_a_zero_a_fallen_leaf_and_a_fallen_index_are_grounds() -> None:
    assert grounds() == [("", Ground.INDEX_FELL), ("1.1", Ground.ZERO), ("1.2", Ground.FELL)]


def test_without_a_last_year_only_a_zero_is_one() -> None:
    """The first year of a round, or a unit that was merged: there is nothing to fall below."""
    assert grounds(last={}, last_index=None) == [("1.1", Ground.ZERO)]


def test_an_index_as_high_as_last_year_is_none() -> None:
    assert ("", Ground.INDEX_FELL) not in grounds(last_index=D(50))


@pytest.mark.parametrize(
    "leaf",
    [
        NodeResult("1.1", None, None, NOT_APPLICABLE),
        NodeResult("1.1", D(0), D(2), NOT_APPLICABLE, policy="zero"),
        NodeResult("1.1", D(0), D(0)),
    ],
    ids=["not applicable", "not applicable, scored 0 by its policy", "a maximum of 0"],
)
def test_a_leaf_that_nobody_could_score_at_is_none(leaf: NodeResult) -> None:
    unit = published_unit({**NODES, "1.1": leaf}, D(50))
    assert "1.1" not in dict(grounds(unit=unit))


def test_a_leaf_that_fell_to_nothing_is_found_at_both_levels() -> None:
    found = [
        one for one in people.findings(WHOLE, UNIT, LAST | {"1.1": (D(1), D(2))}, None) if one.code == "1.1"
    ]
    assert [(one.ground, one.level) for one in found] == [
        (Ground.ZERO, Level.NO_COMMENDATION),
        (Ground.FELL, Level.NO_TITLE),
    ]
    assert (found[0].points, found[0].last_points, found[0].last_max) == (0, 1, 2)


def test_head_and_person_in_charge_are_proposed_each_level_by_itself() -> None:
    found = people.findings(WHOLE, UNIT, LAST, D(60))
    made = people.proposals(found, {"1.1": CLERK, "1.2": CLERK}, [HEAD])
    assert made.gaps == ()
    assert [(case.person, case.level, [r.finding.code for r in case.reasons]) for case in made.cases] == [
        (1, Level.NO_COMMENDATION, ["1.1"]),
        (2, Level.NO_COMMENDATION, ["1.1"]),
        (1, Level.NO_TITLE, ["", "1.2"]),
        (2, Level.NO_TITLE, ["1.2"]),
    ], "the index concerns the head alone"
    clerk = made.cases[1].reasons[0]
    assert (clerk.capacity, clerk.source, clerk.since) == (Capacity.IN_CHARGE, CLERK.source, CLERK.since)


def test_a_head_who_is_in_charge_of_the_leaf_is_named_for_it_once() -> None:
    made = people.proposals(people.findings(WHOLE, UNIT, {}, None), {"1.1": HEAD}, [HEAD])
    assert [(case.person, len(case.reasons)) for case in made.cases] == [(1, 1)]


def test_nobody_is_guessed() -> None:
    found = people.findings(WHOLE, UNIT, LAST, None)
    made = people.proposals(found, {"1.1": None}, [])
    assert made.cases == ()
    assert [(gap.code, gap.why.vi) for gap in made.gaps] == [
        ("", "không ai giữ vị trí lãnh đạo đơn vị vào ngày xét"),
        ("1.1", "thông báo chỉ nêu phòng, đơn vị, không nêu người"),
        ("1.2", "chưa có thông báo phân công ai phụ trách"),
    ]
    two = people.proposals(found, {"1.1": CLERK, "1.2": CLERK}, [HEAD, Named(3, "vị trí lãnh đạo", DAY)])
    assert {case.person for case in two.cases} == {2}
    assert two.gaps[0].why.vi.startswith("2 người cùng giữ")


def test_a_unit_without_grounds_lacks_nobody() -> None:
    made = people.proposals([], {}, [])
    assert (made.cases, made.gaps) == ((), ())


def test_nothing_is_upheld_while_the_person_may_still_object() -> None:
    due = dt.date(2026, 4, 15)
    early = people.decide(Status.NOTIFIED, Step.UPHOLD, due, due, "đủ căn cứ")
    assert "chưa hết thời hạn" in early.faults[0].vi
    assert people.decide(Status.NOTIFIED, Step.UPHOLD, due + dt.timedelta(days=1), due, "đủ căn cứ").allowed
    assert people.decide(Status.OBJECTED, Step.UPHOLD, DAY, due, "đã xem xét ý kiến").allowed
    assert people.decide(Status.PROPOSED, Step.LIFT, DAY, None, "nghỉ thai sản").allowed


@pytest.mark.parametrize("step", [Step.UPHOLD, Step.LIFT])
def test_a_decision_states_its_reason(step: Step) -> None:
    assert "lý do" in people.decide(Status.OBJECTED, step, DAY).faults[0].vi


def test_what_is_settled_moves_only_by_a_correction() -> None:
    for status in (Status.UPHELD, Status.LIFTED):
        for step in (Step.NOTIFY, Step.OBJECT, Step.UPHOLD, Step.LIFT):
            assert not people.decide(status, step, DAY, None, "lý do").allowed
    assert people.decide(Status.UPHELD, Step.MAKE_MOOT, DAY).target is Status.MOOT
    assert not people.decide(Status.LIFTED, Step.MAKE_MOOT, DAY).allowed
    assert people.decide(Status.MOOT, Step.REVIVE, DAY).target is Status.PROPOSED
