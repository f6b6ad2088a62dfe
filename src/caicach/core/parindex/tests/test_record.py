"""The record of a publication proves itself: computed again it gives the same, and a changed digit is found."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.core.parindex import document, evaluate, exact, facts, public, published, record

D = Decimal
FRAMEWORK = document.shipped_text("commune")
CRITERIA = document.shipped("commune")
DECISION = {"number": "15/QĐ-UBND", "issued_on": "2027-03-20"}


def _facts(**inputs: Any) -> facts.Facts:
    stated = {leaf.code: inputs[leaf.code] for leaf in CRITERIA.leaves if leaf.code in inputs}
    unit = {"unit": "7", "block": "xa", "last_year": {"index": D("81.2")}, "inputs": stated}
    return facts.read(
        {"year": 2026, "units": [unit, unit | {"unit": "8", "not_ranked": "mới thành lập"}]}, CRITERIA
    )


def _written(settled: dict[str, dict[str, Decimal]], **inputs: Any) -> str:
    data = _facts(**inputs)
    results = evaluate(CRITERIA, data, settled)
    return record.write(FRAMEWORK, data, settled, results, {"7": "Xã A", "8": "Xã B"}, DECISION)


def _everything(points: Decimal) -> dict[str, dict[str, Decimal]]:
    return {
        unit: {leaf.code: min(points, leaf.max_points) for leaf in CRITERIA.leaves} for unit in ("7", "8")
    }


@settings(deadline=None, max_examples=20)  # reading the criteria set takes a tenth of a second each time
@given(st.decimals(0, 3, places=4))
def test_a_record_computes_again_to_the_last_digit(points: Decimal) -> None:
    assert record.verify(_written(_everything(points))) == ()


def test_facts_survive_the_way_through_the_record() -> None:
    data = _facts()
    again = facts.read(exact.loads(exact.dumps(record.facts_document(data))), CRITERIA)
    assert again == data


def test_a_changed_result_is_found_with_its_place() -> None:
    text = _written(_everything(D("0.5")))
    data = exact.loads(text)
    true = data["results"]["7"]["points"]
    data["results"]["7"]["points"] = "99"
    (found,) = record.verify(exact.dumps(data))
    assert (found.place, found.stated, found.computed) == ("results.7.points", '"99"', f'"{true}"')
    assert record.digest(exact.dumps(data)) != record.digest(text)


def test_a_changed_decision_about_a_leaf_changes_the_results() -> None:
    data = exact.loads(_written(_everything(D("0.5"))))
    code = CRITERIA.leaves[0].code
    data["settled"]["7"][code] = D("0.25")
    places = {found.place for found in record.verify(exact.dumps(data))}
    assert f"results.7.nodes.{code}" in places
    assert "results.7.points" in places


def test_a_unit_that_was_added_to_the_results_is_found() -> None:
    data = exact.loads(_written(_everything(D("0.5"))))
    data["results"]["9"] = data["results"]["7"]
    assert [found.place for found in record.verify(exact.dumps(data))] == ["results.9"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "không phải JSON"),
        ("[]", "không phải hồ sơ công bố"),
        ('{"format":"caicach-publication/1"}', "thiếu phần"),
    ],
)
def test_what_is_no_record_is_refused_with_the_reason(text: str, said: str) -> None:
    with pytest.raises(record.RecordError, match=said):
        record.verify(text)


def test_a_record_with_a_broken_criteria_set_is_refused_not_computed() -> None:
    data = exact.loads(_written(_everything(D("0.5"))))
    data["framework"] = "framework: ["
    with pytest.raises(record.RecordError, match="không chấm lại được"):
        record.verify(exact.dumps(data))


def test_the_public_table_of_a_record_is_the_same_whoever_makes_it() -> None:
    text = _written(_everything(D("0.5")))
    table = public.table(published.read(text))
    assert table.digest == public.table(published.read(text, CRITERIA)).digest
    assert table.record_digest == record.digest(text)
    assert exact.loads(table.text)["units"][0]["name"] == "Xã A"
    ranked, unranked = table.rows
    assert (ranked.rank, ranked.peers, unranked.rank, unranked.peers) == (1, 1, None, 0)
    assert sum((area.points or D(0) for area in ranked.areas), D(0)) == ranked.whole.points


def test_the_public_table_tells_neither_inputs_nor_leaves_nor_why_a_unit_is_not_ranked() -> None:
    leaf = CRITERIA.leaves[0]
    text = _written({}, **{leaf.code: {"date": "2026-01-05", "source": "Báo cáo 17"}})
    told = public.table(published.read(text)).text
    assert "Báo cáo 17" in text
    assert "mới thành lập" in text
    for secret in ("Báo cáo 17", "mới thành lập", "2026-01-05", f'"{leaf.code}"'):
        assert secret not in told
