from django.db import migrations

from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    replaces = [("accounts", "0004_sign_in")]
    dependencies = [
        ("accounts", "0002_roles"),
        ("audit", "0002_rules"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("axes", "0010_accessattemptexpiration"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("sessions", "0001_initial"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]
    operations = [
        run_file(__file__, "colleagues"),
        run_file(__file__, "walls"),
        run_file(__file__, "trail"),
    ]
