"""What the reads of results share: which round a page shows, whose units a person may look into, the words of a row.

Results are comparisons by nature: whoever reads results somewhere in a locality sees the index, rank, class and area indices of
all its units, as the published decision has them. The points of single leaves, and with them the page of a unit, are read only
within the reach of the post; the inputs behind them only where facts may be read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from caicach.apps.parindex.models import Participant, Round, Subject
from caicach.apps.units.models import FormerName, Placement, Succession, Unit
from caicach.apps.units.queries import ids_of, reach_on
from caicach.platform.access import Permission, Scope
from caicach.platform.wording import language

READ = Permission.RESULTS_READ


def in_words(pair: Mapping[str, str] | None) -> str:
    """A stored {"vi": ..., "en": ...} in the reader's language; "" for none."""
    return pair[language()] if pair else ""


def trimmed(value: Decimal | None) -> Decimal | None:
    """A figure of the database without the zeros at its end: a maximum of 1.5 is not 1.5000000000."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def localities(scope: Scope) -> frozenset[int] | None:
    """The units at the top of the trees in which the scope reads results; None for all."""
    reach = scope.reach(READ)
    return None if "" in reach else frozenset(ids_of(prefix)[0] for prefix in reach)


def rounds(scope: Scope, years: Iterable[int] | None = None) -> QuerySet[Round]:
    """The rounds of the localities that the scope reads results of, and of those that went into them; the latest first.

    Raises Refused for whoever reads results nowhere. The document of the framework stays in the database.
    """
    scope.require(READ)
    found = Round.objects.select_related("framework", "locality").defer("framework__document")
    if years is not None:
        found = found.filter(year__in=list(years))
    tops = localities(scope)
    if tops is not None:
        earlier = Succession.objects.filter(successor_id__in=tops).values("predecessor_id")
        found = found.filter(Q(locality_id__in=tops) | Q(locality_id__in=earlier))
    return found.order_by("-year", "locality__sort_key", "locality_id", "subject")


@dataclass(frozen=True, slots=True)
class Choice:
    """The round a page shows, that of the year before, and what else could be chosen in the year."""

    year: int
    this: Round | None
    last: Round | None
    subject: str
    subjects: tuple[str, ...] = ()
    localities: tuple[Unit, ...] = ()

    @property
    def subject_label(self) -> str:
        return str(Subject(self.subject).label)


def choose(scope: Scope, year: int, subject: str = "", locality_id: int | None = None) -> Choice:
    """The round of a year: of the subject asked for, else of the kind of the reader's own unit, else of communes.

    One query. `this` is None where the locality had no round of the subject in that year.
    """
    near = list(rounds(scope, (year, year - 1)))
    of_year = [one for one in near if one.year == year]
    places = {one.locality_id: one.locality for one in of_year}
    place = locality_id if locality_id in places else _home(scope, places)
    here = [one for one in of_year if one.locality_id == place]
    offered = {one.subject: one for one in here}
    wanted = subject if subject in Subject.values else _usual(scope, offered)
    this = offered.get(wanted)
    last = next(
        (
            one
            for one in near
            if this is not None
            and one.year == year - 1
            and one.subject == wanted
            and one.locality_id == this.locality_id
        ),
        None,
    )
    order = [value for value in Subject.values if value in offered]
    return Choice(year, this, last, wanted, tuple(order), tuple(places.values()))


def _home(scope: Scope, places: Mapping[int, Unit]) -> int | None:
    own = [ids_of(post.reach)[0] for post in scope.posts]
    return next((top for top in own if top in places), next(iter(places), None))


def _usual(scope: Scope, offered: Mapping[str, Round]) -> str:
    """The subject that a page shows unasked."""
    order = [Subject.COMMUNE, Subject.DEPARTMENT, Subject.DISTRICT]
    return str(next((subject for subject in order if subject in offered), Subject.COMMUNE))


class Reach:
    """Which units a person may look into, asked for many rows at the cost of no query, or of few for units that have ended."""

    def __init__(self, scope: Scope, permission: Permission = READ) -> None:
        self._scope = scope
        self._permission = permission
        self._prefixes = scope.reach(permission)
        self._earlier: dict[dt.date, tuple[str, ...]] = {}

    def opens(self, path: str | None, ended: dt.date | None = None) -> bool:
        """Whether the unit whose latest placement is `path` is within reach; one that has `ended`, also by what it went into."""
        if path is None:
            return "" in self._prefixes
        if path.startswith(self._prefixes):
            return True
        return ended is not None and any(path.startswith(prefix) for prefix in self._on(ended))

    def _on(self, day: dt.date) -> tuple[str, ...]:
        if day not in self._earlier:
            self._earlier[day] = reach_on(self._scope, self._permission, day)
        return self._earlier[day]

    @cached_property
    def own(self) -> frozenset[int]:
        """The units that the person works in, without the locality at the top."""
        return frozenset(unit for post in self._scope.posts for unit in ids_of(post.unit_path)[1:])


def participants(on: dt.date, **narrowed: Any) -> QuerySet[Any]:
    """Participants with their unit, its latest `path`, and the name it had on the day `on` (None: the one of today)."""
    newest = Placement.objects.filter(unit_id=OuterRef("unit_id")).order_by("-valid_from")
    names = FormerName.objects.filter(unit_id=OuterRef("unit_id"), until__gte=on).order_by("until")
    return Participant.objects.filter(**narrowed).annotate(
        path=Subquery(newest.values("path")[:1]), name_then=Subquery(names.values("name")[:1])
    )
