"""What a mail says: the digest of a person's day, and a single notice; both as text and as HTML, in the person's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from caicach.platform import worklist
from caicach.platform.access.scope import Scope
from caicach.platform.accounts.models import User
from caicach.platform.notices import queries
from caicach.platform.notices.actions import one_line
from caicach.platform.notices.models import Notice
from caicach.platform.worklist import WorkItem

MOST_ITEMS = 30
"""Of each kind in one mail; the mail says how many more there are."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail without its address. `notices` are those that it tells."""

    subject: str
    text: str
    html: str
    notices: tuple[int, ...] = ()


def digest(scope: Scope, user: User, day: dt.date) -> Letter | None:
    """What waits for the person and the notices that are neither read nor mailed yet; None when there is nothing to say.

    Everything is read under the person's own scope, so the mail tells nothing that the screen would not.
    """
    with translation.override(user.language):
        items = [item for item in worklist.items(scope, day.year) if item.kind == "todo"]
        news = list(queries.unread(scope).filter(mailed_at__isnull=True))
        if not items and not news:
            return None
        context = _frame(user) | {
            "day": day,
            "items": [_item(item, day) for item in items[:MOST_ITEMS]],
            "more_items": max(0, len(items) - MOST_ITEMS),
            "news": [_notice(notice) for notice in news[:MOST_ITEMS]],
            "more_news": max(0, len(news) - MOST_ITEMS),
        }
        subject = _("Cải Cách %(day)s: %(items)s việc đang chờ, %(news)s thông báo mới") % {
            "day": f"{day:%d/%m/%Y}",
            "items": len(items),
            "news": len(news),
        }
        return _letter("digest", subject, context, tuple(notice.pk for notice in news))


def single(user: User, notice: Notice) -> Letter:
    """One notice."""
    with translation.override(user.language):
        context = _frame(user) | {"notice": _notice(notice)}
        return _letter("notice", f"Cải Cách: {notice.title}", context, (notice.pk,))


def absolute(path: str) -> str:
    """The address of a page as a reader outside of the system needs it."""
    return f"{settings.CAICACH_BASE_URL}{path}"


def _frame(user: User) -> dict[str, object]:
    return {
        "name": user.display_name,
        "home": absolute("/"),
        "all": absolute(reverse("notices:list")),
        "settings": absolute(reverse("notices:list") + "#nhan-thu"),
    }


def _item(item: WorkItem, day: dt.date) -> dict[str, str]:
    late = item.due is not None and item.due < day
    words = _("quá hạn, hạn %(due)s") if late else _("hạn %(due)s")
    return {
        "title": one_line(item.title),
        "detail": one_line(item.detail),
        "due": words % {"due": f"{item.due:%d/%m/%Y}"} if item.due else "",
        "url": absolute(item.url),
    }


def _notice(notice: Notice) -> dict[str, str]:
    return {"title": notice.title, "body": notice.body, "url": absolute(notice.url)}


def _letter(name: str, subject: str, context: Mapping[str, object], notices: tuple[int, ...]) -> Letter:
    text, html = (
        render_to_string(f"notices/mail/{name}.{form}", {**context, "subject": subject})
        for form in ("txt", "html")
    )
    return Letter(one_line(subject), text, html, notices)
