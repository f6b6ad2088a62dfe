"""The facts units are scored from, read from plain JSON values with the place of every fault.

Numbers must arrive as int or Decimal (`json.loads(text, parse_float=Decimal)`): a float has already lost digits.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from caicach.core.words import Words

from .errors import FactsError, InputError
from .framework import Framework
from .rules.base import Input, number
from .rules.timeliness import Timeliness, read_day

_FACTS_KEYS = frozenset({"units", "year", "dates", "note", "source"})
_UNIT_KEYS = frozenset(
    {
        "unit",
        "block",
        "last_year",
        "inputs",
        "not_applicable",
        "bonus",
        "penalty",
        "attributes",
        "not_ranked",
        "note",
        "source",
    }
)
_NOT_A_LEAF = Words(
    "mục này có mục con, điểm là tổng các mục con: số liệu ghi ở đây không được tính",
    "this node sums its children: an input here scores nothing",
)
_LAST_KEYS = frozenset({"index", "leaves", "values", "framework"})


@dataclass(frozen=True, slots=True)
class LastYear:
    """What the unit reached last year: its index, points by leaf, and the values that `change` rules compare with.

    Where `values` says nothing of a leaf, its entry in `leaves` is taken.
    """

    index: Decimal | None = None
    leaves: Mapping[str, Decimal] = field(default_factory=dict)
    values: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """One unit's inputs by leaf code, and what else its index depends on."""

    unit: str
    inputs: Mapping[str, Input]
    block: str = ""
    last_year: LastYear = LastYear()
    not_applicable: frozenset[str] = frozenset()
    bonus: Mapping[str, int | Decimal] = field(default_factory=dict)
    penalty: Mapping[str, int | Decimal] = field(default_factory=dict)
    attributes: Mapping[str, bool | Decimal] = field(default_factory=dict)
    not_ranked: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """The units of one scoring. `year` is the scoring year where stated; `dates` the reference dates of the round.

    `remarks` (path, what) name what was read but scores nothing.
    """

    units: tuple[UnitFacts, ...]
    year: int | None = None
    dates: Mapping[str, date] = field(default_factory=dict)
    remarks: tuple[tuple[str, Words], ...] = ()

    def scoring_year(self, framework: Framework) -> int:
        """The year stated, else the one most signature dates lie in (the later of equals), else the framework's."""
        if self.year is not None:
            return self.year
        dated = [leaf.code for leaf in framework.leaves if isinstance(leaf.rule, Timeliness)]
        found: Counter[int] = Counter()
        for unit in self.units:
            for code in dated:
                value = unit.inputs.get(code, {}).get("date")
                if value is not None:
                    found[_day(value, unit, code).year] += 1
        return max(found, key=lambda year: (found[year], year)) if found else framework.year


def _day(value: Any, unit: UnitFacts, code: str) -> date:
    try:
        return read_day(value, "date")
    except InputError as error:
        raise FactsError(f'{unit.unit}: inputs["{code}"].date', error.reason.vi, error.reason.en) from error


def read(data: Any, framework: Framework) -> Facts:
    """Facts from parsed JSON. Raises FactsError at the first fault of form; inputs are checked when they are scored."""
    top = _mapping(data, "")
    _only(top, _FACTS_KEYS, "")
    units = top.get("units")
    if not isinstance(units, list) or not units:
        raise FactsError(
            "units", "phải là danh sách có ít nhất một đơn vị", "must be a list of at least one unit"
        )
    year = top.get("year")
    if year is not None and (isinstance(year, bool) or not isinstance(year, int) or not 2000 <= year <= 2100):
        raise FactsError("year", "phải là một năm, ví dụ 2026", "must be a year such as 2026")
    dates = {
        name: _read_date(value, f"dates.{name}")
        for name, value in _mapping(top.get("dates"), "dates").items()
    }
    read_units = tuple(_unit(item, f"units[{index}]", framework) for index, item in enumerate(units))
    doubled = [name for name, count in Counter(unit.unit for unit in read_units).items() if count > 1]
    if doubled:
        raise FactsError("units", f"đơn vị “{doubled[0]}” ghi hai lần", f"unit “{doubled[0]}” stands twice")
    remarks = tuple(
        (f'units[{index}].inputs["{code}"]', _NOT_A_LEAF)
        for index, unit in enumerate(read_units)
        for code in unit.inputs
        if framework.by_code[code].rule is None and framework.by_code[code].knockout is None
    )
    return Facts(read_units, year, dates, remarks)


