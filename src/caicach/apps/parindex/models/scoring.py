"""Criteria sets, the rounds of each year, the facts of their units and the results made from them.

A criteria set is stored as its YAML document: the tree lives there and nowhere else. Facts hold the inputs as they were
stated, in the shape of the facts file. Results are computed by `core.parindex` and written here to be read quickly; they
can be made again from document and facts to the last digit.
"""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from caicach.apps.parindex.exact_json import ExactDecoder, ExactEncoder
from caicach.apps.units.models import Unit
from caicach.core.parindex.process import STAGE_WORDS, Stage

CODE_LENGTH = 40
# Ten decimals and four digits before them: exact on SQLite too, which keeps decimals as floating point.
DIGITS, PLACES = 14, 10
SMALLEST = Decimal(1).scaleb(-PLACES)
INDEX_LENGTH = 40
# Figures keep every digit they were stated with.


class Subject(models.TextChoices):
    """Whom a criteria set scores."""

    COMMUNE = "commune", _("Xã, phường, đặc khu")
    DISTRICT = "district", _("Huyện (lịch sử)")
    DEPARTMENT = "department", _("Sở, ban, ngành")


class IndexKind(models.TextChoices):
    """An index that a unit may have a target for."""

    PAR_INDEX = "par_index", _("Chỉ số CCHC")
    SATISFACTION = "satisfaction", _("Chỉ số hài lòng")


class FrameworkVersion(models.Model):
    """A version of a criteria set. Its document never changes once a round uses it.

    `locality` owns it; a set without one is shared by all localities of the installation.
    """

    locality = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="frameworks")
    code = models.CharField(_("mã bộ chỉ số"), max_length=CODE_LENGTH, unique=True)
    name = models.CharField(_("tên bộ chỉ số"), max_length=300)
    subject = models.CharField(_("đối tượng"), max_length=20, choices=Subject.choices)
    year = models.PositiveSmallIntegerField(_("năm áp dụng đầu tiên"))
    valid_from = models.DateField(_("hiệu lực từ"), null=True, blank=True)
    valid_to = models.DateField(_("hiệu lực đến"), null=True, blank=True)
    max_points = models.DecimalField(_("điểm tối đa"), max_digits=8, decimal_places=4)
    leaf_count = models.PositiveSmallIntegerField(_("số tiêu chí chấm điểm"))
    document = models.TextField(_("nội dung YAML"))
    digest = models.CharField(max_length=64, help_text="SHA-256 of the document")
    previous = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="next_versions")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("bộ chỉ số")
        verbose_name_plural = _("bộ chỉ số")
        ordering = ["subject", "-year", "code"]

    def __str__(self) -> str:
        return self.code


class FrameworkDraft(models.Model):
    """What somebody is making of a version, kept as typed even while its sums do not fit. `edition` counts its changes."""

    version = models.OneToOneField(FrameworkVersion, models.CASCADE, related_name="draft")
    text = models.TextField(_("nội dung YAML"))
    problems = models.PositiveSmallIntegerField(_("số lỗi"), default=0)
    edition = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("bản nháp bộ chỉ số")
        verbose_name_plural = _("bản nháp bộ chỉ số")

    def __str__(self) -> str:
        return f"{self.version_id}/{self.edition}"


