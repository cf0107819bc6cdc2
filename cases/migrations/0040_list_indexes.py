import datetime

import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0037_dates_seen"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="planstep",
            name="step_due",
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                django.db.models.functions.comparison.Coalesce(
                    "release_date", models.Value(datetime.date(9999, 12, 31)), output_field=models.DateField()
                ),
                models.F("id"),
                condition=models.Q(("state__in", ["released"])),
                name="case_listed_released",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                django.db.models.functions.comparison.Coalesce(
                    "release_date", models.Value(datetime.date(9999, 12, 31)), output_field=models.DateField()
                ),
                models.F("id"),
                condition=models.Q(("state__in", ["closed", "returned", "transferred", "deceased"])),
                name="case_listed_ended",
            ),
        ),
        migrations.AddIndex(
            model_name="need",
            index=models.Index(
                condition=models.Q(("state__in", ["identified", "in_progress", "deferred"])),
                fields=["area", "case"],
                include=("confidentiality", "state"),
                name="need_open",
            ),
        ),
        migrations.AddIndex(
            model_name="planstep",
            index=models.Index(
                condition=models.Q(("state__in", ["open", "in_progress", "blocked"])),
                fields=["due_on", "id"],
                include=("case",),
                name="step_due",
            ),
        ),
    ]
