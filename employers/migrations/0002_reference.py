from django.db import migrations

from employers.reference.lists import CREDENTIALS, MODULES


def load(apps, schema_editor):
    ReadinessModule = apps.get_model("employers", "ReadinessModule")
    ReadinessModule.objects.bulk_create(
        ReadinessModule(code=code, name=name, description=description, sort=sort)
        for sort, (code, name, description) in enumerate(MODULES, start=1)
    )
    Credential = apps.get_model("employers", "Credential")
    Credential.objects.bulk_create(Credential(code=code, name=name) for code, name in CREDENTIALS)


class Migration(migrations.Migration):
    replaces = [("employers", "0003_reference")]
    dependencies = [("employers", "0001_tables")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
