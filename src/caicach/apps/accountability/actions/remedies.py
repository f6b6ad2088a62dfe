"""A remedy of a plan: who does what by when, and the reports of how far it has come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.accountability.actions import checks
from caicach.apps.accountability.actions.checks import (
    Overtaken,
    line_of,
    locked_plan,
    locked_remedy,
    name_of,
    possible,
)
from caicach.apps.accountability.models import Remedy, RemedyPlan, RemedyProgress
from caicach.apps.accountability.models.remedies import TEXT_LENGTH
from caicach.apps.accountability.queries import published
from caicach.apps.accountability.queries.owners import owners_of
from caicach.apps.documents.queries import unit_for
from caicach.apps.units.models import Unit
from caicach.core.accountability import plan as core
from caicach.core.accountability import terms
from caicach.core.accountability.plan import REASONED, Report, Status, Step
from caicach.platform import clock
from caicach.platform.access import Permission, Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.wording import said

FIELDS = ("cause", "what", "owner_user_id", "owner_unit_id", "due_on")


@dataclass(frozen=True, slots=True)
class RemedyData:
    """What is written of a remedy. The owner is a person, a division, or a person of a division."""

    cause: str = ""
    what: str = ""
    owner_user_id: int | None = None
    owner_unit_id: int | None = None
    due_on: dt.date | None = None


@transaction.atomic
def amend(
    scope: Scope, participant_id: int, code: str, data: RemedyData, version: int, reason: str = ""
) -> Remedy:
    """Write what, who and when of a leaf; asks for REMEDIES_PLAN, and for a reason once the head has approved.

    Raises Overtaken when somebody has saved since `version`, Conflict when the plan is closed or a correction lifted the leaf.
    """
    plan = locked_plan(participant_id)
    unit = unit_for(scope, plan.participant.unit_id, Permission.REMEDIES_PLAN)
    remedy = _open(plan, code)
    values = _values(plan, unit, remedy, data)
    if all(getattr(remedy, name) == value for name, value in values.items()):
        return remedy
    if remedy.version != version:
        raise Overtaken(remedy)
    why = checks.text(reason, _("lý do"), TEXT_LENGTH)
    if Status(plan.status) in REASONED and not why:
        raise Invalid(
            _("Kế hoạch đã được phê duyệt nên sửa phải ghi lý do."),
            _("Hãy ghi lý do hoặc căn cứ; nhật ký sẽ giữ lại."),
        )
    before = _story(remedy)
    for name, value in values.items():
        setattr(remedy, name, value)
    if Status(plan.status) in REASONED:  # what the head approved does not become incomplete again
        possible(core.lacking(line_of(remedy)), _("Kế hoạch đã phê duyệt phải giữ đủ nội dung"))
    remedy.version += 1
    remedy.changed_by_id = scope.user_id
    remedy.save()
    _record(scope, "remedy.changed", plan, remedy, unit, before, _story(remedy), why)
    return remedy


@transaction.atomic
def report(
    scope: Scope, participant_id: int, code: str, month: int, given: Report, version: int
) -> RemedyProgress:
    """Report how far a remedy has come, for the period of `month`; asks for REMEDIES_PLAN, or to be its owner.

    `version` is that of the report seen, 0 for none. The first report of an approved plan begins it.
    """
    plan = locked_plan(participant_id)
    remedy = _open(plan, code)
    unit = _may_report(scope, plan, remedy)
    status = Status(plan.status)
    if status not in REASONED:
        raise Conflict(
            _("Kế hoạch chưa được phê duyệt nên chưa báo cáo tiến độ được."),
            _("Hãy trình lãnh đạo đơn vị phê duyệt kế hoạch trước."),
        )
    day = published.first_day(plan.publication)
    known_terms = published.terms_of(plan.participant.round.locality_id, day)
    period = next((one for one in terms.periods(day, known_terms) if one.month == month), None)
    text = checks.text(given.text, _("nội dung báo cáo"), TEXT_LENGTH)
    cleaned = Report(given.state, text, given.percent, given.expected)
    faults = core.report_faults(cleaned, remedy.max_points - remedy.points, period, scope.today)
    if faults:
        told = [said(fault) for fault in faults]
        raise Invalid(_("Báo cáo chưa hợp lệ: %(what)s.") % {"what": "; ".join(told)}, "", told)
    found = RemedyProgress.objects.filter(remedy=remedy, month=month).first()
    values: dict[str, object] = {
        "state": cleaned.state.value,
        "text": text,
        "percent": cleaned.percent,
        "expected": cleaned.expected,
    }
    if found is not None and all(getattr(found, name) == value for name, value in values.items()):
        return found
    if (found.version if found else 0) != version:
        raise Overtaken(found)
    before = {name: getattr(found, name) for name in values} if found else None
    kept = found or RemedyProgress(remedy=remedy, month=month, version=0)
    for name, value in values.items():
        setattr(kept, name, value)
    kept.version, kept.reported_at, kept.reported_by_id = kept.version + 1, clock.now(), scope.user_id
    kept.save()
    latest = remedy.progress.order_by("-month")[0]
    if remedy.state != latest.state:
        remedy.state = latest.state
        remedy.save(update_fields=["state"])
    if status is Status.APPROVED:
        plan.status = core.decide(status, Step.BEGIN, ()).target.value
        plan.save(update_fields=["status"])
    _record(scope, "remedy.reported", plan, remedy, unit, before, {"month": month} | values, "")
    return kept


def _open(plan: RemedyPlan, code: str) -> Remedy:
    remedy = locked_remedy(plan, code)
    if Status(plan.status) is Status.CLOSED:
        raise Conflict(_("Kế hoạch khắc phục đã kết thúc nên không sửa được nữa."))
    if remedy.lifted_by_id is not None:
        raise Conflict(
            _("Tiêu chí %(code)s không còn mất điểm sau khi kết quả được điều chỉnh.") % {"code": remedy.code}
        )
    return remedy


def _may_report(scope: Scope, plan: RemedyPlan, remedy: Remedy) -> Unit:
    """The unit, for whoever reports for it, and for the person whom the remedy names as long as he sees the unit's results."""
    own = scope.user_id is not None and remedy.owner_user_id == scope.user_id
    permission = Permission.RESULTS_READ if own else Permission.REMEDIES_PLAN
    return unit_for(scope, plan.participant.unit_id, permission)


