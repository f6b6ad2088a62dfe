"""A workbook of officials becomes a criteria set: read, asked about until nothing is open, composed.

All understanding is in `core.parindex.sheets`; here a file becomes rows, and faults become sentences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from caicach.core.parindex import Framework, FrameworkErrors, document, sheets
from caicach.core.parindex.sheets import Heading, Machine, Merge, Option, Question, Reading, SheetFault
from caicach.core.words import Words
from caicach.platform import spreadsheets
from caicach.platform.errors import Invalid
from caicach.platform.spreadsheets import Table
from caicach.platform.wording import language

SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Book:
    """The tables of an uploaded workbook, kept as plain values between the questions."""

    tables: tuple[Table, ...]

    def pack(self) -> list[Any]:
        """As JSON values; `unpack` takes them back."""
        return [
            [
                table.name,
                [[_packed(cell) for cell in row.cells] for row in table.rows],
                [list(_merge(m)) for m in table.merges],
            ]
            for table in self.tables
        ]

    @classmethod
    def unpack(cls, packed: Sequence[Any]) -> Book:
        return cls(
            tuple(
                Table(
                    name,
                    tuple(
                        spreadsheets.Row(number, tuple(_unpacked(cell) for cell in cells))
                        for number, cells in enumerate(rows, 1)
                    ),
                    tuple(spreadsheets.Merge(*merge) for merge in merges),
                )
                for name, rows, merges in packed
            )
        )


@dataclass(frozen=True, slots=True)
class Import:
    """A workbook as far as it is understood: the reading, and our own machine's sheet where it has one."""

    reading: Reading
    machine: Machine | None
    heading: Heading | None

    @property
    def is_open(self) -> bool:
        return bool(self.reading.questions)


def open_book(file: Any, name: str = "") -> Book:
    """The tables of an uploaded file; Invalid where it is no workbook, holds no table, or is no criteria set."""
    return Book(tuple(table for table in spreadsheets.read_table(file, name) if table.rows))


def read(book: Book, answers: Mapping[str, str]) -> Import:
    """The reading of a workbook with the answers given so far. Raises Invalid for what no answer can mend."""
    machine_table = next((table for table in book.tables if table.name == sheets.MACHINE_SHEET), None)
    tables = [table for table in book.tables if table is not machine_table]
    try:
        table = _chosen(tables, answers)
        if table is None:
            return Import(Reading((), (_which(tables),), ()), None, None)
        machine = sheets.machine_of(_rows(machine_table)) if machine_table else None
        merges = tuple(_merge(merge) for merge in table.merges)
        reading = sheets.read(_rows(table), merges, answers, machine)
    except SheetFault as fault:
        raise Invalid(
            _("Bảng tính không đọc được thành bộ chỉ số: %(reason)s.")
            % {"reason": fault.reason.text(language())},
            _("Hãy dùng bảng có các cột STT, Tiêu chí, Điểm tối đa; có thể tải một bộ có sẵn về làm mẫu."),
        ) from fault
    return Import(reading, machine, sheets.heading_of(machine) if machine else None)


def compose(found: Import, heading: Heading) -> tuple[Framework, str]:
    """The criteria set of an import without open questions, and its document. Raises FrameworkErrors."""
    framework = sheets.framework_of(found.reading, heading, found.machine)
    return framework, document.write(framework)


def edited_rules(found: Import, framework: Framework) -> list[str]:
    """Codes of leaves whose rule was rewritten in words in the table; the kept rule holds nevertheless."""
    if found.machine is None:
        return []
    return [line.code for line in sheets.edited_rules(found.reading, found.machine, framework)]


def located(found: Import, error: FrameworkErrors) -> list[tuple[str, str, str]]:
    """The faults of a composed set as (cell, code, reason): the cell is that of the maximum of the line."""
    places = {line.code: line.row for line in found.reading.lines}
    return [
        (
            sheets.address(places[problem.code], found.reading.max_column) if problem.code in places else "",
            problem.code,
            problem.reason.text(language()),
        )
        for problem in error.problems
    ]


def _chosen(tables: Sequence[Table], answers: Mapping[str, str]) -> Table | None:
    """The table that is a criteria set; None where several are and nobody has said which."""
    fitting = [
        table for table in tables if sheets.find_head(_rows(table), tuple(_merge(m) for m in table.merges))
    ]
    if len(fitting) > 1:
        return next((table for table in fitting if table.name == answers.get(SHEET)), None)
    if not fitting and not tables:
        raise SheetFault("tệp không có trang nào có dữ liệu", "the file holds no table")
    return fitting[0] if fitting else tables[0]


def _which(tables: Sequence[Table]) -> Question:
    options = tuple(Option(table.name, Words(table.name, table.name)) for table in tables)
    return Question(
        SHEET,
        tuple(table.name for table in tables),
        (),
        Words(
            "Tệp có nhiều trang giống bộ chỉ số. Đọc trang nào?",
            "Several sheets look like a criteria set. Which one?",
        ),
        options,
    )


def _rows(table: Table | None) -> list[list[Any]]:
    return [list(row.cells) for row in table.rows] if table else []


def _merge(merge: spreadsheets.Merge) -> Merge:
    return Merge(merge.top, merge.left, merge.bottom, merge.right)


def _packed(cell: Any) -> Any:
    """A cell as JSON: numbers with a point and dates by their text, marked."""
    if cell is None or isinstance(cell, bool | int | str):
        return cell
    return {"d": str(cell)} if not hasattr(cell, "isoformat") else {"t": cell.isoformat()}


def _unpacked(cell: Any) -> Any:
    if isinstance(cell, dict):
        return Decimal(cell["d"]) if "d" in cell else cell["t"]
    return cell
