"""The mapping file of a reorganisation: which old units each new one came from.

JSON: {"data": [{"level1_id": "25", "name": ..., "merges": [{"old_id", "name", "type": "full"|"partial"}],
"level2s": [{"level2_id": "07900", "name": ..., "merges": [...]}]}]}. Codes are text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from caicach.apps.units.models import Succession
from caicach.core.vietnamese import tidy
from caicach.platform.errors import Invalid


@dataclass(frozen=True, slots=True)
class Merge:
    """An old unit that went into a new one, in full or in part."""

    code: str
    name: str
    part: str


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit after the reorganisation with what it came from; `where` is its place in the file."""

    code: str
    name: str
    merges: tuple[Merge, ...]
    where: str


@dataclass(frozen=True, slots=True)
class NewProvince:
    unit: NewUnit
    communes: tuple[NewUnit, ...]


def read_mapping(content: str | bytes) -> tuple[NewProvince, ...]:
    """The mapping in a file; Invalid names the place of the first fault."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as fault:
        line = getattr(fault, "lineno", None)
        raise Invalid(
            _("Tệp không phải JSON hợp lệ (dòng %(line)s).") % {"line": line or "?"},
            _("Hãy tải lại tệp từ nguồn rồi gửi lại, không sửa bằng tay."),
        ) from fault
    provinces = _list(document, "data", "data")
    return tuple(_read_province(item, f"data[{place}]") for place, item in enumerate(provinces))


def _read_province(item: object, where: str) -> NewProvince:
    unit = _read_unit(item, "level1_id", where)
    communes = _list(item, "level2s", f"{where}.level2s")
    return NewProvince(
        unit,
        tuple(
            _read_unit(one, "level2_id", f"{where}.level2s[{place}]") for place, one in enumerate(communes)
        ),
    )


def _read_unit(item: object, code: str, where: str) -> NewUnit:
    merges = tuple(
        _read_merge(merge, f"{where}.merges[{place}]")
        for place, merge in enumerate(_list(item, "merges", f"{where}.merges"))
    )
    return NewUnit(_word(item, code, where), _word(item, "name", where), merges, where)


def _read_merge(item: object, where: str) -> Merge:
    part = _word(item, "type", where)
    if part not in Succession.Part.values:
        raise _fault(f"{where}.type", _("“%(part)s” phải là full hoặc partial") % {"part": part})
    return Merge(_word(item, "old_id", where), _word(item, "name", where), part)


def _list(item: object, name: str, where: str) -> list[Any]:
    value = item.get(name) if isinstance(item, Mapping) else None
    if not isinstance(value, list):
        raise _fault(where, _("thiếu, hoặc không phải danh sách"))
    return value


def _word(item: object, name: str, where: str) -> str:
    value = item.get(name) if isinstance(item, Mapping) else None
    if not isinstance(value, str) or not tidy(value) or len(value) > 200:
        raise _fault(
            f"{where}.{name}", _("thiếu, không phải chữ, hoặc quá dài (mã phải đặt trong dấu ngoặc kép)")
        )
    return tidy(value)


def _fault(where: str, reason: str) -> Invalid:
    return Invalid(
        _("Tệp sai ở %(where)s: %(reason)s.") % {"where": where, "reason": reason},
        _("Hãy đối chiếu với mô tả tệp ở trang nhập, sửa rồi gửi lại."),
    )


def unpack_mapping(packed: Any) -> tuple[NewProvince, ...]:
    """The mapping from `dataclasses.astuple` of each province, as JSON has carried it from the preview."""
    return tuple(
        NewProvince(_unpack_unit(unit), tuple(_unpack_unit(commune) for commune in communes))
        for unit, communes in packed
    )


def _unpack_unit(packed: Any) -> NewUnit:
    code, name, merges, where = packed
    return NewUnit(code, name, tuple(Merge(*merge) for merge in merges), where)
