"""A criteria set as a workbook in the shape that officials use; a hidden sheet keeps what the table cannot say."""

from __future__ import annotations

import io
from typing import Any

from caicach.core.parindex import Framework, plain, sheets
from caicach.core.parindex.sheets import SheetRow

WIDTHS = (9, 44, 9, 34, 48, 44, 18)
LINE = 15
FONT = {"font_name": "Times New Roman", "font_size": 11, "text_wrap": True, "valign": "top", "border": 1}


def workbook(framework: Framework) -> bytes:
    """The .xlsx file. Codes are text, so that 1.10 stays 1.10; maxima are numbers."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": framework.name, "subject": framework.code})
        _people(book, framework)
        _machine(book, framework)
    return buffer.getvalue()


def filename(framework: Framework, suffix: str) -> str:
    """A name for the file that every system takes."""
    kept = "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "-_") else "-"
        for letter in framework.code
    )
    return f"bo-chi-so-{kept}.{suffix}"


def _people(book: Any, framework: Framework) -> None:
    page = book.add_worksheet(sheets.PERSON_SHEET)
    title = book.add_format({**FONT, "bold": True, "font_size": 13, "border": 0, "text_wrap": False})
    basis = book.add_format({**FONT, "italic": True, "border": 0})
    head = book.add_format(
        {**FONT, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#e8eef5"}
    )
    page.write_string(0, 0, f"{framework.name} ({framework.code})", title)
    legal = "; ".join(framework.legal_basis)
    page.merge_range(1, 0, 1, len(WIDTHS) - 1, legal, basis)
    page.set_row(1, row_height([(legal, sum(WIDTHS))]))
    for column, (words, width) in enumerate(zip(sheets.HEADER, WIDTHS, strict=True)):
        page.set_column(column, column, width)
        page.write_string(3, column, words, head)
    formats = _formats(book)
    rows = sheets.person_rows(framework)
    for number, row in enumerate(rows, 4):
        _row(page, number, row, formats)
    page.print_area(0, 0, 3 + len(rows), len(WIDTHS) - 1)
    page.freeze_panes(4, 2)
    page.repeat_rows(3)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.set_footer("&L" + framework.code + "&R&P/&N")


def _formats(book: Any) -> dict[tuple[str, str], Any]:
    """By weight of the row ("area", "group", "leaf") and kind of the cell."""
    made = {}
    for weight, look in (
        ("area", {"bold": True, "bg_color": "#f3f5f8"}),
        ("group", {"bold": True}),
        ("leaf", {}),
    ):
        made[weight, "text"] = book.add_format({**FONT, **look})
        made[weight, "code"] = book.add_format({**FONT, **look, "num_format": "@"})
        made[weight, "number"] = book.add_format({**FONT, **look, "num_format": "0.####", "align": "right"})
        made[weight, "whole"] = book.add_format({**FONT, **look, "num_format": "0", "align": "right"})
    return made


def _row(page: Any, number: int, row: SheetRow, formats: dict[tuple[str, str], Any]) -> None:
    page.set_row(
        number, row_height([(str(cell or ""), WIDTHS[column]) for column, cell in enumerate(row.cells)])
    )
    weight = "area" if row.depth in (0, None) else "leaf" if row.is_leaf else "group"
    for column, cell in enumerate(row.cells):
        if column == 2 and cell is not None:
            whole = "." not in plain(cell)  # type: ignore[arg-type]
            page.write_number(number, column, cell, formats[weight, "whole" if whole else "number"])
        elif cell is None:
            page.write_blank(number, column, None, formats[weight, "text"])
        else:
            page.write_string(number, column, str(cell), formats[weight, "code" if column == 0 else "text"])


def row_height(texts: list[tuple[str, int]]) -> float:
    """High enough for the longest text at its column's width: not every program measures wrapped text when it opens a file."""
    lines = [
        sum(-(-max(len(line), 1) // (width * 1.25)) for line in text.split("\n")) for text, width in texts
    ]
    return min(LINE * max(lines) + 4, 400)


def _machine(book: Any, framework: Framework) -> None:
    page = book.add_worksheet(sheets.MACHINE_SHEET)
    for column, words in enumerate(sheets.MACHINE_HEADER):
        page.write_string(0, column, words)
    for number, row in enumerate(sheets.machine_rows(framework), 1):
        for column, cell in enumerate(row):
            page.write_string(number, column, cell)
    page.set_column(0, 1, 14)
    page.set_column(2, 2, 120)
    page.hide()
