"""What a scoring sheet says of a unit, and which cells each leaf has in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from caicach.apps.parindex import formulas
from caicach.apps.parindex.queries.facts import fields_of
from caicach.core.parindex import Framework, Node, UnitResult, Words
from caicach.core.parindex.rules.base import Input, InputField, Setting, UnitCase
from caicach.core.parindex.rules.survey import Survey
from caicach.core.parindex.rules.timeliness import read_day

SIGNED = Words(
    f"Ngày ký: ngày/tháng/năm, hoặc “{formulas.NOT_ISSUED}”",
    f"Signed on: day/month/year, or “{formulas.NOT_ISSUED}” (not issued)",
)
"""Beside the cell of a date: an empty one says nothing, so that what was not issued is written out."""


@dataclass(frozen=True, slots=True)
class LeafState:
    """What the sheet says of a leaf beside its rule. `shown` is False for a leaf whose figures the reader may not see."""

    inputs: Input = field(default_factory=dict)
    version: int = 0
    exempt: bool = False
    shown: bool = True
    may_enter: bool = True
    appraised: Decimal | None = None
    final: Decimal | None = None
    note: str = ""
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """A unit's sheet: its set, the state of its leaves and knock-outs by code, and its result, which fills the cached values."""

    framework: Framework
    setting: Setting
    case: UnitCase
    result: UnitResult
    leaves: Mapping[str, LeafState]
    bonus: Mapping[str, int | Decimal] = field(default_factory=dict)
    penalty: Mapping[str, int | Decimal] = field(default_factory=dict)
    attributes: Mapping[str, Decimal | bool] = field(default_factory=dict)
    unit: str = ""
    about: Mapping[str, str] = field(default_factory=dict)


def input_fields(framework: Framework, node: Node, raw: Input) -> list[tuple[str, InputField, Words]]:
    """The input cells of a leaf: key within the leaf ("num", "items[2]"), its field, what stands beside the cell."""
    if isinstance(node.rule, Survey) and "index" in raw:
        words = Words("Chỉ số điều tra (0–100)", "Survey index (0–100)")
        return [("index", InputField("index", "number", words), words)]
    cells: list[tuple[str, InputField, Words]] = []
    for asked in fields_of(framework, node):
        if asked.kind == "checklist":
            cells += [(f"{asked.name}[{at}]", asked, words) for at, words in enumerate(asked.options, 1)]
        elif asked.kind == "choice":
            listed = [
                Words(f"{at}: {option.vi}", f"{at}: {option.en}")
                for at, option in enumerate(asked.options, 1)
            ]
            label = Words("; ".join(one.vi for one in listed), "; ".join(one.en for one in listed))
            cells.append((asked.name, asked, label))
        else:
            cells.append((asked.name, asked, SIGNED if asked.kind == "date" else asked.words))
    return cells


def shown(asked: InputField, key: str, raw: Input) -> Any:
    """What stands in an input cell: a number, a date, one of the fixed words, text; None for nothing stated."""
    value = raw.get(asked.name)
    match asked.kind:
        case "checklist":
            at = int(key[len(asked.name) + 1 : -1]) - 1
            tick = value[at] if isinstance(value, list | tuple) and at < len(value) else None
            return None if tick is None else formulas.YES if tick else formulas.NO
        case "yes_no":
            return None if value is None else formulas.YES if value else formulas.NO
        case "choice":
            return value + 1 if isinstance(value, int) else None
        case "date":
            if asked.name in raw and value is None:
                return formulas.NOT_ISSUED
            return None if value is None else read_day(value, asked.name)
    return int(value) if isinstance(value, bool) else value
