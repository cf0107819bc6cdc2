from django.db import migrations

from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    replaces = [("followups", "0002_walls")]
    dependencies = [("followups", "0002_reference"), ("cases", "0003_rules")]
    operations = [
        run_file(__file__, "calendars"),
        run_file(__file__, "cadences"),
        run_file(__file__, "outbox"),
        run_file(__file__, "walls"),
        run_file(__file__, "trail"),
    ]
