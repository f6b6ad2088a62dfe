"""The Django app of remedies and consequences."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountabilityConfig(AppConfig):
    name = "caicach.apps.accountability"
    label = "accountability"
    verbose_name = _("Khắc phục và trách nhiệm")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from caicach.apps.accountability import screen

        screen.register()
