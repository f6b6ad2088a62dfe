"""The Django app of the search over texts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FulltextConfig(AppConfig):
    name = "caicach.platform.fulltext"
    label = "fulltext"
    verbose_name = _("Tìm trong toàn văn")
    default_auto_field = "django.db.models.BigAutoField"
