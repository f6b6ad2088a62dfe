"""Every change of the calendar: dispatches and hours are entered and withdrawn, never changed; each is one transaction,
leaves its trace, and tells every process that what it keeps is old.

No date that was promised moves by any of this (docs/decisions/working-time.md): it is listed before, and moved by an officer.
"""

from __future__ import annotations

import uuid
from typing import cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from caicach.apps.calendars import checks, queries
from caicach.apps.calendars.checks import DispatchData, HoursData
from caicach.apps.calendars.models import Dispatch, DispatchDay, Entered, Hours, HoursSeason, State
from caicach.apps.calendars.queries.clocks import STATE_ID
from caicach.apps.calendars.values import source_of
from caicach.apps.units.models import Unit
from caicach.core.vietnamese import date_text
from caicach.platform import clock, uploads
from caicach.platform.access import Scope
from caicach.platform.audit.actions import Subject, record
from caicach.platform.errors import Conflict
from caicach.platform.files import actions as files

__all__ = ["DispatchData", "HoursData", "attach", "enter", "set_hours", "withdraw", "withdraw_hours"]


@transaction.atomic
def enter(scope: Scope, data: DispatchData) -> Dispatch:
    """Enter a dispatch with its days for a unit and those below it; asks for CALENDAR_MANAGE there.

    A dispatch that it `replaces` is withdrawn by it. Conflict when the same dispatch stands there already.
    """
    unit = _locked(scope, data.unit_id)
    replaced = None if data.replaces is None else _dispatch_to_change(scope, data.replaces)
    fields = checks.dispatch(data, scope.today)
    changes = checks.changes(data, queries.calendar_without(unit, replaced), scope.today)
    found = Dispatch.objects.filter(
        unit=unit, number=fields["number"], issued_on=data.issued_on, withdrawn_at__isnull=True
    )
    if replaced is not None:
        found = found.exclude(pk=replaced.pk)
    if found.exists():
        raise Conflict(
            _("Văn bản %(number)s ngày %(day)s đã được nhập cho %(unit)s.")
            % {"number": fields["number"], "day": date_text(data.issued_on), "unit": unit.name},
            _("Nếu cần sửa, hãy nhập lại và chọn thay cho văn bản đã nhập."),
        )
    if replaced is not None:
        why = _("Thay bằng %(source)s.") % {"source": source_of(str(fields["number"]), data.issued_on)}
        _withdraw(scope, replaced, why)
    made = Dispatch(unit_id=unit.pk, entered_at=clock.now(), entered_by_id=scope.user_id, **fields)
    made.save(force_insert=True)
    DispatchDay.objects.bulk_create(
        DispatchDay(dispatch=made, day=one.day, kind=one.kind.value, name=one.name, pair=one.pair)
        for one in changes
    )
    if replaced is not None:
        replaced.replaced_by = made
        replaced.save(update_fields=["replaced_by"])
    _touch()
    days = ", ".join(f"{date_text(one.day)} {one.kind.value}" for one in changes)
    record(scope, "calendar.dispatch_entered", _of_dispatch(made, unit), None, {**fields, "days": days})
    return made


@transaction.atomic
def withdraw(scope: Scope, dispatch_id: int, reason: str) -> Dispatch:
    """Take a dispatch out of the calendar, with a reason; it stays and can be read."""
    found = _dispatch_to_change(scope, dispatch_id)
    _withdraw(scope, found, checks.reason(reason))
    _touch()
    return found


@transaction.atomic
def attach(scope: Scope, dispatch_id: int, sent: UploadedFile[bytes]) -> Dispatch:
    """Keep the file of a dispatch beside it; a file that is there already is not exchanged."""
    found = _dispatch_to_change(scope, dispatch_id)
    if found.file_id is not None:
        raise Conflict(
            _("Văn bản này đã có tệp “%(name)s”.") % {"name": found.file_name},
            _("Nếu tệp sai, hãy nhập lại văn bản và chọn thay cho văn bản này."),
        )
    upload = files.check(
        cast(uploads.File, sent), kinds=uploads.PAPERS | uploads.PICTURES, limit=settings.CAICACH_MAX_FILE
    )
    found.file = files.keep(upload)
    found.file_name = upload.name
    found.save(update_fields=["file", "file_name"])
    after = {"name": upload.name, "sha256": found.file.sha256}
    record(scope, "calendar.file_attached", _of_dispatch(found, found.unit), None, after)
    return found


