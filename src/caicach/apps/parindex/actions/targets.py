"""CL-0: the targets of a unit for each index of a year."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.parindex.actions import checks
from caicach.apps.parindex.models import IndexKind, Target
from caicach.core.vietnamese import decimal_text
from caicach.platform.access import NotFound, Permission, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Invalid

DOCUMENT_LENGTH = 300
HUNDRED = Decimal(100)
_PLACES = Decimal("0.01")


@transaction.atomic
def set_target(
    scope: Scope,
    unit_id: int,
    year: int,
    kind: str,
    minimum: Decimal,
    strict: bool = False,
    aim: Decimal | None = None,
    document: str = "",
) -> Target:
    """What an index of a unit must reach in a year (in per cent), what it aims at, and the text that says so."""
    unit = checks.unit_for(scope, unit_id, Permission.TARGETS_SET)
    if kind not in IndexKind.values:
        raise Invalid(
            _("Không có loại chỉ số “%(kind)s”.") % {"kind": kind},
            _("Hãy chọn một trong: %(known)s.") % {"known": ", ".join(IndexKind.values)},
        )
    if not 2000 <= year <= 2100:
        raise Invalid(_("Năm %(year)s không hợp lệ.") % {"year": year}, _("Hãy nhập năm từ 2000 đến 2100."))
    minimum = _percent(minimum, _("mức phải đạt"))
    aim = None if aim is None else _percent(aim, _("mức phấn đấu"))
    if aim is not None and aim < minimum:
        raise Invalid(
            _("Mức phấn đấu %(aim)s %% thấp hơn mức phải đạt %(minimum)s %%.")
            % {"aim": decimal_text(aim), "minimum": decimal_text(minimum)},
            _("Hãy sửa một trong hai mức."),
        )
    named = checks.text(document, _("văn bản giao chỉ tiêu"), DOCUMENT_LENGTH, required=True)
    target = Target.objects.select_for_update().filter(unit=unit, year=year, kind=kind).first()
    before = _story(target) if target else None
    target = target or Target(unit=unit, year=year, kind=kind)
    target.minimum, target.strict, target.aim, target.document = minimum, strict, aim, named
    if _story(target) == before:
        return target
    target.save()
    record(scope, "target.set", _subject(target, unit.path), before, _story(target))
    return target


@transaction.atomic
def remove_target(scope: Scope, target_id: int, reason: str) -> None:
    """Take a target away, with the reason."""
    target = (
        Target.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=target_id).first()
    )
    if target is None:
        raise NotFound(_("Không có chỉ tiêu này."))
    unit = checks.unit_for(scope, target.unit_id, Permission.TARGETS_SET)
    why = checks.reason(reason)
    record(scope, "target.removed", _subject(target, unit.path), _story(target), None, why)
    target.delete()


def _percent(value: Decimal, label: str) -> Decimal:
    if not value.is_finite() or not 0 <= value <= HUNDRED or value != value.quantize(_PLACES):
        raise Invalid(
            _("%(label)s phải từ 0 đến 100 %%, nhiều nhất hai chữ số thập phân.")
            % {"label": label.capitalize()},
            _("Hãy nhập lại, ví dụ 80 hoặc 92,5."),
        )
    return value.quantize(_PLACES)


def _subject(target: Target, path: str) -> Subject:
    label = f"{target.get_kind_display()} {target.year} – {target.unit.name}"
    return Subject("target", f"{target.unit_id}:{target.year}:{target.kind}", label, path)


def _story(target: Target) -> dict[str, object]:
    return {
        "minimum": target.minimum,
        "strict": target.strict,
        "aim": target.aim,
        "document": target.document,
    }
