"""The Django app of the audit trail."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from caicach.platform import navigation
from caicach.platform.access.roles import Permission


class AuditConfig(AppConfig):
    name = "caicach.platform.audit"
    label = "audit"
    verbose_name = _("Nhật ký hệ thống")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        navigation.register(
            navigation.Entry(
                navigation.Section.ADMINISTRATION,
                _("Nhật ký hệ thống"),
                "audit:entries",
                Permission.AUDIT_READ,
                order=900,
            )
        )
