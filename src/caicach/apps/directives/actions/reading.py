"""Who must read a directive, and when he has (CL-1: made known to all staff)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from caicach.apps.directives import checks, queries
from caicach.apps.directives.actions.common import KIND, locked, subject_of
from caicach.apps.directives.models import Directive, Reader
from caicach.apps.units import queries as units
from caicach.core.vietnamese import date_text
from caicach.platform import clock
from caicach.platform.access import Scope
from caicach.platform.audit.actions import record
from caicach.platform.errors import Conflict, Invalid
from caicach.platform.notices.actions import News, notify


@dataclass(frozen=True, slots=True)
class Asked:
    """People by their ids, and everybody with a post of `roles` at or below the unit; `due_on` is the last day to read."""

    user_ids: Collection[int] = ()
    roles: Collection[str] = ()
    due_on: dt.date | None = None


@transaction.atomic
def ask_readers(scope: Scope, directive_id: int, asked: Asked) -> int:
    """Ask people who work at or below the unit of the directive to read it, and tell them; returns how many are new."""
    one, unit = locked(scope, directive_id)
    if asked.due_on is not None and asked.due_on < scope.today:
        raise Invalid(
            _("Hạn đọc %(day)s đã qua.") % {"day": date_text(asked.due_on)},
            _("Hãy chọn hôm nay hoặc một ngày sau."),
        )
    chosen = queries.chosen_to_ask(scope, one, asked.user_ids, asked.roles)
    if not chosen:
        raise Invalid(_("Chưa chọn ai."), _("Hãy chọn người hoặc vị trí công tác phải đọc."))
    new = [each for each in chosen if not each.is_asked]
    now = clock.now()
    Reader.objects.bulk_create(
        Reader(
            directive=one,
            user_id=each.user_id,
            unit_id=each.unit_id,
            role=each.role.value,
            due_on=asked.due_on,
            asked_at=now,
            asked_by_id=scope.user_id,
        )
        for each in new
    )
    if new:
        after = {"readers": len(new), "due_on": asked.due_on}
        record(scope, "directive.readers_asked", subject_of(one, unit), None, after)
        notify(scope, [_news(one, unit.path, [each.user_id for each in new], asked.due_on)])
    return len(new)


@transaction.atomic
def release_reader(scope: Scope, directive_id: int, reader_id: int) -> None:
    """Somebody need not read it after all; who has read it stays."""
    one, unit = locked(scope, directive_id)
    found = one.readers.select_related("user").filter(pk=reader_id).first()
    if found is None or found.read_at is not None:
        raise Conflict(_("Người này đã đọc hoặc không còn trong danh sách."), _("Hãy tải lại trang."))
    record(scope, "directive.reader_released", subject_of(one, unit), {"reader": str(found.user)}, None)
    found.delete()


@transaction.atomic
def mark_read(scope: Scope, directive_id: int) -> Reader:
    """Whoever was asked says that he has read it; saying it again changes nothing."""
    one = queries.directive(scope, directive_id)
    checks.not_withdrawn(one)
    found = one.readers.select_for_update().filter(user_id=scope.user_id).first() if scope.user_id else None
    if found is None:
        raise Conflict(
            _("Anh/chị không có trong danh sách phải đọc văn bản này."), _("Không cần làm gì thêm.")
        )
    if found.read_at is None:
        found.read_at = clock.now()
        found.save(update_fields=["read_at"])
        unit = units.latest(one.unit_id)
        assert unit is not None
        record(scope, "directive.read", subject_of(one, unit), None, {"read_on": found.read_on})
    return found


def _news(one: Directive, path: str, people: list[int], due_on: dt.date | None) -> News:
    def words() -> tuple[str, str]:
        body = _("Văn bản phải đọc trước ngày %(day)s.") % {"day": date_text(due_on)} if due_on else ""
        return _("Cần đọc: %(title)s") % {"title": one.title}, body

    url = reverse("directives:directive", args=[one.year, one.pk])
    return News(people, "directive.to_read", f"{KIND}:{one.pk}:read", words, url, path)
