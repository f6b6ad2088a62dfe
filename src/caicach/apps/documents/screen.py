"""What this app adds to the shell: navigation, search, words for the audit trail, room for large requests."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caicach.apps.documents import queries
from caicach.core.vietnamese import date_text
from caicach.platform import navigation, search
from caicach.platform.access import Permission, Scope
from caicach.platform.audit import labels
from caicach.platform.navigation import Section
from caicach.platform.search import Hit
from caicach.platform.uploads import limits

AUDIT_WORDS = {
    "document": gettext_lazy("Tài liệu minh chứng"),
    "document.added": gettext_lazy("Thêm tài liệu minh chứng"),
    "document.amended": gettext_lazy("Sửa thông tin tài liệu"),
    "document.withdrawn": gettext_lazy("Rút tài liệu minh chứng"),
}


def register() -> None:
    """Called once when Django is ready."""
    navigation.register(
        navigation.Entry(
            Section.INDEX,
            gettext_lazy("Kho minh chứng"),
            "documents:home",
            Permission.EVIDENCE_READ,
            order=210,
        )
    )
    search.register(find_documents)
    labels.register(AUDIT_WORDS)
    limits.allow("documents:add", lambda: settings.CAICACH_MAX_FILES)
    limits.allow("api:documents_add", lambda: settings.CAICACH_MAX_FILE)


def find_documents(scope: Scope, text: str, limit: int) -> Iterator[Hit]:
    """Documents by title, number, issuer or name of the file, with and without tone marks."""
    for document in queries.found_documents(scope, text, limit):
        day = date_text(document.issued_on) if document.issued_on else ""
        detail = " · ".join(part for part in (document.number, day, document.unit.name) if part)
        yield Hit(
            _("Tài liệu"),
            document.title,
            detail,
            reverse("documents:document", args=[document.year, document.pk]),
        )
