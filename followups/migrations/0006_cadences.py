from django.db import migrations

from followups.reference import CLOCKS, MEASURED, TRACKS, points_of
from reentry_portal.sql import run_file

STANDARD = ("supervised", "moderate")


def name_of(track, risk):
    return f"After release, {TRACKS[track]}, {risk} risk"


def load(apps, schema_editor):
    """The first cadence becomes the one for moderate risk on supervision; the others stand beside it."""
    Cadence, Point = apps.get_model("followups", "Cadence"), apps.get_model("followups", "CadencePoint")
    measured = [point.days_after for point in MEASURED]
    Point.objects.filter(days_after__in=measured).update(form="measurement")
    Cadence.objects.filter(name="After release").update(name=name_of(*STANDARD))
    for track in TRACKS:
        for risk, (again, supervisor, head) in CLOCKS.items():
            if (track, risk) == STANDARD:
                continue
            cadence = Cadence.objects.create(
                name=name_of(track, risk),
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
                    form="measurement" if point.days_after in measured else "contact",
                )
                for point in points_of(track, risk)
            )


class Migration(migrations.Migration):
    dependencies = [("followups", "0005_after_release")]
    operations = [
        run_file(__file__, "after_release"),
        migrations.RunPython(load, migrations.RunPython.noop),
        migrations.RunSQL(
            "insert into followups_casecadence (case_id, cadence_id, counted_from, chosen_at)"
            " select distinct on (f.case_id) f.case_id, p.cadence_id, c.released_on, now()"
            " from followups_followup f join followups_cadencepoint p on p.id = f.point_id"
            " join cases_case c on c.id = f.case_id where c.released_on is not null order by f.case_id, f.id desc",
            migrations.RunSQL.noop,
        ),
    ]
