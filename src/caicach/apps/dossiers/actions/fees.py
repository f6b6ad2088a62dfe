"""Fees of a dossier: those of the procedure's schedule; whatever differs from it needs a reason that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.apps.dossiers.actions import checks
from caicach.apps.dossiers.actions.deciding import subject
from caicach.apps.dossiers.models import Dossier, Fee
from caicach.apps.dossiers.queries.dossier import find
from caicach.apps.procedures.models import Fee as ScheduledFee
from caicach.platform import clock
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.audit.actions import record
from caicach.platform.errors import Conflict, Invalid

MOST = Decimal(10) ** 13


@dataclass(frozen=True, slots=True)
class FeeIn:
    """A fee charged, in whole đồng: one of the schedule (`fee_id`) or another by its `name`.

    `amount` None is what the schedule says. `reason` is mandatory for any other amount (0 for who is exempt) and for a fee that
    the schedule does not know.
    """

    fee_id: int | None = None
    name: str = ""
    amount: Decimal | None = None
    reason: str = ""
    paid: bool = False
    online: bool = False


def charge(dossier: Dossier, given: Sequence[FeeIn]) -> list[dict[str, Any]]:
    """Charge fees; what the event of the act keeps of them, with the reasons of differences."""
    schedule = ScheduledFee.objects.filter(
        Q(channel__isnull=True) | Q(channel=dossier.channel), version_id=dossier.procedure_version_id
    ).in_bulk()
    told = []
    for one in given:
        scheduled = schedule.get(one.fee_id) if one.fee_id is not None else None
        if one.fee_id is not None and scheduled is None:
            raise Invalid(
                _("Khoản phí số %(number)s không có trong biểu phí của thủ tục ở kênh nộp này.")
                % {"number": one.fee_id},
                _("Hãy chọn lại khoản phí trong biểu phí."),
            )
        name = (
            scheduled.name
            if scheduled
            else checks.text(one.name, _("tên phí, lệ phí"), required=True, longest=500)
        )
        amount = one.amount if one.amount is not None else scheduled.amount if scheduled else None
        why = _difference(name, amount, scheduled, one.reason)
        assert amount is not None
        fee = Fee.objects.create(
            dossier=dossier,
            name=name,
            amount=amount,
            scheduled=scheduled.amount if scheduled else None,
            paid_at=clock.now() if one.paid or one.online else None,
            online=one.online,
        )
        told.append(
            {
                "id": fee.pk,
                "name": name,
                "amount": str(amount),
                "scheduled": scheduled and str(scheduled.amount),
            }
            | ({"reason": why} if why else {})
        )
    return told


@transaction.atomic
def pay(scope: Scope, fee_id: int, *, online: bool = False) -> Fee:
    """Record that a fee charged earlier has been paid; asks for DOSSIERS_RECEIVE at the counter."""
    fee = Fee.objects.select_for_update().filter(pk=fee_id).first()
    if fee is None:
        raise NotFound(_("Không có khoản phí này."))
    dossier = find(scope, fee.dossier_id)
    path = checks.placed(dossier.unit_id).path
    scope.require(Permission.DOSSIERS_RECEIVE, path, what=dossier.code)
    if fee.paid_at is not None:
        raise Conflict(_("Khoản phí này đã được ghi nhận là đã nộp."), _("Hãy tải lại trang."))
    fee.paid_at, fee.online = clock.now(), online
    fee.save(update_fields=["paid_at", "online"])
    after = {"fee": fee.name, "amount": fee.amount, "online": online}
    record(scope, "dossier.fee_paid", subject(dossier, path), None, after)
    return fee


def _difference(name: str, amount: Decimal | None, scheduled: ScheduledFee | None, reason: str) -> str:
    if (
        amount is None
        or not amount.is_finite()
        or amount != amount.to_integral_value()
        or not 0 <= amount < MOST
    ):
        raise Invalid(
            _("Số tiền của “%(name)s” phải là số đồng nguyên, không âm.") % {"name": name},
            _("Hãy nhập số tiền, ví dụ 8000; miễn thu thì nhập 0."),
        )
    why = checks.note(reason)
    if scheduled is not None and amount == scheduled.amount:
        return why
    if not why:
        raise Invalid(
            _("“%(name)s” khác biểu phí của thủ tục thì phải ghi lý do.") % {"name": name},
            _("Hãy thu đúng mức quy định, hoặc ghi lý do miễn, giảm, thu khác kèm căn cứ."),
        )
    return why
