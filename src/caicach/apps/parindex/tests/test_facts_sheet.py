"""Facts as a table: what the template asks for comes back as the facts file has it, cells that make no sense are named."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from caicach.apps.parindex import facts_sheet
from caicach.apps.parindex.tests import factories, small
from caicach.apps.parindex.tests.factories import Province
from caicach.core.parindex import document
from caicach.platform.errors import Invalid
from caicach.platform.spreadsheets import Row, Table, read_table, write_xlsx

pytestmark = [pytest.mark.databases, pytest.mark.django_db]
FRAMEWORK = document.read(small.TEXT)


@pytest.fixture
def place() -> Province:
    return factories.province(communes=2)


def table(*rows: tuple[Any, ...]) -> list[Table]:
    """A table of the form: (unit, code, field, value) a line."""
    lines = [(unit, None, code, None, None, field, value, None) for unit, code, field, value in rows]
    cells = [tuple(facts_sheet.HEADER), *lines]
    return [Table("Số liệu", tuple(Row(number, row) for number, row in enumerate(cells, 1)))]


def test_a_template_filled_by_itself_gives_the_facts_it_was_made_of(place: Province) -> None:
    made = small.opened(place)
    members = [small.member(made, unit) for unit in place.communes]
    stated = {
        "1.1": {"date": None},
        "1.2": {"num": 48, "den": Decimal("50.5")},
        "1.3": {"items": [True, False]},
        "2.1": {"done": True},
        "2.2": {"option": 1},
        "2.3": {"points": Decimal("0.5"), "reason": "Hội đồng chấm"},
        "2": {"overdue": 2},
    }
    known = {(members[0].pk, code): inputs for code, inputs in stated.items()}
    file = write_xlsx([facts_sheet.template(FRAMEWORK, members, known)])
    filled = facts_sheet.read(read_table(file, "f.xlsx"), FRAMEWORK)
    assert filled.problems == []
    assert filled.data == {"units": [{"unit": place.communes[0].name, "inputs": stated}]}


def test_what_officials_type_is_understood() -> None:
    filled = facts_sheet.read(
        table(
            ("Xã A", "1.1", "date", "15/01/2026"),
            ("Xã A", Decimal("1.2"), "num", "1.250,5"),
            ("Xã A", "1.2", "den", 2000),
            ("Xã A", "1.3", "items[1]", "x"),
            ("Xã A", "2.1", "done", "Không"),
            ("Xã B", "1.1", "date", dt.date(2026, 1, 20)),
            ("Xã B", "2.1", "done", True),
        ),
        FRAMEWORK,
    )
    assert filled.problems == []
    assert filled.data["units"][0]["inputs"] == {
        "1.1": {"date": "2026-01-15"},
        "1.2": {"num": Decimal("1250.5"), "den": 2000},
        "1.3": {"items": [True, False]},
        "2.1": {"done": False},
    }
    assert filled.data["units"][1]["inputs"]["1.1"] == {"date": "2026-01-20"}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("Xã A", "9.9", "done", "có"), "không có tiêu chí “9.9”"),
        (("Xã A", "2.1", "khac", "có"), "không có số liệu “khac”"),
        (("", "2.1", "done", "có"), "thiếu tên hoặc mã đơn vị"),
        (("Xã A", "2.1", "done", "có lẽ"), "phải ghi “có” hoặc “không”"),
        (("Xã A", "1.1", "date", "30/02/2026"), "không phải là ngày"),
        (("Xã A", "1.2", "num", "năm"), "không phải là một số"),
        (("Xã A", "2.2", "option", 0), "từ 1 đến 2"),
        (("Xã A", "2.2", "option", Decimal("1.5")), "từ 1 đến 2"),
        (("Xã A", "1.3", "items[3]", "có"), "ý thứ 3 không có"),
    ],
)
def test_a_cell_that_makes_no_sense_is_named(row: tuple[Any, ...], words: str) -> None:
    filled = facts_sheet.read(table(row), FRAMEWORK)
    assert filled.problems[0].startswith("Số liệu!G2: ")
    assert words in filled.problems[0]


def test_a_table_of_another_shape_or_without_values_is_refused() -> None:
    with pytest.raises(Invalid, match="không có dòng đầu"):
        facts_sheet.read([Table("x", (Row(1, ("a", "b")),))], FRAMEWORK)
    with pytest.raises(Invalid, match="chưa điền giá trị"):
        facts_sheet.read(table(("Xã A", "2.1", "done", None)), FRAMEWORK)
