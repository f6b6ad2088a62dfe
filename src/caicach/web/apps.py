"""The Django app of the screen's shell."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from caicach.platform import navigation
from caicach.platform.navigation import Entry, Section


class WebConfig(AppConfig):
    name = "caicach.web"
    label = "web"
    verbose_name = _("Giao diện")

    def ready(self) -> None:
        navigation.register(Entry(Section.DESK, _("Bàn làm việc"), "home"))
