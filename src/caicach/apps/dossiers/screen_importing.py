"""What the import of dossiers of other systems adds to the shell: its entry of the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from caicach.platform import navigation
from caicach.platform.access import Permission
from caicach.platform.navigation import Section


def register() -> None:
    """Called once when Django is ready."""
    navigation.register(
        navigation.Entry(
            Section.ONE_STOP, _("Nhập hồ sơ"), "dossiers:import", Permission.DOSSIERS_MANAGE, order=330
        )
    )
