"""What becomes of a finding: confirmed, mended, rejected, taken in by the one before, linked; or added by hand.

Nothing enters a list or a plan that has not been confirmed. What was decided can be opened again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from caicach.apps.directives import checks, queries
from caicach.apps.directives.actions.common import Namesakes, locked, name_units, subject_of, unsettle
from caicach.apps.directives.actions.merging import give_back, take_in
from caicach.apps.directives.checks import TargetData, TaskData
from caicach.apps.directives.locating import NOWHERE, Span, item_at, line_at, located
from caicach.apps.directives.models import (
    Directive,
    Finding,
    FindingLink,
    LinkKind,
    Origin,
    Standing,
    Target,
    Task,
    UnitPart,
)
from caicach.apps.units.models import Unit
from caicach.platform import clock, yardsticks
from caicach.platform.access import Scope
from caicach.platform.audit.actions import record
from caicach.platform.errors import Conflict, Invalid


@transaction.atomic
def confirm(scope: Scope, finding_id: int, version: int) -> Finding:
    """A person says that it is read right. From now on it stands in the lists."""
    found, one, unit = _locked(scope, finding_id, version)
    _still_open(found)
    _decide(scope, found, Standing.CONFIRMED)
    record(scope, "finding.confirmed", subject_of(one, unit), None, _story(found))
    return found


@transaction.atomic
def confirm_many(scope: Scope, directive_id: int, versions: Mapping[int, int]) -> int:
    """Confirm the findings that were shown, by their ids with the versions that were seen; returns how many those are.

    Those that somebody has decided since are left as they are; Conflict when one has been changed.
    """
    one, unit = locked(scope, directive_id)
    found = _whole().select_for_update(of=("self",)).filter(directive=one, pk__in=versions).order_by("pk")
    waiting = [each for each in found if each.is_suggested]
    for each in waiting:
        checks.seen(versions[each.pk], each.version)
        _decide(scope, each, Standing.CONFIRMED)
    if waiting:
        stories = {str(each.pk): str(each.content) for each in waiting}
        record(scope, "findings.confirmed", subject_of(one, unit), None, stories)
    return len(waiting)


@transaction.atomic
def reject(scope: Scope, finding_id: int, version: int) -> Finding:
    """A person says that the words mean no such thing."""
    found, one, unit = _locked(scope, finding_id, version)
    _still_open(found)
    _decide(scope, found, Standing.REJECTED)
    record(scope, "finding.rejected", subject_of(one, unit), _story(found), None)
    return found


@transaction.atomic
def reopen(scope: Scope, finding_id: int, version: int) -> Finding:
    """Take a decision back: the finding waits again, and so does its directive; whichever had taken it in gives it back."""
    found, one, unit = _locked(scope, finding_id, version)
    if found.is_suggested:
        raise Conflict(_("Nội dung này đang chờ xác nhận, không có gì để hoàn tác."))
    before = {"standing": found.standing}
    taker = give_back(found, one)
    found.standing, found.decided_at, found.decided_by = Standing.SUGGESTED, None, None
    found.version += 1
    found.save(update_fields=["standing", "decided_at", "decided_by", "merged_into", "gave", "version"])
    unsettle(one)
    told = _story(found) | ({"given_back_by": taker.pk} if taker else {})
    record(scope, "finding.reopened", subject_of(one, unit), before, told)
    return found


@transaction.atomic
def merge(scope: Scope, finding_id: int, version: int) -> Finding:
    """Let the finding before, of the same kind, take this one in: its words reach to the end of these. Returns the one before."""
    found, one, unit = _locked(scope, finding_id, version)
    _still_open(found)
    earlier = (
        _whole()
        .select_for_update(of=("self",))
        .filter(directive=one, target__isnull=not found.is_target, start__lt=found.start)
        .exclude(standing=Standing.REJECTED)
        .order_by("-start", "-pk")
        .first()
    )
    if earlier is None:
        raise Invalid(
            _("Trước mục này không có mục cùng loại để gộp vào."),
            _("Hãy sửa mục này, hoặc bỏ nó nếu thừa."),
        )
    before = _story(earlier)
    take_in(earlier, found, one)
    _decide(scope, found, Standing.REJECTED)
    record(scope, "finding.merged", subject_of(one, unit), before, _story(earlier))
    return earlier


@transaction.atomic
def mend_target(scope: Scope, finding_id: int, version: int, data: TargetData) -> Finding:
    """Put a target right, and so confirm it."""
    values = checks.target(data)
    return _mended(scope, finding_id, version, values, {})


@transaction.atomic
def mend_task(scope: Scope, finding_id: int, version: int, data: TaskData) -> Finding:
    """Put a task right, and so confirm it; the offices that it names are looked for among the units of the locality."""
    return _mended(scope, finding_id, version, checks.task(data), _named(data))


@transaction.atomic
def add_target(scope: Scope, directive_id: int, data: TargetData, span: Span = NOWHERE) -> Finding:
    """A target that was not read, with the words that it stands on; it is confirmed by being typed."""
    return _added(scope, directive_id, Target(**checks.target(data)), span, {})


@transaction.atomic
def add_task(scope: Scope, directive_id: int, data: TaskData, span: Span = NOWHERE) -> Finding:
    """A task that was not read, as `add_target`."""
    return _added(scope, directive_id, Task(**checks.task(data)), span, _named(data))


@transaction.atomic
def link_to(scope: Scope, finding_id: int, version: int, keys: Collection[str]) -> Finding:
    """Link a finding to these leaves and measures and to no others; keys as `platform.yardsticks` has them."""
    found, one, unit = _locked(scope, finding_id, version)
    known = yardsticks.yardsticks(scope, one.year)
    kept = {link.key for link in found.links.all()}
    if unknown := [key for key in keys if key not in known and key not in kept]:
        raise Invalid(
            _("Không có tiêu chí hay thước đo “%(key)s” trong năm %(year)s.")
            % {"key": unknown[0], "year": one.year},
            _("Hãy chọn trong danh sách."),
        )
    before = {"links": sorted(kept)}
    found.links.exclude(pk__in=[link.pk for link in found.links.all() if link.key in keys]).delete()
    for key in sorted(set(keys) - kept):
        kind, group, code = key.split(":", 2)
        FindingLink.objects.create(finding=found, kind=LinkKind(kind), group=group, code=code)
    found.version += 1
    found.save(update_fields=["version"])
    record(scope, "finding.linked", subject_of(one, unit), before, {"links": sorted(keys)})
    return found


def _mended(
    scope: Scope, finding_id: int, version: int, values: dict[str, Any], named: Mapping[UnitPart, list[str]]
) -> Finding:
    found, one, unit = _locked(scope, finding_id, version)
    if found.is_target != ("operator" in values):
        raise Invalid(_("Chỉ tiêu không sửa thành nhiệm vụ được."), _("Hãy bỏ mục này và thêm mục mới."))
    before = _story(found)
    give_back(found, one)
    content = found.content
    content.merged_into = content.gave = None
    for field, value in values.items():
        setattr(content, field, value)
    content.standing, content.decided_at, content.decided_by_id = (
        Standing.CONFIRMED,
        clock.now(),
        scope.user_id,
    )
    content.version = found.version + 1
    content.save()
    name_units(content, named, Namesakes(scope, unit))
    record(scope, "finding.mended", subject_of(one, unit), before, _story(content))
    return content


def _added(
    scope: Scope, directive_id: int, new: Target | Task, span: Span, named: Mapping[UnitPart, list[str]]
) -> Finding:
    one, unit = locked(scope, directive_id)
    start, end = located(one.text, span)
    new.directive, new.origin = one, Origin.TYPED
    new.start, new.end, new.quote = start, end, one.text[start:end]
    new.line, new.item = line_at(one.text, start), item_at(one.text, start)
    new.standing, new.decided_at, new.decided_by_id = Standing.CONFIRMED, clock.now(), scope.user_id
    new.save(force_insert=True)
    name_units(new, named, Namesakes(scope, unit))
    record(scope, "finding.added", subject_of(one, unit), None, _story(new))
    return new


def _locked(scope: Scope, finding_id: int, version: int) -> tuple[Finding, Directive, Unit]:
    """The finding as it was seen, its directive and the unit of that, all locked, where the scope manages directives."""
    seen = queries.finding(scope, finding_id)
    one, unit = locked(scope, seen.directive_id)
    found = _whole().select_for_update(of=("self",)).get(pk=finding_id)
    checks.seen(version, found.version)
    return found, one, unit


def _whole() -> QuerySet[Finding]:
    return Finding.objects.select_related("target", "task")


def _still_open(found: Finding) -> None:
    if not found.is_suggested:
        raise Conflict(
            _("Mục này đã được quyết định: %(standing)s.") % {"standing": found.get_standing_display()},
            _("Hãy hoàn tác trước nếu muốn quyết định lại."),
        )


def _decide(scope: Scope, found: Finding, standing: Standing) -> None:
    found.standing, found.decided_at, found.decided_by_id = standing, clock.now(), scope.user_id
    found.version += 1
    found.save(update_fields=["standing", "decided_at", "decided_by", "merged_into", "gave", "version"])


def _named(data: TaskData) -> dict[UnitPart, list[str]]:
    return {
        UnitPart.LEADS: checks.names(data.leads, _("đơn vị chủ trì")),
        UnitPart.SUPPORTS: checks.names(data.supports, _("đơn vị phối hợp")),
    }


def _story(found: Finding) -> dict[str, object]:
    """What the trail says of a finding."""
    content = found if isinstance(found, Target | Task) else found.content
    told: dict[str, object] = {"finding": found.pk, "words": str(content), "deadline": content.deadline}
    if isinstance(content, Target):
        told |= {"operator": content.operator, "value": content.value, "unit": content.measured_in}
    return told
