"""Who is reminded of which deadline, and when: apps register what is owed, this module tells it before and after the day.

Like `worklist`, but asked by a job for everybody at once, not by a page for one person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caicach.platform.access.scope import Scope
from caicach.platform.notices.actions import News, Words, notify

STEPS = (7, 3, 1, 0, -1, -3, -7)
"""Days before (negative: after) a deadline on which a reminder is given.

A step holds until the next one comes: a deadline that is set five days ahead is told at once, and a day on which no worker ran is
made up for. Each step is told once. What is owed earlier than the first step (working days before long holidays) is its first.
"""
LATEST = -13
"""So long after the deadline the last step holds; then silence."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What several people owe by a day that is not long past.

    `key` names the debt; `words` give what is owed, and what lacks with the way to it.
    """

    recipients: Collection[int]
    key: str
    due: dt.date
    words: Words
    url: str
    unit_path: str = ""


Provider = Callable[[dt.date], Iterable[Owed]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """Add a provider, once; called in an app's `ready`. It yields what is owed by days that are near the given one."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def step_of(due: dt.date, today: dt.date) -> int | None:
    """The step of STEPS that holds today for a deadline, None while it is far away and long after it."""
    left = (due - today).days
    if not LATEST <= left <= STEPS[0]:
        return None
    return min(step for step in STEPS if step >= max(left, STEPS[-1]))


def is_near(due: dt.date | None, today: dt.date) -> bool:
    """Whether a deadline is to be told of today."""
    return due is not None and step_of(due, today) is not None


def remind(scope: Scope, today: dt.date) -> int:
    """Tell everybody of the deadlines that are near; twice on a day, or by two workers, tells nobody twice."""
    return notify(scope, [_news(owed, today) for provider in _providers for owed in provider(today)])


def _news(owed: Owed, today: dt.date) -> News:
    early = (owed.due - today).days > STEPS[0]
    step = STEPS[0] if early else step_of(owed.due, today)
    if step is None:
        raise ValueError(f"{owed.key} was due on {owed.due}, long before {today}")

    def words() -> tuple[str, str]:
        what, way = owed.words()
        return _("%(what)s: %(when)s") % {"what": what, "when": in_words(owed.due, today)}, way

    kind = "deadline.passed" if owed.due < today else "deadline.near"
    key = f"{owed.key}:{owed.due.isoformat()}:{step}"
    return News(owed.recipients, kind, key, words, owed.url, owed.unit_path)


def in_words(due: dt.date, today: dt.date) -> str:
    """ "còn 3 ngày (hạn 30/11/2026)", "hạn cuối là hôm nay, 30/11/2026", "quá hạn 2 ngày (hạn 30/11/2026)"."""
    left = (due - today).days
    stated = {"count": abs(left), "due": f"{due:%d/%m/%Y}"}
    if left == 0:
        return _("hạn cuối là hôm nay, %(due)s") % stated
    if left > 0:
        return ngettext("còn %(count)s ngày (hạn %(due)s)", "còn %(count)s ngày (hạn %(due)s)", left) % stated
    return (
        ngettext("quá hạn %(count)s ngày (hạn %(due)s)", "quá hạn %(count)s ngày (hạn %(due)s)", -left)
        % stated
    )
