from django.db import migrations

from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    replaces = [("audit", "0002_trail"), ("audit", "0004_basis")]
    dependencies = [("audit", "0001_tables"), ("accounts", "0002_roles")]
    operations = [
        run_file(__file__, "trail"),
        run_file(__file__, "chain"),
        run_file(__file__, "walls"),
    ]
