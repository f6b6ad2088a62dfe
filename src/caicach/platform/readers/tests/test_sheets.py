"""Workbooks: tables and lines, figures as an office writes them, fonts of cells; enormous sheets and hidden ones."""

import io
from collections.abc import Callable
from pathlib import Path

import xlsxwriter
from xlsxwriter.workbook import Workbook

from caicach.platform.readers import ReadFile, Why, read_file
from caicach.platform.readers.tests.faults import refusal
from caicach.platform.tests.containers import workbook


def made(folder: Path, fill: Callable[[Workbook], None]) -> ReadFile:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        fill(book)
    path = folder / "phụ lục.xlsx"
    path.write_bytes(buffer.getvalue())
    return read_file(path, path.name)


def test_rows_are_lines_and_tables_and_fonts_decide(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        sheet = book.add_worksheet()
        vni = book.add_format({"font_name": "VNI-Times"})
        percent = book.add_format({"num_format": "0.0%"})
        sheet.write(0, 0, "PHỤ LỤC")
        rows: list[list[str | int | float | None]] = [
            ["TT", None, "Nhieäm vuï", "Tỷ lệ"],
            ["I. Nhóm"],
            [1, None, "Soá hoùa", 0.898],
            [2, None, "b", 2005.5],
        ]
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                look = vni if column == 2 else percent if column == 3 and row == 2 else None
                if value is not None:
                    sheet.write(row + 2, column, value, look)
        sheet.write(6, 0, "Ghi chú")

    found = made(tmp_path, fill)
    assert found.text == (
        "PHỤ LỤC\nTT | Nhiệm vụ | Tỷ lệ\nI. Nhóm |  | \n1 | Số hóa | 89,8%\n2 | b | 2005,5\nGhi chú\n"
    )
    assert found.fonts == ("VNI-Times",)
    (rows,) = (one.rows for one in found.tables)
    assert all(found.text[cell.start : cell.end] == cell.text for row in rows for cell in row)


def test_hidden_sheets_are_not_read_and_named(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        book.add_worksheet("Chính").write(0, 0, "Chữ")
        hidden = book.add_worksheet("Nháp")
        hidden.write(0, 0, "Ẩn")
        hidden.hide()

    found = made(tmp_path, fill)
    assert found.text == "Chữ\n"
    assert "Nháp" in found.warnings[0]


def test_two_cells_that_would_make_an_enormous_grid_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        workbook(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        )
    )
    assert refusal(path).code is Why.TOO_LARGE


def test_a_cell_with_a_fault_in_its_formula_does_not_keep_the_rest_from_being_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook('<row r="1"><c r="A1"><v>7</v></c><c r="B1" t="e"><v>#N/A</v></c></row>'))
    assert read_file(path, path.name).text.startswith("7")
