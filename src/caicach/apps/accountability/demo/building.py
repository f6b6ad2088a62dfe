"""Plans of the published rounds of 2025 in several states, with reports, and cases with an objection; through the actions.

Texts say that they are illustrations. The day of the publication is fixed and the clock is not, so reports are given for the
periods that have opened by the day of building: none on a machine whose clock stands before them.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction

from caicach.apps.accountability.actions import consequences, plans, remedies
from caicach.apps.accountability.actions.remedies import RemedyData
from caicach.apps.accountability.models import Consequence, Remedy, RemedyPlan
from caicach.apps.accountability.queries import published
from caicach.apps.parindex.models import Subject
from caicach.apps.units.models import Kind, Post, Unit
from caicach.core.accountability import plan as core
from caicach.core.accountability import terms
from caicach.core.accountability.people import Step
from caicach.core.accountability.plan import Report, State
from caicach.core.parindex.analysis import Level
from caicach.platform.access import Scope

YEAR = 2025
MARK = "(minh họa)"
PEOPLED = 4
"""Communes with people whose plans are filled in: running, running with difficulties, approved, and one half written."""
CAUSES = ("Chưa theo dõi số liệu hằng tháng", "Tài liệu kiểm chứng chưa đủ", "Phân công chưa rõ người")
WORKS = (
    "Rà soát số liệu hằng tháng, đối chiếu với hệ thống một cửa",
    "Lập danh mục tài liệu kiểm chứng và nộp theo quý",
    "Giao một đầu mối theo dõi, báo cáo lãnh đạo hằng tuần",
)
DUE = (dt.date(2026, 6, 30), dt.date(2026, 9, 30), dt.date(2026, 12, 15))


@transaction.atomic
def build(scope: Scope) -> None:
    """Fill the plans of the communes that have people, and propose the cases of the communes."""
    found = list(
        RemedyPlan.objects.filter(participant__round__year=YEAR, participant__round__subject=Subject.COMMUNE)
        .filter(participant__unit_id__in=Post.objects.values("unit_id"))
        .select_related("participant__unit", "participant__round", "publication")
        .defer("publication__record")
        .order_by("participant__unit__posts__pk")
        .distinct()
    )
    plans_ = list(dict.fromkeys(found))[:PEOPLED]
    for place, plan in enumerate(plans_):
        rows = list(plan.remedies.order_by("pk"))
        whole = place < PEOPLED - 1
        _fill(scope, plan, rows if whole else rows[: len(rows) // 2])
        if whole:
            plans.approve(scope, plan.participant_id)
        if place < PEOPLED - 2:
            _report(scope, plan, rows, in_difficulty=place == 1)
    if plans_:
        _cases(scope, plans_[0].publication.round_id)


def _fill(scope: Scope, plan: RemedyPlan, rows: list[Remedy]) -> None:
    """What, who, when of each leaf; whoever the notice names stays, else the first division answers."""
    unit = plan.participant.unit
    division = (
        Unit.objects.filter(kind=Kind.DIVISION, placements__parent=unit).order_by("sort_key", "pk").first()
    )
    for place, row in enumerate(rows):
        named = row.owner_user_id is not None or row.owner_unit_id is not None
        data = RemedyData(
            f"{CAUSES[place % len(CAUSES)]} {MARK}",
            f"{WORKS[place % len(WORKS)]} {MARK}",
            row.owner_user_id,
            row.owner_unit_id if named else (division.pk if division else None),
            DUE[place % len(DUE)],
        )
        remedies.amend(scope, plan.participant_id, row.code, data, row.version)


def _report(scope: Scope, plan: RemedyPlan, rows: list[Remedy], *, in_difficulty: bool) -> None:
    """The periods that have opened; of the latest a part is left to report."""
    day = published.first_day(plan.publication)
    periods = terms.periods(day, published.terms_of(plan.participant.round.locality_id, day))
    now = core.current(periods, scope.today)
    for period in periods:
        if now is None or period.month > now.month:
            continue
        told = rows if period != now else rows[: len(rows) // 2]
        for place, row in enumerate(told):
            report = _told(row, place, period.month, in_difficulty=in_difficulty)
            remedies.report(scope, plan.participant_id, row.code, period.month, report, 0)


def _told(row: Remedy, place: int, month: int, *, in_difficulty: bool) -> Report:
    lost = row.max_points - row.points
    half = (lost / 2).quantize(Decimal("0.01"))
    if in_difficulty and place % 4 == 1:
        return Report(State.IN_DIFFICULTY, f"Chưa có biên chế để giao đầu mối {MARK}", 20, Decimal(0))
    if place % 3 == 0 and month >= 6:
        return Report(State.DONE, f"Đã hoàn thành {MARK}", 100, lost)
    return Report(State.UNDER_WAY, f"Đang thực hiện theo kế hoạch {MARK}", min(95, 25 + month * 8), half)


def _cases(scope: Scope, round_id: int) -> None:
    """Cases of the communes: some told to their persons, one objected to, one lifted, the others proposed."""
    consequences.propose(scope, round_id)
    graver = list(
        Consequence.objects.filter(participant__round_id=round_id, level=Level.NO_COMMENDATION)
        .select_related("person")
        .order_by("participant__unit__posts__pk", "pk")
        .distinct()
    )
    told = list(dict.fromkeys(graver))[:3]
    consequences.notify(scope, [one.pk for one in told])
    if told:
        text = f"Tiêu chí này chưa phát sinh tại đơn vị trong năm.\nĐề nghị xem xét lại căn cứ {MARK}."
        consequences.object_to(scope, told[-1].pk, text)
    if len(told) > 1:
        one = Consequence.objects.get(pk=told[1].pk)
        consequences.decide(
            scope, one.pk, Step.LIFT, f"Người phụ trách mới nhận nhiệm vụ cuối năm {MARK}", one.version
        )
