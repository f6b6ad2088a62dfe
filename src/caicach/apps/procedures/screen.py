"""What this app adds to the shell: navigation, search, what waits on the desk, words for the audit trail."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caicach.apps.procedures import queries
from caicach.core.procedures import State
from caicach.platform import navigation, search, worklist
from caicach.platform.access import Permission, Scope
from caicach.platform.audit import labels
from caicach.platform.navigation import Section
from caicach.platform.search import Hit
from caicach.platform.worklist import WorkItem

MOST_ITEMS = 20
AUDIT_WORDS = {
    "procedure": gettext_lazy("Thủ tục hành chính"),
    "procedure.announced": gettext_lazy("Công bố thủ tục hành chính"),
    "procedure.amended": gettext_lazy("Công bố sửa đổi thủ tục hành chính"),
    "procedure.repealed": gettext_lazy("Bãi bỏ thủ tục hành chính"),
    "procedure.corrected": gettext_lazy("Sửa chi tiết thủ tục hành chính"),
    "procedure_decision": gettext_lazy("Quyết định công bố thủ tục"),
    "procedure_decision.registered": gettext_lazy("Nhập quyết định công bố thủ tục"),
    "procedure_decision.file_attached": gettext_lazy("Gắn tệp của quyết định công bố"),
    "procedure_posting": gettext_lazy("Niêm yết thủ tục"),
    "procedure_posting.confirmed": gettext_lazy("Xác nhận niêm yết thủ tục"),
    "catalogue": gettext_lazy("Danh mục thủ tục hành chính"),
    "catalogue.imported": gettext_lazy("Nhập danh mục thủ tục hành chính"),
}


def register() -> None:
    """Called once when Django is ready."""
    for title, address, order in (
        (gettext_lazy("Thủ tục hành chính"), "procedures:catalogue", 310),
        (gettext_lazy("Công bố và niêm yết"), "procedures:decisions", 320),
    ):
        navigation.register(
            navigation.Entry(Section.ONE_STOP, title, address, Permission.PROCEDURES_READ, order=order)
        )
    search.register(find_procedures)
    worklist.register(postings_due)
    labels.register(AUDIT_WORDS)


def find_procedures(scope: Scope, text: str, limit: int) -> Iterator[Hit]:
    """Procedures in force today by name or code, with and without tone marks."""
    if not scope.may(Permission.PROCEDURES_READ):
        return
    for one in queries.found_procedures(scope, text, limit):
        detail = f"{one.procedure.code} · {one.field.name}"
        yield Hit(_("Thủ tục"), one.name, detail, reverse("procedures:procedure", args=[one.procedure_id]))


def postings_due(scope: Scope, year: int) -> Iterator[WorkItem]:
    """What the own unit has still to post (a risk once it is late); for the manager, where units of the locality are missing."""
    if not scope.may(Permission.PROCEDURES_POST) or (locality := queries.own_locality(scope)) is None:
        return
    rows = queries.overview(scope, locality.pk)
    for duty in [duty for row in reversed(rows) for duty in row.mine][:MOST_ITEMS]:
        yield WorkItem(
            _("Niêm yết thủ tục theo quyết định %(number)s") % {"number": duty.decision.number},
            duty.unit.name,
            reverse("procedures:post", args=[duty.decision.pk, duty.unit.pk]),
            "risk" if duty.worst is State.MISSING else "todo",
            due=duty.due,
        )
    if not scope.may(Permission.PROCEDURES_MANAGE, locality.path):
        return
    for one in [row for row in rows if row.missing][:MOST_ITEMS]:
        yield WorkItem(
            ngettext(
                "%(count)s đơn vị chưa niêm yết theo quyết định %(number)s",
                "%(count)s đơn vị chưa niêm yết theo quyết định %(number)s",
                one.missing,
            )
            % {"count": one.missing, "number": one.decision.number},
            one.decision.title,
            reverse("procedures:decision", args=[one.decision.pk]),
            "risk",
            due=one.due,
        )
