import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0003_submission"),
        ("units", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportedTotal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                ("month", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="tháng")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("received", "Hồ sơ tiếp nhận"),
                            ("settled", "Hồ sơ đã giải quyết"),
                            ("late", "Trong đó quá hạn"),
                        ],
                        max_length=20,
                        verbose_name="số liệu",
                    ),
                ),
                ("value", models.PositiveIntegerField(verbose_name="số báo cáo")),
                ("source", models.CharField(max_length=300, verbose_name="báo cáo")),
                ("entered_at", models.DateTimeField(verbose_name="nhập lúc")),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="units.unit"
                    ),
                ),
            ],
            options={
                "verbose_name": "số liệu báo cáo",
                "verbose_name_plural": "số liệu báo cáo",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "year", "month", "kind", "source"),
                        name="dossiers_total_of_a_month_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("month__isnull", True)),
                        fields=("unit", "year", "kind", "source"),
                        name="dossiers_total_of_a_year_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("month__isnull", True),
                            models.Q(("month__gte", 1), ("month__lte", 12)),
                            _connector="OR",
                        ),
                        name="dossiers_total_of_a_month",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="dossiers_total_with_source"
                    ),
                ],
            },
        ),
    ]
