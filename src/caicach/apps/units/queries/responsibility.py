"""Who answers for what: notices, and the one query that finds the answerable."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When, Window
from django.db.models.functions import Rank

from caicach.apps.units.models import Kind, Post, Responsibility, ResponsibilityNotice, Unit
from caicach.apps.units.queries.reach import reach_on, under
from caicach.apps.units.queries.time import day_of_year, in_force
from caicach.apps.units.queries.units import find
from caicach.platform.access import NotFound, Permission, Scope

SUBJECT_OF_KIND = {
    Kind.COMMUNE: Responsibility.Subject.COMMUNE,
    Kind.DEPARTMENT: Responsibility.Subject.DEPARTMENT,
    Kind.DISTRICT: Responsibility.Subject.DISTRICT,
}

_OWN_SUBJECT = ~Q(notice__unit__kind__in=SUBJECT_OF_KIND)
for _kind, _subject in SUBJECT_OF_KIND.items():
    _OWN_SUBJECT |= Q(notice__unit__kind=_kind, subject=_subject)


@dataclass(frozen=True, slots=True)
class Answerable:
    """Somebody who answers for a node. `code` is the node that the notice names: the asked one or one above it.

    `still_here` is False when on the day that was asked for the person holds no post any more, or the unit has ended.
    """

    code: str
    part: str
    unit_id: int | None
    unit_name: str
    user_id: int | None
    person: str
    notice_id: int
    notice_number: str
    notice_date: dt.date
    still_here: bool

    @property
    def is_lead(self) -> bool:
        return self.part == Responsibility.Part.LEAD


def who_answers(
    scope: Scope,
    unit_id: int,
    code: str,
    on: dt.date,
    *,
    subject: str = "",
    above: tuple[str, ...] | None = None,
) -> list[Answerable]:
    """Who answers in a unit for the node `code` on the day `on`, the lead first; [] when no notice in force says it.

    A notice may name the node itself or one above it: the nearest wins, and among notices in force that name the same node the
    latest. `above` holds the codes above the node, the nearest first, for sets whose printed codes do not show them ("I" over
    "1.2"); by default they are read from the code. `subject` is the criteria set, by default that of the kind of the unit.

    One query for today and later; a day in the past asks first where the scope reached in the tree of that day. NotFound outside
    the reach.
    """
    codes = (code, *(codes_above(code) if above is None else above))
    rows = list(_answering(scope, unit_id, codes, on, subject))
    if not rows:
        find(scope, unit_id)
    return [
        Answerable(
            code=row.node_code,
            part=row.part,
            unit_id=row.holder_unit_id,
            unit_name=row.holder_unit.name if row.holder_unit else "",
            user_id=row.holder_user_id,
            person=(row.holder_user.display_name or row.holder_user.get_username())
            if row.holder_user
            else "",
            notice_id=row.notice_id,
            notice_number=row.notice.number,
            notice_date=row.notice.date,
            still_here=_still_here(row, on),
        )
        for row in rows
    ]


def default_subject(unit: Unit) -> str:
    """The criteria set that a unit is scored by, "" for kinds that are not scored themselves."""
    return SUBJECT_OF_KIND.get(Kind(unit.kind), "")


def codes_above(code: str) -> tuple[str, ...]:
    """The codes above a printed code, read from its dots: "3.3.1" lies below "3.3" and "3"."""
    parts = code.split(".")
    return tuple(".".join(parts[:length]) for length in range(len(parts) - 1, 0, -1))


def _answering(
    scope: Scope, unit_id: int, codes: tuple[str, ...], on: dt.date, subject: str
) -> QuerySet[Responsibility]:
    found = Responsibility.objects.filter(
        in_force(on, "notice"),
        in_force(on, "notice__unit__placements"),
        under(reach_on(scope, Permission.UNITS_READ, on), "notice__unit__placements__path"),
        Q(subject=subject) if subject else _OWN_SUBJECT,
        notice__unit_id=unit_id,
        node_code__in=codes,
    )
    distance = Case(*(When(node_code=near, then=Value(place)) for place, near in enumerate(codes)))
    best = Window(
        Rank(),
        order_by=[
            distance.asc(),
            F("notice__valid_from").desc(),
            F("notice__date").desc(),
            F("notice_id").desc(),
        ],
    )
    posts = Post.objects.filter(in_force(on), user_id=OuterRef("holder_user_id"), user__is_active=True)
    marks: dict[str, Window | Exists] = {"place": best, "still_here": Exists(posts)}
    return (
        found.annotate(**marks)
        .filter(Q(place=1))
        .select_related("notice", "holder_unit", "holder_user")
        .order_by("part", "holder_unit__sort_key", "id")
    )


def _still_here(row: Responsibility, on: dt.date) -> bool:
    ended = row.holder_unit.valid_to if row.holder_unit else None
    return (row.holder_user_id is None or row.still_here) and (ended is None or ended >= on)


def notices(scope: Scope, year: int, unit_id: int | None = None) -> QuerySet[ResponsibilityNotice]:
    """The notices that were in force on some day of the year, of units that the scope may read, the latest first."""
    on = day_of_year(year, scope.today)
    found = ResponsibilityNotice.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=dt.date(year, 1, 1)),
        in_force(on, "unit__placements"),
        under(reach_on(scope, Permission.UNITS_READ, on), "unit__placements__path"),
        valid_from__lte=dt.date(year, 12, 31),
    )
    if unit_id is not None:
        found = found.filter(unit_id=unit_id)
    return found.select_related("unit").order_by("-date", "-id")


def notice(scope: Scope, notice_id: int) -> ResponsibilityNotice:
    """One notice; NotFound outside the reach of the scope."""
    found = ResponsibilityNotice.objects.filter(pk=notice_id).select_related("unit").first()
    if found is None:
        raise NotFound
    find(scope, found.unit_id)
    return found


def assignments(scope: Scope, notice_id: int) -> list[Responsibility]:
    """The rows of a notice in the order in which it was written."""
    notice(scope, notice_id)
    found = Responsibility.objects.filter(notice_id=notice_id).select_related("holder_unit", "holder_user")
    return list(found.order_by("id"))


def responsibilities_in_force(scope: Scope, unit_id: int, on: dt.date) -> list[Responsibility]:
    """What the notices of a unit say on a day, the latest notice first."""
    find(scope, unit_id)
    found = Responsibility.objects.filter(in_force(on, "notice"), notice__unit_id=unit_id)
    return list(
        found.select_related("notice", "holder_unit", "holder_user").order_by(
            "-notice__valid_from", "notice_id", "id"
        )
    )
