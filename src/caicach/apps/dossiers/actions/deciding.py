"""What every act shares: finding and locking the dossier, letting `core` decide, writing the change with its event and entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from caicach.apps.dossiers.actions import checks, violations
from caicach.apps.dossiers.models import Dossier, Event
from caicach.apps.dossiers.queries.dossier import find
from caicach.core.dossiers.law import Law, law_on
from caicach.core.dossiers.lifecycle import ACT_WORDS, TRANSITIONS, Act, Case, cautions, decide
from caicach.core.dossiers.status import Status
from caicach.platform import clock
from caicach.platform.access import Permission, Refused, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.wording import said

ALWAYS = ("status", "version")


@dataclass(slots=True)
class Held:
    """A dossier whose row is locked for an act, by somebody who may do it. `path` is that of the counter's unit."""

    scope: Scope
    dossier: Dossier
    act: Act
    path: str
    now: dt.datetime
    law: Law

    @property
    def status(self) -> Status:
        return Status(self.dossier.status)


def held(
    scope: Scope,
    dossier_id: int,
    version: int,
    act: Act,
    *,
    also: int | None = None,
    instead: Collection[Permission] = (),
) -> Held:
    """Lock a dossier for an act.

    NotFound outside the reach of the scope, Refused without the permission of the act (or one of those `instead`) where the
    dossier is received or handled (or in the unit `also`), Conflict when somebody has changed the dossier since `version`.
    """
    list(Dossier.objects.select_for_update().filter(pk=dossier_id).values_list("pk"))
    dossier = find(scope, dossier_id)
    unit = checks.placed(dossier.unit_id)
    handling = unit if dossier.handling_unit_id == unit.pk else checks.placed(dossier.handling_unit_id)
    wanted = instead or (Permission(TRANSITIONS[act].permission),)
    paths = [unit.path, handling.path] + ([] if also is None else [checks.placed(also).path])
    # The desk is where the dossier was received: nobody receives or returns it elsewhere.
    if not any(
        scope.may(one, path)
        for one in wanted
        for path in (paths[:1] if one is Permission.DOSSIERS_RECEIVE else paths)
    ):
        scope.require(next(iter(wanted)), unit.path, what=dossier.code)
    if dossier.imported_from:
        raise Conflict(
            _("Hồ sơ %(code)s được nhập từ %(source)s, không xử lý ở đây.")
            % {"code": dossier.code, "source": dossier.imported_from},
            _("Hãy xử lý ở hệ thống đã tiếp nhận hồ sơ rồi nhập lại."),
        )
    if dossier.version != version:
        raise Conflict(
            _("Hồ sơ %(code)s vừa được người khác cập nhật.") % {"code": dossier.code},
            _("Hãy tải lại trang để xem trạng thái mới rồi thực hiện lại; chưa có gì thay đổi."),
        )
    dossier.unit.path, dossier.handling_unit.path = unit.path, handling.path
    return Held(scope, dossier, act, unit.path, clock.now(), law_on(scope.today))


def only_own(one: Held) -> None:
    """Refused for somebody to whom the dossier is not assigned; whoever assigns dossiers may work on any of them."""
    dossier, scope = one.dossier, one.scope
    if scope.everything or dossier.officer_id in (None, scope.user_id):
        return
    if any(
        scope.may(Permission.DOSSIERS_MANAGE, unit.path) for unit in (dossier.unit, dossier.handling_unit)
    ):
        return
    raise Refused(
        _("Hồ sơ %(code)s được phân công cho người khác.") % {"code": dossier.code},
        _("Hãy đề nghị lãnh đạo đơn vị phân công lại nếu anh/chị phải giải quyết hồ sơ này."),
    )


def decided(one: Held, case: Case) -> Status:
    """The status that the act leads to. Raises Conflict when it does not follow on the present one, Invalid with every fault."""
    decision = decide(one.status, one.act, case)
    if decision.allowed:
        return decision.target
    faults = [said(fault) for fault in decision.faults]
    if one.status not in TRANSITIONS[one.act].sources:
        raise Conflict(
            _("Hồ sơ %(code)s: %(faults)s.") % {"code": one.dossier.code, "faults": "; ".join(faults)},
            _("Hãy tải lại trang để xem trạng thái của hồ sơ; chưa có gì thay đổi."),
        )
    raise Invalid(
        _("Chưa %(act)s %(code)s được: %(faults)s.")
        % {"act": said(ACT_WORDS[one.act]), "code": one.dossier.code, "faults": "; ".join(faults)},
        _way_out(one.act, case),
        faults,
    )


def _way_out(act: Act, case: Case) -> str:
    """What to do instead: what the law allows no more is not asked for better, but left."""
    if act is Act.ASK_SUPPLEMENT and case.supplements >= case.law.most_supplements:
        return _(
            "Hãy giải quyết theo giấy tờ đã có; không đủ điều kiện thì kết thúc hồ sơ và ghi lý do từ chối giải quyết. "
            "Chưa có gì thay đổi."
        )
    if act is Act.APOLOGISE and case.reappointments >= case.law.most_reappointments:
        return _(
            "Hãy trả kết quả trong ngày đã hẹn lại; quá ngày đó hồ sơ tính là trễ hẹn. Chưa có gì thay đổi."
        )
    return _("Hãy sửa, bổ sung những điều nêu trên rồi thực hiện lại; chưa có gì thay đổi.")


@dataclass(frozen=True, slots=True)
class Told:
    """What is kept of an act beside the change of status: a remark, facts of the event, the fields that it changed."""

    note: str = ""
    data: Mapping[str, Any] | None = None
    fields: tuple[str, ...] = ()
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None
    case: Case | None = None


def done(one: Held, target: Status, told: Told) -> Dossier:
    """Write an act that `decided` has allowed: the dossier, one event, one entry of the trail, the violations as they are now.

    Slips, waits and steps of the act are written before.
    """
    dossier, before = one.dossier, one.status
    dossier.status = target.value
    dossier.version += 1
    dossier.save(update_fields=[*ALWAYS, *told.fields])
    event(one, before, told)
    record(
        one.scope,
        f"dossier.{one.act.value}",
        subject(dossier, one.path),
        {"status": before.value, **(told.before or {})},
        {"status": target.value, **(told.after or {})},
        told.note,
    )
    violations.recheck(dossier)
    return dossier


def event(one: Held, before: Status | None, told: Told) -> Event:
    """The line of the dossier's log; what the law wanted and was missed stands in it."""
    data = dict(told.data or {})
    if told.case is not None and (missed := cautions(one.act, told.case)):
        data["cautions"] = [words.vi for words in missed]
    made = Event(
        dossier=one.dossier,
        at=one.now,
        act=one.act.value,
        before=None if before is None else before.value,
        after=one.dossier.status,
        by_id=one.scope.user_id,
        by_name=one.scope.display_name[:200],
        note=told.note,
        data=data,
    )
    made.save(force_insert=True)
    return made


def subject(dossier: Dossier, path: str) -> Subject:
    """How the trail names a dossier: by its code, never by a person."""
    return Subject("dossier", dossier.pk, dossier.code, path)
