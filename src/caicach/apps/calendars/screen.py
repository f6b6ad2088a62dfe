"""What this app adds to the shell: navigation, words for the audit trail, room for a file."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy

from caicach.platform import navigation
from caicach.platform.audit import labels
from caicach.platform.navigation import Section
from caicach.platform.uploads import limits

AUDIT_WORDS = {
    "calendar": gettext_lazy("Lịch làm việc"),
    "calendar.dispatch_entered": gettext_lazy("Nhập văn bản về lịch nghỉ"),
    "calendar.dispatch_withdrawn": gettext_lazy("Rút văn bản về lịch nghỉ"),
    "calendar.file_attached": gettext_lazy("Gắn tệp văn bản về lịch nghỉ"),
    "calendar.hours_entered": gettext_lazy("Nhập giờ làm việc của đơn vị"),
    "calendar.hours_withdrawn": gettext_lazy("Rút giờ làm việc của đơn vị"),
}


def register() -> None:
    """Called once when Django is ready."""
    navigation.register(
        navigation.Entry(Section.ADMINISTRATION, gettext_lazy("Lịch làm việc"), "calendars:home", order=940)
    )
    labels.register(AUDIT_WORDS)
    limits.allow("calendars:attach", lambda: settings.CAICACH_MAX_FILE)
