from django.db import migrations

from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_invitations"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]
    operations = [run_file(__file__, "sign_in")]
