from django.db import migrations

from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    replaces = [("womens_programs", "0002_walls"), ("womens_programs", "0004_sweeps")]
    dependencies = [("womens_programs", "0002_reference"), ("cases", "0003_rules")]
    operations = [
        run_file(__file__, "rules"),
        run_file(__file__, "walls"),
        run_file(__file__, "trail"),
    ]
