"""Tables in and out: exact values, addresses, merged cells, no formula smuggled in, no grid larger than memory."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from caicach.platform.clock import VIETNAM
from caicach.platform.errors import Fault, Invalid, TooLarge
from caicach.platform.spreadsheets import (
    MOST_COLUMNS,
    MOST_ROWS,
    Sheet,
    address,
    download,
    read_table,
    write_csv,
    write_xlsx,
)
from caicach.platform.tests.containers import packed, parts, workbook
from memory import at_most


def made(fill: Callable[[openpyxl.Workbook], None] | None = None, **cells: Any) -> bytes:
    """A workbook that openpyxl writes: an independent hand."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for where, value in cells.items():
        sheet[where] = value
    if fill is not None:
        fill(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def refusal(content: bytes) -> Fault:
    with pytest.raises(Fault) as raised:
        read_table(content, "bảng.xlsx")
    assert raised.value.message.endswith((".", "?"))
    assert raised.value.way_out.endswith(".")
    return raised.value


@pytest.mark.parametrize(
    ("row", "column", "shown"),
    [
        (1, 1, "A1"),
        (7, 26, "Z7"),
        (7, 27, "AA7"),
        (7, 28, "AB7"),
        (1, 702, "ZZ1"),
        (1, 703, "AAA1"),
        (1048576, 16384, "XFD1048576"),
    ],
)
def test_addresses_are_those_of_excel(row: int, column: int, shown: str) -> None:
    assert address(row, column) == shown


class TestReadingXlsx:
    def test_values_come_out_exact(self) -> None:
        (table,) = read_table(
            made(
                A1="Xã Hy Cương", B1=48, C1=3.88, D1=0.1, E1=dt.date(2026, 1, 31), F1=True, G1="1.10", H1=-2.5,
                A2=dt.datetime(2026, 1, 31, 10, 32), B2=1_000_000, C2="  có khoảng trắng  ",  # noqa: DTZ001
            )
        )  # fmt: skip
        assert table.rows[0].cells == (
            "Xã Hy Cương", 48, Decimal("3.88"), Decimal("0.1"), dt.date(2026, 1, 31), True, "1.10", Decimal("-2.5"),
        )  # fmt: skip
        assert table.rows[1].cells == (dt.datetime(2026, 1, 31, 10, 32), 1_000_000, "có khoảng trắng")  # noqa: DTZ001
        assert [type(cell) for cell in table.rows[0].cells[1:3]] == [int, Decimal]

    def test_text_is_composed(self) -> None:
        (table,) = read_table(made(A1="Ho\u0302\u0300"))
        assert table.rows[0].cells == ("Hồ",)

    def test_rows_keep_their_numbers_and_empty_ends_are_left_off(self) -> None:
        (table,) = read_table(made(B3="x", A5=" "))
        assert [row.number for row in table.rows] == [1, 2, 3]
        assert table.rows[0].is_empty
        assert (table.rows[2].at(1), table.rows[2].at(2), table.rows[2].at(9)) == (None, "x", None)
        assert table.rows[2].address(2) == "B3"

    def test_merged_cells_are_known(self) -> None:
        def fill(book: openpyxl.Workbook) -> None:
            assert book.active is not None
            book.active.merge_cells("A2:C3")

        (table,) = read_table(made(fill, A1="STT", A2="Lĩnh vực 1", D2=5))
        (merge,) = table.merges
        assert merge.address == "A2:C3"
        assert table.merge_at(3, 3) == merge
        assert table.merge_at(2, 4) is None
        assert table.rows[1].cells == ("Lĩnh vực 1", None, None, 5)

    def test_every_sheet_is_read_and_hidden_ones_are_marked(self) -> None:
        def fill(book: openpyxl.Workbook) -> None:
            book.create_sheet("Ẩn").sheet_state = "hidden"
            book["Ẩn"]["A1"] = 1

        tables = read_table(made(fill, A1=1))
        assert [(table.name, table.is_hidden) for table in tables] == [("Sheet", False), ("Ẩn", True)]

    def test_a_calculated_formula_gives_its_value(self) -> None:
        rows = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>""</f><v></v></c></row>'
        (table,) = read_table(workbook(rows))
        assert table.rows[0].cells == (2,)

    def test_a_formula_that_nobody_has_calculated_is_not_an_empty_cell(self) -> None:
        assert "Ô B1" in refusal(made(A1=1, B1="=1+1")).message

    def test_an_error_is_not_an_empty_cell(self) -> None:
        assert "Ô C2" in refusal(workbook('<row r="2"><c r="C2" t="e"><v>#N/A</v></c></row>')).message

    def test_a_broken_sheet_is_refused(self) -> None:
        assert "hỏng" in refusal(workbook('<row r="1"><c r="A1"><v>1</v></row>')).message

    def test_a_sheet_with_entities_is_refused(self) -> None:
        bomb = parts('<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>')
        name = "xl/worksheets/sheet1.xml"
        bomb[name] = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + bomb[name]
        assert "hỏng" in refusal(packed(bomb)).message

    @pytest.mark.parametrize(
        "far",
        [
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
            '<row r="1048576"><c r="xfd1048576"><v>1</v></c></row>',
            '<row r="1048576"><c><v>1</v></c></row>',
            '<row r="1000000"><c s=">" r="A1000000"><v>1</v></c></row>',
            '<row r="2"><c r="ZZ2"><v>1</v></c></row>',
        ],
    )
    @pytest.mark.parametrize("sheet", ["worksheets/sheet1.xml", "elsewhere.xml"])
    def test_two_cells_far_apart_do_not_make_an_enormous_grid(self, far: str, sheet: str) -> None:
        with at_most(mebibytes=8):
            fault = refusal(workbook('<row r="1"><c r="A1"><v>1</v></c></row>' + far, sheet=sheet))
        assert isinstance(fault, TooLarge)

    def test_styled_empty_cells_far_out_do_no_harm(self) -> None:
        rows = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row><row r="1048576"><c r="A1048576" s="0"/></row>'
        (table,) = read_table(workbook(rows))
        assert [row.cells for row in table.rows] == [(1,)]


class TestReadingCsv:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_what_excel_saves_is_read(self, delimiter: str, encoding: str) -> None:
        rows = [["STT", "Tên; xã, phường"], ["1.10", 'Xã "Hy Cương"'], ["", "hai\ndòng"]]
        buffer = io.StringIO(newline="")
        csv.writer(buffer, delimiter=delimiter).writerows(rows)
        (table,) = read_table(buffer.getvalue().encode(encoding), "x.csv")
        assert [row.cells for row in table.rows] == [
            ("STT", "Tên; xã, phường"), ("1.10", 'Xã "Hy Cương"'), (None, "hai\ndòng"),
        ]  # fmt: skip

    def test_text_stays_text_because_1_10_is_not_1_1(self) -> None:
        (table,) = read_table(b"a,b\n1.10,007\n", "x.csv")
        assert table.rows[1].cells == ("1.10", "007")

    def test_an_unbalanced_quote_is_named_with_its_line(self) -> None:
        assert "Dòng 3" in refusal(b'a,b\n1,2\n"3,4\n').message

    def test_too_many_rows_or_columns_are_refused(self) -> None:
        assert isinstance(refusal(b"a\n" * (MOST_ROWS + 1)), TooLarge)
        assert isinstance(refusal(b"," * MOST_COLUMNS), TooLarge)


class TestWriting:
    SHEET = Sheet(
        "Xếp hạng: [2026]/*",
        ["Hạng", "Đơn vị", "Chỉ số"],
        [
            [1, "Xã Hy Cương", Decimal("88.20")],
            [2, "=HYPERLINK(\"http://x\")", Decimal("-1.5")],
            [None, "+84 210", True],
            [3, "@SUM(A1)", dt.date(2026, 1, 31)],
            [4, "-2+3", dt.datetime(2026, 1, 31, 10, 32, tzinfo=VIETNAM)],
        ],
    )  # fmt: skip

    def test_xlsx_keeps_kinds_and_text_is_never_a_formula(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(write_xlsx([self.SHEET, self.SHEET])))
        assert book.sheetnames == ["Xếp hạng   2026", "Xếp hạng   2026 (2)"]
        sheet = book.worksheets[0]
        assert [cell.value for cell in sheet[2]] == [1, "Xã Hy Cương", 88.2]
        assert [(cell.value, cell.data_type) for cell in sheet["B"]][2:] == [
            ('=HYPERLINK("http://x")', "s"), ("+84 210", "s"), ("@SUM(A1)", "s"), ("-2+3", "s"),
        ]  # fmt: skip
        assert sheet["C5"].value == dt.datetime(2026, 1, 31)  # noqa: DTZ001
        assert sheet["C5"].number_format == "dd/mm/yyyy"
        assert sheet["C6"].value == dt.datetime(2026, 1, 31, 10, 32)  # noqa: DTZ001
        assert sheet.freeze_panes == "A2"
        assert sheet["A1"].font.b

    def test_csv_has_the_mark_that_excel_needs_and_guards_formulas(self) -> None:
        written = write_csv(self.SHEET)
        assert written.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))
        assert rows[1] == ["1", "Xã Hy Cương", "88.20"]
        assert [row[1] for row in rows[2:]] == ['\'=HYPERLINK("http://x")', "'+84 210", "'@SUM(A1)", "'-2+3"]
        assert [row[2] for row in rows[2:]] == ["-1.5", "true", "2026-01-31", "2026-01-31T10:32:00+07:00"]

    def test_an_overlong_text_is_cut_and_not_lost(self) -> None:
        (table,) = read_table(write_xlsx([Sheet("x", ["a"], [["b" * 40_000]])]))
        assert table.rows[1].cells == ("b" * 32_767,)

    @pytest.mark.parametrize(("format", "kind"), [("csv", "text/csv"), ("xlsx", "spreadsheetml")])
    def test_a_download_says_what_it_is(self, format: str, kind: str) -> None:
        response = download(self.SHEET, "xep-hang", format)
        assert kind in response["Content-Type"]
        assert response["Content-Disposition"] == f'attachment; filename="xep-hang.{format}"'

    @example(rows=[["", "'@"], ["''=1", "'x"]])
    @given(
        st.lists(
            st.lists(
                st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20), min_size=2, max_size=4
            ),
            max_size=6,
        )
    )
    def test_what_is_written_as_csv_reads_back_composed_and_trimmed(self, rows: list[list[str]]) -> None:
        import unicodedata

        try:
            (table,) = read_table(write_csv(Sheet("x", ["một", "hai"], [*rows])), "x.csv")
        except Invalid:
            pytest.fail("our own file is refused")
        expected = [[unicodedata.normalize("NFC", cell).strip() or None for cell in row] for row in rows]
        while expected and not any(expected[-1]):
            expected.pop()
        read = [list(row.cells) for row in table.rows[1:]]
        for got, want in zip(read, expected, strict=True):
            assert got == want[: len(got)]
            assert not any(want[len(got) :])
