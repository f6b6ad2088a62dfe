"""The account of a person. Posts, which give it rights, are kept by the app of units."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

USERNAME_PATTERN = r"[a-z0-9][a-z0-9._@+-]{1,149}"


class Language(models.TextChoices):
    VIETNAMESE = "vi", "Tiếng Việt"
    ENGLISH = "en", "English"


class Theme(models.TextChoices):
    AUTO = "auto", _("Theo thiết bị")
    LIGHT = "light", _("Sáng")
    DARK = "dark", _("Tối")


class User(AbstractUser):
    """A person who signs in. The login name is plain small letters, so that nobody has to guess how tone marks were typed."""

    first_name = None  # type: ignore[assignment]  # a Vietnamese name is one text, shown as it is written
    last_name = None  # type: ignore[assignment]
    username = models.CharField(
        _("tên đăng nhập"),
        max_length=150,
        unique=True,
        validators=[
            RegexValidator(
                rf"^{USERNAME_PATTERN}\Z",
                _(
                    "Tên đăng nhập chỉ gồm chữ thường không dấu, chữ số và các dấu . _ - @ +, ít nhất 2 ký tự."
                ),
            )
        ],
        error_messages={"unique": _("Tên đăng nhập này đã có người dùng.")},
    )
    display_name = models.CharField(_("họ và tên"), max_length=200)
    language = models.CharField(
        _("ngôn ngữ"), max_length=2, choices=Language.choices, default=Language.VIETNAMESE
    )
    theme = models.CharField(_("giao diện"), max_length=5, choices=Theme.choices, default=Theme.AUTO)
    must_change_password = models.BooleanField(_("phải đổi mật khẩu khi đăng nhập"), default=False)

    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("tài khoản")
        verbose_name_plural = _("tài khoản")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(username=Lower("username")),
                name="accounts_username_lower",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name
