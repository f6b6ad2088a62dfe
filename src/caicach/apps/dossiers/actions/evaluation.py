"""Keeping the points of settled dossiers as they are now; called by the searches for violations with what they have read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from caicach.apps.dossiers.models import Dossier, DossierPoints
from caicach.core.dossiers.indicators import OF_DOSSIERS, points_of
from caicach.core.dossiers.record import DossierRecord
from caicach.core.dossiers.violations import Facts
from caicach.core.worktime.calendar import UnknownYear

POINTS = tuple(f"p{one}" for one in OF_DOSSIERS)
COLUMNS = ("unit_id", "handling_unit_id", "officer_id", "channel", "finished_on", *POINTS)


def keep(records: Sequence[DossierRecord], facts: Facts) -> None:
    """Write what has changed; a dossier that is not settled (any more) has no points. A fixed number of queries."""
    kept = DossierPoints.objects.in_bulk([record.id for record in records])
    wanted = {row.dossier_id: row for row in _rows(records, facts)}
    new = [row for key, row in wanted.items() if key not in kept]
    changed = [row for key, row in wanted.items() if key in kept and _differs(row, kept[key])]
    for row, locality_id in _localities([*new, *changed]):
        row.locality_id = locality_id
    DossierPoints.objects.bulk_create(new, ignore_conflicts=True)
    if changed:
        DossierPoints.objects.bulk_update(changed, [name.removesuffix("_id") for name in COLUMNS])
    if gone := kept.keys() - wanted.keys():
        DossierPoints.objects.filter(pk__in=gone).delete()


def _rows(records: Iterable[DossierRecord], facts: Facts) -> Iterable[DossierPoints]:
    for record in records:
        try:
            points = points_of(record, facts)
        except UnknownYear:
            continue
        if points is None or record.finished_at is None:
            continue
        yield DossierPoints(
            dossier_id=record.id,
            unit_id=record.unit.id,
            handling_unit_id=record.handling_unit.id,
            officer_id=record.officer.id if record.officer else None,
            channel=record.channel.value,
            finished_on=facts.day(record.finished_at),
            **{f"p{indicator}": points[indicator] for indicator in OF_DOSSIERS},
        )


def _differs(row: DossierPoints, kept: DossierPoints) -> bool:
    return any(getattr(row, name) != getattr(kept, name) for name in COLUMNS)


def _localities(rows: Sequence[DossierPoints]) -> list[tuple[DossierPoints, int]]:
    if not rows:
        return []
    found = Dossier.objects.filter(pk__in=[row.dossier_id for row in rows]).values_list("pk", "locality_id")
    places = dict(found)
    return [(row, places[row.dossier_id]) for row in rows]
