"""Units, their place in the tree through time, the posts in them and the notices that assign responsibility.

Nothing here is overwritten by the passing of time: a unit that ends keeps its row and gets a last day, a unit that moves
gets a new placement, a unit that is renamed leaves its former name behind. All ends (`valid_to`) are inclusive: the last day
on which the row holds. The rules that span rows are kept by `actions`.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caicach.platform.access.roles import Role

PATH_LENGTH = 200
NAME_LENGTH = 200
CODE_LENGTH = 32


class Kind(models.TextChoices):
    """What a unit is in the tree."""

    PROVINCE = "province", _("Tỉnh, thành phố")
    DEPARTMENT = "department", _("Sở, ban, ngành")
    DISTRICT = "district", _("Huyện, quận (đến 30/6/2025)")
    COMMUNE = "commune", _("Xã, phường, đặc khu")
    SERVICE_CENTRE = "service_centre", _("Trung tâm phục vụ hành chính công")
    DIVISION = "division", _("Phòng, ban, đơn vị trực thuộc")


class Subkind(models.TextChoices):
    """What a commune is; the township (thị trấn) ended with the districts."""

    XA = "xa", _("Xã")
    PHUONG = "phuong", _("Phường")
    DAC_KHU = "dac_khu", _("Đặc khu")
    THI_TRAN = "thi_tran", _("Thị trấn (đến 30/6/2025)")


TERRITORIAL = (Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE)
"""Kinds whose `code` is the official one of the statistics office and hence unique among the units in force."""


class Unit(models.Model):
    """An organisation. `code` is official and text ("07900"), `identification_code` that of electronic exchange ("H44.100")."""

    kind = models.CharField(_("loại đơn vị"), max_length=20, choices=Kind.choices)
    subkind = models.CharField(_("loại đơn vị cấp xã"), max_length=20, choices=Subkind.choices, blank=True)
    code = models.CharField(_("mã đơn vị"), max_length=CODE_LENGTH, blank=True)
    identification_code = models.CharField(_("mã định danh"), max_length=CODE_LENGTH, blank=True)
    name = models.CharField(_("tên đơn vị"), max_length=NAME_LENGTH)
    short_name = models.CharField(_("tên ngắn"), max_length=NAME_LENGTH, blank=True)
    sort_key = models.CharField(max_length=700, editable=False)
    folded = models.CharField(max_length=1000, editable=False, db_index=True)
    valid_from = models.DateField(_("hoạt động từ"))
    valid_to = models.DateField(_("hoạt động đến"), null=True, blank=True)

    path: str  # of the day that a query was made for, see `queries.standing`
    parent_id: int | None

    class Meta:
        verbose_name = _("đơn vị")
        verbose_name_plural = _("đơn vị")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="units_unit_named"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="units_unit_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(subkind="") | Q(kind=Kind.COMMUNE), name="units_subkind_of_commune"
            ),
            models.UniqueConstraint(
                fields=["identification_code"],
                condition=~Q(identification_code=""),
                name="units_identification_code",
            ),
            models.UniqueConstraint(
                fields=["kind", "code"],
                condition=~Q(code="") & Q(valid_to__isnull=True, kind__in=TERRITORIAL),
                name="units_official_code_in_force",
            ),
        ]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="units_in_order"),
            models.Index(fields=["kind", "sort_key", "id"], name="units_of_kind_in_order"),
            models.Index(fields=["code"], name="units_by_code"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """The name in the year that the query was made for (see `queries.units_of_year`), else the name of today."""
        return getattr(self, "name_then", None) or self.name

    @property
    def shown_subkind(self) -> str:
        """The subkind in the year that the query was made for, else that of today."""
        then = getattr(self, "subkind_then", None)
        return self.subkind if then is None else then


class FormerName(models.Model):
    """What a unit was called, and what kind of commune it was, until the day `until`."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="former_names")
    name = models.CharField(_("tên đơn vị"), max_length=NAME_LENGTH)
    short_name = models.CharField(_("tên ngắn"), max_length=NAME_LENGTH, blank=True)
    subkind = models.CharField(_("loại đơn vị cấp xã"), max_length=20, choices=Subkind.choices, blank=True)
    until = models.DateField(_("đến hết ngày"))
    basis = models.TextField(_("căn cứ"), blank=True)

    class Meta:
        verbose_name = _("tên cũ")
        verbose_name_plural = _("tên cũ")
        constraints = [models.UniqueConstraint(fields=["unit", "until"], name="units_one_name_at_a_time")]

    def __str__(self) -> str:
        return self.name


