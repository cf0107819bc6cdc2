from django.db import migrations

from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("employers", "0003_reference"), ("accounts", "0001_initial")]

    operations = [run_file(__file__, "sweeps")]
