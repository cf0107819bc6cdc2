from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("audit", "0002_trail"),
        ("axes", "0010_accessattemptexpiration"),
        ("sessions", "0001_initial"),
    ]
    operations = [TrigramExtension(), run_file(__file__, "roles"), run_file(__file__, "walls")]
