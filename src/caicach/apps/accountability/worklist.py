"""What the home page shows of remedies and consequences. Cases stand on the desks of their person and of those who decide."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.apps.accountability.queries import cases, desk
from caicach.apps.accountability.queries.desk import OpenPlan
from caicach.core.accountability.people import Status as CaseStatus
from caicach.core.accountability.plan import Status
from caicach.platform.access import Permission, Scope
from caicach.platform.worklist import WorkItem

WEIGHT = 900


def items(scope: Scope, year: int) -> Iterator[WorkItem]:
    """By role; the year of the page does not narrow it, because a plan is for the year before."""
    for plan in desk.open_plans(scope):
        yield from _plan(scope, plan)
    for own in desk.own_remedies(scope):
        words = ngettext(
            "%(count)s việc khắc phục được giao", "%(count)s việc khắc phục được giao", own.count
        )
        yield WorkItem(
            words % {"count": own.count},
            _("%(unit)s, kết quả năm %(year)s") % {"unit": own.unit, "year": own.year},
            reverse("accountability:plan", args=[own.year, own.unit_id]),
            "todo",
            due=own.due_on,
            weight=WEIGHT,
        )
    for case in desk.own_open_cases(scope):
        yield WorkItem(
            _("Có ý kiến về hệ quả thi đua, khen thưởng"),
            _("Kết quả năm %(year)s; thông báo gửi riêng cho anh/chị")
            % {"year": case.participant.round.year},
            reverse("accountability:own_cases"),
            "todo",
            due=case.objection_due,
            weight=WEIGHT,
        )
    yield from _to_decide(scope)
    for of_year, count in desk.overdue_drafts(scope):
        words = ngettext(
            "%(count)s đơn vị chưa phê duyệt kế hoạch khắc phục",
            "%(count)s đơn vị chưa phê duyệt kế hoạch khắc phục",
            count,
        )
        yield WorkItem(
            words % {"count": count},
            _("Kết quả năm %(year)s, đã quá hạn") % {"year": of_year},
            f"{reverse('accountability:overview', args=[of_year])}?tt=tre",
            "risk",
            weight=WEIGHT,
        )


def _plan(scope: Scope, plan: OpenPlan) -> Iterator[WorkItem]:
    url = reverse("accountability:plan", args=[plan.year, plan.unit_id])
    said = {"year": plan.year, "unit": plan.unit, "count": plan.incomplete, "month": plan.month}
    if plan.status is Status.DRAFT:
        approves = any(
            post.unit_id == plan.unit_id and post.holds(Permission.REMEDIES_APPROVE, post.unit_path, None)
            for post in scope.posts
        )
        ready = not plan.incomplete
        title = _("Phê duyệt kế hoạch khắc phục") if ready and approves else _("Lập kế hoạch khắc phục")
        detail = (
            _("%(unit)s, kết quả năm %(year)s: đủ nội dung, chờ lãnh đạo phê duyệt")
            if ready
            else _("%(unit)s, kết quả năm %(year)s: còn %(count)s tiêu chí thiếu nội dung")
        )
        yield WorkItem(title, detail % said, url, "todo", due=plan.due_on, weight=WEIGHT)
    elif plan.missing:
        detail = _("%(unit)s: còn %(count)s việc chưa báo cáo") % {"unit": plan.unit, "count": plan.missing}
        title = _("Báo cáo khắc phục kỳ %(month)s tháng") % said
        yield WorkItem(title, detail, f"{url}?ds=tien-do", "todo", due=plan.report_due, weight=WEIGHT)


def _to_decide(scope: Scope) -> Iterator[WorkItem]:
    objected = cases.waiting(scope).get(CaseStatus.OBJECTED.value, 0)
    if objected:
        words = ngettext(
            "%(count)s ý kiến phản đối chờ quyết định", "%(count)s ý kiến phản đối chờ quyết định", objected
        )
        yield WorkItem(
            words % {"count": objected},
            _("Hệ quả thi đua, khen thưởng"),
            reverse("accountability:latest_cases"),
            "todo",
            weight=WEIGHT,
        )
