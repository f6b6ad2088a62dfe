"""A catalogue file against the catalogue that stands: shown first, then taken in one transaction.

The preview and the confirmation make the same plan; the confirmation refuses when it has become another one meanwhile. Rows with
faults are left out and can be fetched as a file. A changed procedure gets a new version from the day on, so that yesterday's
catalogue stays what it was; only a version that begins on that very day is completed in place.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.apps.procedures import queries
from caicach.apps.procedures.actions.import_sheet import ProcedureSheet, SheetRow
from caicach.apps.procedures.actions.taking import take
from caicach.apps.procedures.content import (
    DETAILS,
    PROMISED,
    Details,
    Difference,
    FeeData,
    details_of,
    differences,
)
from caicach.apps.procedures.models import Level, Online, Version
from caicach.apps.units.models import Unit
from caicach.core.vietnamese import date_text
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Conflict, Invalid

NEW, CHANGED, SAME, ERROR = "new", "changed", "same", "error"
MOST_TOLD = 300


@dataclass(frozen=True, slots=True)
class Offer:
    """What a row does: `status`, what it changes, why it is refused (`problems`), what deserves a look (`notes`).

    `details` and `fees` are what stands afterwards; `version` is what is in force now.
    """

    row: SheetRow
    status: str
    changes: tuple[Difference, ...] = ()
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    details: Details | None = None
    fees: tuple[FeeData, ...] | None = None
    version: Version | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """A procedure in force in a field that the file speaks of, and not in the file."""

    code: str
    name: str
    field: str
    procedure_id: int


@dataclass(frozen=True, slots=True)
class Import:
    """What an import does, or would do; `digest` is the same only for the very same plan."""

    offers: tuple[Offer, ...]
    missing: tuple[Missing, ...]
    notes: tuple[str, ...]
    digest: str

    def count(self, status: str) -> int:
        return sum(one.status == status for one in self.offers)

    @property
    def can_be_confirmed(self) -> bool:
        return bool(self.count(NEW) + self.count(CHANGED))


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and from which day on a file holds, what it is called, and the decision it belongs to, if any."""

    locality_id: int
    day: dt.date
    source: str
    decision_id: int | None = None


def preview_procedures(scope: Scope, setting: Setting, sheet: ProcedureSheet) -> Import:
    """What `import_procedures` would do; asks for PROCEDURES_MANAGE in the locality, keeps nothing."""
    return _planned(scope, setting, sheet)


@transaction.atomic
def import_procedures(scope: Scope, setting: Setting, sheet: ProcedureSheet, digest: str) -> Import:
    """Take the rows without faults, all of them or none; `digest` is that of the preview that was shown.

    Conflict when the catalogue has changed since, so that what is taken is what was shown.
    """
    queries.locality_for(scope, setting.locality_id, Permission.PROCEDURES_MANAGE)
    # One import of a locality at a time, and no decision meanwhile: what is planned on is what is written on.
    Unit.objects.select_for_update().filter(pk=setting.locality_id).first()
    list(
        Version.objects.select_for_update(of=("self",)).filter(_of(setting)).order_by("pk").values_list("pk")
    )
    plan = _planned(scope, setting, sheet)
    if plan.digest != digest:
        raise Conflict(
            _("Danh mục đã thay đổi sau khi anh/chị xem trước; chưa có gì được lưu."),
            _("Hãy xem lại các thay đổi dưới đây rồi xác nhận lần nữa."),
        )
    if not plan.can_be_confirmed:
        raise Invalid(_("Tệp không có gì khác với danh mục đang có."), _("Không cần nhập lại."))
    take(setting, [one for one in plan.offers if one.status in (NEW, CHANGED)])
    changed = [one for one in plan.offers if one.status == CHANGED]
    record(
        scope,
        "catalogue.imported",
        Subject("catalogue", setting.locality_id, setting.source, f"{setting.locality_id}/"),
        {one.row.code: _story(one, "before") for one in changed[:MOST_TOLD]} or None,
        {one.row.code: _story(one, "after") for one in changed[:MOST_TOLD]}
        | {
            "new": plan.count(NEW),
            "changed": len(changed),
            "refused": plan.count(ERROR),
            "valid_from": setting.day,
            "digest": plan.digest,
        },
        setting.source,
    )
    return plan


def _planned(scope: Scope, setting: Setting, sheet: ProcedureSheet) -> Import:
    queries.locality_for(scope, setting.locality_id, Permission.PROCEDURES_MANAGE)
    if setting.decision_id is not None:
        decision = queries.decision(scope, setting.decision_id)
        if decision.locality_id != setting.locality_id or decision.effective_on != setting.day:
            raise Invalid(_("Quyết định không thuộc địa phương này hoặc có hiệu lực vào ngày khác."))
    known = _known(setting)
    offers = tuple(_offer(row, known.get(row.code), setting) for row in sheet.rows)
    offers = _without_broken_promises(offers, setting)
    text = "|".join(f"{one.row.code}:{one.status}:{one.changes}:{one.problems}" for one in offers)
    digest = hashlib.sha256(f"{setting.day}|{setting.decision_id}|{text}".encode()).hexdigest()
    return Import(offers, _missing(known, sheet), sheet.notes, digest)


