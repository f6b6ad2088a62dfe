"""The Django app of directives."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectivesConfig(AppConfig):
    name = "caicach.apps.directives"
    label = "directives"
    verbose_name = _("Văn bản chỉ đạo")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from caicach.apps.directives import screen

        screen.register()
