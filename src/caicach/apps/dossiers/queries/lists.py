"""The lists of dossiers: whose they are, what they are narrowed to, page by page, the same cost for the first page and the last.

Each list is several walks along an index (`branches`), one for each place within reach and each status, because a reach is
rarely one place and a list rarely one status. docs/decisions/dossier-lists.md says why, and what it costs.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caicach.apps.dossiers.models import Dossier
from caicach.apps.dossiers.models.dossier import STATUSES
from caicach.apps.dossiers.queries import finding
from caicach.apps.dossiers.queries.branches import ANY_STATUS, Walk, counted, together
from caicach.apps.dossiers.queries.places import ALIASES, READ, Places, places
from caicach.apps.procedures.models import Field
from caicach.core.dossiers.status import RUNNING, WAITING, Channel, Status
from caicach.platform import clock
from caicach.platform.access import Permission, Scope

PAGE_SIZE = 50
MOST_COUNTED = 1_000
SOON = dt.timedelta(hours=24)
"""Due soon (sắp đến hạn): within 24 hours."""


class View(StrEnum):
    """The lists; the value stands in the address."""

    ALL = "tat-ca"
    MINE = "cho-toi"
    SOON = "sap-den-han"
    LATE = "qua-han"
    CITIZEN = "cho-nguoi-dan"
    DONE = "chua-tra"
    RETURNED = "da-tra"


class Order(StrEnum):
    """In what order a list stands; the value stands in the address."""

    NEWEST = "-nop"
    OLDEST = "nop"
    DUE = "han"
    DUE_LAST = "-han"

    @property
    def column(self) -> str:
        return "submitted_at" if self in (Order.NEWEST, Order.OLDEST) else "due_at"

    @property
    def is_descending(self) -> bool:
        return self in (Order.NEWEST, Order.DUE_LAST)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a list holds: in which states, in which orders it can be had (the first when none is asked for)."""

    title: str | Promise
    statuses: tuple[Status, ...]
    orders: tuple[Order, ...]


_BY_DUE = (Order.DUE, Order.DUE_LAST)
_BY_TIME = (Order.NEWEST, Order.OLDEST)
KINDS: dict[View, Kind] = {
    View.ALL: Kind(_("Tất cả"), tuple(Status), _BY_TIME),
    View.MINE: Kind(_("Chờ tôi xử lý"), tuple(sorted(RUNNING)), _BY_DUE + _BY_TIME),
    # Those that are late or soon will be are few; an order other than by the due date would have to look at all others.
    View.SOON: Kind(_("Sắp đến hạn"), tuple(sorted(RUNNING)), _BY_DUE),
    View.LATE: Kind(_("Quá hạn"), tuple(sorted(RUNNING)), _BY_DUE),
    View.CITIZEN: Kind(_("Chờ người dân"), tuple(sorted(WAITING)), _BY_TIME + _BY_DUE),
    View.DONE: Kind(_("Xong, chưa trả"), (Status.DONE,), _BY_TIME + _BY_DUE),
    View.RETURNED: Kind(_("Đã trả"), (Status.RETURNED,), _BY_TIME),
}


@dataclass(frozen=True, slots=True)
class ListFilter:
    """Which list, what it is narrowed to (None and "" narrow nothing), in which order. `since`, `until`: days of handing in."""

    view: View = View.ALL
    status: Status | None = None
    field_id: int | None = None
    officer_id: int | None = None
    channel: Channel | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    search: str = ""
    order: Order | None = None

    @property
    def ordered_by(self) -> Order:
        """The order asked for, where the list can be had in it."""
        orders = KINDS[self.view].orders
        return self.order if self.order in orders else orders[0]

    @property
    def is_narrowed(self) -> bool:
        return self != ListFilter(view=self.view, order=self.order)


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of a list. `before` and `after` are marks to page on with, None at the ends. `too_many`: so many people have a
    name like the one searched for that not all were looked through.
    """

    dossiers: list[Dossier]
    before: str | None
    after: str | None
    count: int
    count_is_complete: bool
    several_units: bool
    too_many: bool = False


_BEGINNING = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MARK = re.compile(r"(\d{0,17})\.(\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page ended. None stands before every moment: a dossier to which nothing is promised yet comes first."""

    key: dt.datetime | None
    id: int

    @classmethod
    def read(cls, text: str | None) -> Mark | None:
        """The mark that stands in an address; None for what is none."""
        found = _MARK.fullmatch(text or "")
        if found is None:
            return None
        try:
            key = _BEGINNING + dt.timedelta(microseconds=int(found[1])) if found[1] else None
        except OverflowError:
            return None
        return cls(key, int(found[2]))

    @classmethod
    def of(cls, dossier: Dossier, order: Order) -> Mark:
        """Where a dossier stands in a list of that order."""
        return cls(getattr(dossier, order.column), dossier.pk)

    def __str__(self) -> str:
        """As it stands in an address: the moment in microseconds since 1970 and the id, so that nothing need be looked up."""
        moment = "" if self.key is None else (self.key - _BEGINNING) // dt.timedelta(microseconds=1)
        return f"{moment}.{self.id}"

    @property
    def rank(self) -> tuple[bool, dt.datetime | int, int]:
        return (self.key is not None, self.key or 0, self.id)