def _unit(item: Any, path: str, framework: Framework) -> UnitFacts:
    data = _mapping(item, path)
    _only(data, _UNIT_KEYS, path)
    name = data.get("unit")
    if not isinstance(name, str) or not name.strip():
        raise FactsError(f"{path}.unit", "phải là tên đơn vị", "must be the unit's name")
    inputs = _mapping(data.get("inputs"), f"{path}.inputs")
    for code, value in inputs.items():
        place = f'{path}.inputs["{code}"]'
        if code not in framework.by_code:
            raise FactsError(place, "bộ chỉ số không có tiêu chí này", "the framework has no such leaf")
        _mapping(value, place)
    declared = data.get("not_applicable") or []
    if not isinstance(declared, list):
        raise FactsError(f"{path}.not_applicable", "phải là danh sách mã", "must be a list of codes")
    for code in declared:
        if code not in framework.by_code:
            raise FactsError(
                f"{path}.not_applicable", f"không có tiêu chí “{code}”", f"there is no leaf “{code}”"
            )
    return UnitFacts(
        unit=name.strip(),
        block=_text(data.get("block"), f"{path}.block"),
        inputs=inputs,
        last_year=_last_year(data.get("last_year"), f"{path}.last_year"),
        not_applicable=frozenset(declared),
        bonus=_extras(data.get("bonus"), framework.bonus, f"{path}.bonus"),
        penalty=_extras(data.get("penalty"), framework.penalty, f"{path}.penalty"),
        attributes=_attributes(data.get("attributes"), framework, f"{path}.attributes"),
        not_ranked=_text(data.get("not_ranked"), f"{path}.not_ranked"),
    )


def _last_year(value: Any, path: str) -> LastYear:
    data = _mapping(value, path)
    _only(data, _LAST_KEYS, path)
    index = _number(data, "index", path)
    figures = {}
    for part in ("leaves", "values"):
        items = _mapping(data.get(part), f"{path}.{part}")
        known = {code: _number(items, code, f"{path}.{part}") for code in items}
        figures[part] = {code: Decimal(value) for code, value in known.items() if value is not None}
    return LastYear(None if index is None else Decimal(index), figures["leaves"], figures["values"])


def _extras(value: Any, extras: Any, path: str) -> dict[str, int | Decimal]:
    data = _mapping(value, path)
    known = {item.code for item in extras.items} if extras else set()
    result = {}
    for code in data:
        if code not in known:
            raise FactsError(f"{path}.{code}", "bộ chỉ số không có mục này", "the framework has no such item")
        count = _number(data, code, path)
        if count is not None:
            result[code] = count
    return result


def _attributes(value: Any, framework: Framework, path: str) -> dict[str, bool | Decimal]:
    data = _mapping(value, path)
    known = {item.code for item in framework.attributes}
    result: dict[str, bool | Decimal] = {}
    for code, stated in data.items():
        if code not in known:
            raise FactsError(
                f"{path}.{code}", "bộ chỉ số không có thuộc tính này", "the framework has no such attribute"
            )
        if isinstance(stated, bool):
            result[code] = stated
        elif stated is not None:
            result[code] = Decimal(_number(data, code, path) or 0)
    return result


def _mapping(value: Any, path: str) -> Mapping[str, Any]:
    if value is None and path:
        return {}
    if not isinstance(value, Mapping):
        raise FactsError(path or "(gốc)", "phải là một đối tượng {…}", "must be an object {…}")
    return value


def _only(data: Mapping[str, Any], known: frozenset[str], path: str) -> None:
    unknown = sorted(set(data) - known)
    if unknown:
        listed = ", ".join(sorted(known))
        place = f"{path}.{unknown[0]}" if path else unknown[0]
        raise FactsError(
            place, f"không có trường này (có: {listed})", f"there is no such field (known: {listed})"
        )


def _number(data: Mapping[str, Any], key: str, path: str) -> int | Decimal | None:
    try:
        return number(data, key)
    except InputError as error:
        raise FactsError(f"{path}.{key}", error.reason.vi, error.reason.en) from error


def _text(value: Any, path: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise FactsError(path, "phải là chữ", "must be a text")
    return value


def _read_date(value: Any, path: str) -> date:
    try:
        return read_day(value, path)
    except InputError as error:
        raise FactsError(path, error.reason.vi, error.reason.en) from error
