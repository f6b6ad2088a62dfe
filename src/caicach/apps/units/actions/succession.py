"""Which unit went into which."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from caicach.apps.units.actions import checks
from caicach.apps.units.models import Succession, Unit
from caicach.apps.units.queries.reach import with_predecessors
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Conflict, Invalid


@dataclass(frozen=True, slots=True)
class SuccessionData:
    """One unit went into another; `weight` is the share of the predecessor (0 to 1) where a text says it."""

    predecessor_id: int
    successor_id: int
    part: str
    basis: str
    weight: Decimal | None = None


@transaction.atomic
def record_succession(scope: Scope, data: SuccessionData) -> Succession:
    """Record that a unit went into another, in full or in part.

    Asks for UNITS_MANAGE in both, because whoever reads the successor will read the predecessor.
    """
    for locked_id in sorted((data.predecessor_id, data.successor_id)):
        Unit.objects.select_for_update().filter(pk=locked_id).first()
    predecessor, successor = checks.existing(data.predecessor_id), checks.existing(data.successor_id)
    for unit in (successor, predecessor):
        checks.require(scope, Permission.UNITS_MANAGE, unit)
    basis = checks.reason(data.basis)
    _check(data, predecessor, successor)
    succession = Succession.objects.create(
        predecessor=predecessor, successor=successor, part=data.part, weight=data.weight, basis=basis
    )
    after = {
        "predecessor": predecessor.name,
        "successor": successor.name,
        "part": data.part,
        "weight": data.weight,
    }
    record(scope, "unit.succeeded", _subject(succession, successor), None, after, basis)
    return succession


@transaction.atomic
def withdraw_succession(scope: Scope, succession_id: int, reason: str) -> Succession:
    """Take back a succession that was recorded wrongly; the trail keeps it. Returns what it said."""
    succession = (
        Succession.objects.select_for_update(of=("self",))
        .select_related("predecessor", "successor")
        .filter(pk=succession_id)
        .first()
    )
    if succession is None:
        raise NotFound
    successor = checks.existing(succession.successor_id)
    checks.require(scope, Permission.UNITS_MANAGE, successor)
    why = checks.reason(reason)
    before = {
        "predecessor": succession.predecessor.name,
        "successor": succession.successor.name,
        "part": succession.part,
        "weight": succession.weight,
    }
    record(scope, "unit.succession_withdrawn", _subject(succession, successor), before, None, why)
    Succession.objects.filter(pk=succession.pk).delete()
    return succession


def _subject(succession: Succession, successor: Unit) -> Subject:
    return Subject("unit", successor.pk, successor.name, successor.path)


def _check(data: SuccessionData, predecessor: Unit, successor: Unit) -> None:
    if data.part not in Succession.Part.values:
        raise Invalid(_("Phần nhập vào phải là “toàn bộ” hoặc “một phần”."), _("Hãy chọn một trong hai."))
    if predecessor.pk == successor.pk:
        raise Invalid(
            _("Một đơn vị không thể kế thừa chính nó."), _("Hãy chọn đơn vị trước và đơn vị sau khác nhau.")
        )
    if data.weight is not None and not 0 < data.weight <= 1:
        raise Invalid(
            _("Tỷ lệ phải lớn hơn 0 và không quá 1 (100 %)."), _("Hãy nhập tỷ lệ như 0,35, hoặc để trống.")
        )
    if data.part == Succession.Part.FULL and predecessor.valid_to is None:
        raise Invalid(
            _("%(unit)s còn hoạt động, nên chưa nhập toàn bộ vào đơn vị khác.") % {"unit": predecessor.name},
            _("Hãy kết thúc đơn vị này trước, hoặc chọn “một phần”."),
        )
    if (
        successor.valid_to is not None
        and predecessor.valid_to is not None
        and successor.valid_to <= predecessor.valid_to
    ):
        raise Invalid(
            _("%(successor)s kết thúc không sau %(predecessor)s.")
            % {"successor": successor.name, "predecessor": predecessor.name},
            _("Hãy kiểm tra lại đâu là đơn vị trước, đâu là đơn vị sau."),
        )
    if successor.pk in with_predecessors({predecessor.pk}):
        raise Invalid(
            _("%(successor)s đã được ghi là đơn vị trước của %(predecessor)s.")
            % {"successor": successor.name, "predecessor": predecessor.name},
            _("Hãy kiểm tra lại chiều của quan hệ kế thừa."),
        )
    _check_shares(data, predecessor, successor)


def _check_shares(data: SuccessionData, predecessor: Unit, successor: Unit) -> None:
    others = Succession.objects.filter(predecessor=predecessor)
    if others.filter(successor=successor).exists():
        raise Conflict(
            _("Quan hệ %(predecessor)s → %(successor)s đã được ghi.")
            % {"predecessor": predecessor.name, "successor": successor.name},
            _("Nếu đã ghi sai, hãy bỏ quan hệ cũ rồi ghi lại."),
        )
    if others.exists() and (
        data.part == Succession.Part.FULL or others.filter(part=Succession.Part.FULL).exists()
    ):
        raise Conflict(
            _("%(unit)s không thể vừa nhập toàn bộ vào một đơn vị vừa nhập vào đơn vị khác.")
            % {"unit": predecessor.name},
            _("Hãy ghi các quan hệ này là “một phần”."),
        )
    taken = others.aggregate(total=Sum("weight"))["total"] or Decimal(0)
    if data.weight is not None and taken + data.weight > 1:
        raise Invalid(
            _("Tổng tỷ lệ của %(unit)s sẽ vượt 1 (100 %%).") % {"unit": predecessor.name},
            _("Hãy kiểm tra lại tỷ lệ của các đơn vị đã nhận phần còn lại."),
        )
