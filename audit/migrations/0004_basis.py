from django.db import migrations

from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_chain")]
    operations = [run_file(__file__, "basis")]