def _values(plan: RemedyPlan, unit: Unit, remedy: Remedy, data: RemedyData) -> dict[str, object]:
    """The fields as they are kept; Invalid for an owner from outside the unit, or a day before the results were published.

    Whoever is named already may stay, also when he has left since: the page says so.
    """
    owners = owners_of(unit)
    if data.owner_user_id not in (None, remedy.owner_user_id, *owners.people):
        raise Invalid(
            _("Người chịu trách nhiệm phải là người đang công tác tại %(unit)s.") % {"unit": unit.name}
        )
    if data.owner_unit_id not in (None, remedy.owner_unit_id, *owners.divisions):
        raise Invalid(_("Phòng, đơn vị chịu trách nhiệm phải thuộc %(unit)s.") % {"unit": unit.name})
    if data.due_on is not None and data.due_on < plan.publication.issued_on:
        raise Invalid(
            _("Thời hạn khắc phục ở trước ngày công bố kết quả %(day)s.")
            % {"day": f"{plan.publication.issued_on:%d/%m/%Y}"}
        )
    return {
        "cause": checks.text(data.cause, _("nguyên nhân"), TEXT_LENGTH),
        "what": checks.text(data.what, _("việc cần làm"), TEXT_LENGTH),
        "owner_user_id": data.owner_user_id,
        "owner_unit_id": data.owner_unit_id,
        "due_on": data.due_on,
    }


def _story(remedy: Remedy) -> dict[str, object]:
    found = {name: getattr(remedy, name) for name in FIELDS}
    return {name: value for name, value in found.items() if value not in (None, "")}


def _record(
    scope: Scope,
    action: str,
    plan: RemedyPlan,
    remedy: Remedy,
    unit: Unit,
    before: dict[str, object] | None,
    after: dict[str, object],
    reason: str,
) -> None:
    label = f"{remedy.code} – {name_of(unit, plan.participant.round.year)}"
    record(scope, action, Subject("remedy", remedy.pk, label, unit.path), before, after, reason)
