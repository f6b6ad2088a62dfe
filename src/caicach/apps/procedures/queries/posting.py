"""Posting: who has to post what a decision announced, by when, and where it stands (TM-4, TH-1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q, prefetch_related_objects

from caicach.apps.calendars.queries import clock_of
from caicach.apps.procedures import checks
from caicach.apps.procedures.models import Decision, Level, Posting, Version
from caicach.apps.procedures.queries.localities import in_reach, reaches, units_of_locality
from caicach.apps.units.models import Kind, Unit
from caicach.core.procedures import State, due_on, state
from caicach.core.worktime.calendar import UnknownYear, WorkingCalendar
from caicach.platform.access import Permission, Scope

POST = Permission.PROCEDURES_POST


@dataclass(frozen=True, slots=True)
class Duty:
    """That a unit has to post what a decision announced by `due`; without `due` the calendar of that year is not known.

    `may_confirm` is whether whoever asks may state it, `is_own` whether it is the unit in which he works.
    """

    decision: Decision
    unit: Unit
    due: dt.date | None
    posting: Posting | None
    desk: State
    page: State
    may_confirm: bool
    is_own: bool

    @property
    def worst(self) -> State:
        """The state that the unit has to answer for: missing before late before waiting before on time."""
        order = (State.MISSING, State.LATE, State.WAITING, State.ON_TIME)
        return min(self.desk, self.page, key=order.index)


@dataclass(frozen=True, slots=True)
class Posted:
    """Whether a unit has posted all that it had to by now in a period, in time: at the desk, and on the page."""

    desk: bool
    page: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """A decision with how many units have to post it, and how many of them stand where."""

    decision: Decision
    procedures: int
    due: dt.date | None
    duties: int
    missing: int
    late: int
    waiting: int
    done: int
    mine: tuple[Duty, ...]
    """What the units in which whoever asks works have still to post."""


def decisions(scope: Scope, locality_id: int) -> list[Decision]:
    """The decisions of a locality, the latest first."""
    in_reach(scope, locality_id)
    found = Decision.objects.filter(locality_id=locality_id).select_related("locality")
    return list(found.order_by("-issued_on", "-id"))


def decision(scope: Scope, decision_id: int) -> Decision:
    """A decision with what it announced and repealed; NotFound when the scope does not read its locality."""
    ordered = Version.objects.select_related("procedure", "field").order_by("sort_key", "id")
    found = (
        Decision.objects.filter(pk=decision_id)
        .select_related("locality", "file")
        .prefetch_related(Prefetch("versions", ordered), Prefetch("repeals", ordered))
        .first()
    )
    if found is None or not reaches(scope, found.locality_id):
        raise checks.no_such_decision()
    return found


def overview(scope: Scope, locality_id: int) -> list[Overview]:
    """How posting stands for each decision of a locality, the latest first, in a fixed number of queries."""
    found = decisions(scope, locality_id)
    if not found:
        return []
    versions = _versions_of(found)
    by_decision = _duties(scope, locality_id, [(one, versions[one.pk]) for one in found])
    return [_counted(one, len(versions[one.pk]), *by_decision[one.pk]) for one in found]


def posted_between(scope: Scope, locality_id: int, first: dt.date, last: dt.date) -> dict[int, Posted]:
    """What the units in sight did about all decisions whose last day to post lies in the period, in a fixed number of queries.

    A unit that had nothing to post is not there; a decision counts from the day after its last day, or once it is posted.
    """
    # Nobody has a year to post: what was issued earlier fell due before the period.
    issued = Decision.objects.filter(
        locality_id=locality_id, issued_on__gte=first - dt.timedelta(days=366), issued_on__lte=last
    )
    found = list(issued)
    versions = _versions_of(found)
    posted: dict[int, Posted] = {}
    for due, many in _duties(scope, locality_id, [(one, versions[one.pk]) for one in found]).values():
        if due is None or not first <= due <= last:
            continue
        for one in many:
            if one.worst is State.WAITING:
                continue
            known = posted.get(one.unit.pk, Posted(True, True))
            posted[one.unit.pk] = Posted(
                known.desk and one.desk is State.ON_TIME, known.page and one.page is State.ON_TIME
            )
    return posted


def duties(scope: Scope, found: Decision) -> list[Duty]:
    """Who has to post what a decision (as `decision` gave it) announced, of the units in sight, in alphabetical order."""
    return due_and_duties(scope, found)[1]


def due_and_duties(scope: Scope, found: Decision) -> tuple[dt.date | None, list[Duty]]:
    """As `duties`, with the last day to post, which is known before anybody has to; None while its calendar is not."""
    versions = [*found.versions.all(), *found.repeals.all()]
    prefetch_related_objects(versions, "executing_units")
    return _duties(scope, found.locality_id, [(found, versions)])[found.pk]


def duty(scope: Scope, decision_id: int, unit_id: int) -> Duty:
    """The duty of one unit, where the scope sees the unit; NotFound when it has none."""
    for one in duties(scope, decision(scope, decision_id)):
        if one.unit.pk == unit_id:
            return one
    raise checks.no_such_decision()


def _versions_of(found: Sequence[Decision]) -> dict[int, list[Version]]:
    """What each decision announced and repealed, with the units that carry it out."""
    versions: dict[int, list[Version]] = {one.pk: [] for one in found}
    of_them = Q(decision__in=found) | Q(repealed_by__in=found)
    for version in Version.objects.filter(of_them).prefetch_related("executing_units"):
        for pk in {version.decision_id, version.repealed_by_id}:
            if pk is not None and pk in versions:
                versions[pk].append(version)
    return versions


def _due_of(found: Decision, calendar: WorkingCalendar) -> dt.date | None:
    """The last day to post; None while the working days of that year are not known and the decision names no day."""
    try:
        return due_on(found.issued_on, calendar, found.post_by)
    except UnknownYear:
        return None


def _duties(
    scope: Scope, locality_id: int, found: Sequence[tuple[Decision, list[Version]]]
) -> dict[int, tuple[dt.date | None, list[Duty]]]:
    """The last day to post and the duties of each decision, given with what it announced and repealed."""
    standing = list(units_of_locality(locality_id).filter(kind__in=(*_POSTING_KINDS, Kind.SERVICE_CENTRE)))
    whose = _Whose(
        may_confirm=_with_desks(standing, {one.pk for one in standing if scope.may(POST, one.path)}),
        own=_with_desks(standing, {one.unit_id for one in scope.posts if one.holds(POST, None, None)}),
    )
    seen = {one.pk for one in standing if scope.may(Permission.UNITS_READ, one.path)} | whose.own
    units = {one.pk: one for one in standing if one.pk in seen}
    postings = {
        (one.decision_id, one.unit_id): one
        for one in Posting.objects.filter(
            decision__in=[one for one, _versions in found], unit__in=list(units)
        )
    }
    calendar = clock_of(locality_id).calendar
    done = {}
    for one, versions in found:
        due = _due_of(one, calendar)
        who = _who(one, versions, units)
        done[one.pk] = (
            due,
            [_duty(scope, (one, due), unit, postings.get((one.pk, unit.pk)), whose) for unit in who],
        )
    return done


def _with_desks(standing: list[Unit], ids: set[int]) -> set[int]:
    """A service centre right below a commune is its desk: whoever posts there posts for the commune."""
    desks = {one.parent_id for one in standing if one.kind == Kind.SERVICE_CENTRE and one.pk in ids}
    return ids | {one for one in desks if one is not None}


@dataclass(frozen=True, slots=True)
class _Whose:
    """The ids of the units that somebody may confirm for, and of those in which he has a post that does."""

    may_confirm: set[int]
    own: set[int]


_POSTING_KINDS = (Kind.COMMUNE, Kind.PROVINCE, Kind.DEPARTMENT)


def _who(found: Decision, versions: list[Version], by_id: dict[int, Unit]) -> list[Unit]:
    """The communes for what communes carry out; for what the province does the executing units that are known, else the top."""
    levels = {level for one in versions for level in one.levels}
    who: dict[int, Unit] = {}
    if Level.COMMUNE in levels:
        who |= {one.pk: one for one in by_id.values() if one.kind == Kind.COMMUNE}
    if Level.PROVINCE in levels:
        named = {unit.pk for one in versions for unit in one.executing_units.all()}
        who |= {pk: by_id[pk] for pk in named & set(by_id)}
        if not named and found.locality_id in by_id:
            who[found.locality_id] = by_id[found.locality_id]
    return sorted(who.values(), key=lambda one: (one.sort_key, one.pk))


def _duty(
    scope: Scope, about: tuple[Decision, dt.date | None], unit: Unit, posting: Posting | None, whose: _Whose
) -> Duty:
    found, due = about
    reckoned = due or dt.date.max
    return Duty(
        decision=found,
        unit=unit,
        due=due,
        posting=posting,
        desk=state(reckoned, posting.desk_on if posting else None, scope.today),
        page=state(reckoned, posting.page_on if posting else None, scope.today),
        may_confirm=unit.pk in whose.may_confirm,
        is_own=unit.pk in whose.own,
    )


def _counted(found: Decision, procedures: int, due: dt.date | None, many: list[Duty]) -> Overview:
    states = [one.worst for one in many]
    return Overview(
        decision=found,
        procedures=procedures,
        due=due,
        duties=len(many),
        missing=states.count(State.MISSING),
        late=states.count(State.LATE),
        waiting=states.count(State.WAITING),
        done=states.count(State.ON_TIME),
        mine=tuple(one for one in many if one.is_own and one.worst in (State.MISSING, State.WAITING)),
    )
