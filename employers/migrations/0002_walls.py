from django.db import migrations

from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("employers", "0001_initial"), ("cases", "0002_walls")]
    operations = [run_file(__file__, "rules"), run_file(__file__, "walls")]