class Placement(models.Model):
    """Where a unit stands in the tree for a time. `path` holds the ids from the top down to the unit itself ("12/345/")."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="child_placements", null=True, blank=True)
    path = models.CharField(max_length=PATH_LENGTH, db_index=True)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)

    class Meta:
        verbose_name = _("vị trí trong hệ thống tổ chức")
        verbose_name_plural = _("vị trí trong hệ thống tổ chức")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="units_placement_ends_after_start",
            ),
            models.CheckConstraint(condition=~Q(unit=F("parent")), name="units_not_own_parent"),
            models.CheckConstraint(condition=Q(path__endswith="/"), name="units_path_ends_in_slash"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to__isnull=True), name="units_one_placement_in_force"
            ),
            models.UniqueConstraint(fields=["unit", "valid_from"], name="units_one_placement_at_a_time"),
        ]
        indexes = [models.Index(fields=["parent", "valid_to"], name="units_children")]

    def __str__(self) -> str:
        return self.path


class Succession(models.Model):
    """One unit went into another, in full or in part. `weight` is the share of the predecessor (0 to 1) where a text says it."""

    class Part(models.TextChoices):
        FULL = "full", _("toàn bộ")
        PARTIAL = "partial", _("một phần")

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions_out")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="successions_in")
    part = models.CharField(_("phần nhập vào"), max_length=10, choices=Part.choices)
    weight = models.DecimalField(_("tỷ lệ"), max_digits=9, decimal_places=8, null=True, blank=True)
    basis = models.TextField(_("căn cứ"), blank=True)

    class Meta:
        verbose_name = _("quan hệ kế thừa")
        verbose_name_plural = _("quan hệ kế thừa")
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="units_one_succession"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="units_not_own_successor"),
            models.CheckConstraint(
                condition=Q(weight__isnull=True) | Q(weight__gt=0, weight__lte=1),
                name="units_weight_is_share",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Post(models.Model):
    """A person works in a unit in a role for a time; `fields` are the agencies' codes that an appraiser is bound to.

    `sort_key` and `folded` are those of the person's name, which the table of accounts does not keep.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    role = models.CharField(_("vai trò"), max_length=30)
    fields = models.JSONField(_("lĩnh vực"), default=list, blank=True)
    title = models.CharField(_("chức danh"), max_length=NAME_LENGTH, blank=True)
    sort_key = models.CharField(max_length=700, editable=False)
    folded = models.CharField(max_length=1000, editable=False)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)

    path: str  # of the unit, on the day that a query was made for

    class Meta:
        verbose_name = _("vị trí công tác")
        verbose_name_plural = _("vị trí công tác")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="units_post_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "role"],
                condition=Q(valid_to__isnull=True),
                name="units_one_post_in_force",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "valid_to"], name="units_posts_of_user"),
            models.Index(fields=["unit", "valid_to"], name="units_posts_of_unit"),
            models.Index(fields=["sort_key", "id"], name="units_posts_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.unit_id}"

    @property
    def role_label(self) -> str:
        return Role(self.role).label


class ResponsibilityNotice(models.Model):
    """The numbered notice ("12/TB-UBND") by which a unit says who answers for what, from a day to a day."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="notices")
    number = models.CharField(_("số, ký hiệu"), max_length=50)
    date = models.DateField(_("ngày ban hành"))
    title = models.CharField(_("trích yếu"), max_length=500, blank=True)
    valid_from = models.DateField(_("hiệu lực từ"))
    valid_to = models.DateField(_("hiệu lực đến"), null=True, blank=True)

    class Meta:
        verbose_name = _("thông báo phân công")
        verbose_name_plural = _("thông báo phân công")
        constraints = [
            models.CheckConstraint(condition=~Q(number=""), name="units_notice_numbered"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="units_notice_ends_after_start",
            ),
            models.UniqueConstraint(fields=["unit", "number", "date"], name="units_one_notice_of_a_number"),
        ]
        indexes = [models.Index(fields=["unit", "valid_from"], name="units_notices_of_unit")]

    def __str__(self) -> str:
        return self.number


class Responsibility(models.Model):
    """A node of the criteria set of `subject` (area, criterion or leaf, by its printed code) and who answers for it."""

    class Subject(models.TextChoices):
        COMMUNE = "commune", _("bộ chỉ số cấp xã")
        DEPARTMENT = "department", _("bộ chỉ số sở, ngành")
        DISTRICT = "district", _("bộ chỉ số cấp huyện")

    class Part(models.TextChoices):
        LEAD = "lead", _("chủ trì")
        SUPPORT = "support", _("phối hợp")

    notice = models.ForeignKey(ResponsibilityNotice, models.CASCADE, related_name="responsibilities")
    node_code = models.CharField(_("mã tiêu chí"), max_length=CODE_LENGTH)
    subject = models.CharField(_("bộ chỉ số"), max_length=20, choices=Subject.choices)
    holder_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="responsibilities",
        null=True,
        blank=True,
        verbose_name=_("phòng, đơn vị"),
    )
    holder_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="responsibilities",
        null=True,
        blank=True,
        verbose_name=_("người"),
    )
    part = models.CharField(_("vai trò"), max_length=10, choices=Part.choices, default=Part.LEAD)

    still_here: bool  # see `queries.who_answers`

    class Meta:
        verbose_name = _("phân công")
        verbose_name_plural = _("phân công")
        constraints = [
            models.CheckConstraint(
                condition=Q(holder_unit__isnull=False) | Q(holder_user__isnull=False),
                name="units_somebody_answers",
            ),
            models.UniqueConstraint(
                fields=["notice", "subject", "node_code"],
                condition=Q(part="lead"),
                name="units_one_lead_for_a_node",
            ),
        ]
        indexes = [models.Index(fields=["node_code", "notice"], name="units_who_answers")]

    def __str__(self) -> str:
        return self.node_code
