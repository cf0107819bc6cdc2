from django.db import migrations

from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("followups", "0001_initial"), ("cases", "0003_reference")]
    operations = [run_file(__file__, "walls")]
