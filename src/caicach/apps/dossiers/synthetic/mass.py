"""Dossiers by the million, as plain rows: what lists are measured on. They have no events, slips or steps, and their due dates
are counted in whole days.

Rows go straight to the database (COPY, or one statement for many rows), and the indexes of the lists are made once at the end
instead of row by row.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, islice
from random import Random
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Min

from caicach.apps.dossiers.models import Applicant, Dossier
from caicach.apps.dossiers.synthetic.generating import MARK
from caicach.apps.dossiers.synthetic.ground import Counter
from caicach.apps.dossiers.synthetic.lives import Office, person
from caicach.apps.dossiers.synthetic.lives.people import name_of, phone_of
from caicach.apps.dossiers.synthetic.lives.season import Days
from caicach.apps.procedures.models import Version
from caicach.core.dossiers.status import Channel, Status
from caicach.core.vietnamese import fold
from caicach.platform import clock

AT_ONCE = 20_000
FOR_ONE_PERSON = 2.5
"""Dossiers of one person in a year."""
STUCK, REFUSED, WITHDRAWN, LATE = 0.001, 0.012, 0.008, 0.03
OPENS, CLOSES = 30, 10 * 60
"""Office hours of the rows in minutes of the day, UTC: half past seven to five in Vietnam."""
DRAWS = 4_096
REGISTERED, RECEIVED = Status.REGISTERED.value, Status.RECEIVED.value
DIRECT, ONLINE, POST = Channel.DIRECT.value, Channel.ONLINE.value, Channel.POST.value

DOSSIER = (
    "locality_id unit_id handling_unit_id code procedure_version_id field_id status version channel imported_from applicant_id "
    "applicant_name proxy_name phone email address content sets folded submitted_at received_at first_due_at due_at reappointed "
    "finished_at returned_at ended_at officer_id step return_way receipt_number same_day denied group_id"
).split()
APPLICANT = "locality_id kind number name folded birth_date address phone email".split()
Row = tuple[Any, ...]
Drawn = tuple[int, int, int, float, int, list[int]]
"""A procedure as it is drawn: version, field, limit in days, share online, office, who handles there."""


@dataclass(frozen=True, slots=True)
class Mass:
    """What is to be made: `count` dossiers of a year at the counters. The tables must be empty, or hold a part of it."""

    count: int
    seed: int
    year: int
    counters: Sequence[Counter]
    locality_id: int

    def make(self) -> Iterator[int]:
        """Yields how many dossiers are there, counter by counter; each is a transaction, and one that is there is left alone."""
        indexed = [(model, index) for model in (Applicant, Dossier) for index in model._meta.indexes]
        there = _indexes()
        with connection.schema_editor() as editor:
            for model, index in indexed:
                if index.name in there and not Dossier.objects.exists():
                    editor.remove_index(model, index)
        if not Applicant.objects.exists():
            with transaction.atomic():
                _insert(Applicant, APPLICANT, self._applicants())
        first = Applicant.objects.aggregate(first=Min("pk"))["first"]
        assert first is not None
        for place, (counter, number) in enumerate(zip(self.counters, self._shares(), strict=True)):
            if not Dossier.objects.filter(code__startswith=f"{counter.office.agency}-").exists():
                drawn = _drawn(
                    counter.office
                )  # before: while rows are copied in, the connection answers nothing else
                with transaction.atomic(), connection.constraint_checks_disabled():
                    _insert(Dossier, DOSSIER, self._dossiers(place, drawn, number, first))
            yield number
        there = _indexes()
        with connection.schema_editor() as editor:
            for model, index in indexed:
                if index.name not in there:
                    editor.add_index(model, index)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    @property
    def _people(self) -> int:
        return int(self.count / FOR_ONE_PERSON) + 1

    def _shares(self) -> list[int]:
        whole = sum(one.office.weight for one in self.counters)
        shares = [int(self.count * one.office.weight / whole) for one in self.counters]
        shares[0] += self.count - sum(shares)
        return shares

    def _applicants(self) -> Iterator[Row]:
        for number in range(self._people):
            one = person(number)
            yield (
                self.locality_id,
                Applicant.Kind.CITIZEN.value,
                one.number,
                one.name,
                _folded(one.name),
                one.birth_date.isoformat(),
                "",
                one.phone,
                "",
            )

    def _dossiers(self, place: int, drawn: list[Drawn], number: int, first: int) -> Iterator[Row]:
        office, chance = self.counters[place].office, Random(f"{self.seed}|{self.year}|{place}").random
        now = clock.now().astimezone(clock.VIETNAM)
        last_day = min(dt.date(self.year, 12, 31), now.date())
        days = Days(office.clock, dt.date(self.year, 1, 1), last_day + dt.timedelta(days=120))
        today = bisect_right(days.all, last_day) - 1
        weighted = days.weights(dt.date(self.year, 1, 1), last_day)
        sums = list(accumulate(weight for _, weight in weighted))
        texts = [day.isoformat() for day in days.all]
        minutes = [f" {minute // 60:02d}:{minute % 60:02d}:00" for minute in range(OPENS, CLOSES + 1)]
        receivers, at_counter = [one.id for one in office.receivers], office.unit.id
        locality, folded, people = self.locality_id, _folded, self._people
        minutes_open = CLOSES - OPENS
        short = [text[2:4] + text[5:7] + text[8:10] for text in texts]
        closing = [text + minutes[-1] for text in texts]
        # The day of each dossier is drawn beforehand, so that they come in order and numbers of a day run on.
        places = sorted(bisect_right(sums, chance() * sums[-1]) for _ in range(number))
        running, before = 0, -1
        mark = f"{MARK} (số lượng lớn, hạt giống {self.seed})"
        for day in places:
            running = running + 1 if day == before else 1
            before = day
            version_id, field_id, limit, online, desk_id, handlers = drawn[int(chance() * DRAWS)]
            code = f"{office.agency}-{short[day]}-{running:04d}"
            minute = int(chance() * (minutes_open - 60))
            submitted = texts[day] + minutes[minute]
            throw = chance()
            channel = ONLINE if throw < online else POST if throw > 0.96 else DIRECT
            status, received, finished, returned, ended = _course(
                chance, texts, minutes, day, limit, today, minute
            )
            due = None if received is None else closing[day + limit]
            ones = receivers if status <= RECEIVED else handlers
            officer = None if status == REGISTERED else ones[int(chance() * len(ones))]
            who = int(chance() * people)
            name = name_of(who)
            yield (
                locality,
                at_counter,
                desk_id,
                code,
                version_id,
                field_id,
                status,
                1,
                channel,
                "",
                first + who,
                name,
                "",
                phone_of(who),
                "",
                "",
                mark,
                1,
                f"{code.lower()} {folded(name)}",
                submitted,
                received,
                due,
                due,
                0,
                finished,
                returned,
                ended,
                officer,
                None,
                "in_person",
                "" if received is None else f"{running:02d}/TTPVHCC",
                limit == 0,
                False,
                None,
            )


def _course(
    chance: Any, texts: list[str], minutes: list[str], day: int, limit: int, today: int, minute: int
) -> tuple[int, str | None, str | None, str | None, str | None]:
    """How far a dossier has come: status, received, finished, returned, ended."""
    submitted, throw = texts[day] + minutes[minute], chance()
    if throw < REFUSED:
        return Status.NOT_RECEIVED.value, None, None, None, submitted
    if day == today and throw > 0.9:
        return Status.REGISTERED.value, None, None, None, None
    if throw < REFUSED + WITHDRAWN and day + limit < today:
        return Status.WITHDRAWN.value, submitted, None, None, texts[day + limit] + minutes[minute]
    late = chance() < LATE
    took = limit + 1 + int(chance() * 4) if late else int(chance() * (limit + 1))
    end = day + took
    if end > today or chance() < STUCK:
        part = chance()
        status = (
            Status.RECEIVED.value
            if part < 0.15
            else Status.SUPPLEMENT.value
            if part < 0.22
            else Status.FINANCIAL_DUTY.value
            if part < 0.25
            else Status.IN_PROGRESS.value
        )
        return status, submitted, None, None, None
    closed = min(len(minutes) - 1, minute + 30)
    finished = texts[end] + minutes[closed]
    back = end + int(chance() ** 2 * 4)
    if back > today or chance() < 0.002:
        return Status.DONE.value, submitted, finished, None, finished
    return (
        Status.RETURNED.value,
        submitted,
        finished,
        texts[back] + minutes[min(len(minutes) - 1, closed + 15)],
        finished,
    )


def _drawn(office: Office) -> list[Drawn]:
    """The procedures as often as they are asked for: version, field, limit in days, share online, office, who handles there."""
    matters = office.matters
    fields = dict(Version.objects.filter(pk__in=[one.key for one in matters]).values_list("pk", "field_id"))
    rows = []
    for one in matters:
        desk = office.desks[one.desk % len(office.desks)]
        limit = max(1, round(one.working_days)) if one.working_days else 0
        rows.append(
            (one.key, fields[one.key], limit, one.online, desk.unit.id, [who.id for who in desk.handlers])
        )
    sums = list(accumulate(one.weight for one in matters))
    return [rows[bisect_right(sums, (place + 0.5) / DRAWS * sums[-1])] for place in range(DRAWS)]


@cache
def _folded(name: str) -> str:
    return fold(name)


def _insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Rows into a table, moments as text in UTC."""
    table, names = model._meta.db_table, ", ".join(f'"{one}"' for one in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL TIME ZONE 'UTC'")
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(columns))
        statement = f'INSERT INTO "{table}" ({names}) VALUES ({places})'
        waiting = iter(rows)
        while chunk := list(islice(waiting, AT_ONCE)):
            cursor.executemany(statement, chunk)


def _indexes() -> set[str]:
    """The names of the indexes that the database has now."""
    statement = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index'",
        "postgresql": "SELECT indexname FROM pg_indexes",
    }
    with connection.cursor() as cursor:
        cursor.execute(statement[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def has_indexes() -> bool:
    """Whether the lists have all their indexes: False while a mass of dossiers is half made."""
    return {index.name for index in Dossier._meta.indexes} <= _indexes()
