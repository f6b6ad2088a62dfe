"""The Django app of stored files."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "caicach.platform.files"
    label = "files"
    verbose_name = _("Tệp lưu trữ")
    default_auto_field = "django.db.models.BigAutoField"
