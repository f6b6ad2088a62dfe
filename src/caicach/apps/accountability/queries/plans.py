"""One unit's plan with all that its page, its print and its letter show: the two lists, remedies, reports, what is won back.

Points are those of the publication that holds; only what a leaf has won back is read from the next year's live results.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from caicach.apps.accountability.models import Remedy, RemedyPlan, RemedyProgress
from caicach.apps.accountability.queries import published
from caicach.apps.accountability.queries.owners import Owners, owners_of
from caicach.apps.documents.queries import unit_for
from caicach.apps.parindex.models import NodeScore, Participant, Publication, Round
from caicach.apps.parindex.queries.answering import Holder, holders_of
from caicach.apps.parindex.queries.common import language, trimmed
from caicach.apps.units.models import Unit
from caicach.core.accountability import plan as core
from caicach.core.accountability import terms
from caicach.core.accountability.lists import Item
from caicach.core.accountability.plan import STATE_WORDS, STATUS_WORDS, State, Status
from caicach.core.accountability.terms import Period, Terms
from caicach.core.parindex import Framework
from caicach.core.parindex.rules.base import ERROR, MISSING
from caicach.platform.access import NotFound, Permission, Scope

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Won:
    """What the leaf reaches in the year after, and how many of the lost points that is, in points of the published maximum."""

    points: Decimal
    max_points: Decimal
    back: Decimal
    lost: Decimal

    @property
    def is_all(self) -> bool:
        return self.back >= self.lost


@dataclass(frozen=True, slots=True)
class Line:
    """A leaf to repair with its remedy. `reports` are by month; `change` is against last year, None without one."""

    remedy: Remedy
    name: str
    change: Decimal | None
    owner: str
    owner_left: bool
    reports: Mapping[int, RemedyProgress]
    is_mine: bool
    won: Won | None = None

    @property
    def code(self) -> str:
        return self.remedy.code

    @property
    def points(self) -> Decimal | None:
        return trimmed(self.remedy.points)

    @property
    def max_points(self) -> Decimal | None:
        return trimmed(self.remedy.max_points)

    @property
    def lost(self) -> Decimal:
        return self.remedy.max_points - self.remedy.points

    @property
    def fell(self) -> bool:
        return self.change is not None and self.change < 0

    @property
    def state(self) -> State:
        return State(self.remedy.state)

    @property
    def state_words(self) -> str:
        return STATE_WORDS[self.state].text(language())

    @property
    def owner_value(self) -> str:
        """The owner as the form names him: a person before a division."""
        if self.remedy.owner_user_id is not None:
            return f"u{self.remedy.owner_user_id}"
        return f"d{self.remedy.owner_unit_id}" if self.remedy.owner_unit_id is not None else ""

    @property
    def expected(self) -> Decimal | None:
        """The points that the latest report expects back; None when none does."""
        told = [one.expected for _month, one in sorted(self.reports.items()) if one.expected is not None]
        return told[-1] if told else None

    def is_late(self, today: dt.date) -> bool:
        return self.remedy.due_on is not None and self.remedy.due_on < today and self.state is not State.DONE


@dataclass(frozen=True, slots=True)
class Held:
    """A leaf to hold, with who answers for it."""

    item: Item
    name: str
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class PeriodState:
    """A period and how many of the remedies have been reported for it."""

    period: Period
    reported: int
    count: int
    is_current: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader may do with the plan."""

    plan: bool = False
    approve: bool = False


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything of a unit's plan. Without a publication there are no lists; without a plan it has not been opened."""

    year: int
    unit: Unit
    participant: Participant | None = None
    publication: Publication | None = None
    first_day: dt.date | None = None
    terms: Terms | None = None
    plan: RemedyPlan | None = None
    lines: tuple[Line, ...] = ()
    lifted: tuple[Line, ...] = ()
    hold: tuple[Held, ...] = ()
    periods: tuple[PeriodState, ...] = ()
    rights: Rights = Rights()
    owners: Owners | None = None
    has_next: bool = False

    @property
    def status(self) -> Status | None:
        return Status(self.plan.status) if self.plan else None

    @property
    def status_words(self) -> str:
        return STATUS_WORDS[Status(self.plan.status)].text(language()) if self.plan else ""

    @property
    def gaps(self) -> tuple[str, ...]:
        """What lacks before the head may approve, or since a correction added to an approved plan."""
        if self.status in (None, Status.CLOSED):
            return ()
        faults = [fault for one in self.lines for fault in core.lacking(_line(one.remedy))]
        return tuple(fault.text(language()) for fault in faults)

    @property
    def may_edit(self) -> bool:
        return self.rights.plan and self.status not in (None, Status.CLOSED)

    @property
    def needs_reason(self) -> bool:
        return self.status in core.REASONED

    @property
    def may_report(self) -> bool:
        return self.status in core.REASONED

    @property
    def current(self) -> PeriodState | None:
        return next((one for one in self.periods if one.is_current), None)

    @property
    def lost(self) -> Decimal:
        return sum((one.lost for one in self.lines), ZERO)

    @property
    def expected(self) -> Decimal:
        return sum((one.expected or ZERO for one in self.lines), ZERO)

    @property
    def won(self) -> Decimal:
        return sum((one.won.back for one in self.lines if one.won), ZERO)

    def line(self, code: str) -> Line:
        """The line of a leaf, lifted or not."""
        for one in (*self.lines, *self.lifted):
            if one.code == code:
                return one
        raise NotFound(_("Kế hoạch không có tiêu chí %(code)s.") % {"code": code})

    def period(self, month: int) -> PeriodState:
        for one in self.periods:
            if one.period.month == month:
                return one
        raise NotFound(_("Không có kỳ báo cáo %(month)s tháng.") % {"month": month})


