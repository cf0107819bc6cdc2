from django.db import migrations

from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    replaces = [("cases", "0002_walls"), ("cases", "0037_dates_seen")]
    dependencies = [("cases", "0002_reference"), ("accounts", "0003_rules")]
    operations = [
        run_file(__file__, "emergency"),
        run_file(__file__, "release_dates"),
        run_file(__file__, "search"),
        run_file(__file__, "walls"),
        run_file(__file__, "trail"),
    ]
