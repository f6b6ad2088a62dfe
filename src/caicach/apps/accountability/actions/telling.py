"""What plans and cases tell at once, and to whom; each is called in the transaction of what it tells.

News of a case goes to its person alone, that of an objection to those who may decide it, and neither says whose case it is nor
what it is about: a mail is read on shared screens. The page behind it, which asks who reads, does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.apps.accountability.models import Consequence, RemedyPlan
from caicach.apps.parindex.models import Publication
from caicach.apps.parindex.queries.audience import Audience
from caicach.apps.parindex.queries.common import participants
from caicach.platform.access import GRANTS, Permission, Role, Scope
from caicach.platform.notices.actions import News, Words, notify

DECIDING = tuple(role for role in Role if Permission.CONSEQUENCES_DECIDE in GRANTS[role])
"""Who may decide cases; all of these roles reach the whole locality (`platform.access.roles.LOCALITY_WIDE`)."""


def opened(scope: Scope, publication: Publication, plans: Collection[RemedyPlan]) -> None:
    """Plans were opened: head and focal officers of each unit. As many queries for 148 units as for one."""
    round = publication.round
    audience = Audience(round.locality_id, scope.today)
    members = {plan.participant_id: plan for plan in plans}

    def news() -> Iterator[News]:
        for member in participants(scope.today, pk__in=members).select_related("unit").order_by("pk"):
            plan = members[member.pk]
            url = reverse("accountability:plan", args=[round.year, member.unit_id])
            yield News(
                audience.answering(member.unit_id),
                "remedy_plan.opened",
                f"remedy_plan.opened:{plan.pk}",
                _opened(plan, member.unit.name, round.year),
                url,
                member.path or "",
            )

    notify(scope, news())


def _opened(plan: RemedyPlan, unit: str, year: int) -> Words:
    def words() -> tuple[str, str]:
        title = _("%(unit)s lập kế hoạch khắc phục sau kết quả năm %(year)s")
        body = _(
            "Mỗi tiêu chí mất điểm cần việc cần làm, người chịu trách nhiệm, thời hạn. Hạn phê duyệt %(due)s."
        )
        return title % {"unit": unit, "year": year}, body % {"due": f"{plan.due_on:%d/%m/%Y}"}

    return words


# --- cases -----------------------------------------------------------------------------------------------------------


def notified(scope: Scope, cases: Collection[Consequence]) -> None:
    """Cases were told: each to its person."""
    notify(scope, [_to_person(case, "consequence.notified", _notified(case)) for case in cases])


def settled(scope: Scope, cases: Collection[Consequence]) -> None:
    """Cases were decided, or lost their reason by a correction: each to its person, if he was ever told of it."""
    told = [case for case in cases if case.notified_at is not None]
    notify(scope, [_to_person(case, "consequence.settled", _settled(case)) for case in told])


def objected(scope: Scope, case: Consequence, path: str) -> None:
    """An objection is there: those who may decide the case, but never its person."""
    member = case.participant
    people = Audience(member.round.locality_id, scope.today, [path]).of(*DECIDING) - {case.person_id}

    def words() -> tuple[str, str]:
        body = _("%(unit)s, kết quả năm %(year)s. Nội dung chỉ xem được ở trang này.")
        return _("Có ý kiến phản đối chờ quyết định"), body % {
            "unit": member.unit.name,
            "year": member.round.year,
        }

    kind = "consequence.objected"
    url = reverse("accountability:case", args=[member.round.year, case.pk])
    notify(scope, [News(people, kind, f"{kind}:{case.pk}:{case.version}", words, url, path)])


def _to_person(case: Consequence, kind: str, words: Words) -> News:
    """News without a place: the person may read the own case also after having left the unit."""
    url = reverse("accountability:case", args=[case.participant.round.year, case.pk])
    return News({case.person_id}, kind, f"{kind}:{case.pk}:{case.version}", words, url)


def _notified(case: Consequence) -> Words:
    def words() -> tuple[str, str]:
        body = _("Nội dung chỉ anh/chị và người có thẩm quyền xem được. Có ý kiến đến hết ngày %(due)s.")
        due = f"{case.objection_due:%d/%m/%Y}" if case.objection_due else "–"
        return _title(case), body % {"due": due}

    return words


def _settled(case: Consequence) -> Words:
    return lambda: (
        _title(case),
        _("Trường hợp đã thông báo cho anh/chị nay có kết quả; chỉ anh/chị và người có thẩm quyền xem được."),
    )


def _title(case: Consequence) -> str:
    return _("Thông báo gửi riêng anh/chị, kết quả năm %(year)s") % {"year": case.participant.round.year}
