"""The Django app of dossiers at the one-stop counter."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DossiersConfig(AppConfig):
    name = "caicach.apps.dossiers"
    label = "dossiers"
    verbose_name = _("Hồ sơ một cửa")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from caicach.apps.dossiers import calendar_effects, measures, screen

        screen.register()
        calendar_effects.register()
        measures.register()