def page(scope: Scope, year: int, unit_id: int) -> PlanPage:
    """The plan of a unit for the results of a year, in a fixed number of queries. NotFound outside the reach."""
    unit = unit_for(scope, unit_id, Permission.RESULTS_READ)
    members = Participant.objects.select_related("unit", "round__framework", "round__locality")
    member = members.defer("round__framework__document").filter(unit_id=unit_id, round__year=year).first()
    publication = published.latest_publication(member.round_id) if member else None
    if member is None or publication is None:
        return PlanPage(year, unit, member)
    lists = published.lists_of(publication, [member]).get(member.pk)
    if lists is None:
        return PlanPage(year, unit, member, publication)
    framework = published.set_of(publication.round)
    day, own = published.first_day(publication), published.terms_for(publication)
    plan = RemedyPlan.objects.filter(participant=member).select_related("approved_by").first()
    moved = {item.code: item.change for item in lists.repair}
    owners = owners_of(unit)
    lines = _lines(scope, plan, framework, moved, owners) if plan else []
    won = _won_back(member, publication, lines)
    lines = [_with(one, won) for one in lines]
    standing = sorted(
        (one for one in lines if one.remedy.lifted_by_id is None), key=lambda one: (-one.lost, one.remedy.pk)
    )
    holders = holders_of(unit_id, framework, scope.today)
    return PlanPage(
        year=year,
        unit=unit,
        participant=member,
        publication=publication,
        first_day=day,
        terms=own,
        plan=plan,
        lines=tuple(standing),
        lifted=tuple(one for one in lines if one.remedy.lifted_by_id is not None),
        hold=tuple(
            Held(item, name_of(framework, item.code), holders.get(item.code, ())) for item in lists.hold
        ),
        periods=_periods(terms.periods(day, own), standing, scope.today) if plan else (),
        rights=Rights(
            scope.may(Permission.REMEDIES_PLAN, unit.path), scope.may(Permission.REMEDIES_APPROVE, unit.path)
        ),
        owners=owners,
        has_next=won is not None,
    )


def name_of(framework: Framework, code: str) -> str:
    """What a leaf is called in the reader's language."""
    node = framework.by_code.get(code)
    return node.words.text(language()) if node else ""


def _line(remedy: Remedy) -> core.Line:
    named = remedy.owner_user_id is not None or remedy.owner_unit_id is not None
    return core.Line(remedy.code, remedy.what, named, remedy.due_on, State(remedy.state))


def _lines(
    scope: Scope, plan: RemedyPlan, framework: Framework, moved: Mapping[str, Decimal | None], owners: Owners
) -> list[Line]:
    rows = plan.remedies.select_related("owner_user", "owner_unit", "lifted_by").defer("lifted_by__record")
    reports: defaultdict[int, dict[int, RemedyProgress]] = defaultdict(dict)
    for one in RemedyProgress.objects.filter(remedy__plan=plan).select_related("reported_by"):
        reports[one.remedy_id][one.month] = one
    return [
        Line(
            remedy=row,
            name=name_of(framework, row.code),
            change=moved.get(row.code),
            owner=owner_words(row),
            owner_left=row.owner_user_id is not None and row.owner_user_id not in owners.people,
            reports=reports[row.pk],
            is_mine=scope.user_id is not None and row.owner_user_id == scope.user_id,
        )
        for row in rows.order_by("pk")
    ]


def owner_words(remedy: Remedy) -> str:
    """Who is responsible, in words: the person and the division where both are named."""
    parts = []
    if remedy.owner_user is not None:
        parts.append(remedy.owner_user.display_name or remedy.owner_user.get_username())
    if remedy.owner_unit is not None:
        parts.append(remedy.owner_unit.name)
    return ", ".join(parts)


def _won_back(
    member: Participant, publication: Publication, lines: Iterable[Line]
) -> dict[str, tuple[Decimal, Decimal]] | None:
    """Points and maximum of the year after, live, by the published leaf; None where the unit takes part in no such round yet."""
    after = (
        Round.objects.filter(locality_id=member.round.locality_id, subject=member.round.subject)
        .select_related("framework")
        .defer("framework__document")
        .filter(year=member.round.year + 1, participants__unit_id=member.unit_id)
        .first()
    )
    if after is None:
        return None
    codes = published.next_codes(after.framework, publication.round.framework)
    wanted = {codes[one.code]: one.code for one in lines if one.code in codes}
    rows = NodeScore.objects.filter(
        participant__round=after, participant__unit_id=member.unit_id, code__in=wanted, points__isnull=False
    ).exclude(status__in=(MISSING, ERROR))
    return {
        wanted[code]: (points, maximum)
        for code, points, maximum in rows.values_list("code", "points", "max_points")
        if points is not None and maximum
    }


def _with(line: Line, won: Mapping[str, tuple[Decimal, Decimal]] | None) -> Line:
    if not won or line.code not in won:
        return line
    points, maximum = won[line.code]
    there = points * line.remedy.max_points / maximum
    back = min(max(there - line.remedy.points, ZERO), line.lost)
    shown = Won(trimmed(points) or ZERO, trimmed(maximum) or ZERO, back, line.lost)
    return Line(
        line.remedy, line.name, line.change, line.owner, line.owner_left, line.reports, line.is_mine, shown
    )


def _periods(found: Iterable[Period], lines: list[Line], today: dt.date) -> tuple[PeriodState, ...]:
    periods = tuple(found)
    now = core.current(periods, today)
    made = []
    for period in periods:
        reported = sum(period.month in line.reports for line in lines)
        late = period.due < today and reported < len(lines)
        made.append(PeriodState(period, reported, len(lines), period == now, late))
    return tuple(made)
