"""JSON whose numbers keep every digit: Decimal in, Decimal out, never a float between them."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any


def dumps(value: object) -> str:
    """`value` as JSON, 1.50 as 1.50, keys in their order: equal values give equal texts, whatever database they come from.

    Raises TypeError for a float (its digits are lost already) and for what is not JSON.
    """
    match value:
        case None | bool() | int() | str():
            return json.dumps(value, ensure_ascii=False)
        case Decimal() if value.is_finite():
            return format(value, "f")
        case dt.date():
            return json.dumps(value.isoformat())
        case dict():
            return (
                "{"
                + ",".join(f"{dumps(str(key))}:{dumps(item)}" for key, item in sorted(value.items()))
                + "}"
            )
        case list() | tuple():
            return "[" + ",".join(map(dumps, value)) + "]"
    raise TypeError(f"{value!r} cannot be kept as JSON without losing something")


def loads(text: str | bytes) -> Any:
    """The value of a JSON text; raises ValueError. NaN and Infinity are not JSON."""
    return json.loads(text, parse_float=Decimal, parse_constant=_refuse)


class ExactEncoder(json.JSONEncoder):
    """For JSONField: writes a Decimal by its digits."""

    def encode(self, o: Any) -> str:
        return dumps(o)


class ExactDecoder(json.JSONDecoder):
    """For JSONField: reads a number with a point as Decimal."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"parse_float": Decimal, **options})


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is not a number")
