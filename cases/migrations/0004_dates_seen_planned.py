from django.db import migrations

from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_rules")]
    operations = [run_file(__file__, "dates_seen_planned")]
