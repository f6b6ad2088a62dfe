"""Explanations: rule, basis, inputs with source, arithmetic – from the same input that scored."""

from decimal import Decimal
from typing import Any

import pytest

from caicach.core.parindex import Explainer, Explanation, document, explain, explain_index, facts
from caicach.core.words import Language, figure

from .builders import exact, framework, group, leaf, score


def explained(
    tree: list[Any], unit: dict[str, Any], code: str, language: Language = "vi", **more: Any
) -> Explanation:
    whole = framework(*tree, **more)
    results = score(whole, unit)
    read = facts.read(exact({"units": [{"unit": "A", **unit}]}), whole).units[0]
    return explain(whole, results.setting, read, results.units[0], code, language)


RATIO = {"type": "ratio", "num": "on_time", "den": "finished", "zero_below": 95}
LABELS = {
    "on_time": {"vi": "hồ sơ đúng hạn", "en": "dossiers on time"},
    "finished": {"vi": "hồ sơ", "en": "dossiers"},
}


def test_a_rate_is_explained_line_by_line_with_its_source() -> None:
    unit = {"inputs": {"1": {"num": 970, "den": 1000, "source": "Cổng DVCQG 26/9/2026"}}}
    found = explained([leaf("1", 4, rule=RATIO, basis="NĐ 61/2018/NĐ-CP")], unit, "1", labels=LABELS)
    assert found.rule == "Tỷ lệ hồ sơ đúng hạn / hồ sơ: điểm = 4 × tỷ lệ % / 100; dưới 95 %: 0 điểm."
    assert found.inputs == (
        ("Hồ sơ đúng hạn", "970", "Cổng DVCQG 26/9/2026"),
        ("Hồ sơ", "1.000", "Cổng DVCQG 26/9/2026"),
    )
    assert found.lines == ("970 / 1.000 × 100 = 97 %", "4 × 97 % / 100 % = 3,88")
    assert found.basis == ("NĐ 61/2018/NĐ-CP",)
    assert found.points == Decimal("3.88")


def test_the_english_is_complete() -> None:
    found = explained(
        [leaf("1", 4, rule=RATIO)], {"inputs": {"1": {"num": 940, "den": 1000}}}, "1", "en", labels=LABELS
    )
    assert found.texts() == [
        "Rate of dossiers on time / dossiers: points = 4 × rate % / 100; below 95 %: 0.",
        "Dossiers on time: 940",
        "Dossiers: 1,000",
        "940 / 1,000 × 100 = 94 %",
        "94 % < 95 % → 0",
    ]


def test_rounding_is_shown_where_it_changed_the_points() -> None:
    lines = explained(
        [leaf("1", 1, rule={"type": "ratio", "num": "a", "den": "b"})],
        {"inputs": {"1": {"num": 1, "den": 3}}},
        "1",
    ).lines
    assert lines[-1] == "làm tròn 2 chữ số: 0,33"


def test_illustration_is_marked() -> None:
    unit = {"inputs": {"1": {"num": 1, "den": 2, "source": "sinh tự động", "illustration": True}}}
    found = explained([leaf("1", 1, rule={"type": "ratio", "num": "a", "den": "b"})], unit, "1")
    assert found.inputs[0].source == "sinh tự động; số liệu minh họa"


def test_a_policy_and_a_raised_maximum_are_explained() -> None:
    tree = [group("1", 6, leaf("a", 4), leaf("b", 2, na="redistribute"))]
    unit = {"inputs": {"a": {"points": 3, "reason": "biên bản"}}, "not_applicable": ["b"]}
    assert explained(tree, unit, "b").lines == (
        "không phát sinh hoặc không áp dụng: chia điểm cho các mục cùng nhóm",
    )
    assert "điểm tối đa từ 4 thành 6" in explained(tree, unit, "a").lines[-1]


def test_a_sum_lists_its_children() -> None:
    tree = [group("1", 3, leaf("a", 1), leaf("b", 2))]
    found = explained(
        tree, {"inputs": {"a": {"points": 1, "reason": "x"}, "b": {"points": 0.5, "reason": "x"}}}, "1"
    )
    assert [line.value for line in found.inputs] == ["1 / 1", "0,5 / 2"]
    assert found.lines == ("1 + 0,5 = 1,5", "1,5 / 3 × 100 = 50 %")


def test_the_index_shows_bonus_and_penalty() -> None:
    extras: Any = {"bonus": {"cap": 2, "items": [{"code": "T", "name": "Sáng kiến", "per": 0.5}]}}
    whole = framework(leaf("a", 10), **extras)
    result = score(whole, {"inputs": {"a": {"points": 8, "reason": "x"}}, "bonus": {"T": 1}}).units[0]
    assert "8 + thưởng 0,5 − phạt 0 = 8,5 (từ 0 đến điểm tối đa)" in explain_index(whole, result).lines


SAMPLES: dict[str, dict[str, Any]] = {
    "binary": {"done": True},
    "timeliness": {"date": "2026-02-10", "due": "2026-01-31"},
    "choice": {"option": 1},
    "bands": {"value": 75},
    "ratio": {"num": 481, "den": 500},
    "deduct": {"count": 1},
    "count": {"count": 1},
}


@pytest.mark.parametrize("name", document.SHIPPED)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_leaf_of_a_shipped_set_is_explained_down_to_its_points(name: str, language: Language) -> None:
    whole = document.shipped(name)
    inputs: dict[str, Any] = {}
    for node in whole.leaves:
        rule: Any = node.rule
        type_ = rule.type
        if type_ == "checklist":
            inputs[node.code] = {"items": [True] + [False] * (len(rule.items) - 1)}
        elif type_ == "survey":
            options = rule.options
            inputs[node.code] = dict.fromkeys(options, 7) if options else {"index": 83.94}
        elif type_ == "formula":
            inputs[node.code] = dict.fromkeys(rule.variables, 1)
        else:
            inputs[node.code] = SAMPLES[type_]
    results = score(whole, {"inputs": inputs})
    unit = results.units[0]
    assert unit.complete, unit.gaps
    read = facts.read(exact({"units": [{"unit": "Đơn vị 1", "inputs": inputs}]}), whole).units[0]
    for explanation in Explainer(whole, results.setting, language).leaves(read, unit):
        assert explanation.rule.endswith("."), explanation
        assert explanation.inputs, explanation
        assert explanation.points is not None
        assert figure(explanation.points, language) in explanation.lines[-1], explanation
        assert explanation.basis, explanation