@transaction.atomic
def set_hours(scope: Scope, data: HoursData) -> Hours:
    """Enter the hours of a unit from a day on; they hold for the units below it too, unless those have their own."""
    unit = _locked(scope, data.unit_id)
    checks.hours(data, queries.clock_of(unit.pk), scope.today)
    if Hours.objects.filter(unit=unit, since=data.since, withdrawn_at__isnull=True).exists():
        raise Conflict(
            _("%(unit)s đã có giờ làm việc áp dụng từ %(day)s.")
            % {"unit": unit.name, "day": date_text(data.since)},
            _("Hãy rút giờ làm việc đó trước, hoặc chọn ngày áp dụng khác."),
        )
    made = Hours(
        unit_id=unit.pk,
        since=data.since,
        basis=checks.text(data.basis, _("căn cứ"), 500, required=True),
        week=checks.weeks_of(data.week),
        same_day_until=data.same_day_until,
        entered_at=clock.now(),
        entered_by_id=scope.user_id,
    )
    made.save(force_insert=True)
    HoursSeason.objects.bulk_create(
        HoursSeason(hours=made, name=one.name, first=one.first, last=one.last, week=checks.weeks_of(one.week))
        for one in data.seasons
    )
    _touch()
    after = {"since": data.since, "basis": made.basis, "week": " | ".join(made.week)}
    record(scope, "calendar.hours_entered", _of_hours(made, unit), None, after)
    return made


@transaction.atomic
def withdraw_hours(scope: Scope, hours_id: int, reason: str) -> Hours:
    """Take hours out, with a reason: those before them, or those of the unit above, hold again."""
    unit_id = queries.hours_to_change(scope, hours_id).unit_id
    unit = _locked(scope, unit_id)
    found = queries.hours_to_change(scope, hours_id)
    _not_withdrawn(found)
    _mark(scope, found, checks.reason(reason))
    _touch()
    before = {"since": found.since, "basis": found.basis}
    record(scope, "calendar.hours_withdrawn", _of_hours(found, unit), before, None, found.withdrawn_reason)
    return found


def _locked(scope: Scope, unit_id: int) -> Unit:
    Unit.objects.select_for_update().filter(pk=unit_id).first()
    return queries.unit_to_change(scope, unit_id)


def _dispatch_to_change(scope: Scope, dispatch_id: int) -> Dispatch:
    found = queries.dispatch_to_change(scope, dispatch_id)
    _locked(scope, found.unit_id)
    found.refresh_from_db()
    _not_withdrawn(found)
    return found


def _not_withdrawn(entered: Entered) -> None:
    if entered.withdrawn_at is not None:
        raise Conflict(
            _("Mục này đã được rút ngày %(day)s.")
            % {"day": date_text(entered.withdrawn_at.astimezone(clock.VIETNAM).date())},
            _("Nếu vẫn cần, hãy nhập lại thành mục mới."),
        )


def _withdraw(scope: Scope, dispatch: Dispatch, reason: str) -> None:
    _mark(scope, dispatch, reason)
    before = {"number": dispatch.number, "issued_on": dispatch.issued_on, "title": dispatch.title}
    record(scope, "calendar.dispatch_withdrawn", _of_dispatch(dispatch, dispatch.unit), before, None, reason)


def _mark(scope: Scope, entered: Entered, reason: str) -> None:
    entered.withdrawn_at = clock.now()
    entered.withdrawn_by_id = scope.user_id
    entered.withdrawn_reason = reason
    entered.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])


def _touch() -> None:
    """Every process builds its clocks anew from here on."""
    State.objects.update_or_create(pk=STATE_ID, defaults={"token": uuid.uuid4()})


def _of_dispatch(dispatch: Dispatch, unit: Unit) -> Subject:
    return Subject("calendar", dispatch.pk, str(dispatch), _path(unit))


def _of_hours(hours: Hours, unit: Unit) -> Subject:
    return Subject("calendar", hours.pk, _("Giờ làm việc của %(unit)s") % {"unit": unit.name}, _path(unit))


def _path(unit: Unit) -> str:
    return getattr(unit, "path", None) or queries.path_of(unit.pk)
