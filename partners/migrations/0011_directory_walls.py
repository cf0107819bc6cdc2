from django.db import migrations

from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("partners", "0010_directory"), ("cases", "0018_county_centroids")]
    operations = [run_file(__file__, "directory")]
