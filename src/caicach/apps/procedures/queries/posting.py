"""Posting: who has to post what a decision announced, by when, and where it stands (TM-4, TH-1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from caicach.apps.calendars.queries import clock_of
from caicach.apps.procedures import checks
from caicach.apps.procedures.models import Decision, Level, Posting, Version
from caicach.apps.procedures.queries.localities import locality_for, reaches, units_of_locality
from caicach.apps.units.models import Kind, Unit
from caicach.core.procedures import State, due_on, state
from caicach.core.worktime.calendar import UnknownYear, WorkingCalendar
from caicach.platform.access import NotFound, Permission, Scope

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


def decisions(scope: Scope, locality_id: int) -> list[Decision]:
    """The decisions of a locality, the latest first, each with what it announced and repealed."""
    locality_for(scope, locality_id)
    return list(
        _with_versions(Decision.objects.filter(locality_id=locality_id)).order_by("-issued_on", "-id")
    )


def decision(scope: Scope, decision_id: int) -> Decision:
    """A decision with what it announced and repealed; NotFound when the scope does not read its locality."""
    found = _with_versions(Decision.objects.filter(pk=decision_id)).first()
    if found is None or not reaches(scope, found.locality_id):
        raise checks.no_such_decision()
    return found


def overview(scope: Scope, locality_id: int) -> list[Overview]:
    """How posting stands for each decision of a locality, the latest first, in a fixed number of queries."""
    found = decisions(scope, locality_id)
    by_decision = _duties(scope, locality_id, found)
    calendar = clock_of(locality_id).calendar
    return [_counted(one, by_decision[one.pk], _due_of(one, calendar)) for one in found]


def duties(scope: Scope, decision_id: int) -> list[Duty]:
    """Who has to post what a decision announced, of the units that the scope sees, in alphabetical order."""
    found = decision(scope, decision_id)
    return _duties(scope, found.locality_id, [found])[found.pk]


def duty(scope: Scope, decision_id: int, unit_id: int) -> Duty:
    """The duty of one unit, where the scope sees the unit; NotFound when it has none."""
    for one in duties(scope, decision_id):
        if one.unit.pk == unit_id:
            return one
    raise checks.no_such_decision()


def duties_of_unit(scope: Scope, locality_id: int) -> list[Duty]:
    """What the units in which somebody works have still to post, the most urgent first."""
    try:
        found = decisions(scope, locality_id)
    except NotFound:
        return []
    mine = [
        one
        for many in _duties(scope, locality_id, found).values()
        for one in many
        if one.is_own and one.worst in (State.MISSING, State.WAITING)
    ]
    return sorted(mine, key=lambda one: (one.due or dt.date.max, one.decision.pk))


def _due_of(found: Decision, calendar: WorkingCalendar) -> dt.date | None:
    """The last day to post; None while the working days of that year are not known and the decision names no day."""
    try:
        return due_on(found.issued_on, calendar, found.post_by)
    except UnknownYear:
        return None


def _duties(scope: Scope, locality_id: int, found: Collection[Decision]) -> dict[int, list[Duty]]:
    standing = list(units_of_locality(locality_id).filter(kind__in=(*_POSTING_KINDS, Kind.SERVICE_CENTRE)))
    units = {one.pk: one for one in standing if scope.may(Permission.UNITS_READ, one.path)}
    whose = _Whose(
        may_confirm=_with_desks(standing, {one.pk for one in standing if scope.may(POST, one.path)}),
        own=_with_desks(standing, {one.unit_id for one in scope.posts if one.holds(POST, None, None)}),
    )
    postings = {
        (one.decision_id, one.unit_id): one
        for one in Posting.objects.filter(decision__in=found, unit__in=standing).select_related("by")
    }
    calendar = clock_of(locality_id).calendar
    return {
        one.pk: [
            _duty(scope, (one, _due_of(one, calendar)), unit, postings.get((one.pk, unit.pk)), whose)
            for unit in _who(one, units)
        ]
        for one in found
    }


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


def _who(found: Decision, by_id: dict[int, Unit]) -> list[Unit]:
    """The communes for what communes carry out; for what the province does the executing units that are known, else the top."""
    versions = [*found.versions.all(), *found.repeals.all()]
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


def _counted(found: Decision, many: list[Duty], due: dt.date | None) -> Overview:
    states = [one.worst for one in many]
    return Overview(
        decision=found,
        procedures=len(found.versions.all()) + len(found.repeals.all()),
        due=due,
        duties=len(many),
        missing=states.count(State.MISSING),
        late=states.count(State.LATE),
        waiting=states.count(State.WAITING),
        done=states.count(State.ON_TIME),
    )


def _with_versions(found: QuerySet[Decision]) -> QuerySet[Decision]:
    versions = Version.objects.select_related("procedure", "field").prefetch_related("executing_units")
    ordered = versions.order_by("sort_key", "id")
    return found.select_related("locality").prefetch_related(
        Prefetch("versions", ordered), Prefetch("repeals", ordered)
    )
