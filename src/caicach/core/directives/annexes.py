"""Tables as targets and tasks: which column says what is told by its heading."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from caicach.core.directives.actors import is_group, split_names
from caicach.core.directives.findings import Operator, Target, Task, TaskKind
from caicach.core.directives.operators import operator_at
from caicach.core.directives.passages import Passage
from caicach.core.directives.periods import Around
from caicach.core.directives.quantities import number
from caicach.core.directives.tables import FIRST_COLUMN, Cell, Table
from caicach.core.directives.targets import LIKELY, SURE, figures
from caicach.core.directives.times import column_time
from caicach.core.directives.wording import words
from caicach.core.vietnamese import tidy

_I = re.IGNORECASE
# Headings of columns, in the order in which they decide: "Đơn vị tính" is no office, "Đơn vị phối hợp" supports.
_ROLES = (
    ("unit", words(r"đơn vị tính|đvt|đơn vị đo|^đơn vị \(", _I)),
    ("number", words(r"^(?:s ?tt|tt|số tt|số thứ tự|no)\.?$", _I)),
    ("with", words(r"phối hợp", _I)),
    ("product", words(r"sản phẩm|đầu ra|kết quả (?:dự kiến|cần đạt|hoàn thành)|^kết quả$", _I)),
    ("done", words(r"(?:thực hiện|kết quả|đạt được|hiện trạng) ?(?:năm|đến|tháng|đạt|quý|\d)|đã đạt|hiện trạng", _I)),
    ("when", words(r"thời gian|thời hạn|thời điểm|tiến độ|hoàn thành|^hạn", _I)),
    ("who", words(r"chủ trì|thực hiện|phụ trách|phân công|đầu mối|tham mưu|^(?:cơ quan|đơn vị|phòng|trách nhiệm)", _I)),
    ("value", words(
        r"^(?:đến )?(?:hết )?năm 20\d\d|^20\d\d$|chỉ tiêu giao|mục tiêu (?:năm|đến)|"
        r"kế hoạch(?: năm)?(?: 20\d\d)?$|phấn đấu|giá trị|^mục tiêu$", _I)),
    ("measure", words(r"chỉ tiêu|mục tiêu|chỉ số", _I)),
    ("what", words(r"nội dung|nhiệm vụ|công việc|hoạt động|giải pháp|đề án|tên văn bản|danh mục", _I)),
)  # fmt: skip
_VALUE = re.compile(
    r"\s*(?P<before>[^\d%]{0,25}?)(?P<value>\d+(?:[.,]\d+)*)\s*(?P<unit>%|phần trăm)?(?P<behind>[^\d%]{0,25})"
)
_YEARS = re.compile(r"20\d\d(?:\s*[-–]\s*20\d\d)?")
_PLAIN = re.compile(r"\s*[≥>≤<]?\s*=?\s*\d+(?:[.,]\d+)*\s*%?\s*")
_UNIT = re.compile(r"\s*(?:%|[a-zà-ỹđ/]{1,12}|Tỷ lệ|Tỉ lệ|Điểm|Số|Người|Hồ sơ)\s*")
_MARKER = re.compile(r"(?:[IVX]+\.)?\d+(?:\.\d+)*[.)]?|[IVX]+[.)]?|[a-zđ][.)]|\d+(?:[.,]\d+)?\s*%")
_ANNEX = re.compile(r"PHỤ LỤC|Phụ lục|BIỂU")
_SHORTEST, _LONGEST_HEADING, _SAMPLE = 12, 80, 20


@dataclass(frozen=True, slots=True)
class _Row:
    cells: dict[str, Cell]
    values: tuple[tuple[str, Cell], ...]
    marker: str
    above: str
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class _Value:
    """A cell with a figure, and the year that it is for."""

    cell: Cell
    period: str | None


def rows_of(text: str, table: Table, around: Around) -> tuple[list[Target], list[Task]]:
    """The targets and tasks of one table; none of a table whose columns say neither who, nor when, nor how much."""
    targets: list[Target] = []
    tasks: list[Task] = []
    for row in _rows(text, table):
        targets += _targets(text, row, around)
        if "who" in row.cells or "when" in row.cells:
            tasks += _tasks(text, row, around)
    return targets, tasks


def _rows(text: str, table: Table) -> Iterator[_Row]:
    every = [part for cells in table.rows for part in _apart(cells)]
    heads = [at for at, cells in enumerate(every) if _header(cells)]
    for at, following in pairwise([*heads, len(every)]):
        rows = every[at + 1 : following]
        roles = _by_content(_header(every[at]) or [], rows[:_SAMPLE])
        yield from _below(text, rows, (roles, [tidy(cell.text) for cell in every[at]]))


def _apart(cells: tuple[Cell, ...]) -> Iterator[tuple[Cell, ...]]:
    """A row to whose end the heading of the next annex clings is two: "7 | ... | Bộ Công an | PHỤ LỤC II ... | TT | Nhiệm vụ"."""
    at = next((at for at, cell in enumerate(cells) if at and FIRST_COLUMN.fullmatch(cell.text)), None)
    if at is None:
        yield cells
        return
    yield tuple(cell for cell in cells[:at] if not _ANNEX.match(cell.text))
    yield cells[at:]


def _below(
    text: str, rows: Sequence[tuple[Cell, ...]], columns: tuple[list[str], list[str]]
) -> Iterator[_Row]:
    """The rows below one heading, each under the last one that only names what follows."""
    above = ""
    leads: Cell | None = None
    for cells in rows:
        filled = [cell for cell in cells if cell.text]
        if not filled:
            continue
        roles, names = _fitted(cells, *columns)
        known = {role: cell for role, cell in zip(roles, cells, strict=False) if role and cell.text}
        if not known.keys() - {"number", "what", "measure"}:
            leads = None
            above = tidy(" ".join(cell.text for cell in filled))
            continue
        # A cell that is merged over several rows is filled in the first of them.
        leads = known.get("who", leads)
        if leads and "who" in roles and "what" in known:
            known["who"] = leads
        yield _Row(
            known,
            tuple(
                (name, cell)
                for role, name, cell in zip(roles, names, cells, strict=False)
                if role == "value" and cell.text
            ),
            known["number"].text if "number" in known else "",
            above,
            filled[0].start,
            filled[-1].end,
            text.count("\n", 0, filled[0].start) + 1,
        )


def _fitted(cells: Sequence[Cell], roles: list[str], names: list[str]) -> tuple[list[str], list[str]]:
    """The columns for a row with more or fewer cells than its heading, as merged cells and lost headings leave them."""
    first = cells[0].text
    more = len(cells) - len(roles)
    if more > 0 and not first:
        return [""] * more + roles, [""] * more + names
    if more == 1 and "number" not in roles and _MARKER.fullmatch(first):
        return ["number", *roles], ["", *names]
    if more > 0 and _MARKER.fullmatch(first):
        return _by_look(cells), [""] * len(cells)
    if more < 0 and roles[0] == "number" and len(first) >= _SHORTEST and not _MARKER.fullmatch(first):
        return roles[1:], names[1:]
    return roles, names


def _by_look(cells: Sequence[Cell]) -> list[str]:
    """What the cells of a row without a heading hold: its number, the work, who leads and supports, by when, what comes out."""
    free = {"office": ["who", "with"], "text": ["what", "product"]}
    roles = ["number"]
    for cell in cells[1:]:
        timed = cell.text and len(cell.text) < _LONGEST_HEADING and column_time(cell.text, None)
        if timed and (timed.deadline or timed.recurrence) and "when" not in roles:
            roles.append("when")
            continue
        left = free["office" if "what" in roles and is_group(cell.text) else "text"]
        roles.append(left.pop(0) if left and cell.text else "")
    return roles


def _header(cells: Sequence[Cell]) -> list[str] | None:
    """The roles of the columns where a row is a heading: at least two are known, one of them what is measured or done."""
    if any(len(cell.text) > _LONGEST_HEADING or _MARKER.fullmatch(cell.text) for cell in cells):
        return None
    roles = [next((role for role, pattern in _ROLES if pattern.search(cell.text)), "") for cell in cells]
    subject = next((role for role in ("what", "measure", "value") if role in roles), None)
    if (
        subject is None
        or len(set(roles) - {""}) < 2
        or not set(roles) & {"who", "when", "value", "unit", "with"}
    ):
        return None
    if "measure" not in roles and "what" not in roles:
        roles[roles.index("value")] = "measure"
    return roles


def _by_content(roles: list[str], rows: Sequence[tuple[Cell, ...]]) -> list[str]:
    """The roles mended by what the columns hold: one of numbers holds values, one of "%" units, whatever its heading is."""
    found = list(roles)
    whole = [row for row in rows if len(row) == len(roles)] or [row for row in rows if len(row) > len(roles)]
    for at, role in enumerate(roles):
        cells = [row[at - len(roles)].text for row in whole]
        filled = [cell for cell in cells if cell]
        if role in ("what", "measure", "number", "when", "done") or not filled:
            continue
        if sum(bool(_PLAIN.fullmatch(cell)) for cell in filled) * 2 > len(filled):
            found[at] = "value" if "measure" in roles else ""
        elif role == "who" and sum(bool(_UNIT.fullmatch(cell)) for cell in filled) * 2 > len(filled):
            found[at] = "unit"
    return found


def _targets(text: str, row: _Row, around: Around) -> list[Target]:
    measured = row.cells.get("measure") or (row.cells.get("what") if row.values else None)
    if measured and row.values:
        return [
            one
            for name, cell in row.values
            if (one := _valued(text, row, measured, _Value(cell, _year(name, row) or around.period)))
        ]
    cell = row.cells.get("measure") or row.cells.get("what")
    if cell is None:
        return []
    found = figures(_passage(text, row, cell), around)
    return [one for one in found if isinstance(one, Target)]


def _year(name: str, row: _Row) -> str | None:
    """The year or years in the heading of a column ("Năm 2026"), else in that of the rows ("Giai đoạn 2025-2027")."""
    found = _YEARS.search(name) or _YEARS.search(row.above)
    return " ".join(found[0].split()) if found else None


def _valued(text: str, row: _Row, measured: Cell, value_of: _Value) -> Target | None:
    cell = value_of.cell
    found = _VALUE.fullmatch(cell.text)
    value = number(found["value"]) if found else None
    if found is None or value is None:
        return None
    unit = (
        "%"
        if found["unit"]
        else tidy(row.cells["unit"].text)
        if "unit" in row.cells
        else tidy(found["behind"])
    )
    rule = operator_at(
        cell.text, found.start("value"), found.end("unit") if found["unit"] else found.end("value")
    )
    start, end = measured.start, max(measured.end, cell.end)
    return Target(
        subject=tidy(measured.text).rstrip(" .;:"),
        operator=rule.operator if rule else Operator.EQ,
        value=value,
        unit=unit,
        base=None,
        period=value_of.period,
        deadline=None,
        optional=False,
        item=row.marker,
        line=row.line,
        text=text[start:end],
        start=start,
        end=end,
        confidence=SURE if "unit" in row.cells or found["unit"] else LIKELY,
    )


def _tasks(text: str, row: _Row, around: Around) -> list[Task]:
    what = row.cells.get("what") or row.cells.get("measure")
    if what is None or len(what.text) < _SHORTEST:
        return []
    when = column_time(row.cells["when"].text, around.told) if "when" in row.cells else None
    leads = split_names(row.cells["who"].text) if "who" in row.cells else ()
    supports = split_names(row.cells["with"].text) if "with" in row.cells else ()
    return [
        Task(
            kind=TaskKind.TASK,
            what=tidy(what.text).rstrip(" .;:"),
            leads=leads,
            supports=tuple(name for name in supports if name not in leads),
            product=tidy(row.cells["product"].text) if "product" in row.cells else None,
            start_on=when.start_on if when else None,
            deadline=when.deadline if when else None,
            deadline_text=tidy(when.text) if when else None,
            recurrence=when.recurrence if when else None,
            item=row.marker,
            line=row.line,
            text=text[what.start : row.end],
            start=what.start,
            end=row.end,
            confidence=Decimal("0.90") if leads else Decimal("0.70"),
        )
    ]


def _passage(text: str, row: _Row, cell: Cell) -> Passage:
    """A cell as a paragraph, so that the rules for sentences read it."""
    blank = re.sub(r"[\n*#\t\xa0]", " ", text[cell.start : cell.end])
    above = re.sub(r"[\n*#\t\xa0]", " ", row.above)
    heading = Passage(text, above, cell.start, cell.start, row.line, "", "", (), leads=True)
    return Passage(text, blank, cell.start, cell.start, row.line, "", row.marker, (heading,), leads=False)