def page_of_dossiers(
    scope: Scope, narrowed: ListFilter, *, after: str | None = None, before: str | None = None
) -> ListPage:
    """One page, found by where the last one ended, so that the millionth row costs what the first does."""
    listing = _Listing.of(scope, narrowed)
    mark = Mark.read(before if before is not None else after)
    backwards = before is not None and mark is not None
    found = listing.ids(mark, backwards, PAGE_SIZE + 1)
    more = len(found) > PAGE_SIZE
    ids = found[:PAGE_SIZE]
    if backwards:
        ids.reverse()
    count = listing.total(len(found), whole=mark is None and not more)
    rows = _rows(ids)
    return ListPage(
        rows,
        before=str(Mark.of(rows[0], listing.order))
        if rows and (more if backwards else mark is not None)
        else None,
        after=str(Mark.of(rows[-1], listing.order)) if rows and (more or backwards) else None,
        count=min(count, MOST_COUNTED) if count is not None else PAGE_SIZE,
        count_is_complete=count is not None and count <= MOST_COUNTED,
        several_units=len(listing.places.counters) != 1 or bool(listing.places.localities),
        too_many=listing.found is not None and listing.found.too_many,
    )


def walk(scope: Scope, narrowed: ListFilter, most: int, at_once: int = 1_000) -> Iterator[Dossier]:
    """The first `most` dossiers of a list one by one, `at_once` in memory: for files to download."""
    listing = _Listing.of(scope, narrowed)
    mark: Mark | None = None
    while most > 0:
        rows = _rows(listing.ids(mark, False, min(at_once, most)))
        yield from rows
        if len(rows) < at_once:
            return
        most -= len(rows)
        mark = Mark.of(rows[-1], listing.order)


def _rows(ids: Sequence[int]) -> list[Dossier]:
    """The dossiers with what a line of a list shows, in the order of `ids`."""
    found = Dossier.objects.select_related("procedure_version", "unit", "handling_unit", "officer")
    by_id = {one.pk: one for one in found.filter(pk__in=ids)}
    return [by_id[pk] for pk in ids if pk in by_id]


