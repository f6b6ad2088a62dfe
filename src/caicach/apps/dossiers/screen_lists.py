"""What the lists of dossiers add to the shell: their entry of the navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from caicach.platform import navigation
from caicach.platform.access import Permission
from caicach.platform.navigation import Section


def register() -> None:
    """Called once when Django is ready."""
    navigation.register(
        navigation.Entry(
            Section.ONE_STOP,
            gettext_lazy("Hồ sơ"),
            "dossiers:list",
            Permission.DOSSIERS_READ,
            order=120,
        )
    )
