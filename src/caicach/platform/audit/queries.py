"""Reading the audit trail: as a list with filters, as the history of one thing, and checking it.

An entry is filed under a unit (its path at that time). It is seen by whoever holds `audit.read` there; an entry of no unit, such
as one of the system's own commands, by whoever holds it at the top of a tree. Guarded kinds ask for one permission more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from caicach.platform.access.errors import NotFound
from caicach.platform.access.roles import Permission
from caicach.platform.access.scope import Scope
from caicach.platform.audit import guards
from caicach.platform.audit.models import Entry
from caicach.platform.audit.verification import Anchor, Problem, Verdict, verify
from caicach.platform.clock import VIETNAM

__all__ = [
    "Anchor",
    "Change",
    "Filter",
    "Page",
    "Problem",
    "Verdict",
    "actions_seen",
    "changes",
    "entries",
    "entry",
    "history",
    "verify",
]

PAGE = 50
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Filter:
    """What to look for; an empty field asks for nothing. Days are those of Vietnam, both ends included."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    subject_kind: str = ""
    subject_id: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, newest first. `older` is the `before` of the next page, None at the end."""

    entries: list[Entry]
    older: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """One value of an entry, before and after, as text; nested values have a path ("leaf.1.1.2.num")."""

    name: str
    before: str | None
    after: str | None

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


def entries(scope: Scope, wanted: Filter | None = None, before: int | None = None, limit: int = PAGE) -> Page:
    """A page of the trail: by number, so that a page stays the same while new entries come in."""
    limit = max(1, min(limit, LONGEST))
    rows = _filtered(_visible(scope), wanted or Filter())
    if before is not None:
        rows = rows.filter(sequence__lt=before)
    found = list(rows.order_by("-sequence")[: limit + 1])
    return Page(found[:limit], found[limit - 1].sequence if len(found) > limit else None)


def entry(scope: Scope, sequence: int) -> Entry:
    """One entry; `NotFound` outside the reach."""
    found = _visible(scope).filter(sequence=sequence).first()
    if found is None:
        raise NotFound(_("Không có bản ghi nhật ký %(n)s trong phạm vi của anh/chị.") % {"n": sequence})
    return found


def history(scope: Scope, kind: str, id: str | int, limit: int = 200) -> list[Entry]:
    """What was done to one thing, newest first."""
    rows = _visible(scope).filter(subject_kind=kind, subject_id=str(id))
    return list(rows.order_by("-sequence")[:limit])


def actions_seen(scope: Scope) -> list[str]:
    """The actions that occur, for the choice of the filter."""
    return sorted(_visible(scope).order_by().values_list("action", flat=True).distinct())


def changes(of: Entry) -> list[Change]:
    """The values of an entry side by side, in the order of their names."""
    before, after = dict(_flat(of.values_before)), dict(_flat(of.values_after))
    return [Change(name, before.get(name), after.get(name)) for name in sorted(before.keys() | after.keys())]


def _visible(scope: Scope) -> QuerySet[Entry]:
    scope.require(Permission.AUDIT_READ, what=_("nhật ký hệ thống"))
    inside = Q(pk__in=())
    for prefix in scope.reach(Permission.AUDIT_READ):
        if prefix == "":
            return Entry.objects.all()
        inside |= Q(unit_path__startswith=prefix)
        if prefix.count("/") == 1:
            inside |= Q(unit_path="")
    rows = Entry.objects.filter(inside)
    for kind, permission in guards.guarded():
        rows = rows.filter(~Q(subject_kind=kind) | _under(scope.reach(permission)))
    return rows


def _under(prefixes: tuple[str, ...]) -> Q:
    found = Q(pk__in=())
    for prefix in prefixes:
        found |= Q(unit_path__startswith=prefix)
    return found


def _filtered(rows: QuerySet[Entry], wanted: Filter) -> QuerySet[Entry]:
    if wanted.actor:
        rows = rows.filter(Q(actor=wanted.actor) | Q(actor_name__icontains=wanted.actor))
    if wanted.action:
        rows = rows.filter(action=wanted.action)
    if wanted.subject:
        rows = rows.filter(Q(subject_label__icontains=wanted.subject) | Q(subject_id=wanted.subject))
    if wanted.subject_kind:
        rows = rows.filter(subject_kind=wanted.subject_kind)
    if wanted.subject_id:
        rows = rows.filter(subject_id=wanted.subject_id)
    if wanted.since:
        rows = rows.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=_midnight(wanted.until) + dt.timedelta(days=1))
    return rows


def _midnight(day: dt.date) -> dt.datetime:
    within = min(max(day, dt.date(1900, 1, 1)), dt.date(9000, 1, 1))  # the ends of the calendar have no UTC
    return dt.datetime.combine(within, dt.time(), VIETNAM)


def _flat(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    match value:
        case dict() if value:
            for name, item in value.items():
                yield from _flat(item, f"{path}.{name}" if path else name)
        case list() if value and any(isinstance(item, dict | list) for item in value):
            for number, item in enumerate(value, 1):
                yield from _flat(item, f"{path}.{number}")
        case _ if path:
            yield path, _shown(value)


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case True:
            return _("có")
        case False:
            return _("không")
        case list() | dict():
            return ", ".join(_shown(item) for item in value)
    return str(value)
