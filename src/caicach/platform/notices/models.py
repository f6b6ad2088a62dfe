"""What was told to whom, how each person wants it by mail, and the mails themselves."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

TITLE_LENGTH = 300
BODY_LENGTH = 2000
KEY_LENGTH = 200
PATH_LENGTH = 200


class MailChoice(models.TextChoices):
    """How a person wants notices by mail."""

    DIGEST = "digest", _("Một thư tổng hợp mỗi sáng ngày làm việc")
    AT_ONCE = "at_once", _("Từng thông báo ngay khi có, và thư tổng hợp mỗi sáng")
    NEVER = "never", _("Không gửi thư")


class Notice(models.Model):
    """Something told to one person, in the language that he reads. `key` names the event: it is told to a person once.

    `unit_path` is the place in the tree that it speaks of; it is shown while a post of the reader reaches there, or stands in it.
    `url` lies within this system.
    """

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(_("loại"), max_length=60)
    key = models.CharField(max_length=KEY_LENGTH)
    title = models.CharField(_("tiêu đề"), max_length=TITLE_LENGTH)
    body = models.CharField(_("nội dung"), max_length=BODY_LENGTH, blank=True)
    url = models.CharField(max_length=500)
    unit_path = models.CharField(max_length=PATH_LENGTH, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("thông báo")
        verbose_name_plural = _("thông báo")
        constraints = [
            models.UniqueConstraint(fields=["recipient", "key"], name="notices_told_once"),
            models.CheckConstraint(
                condition=Q(url__startswith="/") & ~Q(url__startswith="//"), name="notices_url_within"
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="notices_of_person"),
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="notices_unread"),
            models.Index(fields=["read_at"], name="notices_to_prune"),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.key}"


class Preference(models.Model):
    """How a person wants notices by mail; without a row a digest."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_preference")
    mail = models.CharField(
        _("nhận thư"), max_length=10, choices=MailChoice.choices, default=MailChoice.DIGEST
    )
    changed_at = models.DateTimeField(help_text="what was told before is not mailed at once afterwards")

    class Meta:
        verbose_name = _("lựa chọn nhận thư")
        verbose_name_plural = _("lựa chọn nhận thư")

    def __str__(self) -> str:
        return f"{self.user_id} {self.mail}"


class Mail(models.Model):
    """One mail to one person; `key` is "digest:<day>" or "notice:<id>", so that none is sent twice.

    A mail is SENDING from before it is handed over until the server has answered. One that stays so belongs to a worker that was
    killed in between: whether it left nobody knows, and it is not sent again.
    """

    class State(models.TextChoices):
        SENDING = "sending", _("đang gửi")
        SENT = "sent", _("đã gửi")
        FAILED = "failed", _("gửi lỗi")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mails")
    key = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.SENDING)
    error = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(help_text="of the latest change of state")

    class Meta:
        verbose_name = _("thư")
        verbose_name_plural = _("thư")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notices_one_mail")]
        indexes = [models.Index(fields=["at"], name="notices_mails_to_prune")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.key} {self.state}"
