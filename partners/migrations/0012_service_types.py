from django.db import migrations

from partners.reference.service_types import TYPES


def load(apps, schema_editor):
    areas = {area.code: area for area in apps.get_model("cases", "NeedArea").objects.all()}
    ServiceType = apps.get_model("partners", "ServiceType")
    ServiceType.objects.bulk_create(
        ServiceType(area=areas[area], code=code, name=name, also_called=others, sort=sort)
        for sort, (area, code, name, others) in enumerate(TYPES, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("partners", "0011_directory_walls")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
