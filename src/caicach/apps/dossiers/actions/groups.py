"""Interlinked dossiers (liên thông, Điều 19 khoản 6, khoản 7): parts of one matter, each with its clock, one date for the
citizen.

A part that others come before stays registered until they are done; then it is received by itself, with its own receipt and
limit. The citizen's date is the last due moment along the parts, told on every receipt.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.calendars.queries import clock_of
from caicach.apps.dossiers.actions import checks, deadlines, papers
from caicach.apps.dossiers.actions.deciding import Held, Told
from caicach.apps.dossiers.actions.intake import Intake, as_act, receiving_case, registered, start
from caicach.apps.dossiers.models import Dossier, Group
from caicach.core.dossiers.interlinked import Stage, due_along
from caicach.core.dossiers.law import law_on
from caicach.core.dossiers.lifecycle import Act
from caicach.core.dossiers.status import Status
from caicach.platform import clock
from caicach.platform.access import Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Invalid

MOST_PARTS = 20


@dataclass(frozen=True, slots=True)
class Part:
    """A dossier of the matter, and the places (from 0, in the list of parts) of those that must be done before it starts."""

    intake: Intake
    after: Sequence[int] = ()


@transaction.atomic
def receive_group(scope: Scope, name: str, parts: Sequence[Part]) -> Group:
    """Receive the dossiers of one matter at once: those that wait for nothing start now, the others when their turn comes.

    Each part asks what `intake.receive` asks; a procedure without a known limit cannot be a part. Invalid for a part that waits
    for itself, for a later one, or for one that is not there: the order of the list is the order of the work.
    """
    _check_order(parts)
    held = [as_act(registered(scope, part.intake), Act.RECEIVE) for part in parts]
    first = held[0].dossier
    group = Group.objects.create(
        locality_id=first.locality_id,
        code=f"LT-{first.code}",
        name=checks.text(name, _("nội dung liên thông"), required=True, longest=500),
        due_at=_citizens_date(held, parts),
    )
    for one, part in zip(held, parts, strict=True):
        one.dossier.group = group
        one.dossier.save(update_fields=["group"])
        one.dossier.after.set([held[place].dossier for place in part.after])
    for one, part in zip(held, parts, strict=True):
        if part.after:
            _all_papers(one)
        else:
            _start(one)
    after = {"parts": [one.dossier.code for one in held], "due_at": group.due_at}
    record(
        scope,
        "dossier_group.received",
        Subject("dossier_group", group.pk, group.code, held[0].path),
        None,
        after,
    )
    return group


def go_on(scope: Scope, done: Dossier) -> list[Dossier]:
    """Start the parts that waited for a dossier and wait for nothing else; not after a denial, which is for people to decide.

    Called in the transaction that has settled the dossier, which authorised it.
    """
    if done.group_id is None or done.denied:
        return []
    waiting = done.before.select_for_update().filter(status=Status.REGISTERED.value).order_by("pk")
    ids = list(waiting.values_list("pk", flat=True))
    started = []
    for dossier in (
        Dossier.objects.select_related("unit", "applicant", "group", "procedure_version__procedure")
        .filter(pk__in=ids)
        .order_by("pk")
    ):
        before = dossier.after.all()
        if any(one.status not in (Status.DONE, Status.RETURNED) or one.denied for one in before):
            continue
        path = checks.placed(dossier.unit_id).path
        started.append(_start(Held(scope, dossier, Act.RECEIVE, path, clock.now(), law_on(scope.today))))
    return started


def follow(part: Dossier, due_at: dt.datetime | None) -> None:
    """The citizen's one date never lies before that of a part: it moves with a wait, a re-appointment, a late start."""
    if part.group_id is None or due_at is None:
        return
    group = Group.objects.select_for_update().get(pk=part.group_id)
    if group.due_at is None or due_at > group.due_at:
        group.due_at = due_at
        group.save(update_fields=["due_at"])
        part.group = group


def _start(one: Held) -> Dossier:
    limit = one.dossier.procedure_version.limit
    assert limit is not None
    due_at = deadlines.promised(one.dossier.unit_id, one.now, limit)
    follow(one.dossier, due_at)
    return start(one, due_at, Told(), receiving_case(one, has_due_date=True))


def _all_papers(one: Held) -> None:
    """A part that starts later needs its papers now: nobody sends the citizen home for them afterwards."""
    if lacking := papers.missing(one.dossier):
        names = "; ".join(paper.name for paper in lacking)
        raise Invalid(
            _("Hồ sơ thành phần “%(procedure)s” còn thiếu: %(papers)s.")
            % {"procedure": one.dossier.procedure_version.name, "papers": names},
            _(
                "Hãy nhận đủ giấy tờ của mọi hồ sơ thành phần, hoặc hướng dẫn bằng phiếu yêu cầu bổ sung (mẫu 02)."
            ),
            [paper.name for paper in lacking],
        )


def _citizens_date(held: Sequence[Held], parts: Sequence[Part]) -> dt.datetime:
    stages = []
    for one, part in zip(held, parts, strict=True):
        version = one.dossier.procedure_version
        if version.limit is None:
            raise Invalid(
                _("Thủ tục %(name)s chưa có thời hạn giải quyết nên không liên thông được.")
                % {"name": version.name},
                _("Hãy nhập thời hạn ở danh mục thủ tục, hoặc tiếp nhận hồ sơ này riêng."),
            )
        stages.append(Stage(version.limit, clock_of(one.dossier.unit_id), part.after))
    return max(due_along(held[0].now, stages))


def _check_order(parts: Sequence[Part]) -> None:
    if not 2 <= len(parts) <= MOST_PARTS:
        raise Invalid(
            _("Hồ sơ liên thông có từ 2 đến %(most)s hồ sơ thành phần.") % {"most": MOST_PARTS},
            _("Hãy thêm hồ sơ thành phần, hoặc tiếp nhận như hồ sơ thường."),
        )
    for place, part in enumerate(parts):
        if any(not 0 <= before < place for before in part.after):
            raise Invalid(
                _("Hồ sơ thành phần thứ %(place)s chỉ chờ được hồ sơ đứng trước nó.") % {"place": place + 1},
                _("Hãy xếp các hồ sơ thành phần theo thứ tự giải quyết."),
            )
