"""What a record of a publication says of each unit, for those who work with published results and not with live ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from . import exact
from .record import FORMAT, RecordError
from .results import NodeResult


@dataclass(frozen=True, slots=True)
class PublishedUnit:
    """A unit as it was published. `last_index` is the index of the year before as the facts of the record state it."""

    name: str
    index: Decimal | None
    rank: int | None
    nodes: Mapping[str, NodeResult]
    last_index: Decimal | None = None


def read(text: str) -> dict[str, PublishedUnit]:
    """The units of a record by their number in it. Raises RecordError for a document that is no record."""
    try:
        data = exact.loads(text)
        if data["format"] != FORMAT:
            raise RecordError(f"không phải hồ sơ công bố ({FORMAT})")
        before = {unit["unit"]: unit["last_year"]["index"] for unit in data["facts"]["units"]}
        return {
            number: PublishedUnit(
                data["names"].get(number, number),
                _figure(own["index"]),
                own["rank"],
                {
                    code: NodeResult(code, _figure(p), _figure(m), status)
                    for code, (p, m, status) in own["nodes"].items()
                },
                _figure(before.get(number)),
            )
            for number, own in data["results"].items()
        }
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise RecordError(f"nội dung không đúng mẫu: {error!r}") from error


def _figure(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)
