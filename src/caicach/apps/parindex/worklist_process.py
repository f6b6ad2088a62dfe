"""What the desk of a unit shows of the yearly round: the self-score to lock, the leaves to explain, the leaves
that the unit asks somebody to fill, each with its deadline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.apps.parindex.queries.desk import OwnUnit
from caicach.apps.parindex.queries.process import State, state_of
from caicach.apps.parindex.queries.self_score import deadline_of
from caicach.apps.parindex.queries.tasks import Waiting, waiting
from caicach.core.parindex.process import ENTERING, Gaps, Stage
from caicach.platform.access import Role, Scope
from caicach.platform.worklist import WorkItem

MOST_NAMED = 8
ANSWERING = frozenset({Role.FOCAL_OFFICER, Role.UNIT_HEAD})


def due(scope: Scope, own: Iterable[OwnUnit], year: int) -> Iterator[WorkItem]:
    """What the stage of a unit asks of its focal officer and its head, and what the unit asks of its people."""
    for unit in own:
        participant = unit.sheet.participant
        if participant is None:
            continue
        if given := waiting(scope, participant):
            yield from _given(unit, given, year)
        if not unit.roles & ANSWERING:
            continue
        stage = Stage(participant.stage)
        if stage in ENTERING and deadline_of(participant) is not None:
            yield _to_lock(unit, state_of(participant), year)
        elif stage is Stage.EXPLAINING:
            yield _to_explain(unit, state_of(participant), year)


def _given(unit: OwnUnit, given: Waiting, year: int) -> Iterator[WorkItem]:
    """The leaves that the reader is asked to fill; for whoever distributes them, how many are overdue and with whom."""
    if count := len(given.mine):
        yield WorkItem(
            ngettext("%(count)s tiêu chí được giao", "%(count)s tiêu chí được giao", count)
            % {"count": count},
            f"{unit.sheet.name}: {_some(one.code for one in given.mine)}",
            f"{reverse('parindex:facts', args=[year, unit.sheet.unit_id])}?loc=cua-toi",
            "todo",
            due=given.due,
            weight=900,
        )
    if given.overdue and unit.roles & ANSWERING:
        count = sum(given.overdue.values())
        names = _some(f"{name} ({late})" for name, late in given.overdue.items())
        yield WorkItem(
            ngettext("%(count)s tiêu chí đã giao quá hạn", "%(count)s tiêu chí đã giao quá hạn", count)
            % {"count": count},
            f"{unit.sheet.name}: {names}",
            f"{reverse('parindex:tasks', args=[year, unit.sheet.unit_id])}?loc=qua-han",
            "todo",
            weight=950,
        )


def _some(words: Iterable[str]) -> str:
    """The first few of a list."""
    found = list(words)
    return ", ".join(found[:MOST_NAMED]) + ("…" if len(found) > MOST_NAMED else "")


def _to_lock(unit: OwnUnit, state: State, year: int) -> WorkItem:
    return WorkItem(
        _("Chốt điểm tự chấm năm %(year)s") % {"year": year},
        f"{unit.sheet.name}: {lacking(state.gaps)}",
        reverse("parindex:self_score", args=[year, unit.sheet.unit_id]),
        "todo",
        due=deadline_of(state.participant),
        weight=1000,
    )


def _to_explain(unit: OwnUnit, state: State, year: int) -> WorkItem:
    count = state.unanswered
    title = (
        ngettext("Giải trình %(count)s tiêu chí", "Giải trình %(count)s tiêu chí", count) % {"count": count}
        if count
        else _("Gửi giải trình đã ký")
    )
    open_codes = [one.code for one in state.questions.values() if one.answered_at is None]
    detail = ", ".join(open_codes) or _("đã trả lời đủ")
    return WorkItem(
        title,
        f"{unit.sheet.name}: {detail}",
        reverse("parindex:self_score", args=[year, unit.sheet.unit_id]),
        "todo",
        due=deadline_of(state.participant),
        weight=1000,
    )


def lacking(gaps: Gaps) -> str:
    """What a unit still owes before it can lock, in words."""
    parts = []
    if count := len(gaps.without_input):
        parts.append(
            ngettext("%(count)s tiêu chí thiếu số liệu", "%(count)s tiêu chí thiếu số liệu", count)
            % {"count": count}
        )
    if count := len(gaps.without_evidence):
        parts.append(
            ngettext("%(count)s tiêu chí thiếu minh chứng", "%(count)s tiêu chí thiếu minh chứng", count)
            % {"count": count}
        )
    return "; ".join(parts) or _("đủ số liệu và minh chứng, chờ lãnh đạo chốt")
