"""Sessions of the council keep the units that they approved; those of old ones are read from the trail, by name."""

import json

from django.db import migrations, models


def read_from_the_trail(apps, schema_editor):
    Session = apps.get_model("parindex", "Session")
    Participant = apps.get_model("parindex", "Participant")
    Entry = apps.get_model("audit", "Entry")
    for session in Session.objects.all():
        rows = Entry.objects.filter(
            action="council.approved", subject_kind="round", subject_id=str(session.round_id)
        )
        told = [json.loads(text) for text in rows.values_list("after", flat=True) if text]
        names = {
            name for one in told if one.get("minutes") == session.number for name in one.get("units", ())
        }
        session.units.set(Participant.objects.filter(round_id=session.round_id, unit__name__in=names))


class Migration(migrations.Migration):
    dependencies = [("parindex", "0004_leaf_work"), ("audit", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="session",
            name="units",
            field=models.ManyToManyField(
                related_name="sessions", to="parindex.participant", verbose_name="đơn vị được phê duyệt"
            ),
        ),
        migrations.RunPython(read_from_the_trail, migrations.RunPython.noop),
    ]
