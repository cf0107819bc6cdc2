from django.db import migrations

from followups.reference import CLOCKS, MEASURED, TRACKS, points_of


def load(apps, schema_editor):
    Cadence, Point = apps.get_model("followups", "Cadence"), apps.get_model("followups", "CadencePoint")
    for track, supervision in TRACKS.items():
        for risk, (again, supervisor, head) in CLOCKS.items():
            cadence = Cadence.objects.create(
                name=f"After release, {supervision}, {risk} risk",
                track=track,
                risk=risk,
                again_after=again,
                supervisor_after=supervisor,
                head_after=head,
            )
            Point.objects.bulk_create(
                Point(
                    cadence=cadence,
                    days_after=point.days_after,
                    title=point.title,
                    asks=point.asks,
                    is_critical=point.is_critical,
                    form="measurement" if point in MEASURED else "contact",
                )
                for point in points_of(track, risk)
            )


class Migration(migrations.Migration):
    replaces = [("followups", "0003_reference"), ("followups", "0006_cadences")]
    dependencies = [("followups", "0001_tables")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
