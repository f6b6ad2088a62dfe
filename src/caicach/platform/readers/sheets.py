"""Workbooks (.xlsx, .xls): the visible sheets as tables, rows of one filled cell as lines."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from caicach.core.vietnamese import date_text
from caicach.platform.errors import TooLarge
from caicach.platform.readers import libreoffice
from caicach.platform.readers.blocks import Block, Cell, Content, Grid, Paragraph, Run
from caicach.platform.readers.faults import Unreadable, Why
from caicach.platform.readers.sheet_looks import Look, looks_of, sheets_of
from caicach.platform.readers.xml import broken
from caicach.platform.spreadsheets.reading import MOST_SHEETS, check_size

# Names of old fonts, one or two bytes to a letter.
_OLD_FONTS = re.compile(rb"V\0?N\0?I\0?[- ]|\.\0?V\0?n\0?[A-Z]")

_Looks = dict[tuple[int, int], Look]


def read_xlsx(path: Path) -> Content:
    """The blocks of an .xlsx whose container has been checked. Raises `Unreadable`."""
    parts = sheets_of(path)
    _check_count(len(parts))
    return _content(path, looks_of(path, parts))


def read_xls(path: Path) -> Content:
    """The blocks of an .xls. Fonts of old encodings are read by way of LibreOffice; without it the words tell their encoding."""
    if _OLD_FONTS.search(path.read_bytes()) and libreoffice.program():
        with libreoffice.converted(path, "xls", "xlsx") as made:
            return read_xlsx(made)
    return _content(path, {})


def _check_count(sheets: int) -> None:
    if sheets > MOST_SHEETS:
        raise Unreadable(
            Why.TOO_LARGE,
            _("Bảng tính có hơn %(limit)s trang.") % {"limit": MOST_SHEETS},
            _("Hãy chỉ giữ lại các trang cần gửi."),
        )


def _content(path: Path, looks: dict[str, _Looks]) -> Content:
    blocks: list[Block] = []
    hidden: list[str] = []
    try:
        with CalamineWorkbook.from_path(path) as book:
            _check_count(len(book.sheets_metadata))
            for about in book.sheets_metadata:
                if about.typ is not SheetTypeEnum.WorkSheet:
                    continue
                if about.visible is not SheetVisibleEnum.Visible:
                    hidden.append(about.name)
                    continue
                sheet = book.get_sheet_by_name(about.name)
                check_size(about.name, sheet.total_height, sheet.total_width, sheet.height * sheet.width)
                blocks += _blocks(sheet.to_python(skip_empty_area=False), looks.get(about.name, {}))
    except PasswordError as error:
        raise Unreadable(
            Why.PASSWORD,
            _("Tệp được đặt mật khẩu nên không đọc được."),
            _("Hãy gỡ mật khẩu (Tệp, Thông tin, Bảo vệ) rồi gửi lại."),
        ) from error
    except TooLarge as fault:
        raise Unreadable(Why.TOO_LARGE, fault.message, fault.way_out) from fault
    except (CalamineError, ValueError, OverflowError, OSError) as error:
        raise broken() from error
    warnings = (
        (_("Không đọc các trang tính ẩn: %(names)s.") % {"names": ", ".join(hidden)},) if hidden else ()
    )
    return Content(blocks, warnings=warnings)


def _blocks(rows: list[list[Any]], looks: _Looks) -> Iterator[Block]:
    """Rows up to an empty one belong together; those of one filled cell before and behind the others are lines."""
    gathered: list[list[Run | None]] = []
    for number, values in enumerate([*rows, []], 1):
        row = [_run(value, looks.get((number, column), Look())) for column, value in enumerate(values, 1)]
        if any(row):
            gathered.append(row)
            continue
        full = [at for at, one in enumerate(gathered) if sum(cell is not None for cell in one) > 1]
        first, behind = (full[0], full[-1] + 1) if full else (len(gathered), len(gathered))
        yield from map(_line, gathered[:first])
        yield from _table(gathered[first:behind])
        yield from map(_line, gathered[behind:])
        gathered = []


def _line(row: list[Run | None]) -> Paragraph:
    return Paragraph([run for run in row if run])


def _table(rows: list[list[Run | None]]) -> Iterator[Block]:
    """A table without the columns that are empty in all of its rows."""
    if rows:
        columns = [at for at in range(max(map(len, rows))) if any(at < len(row) and row[at] for row in rows)]
        yield Grid([[_cell(row[at] if at < len(row) else None) for at in columns] for row in rows])


def _cell(run: Run | None) -> Cell:
    return Cell([Paragraph([run])] if run else [])


def _run(value: Any, look: Look) -> Run | None:
    text = _shown(value, look.is_percent)
    return Run(text, look.font) if text.strip() else None


def _shown(value: Any, is_percent: bool) -> str:
    """A value as a Vietnamese office writes it: 0.898 in a cell of percentages is "89,8%"."""
    match value:
        case bool():
            return _("Có") if value else _("Không")
        case int() | float():
            number = Decimal(repr(round(value, 10))) * (100 if is_percent else 1)
            # Without dots between thousands: nobody knows whether 2005 is a year.
            return f"{number.normalize():f}".replace(".", ",") + ("%" if is_percent else "")
        case dt.datetime():
            return date_text(value.date()) + (f" {value:%H:%M}" if value.time() != dt.time() else "")
        case dt.date():
            return date_text(value)
    return str(value)
