from django.db import migrations

from partners.reference.service_types import TYPES


def load(apps, schema_editor):
    areas = {area.code: area for area in apps.get_model("cases", "NeedArea").objects.all()}
    ServiceType = apps.get_model("partners", "ServiceType")
    ServiceType.objects.bulk_create(
        ServiceType(area=areas[area], code=code, name=name, also_called=others, sort=sort)
        for sort, (area, code, name, others) in enumerate(TYPES, start=1)
    )
    apps.get_model("partners", "ReplyClock").objects.create(
        pk=1, remind_after=2, tell_after=5, supervisor_after=8, pass_on_after=10
    )


class Migration(migrations.Migration):
    replaces = [("partners", "0012_service_types")]
    dependencies = [("partners", "0001_tables"), ("cases", "0002_reference")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
