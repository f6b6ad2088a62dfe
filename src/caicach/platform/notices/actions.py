"""Telling people, and what they do with what they were told. Nothing of it is in the audit trail: it concerns nobody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from caicach.core.vietnamese import tidy
from caicach.platform import clock
from caicach.platform.access.scope import Scope
from caicach.platform.accounts.models import User
from caicach.platform.errors import Invalid
from caicach.platform.notices import queries
from caicach.platform.notices.models import (
    BODY_LENGTH,
    KEY_LENGTH,
    TITLE_LENGTH,
    Mail,
    MailChoice,
    Notice,
    Preference,
)

Words = Callable[[], tuple[str, str]]
"""Title and body in the language that is active when it is called."""


@dataclass(frozen=True, slots=True)
class News:
    """Something to be told to several people. `key` names the event; `url` is a path within this system.

    `unit_path` is the place that the news speaks of, "" for what has no place; see `Notice`.
    """

    recipients: Collection[int]
    kind: str
    key: str
    words: Words
    url: str
    unit_path: str = ""


def notify(scope: Scope, news: Iterable[News]) -> int:
    """Tell people of what happened; returns how many notices are new.

    Called in the transaction of what happened, which has authorised it. Whoever acts is not told of the own act, closed accounts
    are told nothing, and nobody is told twice of one `key`. Four queries, whatever the number of news (SQLite inserts in parts).
    """
    told = [one for one in news if one.recipients]
    wanted = {user_id for one in told for user_id in one.recipients} - {scope.user_id}
    if not wanted:
        return 0
    people = dict(User.objects.filter(pk__in=wanted, is_active=True).values_list("pk", "language"))
    known = set(
        Notice.objects.filter(recipient_id__in=people, key__in={one.key for one in told}).values_list(
            "recipient_id", "key"
        )
    )
    fresh = [
        notice
        for one in told
        for notice in _written(one, people)
        if (notice.recipient_id, notice.key) not in known
    ]
    if not fresh:
        return 0
    Notice.objects.bulk_create(fresh, ignore_conflicts=True)
    if Preference.objects.filter(mail=MailChoice.AT_ONCE, user_id__in=people).exists():
        from caicach.platform.notices import jobs  # they build on these actions

        jobs.mail_at_once.enqueue()
    return len(fresh)


def _written(news: News, people: dict[int, str]) -> Iterator[Notice]:
    """A notice for each of the people, in the language of each."""
    if not news.url.startswith("/") or news.url.startswith("//"):
        raise ValueError(f"the url of a notice lies within this system, unlike {news.url!r}")
    if len(news.key) > KEY_LENGTH:
        raise ValueError(f"the key of a notice is too long: {news.key!r}")
    now = clock.now()
    by_language: dict[str, tuple[str, str]] = {}
    for user_id in sorted(set(news.recipients) & set(people)):
        language = people[user_id]
        if language not in by_language:
            with translation.override(language):
                title, body = news.words()
            by_language[language] = one_line(title)[:TITLE_LENGTH], one_line(body)[:BODY_LENGTH]
        title, body = by_language[language]
        yield Notice(
            recipient_id=user_id,
            kind=news.kind,
            key=news.key,
            title=title,
            body=body,
            url=news.url,
            unit_path=news.unit_path,
            created_at=now,
        )


def one_line(text: str) -> str:
    """NFC on one line without control characters: what was typed by others becomes the subject of a mail."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in tidy(text)).split())


def mark_read(scope: Scope, notice_id: int) -> Notice:
    """One of the own notices has been read."""
    found = queries.notice(scope, notice_id)
    if found.read_at is None:
        found.read_at = clock.now()
        found.save(update_fields=["read_at"])
    return found


def mark_all_read(scope: Scope) -> int:
    """Everything that is shown has been read; returns how much that was."""
    return queries.own(scope).filter(read_at__isnull=True).update(read_at=clock.now())


def forget(before: dt.datetime) -> None:
    """Delete notices that were read, and what is known of mails that were sent, before a moment. What nobody has read stays."""
    Notice.objects.filter(read_at__lt=before).delete()
    Mail.objects.filter(at__lt=before).delete()


@transaction.atomic
def choose_mail(scope: Scope, choice: str) -> Preference:
    """How the person wants notices by mail from now on."""
    if choice not in MailChoice.values:
        raise Invalid(_("Không có cách nhận thư này."), _("Hãy chọn một trong các cách nhận thư được nêu."))
    found, _made = Preference.objects.update_or_create(
        user_id=queries.own_id(scope), defaults={"mail": choice, "changed_at": clock.now()}
    )
    return found
