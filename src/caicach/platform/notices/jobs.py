"""The background work of notices: reminders of deadlines, mail, forgetting what is old."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from caicach.platform import clock
from caicach.platform.access.scope import Scope
from caicach.platform.jobs import job
from caicach.platform.notices import actions, deadlines, mailing

KEPT = dt.timedelta(days=180)


@job
def remind(day: str) -> None:
    """Tell everybody of the deadlines that are near or have passed."""
    today = dt.date.fromisoformat(day)
    with transaction.atomic():
        deadlines.remind(Scope.system("nhắc hạn", today), today)


@job
def digests(day: str) -> None:
    """On a working day a digest for everybody: a job each, so that the fault of one holds up nobody else."""
    if not mailing.is_working_day(dt.date.fromisoformat(day)):
        return
    with transaction.atomic():
        for user_id in mailing.readers().values_list("pk", flat=True):
            send_digest.enqueue(user_id, day)


@job
def send_digest(user_id: int, day: str) -> None:
    """The digest of one person."""
    mailing.send_digest(user_id, dt.date.fromisoformat(day))


@job
def mail_at_once() -> None:
    """A job for each notice whose reader wants it by mail at once."""
    with transaction.atomic():
        for notice_id in mailing.to_mail_at_once():
            mail_notice.enqueue(notice_id)


@job
def mail_notice(notice_id: int) -> None:
    """One notice by mail."""
    mailing.send_notice(notice_id)


@job
def prune(day: str) -> None:
    """Forget notices read more than KEPT ago, and that mails were sent so long ago. What nobody has read stays."""
    actions.forget(dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), clock.VIETNAM) - KEPT)
