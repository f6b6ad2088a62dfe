"""The Django app of the legal calendar and the hours of units."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarsConfig(AppConfig):
    name = "caicach.apps.calendars"
    label = "calendars"
    verbose_name = _("Lịch làm việc")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from caicach.apps.calendars import screen

        screen.register()
