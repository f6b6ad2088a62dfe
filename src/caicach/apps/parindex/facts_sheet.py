"""Facts read from tables that people fill in: the table of a round (one line for each figure of each leaf of each unit), and the
scoring sheet of one unit (`formula_sheet`)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from caicach.apps.parindex.formula_sheet import ABOUT, FORMAT, KEY_HEAD, VALUE_HEAD
from caicach.apps.parindex.models import Participant
from caicach.apps.parindex.queries.facts import fields_of
from caicach.apps.parindex.sheet_content import input_fields
from caicach.core.parindex import Framework, plain
from caicach.core.parindex.rules.base import InputField
from caicach.core.vietnamese import fold, read_date, read_decimal, tidy
from caicach.platform import uploads
from caicach.platform.errors import Invalid
from caicach.platform.spreadsheets import Cell, Row, Sheet, Table, address, read_table

HEADER = ("Đơn vị", "Mã đơn vị", "Mã tiêu chí", "Tiêu chí", "Số liệu", "Trường", "Giá trị", "Nguồn")
UNIT, UNIT_CODE, CODE, FIELD, VALUE, SOURCE = 1, 2, 3, 6, 7, 8
MOST_PROBLEMS = 200
_ITEM = re.compile(r"(\w+)\[(\d+)\]")
_YES, _NO = frozenset({"co", "x", "true", "1", "dat"}), frozenset({"khong", "false", "0", "khong dat"})
_ABSENT = frozenset({"khong ban hanh", "khong co"})


def template(
    framework: Framework, participants: Iterable[Participant], stated: dict[tuple[int, str], Any]
) -> Sheet:
    """The table with everything but the values; with them where facts are stated already."""
    table = Sheet(_("Số liệu"), HEADER)
    for one in participants:
        for node in framework.nodes:
            inputs = stated.get((one.pk, node.code), {})
            for asked in fields_of(framework, node):
                for name, label, value in _lines(asked, inputs):
                    unit_code = one.unit.identification_code or one.unit.code
                    table.rows.append(
                        (one.unit.name, unit_code, node.code, node.name, label, name, value, None)
                    )
    return table


@dataclass(slots=True)
class Filled:
    """A filled table as data in the shape of the facts file, with what could not be read."""

    data: dict[str, Any]
    problems: list[str] = field(default_factory=list)


def read(tables: list[Table], framework: Framework) -> Filled:
    """The facts of a filled table; lines without a value say nothing. Raises Invalid for a table of another shape."""
    table = next((one for one in tables if one.rows and _is_head(one.rows[0])), None)
    if table is None:
        raise Invalid(
            _("Bảng không có dòng đầu: %(columns)s.") % {"columns": ", ".join(HEADER)},
            _("Hãy tải bảng mẫu của đợt này, điền cột “Giá trị” rồi gửi lại."),
        )
    filled = Filled({"units": []})
    units: dict[str, dict[str, Any]] = {}
    for row in table.rows[1:]:
        if row.at(VALUE) is None or len(filled.problems) >= MOST_PROBLEMS:
            continue
        try:
            _read_row(framework, row, units)
        except ValueError as error:
            filled.problems.append(f"{table.name}!{address(row.number, VALUE)}: {error}")
    for unit in units.values():
        for code, inputs in unit["inputs"].items():
            unit["inputs"][code] = _complete(framework, code, inputs)
    filled.data["units"] = list(units.values())
    if not units and not filled.problems:
        raise Invalid(_("Bảng chưa điền giá trị nào."), _("Hãy điền cột “Giá trị” rồi gửi lại."))
    return filled


@dataclass(slots=True)
class FilledSheet:
    """A filled scoring sheet: what it was made for (`about`), the inputs by leaf, and what could not be read of others.

    `versions` are those of the figures that the sheet was made from; a leaf that it does not name had none.
    """

    about: dict[str, str] = field(default_factory=dict)
    inputs: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)


def sent_scoring_sheet(file: uploads.File, framework: Framework) -> FilledSheet:
    """As `read_scoring_sheet`, for a file as it was sent."""
    upload = uploads.accept(file, {uploads.Kind.XLSX})
    return read_scoring_sheet(read_table(upload.content, upload.name), framework)


def read_scoring_sheet(tables: list[Table], framework: Framework) -> FilledSheet:
    """The input cells of a scoring sheet, found by their keys wherever the rows stand now; empty cells say nothing.

    Raises Invalid for a file that is no scoring sheet, or whose columns of keys or figures are gone.
    """
    about = _about(tables)
    if about.get("format") != FORMAT:
        raise Invalid(
            _("Tệp này không phải phiếu chấm điểm tải từ hệ thống."),
            _("Hãy tải phiếu ở trang số liệu của đơn vị, điền vào ô màu vàng rồi gửi lại."),
        )
    filled = FilledSheet(about)
    for name, version in about.items():
        code = name.removeprefix("version|")
        if code != name and version.isdigit():
            filled.versions[code] = int(version)
    cells: dict[str, dict[str, tuple[str, Cell]]] = {}
    for key, place, value in _keyed(tables):
        code, _bar, name = key.partition("|")
        if value is not None:
            cells.setdefault(code, {})[name] = (place, value)
    for code, own in cells.items():
        try:
            filled.inputs[code] = _leaf_input(framework, code, own)
        except ValueError as error:
            filled.problems[code] = str(error)
    return filled


def _about(tables: list[Table]) -> dict[str, str]:
    """The hidden page by which a scoring sheet knows itself."""
    page = next((table for table in tables if table.name == ABOUT), None)
    rows = page.rows if page else ()
    return {str(row.at(1)): str(row.at(2)) for row in rows if row.at(1) and row.at(2) is not None}


def _keyed(tables: list[Table]) -> Iterator[tuple[str, str, Cell]]:
    """The key, the place and the value of each input cell."""
    for table in tables:
        for at, head in enumerate(table.rows):
            places = {
                tidy(str(cell)): column for column, cell in enumerate(head.cells, 1) if cell is not None
            }
            if KEY_HEAD in places and VALUE_HEAD in places:
                keys, values = places[KEY_HEAD], places[VALUE_HEAD]
                for row in table.rows[at + 1 :]:
                    key = row.at(keys)
                    if isinstance(key, str) and "|" in key:
                        yield tidy(key), f"{table.name}!{row.address(values)}", row.at(values)
                return
    raise Invalid(
        _("Phiếu chấm điểm mất cột “%(value)s” hoặc cột ẩn “%(key)s”.")
        % {"value": VALUE_HEAD, "key": KEY_HEAD},
        _("Hãy tải lại phiếu, chép số liệu sang và không xóa cột nào."),
    )


def _leaf_input(framework: Framework, code: str, own: dict[str, tuple[str, Cell]]) -> dict[str, Any]:
    """The input of one leaf. Raises ValueError with the reason, which names the cell."""
    node = framework.by_code.get(code)
    if node is None:
        raise ValueError(_("bộ chỉ số không có tiêu chí “%(code)s”") % {"code": code})
    raw = {"index": True} if "index" in own else {}
    cells = {key: asked for key, asked, _words in input_fields(framework, node, raw)}
    if unknown := [name for name in own if name not in cells]:
        raise ValueError(
            _("tiêu chí %(code)s không có số liệu “%(field)s”") % {"code": code, "field": unknown[0]}
        )
    inputs: dict[str, Any] = {}
    for key, asked in cells.items():
        place, value = own.get(key, ("", None))
        if asked.kind == "checklist":
            ticks = inputs.setdefault(asked.name, [])
            if value is None:
                raise ValueError(_("còn ý chưa ghi Có hoặc Không (ý thứ %(n)s)") % {"n": len(ticks) + 1})
            ticks.append(_placed(asked, place, value))
        elif value is not None:
            inputs[asked.name] = _placed(asked, place, value)
    return inputs


def _placed(asked: InputField, place: str, value: Cell) -> Any:
    try:
        return _value(asked, value)
    except ValueError as error:
        raise ValueError(f"{place}: {error}") from error


def _lines(asked: InputField, inputs: dict[str, Any]) -> Iterator[tuple[str, str, Cell]]:
    """The lines of one field: name, label, stated value."""
    value, label = inputs.get(asked.name), asked.words.vi
    match asked.kind:
        case "checklist":
            for at, words in enumerate(asked.options):
                tick = value[at] if isinstance(value, list) and at < len(value) else None
                yield f"{asked.name}[{at + 1}]", f"{words.vi} (có/không)", _yes_no(tick)
        case "choice":
            listed = "; ".join(f"{at}: {words.vi}" for at, words in enumerate(asked.options, 1))
            yield asked.name, f"{label} – {listed}", value + 1 if isinstance(value, int) else None
        case "yes_no":
            yield asked.name, f"{label} (có/không)", _yes_no(value)
        case "date":
            absent = asked.name in inputs and value is None
            yield asked.name, f"{label} (dd/mm/yyyy)", "không ban hành" if absent else _day(value)
        case _:
            yield asked.name, label, value if isinstance(value, int | Decimal | str) else None


def _yes_no(value: Any) -> str | None:
    return None if value is None else "có" if value else "không"


def _day(value: Any) -> dt.date | None:
    return dt.date.fromisoformat(str(value)[:10]) if value else None


def _is_head(row: Row) -> bool:
    return tuple(fold(tidy(str(cell or ""))) for cell in row.cells[: len(HEADER)]) == tuple(map(fold, HEADER))


def _read_row(framework: Framework, row: Row, units: dict[str, dict[str, Any]]) -> None:
    """One line into the unit it is about. Raises ValueError with the reason."""
    name = tidy(str(row.at(UNIT_CODE) or row.at(UNIT) or ""))
    code = _code(row.at(CODE))
    if not name:
        raise ValueError(_("thiếu tên hoặc mã đơn vị"))
    if code not in framework.by_code:
        raise ValueError(_("bộ chỉ số không có tiêu chí “%(code)s”") % {"code": code})
    stated = str(row.at(FIELD) or "")
    item = _ITEM.fullmatch(stated)
    field_name = item[1] if item else stated
    asked = next((one for one in fields_of(framework, framework.node(code)) if one.name == field_name), None)
    if asked is None:
        raise ValueError(
            _("tiêu chí %(code)s không có số liệu “%(field)s”") % {"code": code, "field": stated}
        )
    inputs = units.setdefault(name, {"unit": name, "inputs": {}})["inputs"].setdefault(code, {})
    value = _value(asked, row.at(VALUE))
    if item:
        ticks = inputs.setdefault(field_name, [None] * len(asked.options))
        at = int(item[2]) - 1
        if not 0 <= at < len(ticks):
            raise ValueError(_("ý thứ %(n)s không có ở tiêu chí này") % {"n": item[2]})
        ticks[at] = value
    else:
        inputs[field_name] = value
    if row.at(SOURCE) is not None:
        inputs["source"] = tidy(str(row.at(SOURCE)))


def _value(asked: InputField, cell: Cell) -> Any:
    """A cell as the rule takes it. Raises ValueError with the reason."""
    text = fold(tidy(str(cell)))
    match asked.kind:
        case "yes_no" | "checklist":
            if cell is True or text in _YES:
                return True
            if cell is False or text in _NO:
                return False
            raise ValueError(_("phải ghi “có” hoặc “không”, không phải “%(text)s”") % {"text": cell})
        case "date":
            if text in _ABSENT:
                return None
            return _date(cell).isoformat()
        case "choice":
            number = _number(cell)
            if number != int(number) or not 1 <= number <= len(asked.options):
                raise ValueError(_("phải là số thứ tự của mức, từ 1 đến %(n)s") % {"n": len(asked.options)})
            return int(number) - 1
        case "text":
            return str(cell)
    return _number(cell)


def _date(cell: Cell) -> dt.date:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    try:
        return read_date(str(cell))
    except ValueError as error:
        raise ValueError(
            _("“%(text)s” không phải là ngày; viết ngày/tháng/năm, hoặc “không ban hành”") % {"text": cell}
        ) from error


def _number(cell: Cell) -> int | Decimal:
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return cell
    try:
        number = read_decimal(str(cell))
    except ValueError as error:
        raise ValueError(_("“%(text)s” không phải là một số") % {"text": cell}) from error
    return int(number) if number.as_tuple().exponent == 0 else number


def _complete(framework: Framework, code: str, inputs: dict[str, Any]) -> dict[str, Any]:
    """Items of a checklist that were left empty are not met, once one of them was filled in."""
    for name, value in inputs.items():
        if isinstance(value, list):
            inputs[name] = [bool(tick) for tick in value]
    return inputs


def _code(cell: Cell) -> str:
    """A code as text, even where a spreadsheet has made a number of it."""
    return (
        plain(cell)
        if isinstance(cell, int | Decimal) and not isinstance(cell, bool)
        else tidy(str(cell or ""))
    )
