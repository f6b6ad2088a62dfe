"""One unit's plan with all that its page, its print and its letter show: the two lists, remedies, reports, what is won back.

Points are those of the publication that holds; only what a leaf has won back is read from the next year's live results.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import override

from caicach.apps.accountability.models import Remedy, RemedyPlan, RemedyProgress
from caicach.apps.accountability.queries import published
from caicach.apps.accountability.queries.owners import Owners, owners_of
from caicach.apps.accountability.queries.plan_model import Held, Line, PeriodState, PlanPage, Rights, Won
from caicach.apps.documents.queries import unit_for
from caicach.apps.parindex.models import NodeScore, Participant, Publication, Round
from caicach.apps.parindex.queries.answering import holders_of
from caicach.apps.parindex.queries.common import trimmed
from caicach.core.accountability import plan as core
from caicach.core.accountability import terms
from caicach.core.accountability.terms import Period
from caicach.core.parindex import Framework
from caicach.core.parindex.rules.base import ERROR, MISSING
from caicach.platform.access import Permission, Scope
from caicach.platform.wording import language

ZERO = Decimal(0)


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


def printable(scope: Scope, year: int, unit_id: int) -> PlanPage:
    """The plan for a document of the law: in Vietnamese, whatever language the reader uses. NotFound where there is none."""
    with override("vi"):
        found = page(scope, year, unit_id)
    found.opened()
    return found


def name_of(framework: Framework, code: str) -> str:
    """What a leaf is called in the reader's language."""
    node = framework.by_code.get(code)
    return node.words.text(language()) if node else ""


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
