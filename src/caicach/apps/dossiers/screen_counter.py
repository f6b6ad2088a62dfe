"""What the counter and the page of a dossier add to the shell: navigation, the worklist, search, room for scans."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.apps.dossiers import worklist as work
from caicach.apps.dossiers.queries import waiting
from caicach.platform import navigation, search, worklist
from caicach.platform.access import Permission, Scope
from caicach.platform.navigation import Section
from caicach.platform.search import Hit
from caicach.platform.uploads import limits


def register() -> None:
    """Called once when Django is ready."""
    receive = Permission.DOSSIERS_RECEIVE
    desk = navigation.Entry(
        Section.ONE_STOP, gettext_lazy("Quầy tiếp nhận"), "dossiers:counter", receive, 300
    )
    waiting_list = navigation.Entry(
        Section.ONE_STOP, gettext_lazy("Chờ tiếp nhận"), "dossiers:waiting", receive, 305
    )
    navigation.register(desk)
    navigation.register(waiting_list)
    worklist.register(work.items)
    search.register(find_dossier)
    for name in ("dossiers:counter", "dossiers:counter_group", "dossiers:act"):
        limits.allow(name, lambda: settings.CAICACH_MAX_FILES)


def find_dossier(scope: Scope, text: str, limit: int) -> Iterator[Hit]:
    """The dossier of a code."""
    found = waiting.by_code(scope, text)
    if found is not None:
        detail = f"{found.get_status_display()} · {found.unit.name}"
        yield Hit(_("Hồ sơ"), found.code, detail, reverse("dossiers:dossier", args=[found.pk]))
