"""Rows of dossiers of another system, in the national exchange format: looked at, and taken, once or again with one outcome.

They are never received by us: no number of ours, no slip, no book, and no act may be done with them. They are there for the
detectors and the statistics. A row is known again by MaHoSo; what has changed since is replaced, what has not is left alone.
Who may, and how a file is gone through, is the matter of `deliveries`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from caicach.apps.dossiers.actions import violations
from caicach.apps.dossiers.actions.intake import folded
from caicach.apps.dossiers.models import Applicant, Dossier, Event, Fee, Pause
from caicach.apps.procedures.models import Fee as ScheduledFee
from caicach.apps.procedures.models import Version
from caicach.apps.units.models import Unit
from caicach.apps.units.queries import ids_of
from caicach.core.dossiers.exchange import SentDossier, read
from caicach.core.dossiers.status import ENDED
from caicach.core.vietnamese import fold, tidy
from caicach.platform import clock
from caicach.platform.access import Scope
from caicach.platform.wording import said

BATCH = 500
ACT = "import"

Line = tuple[int, Mapping[str, Any]]
"""A row with its place in the file."""


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """A row by its line in the file with its code, what becomes of it, and its faults."""

    place: int
    code: str
    outcome: Outcome
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    place: int
    sent: SentDossier
    version: Version
    digest: str
    known: Dossier | None
    is_same: bool


def places_of(lines: Iterable[Line]) -> dict[str, int]:
    """Where each code that can be read stands first."""
    found: dict[str, int] = {}
    for place, row in lines:
        sent, _faults = read(row)
        if sent is not None:
            found.setdefault(sent.code, place)
    return found


def look(unit: Unit, lines: Sequence[Line], before: dict[str, int]) -> list[RowOutcome]:
    """What `take` would do with every row; nothing is kept. `before` are the places of the codes of earlier rows of the file."""
    return _sorted_out(unit, lines, before)[1]


def take(
    scope: Scope, unit: Unit, lines: Sequence[Line], before: dict[str, int], source: str
) -> list[RowOutcome]:
    """Take the rows that can be read, in the transaction of the caller; faulty ones are left out and named.

    `source` says which system they come from.
    """
    good, outcomes = _sorted_out(unit, lines, before)
    people = _people(unit, [one.sent for one in good if not one.is_same])
    units = {one.identification_code: one for one in _units_of(good)}
    wanted = [
        (one, _filled(unit, one, people[_key(one.sent)], units.get(one.sent.handling, unit)))
        for one in good
        if not one.is_same
    ]
    written = [
        pk
        for start in range(0, len(wanted), BATCH)
        for pk in _write(scope, wanted[start : start + BATCH], source)
    ]
    violations.recheck_all(unit.pk, written)
    return outcomes


def _sorted_out(
    unit: Unit, lines: Sequence[Line], before: dict[str, int]
) -> tuple[list[_Read], list[RowOutcome]]:
    rows = [(place, row, *read(row)) for place, row in lines]
    versions = _versions(unit, {sent.procedure for _place, _row, sent, _words in rows if sent})
    known = _known({sent.code for _place, _row, sent, _words in rows if sent})
    digests = _digests_of(known.values())
    good: list[_Read] = []
    outcomes: list[RowOutcome] = []
    seen = dict(before)
    for place, row, sent, words in rows:
        code = sent.code if sent else tidy(str(row.get("MaHoSo") or ""))[:60]
        faults = [said(fault) for fault in words]
        version = None
        if sent is not None:
            version = _in_force(versions.get(sent.procedure, []), sent)
            there = known.get(sent.code)
            if version is None:
                faults.append(
                    _("MaTTHC: không có thủ tục %(code)s trong danh mục của địa phương")
                    % {"code": sent.procedure}
                )
            if sent.code in seen:
                faults.append(_("MaHoSo: trùng với dòng %(place)s của tệp") % {"place": seen[sent.code]})
            if there is not None and (not there.imported_from or there.unit_id != unit.pk):
                faults.append(_("MaHoSo: mã này đã thuộc một hồ sơ khác của hệ thống"))
            seen.setdefault(sent.code, place)
        if faults or sent is None or version is None:
            outcomes.append(RowOutcome(place, code, Outcome.FAULTY, tuple(faults)))
            continue
        digest, there = _digest(sent, version), known.get(sent.code)
        is_same = there is not None and digests.get(there.pk) == digest
        good.append(_Read(place, sent, version, digest, there, is_same))
        state = Outcome.NEW if there is None else Outcome.SAME if is_same else Outcome.CHANGED
        outcomes.append(RowOutcome(place, code, state))
    return good, outcomes


def _filled(unit: Unit, one: _Read, applicant: Applicant, handling: Unit) -> Dossier:
    """The dossier as the row has it, not yet written."""
    sent, row = one.sent, copy(one.known) if one.known else Dossier(code=one.sent.code)
    values: dict[str, Any] = {
        "locality_id": ids_of(unit.path)[0],
        "unit_id": unit.pk,
        "handling_unit_id": handling.pk,
        "procedure_version": one.version,
        "field_id": one.version.field_id,
        "status": sent.status.value,
        "channel": sent.channel.value,
        "applicant": applicant,
        "applicant_name": sent.name,
        "phone": sent.phone,
        "email": sent.email,
        "content": sent.content,
        "submitted_at": sent.submitted_at,
        "received_at": sent.received_at,
        "first_due_at": sent.due_at,
        "due_at": sent.due_at,
        "finished_at": sent.finished_at,
        "returned_at": sent.returned_at,
        "ended_at": _ended(sent),
        "return_way": sent.way,
        "receipt_number": sent.receipt,
    }
    for name, value in values.items():
        setattr(row, name, value)
    row.folded = folded(row)
    row.version = row.version + 1 if one.known else 1
    return row


def _write(scope: Scope, part: Sequence[tuple[_Read, Dossier]], source: str) -> list[int]:
    """Write dossiers with what hangs on them, new ones all at once; their keys."""
    for _one, row in part:
        row.imported_from = source
    Dossier.objects.bulk_create([row for one, row in part if one.known is None])
    replaced = [row for one, row in part if one.known is not None]
    for row in replaced:
        row.save()
    Pause.objects.filter(dossier__in=replaced).delete()
    Fee.objects.filter(dossier__in=replaced).delete()
    Pause.objects.bulk_create(
        Pause(
            dossier=row,
            kind=Pause.Kind.SUPPLEMENT,
            basis=asked.reason,
            started_at=asked.asked_at,
            ended_at=asked.answered_at,
        )
        for one, row in part
        for asked in one.sent.supplements
    )
    schedules = _schedules({one.version.pk for one, _row in part if one.sent.fees})
    Fee.objects.bulk_create(
        Fee(
            dossier=row,
            name=fee.name,
            amount=fee.amount,
            scheduled=_scheduled(fee.name, fee.amount, schedules.get(one.version.pk, {})),
        )
        for one, row in part
        for fee in one.sent.fees
    )
    Event.objects.bulk_create(
        Event(
            dossier=row,
            at=clock.now(),
            act=ACT,
            before=one.known.status if one.known else None,
            after=row.status,
            by_id=scope.user_id,
            by_name=scope.display_name[:200],
            note=one.sent.note,
            data={"source": source, "digest": one.digest},
        )
        for one, row in part
    )
    return [row.pk for _one, row in part]


def _schedules(versions: set[int]) -> dict[int, dict[str, Decimal]]:
    """What versions ask for, by the name of the fee; at most BATCH of them."""
    schedules: dict[int, dict[str, Decimal]] = {}
    for fee in ScheduledFee.objects.filter(version__in=versions):
        schedules.setdefault(fee.version_id, {})[fee.name] = fee.amount
    return schedules


def _scheduled(name: str, amount: Decimal, schedule: Mapping[str, Decimal]) -> Decimal | None:
    """What the schedule asks for this fee; None where it knows no such fee.

    Other systems name fees in their own words: one of the right amount is taken for that of the schedule, and where the schedule
    has a single fee it is that one.
    """
    if name in schedule:
        return schedule[name]
    if amount in schedule.values():
        return amount
    return next(iter(schedule.values())) if len(schedule) == 1 else None


def _ended(sent: SentDossier) -> dt.datetime | None:
    if sent.status not in ENDED:
        return None
    return sent.finished_at or sent.refused_at or sent.returned_at


def _people(unit: Unit, sent: Sequence[SentDossier]) -> dict[tuple[str, str, str], Applicant]:
    """The applicants of the rows, by kind, number and name: those known by their number, the others made."""
    locality = ids_of(unit.path)[0]
    known = {
        (one.kind, one.number): one
        for part in _parts({one.number for one in sent if one.number})
        for one in Applicant.objects.filter(locality_id=locality, number__in=part)
    }
    people: dict[tuple[str, str, str], Applicant] = {}
    made: list[Applicant] = []
    for one in sent:
        if _key(one) in people:
            continue
        mine = known.get((one.kind, one.number)) if one.number else None
        if mine is None:
            mine = Applicant(
                locality_id=locality,
                kind=one.kind,
                number=one.number,
                name=one.name,
                folded=fold(one.name),
                phone=one.phone,
                email=one.email,
            )
            made.append(mine)
        people[_key(one)] = mine
    Applicant.objects.bulk_create(made, batch_size=BATCH)
    return people


def _key(sent: SentDossier) -> tuple[str, str, str]:
    return sent.kind, sent.number, "" if sent.number else sent.code


def _units_of(good: Sequence[_Read]) -> list[Unit]:
    codes = {one.sent.handling for one in good if one.sent.handling}
    return [one for part in _parts(codes) for one in Unit.objects.filter(identification_code__in=part)]


def _versions(unit: Unit, codes: set[str]) -> dict[str, list[Version]]:
    known = Version.objects.select_related("procedure", "field").order_by("valid_from")
    versions: dict[str, list[Version]] = {}
    for part in _parts(codes):
        for one in known.filter(procedure__locality_id=ids_of(unit.path)[0], procedure__code__in=part):
            versions.setdefault(one.procedure.code, []).append(one)
    return versions


def _in_force(versions: Sequence[Version], sent: SentDossier) -> Version | None:
    """The version under which the dossier was received; of a day before the first known one, the first."""
    day = (sent.received_at or sent.submitted_at).date()
    begun = [one for one in versions if one.valid_from <= day]
    return begun[-1] if begun else versions[0] if versions else None


def _known(codes: set[str]) -> dict[str, Dossier]:
    return {
        one.code: one
        for part in _parts(codes)
        for one in Dossier.objects.select_for_update().filter(code__in=part)
    }


def _parts(codes: set[str]) -> Iterator[list[str]]:
    """Codes in order, as many at a time as a database takes in one question."""
    wanted = sorted(codes)
    return (wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH))


def _digest(sent: SentDossier, version: Version) -> str:
    text = json.dumps([asdict(sent), version.pk], default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _digests_of(known: Collection[Dossier]) -> dict[int, str]:
    """What stood in the rows that these dossiers were last taken from."""
    ids = [one.pk for one in known]
    found: dict[int, str] = {}
    for start in range(0, len(ids), BATCH):
        events = Event.objects.filter(dossier_id__in=ids[start : start + BATCH], act=ACT).order_by("id")
        found |= {pk: data.get("digest", "") for pk, data in events.values_list("dossier_id", "data")}
    return found
