"""The apology (form 04): drafted with a reason and one new date, signed by a head, sent, counted. There is no second one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.dossiers.actions import checks, deadlines, groups, slips
from caicach.apps.dossiers.actions.deciding import Held, Told, decided, done, held, subject
from caicach.apps.dossiers.models import Dossier, Slip
from caicach.apps.dossiers.slips import compose
from caicach.core.dossiers.lifecycle import Act, Case
from caicach.core.dossiers.status import Form
from caicach.core.letters import slips as letters
from caicach.platform import clock
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.audit.actions import record
from caicach.platform.errors import Conflict

DRAFT = (Permission.DOSSIERS_HANDLE, Permission.DOSSIERS_RECEIVE, Permission.DOSSIERS_SIGN)


@dataclass(frozen=True, slots=True)
class Apology:
    """Why the date cannot be kept, and the one new date: the dossier is due when working time of that day ends."""

    reason: str
    new_day: dt.date


@transaction.atomic
def draft(scope: Scope, dossier_id: int, version: int, apology: Apology) -> Slip:
    """Draft the apology of a dossier that will be or is late; a draft that nobody has signed yet is written anew.

    Asks for any right to work on the dossier. Raises Invalid for what the signed apology would be refused for: a second
    re-appointment (with the article), no reason, a date that is not a later working day.
    """
    one = _held(scope, dossier_id, version, DRAFT)
    dossier = one.dossier
    why = checks.note(apology.reason)
    later = _is_later(dossier, apology.new_day, one.now.date())
    decided(one, _case(one, has_reason=bool(why), new_date_later=later, is_signed=True))
    new_due_at = deadlines.closing(dossier.unit_id, apology.new_day)
    content = compose.apology(dossier, None, why, new_due_at, "")
    slip = _unsent(dossier)
    if slip is None:
        slip = slips.make(scope, dossier, content, slips.Given(why, new_due_at=new_due_at, is_draft=True))
    elif slip.signed_at is not None:
        raise Conflict(
            _("Phiếu xin lỗi của hồ sơ %(code)s đã được ký, chờ gửi.") % {"code": dossier.code},
            _("Hãy gửi phiếu đã ký cho người nộp."),
        )
    else:
        slip.reason, slip.new_due_at, slip.drafted_at = why, new_due_at, one.now
        slip.drafted_by_id = scope.user_id
        slip.content = letters.to_plain(slips.numbered(content, slip.number))
        slip.save(update_fields=["reason", "new_due_at", "drafted_at", "drafted_by", "content"])
    _touch(one)
    after = {"number": slip.number, "new_due_at": new_due_at}
    record(scope, "dossier.apology_drafted", subject(dossier, one.path), None, after, why)
    return slip


@transaction.atomic
def sign(scope: Scope, slip_id: int, version: int) -> Slip:
    """Sign a drafted apology; asks for DOSSIERS_SIGN where the dossier is received or handled."""
    slip = _slip(slip_id)
    one = _held(scope, slip.dossier_id, version, (Permission.DOSSIERS_SIGN,))
    slip.refresh_from_db()
    if slip.signed_at is not None:
        raise Conflict(_("Phiếu xin lỗi này đã được ký."), _("Hãy tải lại trang."))
    dossier = one.dossier
    decided(
        one, _case(one, has_reason=bool(slip.reason), new_date_later=_still_later(slip, one), is_signed=True)
    )
    content = letters.from_plain(slip.content)
    assert isinstance(content, letters.Apology)
    slip.content = letters.to_plain(replace(content, signer=scope.display_name))
    slip.signed_at, slip.signed_by_id = one.now, scope.user_id
    slip.save(update_fields=["content", "signed_at", "signed_by"])
    _touch(one)
    record(scope, "dossier.apology_signed", subject(dossier, one.path), None, {"number": slip.number})
    return slip


@transaction.atomic
def send(scope: Scope, slip_id: int, version: int) -> Dossier:
    """Send the signed apology: the dossier has its one new date from now on. Whoever may draft it may send it."""
    slip = _slip(slip_id)
    one = _held(scope, slip.dossier_id, version, DRAFT)
    slip.refresh_from_db()
    dossier = one.dossier
    if slip.sent_at is not None:
        raise Conflict(_("Phiếu xin lỗi này đã được gửi."), _("Hãy tải lại trang."))
    assert dossier.due_at is not None
    days_before = (dossier.due_at.astimezone(clock.VIETNAM).date() - one.now.date()).days
    case = _case(
        one,
        has_reason=bool(slip.reason),
        new_date_later=_still_later(slip, one),
        is_signed=slip.signed_at is not None,
        apology_late=days_before < one.law.apology_days_before_due,
    )
    target = decided(one, case)
    slip.sent_at = one.now
    slip.save(update_fields=["sent_at"])
    before, dossier.due_at = dossier.due_at, slip.new_due_at
    dossier.reappointed += 1
    groups.follow(dossier, dossier.due_at)
    told = Told(
        slip.reason,
        {"slip": slip.pk, "due_at": dossier.due_at.isoformat() if dossier.due_at else None},
        ("due_at", "reappointed"),
        {"due_at": before},
        {"due_at": dossier.due_at},
        case,
    )
    return done(one, target, told)


def _held(scope: Scope, dossier_id: int, version: int, permissions: tuple[Permission, ...]) -> Held:
    """As `deciding.held`, for whoever holds one of the permissions: drafting and sending are not signing."""
    return held(scope, dossier_id, version, Act.APOLOGISE, instead=permissions)


def _case(one: Held, **changed: bool) -> Case:
    return Case(one.law, reappointments=one.dossier.reappointed, **changed)


def _is_later(dossier: Dossier, day: dt.date, today: dt.date) -> bool:
    if dossier.due_at is None:
        return False
    promised = dossier.due_at.astimezone(clock.VIETNAM).date()
    return day > max(promised, today) and deadlines.works_on(dossier.unit_id, day)


def _still_later(slip: Slip, one: Held) -> bool:
    """Whether the date of a draft still lies ahead; a draft left lying has to be written anew."""
    day = slip.new_due_at and slip.new_due_at.astimezone(clock.VIETNAM).date()
    return day is not None and _is_later(one.dossier, day, one.now.date())


def _unsent(dossier: Dossier) -> Slip | None:
    return dossier.slips.select_for_update().filter(form=Form.APOLOGY.value, sent_at=None).first()


def _slip(slip_id: int) -> Slip:
    slip = Slip.objects.filter(pk=slip_id, form=Form.APOLOGY.value).first()
    if slip is None:
        raise NotFound(_("Không có phiếu xin lỗi này trong phạm vi của anh/chị."))
    return slip


def _touch(one: Held) -> None:
    """A draft and a signature are changes of the dossier too: whoever looks at an older state is told."""
    one.dossier.version += 1
    one.dossier.save(update_fields=["version"])
