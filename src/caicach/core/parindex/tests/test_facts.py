"""Facts: what is malformed is refused with its place; what scores nothing is said."""

from decimal import Decimal
from typing import Any

import pytest

from caicach.core.parindex import FactsError, facts

from .builders import exact, framework, group, leaf, points, score

WHOLE = framework(
    group("1", 3, leaf("1.1", 1), leaf("1.2", 2, rule={"type": "ratio", "num": "a", "den": "b"})),
    leaf("2", 1, rule={"type": "timeliness", "due": "31/01", "on_time": 1, "late": 0}),
    bonus={"cap": 1, "items": [{"code": "T", "name": "Sáng kiến", "per": 1}]},
    attributes=[{"code": "no_tthc", "name": "Không có TTHC"}],
)


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ([], "(gốc)"),
        ({"units": []}, "units"),
        ({"units": [{"unit": "A"}], "extra": 1}, "extra"),
        ({"units": ["A"]}, "units[0]"),
        ({"units": [{"inputs": {}}]}, "units[0].unit"),
        ({"units": [{"unit": "A"}, {"unit": "A "}]}, "units"),
        ({"units": [{"unit": "A", "inputs": {"9.9": {}}}]}, 'units[0].inputs["9.9"]'),
        ({"units": [{"unit": "A", "inputs": {"1.1": [1]}}]}, 'units[0].inputs["1.1"]'),
        ({"units": [{"unit": "A", "inputs": []}]}, "units[0].inputs"),
        ({"units": [{"unit": "A", "not_applicable": ["9"]}]}, "units[0].not_applicable"),
        ({"units": [{"unit": "A", "bonus": {"X": 1}}]}, "units[0].bonus.X"),
        ({"units": [{"unit": "A", "bonus": {"T": "1"}}]}, "units[0].bonus.T"),
        ({"units": [{"unit": "A", "attributes": {"unknown": True}}]}, "units[0].attributes.unknown"),
        ({"units": [{"unit": "A", "last_year": {"leaves": {"1.1": "x"}}}]}, "units[0].last_year.leaves.1.1"),
        ({"units": [{"unit": "A", "block": 3}]}, "units[0].block"),
        ({"units": [{"unit": "A"}], "year": True}, "year"),
        ({"units": [{"unit": "A"}], "dates": {"plan": "hôm qua"}}, "dates.plan"),
    ],
    ids=str,
)
def test_a_malformed_file_is_refused_with_its_place(data: Any, path: str) -> None:
    with pytest.raises(FactsError) as caught:
        facts.read(exact(data), WHOLE)
    assert caught.value.path == path
    assert caught.value.reason.vi
    assert caught.value.reason.en


def test_a_malformed_input_is_refused_with_unit_leaf_and_field() -> None:
    with pytest.raises(FactsError) as caught:
        score(WHOLE, {"inputs": {"1.2": {"num": "48", "den": 50}}})
    assert caught.value.path == 'Đơn vị 1: inputs["1.2"].num'


def test_an_input_at_a_sum_scores_nothing_and_is_said() -> None:
    read = facts.read(exact({"units": [{"unit": "A", "inputs": {"1": {"done": True}}}]}), WHOLE)
    assert [path for path, _ in read.remarks] == ['units[0].inputs["1"]']


@pytest.mark.parametrize(
    ("stated", "dates", "year"),
    [
        (None, ["2026-01-20"], 2026),
        (2025, ["2026-01-20"], 2025),
        (None, ["2025-01-05", "2026-01-05"], 2026),
        (None, [], 2026),
    ],
)
def test_the_scoring_year_is_stated_or_taken_from_the_dates(
    stated: int | None, dates: list[str], year: int
) -> None:
    units = [{"unit": str(number), "inputs": {"2": {"date": day}}} for number, day in enumerate(dates)] or [
        {"unit": "A"}
    ]
    data = {"units": units} | ({"year": stated} if stated else {})
    assert facts.read(exact(data), WHOLE).scoring_year(WHOLE) == year


def test_numbers_are_exact() -> None:
    unit = score(WHOLE, {"inputs": {**points(**{"1.1": Decimal("0.1")}), "1.2": {"num": 1, "den": 3}}}).units[
        0
    ]
    assert unit.nodes["1"].points == Decimal("0.77")
