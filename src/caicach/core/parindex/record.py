"""What is published, as one document that proves itself: criteria set, facts, decided points, and the results made of them.

Whoever has the document can compute it again to the last digit, without the system it came from (`verify`), and its digest
says whether a character of it was changed.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from caicach.core.words import plain

from . import document, exact
from . import facts as facts_reader
from .errors import FactsError, FrameworkErrors
from .facts import Facts, UnitFacts
from .results import Results, UnitResult
from .scoring import Settled, evaluate

FORMAT = "caicach-publication/1"
_PARTS = ("format", "decision", "framework", "facts", "settled", "names", "results")


class RecordError(ValueError):
    """The document is no record of a publication; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A value of the document that computing it again does not give."""

    place: str
    stated: str
    computed: str


def write(
    framework_text: str,
    facts: Facts,
    settled: Settled,
    results: Results,
    names: Mapping[str, str],
    decision: Mapping[str, str],
) -> str:
    """The record as JSON with exact numbers and sorted keys. `names` says what each unit of the facts is called."""
    return exact.dumps(
        {
            "format": FORMAT,
            "decision": dict(decision),
            "framework": framework_text,
            "facts": facts_document(facts),
            "settled": {unit: dict(points) for unit, points in settled.items()},
            "names": dict(names),
            "results": {unit.unit: _result(unit) for unit in results.units},
        }
    )


def digest(text: str) -> str:
    """SHA-256 of a record, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def verify(text: str) -> tuple[Difference, ...]:
    """Computes a record again; empty when every value is the same to the last digit. Raises RecordError."""
    data = read(text)
    try:
        framework = document.read(data["framework"], data["framework"][:40])
        facts = facts_reader.read(data["facts"], framework)
        settled = {
            unit: {code: Decimal(points) for code, points in given.items()}
            for unit, given in data["settled"].items()
        }
        results = evaluate(framework, facts, settled)
    except (FrameworkErrors, FactsError) as error:
        raise RecordError(f"không chấm lại được: {error}") from error
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise RecordError(f"nội dung không đúng mẫu: {error!r}") from error
    computed = {unit.unit: _result(unit) for unit in results.units}
    return tuple(_differences("results", data["results"], exact.loads(exact.dumps(computed))))


def facts_document(facts: Facts) -> dict[str, Any]:
    """Facts in the shape of the facts file, from which `facts.read` makes the same again."""
    return {
        "year": facts.year,
        "dates": {code: day.isoformat() for code, day in facts.dates.items()},
        "units": [_unit(unit) for unit in facts.units],
    }


def _unit(unit: UnitFacts) -> dict[str, Any]:
    last = unit.last_year
    return {
        "unit": unit.unit,
        "block": unit.block,
        "inputs": {code: dict(raw) for code, raw in unit.inputs.items()},
        "last_year": {
            "index": last.index,
            "leaves": dict(last.leaves),
            "values": dict(last.values),
        },
        "not_applicable": sorted(unit.not_applicable),
        "bonus": dict(unit.bonus),
        "penalty": dict(unit.penalty),
        "attributes": dict(unit.attributes),
        "not_ranked": unit.not_ranked,
    }


def _result(unit: UnitResult) -> dict[str, Any]:
    standing = unit.standing
    return {
        "points": plain(unit.points),
        "max": plain(unit.max_points),
        "index": None if unit.index is None else plain(unit.index),
        "rank": standing.rank,
        "class": standing.class_name.vi if standing.class_name else None,
        "nodes": {
            code: [_text(node.points), _text(node.max_points), node.status]
            for code, node in unit.nodes.items()
        },
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def read(text: str) -> dict[str, Any]:
    """The parts of a record as they stand in it, numbers exact. Raises RecordError."""
    try:
        data = exact.loads(text)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"không phải JSON: {error}") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise RecordError(f"không phải hồ sơ công bố ({FORMAT})")
    if lacking := [part for part in _PARTS if part not in data]:
        raise RecordError(f"thiếu phần {', '.join(lacking)}")
    if not isinstance(data["framework"], str):
        raise RecordError("phần framework phải là nội dung YAML của bộ chỉ số")
    return data


def _differences(place: str, stated: Any, computed: Any) -> Iterator[Difference]:
    if isinstance(stated, dict) and isinstance(computed, dict):
        for key in sorted(stated.keys() | computed.keys()):
            yield from _differences(f"{place}.{key}", stated.get(key), computed.get(key))
    elif stated != computed:
        yield Difference(place, exact.dumps(stated), exact.dumps(computed))
