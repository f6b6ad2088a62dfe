"""What the books add to the shell: navigation, words for the audit trail."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caicach.platform import navigation
from caicach.platform.access import Permission
from caicach.platform.audit import labels
from caicach.platform.navigation import Section

AUDIT_WORDS = {
    "book": _("Sổ theo dõi hồ sơ"),
    "book.closed": _("Khóa sổ"),
    "reported_total": _("Số liệu báo cáo"),
    "reported_total.entered": _("Nhập số liệu báo cáo"),
    "reported_total.withdrawn": _("Bỏ số liệu báo cáo"),
}


def register() -> None:
    """Called once when Django is ready."""
    navigation.register(
        navigation.Entry(
            Section.ONE_STOP, _("Sổ theo dõi"), "dossiers:books_home", Permission.DOSSIERS_READ, order=320
        )
    )
    labels.register(AUDIT_WORDS)
