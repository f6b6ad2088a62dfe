"""What the import of dossiers of other systems adds to the shell: navigation, words for the trail, room for large files."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from caicach.platform import navigation
from caicach.platform.access import Permission
from caicach.platform.audit import labels
from caicach.platform.navigation import Section
from caicach.platform.uploads import limits

AUDIT_WORDS = {
    "dossier.import_sent": _("Gửi tệp hồ sơ của hệ thống khác"),
    "dossier.imported": _("Nhập hồ sơ từ hệ thống khác"),
    "dossier.import_stopped": _("Dừng nhập hồ sơ"),
    "dossier.import_continued": _("Tiếp tục nhập hồ sơ"),
    "dossier.import_discarded": _("Bỏ tệp hồ sơ chưa lưu"),
}


def register() -> None:
    """Called once when Django is ready."""
    labels.register(AUDIT_WORDS)
    for name in ("dossiers:imports", "api:dossiers_import"):
        limits.allow(name, lambda: settings.CAICACH_MAX_FILE)
    navigation.register(
        navigation.Entry(
            Section.ONE_STOP, _("Nhập hồ sơ"), "dossiers:imports", Permission.DOSSIERS_MANAGE, order=330
        )
    )
