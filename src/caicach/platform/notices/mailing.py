"""Sending: each mail once, under the scope of whoever gets it, and the fault of one kept beside it."""

from __future__ import annotations

import datetime as dt
from email.utils import make_msgid
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F, Q, QuerySet

from caicach.core.worktime import calendar
from caicach.platform import clock
from caicach.platform.access.loading import scope_of
from caicach.platform.access.scope import Scope
from caicach.platform.accounts.models import User
from caicach.platform.notices import letters, queries
from caicach.platform.notices.letters import Letter
from caicach.platform.notices.models import Mail, MailChoice, Notice

ERROR_LENGTH = 500
_log = structlog.get_logger("caicach.mail")


def is_working_day(day: dt.date) -> bool:
    """By the decreed calendar; a year whose days off are not known yet has its weekends off."""
    try:
        return calendar.decreed().is_working(day)
    except calendar.UnknownYear:
        return day.weekday() < 5


def readers() -> QuerySet[User]:
    """The people who may get mail: active, with an address, and not against it."""
    silent = Q(notice_preference__mail=MailChoice.NEVER)
    return User.objects.filter(is_active=True).exclude(email="").exclude(silent).order_by("pk")


def to_mail_at_once() -> list[int]:
    """The unread notices that wait to be mailed by themselves: those since their reader has chosen so."""
    choice = "recipient__notice_preference"
    found = Notice.objects.filter(
        recipient__in=readers(),
        read_at__isnull=True,
        mailed_at__isnull=True,
        created_at__gte=F(f"{choice}__changed_at"),
        **{f"{choice}__mail": MailChoice.AT_ONCE},
    )
    return list(found.order_by("pk").values_list("pk", flat=True))


def send_digest(user_id: int, day: dt.date) -> bool:
    """The digest of a day to a person, once; returns whether a mail left now. Raises what the mail server says."""
    found = _reader(user_id)
    if found is None:
        return False
    user, scope = found
    letter = letters.digest(scope, user, day)
    return letter is not None and _send(user, f"digest:{day.isoformat()}", letter)


def send_notice(notice_id: int) -> bool:
    """One notice to its reader, once, unless it has been read or mailed meanwhile; returns whether a mail left now."""
    notice = Notice.objects.filter(pk=notice_id, read_at__isnull=True, mailed_at__isnull=True).first()
    found = _reader(notice.recipient_id) if notice is not None else None
    if notice is None or found is None:
        return False
    user, scope = found
    if not queries.own(scope).filter(pk=notice.pk).exists():
        return False
    return _send(user, f"notice:{notice.pk}", letters.single(user, notice))


def _reader(user_id: int) -> tuple[User, Scope] | None:
    """The person with the scope of today; None for whoever gets no mail. Somebody without a post has nothing to be told."""
    user = readers().filter(pk=user_id).first()
    scope = scope_of(user, clock.today()) if user is not None else None
    return (user, scope) if user is not None and scope is not None and scope.posts else None


def _send(user: User, key: str, letter: Letter) -> bool:
    mail = _claimed(user, key)
    if mail is None:
        return False
    try:
        _message(user, letter).send()
    except Exception as fault:
        Mail.objects.filter(pk=mail.pk).update(
            state=Mail.State.FAILED, error=f"{type(fault).__name__}: {fault}"[:ERROR_LENGTH], at=clock.now()
        )
        raise
    now = clock.now()
    Mail.objects.filter(pk=mail.pk).update(state=Mail.State.SENT, error="", at=now)
    Notice.objects.filter(pk__in=letter.notices).update(mailed_at=now)
    _log.info("mail sent", user=user.pk, key=key, notices=len(letter.notices))
    return True


def _claimed(user: User, key: str) -> Mail | None:
    """The mail, for one worker only; None when it was sent, is being sent, or was cut off while being sent."""
    mail, is_new = Mail.objects.get_or_create(user=user, key=key, defaults={"at": clock.now()})
    if is_new:
        return mail
    failed = Mail.objects.filter(pk=mail.pk, state=Mail.State.FAILED)
    return mail if failed.update(state=Mail.State.SENDING, at=clock.now()) else None


def _message(user: User, letter: Letter) -> EmailMultiAlternatives:
    host = urlsplit(settings.CAICACH_BASE_URL).hostname or "localhost"
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        settings.DEFAULT_FROM_EMAIL,
        [user.email],
        # Tells programs not to answer; the identifier is made here because Django's would name the machine.
        headers={"Auto-Submitted": "auto-generated", "Message-ID": make_msgid(domain=host)},
    )
    message.attach_alternative(letter.html, "text/html")
    return message
