"""Writing the tables that officials download: numbers stay numbers, dates stay dates, text is never a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.http import FileResponse, HttpResponse

from caicach.platform.spreadsheets.reading import FORMULA_STARTS
from caicach.platform.spreadsheets.tables import Cell

LONGEST_TEXT = 32_767  # of a cell, as Excel has it


@dataclass(slots=True)
class Sheet:
    """A table to be written: a name, a head, rows. Numbers stay numbers, dates stay dates, text is never a formula."""

    name: str
    header: Sequence[str]
    rows: list[Sequence[Cell]] = field(default_factory=list)


_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_xlsx(sheets: Iterable[Sheet]) -> bytes:
    """A workbook with a bold, frozen head on each sheet and columns as wide as their text."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        taken: set[str] = set()
        for sheet in sheets:
            page = book.add_worksheet(_sheet_name(sheet.name, taken))
            for column, title in enumerate(sheet.header):
                page.write_string(0, column, title, head)
            for number, row in enumerate(sheet.rows, 1):
                for column, cell in enumerate(row):
                    _write(page, number, column, cell, day, moment)
            page.freeze_panes(1, 0)
            page.autofit(max_width=400)
    return buffer.getvalue()


def stream_xlsx(
    name: str, header: Sequence[tuple[str, int]], rows: Iterable[Sequence[Cell]], filename: str
) -> FileResponse:
    """The answer that hands over a sheet of very many rows: written to disk row by row, sent from there.

    `header` are titles and widths of columns: what has not been kept cannot be measured.
    """
    import xlsxwriter

    file = tempfile.TemporaryFile()  # noqa: SIM115  # the answer closes it when it is sent
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    try:
        with xlsxwriter.Workbook(file, options) as book:
            head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
            day = book.add_format({"num_format": "dd/mm/yyyy"})
            moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
            page = book.add_worksheet(_sheet_name(name, set()))
            page.freeze_panes(1, 0)
            for column, (title, width) in enumerate(header):
                page.set_column(column, column, width)
                page.write_string(0, column, title, head)
            for number, row in enumerate(rows, 1):
                for column, cell in enumerate(row):
                    _write(page, number, column, cell, day, moment)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{filename}.xlsx", content_type=XLSX_TYPE)


def stream_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]], filename: str) -> FileResponse:
    """As `stream_xlsx`, in the form of `write_csv`."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the answer closes it when it is sent
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    try:
        writer = csv.writer(text)
        writer.writerow([_for_csv(title) for title in header])
        writer.writerows([_for_csv(cell) for cell in row] for row in rows)
        text.flush()
        text.detach()
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return FileResponse(
        file, as_attachment=True, filename=f"{filename}.csv", content_type="text/csv; charset=utf-8"
    )


def _write(page: Any, row: int, column: int, cell: Cell, day: Any, moment: Any) -> None:
    match cell:
        case None:
            pass
        case bool():
            page.write_boolean(row, column, cell)
        case int() | Decimal():
            page.write_number(row, column, cell)
        case dt.datetime():
            page.write_datetime(row, column, cell.replace(tzinfo=None), moment)
        case dt.date():
            page.write_datetime(row, column, cell, day)
        case str():
            page.write_string(row, column, cell[:LONGEST_TEXT])


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that Excel accepts: 31 characters, without its forbidden ones, not used twice."""
    base = _NOT_IN_A_NAME.sub(" ", name).strip(" '")[:31] or "Sheet"
    unique, number = base, 2
    while unique.lower() in taken:
        suffix = f" ({number})"
        unique, number = base[: 31 - len(suffix)] + suffix, number + 1
    taken.add(unique.lower())
    return unique


def write_csv(sheet: Sheet) -> bytes:
    """RFC 4180 with commas, in UTF-8 with the BOM that makes Excel read it as such."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([_for_csv(title) for title in sheet.header])
    writer.writerows([_for_csv(cell) for cell in row] for row in sheet.rows)
    return buffer.getvalue().encode("utf-8-sig")


def _for_csv(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case str():
            # A text that already looks guarded gets one more, so that reading takes off just what was put there.
            return f"'{cell}" if cell.lstrip("'").startswith(FORMULA_STARTS) else cell
        case Decimal():
            return format(cell, "f")
        case dt.date():
            return cell.isoformat()
    return str(cell)


def download(sheet: Sheet | Sequence[Sheet], filename: str, format: str) -> HttpResponse:
    """The answer that hands a table over as a file: format "xlsx" (all sheets) or "csv" (the first)."""
    sheets = [sheet] if isinstance(sheet, Sheet) else list(sheet)
    if format == "xlsx":
        response = HttpResponse(write_xlsx(sheets), content_type=XLSX_TYPE)
    else:
        response = HttpResponse(write_csv(sheets[0]), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}.{format}"'
    return response