def _of(setting: Setting) -> Q:
    """The versions of the locality that hold on the day or begin later."""
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=setting.day)
    return Q(procedure__locality_id=setting.locality_id) & lasting


def _known(setting: Setting) -> dict[str, Version]:
    """The latest version of each procedure that holds on the day or begins later, by code."""
    versions = (
        Version.objects.filter(_of(setting)).select_related("procedure", "field").order_by("valid_from")
    )
    return {one.procedure.code: one for one in versions.prefetch_related("fees")}


def _offer(row: SheetRow, version: Version | None, setting: Setting) -> Offer:
    if row.problems:
        return Offer(row, ERROR, problems=row.problems, notes=row.notes)
    if version is not None and version.valid_from > setting.day:
        later = _("Thủ tục này đã có phiên bản bắt đầu từ %(day)s.") % {"day": date_text(version.valid_from)}
        return Offer(row, ERROR, problems=(later,), notes=row.notes)
    fees = _fees(row.values)
    if version is None:
        details, guessed = _new_details(row.values)
        return Offer(row, NEW, notes=(*row.notes, *guessed), details=details, fees=fees)
    before = details_of(version)
    details = _changed_details(before, row.values)
    was: dict[str, Any] = {name: getattr(before, name) for name in DETAILS}
    now: dict[str, Any] = {name: getattr(details, name) for name in DETAILS}
    if fees is not None:
        was["fees"] = tuple(FeeData(one.name, one.amount, one.channel) for one in version.fees.all())
        now["fees"] = fees
        was["fees"] = tuple(sorted(was["fees"], key=_fee_order))
    changes = tuple(differences(was, now))
    status = CHANGED if changes else SAME
    return Offer(row, status, changes, notes=row.notes, details=details, fees=fees, version=version)


def _new_details(values: Mapping[str, Any]) -> tuple[Details, tuple[str, ...]]:
    """The values of a new procedure, and a note when its level had to be read from the names of agencies."""
    notes: tuple[str, ...] = ()
    given = {name: value for name, value in _typed(values).items() if name in DETAILS}
    if "level" not in given:
        named = values.get("levels_named") or [Level.OTHER.value]
        given["level"], given["other_levels"] = named[0], tuple(named[1:])
        notes = (
            _("Tệp không ghi cấp thực hiện; suy từ cơ quan thực hiện: %(level)s.")
            % {"level": Level(named[0]).label},
        )
    return Details(**given), notes


def _changed_details(before: Details, values: Mapping[str, Any]) -> Details:
    """What the row makes of a version: what it does not state stays; "online" alone does not take back "wholly online".

    A file that names several limits leaves the one that somebody has chosen.
    """
    given = {name: value for name, value in _typed(values).items() if name in DETAILS}
    if given.get("online") == Online.PARTIAL and before.online == Online.FULL:
        del given["online"]
    if not given.get("limit_kind") and before.limit_kind:
        for name in ("limit_kind", "limit_amount"):
            given.pop(name, None)
    return replace(before, **given)


def _typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as `Details` has them; packed ones are JSON."""
    typed = dict(values)
    if "limit_amount" in typed:
        amount = typed["limit_amount"]
        typed["limit_amount"] = None if amount is None else Decimal(amount).quantize(Decimal("0.01"))
    if "other_levels" in typed:
        typed["other_levels"] = tuple(typed["other_levels"])
    return typed


def _fees(values: Mapping[str, Any]) -> tuple[FeeData, ...] | None:
    if "fees" not in values:
        return None
    name = _("Phí, lệ phí")
    return tuple(
        sorted(
            (FeeData(name, Decimal(amount), channel) for channel, amount in values["fees"]), key=_fee_order
        )
    )


def _fee_order(one: FeeData) -> tuple[int, Decimal]:
    return one.channel or 0, one.amount


def _without_broken_promises(offers: tuple[Offer, ...], setting: Setting) -> tuple[Offer, ...]:
    """Rows that would change in place what dossiers were received with become faults."""
    promised = {*PROMISED, "fees"}
    in_place = {
        one.version.pk
        for one in offers
        if one.status == CHANGED
        and one.version is not None
        and one.version.valid_from == setting.day
        and any(change.name in promised and change.before for change in one.changes)
    }
    if not in_place:
        return offers
    used = set(Version.objects.filter(pk__in=in_place, dossiers__isnull=False).values_list("pk", flat=True))
    reason = _("Đã có hồ sơ tiếp nhận theo phiên bản bắt đầu đúng ngày này; hãy chọn ngày hiệu lực sau.")
    return tuple(
        replace(one, status=ERROR, problems=(reason,))
        if one.version is not None and one.version.pk in used
        else one
        for one in offers
    )


def _missing(known: Mapping[str, Version], sheet: ProcedureSheet) -> tuple[Missing, ...]:
    codes = {row.code for row in sheet.rows}
    fields = {row.values.get("field") for row in sheet.rows}
    found = [one for code, one in known.items() if code not in codes and one.field.name in fields]
    return tuple(
        Missing(one.procedure.code, one.name, one.field.name, one.procedure_id)
        for one in sorted(found, key=lambda one: (one.sort_key, one.pk))
    )


def _story(one: Offer, side: str) -> str:
    return "; ".join(f"{change.label}: {getattr(change, side) or '—'}" for change in one.changes)
