"""What is said to be published stands exactly as it was published, and so does what communes came from."""

import json
from decimal import Decimal
from typing import Any

import pytest

from caicach.apps.parindex.demo.province import predecessors
from caicach.apps.parindex.demo.published import inputs, published
from caicach.apps.units.actions import read_mapping
from caicach.core.parindex import document
from shared_data import shared

# The columns of the published tables that are restated, by table.
COLUMNS = {
    "progress": {"received": "received", "on_time": "on_time"},
    "payment": {
        "dossiers_paid_online": "paid_online",
        "dossiers_with_obligation": "with_obligation",
        "procedures_paid_online": "fee_procedures_online",
        "procedures_fee": "fee_procedures",
    },
    "digitisation": {
        "dossiers": "received",
        "e_result": "e_result",
        "digitised": "digitised",
        "reused": "reused",
    },
}


def source() -> dict[str, Any]:
    text = shared("published", "766-phu-tho-2026.sample.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def name_of(printed: str) -> str:
    """ "UBND xã Hy Cương" as the unit is called here."""
    name = printed.removeprefix("UBND ").removesuffix(" (parent)").removesuffix(" (overview)")
    return name[0].upper() + name[1:]


@pytest.mark.parametrize("table", COLUMNS)
def test_published_counts_are_restated_exactly(table: str) -> None:
    part = source()[table]
    for row in part["rows"]:
        printed = dict(zip(part["columns"], row, strict=False))
        unit = published().units[name_of(printed["unit"])]
        assert {ours: unit.counts[ours] for ours in COLUMNS[table].values()} == {
            ours: printed[theirs] for theirs, ours in COLUMNS[table].items()
        }
        assert printed.get("code", unit.identification_code) == unit.identification_code


def test_nothing_is_restated_that_was_not_published() -> None:
    tables = source()
    names = {
        name_of(row[part["columns"].index("unit")])
        for part in (tables[name] for name in COLUMNS)
        for row in part["rows"]
    }
    assert set(published().units) == names
    assert "ghi nhận 26/9/2026" in published().source


def test_published_counts_feed_the_leaves_that_ask_for_them() -> None:
    nong_trang = published().units["Phường Nông Trang"].figures
    assert inputs(document.shipped("commune"), nong_trang) == {
        "3.3.1": {"num": 5646, "den": 6178},
        "7.1.2": {"num": 3384, "den": 3804},
        "7.2.1": {"num": 988, "den": 6178},
        "7.2.2": {"num": 4844, "den": 6178},
        "7.2.3": {"num": 1008, "den": 6178},
    }
    hy_cuong = published().units["Xã Hy Cương"].figures
    assert inputs(document.shipped("commune"), hy_cuong).keys() == {"3.3.1", "7.1.2"}


def test_the_rate_of_a_department_is_the_printed_one() -> None:
    trade = published().units["Sở Công Thương"].figures
    fed = inputs(document.shipped("department"), trade)
    assert fed["3.5.1"] == {"value": Decimal("72.78")}
    assert fed["7.2.3"] == {
        "fee_services_online": 12,
        "fee_services": 13,
        "paid_online": 118,
        "dossiers_with_fee": 118,
    }
    assert fed["7.3.3"] == {"num": 0, "den": 2270}


def test_a_unit_without_dossiers_has_no_rate() -> None:
    assert "on_time_rate" not in published().units["Sở Ngoại vụ"].figures


def test_what_communes_came_from_is_restated_exactly() -> None:
    everything = read_mapping(shared("units", "mapping_new_to_old.json").read_text(encoding="utf-8"))
    (ours,) = predecessors()
    theirs = next(one for one in everything if one.unit.code == ours.unit.code)
    assert ours.unit.merges == theirs.unit.merges
    assert [(one.code, one.name, one.merges) for one in ours.communes] == [
        (one.code, one.name, one.merges) for one in theirs.communes
    ]
    assert len(ours.communes) == 148
