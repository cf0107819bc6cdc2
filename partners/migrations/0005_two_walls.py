from django.db import migrations

from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("partners", "0004_consents_and_referrals")]
    operations = [run_file(__file__, "consents"), run_file(__file__, "disclosure"), run_file(__file__, "referrals")]
