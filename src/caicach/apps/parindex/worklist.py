"""What the home page shows of the index: the work that waits, what is losing points, the few numbers on top.

`items` is registered with `platform.worklist`, `figures` with `web.figures`.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.apps.parindex import wording, worklist_appraisal, worklist_council, worklist_process
from caicach.apps.parindex.queries import desk
from caicach.apps.parindex.queries.analysis import node_losses
from caicach.apps.parindex.queries.common import READ
from caicach.apps.parindex.queries.results import Row
from caicach.apps.parindex.queries.sheet_model import Line, Sheet
from caicach.platform.access import Permission, Role, Scope
from caicach.platform.worklist import WorkItem
from caicach.web.figures import Figure
from caicach.web.formats import decimal, percent

MOST_LEAVES = 5
RISKS = 3


def items(scope: Scope, year: int) -> Iterator[WorkItem]:
    """By role: leaves to fill, leaves without anybody, rounds to open, fields to look at; risks with their owner."""
    if not scope.may(READ):
        return
    own = desk.own_units(scope, year)
    for unit in own:
        yield from _to_fill(unit, year)
        yield from _risks(unit.sheet)
    yield from worklist_process.due(scope, own, year)
    yield from worklist_appraisal.items(scope, year)
    yield from worklist_council.items(scope, year)
    yield from _to_manage(scope, year)
    yield from _to_look_at(scope, year)
    whole = desk.whole_locality(scope, year)
    if whole is not None and scope.roles & {Role.CHAIR, Role.COUNCIL_SECRETARY, Role.COUNCIL_MEMBER}:
        yield from _locality_risks(year, whole)
    if not own and scope.roles & {Role.READER, Role.INSPECTOR, Role.COUNCIL_MEMBER}:
        yield from _latest(scope)


def figures(scope: Scope, year: int) -> Iterator[Figure]:
    """The index of the own unit, or the mean of the locality, with target and what lacks."""
    if not scope.may(READ):
        return
    own = desk.own_units(scope, year)
    for unit in own:
        yield from _unit_figures(unit.sheet)
    if not own and (whole := desk.whole_locality(scope, year)) is not None:
        yield from _locality_figures(whole)


# --- one's own unit --------------------------------------------------------------------------------------------------


def _to_fill(unit: desk.OwnUnit, year: int) -> Iterator[WorkItem]:
    shown = unit.sheet
    if unit.roles & {Role.FOCAL_OFFICER, Role.ASSIGNEE}:
        leaves = sorted(unit.open_for_me, key=lambda line: -(line.max_points or 0))
        for leaf in leaves[:MOST_LEAVES]:
            yield WorkItem(
                _("%(code)s %(name)s") % {"code": leaf.code, "name": leaf.name},
                _("chưa có số liệu; %(unit)s, tối đa %(points)s điểm")
                % {"unit": shown.name, "points": decimal(leaf.max_points)},
                reverse("parindex:fact", args=[year, shown.unit_id, leaf.code]),
                "todo",
                weight=int((leaf.max_points or 0) * 100),
            )
        if len(leaves) > MOST_LEAVES:
            yield WorkItem(
                _("%(count)s tiêu chí khác chưa có số liệu") % {"count": len(leaves) - MOST_LEAVES},
                shown.name,
                reverse("parindex:facts", args=[year, shown.unit_id]),
                "todo",
            )
    if unit.roles & {Role.FOCAL_OFFICER, Role.UNIT_HEAD} and unit.unanswered:
        yield WorkItem(
            _("%(count)s tiêu chí chưa phân công cho ai") % {"count": len(unit.unanswered)},
            ", ".join(line.code for line in unit.unanswered[:8]) + ("…" if len(unit.unanswered) > 8 else ""),
            reverse("parindex:unit", args=[year, shown.unit_id]) + "#tieu-chi",
            "todo",
        )


def _risks(shown: Sheet) -> Iterator[WorkItem]:
    for line in shown.lost[:RISKS]:
        yield WorkItem(
            _("%(code)s %(name)s mất %(points)s điểm")
            % {"code": line.code, "name": line.name, "points": decimal(line.lost)},
            _owner(line),
            reverse("parindex:why_node", args=[shown.year, shown.unit_id, line.code]),
            "risk",
            weight=int(line.lost * 100),
        )


def _owner(line: Line) -> str:
    names = [holder.full_name for holder in line.holders if holder.is_lead]
    return _("chủ trì: %(names)s") % {"names": "; ".join(names)} if names else _("chưa phân công cho ai")


def _unit_figures(shown: Sheet) -> Iterator[Figure]:
    told, score = wording.unit(shown), shown.score
    if score is None:
        return
    page = reverse("parindex:unit", args=[shown.year, shown.unit_id])
    why = reverse("parindex:why", args=[shown.year, shown.unit_id])
    yield Figure(
        _("Chỉ số CCHC hôm nay"),
        percent(score.index),
        sentence=told["index"],
        url=page,
        why=why,
        change=shown.change,
        order=10,
    )
    if score.rank is not None:
        yield Figure(
            told["rank_label"],
            str(score.rank),
            unit=told["peers"],
            sentence=told["ahead"],
            url=page,
            order=20,
        )
    if shown.par_index_goal is not None:
        goal = shown.par_index_goal
        yield Figure(
            _("Chỉ tiêu Chỉ số CCHC"),
            goal.words,
            sentence=wording.distance(goal),
            url=reverse("parindex:targets", args=[shown.year]),
            tone="done" if goal.is_reached else "waiting",
            order=30,
        )
    yield Figure(
        _("Điểm đang mất"),
        decimal(sum(line.lost for line in shown.lost)),
        unit=_("điểm"),
        sentence=_("%(count)s tiêu chí; xem việc giành lại") % {"count": len(shown.lost)},
        url=reverse("parindex:unit_analysis", args=[shown.year, shown.unit_id]),
        order=40,
    )


# --- the locality ----------------------------------------------------------------------------------------------------


def _to_manage(scope: Scope, year: int) -> Iterator[WorkItem]:
    if not scope.may(Permission.ROUND_MANAGE):
        return
    for one in desk.rounds_to_open(scope, year):
        yield WorkItem(
            _("Mở đợt chấm điểm %(subject)s năm %(year)s")
            % {"subject": one.get_subject_display().lower(), "year": year},
            _("%(locality)s; năm trước dùng bộ %(code)s")
            % {"locality": one.locality.name, "code": one.framework.code},
            reverse("parindex:rounds", args=[year]),
            "todo",
            weight=100,
        )
    for one, count in desk.units_without_inputs(scope, year):
        yield WorkItem(
            _("%(count)s đơn vị còn tiêu chí chưa có số liệu") % {"count": count},
            f"{one.get_subject_display()} {one.year}",
            reverse("parindex:rounds", args=[year]),
            "todo",
            weight=count,
        )


def _to_look_at(scope: Scope, year: int) -> Iterator[WorkItem]:
    for leaf in desk.leaves_of_my_fields(scope, year)[: 2 * MOST_LEAVES]:
        parts = []
        if leaf.flagged:
            parts.append(_("%(count)s đơn vị có số liệu cần kiểm tra") % {"count": leaf.flagged})
        if leaf.missing:
            parts.append(_("%(count)s đơn vị chưa có số liệu") % {"count": leaf.missing})
        yield WorkItem(
            f"{leaf.code} {leaf.name}",
            "; ".join(parts),
            reverse("parindex:criterion", args=[year, leaf.round.subject, leaf.code]),
            "todo",
            weight=leaf.flagged * 10 + leaf.missing,
        )


def _locality_risks(year: int, whole: desk.LocalityDesk) -> Iterator[WorkItem]:
    leaves = [one for one in node_losses(whole.choice) if one.node.is_leaf]
    for one in sorted(leaves, key=lambda one: -one.lost)[:RISKS]:
        yield WorkItem(
            _("%(code)s %(name)s: %(count)s đơn vị mất %(points)s điểm")
            % {"code": one.node.code, "name": one.name, "count": one.losing, "points": decimal(one.lost, 1)},
            _("theo dõi: %(agency)s") % {"agency": one.agency},
            reverse("parindex:criterion", args=[year, whole.choice.subject, one.node.code]),
            "risk",
            weight=int(one.lost),
        )
    for row in whole.to_call:
        yield WorkItem(
            _("Gọi %(unit)s") % {"unit": row.name},
            _why_call(row, year),
            reverse("parindex:unit", args=[year, row.unit_id]),
            "risk",
        )


def _why_call(row: Row, year: int) -> str:
    words = [
        _("chỉ số %(index)s, hạng %(rank)s/%(peers)s")
        % {"index": percent(row.index), "rank": row.rank, "peers": row.peers}
    ]
    if row.change is not None and row.change < 0:
        words.append(wording.more_or_less(row.change, _("năm %(year)s") % {"year": year - 1}))
    return "; ".join(words)


def _locality_figures(whole: desk.LocalityDesk) -> Iterator[Figure]:
    year = whole.choice.year
    page = reverse("parindex:ranking", args=[year])
    last = _("năm %(year)s") % {"year": year - 1}
    yield Figure(
        _("Bình quân %(subject)s hôm nay") % {"subject": whole.choice.subject_label.lower()},
        percent(whole.mean),
        sentence=wording.more_or_less(whole.change, last) if whole.change is not None else "",
        url=page,
        change=whole.change,
        order=10,
    )
    if whole.with_goal:
        yield Figure(
            _("Đạt chỉ tiêu"),
            str(whole.reached),
            unit=f"/ {whole.with_goal}",
            sentence=_("đơn vị được giao chỉ tiêu Chỉ số CCHC"),
            url=reverse("parindex:targets", args=[year]),
            order=20,
        )
    yield Figure(
        _("Thiếu số liệu"),
        str(whole.missing),
        unit=f"/ {whole.count}",
        sentence=_("đơn vị chưa tính được chỉ số"),
        url=page,
        tone="waiting" if whole.missing else "",
        order=30,
    )


def _latest(scope: Scope) -> Iterator[WorkItem]:
    latest = desk.latest_result(scope)
    if latest is not None:
        yield WorkItem(
            _("Kết quả %(subject)s năm %(year)s")
            % {"subject": latest.get_subject_display().lower(), "year": latest.year},
            latest.locality.name,
            reverse("parindex:ranking", args=[latest.year]) + f"?bo={latest.subject}",
            "done",
            due=latest.scored_at.date() if latest.scored_at else None,
        )
