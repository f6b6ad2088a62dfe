"""The Django app of background work."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "caicach.platform.jobs"
    label = "jobs"
    verbose_name = _("Tác vụ nền")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from caicach.platform.jobs import Daily, every_day, jobs

        every_day(Daily("jobs.prune", 3, jobs.prune))
