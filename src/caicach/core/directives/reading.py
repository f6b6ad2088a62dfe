"""All that is read out of one directive."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from caicach.core.directives.annexes import rows_of
from caicach.core.directives.findings import ReportedResult, Target, Task
from caicach.core.directives.header import Header, annexes_of, body_of, read_header
from caicach.core.directives.lines import Line
from caicach.core.directives.passages import passages_of
from caicach.core.directives.periods import Around
from caicach.core.directives.structure import Item, items_of
from caicach.core.directives.tables import Table, tables_in
from caicach.core.directives.targets import figures
from caicach.core.directives.tasks import tasks_of

_YEAR = re.compile(r"năm\s+(\d{4})(?!\s*[-–]\s*\d{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """Header, numbered items, and the findings in the order of the text."""

    header: Header
    items: tuple[Item, ...]
    targets: tuple[Target, ...]
    tasks: tuple[Task, ...]
    results: tuple[ReportedResult, ...]


def read(text: str, tables: Sequence[Table] = ()) -> Reading:
    """Read a directive: `text` in NFC, converted from old encodings; `tables` those of the file it came from.

    Tables that stand in the text itself, cells parted by " | ", are read as well. Never raises; what is not found is empty.
    """
    header = read_header(text)
    body, annexes = body_of(text, header), annexes_of(text, header)
    tables = [*tables, *tables_in([*body, *annexes], tables)]
    around = Around(header.date, _year_of(header))
    told = header.date
    targets: list[Target] = []
    tasks: list[Task] = []
    results: list[ReportedResult] = []
    recipients = tuple(one.value for one in header.recipients)
    for lines in (_outside(body, tables), _outside(annexes, tables)):
        passages = passages_of(text, lines)
        tasks += tasks_of(passages, recipients, told)
        for passage in passages:
            for found in figures(passage, around):
                (targets if isinstance(found, Target) else results).append(found)  # type: ignore[arg-type]
        recipients = ()
    for table in tables:
        found_targets, found_tasks = rows_of(text, table, around)
        targets += found_targets
        tasks += found_tasks
    return Reading(
        header,
        items_of(body),
        tuple(sorted(targets, key=lambda one: one.start)),
        tuple(sorted(tasks, key=lambda one: one.start)),
        tuple(sorted(results, key=lambda one: one.start)),
    )


def _year_of(header: Header) -> str | None:
    """The year that the subject names, where it names one: "... nhiệm vụ cải cách hành chính năm 2024"."""
    years = set(_YEAR.findall(header.subject.value)) if header.subject else set()
    return years.pop() if len(years) == 1 else None


def _outside(lines: Sequence[Line], tables: Sequence[Table]) -> list[Line]:
    """The lines that belong to no table."""
    spans = [
        (rows[0][0].start, rows[-1][-1].end)
        for table in tables
        if (rows := [row for row in table.rows if row])
    ]
    return [
        line for line in lines if not any(start <= line.end and line.start <= end for start, end in spans)
    ]
