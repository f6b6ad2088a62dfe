from django.db import migrations, models
from django.db.models.functions import Cast


def fill(apps, _editor):
    """Known indices at the ten places that are stored; the next scoring writes all digits."""
    scores = apps.get_model("parindex", "UnitScore").objects
    scores.filter(index__isnull=False).update(exact_index=Cast("index", models.CharField(max_length=40)))


class Migration(migrations.Migration):
    dependencies = [("parindex", "0002_process")]

    operations = [
        migrations.RemoveField(model_name="round", name="results_digest"),
        migrations.AddField(
            model_name="unitscore",
            name="exact_index",
            field=models.CharField(
                blank=True,
                help_text="the index with all its digits, which ranks are made from",
                max_length=40,
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
