"""The navigation of the screen: sections in their fixed order, entries that apps register.

A section stands on the screen only when the person may use at least one entry in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caicach.platform.access.roles import Permission
from caicach.platform.access.scope import Scope


class Section(StrEnum):
    """The work, not the modules; the order of this list is the order on the screen."""

    DESK = "desk"
    INDEX = "index"
    ONE_STOP = "one_stop"
    QUALITY = "quality"
    PLANS = "plans"
    CITIZENS = "citizens"
    INSPECTION = "inspection"
    REGISTERS = "registers"
    REPORTS = "reports"
    ADMINISTRATION = "administration"

    @property
    def label(self) -> str:
        return str(_SECTION_LABELS[self])


_SECTION_LABELS: dict[Section, Promise] = {
    Section.DESK: _("Bàn làm việc"),
    Section.INDEX: _("Chỉ số"),
    Section.ONE_STOP: _("Một cửa"),
    Section.QUALITY: _("Chất lượng phục vụ"),
    Section.PLANS: _("Kế hoạch và nhiệm vụ"),
    Section.CITIZENS: _("Người dân"),
    Section.INSPECTION: _("Kiểm tra"),
    Section.REGISTERS: _("Sổ theo dõi"),
    Section.REPORTS: _("Báo cáo"),
    Section.ADMINISTRATION: _("Quản trị"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that navigation offers. `permission` None: for everybody who is signed in. The URL takes no arguments.

    `also` names another such page: an entry that only leads on to the pages under its address stands for them too.
    """

    section: Section
    title: str | Promise
    url_name: str
    permission: Permission | None = None
    order: int = 100
    also: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as one person sees it on one page."""

    title: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A section with the links that the person may use; never empty."""

    section: Section
    title: str
    links: tuple[Link, ...]

    @property
    def is_current(self) -> bool:
        return any(link.is_current for link in self.links)


_entries: dict[str, Entry] = {}
_YEAR = re.compile(r"/\d{4}/")


def register(entry: Entry) -> None:
    """Offer a page; registering the same URL name again replaces the entry."""
    _entries[entry.url_name] = entry


def entries() -> tuple[Entry, ...]:
    """All entries in the order of the screen."""
    order = list(Section)
    return tuple(sorted(_entries.values(), key=lambda e: (order.index(e.section), e.order, e.url_name)))


def for_scope(scope: Scope, path: str) -> list[Group]:
    """The navigation of a person who is at `path`; the entry with the longest URL that `path` lies under is current."""
    if not scope.is_signed_in:
        return []
    allowed = [e for e in entries() if e.permission is None or scope.may(e.permission)]
    urls = {entry.url_name: reverse(entry.url_name) for entry in allowed}
    places = [(url, name) for name, url in urls.items()]
    places += [(reverse(entry.also), entry.url_name) for entry in allowed if entry.also]
    found = [(len(url), name) for url, name in places if _lies_under(path, url)]
    current = max(found, key=lambda one: one[0])[1] if found else None
    groups = []
    for section in Section:
        links = tuple(
            Link(str(e.title), urls[e.url_name], e.url_name == current)
            for e in allowed
            if e.section is section
        )
        if links:
            groups.append(Group(section, section.label, links))
    return groups


def _lies_under(path: str, url: str) -> bool:
    """Whether a page lies under an entry; the year in an address ("/chi-so/2026/dot/") belongs to no entry."""
    return _below(path, url) or _below(_YEAR.sub("/", path, count=1), url)


def _below(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url.rstrip("/") + "/"))
