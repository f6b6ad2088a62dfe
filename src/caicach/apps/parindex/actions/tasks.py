"""A unit asks its people to fill leaves in a round: several at once, by hand or as its notices of responsibility say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.parindex.actions import checks
from caicach.apps.parindex.models import LeafTask, Participant
from caicach.apps.parindex.queries import tasks as queries
from caicach.apps.parindex.queries.answering import holders_of
from caicach.apps.parindex.queries.loading import framework_of
from caicach.core.parindex import Framework
from caicach.core.parindex.process import FILLING, STAGE_WORDS, Stage
from caicach.platform.access import Permission, Scope
from caicach.platform.accounts.models import User
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.wording import said

NOTE_LENGTH = 300
Seen = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody is asked: by when, and what he is told with it."""

    person_id: int
    due_on: dt.date | None = None
    note: str = ""


@transaction.atomic
def assign(
    scope: Scope, participant_id: int, codes: Collection[str], asked: Asked, seen: Seen | None = None
) -> int:
    """Ask one person to fill some leaves, whoever was asked before; asks for RESPONSIBILITY_ASSIGN in the unit.

    `seen` says by leaf which version the person looked at (0, or left out: nobody asked yet). Returns how many leaves changed.
    Raises Invalid, Refused, Conflict.
    """
    participant, path = _open(scope, participant_id)
    known = _known(participant, codes, seen)
    person = _able(participant, asked.person_id, scope.today)
    due_on = _day(asked.due_on, scope.today)
    note = checks.text(asked.note, _("ghi chú"), NOTE_LENGTH)
    changed = []
    for code in codes:
        task = known.get(code) or LeafTask(participant=participant, code=code, version=0)
        if task.pk and (task.person_id, task.due_on, task.note) == (person.pk, due_on, note):
            continue
        changed.append(task)
    before = {one.code: _name(one.person) for one in changed if one.pk and one.person_id != person.pk}
    for task in changed:
        task.person, task.due_on, task.note = person, due_on, note
    _keep(scope, changed)
    if changed:
        after = {
            "person": _name(person),
            "due_on": due_on,
            "note": note,
            "leaves": [one.code for one in changed],
        }
        record(scope, "tasks.assigned", _subject(participant, path), before or None, checks.story(after))
    return len(changed)


@transaction.atomic
def from_notices(scope: Scope, participant_id: int, due_on: dt.date | None = None) -> int:
    """Ask whoever leads a leaf by the notice of responsibility, for each leaf that nobody is asked to fill yet.

    Leaves that a notice gives to a department, or to somebody who may not enter figures of the unit, are left alone. Returns how
    many were given.
    """
    participant, path = _open(scope, participant_id)
    day = _day(due_on, scope.today)
    framework = framework_of(participant.round.framework)
    holders = holders_of(participant.unit_id, framework, scope.today)
    people = {one.pk: one for one in queries.people_of(participant.unit_id, scope.today)}
    taken = set(LeafTask.objects.filter(participant=participant).values_list("code", flat=True))
    made = []
    for leaf in queries.leaves_of(framework):
        person = queries.lead(holders.get(leaf.code, ()), people)
        if leaf.code not in taken and person is not None:
            made.append(
                LeafTask(
                    participant=participant, code=leaf.code, version=0, due_on=day, person=people[person]
                )
            )
    _keep(scope, made)
    if made:
        after = {one.code: _name(one.person) for one in made} | ({"due_on": day} if day else {})
        record(scope, "tasks.assigned", _subject(participant, path), None, after)
    return len(made)


@transaction.atomic
def take_back(scope: Scope, participant_id: int, codes: Collection[str], seen: Seen | None = None) -> int:
    """Ask nobody any more to fill some leaves; what was entered stays. Returns how many were given before."""
    participant, path = _open(scope, participant_id)
    known = _known(participant, codes, seen)
    if known:
        before = {one.code: _name(one.person) for one in known.values()}
        LeafTask.objects.filter(pk__in=[one.pk for one in known.values()]).delete()
        record(scope, "tasks.taken_back", _subject(participant, path), before, None)
    return len(known)


def _open(scope: Scope, participant_id: int) -> tuple[Participant, str]:
    """The participant for whoever distributes its leaves, while there is something to fill."""
    participant = checks.locked_participant(participant_id)
    unit = checks.unit_for(scope, participant.unit_id, Permission.RESPONSIBILITY_ASSIGN)
    checks.not_published(participant.round)
    stage = Stage(participant.stage)
    if stage not in FILLING:
        raise Conflict(
            _("%(unit)s %(stage)s, nên không còn gì để phân việc.")
            % {"unit": participant.unit.name, "stage": said(STAGE_WORDS[stage])},
            _("Phân việc được khi đơn vị đang tự chấm hoặc đang giải trình."),
        )
    return participant, str(unit.path)


def _known(participant: Participant, codes: Collection[str], seen: Seen | None) -> dict[str, LeafTask]:
    """The tasks that stand for the leaves; Invalid for what is no leaf to fill, Conflict for what changed meanwhile."""
    framework: Framework = framework_of(participant.round.framework)
    fillable = {leaf.code for leaf in queries.leaves_of(framework)}
    if not codes:
        raise Invalid(_("Chưa chọn tiêu chí nào."), _("Hãy đánh dấu ít nhất một tiêu chí."))
    unknown = sorted(set(codes) - fillable)
    if unknown:
        raise Invalid(
            _("Không phân việc được tiêu chí %(codes)s.") % {"codes": ", ".join(unknown[:5])},
            _("Hãy chọn tiêu chí do đơn vị tự nhập trong bộ %(set)s.") % {"set": framework.code},
        )
    found = LeafTask.objects.filter(participant=participant, code__in=codes).select_related("person")
    known = {one.code: one for one in found}
    if seen is not None:
        crossed = [one for one in codes if seen.get(one, 0) != (known[one].version if one in known else 0)]
        if crossed:
            raise Conflict(
                _("Tiêu chí %(codes)s vừa được người khác phân lại sau khi trang được mở.")
                % {"codes": ", ".join(crossed)},
                _("Hãy xem phân việc hiện tại rồi thực hiện lại; chưa có gì thay đổi."),
                [f"{one}: {_name(known[one].person)}" for one in crossed if one in known],
            )
    return known


def _able(participant: Participant, person_id: int, today: dt.date) -> User:
    for one in queries.people_of(participant.unit_id, today):
        if one.pk == person_id:
            return one
    raise Invalid(
        _("Người này không có vị trí nhập số liệu ở %(unit)s.") % {"unit": participant.unit.name},
        _(
            "Hãy chọn người trong danh sách, hoặc đề nghị quản trị hệ thống bổ sung vị trí “Người được giao tiêu chí”."
        ),
    )


def _day(due_on: dt.date | None, today: dt.date) -> dt.date | None:
    if due_on is not None and due_on < today:
        raise Invalid(_("Hạn giao không được ở trong quá khứ."), _("Hãy chọn hôm nay hoặc một ngày sau đó."))
    return due_on


def _keep(scope: Scope, tasks: Collection[LeafTask]) -> None:
    for task in tasks:
        task.version += 1
        task.changed_by_id = scope.user_id
        task.save()


def _name(person: User) -> str:
    return str(person.display_name or person.get_username())


def _subject(participant: Participant, path: str) -> Subject:
    return Subject("participant", participant.pk, f"{participant.unit.name} – {participant.round}", path)
