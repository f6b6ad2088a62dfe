"""Lives as rows: dossiers with their events, slips, waits, steps, fees, ratings, papers and lines of the book, in chunks.

Each chunk is one transaction. The codes of a batch are the same every time, so a run that was cut short is taken up where it
stopped: what is there is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Max

from caicach.apps.dossiers.models import (
    Applicant,
    Book,
    BookEntry,
    Counter,
    Dossier,
    DossierPaper,
    Event,
    Fee,
    Pause,
    Rating,
    Slip,
    StepRun,
)
from caicach.apps.dossiers.models.books import Register
from caicach.apps.dossiers.models.dossier import ReturnWay
from caicach.apps.dossiers.slips.compose import SYMBOL
from caicach.apps.dossiers.synthetic import slips
from caicach.apps.dossiers.synthetic.ground import Counter as Desk
from caicach.apps.dossiers.synthetic.lives import Life, Plan, person
from caicach.apps.procedures.models import Paper, Version
from caicach.core.dossiers.codes import parse, series_of
from caicach.core.dossiers.record import DossierRecord, Ref
from caicach.core.dossiers.status import Channel, Form, Status
from caicach.core.vietnamese import fold
from caicach.platform import clock

CHUNK = 500
DIGITISED = 0.8


@dataclass(slots=True)
class Batch:
    """One synthetic year: its plan, its counters, and the words by which its dossiers are known."""

    plan: Plan
    counters: Sequence[Desk]
    mark: str
    written: int = 0
    there: int = 0
    _versions: dict[int, Version] = field(default_factory=dict)
    _papers: dict[int, list[Paper]] = field(default_factory=dict)
    _people: dict[tuple[int, int], int] = field(default_factory=dict)
    _heads: dict[int, slips.Head] = field(default_factory=dict)

    def write(self, lives: Iterator[Life]) -> Iterator[int]:
        """Write all lives; yields how many have passed, chunk by chunk."""
        versions = Version.objects.filter(
            pk__in={matter.key for one in self.plan.offices for matter in one.matters}
        )
        self._versions = versions.select_related("procedure").in_bulk()
        for paper in Paper.objects.filter(version_id__in=self._versions).order_by("order"):
            self._papers.setdefault(paper.version_id, []).append(paper)
        self._heads = {place: slips.head_of(desk.unit) for place, desk in enumerate(self.counters)}
        offsets = self._offsets()
        while chunk := list(islice(lives, CHUNK)):
            with transaction.atomic():
                self._write([_renumbered(life, offsets[life.office]) for life in chunk])
            yield len(chunk)
        with transaction.atomic():
            self._count_on()
            self._enter_books()

    def _offsets(self) -> dict[int, dict[str, int]]:
        """Per counter the last number of each form and year that others have taken."""
        others = Slip.objects.exclude(dossier__content=self.mark)
        taken = others.values("unit_id", "form", "year").order_by().annotate(last=Max("number"))
        found: dict[int, dict[str, int]] = {place: {} for place in range(len(self.counters))}
        places = {desk.unit.pk: place for place, desk in enumerate(self.counters)}
        for one in taken:
            if one["unit_id"] in places:
                found[places[one["unit_id"]]][f"{one['form']}:{one['year']}"] = one["last"]
        return found

    def _write(self, lives: list[Life]) -> None:
        codes = {life.record.code for life in lives}
        there = set(Dossier.objects.filter(code__in=codes).values_list("code", flat=True))
        new = [life for life in lives if life.record.code not in there]
        self.there += len(there)
        self.written += len(new)
        self._know(new)
        dossiers = Dossier.objects.bulk_create(self._dossier(life) for life in new)
        rows: dict[type[Any], list[Any]] = {
            kind: [] for kind in (Event, Slip, Pause, StepRun, Fee, Rating, DossierPaper)
        }
        for life, dossier in zip(new, dossiers, strict=True):
            for row in self._parts(life, dossier):
                rows[type(row)].append(row)
        for kind, made in rows.items():
            kind.objects.bulk_create(made)

    def _know(self, lives: Sequence[Life]) -> None:
        """Make sure that the applicants of these lives are there."""
        wanted = {(self._locality(life), life.person) for life in lives} - self._people.keys()
        people = {key: person(key[1]) for key in wanted}
        numbers = {(key[0], one.number): key for key, one in people.items()}
        found = Applicant.objects.filter(number__in={one.number for one in people.values()})
        for pk, locality_id, number in found.values_list("pk", "locality_id", "number"):
            if (locality_id, number) in numbers:
                self._people[numbers[locality_id, number]] = pk
        new = [key for key in sorted(wanted) if key not in self._people]
        made = Applicant.objects.bulk_create(
            Applicant(
                locality_id=locality,
                number=one.number,
                name=one.name,
                folded=fold(one.name),
                birth_date=one.birth_date,
                address=f"Số {one.house}, địa chỉ minh họa",
                phone=one.phone,
            )
            for (locality, _), one in ((key, people[key]) for key in new)
        )
        self._people.update(zip(new, (row.pk for row in made), strict=True))

    def _locality(self, life: Life) -> int:
        version = self._versions[life.matter.key]
        return version.procedure.locality_id

    def _dossier(self, life: Life) -> Dossier:
        record, who = life.record, person(life.person)
        locality = self._locality(life)
        return Dossier(
            locality_id=locality,
            unit_id=record.unit.id,
            handling_unit_id=record.handling_unit.id,
            code=record.code,
            procedure_version_id=life.matter.key,
            field_id=self._versions[life.matter.key].field_id,
            status=record.status.value,
            version=len(record.events),
            channel=record.channel.value,
            applicant_id=self._people[locality, life.person],
            applicant_name=who.name,
            phone=who.phone,
            address=f"Số {who.house}, địa chỉ minh họa",
            content=self.mark,
            folded=fold(f"{record.code} | {who.name} | {who.phone} | {self.mark}"),
            submitted_at=record.submitted_at,
            received_at=record.received_at,
            first_due_at=record.first_due_at,
            due_at=record.due_at,
            reappointed=record.reappointed,
            finished_at=record.finished_at,
            returned_at=record.returned_at,
            ended_at=record.ended_at,
            officer_id=_id(record.officer),
            step=_step(record),
            return_way=_way(record.channel),
            receipt_number=_receipt(record),
            same_day=record.same_day,
            denied=record.denied,
        )

    def _parts(self, life: Life, dossier: Dossier) -> Iterator[Any]:
        record = life.record
        version, papers = self._versions[life.matter.key], self._papers.get(life.matter.key, [])
        for event in record.events:
            yield Event(
                dossier=dossier,
                at=event.at,
                act=event.act,
                before=event.before and event.before.value,
                after=event.after.value,
                by_id=_id(event.by),
                by_name=event.by.name if event.by else dossier.applicant_name,
            )
        for slip in record.slips:
            yield Slip(
                dossier=dossier,
                unit_id=record.unit.id,
                form=slip.form.value,
                year=slip.drafted_at.year,
                number=slip.number,
                reason=slip.reason,
                new_due_at=slip.new_due_at,
                drafted_at=slip.drafted_at,
                signed_at=slip.signed_at,
                sent_at=slip.sent_at,
                content=slips.content(self._heads[life.office], dossier, version, papers, record, slip),
            )
        for pause in record.pauses:
            yield Pause(
                dossier=dossier,
                kind=pause.kind.value,
                basis=pause.basis,
                started_at=pause.started_at,
                ended_at=pause.ended_at,
            )
        for step in record.steps:
            yield StepRun(
                dossier=dossier,
                order=step.order,
                name=life.matter.steps[step.order - 1].name,
                unit_id=step.unit.id if step.unit else record.handling_unit.id,
                officer_id=_id(step.officer),
                done_by_id=_id(step.done_by),
                started_at=step.started_at,
                due_at=step.due_at,
                finished_at=step.finished_at,
            )
        for fee in record.fees:
            yield Fee(
                dossier=dossier,
                name=fee.name,
                amount=fee.amount,
                scheduled=fee.scheduled,
                paid_at=fee.paid_at,
                online=fee.online,
            )
        if record.rating is not None:
            given = record.returned_at
            assert given is not None
            rating = record.rating
            yield Rating(
                dossier=dossier,
                score=rating.score,
                contacts=rating.contacts,
                agencies=rating.agencies,
                complaint=rating.complaint,
                given_at=given,
            )
        for place, paper in enumerate(one for one in papers if one.required):
            digitised = (life.person * 7 + place * 3) % 10 < DIGITISED * 10
            yield DossierPaper(
                dossier=dossier,
                paper=paper,
                name=paper.name,
                form=paper.form,
                digitised=digitised,
                added_at=record.submitted_at,
            )

    def _count_on(self) -> None:
        """The series of numbers go on behind the highest that is there, so that the next real one finds a free number."""
        series: dict[tuple[int, str], int] = {}
        for desk in self.counters:
            codes = Dossier.objects.filter(unit=desk.unit, content=self.mark).values_list("code", flat=True)
            for code in codes.iterator():
                read = parse(code)
                assert read is not None
                key = (desk.agency_id, series_of(read.day))
                series[key] = max(series.get(key, 0), read.number)
            slips_there = Slip.objects.filter(unit=desk.unit).values("form", "year").order_by()
            for one in slips_there.annotate(last=Max("number")):
                series[desk.unit.pk, f"{one['form']}:{one['year']}"] = one["last"]
        there = {
            (row.unit_id, row.series): row
            for row in Counter.objects.filter(unit_id__in={unit_id for unit_id, _ in series})
        }
        new = []
        changed = []
        for (unit_id, name), last in series.items():
            row = there.get((unit_id, name))
            if row is None:
                new.append(Counter(unit_id=unit_id, series=name, last=last))
            elif row.last < last:
                row.last = last
                changed.append(row)
        Counter.objects.bulk_create(new)
        Counter.objects.bulk_update(changed, ["last"])

    def _enter_books(self) -> None:
        """Write what was received into the books, in the order of reception, but for what a plan leaves out."""
        for place, desk in enumerate(self.counters):
            received = Dossier.objects.filter(unit=desk.unit, content=self.mark, received_at__isnull=False)
            _enter(
                desk.unit.pk,
                received.exclude(code__in=self.left_out.get(place, ())).order_by("received_at", "pk"),
                Register.DOSSIERS,
                "received_at",
            )
            for register in set(Register) - {Register.DOSSIERS}:
                for office in {desk.unit.pk, *(one.pk for one in desk.offices)}:
                    settled = Dossier.objects.filter(
                        handling_unit_id=office,
                        unit=desk.unit,
                        content=self.mark,
                        finished_at__isnull=False,
                        denied=False,
                        procedure_version__register=register,
                    )
                    _enter(office, settled.order_by("finished_at", "pk"), register, "finished_at")

    left_out: dict[int, set[str]] = field(default_factory=dict)
    """Codes that the books leave out, by place of the counter; filled while lives are drawn."""


def _enter(unit_id: int, dossiers: Any, register: Register, moment: str) -> None:
    last: dict[int, int] = {}
    books: dict[int, Book] = {}
    entries = []
    for pk, at in dossiers.exclude(book_entries__book__register=register).values_list("pk", moment):
        year = at.astimezone(clock.VIETNAM).year
        if year not in books:
            books[year], _made = Book.objects.get_or_create(unit_id=unit_id, year=year, register=register)
            last[year] = books[year].entries.aggregate(last=Max("number"))["last"] or 0
        last[year] += 1
        entries.append(BookEntry(book=books[year], dossier_id=pk, number=last[year]))
    BookEntry.objects.bulk_create(entries, batch_size=CHUNK)


def _renumbered(life: Life, offsets: dict[str, int]) -> Life:
    """The life with slip numbers that go on behind those of others."""
    if not offsets or not life.record.slips:
        return life
    slips_now = tuple(
        replace(slip, number=slip.number + offsets.get(f"{slip.form.value}:{slip.drafted_at.year}", 0))
        for slip in life.record.slips
    )
    return replace(life, record=replace(life.record, slips=slips_now))


def _receipt(record: DossierRecord) -> str:
    """The number of the receipt as it is written, "" where there is none."""
    given = record.slips_of(Form.RECEIPT)
    return f"{given[0].number:02d}/{SYMBOL}" if given else ""


def _id(ref: Ref | None) -> int | None:
    return ref.id if ref else None


def _step(record: DossierRecord) -> int | None:
    running = [step.order for step in record.steps if step.finished_at is None]
    return running[0] if running and record.status is Status.IN_PROGRESS else None


def _way(channel: Channel) -> str:
    ways = {
        Channel.DIRECT: ReturnWay.IN_PERSON,
        Channel.ONLINE: ReturnWay.ONLINE,
        Channel.POST: ReturnWay.POST,
    }
    return ways[channel].value


def taken_by_others(agency: str, mark: str) -> dict[str, int]:
    """The last running number of each day that dossiers of an agency have which are not of this batch."""
    found: dict[str, int] = {}
    # Not a range of codes: databases do not agree where signs stand among letters.
    codes = Dossier.objects.filter(code__startswith=f"{agency}-").exclude(content=mark)
    for code in codes.values_list("code", flat=True):
        if (read := parse(code)) is not None and read.agency == agency:
            series = series_of(read.day)
            found[series] = max(found.get(series, 0), read.number)
    return found
