"""Keeping the found violations as they are now, and explaining them.

What is found is nobody's decision and leaves no entry in the audit trail: it can be found again from the dossiers at any
time. An explanation is somebody's and does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caicach.apps.dossiers.actions import evaluation
from caicach.apps.dossiers.models import Dossier, Violation
from caicach.apps.dossiers.queries import detection, records
from caicach.apps.dossiers.queries import violations as queries
from caicach.apps.units.models import Unit
from caicach.core.dossiers import violations as rules
from caicach.core.dossiers.record import DossierRecord
from caicach.core.vietnamese import tidy
from caicach.platform import clock
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Conflict, Invalid

MANAGE = Permission.DOSSIERS_MANAGE
LONGEST = 2000
DOSSIER_CODES = tuple(one.code for one in rules.DOSSIER_DETECTORS)
UNIT_CODES = tuple(one.code for one in rules.UNIT_DETECTORS)
CHANGING = ("handling_unit_id", "officer_id", "since", "month", "evidence", "resolved_at")


@dataclass(frozen=True, slots=True)
class Changed:
    """What a search changed: violations that are new or found again, and those that are no longer found."""

    opened: int = 0
    resolved: int = 0

    def __add__(self, other: Changed) -> Changed:
        return Changed(self.opened + other.opened, self.resolved + other.resolved)


def refresh(unit_id: int, year: int) -> Changed:
    """Search the dossiers that a counter received in a year, and those from before that are still open, and keep what is found.

    For jobs: part by part, each its own transaction. Twice in a row changes nothing the second time.
    """
    unit = Unit.objects.get(pk=unit_id)
    facts = detection.facts_of(unit_id)
    search = rules.Search(detection.unit_year(unit, year), facts)
    known = records.Known()
    changed = Changed()
    for ids in records.parts(records.of_year(unit_id, year)):
        changed += _search(ids, known, facts, search.one)
    for ids in records.parts(records.open_before(unit_id, year)):
        changed += _search(ids, known, facts, lambda each: rules.detect(each, facts))
    with transaction.atomic():
        kept = Violation.objects.filter(unit_id=unit_id, year=year, code__in=UNIT_CODES)
        return changed + _keep(kept, list(search.together()), year)


def recheck(dossier: Dossier) -> None:
    """Search one dossier again: what every act on a dossier ends with, in its transaction. A fixed number of queries.

    What only several dossiers prove (V9, V12) is found by the nightly search.
    """
    recheck_all(dossier.unit_id, [dossier.pk])


def recheck_all(unit_id: int, dossier_ids: Sequence[int]) -> None:
    """As `recheck`, for dossiers of one counter that came in together: so many queries for each part of them."""
    facts, known = detection.facts_of(unit_id), records.Known()
    for ids in records.parts(dossier_ids):
        _search(ids, known, facts, lambda each: rules.detect(each, facts))


@transaction.atomic
def explain(scope: Scope, violation_id: int, explanation: str) -> Violation:
    """Acknowledge a violation and say how it came about. Asks for DOSSIERS_MANAGE at the counter or the handling office."""
    held = Violation.objects.select_for_update().filter(pk=violation_id).first()
    found = queries.violation(scope, violation_id, MANAGE)
    assert held is not None
    if held.resolved_at is not None:
        raise Conflict(
            _("Vi phạm này không còn nên không cần giải trình."), _("Hãy mở lại danh sách vi phạm.")
        )
    why = tidy(explanation)
    if not why:
        raise Invalid(
            _("Thiếu nội dung giải trình."),
            _("Hãy ghi nguyên nhân, trách nhiệm và cách khắc phục; vi phạm vẫn được tính."),
        )
    if len(why) > LONGEST:
        raise Invalid(
            _("Giải trình dài %(length)s ký tự, quá %(longest)s ký tự cho phép.")
            % {"length": len(why), "longest": LONGEST},
            _("Hãy rút ngắn lại."),
        )
    before = {"explanation": held.explanation} if held.explanation else None
    held.explanation, held.explained_at, held.explained_by_id = why, clock.now(), scope.user_id
    held.save(update_fields=["explanation", "explained_at", "explained_by"])
    label = f"{held.code} {found.dossier.code if found.dossier else found.unit.name}"
    subject = Subject("violation", held.pk, label, found.unit_path)
    record(scope, "violation.explained", subject, before, {"explanation": why}, why)
    return held


@transaction.atomic
def _search(
    ids: Sequence[int],
    known: records.Known,
    facts: rules.Facts,
    detect: Callable[[DossierRecord], Iterable[rules.Violation]],
) -> Changed:
    """Search some dossiers and keep what is found, with the points of those that are settled."""
    read = list(records.records_of(ids, known=known))
    evaluation.keep(read, facts)
    found = [one for each in read for one in detect(each)]
    return _keep(Violation.objects.filter(dossier_id__in=ids, code__in=DOSSIER_CODES), found)


def _keep(kept: QuerySet[Violation], found: Sequence[rules.Violation], year: int | None = None) -> Changed:
    """Make the rows `kept` say what was `found`; `year` for violations of a unit."""
    now = clock.now()
    before = {(row.dossier_id, row.code): row for row in kept}
    places = _places({one.dossier.id for one in found if one.dossier})
    new, changed, again = [], [], 0
    for one in found:
        row = _row(one, places, year)
        old = before.pop((row.dossier_id, row.code), None)
        if old is None:
            row.found_at = now
            new.append(row)
        elif any(getattr(old, name) != getattr(row, name) for name in CHANGING):
            again += old.resolved_at is not None
            for name in CHANGING:
                setattr(old, name, getattr(row, name))
            changed.append(old)
    gone = [row for row in before.values() if row.resolved_at is None]
    for row in gone:
        row.resolved_at = now
    # Another search may have written the same violation a moment before.
    Violation.objects.bulk_create(new, ignore_conflicts=True)
    if changed or gone:
        Violation.objects.bulk_update([*changed, *gone], CHANGING)
    return Changed(len(new) + again, len(gone))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a dossier belongs, and the year in which it was received."""

    locality_id: int
    unit_id: int
    handling_unit_id: int
    year: int


def _places(dossier_ids: Collection[int]) -> dict[int, _Place]:
    columns = ("pk", "locality_id", "unit_id", "handling_unit_id", "received_at", "submitted_at")
    rows = Dossier.objects.filter(pk__in=dossier_ids).values_list(*columns) if dossier_ids else ()
    return {
        pk: _Place(locality, unit, handling, (received or submitted).astimezone(clock.VIETNAM).year)
        for pk, locality, unit, handling, received, submitted in rows
    }


def _row(one: rules.Violation, places: dict[int, _Place], year: int | None) -> Violation:
    since = one.since.astimezone(clock.VIETNAM)
    row = Violation(
        dossier_id=one.dossier.id if one.dossier else None,
        unit_id=one.unit.id,
        officer_id=one.officer.id if one.officer else None,
        code=one.code,
        since=since,
        month=since.date().replace(day=1),
        evidence=dict(one.evidence),
        resolved_at=None,
    )
    if one.dossier:
        place = places[one.dossier.id]
        row.locality_id, row.handling_unit_id = place.locality_id, place.handling_unit_id
        row.year = year or place.year
    else:
        row.locality_id = queries.locality_of(one.unit.id)
        row.handling_unit_id, row.year = one.unit.id, year or since.year
    return row
