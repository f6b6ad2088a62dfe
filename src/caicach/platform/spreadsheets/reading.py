"""Reading .xlsx and .csv that officials send.

Nothing is believed: the file has passed `uploads.accept`, the size of each sheet is measured before it is laid out in memory.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from caicach.platform import uploads
from caicach.platform.errors import Invalid, TooLarge
from caicach.platform.spreadsheets import scan
from caicach.platform.spreadsheets.tables import Cell, Merge, Row, Table

MOST_ROWS = 50_000
MOST_COLUMNS = 512
MOST_CELLS = 1_000_000
MOST_SHEETS = 100
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def read_table(file: uploads.File | bytes, name: str = "") -> list[Table]:
    """The sheets of an .xlsx file, or the one table of a .csv file, after every check of `uploads.accept`."""
    upload = uploads.accept(file, {uploads.Kind.XLSX, uploads.Kind.TEXT}, name)
    if upload.kind is uploads.Kind.TEXT:
        return [_read_csv(upload)]
    return _read_xlsx(upload.content)


def _read_csv(upload: uploads.Upload) -> Table:
    content = unicodedata.normalize("NFC", uploads.text(upload.content))
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=_delimiter(content), strict=True)
    try:
        for number, values in enumerate(reader, 1):
            check_size(upload.name, number, len(values), 0)
            rows.append(Row(number, _trimmed([_from_csv(value) for value in values])))
    except csv.Error as error:
        raise Invalid(
            _("Dòng %(line)s của tệp CSV không đọc được (dấu ngoặc kép không cân hoặc ô quá dài).")
            % {"line": reader.line_num},
            _("Hãy sửa dòng đó, hoặc gửi tệp .xlsx."),
        ) from error
    return Table(upload.name, _without_empty_end(rows))


def _delimiter(content: str) -> str:
    """The one of tab, semicolon and comma that cuts the first rows into equally many cells, and into the most."""

    def fitness(delimiter: str) -> tuple[bool, int]:
        try:
            rows = islice(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter), 50)
            widths = [len(row) for row in rows if row]
        except csv.Error:
            return False, 0
        return len(set(widths)) == 1 and widths[0] > 1, widths[0] if widths else 0

    return max("\t;,", key=fitness)


def _from_csv(value: str) -> Cell:
    # What `_for_csv` put before a text that a spreadsheet would take for a formula is taken off again.
    guarded = value.startswith("'") and value.lstrip("'").startswith(FORMULA_STARTS)
    unguarded = value[1:] if guarded else value
    return unguarded.strip() or None


def _read_xlsx(content: bytes) -> list[Table]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    _check_sheets(content)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            tables = []
            for about in book.sheets_metadata:
                if about.typ is not SheetTypeEnum.WorkSheet:
                    continue
                sheet = book.get_sheet_by_name(about.name)
                hidden = about.visible is not SheetVisibleEnum.Visible
                name = unicodedata.normalize("NFC", about.name)
                grid = sheet.to_python(skip_empty_area=False)
                merges = tuple(
                    Merge(top + 1, left + 1, bottom + 1, right + 1)
                    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
                )
                rows = [
                    Row(number, _trimmed([_value(v) for v in values]))
                    for number, values in enumerate(grid, 1)
                ]
                tables.append(Table(name, _without_empty_end(rows), merges, hidden))
    except (CalamineError, ValueError, OverflowError) as error:
        raise Invalid(
            _("Bảng tính bị hỏng hoặc có cấu trúc lạ nên không đọc được."),
            _("Hãy mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi gửi lại."),
        ) from error
    return tables


def _check_sheets(content: bytes) -> None:
    """Refuse a sheet that would make an enormous grid, or whose values cannot be believed, before it is laid out in memory."""
    sheets = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in (
            archive.namelist()
        ):  # a sheet may stand in any part of the container, not only where Excel puts it
            part = archive.read(name)
            if b"sheetData" not in part:
                continue
            sheets += 1
            if sheets > MOST_SHEETS:
                raise TooLarge(
                    _("Bảng tính có hơn %(limit)s trang.") % {"limit": MOST_SHEETS},
                    _("Hãy chỉ giữ lại các trang cần gửi."),
                )
            scan.scan(part, name.rsplit("/", 1)[-1], check_size)


def check_size(name: str, rows: int, columns: int, cells: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS or cells > MOST_CELLS:
        raise TooLarge(
            _(
                "Bảng %(name)s quá lớn: tới dòng %(rows)s, cột %(columns)s; giới hạn là %(most_rows)s dòng, %(most_columns)s cột."
            )
            % {
                "name": name,
                "rows": rows,
                "columns": columns,
                "most_rows": MOST_ROWS,
                "most_columns": MOST_COLUMNS,
            },
            _("Hãy xóa các ô thừa ở xa bảng (chọn dòng, cột trống rồi Xóa), hoặc chia thành nhiều tệp."),
        )


def _value(raw: Any) -> Cell:
    match raw:
        case bool():
            return raw
        case float():
            return int(raw) if raw.is_integer() and abs(raw) < 2**53 else Decimal(repr(raw))
        case dt.datetime():
            return raw.date() if raw.time() == dt.time() else raw
        case str():
            return unicodedata.normalize("NFC", raw).strip() or None
        case dt.time() | dt.timedelta():
            return str(raw)
        case None | int() | dt.date():
            return raw
    return str(raw)


def _trimmed(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    end = len(cells)
    while end and cells[end - 1] is None:
        end -= 1
    return tuple(cells[:end])


def _without_empty_end(rows: list[Row]) -> tuple[Row, ...]:
    while rows and rows[-1].is_empty:
        rows.pop()
    return tuple(rows)
