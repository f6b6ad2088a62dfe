"""The Django app of units and people."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "caicach.apps.units"
    label = "units"
    verbose_name = _("Đơn vị và con người")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from caicach.apps.units import screen

        screen.register()
