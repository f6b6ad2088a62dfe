"""What decisions have published, for everybody: the one read of this app that asks for no scope.

It gives what `core.parindex.public` takes out of a record and nothing else: points, index, rank, class and areas of each unit.
Facts, evidence, notes, persons, reasons of single units and points of leaves are never in it. A round that is not published does
not exist here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caicach.apps.parindex.models import Participant, Publication, Subject
from caicach.apps.parindex.queries.recording import results_of
from caicach.apps.parindex.queries.results import mean
from caicach.core.parindex import Words, public
from caicach.core.vietnamese import sort_key
from caicach.platform.access import NotFound

KEPT = 64
"""Tables kept in memory, each of some hundred units; they are small, the records they are taken out of are not."""

LARGEST_ID = 2**53
SUBJECTS = list(Subject.values)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that published a round, or corrected it (`edition` above 1, with its `reason`)."""

    pk: int
    round_id: int
    edition: int
    number: str
    issued_on: dt.date
    reason: str
    digest: str
    published_at: dt.datetime
    year: int
    subject: str
    locality_id: int
    locality: str

    @property
    def subject_label(self) -> str:
        return str(Subject(self.subject).label)


@dataclass(frozen=True, slots=True)
class Group:
    """A block with its units in the order of their ranks, those without rank last; the mean counts the ranked ones."""

    code: str
    name: Words | None
    rows: tuple[public.Row, ...]

    @property
    def mean(self) -> Decimal | None:
        return mean(row.index for row in self.rows if row.rank is not None and row.index is not None)

    def area_mean(self, at: int) -> Decimal | None:
        """The mean index of the area at a place of the table's areas."""
        found = (row.areas[at].index for row in self.rows if row.rank is not None)
        return mean(index for index in found if index is not None)


@dataclass(frozen=True, slots=True)
class PublicResults:
    """A decision with its table. `current` is the latest decision about the round; `units` the unit behind each row's key."""

    decision: Decision
    editions: tuple[Decision, ...]
    table: public.Table
    groups: tuple[Group, ...]
    units: dict[str, int]

    @property
    def current(self) -> Decision:
        return self.editions[0]

    @property
    def is_current(self) -> bool:
        return self.decision.pk == self.current.pk

    def group_of(self, row: public.Row) -> Group:
        return next(group for group in self.groups if group.code == row.block)


@dataclass(frozen=True, slots=True)
class UnitYear:
    """A unit in one published round, by the latest decision about it."""

    published: PublicResults
    row: public.Row

    @property
    def decision(self) -> Decision:
        return self.published.decision

    @property
    def group(self) -> Group:
        return self.published.group_of(self.row)


def decisions() -> list[Decision]:
    """All decisions, the latest year first, by subject and locality, of each round the latest decision first. One query."""
    found = [_decision(one) for one in _publications()]
    order = {subject: place for place, subject in enumerate(SUBJECTS)}
    return sorted(
        found, key=lambda one: (-one.year, order[one.subject], sort_key(one.locality), -one.edition)
    )


def editions(publication_id: int) -> tuple[Decision, ...]:
    """All decisions about the round of one of them, the latest first; NotFound where there is no such one. One query."""
    if publication_id <= LARGEST_ID:
        same = Publication.objects.filter(pk=publication_id).values("round_id")
        found = [_decision(one) for one in _publications().filter(round_id__in=same).order_by("-edition")]
        if found:
            return tuple(found)
    raise NotFound(
        _("Không có quyết định công bố này."),
        _("Hãy chọn một quyết định trong danh sách kết quả đã công bố."),
    )


def results(publication_id: int) -> PublicResults:
    """A decision with its table. Two queries, two more when its record is read for the first time."""
    known = editions(publication_id)
    decision = next(one for one in known if one.pk == publication_id)
    (units,) = _units({decision.round_id}).values()
    return _results(decision, known, units)


def unit(unit_id: int) -> tuple[UnitYear, ...]:
    """The published years of a unit, the latest first; NotFound where it has none. Three queries, and two for each new record."""
    taken: set[int] = set()
    if unit_id <= LARGEST_ID:
        rounds = Participant.objects.filter(unit_id=unit_id, round__publications__isnull=False)
        taken = set(rounds.values_list("round_id", flat=True))
    latest: dict[int, list[Decision]] = {}
    for one in _publications().filter(round_id__in=taken).order_by("-round__year", "-edition"):
        latest.setdefault(one.round_id, []).append(_decision(one))
    units = _units(taken)
    years = []
    for round_id, known in latest.items():
        found = _results(known[0], tuple(known), units[round_id])
        years += [UnitYear(found, row) for row in found.table.rows if found.units[row.key] == unit_id]
    if not years:
        raise NotFound(
            _("Đơn vị này chưa có kết quả nào được công bố."),
            _("Hãy tìm đơn vị trong bảng xếp hạng của năm cần xem."),
        )
    return tuple(years)


def _publications() -> QuerySet[Publication]:
    return Publication.objects.select_related("round__locality").defer("record")


def _decision(one: Publication) -> Decision:
    return Decision(
        pk=one.pk,
        round_id=one.round_id,
        edition=one.edition,
        number=one.number,
        issued_on=one.issued_on,
        reason=one.reason,
        digest=one.digest,
        published_at=one.published_at,
        year=one.round.year,
        subject=one.round.subject,
        locality_id=one.round.locality_id,
        locality=one.round.locality.name,
    )


def _units(rounds: Iterable[int]) -> dict[int, dict[str, int]]:
    """Round -> key of the record -> unit."""
    found: dict[int, dict[str, int]] = {round_id: {} for round_id in rounds}
    rows = Participant.objects.filter(round_id__in=found).values_list("round_id", "pk", "unit_id")
    for round_id, participant, unit_id in rows:
        found[round_id][str(participant)] = unit_id
    return found


def _results(decision: Decision, known: tuple[Decision, ...], units: dict[str, int]) -> PublicResults:
    table, groups = _table(decision.digest, decision.pk)
    return PublicResults(decision, known, table, groups, units)


@lru_cache(maxsize=KEPT)
def _table(digest: str, publication_id: int) -> tuple[public.Table, tuple[Group, ...]]:
    """The public table of a publication with its blocks, kept by the digest of the record."""
    table = public.table(results_of(digest, publication_id))
    return table, _groups(table)


def _groups(table: public.Table) -> tuple[Group, ...]:
    names = dict(table.blocks)
    codes = [*names, *sorted({row.block for row in table.rows} - names.keys())]
    ordered = sorted(table.rows, key=lambda row: (row.rank is None, row.rank or 0, sort_key(row.name)))
    return tuple(
        Group(code, names.get(code), tuple(row for row in ordered if row.block == code)) for code in codes
    )
