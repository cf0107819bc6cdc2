from django.db import migrations

from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("womens_programs", "0003_catalogue"), ("accounts", "0001_initial")]

    operations = [run_file(__file__, "sweeps")]
