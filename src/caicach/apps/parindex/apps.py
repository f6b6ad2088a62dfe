"""The Django app of the index."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParindexConfig(AppConfig):
    name = "caicach.apps.parindex"
    label = "parindex"
    verbose_name = _("Chỉ số cải cách hành chính")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from caicach.apps.parindex import screen

        screen.register()
