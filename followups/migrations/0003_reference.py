from django.db import migrations

from followups.reference import STANDARD


def load(apps, schema_editor):
    cadence = apps.get_model("followups", "Cadence").objects.create(name="After release")
    apps.get_model("followups", "CadencePoint").objects.bulk_create(
        apps.get_model("followups", "CadencePoint")(
            cadence=cadence, days_after=days_after, title=title, asks=asks, is_critical=is_critical
        )
        for days_after, title, asks, is_critical in STANDARD
    )


class Migration(migrations.Migration):
    dependencies = [("followups", "0002_walls")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