class Round(models.Model):
    """A year's scoring of one kind of unit in one locality by one criteria set."""

    locality = models.ForeignKey(Unit, models.PROTECT, related_name="rounds")
    year = models.PositiveSmallIntegerField(_("năm"))
    subject = models.CharField(_("đối tượng"), max_length=20, choices=Subject.choices)
    framework = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="rounds")
    dates = models.JSONField(
        _("mốc ngày"), default=dict, blank=True, help_text="reference dates: code -> ISO date"
    )
    deadlines = models.JSONField(
        _("thời hạn"), default=dict, blank=True, help_text="deadlines of the process: part -> ISO date"
    )
    scored_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("đợt đánh giá")
        verbose_name_plural = _("đợt đánh giá")
        constraints = [
            models.UniqueConstraint(fields=["locality", "year", "subject"], name="parindex_one_round_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} {self.year}"


class Participant(models.Model):
    """A unit in a round, with all of its facts that do not belong to one leaf."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="participants")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="participations")
    block = models.CharField(_("khối xếp hạng"), max_length=CODE_LENGTH, blank=True)
    attributes = models.JSONField(default=dict, blank=True, encoder=ExactEncoder, decoder=ExactDecoder)
    not_applicable = models.JSONField(default=list, blank=True)
    bonus = models.JSONField(default=dict, blank=True, encoder=ExactEncoder, decoder=ExactDecoder)
    penalty = models.JSONField(default=dict, blank=True, encoder=ExactEncoder, decoder=ExactDecoder)
    last_year = models.JSONField(
        default=dict,
        blank=True,
        encoder=ExactEncoder,
        decoder=ExactDecoder,
        help_text="as stated in the facts; used where the round of the year before is not here",
    )
    not_ranked = models.CharField(_("lý do không xếp hạng"), max_length=300, blank=True)
    stage = models.CharField(
        _("bước"),
        max_length=20,
        choices=[(stage.value, STAGE_WORDS[stage].vi) for stage in Stage],
        default=Stage.SELF_SCORING.value,
    )
    stage_since = models.DateTimeField(null=True, blank=True)
    edition = models.PositiveSmallIntegerField(
        default=1,
        help_text="of the self-score: each time it is reopened, its layers and questions begin anew",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="parindex_unit_once_a_round")]

    def __str__(self) -> str:
        return f"{self.unit} {self.round}"


class Fact(models.Model):
    """The stated input of one leaf of one unit. `version` counts its changes: who saves states the one he saw.

    `measure` names what the system counted it by; "" where a person stated it, which no count overwrites.
    """

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="facts")
    code = models.CharField(_("mã tiêu chí"), max_length=CODE_LENGTH)
    inputs = models.JSONField(_("số liệu"), default=dict, encoder=ExactEncoder, decoder=ExactDecoder)
    source = models.CharField(_("nguồn"), max_length=300, blank=True)
    illustration = models.BooleanField(_("số liệu minh họa"), default=False)
    measure = models.CharField(_("số đo"), max_length=CODE_LENGTH, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("số liệu đầu vào")
        verbose_name_plural = _("số liệu đầu vào")
        constraints = [
            models.UniqueConstraint(fields=["participant", "code"], name="parindex_one_fact_a_leaf")
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.code}"


class UnitScore(models.Model):
    """A unit's index. `index` is empty while a leaf is missing; `rank` with the reason in `reasons`."""

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="score")
    points = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES)
    raw_points = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES)
    max_points = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES)
    bonus = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, default=0)
    penalty = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, default=0)
    index = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True)
    exact_index = models.CharField(
        max_length=INDEX_LENGTH,
        blank=True,
        help_text="the index with all its digits, which ranks are made from",
    )
    rank = models.PositiveSmallIntegerField(null=True)
    peers = models.PositiveSmallIntegerField(default=0)
    class_name = models.CharField(max_length=60, blank=True)
    class_name_en = models.CharField(max_length=60, blank=True)
    reasons = models.JSONField(default=list, help_text='[{"vi": ..., "en": ...}]')
    missing = models.PositiveSmallIntegerField(default=0, help_text="leaves without input or in error")
    digest = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of everything written of the unit"
    )

    def __str__(self) -> str:
        return f"{self.participant_id}: {self.index}"


class NodeScore(models.Model):
    """Points of one node of one unit. `position` is its place in the criteria set's printed order."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="nodes")
    code = models.CharField(max_length=CODE_LENGTH)
    position = models.PositiveSmallIntegerField()
    depth = models.PositiveSmallIntegerField()
    points = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True)
    max_points = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True)
    index = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True)
    status = models.CharField(max_length=20)
    policy = models.CharField(max_length=20, blank=True)
    flags = models.JSONField(default=list)
    reason = models.JSONField(null=True, help_text='{"vi": ..., "en": ...}')

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "code"], name="parindex_one_score_a_node")
        ]
        indexes = [
            models.Index(fields=["participant", "position"], name="parindex_nodes_in_order"),
            models.Index(fields=["code", "participant"], name="parindex_node_over_units"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.code}"


class Target(models.Model):
    """CL-0: what an index of a unit must reach in a year, and what it aims at."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="targets")
    year = models.PositiveSmallIntegerField(_("năm"))
    kind = models.CharField(_("chỉ số"), max_length=20, choices=IndexKind.choices)
    minimum = models.DecimalField(_("mức phải đạt (%)"), max_digits=5, decimal_places=2)
    strict = models.BooleanField(
        _("phải cao hơn mức này"), default=False, help_text="“trên 80 %” is not “từ 80 %”"
    )
    aim = models.DecimalField(_("mức phấn đấu (%)"), max_digits=5, decimal_places=2, null=True, blank=True)
    document = models.CharField(_("văn bản giao chỉ tiêu"), max_length=300)

    class Meta:
        verbose_name = _("chỉ tiêu")
        verbose_name_plural = _("chỉ tiêu")
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "kind"], name="parindex_one_target_a_year"),
            models.CheckConstraint(
                condition=Q(minimum__gte=0)
                & Q(minimum__lte=100)
                & (Q(aim__isnull=True) | Q(aim__gte=F("minimum"))),
                name="parindex_target_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.year} {self.kind}"
