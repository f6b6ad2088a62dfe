"""What this app adds to the shell: navigation, search, the home page, years, words for the trail, room for files."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caicach.apps.directives import queries
from caicach.platform import navigation, search, worklist
from caicach.platform.access import Permission, Scope
from caicach.platform.audit import labels
from caicach.platform.fulltext import sources
from caicach.platform.navigation import Section
from caicach.platform.search import Hit
from caicach.platform.uploads import limits
from caicach.platform.worklist import WorkItem

AUDIT_WORDS = {
    "directive": gettext_lazy("Văn bản chỉ đạo"),
    "directive.registered": gettext_lazy("Vào sổ văn bản chỉ đạo"),
    "directive.reread": gettext_lazy("Đọc lại văn bản chỉ đạo"),
    "directive.taken_in": gettext_lazy("Đọc xong văn bản chỉ đạo"),
    "directive.unreadable": gettext_lazy("Không đọc được văn bản chỉ đạo"),
    "directive.reading_stopped": gettext_lazy("Dừng đọc văn bản chỉ đạo"),
    "directive.readings_picked": gettext_lazy("Chọn cách đọc chữ cũ"),
    "directive.readings_undone": gettext_lazy("Hoàn tác cách đọc chữ cũ"),
    "directive.amended": gettext_lazy("Sửa thông tin văn bản chỉ đạo"),
    "directive.confirmed": gettext_lazy("Xác nhận văn bản chỉ đạo"),
    "directive.withdrawn": gettext_lazy("Rút văn bản chỉ đạo"),
    "directive.linked": gettext_lazy("Ghi liên kết văn bản"),
    "directive.unlinked": gettext_lazy("Bỏ liên kết văn bản"),
    "directive.readers_asked": gettext_lazy("Yêu cầu đọc văn bản"),
    "directive.reader_released": gettext_lazy("Bỏ yêu cầu đọc văn bản"),
    "directive.read": gettext_lazy("Đã đọc văn bản"),
    "finding.confirmed": gettext_lazy("Xác nhận mục đọc từ văn bản"),
    "findings.confirmed": gettext_lazy("Xác nhận các mục đọc từ văn bản"),
    "finding.rejected": gettext_lazy("Bỏ mục đọc từ văn bản"),
    "finding.reopened": gettext_lazy("Hoàn tác quyết định về mục đọc từ văn bản"),
    "finding.merged": gettext_lazy("Gộp mục đọc từ văn bản"),
    "finding.mended": gettext_lazy("Sửa mục đọc từ văn bản"),
    "finding.added": gettext_lazy("Thêm mục vào văn bản"),
    "finding.linked": gettext_lazy("Gắn tiêu chí, thước đo"),
}
ENTRIES = (
    (100, gettext_lazy("Sổ văn bản chỉ đạo"), "directives:home"),
    (110, gettext_lazy("Chỉ tiêu được giao"), "directives:targets_home"),
    (120, gettext_lazy("Nhiệm vụ được giao"), "directives:tasks_home"),
)


def register() -> None:
    """Called once when Django is ready."""
    for order, title, url_name in ENTRIES:
        navigation.register(
            navigation.Entry(Section.PLANS, title, url_name, Permission.DIRECTIVES_READ, order)
        )
    search.register(find_directives)
    sources.register(queries.KIND, queries.texts)
    worklist.register(waiting)
    labels.register(AUDIT_WORDS)
    limits.allow("directives:add", lambda: settings.CAICACH_MAX_FILE)
    limits.allow("api:directives_add", lambda: settings.CAICACH_MAX_FILE)


def find_directives(scope: Scope, text: str, limit: int) -> Iterator[Hit]:
    """Directives by their words, with and without tone marks."""
    for one in queries.found_directives(scope, text, limit):
        detail = " · ".join(
            part for part in (one.number, one.date_words, one.issuer or one.unit.name) if part
        )
        yield Hit(
            _("Văn bản chỉ đạo"), one.title, detail, reverse("directives:directive", args=[one.year, one.pk])
        )


def waiting(scope: Scope, year: int) -> Iterator[WorkItem]:
    """Directives to be read, findings to be confirmed."""
    for reader in queries.to_read(scope):
        one = reader.directive
        url = reverse("directives:directive", args=[one.year, one.pk])
        yield WorkItem(
            _("Đọc văn bản: %(title)s") % {"title": one.title}, one.number, url, "todo", reader.due_on
        )
    for one, count in queries.to_confirm(scope):
        words = ngettext(
            "Xác nhận %(count)s mục đọc từ văn bản: %(title)s",
            "Xác nhận %(count)s mục đọc từ văn bản: %(title)s",
            count,
        )
        url = reverse("directives:compare", args=[one.year, one.pk])
        yield WorkItem(words % {"count": count, "title": one.title}, one.number, url, "todo")
