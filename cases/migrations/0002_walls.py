from django.db import migrations

from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("accounts", "0002_walls")]
    operations = [run_file(__file__, "trail"), run_file(__file__, "walls")]
