"""Who is reminded of which deadline of the remedies: plans to approve, reports of progress (`platform.notices.deadlines`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.apps.accountability.queries.owing import Draft, Unreported, drafts, unreported
from caicach.apps.parindex.queries.audience import Audience
from caicach.platform.notices.actions import Words
from caicach.platform.notices.deadlines import Owed


def owed(today: dt.date) -> Iterator[Owed]:
    """Everything that is owed by days that are near. The queries follow the number of rounds, not of units."""
    for locality_id, plans in drafts(today).items():
        audience = Audience(locality_id, today)
        for plan in plans:
            yield _to_approve(plan, audience.answering(plan.member.unit_id))
    for locality_id, reports in unreported(today).items():
        audience = Audience(locality_id, today)
        for one in reports:
            answering = audience.answering(one.member.unit_id)
            yield _to_report(one, answering, one.count)
            for user_id, count in one.by_owner.items():
                if user_id not in answering:
                    yield _to_report(one, {user_id}, count)


def _to_approve(plan: Draft, people: Collection[int]) -> Owed:
    member = plan.member

    def words() -> tuple[str, str]:
        title = _("Phê duyệt kế hoạch khắc phục, %(unit)s") % {"unit": member.unit.name}
        if not plan.incomplete:
            return title, _("Kết quả năm %(year)s: đủ nội dung, chờ lãnh đạo phê duyệt.") % {
                "year": plan.year
            }
        body = ngettext(
            "Kết quả năm %(year)s: còn %(count)s tiêu chí thiếu nội dung.",
            "Kết quả năm %(year)s: còn %(count)s tiêu chí thiếu nội dung.",
            plan.incomplete,
        )
        return title, body % {"year": plan.year, "count": plan.incomplete}

    url = reverse("accountability:plan", args=[plan.year, member.unit_id])
    return Owed(people, f"accountability:plan:{member.pk}", plan.due_on, words, url, member.path or "")


def _to_report(one: Unreported, people: Collection[int], count: int) -> Owed:
    member = one.member
    key = f"accountability:progress:{member.pk}:{one.month}"
    url = f"{reverse('accountability:plan', args=[one.year, member.unit_id])}?ds=tien-do"
    return Owed(people, key, one.due_on, _unreported(one, count), url, member.path or "")


def _unreported(one: Unreported, count: int) -> Words:
    def words() -> tuple[str, str]:
        title = _("Báo cáo khắc phục kỳ %(month)s tháng, %(unit)s")
        body = ngettext(
            "Kết quả năm %(year)s: còn %(count)s việc chưa báo cáo.",
            "Kết quả năm %(year)s: còn %(count)s việc chưa báo cáo.",
            count,
        )
        return (
            title % {"month": one.month, "unit": one.member.unit.name},
            body % {"year": one.year, "count": count},
        )

    return words
