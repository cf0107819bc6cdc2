from django.db import migrations

from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    replaces = [
        ("partners", "0002_walls"),
        ("partners", "0003_first_referrals_end"),
        ("partners", "0005_two_walls"),
        ("partners", "0011_directory_walls"),
        ("partners", "0014_merged_records"),
    ]
    dependencies = [("partners", "0002_reference"), ("cases", "0003_rules")]
    operations = [
        run_file(__file__, "consents"),
        run_file(__file__, "disclosure"),
        run_file(__file__, "referrals"),
        run_file(__file__, "directory"),
        run_file(__file__, "walls"),
        run_file(__file__, "trail"),
    ]
