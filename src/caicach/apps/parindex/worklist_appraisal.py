"""What the desk shows of the appraisal: leaves that wait for an appraiser, units that wait for a step of whoever leads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.apps.parindex.queries.appraisal import running_rounds
from caicach.apps.parindex.queries.appraisal_overview import Overview, overview, step_words
from caicach.platform.access import Permission, Scope
from caicach.platform.worklist import WorkItem


def items(scope: Scope, year: int) -> Iterator[WorkItem]:
    """Of the rounds of the year and of the one before it, which is appraised in the first months."""
    if not (scope.may(Permission.APPRAISE) or scope.may(Permission.APPRAISAL_MANAGE)):
        return
    for round in running_rounds(scope, year):
        found = overview(scope, round.year, round.subject, round.locality_id)
        url = f"{reverse('parindex:appraisal', args=[round.year])}?bo={round.subject}"
        yield from _to_score(found, url)
        yield from _to_lead(found, url)


def _to_score(found: Overview, url: str) -> Iterator[WorkItem]:
    if found.access is None or not found.access.is_appraiser or not found.waiting:
        return
    leaves = sum(1 for leaf in found.leaves if leaf.waiting)
    yield WorkItem(
        ngettext("%(count)s tiêu chí chờ thẩm định", "%(count)s tiêu chí chờ thẩm định", leaves)
        % {"count": leaves},
        _("%(round)s: %(waiting)s lượt chờ chấm, %(done)s đã chấm")
        % {"round": found.choice.this, "waiting": found.waiting, "done": found.done},
        url,
        "todo",
        due=found.due,
        weight=found.waiting,
    )


def _to_lead(found: Overview, url: str) -> Iterator[WorkItem]:
    ready = Counter(step for unit in found.units for step in unit.ready_for)
    for step, count in ready.items():
        yield WorkItem(
            ngettext("%(count)s đơn vị sẵn sàng: %(step)s", "%(count)s đơn vị sẵn sàng: %(step)s", count)
            % {"count": count, "step": step_words(step)},
            str(found.choice.this),
            f"{url}#don-vi",
            "todo",
            due=found.due,
            weight=count,
        )
