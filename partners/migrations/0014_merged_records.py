from django.db import migrations

from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("partners", "0013_reply_clock"), ("cases", "0033_people_merged")]

    operations = [run_file(__file__, "merged_records")]
