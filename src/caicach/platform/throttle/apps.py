"""The Django app of limits on attempts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThrottleConfig(AppConfig):
    name = "caicach.platform.throttle"
    label = "throttle"
    verbose_name = _("Giới hạn số lần thử")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from caicach.platform.jobs import Daily, every_day
        from caicach.platform.throttle import jobs

        every_day(Daily("throttle.forget", 3, jobs.forget))
