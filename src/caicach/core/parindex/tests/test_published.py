"""Reading published results back from their record."""

from decimal import Decimal

import pytest

from caicach.core.parindex import evaluate, exact, facts, published, record
from caicach.core.parindex.tests.builders import framework, group, leaf, points

D = Decimal
WHOLE = framework(group("1", 4, leaf("1.1", 2, na="exclude"), leaf("1.2", 2)))


def _record() -> str:
    stated = {"block": "xa", "inputs": points(**{"1.1": D("0.5"), "1.2": 2})}
    units = [
        {"unit": "7", "last_year": {"index": D("81.2")}, **stated},
        {"unit": "8", "not_applicable": ["1.1"], **stated},
    ]
    data = facts.read({"year": 2026, "units": units}, WHOLE)
    return record.write(
        "framework: …", data, {}, evaluate(WHOLE, data), {"7": "Xã A"}, {"number": "15/QĐ-UBND"}
    )


def test_published_units_read_as_they_were_computed() -> None:
    found = published.read(_record())
    own = found["7"]
    assert (own.name, own.index, own.last_index) == ("Xã A", D("62.5"), D("81.2"))
    assert (own.nodes["1.1"].points, own.nodes["1.1"].max_points, own.nodes["1.1"].lost) == (
        D("0.5"),
        2,
        D("1.5"),
    )
    assert found["8"].nodes["1.1"].points is None, "what does not apply has no points, not 0"
    assert (found["8"].name, found["8"].last_index) == ("8", None)


def test_what_is_no_record_is_refused() -> None:
    for text in ("", "[]", "{}", exact.dumps({"format": "other"}), exact.dumps({"format": record.FORMAT})):
        with pytest.raises(record.RecordError):
            published.read(text)
