"""Dossiers as `DossierRecord`s, streamed: a chunk at a time with a fixed number of queries, never more than a chunk in memory.

For jobs and commands that look at whole years; a page that shows one dossier has `queries.dossier`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model, Q

from caicach.apps.dossiers.models import (
    Consultation,
    Dossier,
    Event,
    Fee,
    Pause,
    Rating,
    Slip,
    StepRun,
)
from caicach.apps.procedures.models import Version
from caicach.apps.units.models import Unit
from caicach.core.dossiers.record import (
    ConsultationRecord,
    DossierRecord,
    EventRecord,
    FeeRecord,
    PauseKind,
    PauseRecord,
    RatingRecord,
    Ref,
    SlipRecord,
    StepRecord,
)
from caicach.core.dossiers.status import OPEN, Channel, Form, Status
from caicach.core.worktime.limits import Limit
from caicach.platform.accounts.models import User
from caicach.platform.clock import VIETNAM

CHUNK = 1_000
Part = TypeVar("Part")


class Procedure(NamedTuple):
    """What a record takes from the version of its procedure."""

    code: str
    limit: Limit | None
    second_limit: Limit | None


class Row(NamedTuple):
    """The columns of a dossier that a record is made of, in the order in which they are asked for."""

    id: int
    code: str
    unit_id: int
    handling_unit_id: int
    procedure_version_id: int
    status: int
    channel: int
    officer_id: int | None
    imported_from: str
    submitted_at: dt.datetime
    received_at: dt.datetime | None
    first_due_at: dt.datetime | None
    due_at: dt.datetime | None
    reappointed: int
    finished_at: dt.datetime | None
    returned_at: dt.datetime | None
    ended_at: dt.datetime | None
    receipt_number: str
    same_day: bool
    denied: bool


@dataclass(slots=True)
class Known:
    """The names and procedures met so far: each is read once and shared by all records that name it."""

    units: dict[int, Ref] = field(default_factory=dict)
    people: dict[int, Ref] = field(default_factory=dict)
    procedures: dict[int, Procedure] = field(default_factory=dict)

    def learn_units(self, ids: Iterable[int]) -> None:
        if missing := set(ids) - self.units.keys():
            rows = Unit.objects.filter(pk__in=missing).values_list("pk", "name")
            self.units.update((pk, Ref(pk, name)) for pk, name in rows)

    def learn_people(self, ids: Iterable[int | None]) -> None:
        if missing := {one for one in ids if one is not None} - self.people.keys():
            rows = User.objects.filter(pk__in=missing).values_list("pk", "display_name", "username")
            self.people.update((pk, Ref(pk, name or username)) for pk, name, username in rows)

    def learn_procedures(self, ids: Iterable[int]) -> None:
        if missing := set(ids) - self.procedures.keys():
            for version in Version.objects.filter(pk__in=missing).select_related("procedure"):
                self.procedures[version.pk] = Procedure(
                    version.procedure.code, version.limit, version.second_limit
                )

    def person(self, pk: int | None) -> Ref | None:
        return None if pk is None else self.people[pk]


def of_year(unit_id: int, year: int) -> list[int]:
    """The keys of the dossiers that a counter received in a year (Vietnam's time), or that were registered then and never
    received; in the order in which they came into the system.
    """
    start, end = year_bounds(year)
    received = Dossier.objects.filter(unit_id=unit_id, received_at__gte=start, received_at__lt=end)
    never = Dossier.objects.filter(
        unit_id=unit_id, received_at__isnull=True, submitted_at__gte=start, submitted_at__lt=end
    )
    return sorted([*received.values_list("pk", flat=True), *never.values_list("pk", flat=True)])


def open_before(unit_id: int, year: int) -> list[int]:
    """The keys of the dossiers of a counter that were received before a year and have not ended."""
    start, _ = year_bounds(year)
    found = Dossier.objects.filter(unit_id=unit_id, status__in=OPEN, received_at__lt=start)
    return sorted(found.values_list("pk", flat=True))


def year_bounds(year: int) -> tuple[dt.datetime, dt.datetime]:
    """The first moments of a year and of the next."""
    return dt.datetime(year, 1, 1, tzinfo=VIETNAM), dt.datetime(year + 1, 1, 1, tzinfo=VIETNAM)


def records(units: Collection[int], year: int, chunk: int = CHUNK) -> Iterator[DossierRecord]:
    """The dossiers of the counters in a year, unit by unit; whoever calls has checked that these units may be read."""
    known = Known()
    for unit_id in units:
        yield from records_of(of_year(unit_id, year), chunk, known)


def records_of(
    dossier_ids: Sequence[int], chunk: int = CHUNK, known: Known | None = None
) -> Iterator[DossierRecord]:
    """These dossiers, in the order of their keys; whoever calls has checked that they may be read."""
    known = known or Known()
    for ids in parts(dossier_ids, chunk):
        yield from _chunk(ids, known)


def parts(dossier_ids: Sequence[int], chunk: int = CHUNK) -> Iterator[Sequence[int]]:
    """The keys in parts of a chunk."""
    return (dossier_ids[start : start + chunk] for start in range(0, len(dossier_ids), chunk))


def _chunk(ids: Sequence[int], known: Known) -> Iterator[DossierRecord]:
    rows = [
        Row(*values) for values in Dossier.objects.filter(pk__in=ids).order_by("pk").values_list(*Row._fields)
    ]
    of = Q(dossier_id__in=ids)
    steps = list(StepRun.objects.filter(of).order_by("order").values_list(*_STEP))
    events = list(Event.objects.filter(of).order_by("pk").values_list(*_EVENT))
    asked = list(Consultation.objects.filter(of).order_by("pk").values_list(*_CONSULTATION))
    known.learn_procedures(row.procedure_version_id for row in rows)
    known.learn_units(
        [
            *(row.unit_id for row in rows),
            *(row.handling_unit_id for row in rows),
            *(step[7] for step in steps),
            *(one[1] for one in asked),
        ]
    )
    known.learn_people(
        [
            *(row.officer_id for row in rows),
            *(step[2] for step in steps),
            *(step[3] for step in steps),
            *(event[5] for event in events),
        ]
    )
    parts = _Parts(
        slips=_grouped(_values(Slip, _SLIP, of), _slip),
        pauses=_grouped(_values(Pause, _PAUSE, of), _pause),
        steps=_grouped(steps, lambda *row: _step(known, *row)),
        fees=_grouped(_values(Fee, _FEE, of), FeeRecord),
        events=_grouped(events, lambda *row: _event(known, *row)),
        consultations=_grouped(asked, lambda unit, *times: ConsultationRecord(known.units[unit], *times)),
        ratings=_grouped(_values(Rating, _RATING, of), RatingRecord),
    )
    for row in rows:
        yield _record(row, parts, known)


class _Parts(NamedTuple):
    """What belongs to the dossiers of a chunk, by dossier."""

    slips: dict[int, tuple[SlipRecord, ...]]
    pauses: dict[int, tuple[PauseRecord, ...]]
    steps: dict[int, tuple[StepRecord, ...]]
    fees: dict[int, tuple[FeeRecord, ...]]
    events: dict[int, tuple[EventRecord, ...]]
    consultations: dict[int, tuple[ConsultationRecord, ...]]
    ratings: dict[int, tuple[RatingRecord, ...]]


def _record(row: Row, parts: _Parts, known: Known) -> DossierRecord:
    procedure = known.procedures[row.procedure_version_id]
    return DossierRecord(
        id=row.id,
        code=row.code,
        unit=known.units[row.unit_id],
        handling_unit=known.units[row.handling_unit_id],
        procedure=procedure.code,
        status=Status(row.status),
        channel=Channel(row.channel),
        submitted_at=row.submitted_at,
        officer=known.person(row.officer_id),
        limit=procedure.limit,
        second_limit=procedure.second_limit,
        received_at=row.received_at,
        first_due_at=row.first_due_at,
        due_at=row.due_at,
        reappointed=row.reappointed,
        finished_at=row.finished_at,
        returned_at=row.returned_at,
        ended_at=row.ended_at,
        receipt_number=row.receipt_number,
        same_day=row.same_day,
        denied=row.denied,
        imported=bool(row.imported_from),
        slips=parts.slips.get(row.id, ()),
        pauses=parts.pauses.get(row.id, ()),
        steps=parts.steps.get(row.id, ()),
        fees=parts.fees.get(row.id, ()),
        events=parts.events.get(row.id, ()),
        consultations=parts.consultations.get(row.id, ()),
        rating=next(iter(parts.ratings.get(row.id, ())), None),
    )


# Columns of each table: the dossier first, then what the record takes, in its order.
_SLIP = "dossier_id form number drafted_at signed_at sent_at reason new_due_at".split()
_PAUSE = "dossier_id kind started_at ended_at basis".split()
_STEP = "dossier_id order officer_id done_by_id started_at due_at finished_at unit_id".split()
_FEE = "dossier_id name amount scheduled paid_at online".split()
_EVENT = "dossier_id at act after before by_id".split()
_CONSULTATION = "dossier_id unit_id asked_at due_at answered_at".split()
_RATING = "dossier_id score contacts agencies complaint".split()


def _values(model: type[Model], columns: Sequence[str], of: Q) -> Iterable[tuple[Any, ...]]:
    return model._default_manager.filter(of).order_by("pk").values_list(*columns)


def _grouped(rows: Iterable[tuple[Any, ...]], make: Callable[..., Part]) -> dict[int, tuple[Part, ...]]:
    found: dict[int, list[Part]] = defaultdict(list)
    for dossier_id, *values in rows:
        found[dossier_id].append(make(*values))
    return {dossier_id: tuple(parts) for dossier_id, parts in found.items()}


def _slip(form: str, *values: Any) -> SlipRecord:
    return SlipRecord(Form(form), *values)


def _pause(kind: str, *values: Any) -> PauseRecord:
    return PauseRecord(PauseKind(kind), *values)


def _step(known: Known, order: int, officer: int | None, done_by: int | None, *rest: Any) -> StepRecord:
    started, due, finished, unit = rest
    return StepRecord(
        order, known.person(officer), known.person(done_by), started, due, finished, known.units[unit]
    )


def _event(
    known: Known, at: dt.datetime, act: str, after: int, before: int | None, by: int | None
) -> EventRecord:
    return EventRecord(at, act, Status(after), None if before is None else Status(before), known.person(by))
