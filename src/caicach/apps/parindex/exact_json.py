"""Exact JSON for Django: the two classes that make a JSONField keep every digit of its numbers."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from caicach.core.parindex.exact import dumps, loads

__all__ = ["ExactDecoder", "ExactEncoder", "dumps", "loads"]


class ExactEncoder(json.JSONEncoder):
    """Writes a Decimal by its digits."""

    def encode(self, o: Any) -> str:
        return dumps(o)


class ExactDecoder(json.JSONDecoder):
    """Reads a number with a point as Decimal."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"parse_float": Decimal, **options})
