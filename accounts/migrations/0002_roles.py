from django.contrib.postgres.operations import (
    BtreeGistExtension,
    CreateExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

from reentry_portal.sql import run_file


class Migration(migrations.Migration):
    replaces = [("accounts", "0002_walls")]
    dependencies = [("accounts", "0001_tables")]
    operations = [
        TrigramExtension(),
        BtreeGistExtension(),
        UnaccentExtension(),
        CreateExtension("fuzzystrmatch"),
        run_file(__file__, "roles"),
    ]
