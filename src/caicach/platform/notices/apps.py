"""The Django app of notices."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from caicach.platform import navigation


class NoticesConfig(AppConfig):
    name = "caicach.platform.notices"
    label = "notices"
    verbose_name = _("Thông báo")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from caicach.platform.jobs import Daily, every_day
        from caicach.platform.notices import jobs

        navigation.register(
            navigation.Entry(navigation.Section.DESK, _("Thông báo"), "notices:list", order=200)
        )
        every_day(Daily("notices.prune", 3, jobs.prune))
        every_day(Daily("notices.remind", 6, jobs.remind))
        every_day(Daily("notices.digests", 7, jobs.digests))
