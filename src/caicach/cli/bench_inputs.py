"""Inputs for the benchmarks, drawn for a rule of any type."""

from __future__ import annotations

from decimal import Decimal
from typing import Any


def drawn_input(rule: Any, chance: Any) -> dict[str, Any]:
    """An input in the shape of the facts file that the rule accepts; `chance` is a `random.Random`."""
    match rule.type:
        case "binary":
            return {"done": chance.random() < 0.9}
        case "timeliness":
            return {"date": f"2026-01-{chance.randint(5, 31):02d}"}
        case "checklist":
            return {"items": [chance.random() < 0.9 for _ in rule.items]}
        case "choice":
            return {"option": chance.randrange(len(rule.options))}
        case "bands" | "external":
            return {"value": chance.randint(0, 100)}
        case "ratio":
            whole = chance.randint(20, 6000)
            return {"num": round(whole * chance.uniform(0.6, 1)), "den": whole}
        case "deduct" | "count":
            return {"count": chance.randint(0, 3)}
        case "survey" if rule.options:
            return {name: chance.randint(1, 60) for name in rule.options}
        case "survey":
            return {"index": Decimal(chance.randint(6500, 9900)) / 100}
        case _:
            return {name: chance.randint(0, 3) for name in rule.variables}
