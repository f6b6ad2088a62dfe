"""Turning what was decided into rows: derived columns, placements, records for the audit trail."""

from __future__ import annotations

import datetime as dt

from django.db import connection
from django.db.models import Q

from caicach.apps.units.models import TERRITORIAL, FormerName, Placement, Unit
from caicach.core.vietnamese import fold, sort_key
from caicach.platform.audit.actions import Subject

FOLDED_LENGTH = 1000
SORT_KEY_LENGTH = 700


def derive(unit: Unit, former: tuple[str, ...] = ()) -> None:
    """Set the columns that search and sorting use; `former` are names that still lead to the unit.

    Provinces, districts and communes are listed by their proper name: Phường An Hội, Xã An Phú, Phường Ba Đình.
    """
    proper = f"{unit.short_name} {unit.name}" if unit.kind in TERRITORIAL and unit.short_name else unit.name
    unit.sort_key = sort_key(proper)[:SORT_KEY_LENGTH]
    words = (unit.name, unit.short_name, unit.code, unit.identification_code, *former)
    unit.folded = fold(" | ".join(word for word in words if word))[:FOLDED_LENGTH]


def former_names_of(unit: Unit) -> tuple[str, ...]:
    return tuple(FormerName.objects.filter(unit=unit).order_by("-until").values_list("name", flat=True))


def place(unit: Unit, parent: Unit | None) -> str:
    """Put a new unit below `parent` for as long as it lasts and return its latest path.

    A parent that has moved since the unit began gives the unit one placement for each of its own.
    """
    if parent is None:
        placed = [
            Placement(unit=unit, path=f"{unit.pk}/", valid_from=unit.valid_from, valid_to=unit.valid_to)
        ]
    else:
        placed = [
            Placement(
                unit=unit,
                parent=parent,
                path=f"{above.path}{unit.pk}/",
                valid_from=max(above.valid_from, unit.valid_from),
                valid_to=_earlier(above.valid_to, unit.valid_to),
            )
            for above in Placement.objects.filter(
                overlapping(unit.valid_from, unit.valid_to), unit=parent
            ).order_by("valid_from")
        ]
    Placement.objects.bulk_create(placed)
    return placed[-1].path


def lasting_beyond(on: dt.date) -> Q:
    """The rows that hold on some day after `on`."""
    return Q(valid_to__isnull=True) | Q(valid_to__gt=on)


def overlapping(start: dt.date, end: dt.date | None) -> Q:
    """The rows that hold on some day from `start` to `end`."""
    shared = Q(valid_to__isnull=True) | Q(valid_to__gte=start)
    return shared if end is None else shared & Q(valid_from__lte=end)


def _earlier(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return min(one, other) if one and other else one or other


def refresh_statistics() -> None:
    """Let PostgreSQL look at the tables after a bulk load: until autovacuum comes by it plans as if they were empty."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE units_unit, units_placement, units_succession")


def subject(unit: Unit, path: str) -> Subject:
    return Subject("unit", unit.pk, unit.name, path)


def story(unit: Unit) -> dict[str, object]:
    """What the trail says of a unit."""
    return {
        "kind": unit.kind,
        "subkind": unit.subkind,
        "code": unit.code,
        "identification_code": unit.identification_code,
        "name": unit.name,
        "short_name": unit.short_name,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
    }
