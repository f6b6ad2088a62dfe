"""JSON whose numbers keep every digit: Decimal in, Decimal out, never a float between them."""

import json
from datetime import date
from decimal import Decimal
from typing import Any


def dumps(value: object, *, sort: bool = True) -> str:
    """`value` as JSON, 1.50 as 1.50. With sorted keys equal values give equal texts, whatever database they come from.

    Raises TypeError for a float (its digits are lost already) and for what is not JSON.
    """
    match value:
        case None | bool() | int() | str():
            return json.dumps(value, ensure_ascii=False)
        case Decimal() if value.is_finite():
            return format(value, "f")
        case date():
            return json.dumps(value.isoformat())
        case dict():
            items = sorted(value.items()) if sort else value.items()
            return "{" + ",".join(f"{dumps(str(key))}:{dumps(item, sort=sort)}" for key, item in items) + "}"
        case list() | tuple():
            return "[" + ",".join(dumps(item, sort=sort) for item in value) + "]"
    raise TypeError(f"{value!r} cannot be kept as JSON without losing something")


def loads(text: str | bytes) -> Any:
    """The value of a JSON text; raises ValueError. NaN and Infinity are not JSON."""
    return json.loads(text, parse_float=Decimal, parse_constant=_refuse)


def _refuse(name: str) -> Any:
    raise ValueError(f"{name} is not a number")