@dataclass(frozen=True, slots=True)
class _Listing:
    """A list of somebody at a moment."""

    scope: Scope
    narrowed: ListFilter
    places: Places
    registering: tuple[int, ...]
    now: dt.datetime
    found: finding.Found | None

    @classmethod
    def of(cls, scope: Scope, narrowed: ListFilter) -> _Listing:
        scope.require(READ, what=gettext("danh sách hồ sơ"))
        within = places(scope)
        registering: tuple[int, ...] = ()
        if narrowed.view is View.MINE and scope.may(Permission.DOSSIERS_RECEIVE):
            registering = places(scope, Permission.DOSSIERS_RECEIVE).counters
        found = finding.find(within.tops, narrowed.search) if narrowed.search else None
        return cls(scope, narrowed, within, registering, clock.now(), found)

    @property
    def order(self) -> Order:
        return self.narrowed.ordered_by

    def ids(self, mark: Mark | None, backwards: bool, most: int) -> list[int]:
        """The next `most` dossiers after (before) the mark."""
        descending = self.order.is_descending != backwards
        sign = "-" if descending else ""
        column = self.order.column
        parts = [
            Walk(beyond.order_by(f"{sign}{column}", f"{sign}id").values_list("id", column), part.statuses)
            for part in self._parts()
            for beyond in self._beyond(part.rows, mark, descending)
        ]
        marks = {Mark(_moment(key), pk) for pk, key in together(parts, most)}
        return [one.id for one in sorted(marks, key=lambda one: one.rank, reverse=descending)[:most]]

    def total(self, shown: int, *, whole: bool) -> int | None:
        """How many dossiers the list has, counted up to one more than MOST_COUNTED; what a search finds is not counted."""
        if whole:
            return shown
        if self.found is not None:
            return None
        parts = [Walk(part.rows.order_by().values_list("id"), part.statuses) for part in self._parts()]
        return counted(parts, MOST_COUNTED + 1)

    def _beyond(
        self, part: QuerySet[Dossier], mark: Mark | None, descending: bool
    ) -> Iterator[QuerySet[Dossier]]:
        """What of a part follows the mark, those without a moment apart: databases do not agree where they stand."""
        column = self.order.column
        with_moment = part if column == "submitted_at" else part.filter(**{f"{column}__isnull": False})
        side, strictly = ("lte", "lt") if descending else ("gte", "gt")
        if mark is None:
            yield with_moment
        elif mark.key is not None:
            yield with_moment.filter(
                Q(**{f"{column}__{side}": mark.key})
                & (Q(**{f"{column}__{strictly}": mark.key}) | Q(**{f"id__{strictly}": mark.id}))
            )
        elif not descending:
            yield with_moment
        if column == "submitted_at" or self.narrowed.view in (View.SOON, View.LATE):
            return
        without = part.filter(**{f"{column}__isnull": True})
        if mark is None or (mark.key is not None and descending):
            yield without
        elif mark.key is None:
            yield without.filter(**{f"id__{strictly}": mark.id})

    def _parts(self) -> Iterator[Walk]:
        """The walks that make up the list, each along one index."""
        if self.found is not None:
            for found in self.found.dossiers:
                yield Walk(self._sought(self._narrow(self._reached(found))))
            return
        statuses = tuple(one.value for one in self._statuses())
        officer = self.scope.user_id if self.narrowed.view is View.MINE else self.narrowed.officer_id
        if not statuses:
            walked: list[QuerySet[Dossier]] = []
        elif self.narrowed.view is View.MINE or officer is not None:
            walked = [self._reached(Dossier.objects.filter(officer_id=officer))]
        else:
            walked = [Dossier.objects.filter(**{column: place}) for column, place in self.places.columns]
        for rows in walked:
            yield Walk(self._narrow(rows.filter(status=ANY_STATUS)), statuses)
        if self.narrowed.view is View.MINE and self.narrowed.status in (None, Status.REGISTERED):
            for counter in self.registering:
                yield Walk(self._narrow(Dossier.objects.filter(unit_id=counter, status=Status.REGISTERED)))

    def _sought(self, found: QuerySet[Dossier]) -> QuerySet[Dossier]:
        """What of the dossiers of the people sought stands in this list."""
        held = Q(status__in=self._statuses())
        if self.narrowed.view is View.MINE:
            held &= Q(officer_id=self.scope.user_id)
            if self.narrowed.status in (None, Status.REGISTERED):
                held |= Q(status=Status.REGISTERED, at_counter__in=self.registering)
        return found.filter(held)

    def _statuses(self) -> tuple[Status, ...]:
        held = KINDS[self.narrowed.view].statuses
        asked = self.narrowed.status
        return held if asked is None else tuple(one for one in held if one == asked)

    def _reached(self, found: QuerySet[Dossier]) -> QuerySet[Dossier]:
        return found.alias(**ALIASES).filter(self.places.condition)

    def _narrow(self, part: QuerySet[Dossier]) -> QuerySet[Dossier]:
        narrowed = self.narrowed
        conditions: dict[str, Any] = {}
        if narrowed.view is View.SOON:
            conditions |= {"due_at__gt": self.now, "due_at__lte": self.now + SOON}
        if narrowed.view is View.LATE:
            conditions["due_at__lte"] = self.now
        if narrowed.field_id is not None:
            conditions["field_id"] = narrowed.field_id
        if narrowed.officer_id is not None:
            conditions["officer_id"] = narrowed.officer_id
        if narrowed.channel is not None:
            conditions["channel"] = narrowed.channel
        if narrowed.since is not None:
            conditions["submitted_at__gte"] = _begin(narrowed.since)
        if narrowed.until is not None:
            conditions["submitted_at__lt"] = _begin(narrowed.until + dt.timedelta(days=1))
        return part.filter(**conditions) if conditions else part


def _begin(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), clock.VIETNAM)


def _moment(value: Any) -> dt.datetime | None:
    """A moment as the database gave it to a cursor: SQLite has text in UTC."""
    moment: dt.datetime | None = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=dt.UTC) if moment is not None and moment.tzinfo is None else moment


def statuses_of(view: View) -> list[tuple[int, str | Promise]]:
    """The states that a list holds, with their names."""
    held = KINDS[view].statuses
    return [(value, label) for value, label in STATUSES if value in held]


def fields() -> list[tuple[int, str]]:
    """The fields of procedures, in alphabetical order."""
    return list(Field.objects.order_by("sort_key", "pk").values_list("pk", "name"))
