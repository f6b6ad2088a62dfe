"""What waits for a person: directives to read, findings to confirm."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count

from caicach.apps.directives.models import Directive, Finding, Reader, Standing
from caicach.apps.directives.queries.register import MANAGE
from caicach.apps.units import queries as units
from caicach.platform.access import Scope

MOST = 5


class ToConfirm(NamedTuple):
    """A directive with findings that nobody has decided."""

    directive: Directive
    waiting: int


def to_read(scope: Scope) -> list[Reader]:
    """What the person was asked to read and has not: the first due first, at most a few."""
    if scope.user_id is None:
        return []
    found = Reader.objects.filter(
        user_id=scope.user_id, read_at__isnull=True, directive__withdrawn_at__isnull=True
    ).select_related("directive")
    return list(
        found.defer("directive__text", "directive__original").order_by("due_on", "-directive_id")[:MOST]
    )


def to_confirm(scope: Scope) -> list[ToConfirm]:
    """Directives of the units in which the person manages directives, with what waits in them; the oldest first."""
    own = [units.last_id(post.reach) for post in scope.posts if post.holds(MANAGE, post.reach, None)]
    if not own:
        return []
    waiting = (
        Finding.objects.filter(
            standing=Standing.SUGGESTED, directive__unit_id__in=own, directive__withdrawn_at__isnull=True
        )
        .values("directive_id")
        .annotate(waiting=Count("pk"))
        .order_by("directive_id")[:MOST]
    )
    counts = {row["directive_id"]: row["waiting"] for row in waiting}
    found = Directive.objects.filter(pk__in=counts).defer("text", "original").order_by("pk")
    return [ToConfirm(one, counts[one.pk]) for one in found]
