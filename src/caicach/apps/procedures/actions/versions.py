"""What a decision does to a procedure, and corrections of what was entered wrongly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.apps.procedures import checks, queries
from caicach.apps.procedures.actions import writing
from caicach.apps.procedures.content import (
    DETAILS,
    PROMISED,
    Details,
    FeeData,
    PaperData,
    StepData,
    details_of,
    differences,
    everything,
    lists_of,
)
from caicach.apps.procedures.models import Change, Decision, Procedure, Version
from caicach.apps.units.models import Unit
from caicach.core.vietnamese import date_text
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import record
from caicach.platform.errors import Conflict, Invalid

MANAGE = Permission.PROCEDURES_MANAGE


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a decision announces of a procedure. Lists left None are taken over from the version that it amends."""

    code: str
    details: Details
    papers: tuple[PaperData, ...] | None = None
    steps: tuple[StepData, ...] | None = None
    fees: tuple[FeeData, ...] | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What is corrected of a version as it stood in `revision`; parts left None stay.

    `changes` are names of `Details` with their values, `interlinked` codes of procedures, `executing_units` ids of units.
    """

    revision: int
    changes: Mapping[str, Any] = field(default_factory=dict)
    papers: tuple[PaperData, ...] | None = None
    steps: tuple[StepData, ...] | None = None
    fees: tuple[FeeData, ...] | None = None
    interlinked: tuple[str, ...] | None = None
    executing_units: tuple[int, ...] | None = None


@transaction.atomic
def announce(scope: Scope, decision_id: int, given: Announcement) -> Version:
    """Begin a version on the day the decision takes effect; the one in force ends the day before.

    Asks for PROCEDURES_MANAGE in the locality. A code without a version in force becomes a new procedure, another one an amended
    one. Conflict when a version begins on that day or later.
    """
    decision = _decision(scope, decision_id)
    code = checks.code(given.code)
    details = writing.cleaned(given.details)
    procedure, _made = Procedure.objects.select_for_update().get_or_create(
        locality_id=decision.locality_id, code=code
    )
    before = _in_force(procedure, decision)
    version = Version(
        procedure=procedure,
        change=Change.AMENDED if before else Change.NEW,
        decision=decision,
        valid_from=decision.effective_on,
        source=decision.number,
    )
    parts = lists_of(before) if before else {}
    parts |= _lists(given)
    if before is not None:
        writing.end_before(before, decision.effective_on)
        before.save(update_fields=["valid_to"])
    writing.fill(version, code, details, writing.fields_named([details.field])[details.field])
    version.save(force_insert=True)
    writing.write_lists(version, parts)
    if before is not None:
        version.interlinked.set(before.interlinked.all())
        version.executing_units.set(before.executing_units.all())
    _told(scope, "procedure.amended" if before else "procedure.announced", version, decision.number, before)
    return version


@transaction.atomic
def repeal(scope: Scope, decision_id: int, code: str) -> Version:
    """End the version in force the day before the decision takes effect. Asks for PROCEDURES_MANAGE in the locality."""
    decision = _decision(scope, decision_id)
    procedure = (
        Procedure.objects.select_for_update()
        .filter(locality_id=decision.locality_id, code=checks.code(code))
        .first()
    )
    version = _in_force(procedure, decision) if procedure else None
    if procedure is None or version is None:
        raise Conflict(
            _("Thủ tục %(code)s không còn hiệu lực ngày %(day)s nên không bãi bỏ được.")
            % {"code": code, "day": date_text(decision.effective_on)},
            _("Hãy kiểm tra mã ghi trong quyết định."),
        )
    writing.end_before(version, decision.effective_on)
    version.repealed_by = decision
    version.save(update_fields=["valid_to", "repealed_by"])
    record(
        scope,
        "procedure.repealed",
        writing.subject(procedure, version.name),
        None,
        {"valid_to": version.valid_to, "decision": decision.number},
        decision.number,
    )
    return version


@transaction.atomic
def correct(scope: Scope, version_id: int, given: Correction, reason: str) -> Version:
    """Correct or complete what was entered of a version, with a reason; asks for PROCEDURES_MANAGE in the locality.

    What the law changes comes by `announce`. A limit, papers and fees that dossiers were received with are completed where they
    were missing and never changed.
    """
    version = _locked(scope, version_id)
    checks.same_revision(version, given.revision)
    why = checks.reason(reason)
    before = everything(version)
    if unknown := set(given.changes) - set(DETAILS):
        raise Invalid(_("Không sửa được: %(fields)s.") % {"fields": ", ".join(sorted(unknown))})
    details = writing.cleaned(replace(details_of(version), **given.changes))
    parts = _lists(given)
    after = {name: getattr(details, name) for name in DETAILS} | parts
    changed = differences(before, after)
    checks.nothing_promised(
        version,
        [one.label for one in changed if one.name in (*PROMISED, "papers", "fees") and before[one.name]],
    )
    linked = _relink(version, given)
    if not changed and not linked:
        return version
    writing.fill(
        version, version.procedure.code, details, writing.fields_named([details.field])[details.field]
    )
    version.revision += 1
    version.save()
    names = {one.name for one in changed}
    writing.write_lists(version, {name: value for name, value in parts.items() if name in names})
    record(
        scope,
        "procedure.corrected",
        writing.subject(version.procedure, version.name),
        {one.name: one.before for one in changed},
        {one.name: one.after for one in changed} | linked,
        why,
    )
    return version


def _decision(scope: Scope, decision_id: int) -> Decision:
    decision = queries.decision(scope, decision_id)
    queries.locality_for(scope, decision.locality_id, MANAGE)
    Unit.objects.select_for_update().filter(pk=decision.locality_id).first()  # as an import does
    return decision


def _in_force(procedure: Procedure, decision: Decision) -> Version | None:
    """The version in force on the day the decision takes effect, locked; Conflict when one begins then or later."""
    day = decision.effective_on
    versions = list(
        Version.objects.select_for_update(of=("self",))
        .select_related("field")
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), procedure=procedure)
        .order_by("valid_from")
    )
    if any(one.valid_from >= day for one in versions):
        raise Conflict(
            _("Thủ tục %(code)s đã có phiên bản bắt đầu từ %(day)s.")
            % {"code": procedure.code, "day": date_text(max(one.valid_from for one in versions))},
            _("Nếu phiên bản đó nhập sai, hãy sửa chi tiết của nó kèm lý do."),
        )
    return versions[0] if versions else None


def _locked(scope: Scope, version_id: int) -> Version:
    version = (
        Version.objects.select_for_update(of=("self",))
        .select_related("field", "procedure")
        .filter(pk=version_id)
        .first()
    )
    if version is None:
        raise checks.no_such_procedure()
    queries.procedure(scope, version.procedure_id)
    queries.locality_for(scope, version.procedure.locality_id, MANAGE)
    return version


def _lists(given: Announcement | Correction) -> dict[str, tuple[Any, ...]]:
    """The lists that are given, checked."""
    found: dict[str, tuple[Any, ...]] = {}
    if given.papers is not None:
        found["papers"] = checks.papers(given.papers)
    if given.steps is not None:
        found["steps"] = checks.steps(given.steps)
    if given.fees is not None:
        found["fees"] = checks.fees(given.fees)
    return found


def _relink(version: Version, given: Correction) -> dict[str, Any]:
    """Set the procedures and units that a version is linked with; what changed, for the trail."""
    told: dict[str, Any] = {}
    locality = version.procedure.locality_id
    if given.interlinked is not None:
        codes = {checks.code(one) for one in given.interlinked}
        others = list(
            Procedure.objects.filter(locality_id=locality, code__in=codes).exclude(pk=version.procedure_id)
        )
        if missing := codes - {one.code for one in others}:
            raise Invalid(
                _("Danh mục không có thủ tục liên thông %(codes)s.") % {"codes": ", ".join(sorted(missing))},
                _("Hãy ghi mã của các thủ tục khác trong danh mục, cách nhau bằng dấu phẩy."),
            )
        if set(version.interlinked.values_list("pk", flat=True)) != {one.pk for one in others}:
            version.interlinked.set(others)
            told["interlinked"] = ", ".join(sorted(codes))
    if given.executing_units is not None:
        wanted = queries.units_of_locality(locality).filter(pk__in=given.executing_units)
        units: dict[int, Unit] = {one.pk: one for one in wanted}
        if set(units) != set(given.executing_units):
            raise Invalid(
                _("Có đơn vị thực hiện không thuộc địa phương."), _("Hãy chọn lại đơn vị thực hiện.")
            )
        if set(version.executing_units.values_list("pk", flat=True)) != set(units):
            version.executing_units.set(units.values())
            told["executing_units"] = ", ".join(one.name for one in units.values())
    return told


def _told(scope: Scope, action: str, version: Version, reason: str, before: Version | None) -> None:
    after = everything(version)
    was = everything(before) if before else {}
    changed = differences(was, after)
    record(
        scope,
        action,
        writing.subject(version.procedure, version.name),
        {one.name: one.before for one in changed} if before else None,
        {one.name: one.after for one in changed if one.after} | {"valid_from": version.valid_from},
        reason,
    )
