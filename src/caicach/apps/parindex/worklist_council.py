"""What the desk shows of the end of a round: disputes for the council, approval for its secretary, publication for the chair."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.apps.parindex.queries.council import Council, council, ending_rounds
from caicach.apps.parindex.queries.process import deadline
from caicach.platform.access import Permission, Scope
from caicach.platform.worklist import WorkItem

_DOES = (Permission.COUNCIL_DECIDE, Permission.APPRAISAL_MANAGE, Permission.RESULTS_PUBLISH)


def items(scope: Scope, year: int) -> Iterator[WorkItem]:
    """Of the rounds of the year and of the one before it, whose units have come so far."""
    if not scope.may(Permission.COUNCIL_READ) or not any(scope.may(one) for one in _DOES):
        return
    for round in ending_rounds(scope, year):
        found = council(scope, round.pk, round.year)
        yield from _of(found, reverse("parindex:council", args=[round.year, round.pk]))


def _of(found: Council, url: str) -> Iterator[WorkItem]:
    still_open = sum(1 for one in found.disputes if one.is_open)
    if found.may_decide and still_open:
        title = ngettext(
            "%(count)s tiêu chí tranh chấp chờ hội đồng quyết định",
            "%(count)s tiêu chí tranh chấp chờ hội đồng quyết định",
            still_open,
        )
        yield _item(found, title, still_open, url, "council")
    ready = sum(1 for one in found.waiting if not one.open_disputes)
    if found.may_approve and ready:
        title = ngettext(
            "%(count)s đơn vị chờ ghi phiên họp phê duyệt",
            "%(count)s đơn vị chờ ghi phiên họp phê duyệt",
            ready,
        )
        yield _item(found, title, ready, url, "council")
    if found.may_publish and found.is_publishable:
        yield _item(found, _("Công bố kết quả: mọi đơn vị đã được phê duyệt"), 1, url, "publication")


def _item(found: Council, title: str, count: int, url: str, part: str) -> WorkItem:
    words = title % {"count": count} if "%(count)s" in title else title
    return WorkItem(words, str(found.round), url, "todo", due=deadline(found.round, part), weight=count)
