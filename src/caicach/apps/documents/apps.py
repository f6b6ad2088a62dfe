"""The Django app of documents and evidence."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "caicach.apps.documents"
    label = "documents"
    verbose_name = _("Kho minh chứng")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from caicach.apps.documents import screen

        screen.register()
