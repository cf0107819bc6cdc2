from django.db import migrations

from womens_programs.reference.programs import PROGRAMS


def load(apps, schema_editor):
    Program = apps.get_model("womens_programs", "Program")
    facilities = {facility.code: facility for facility in apps.get_model("cases", "Facility").objects.all()}
    areas = {area.code: area for area in apps.get_model("cases", "NeedArea").objects.all()}
    for code, name, area, needs, places, sessions, hours, weeks, is_open_group, provider, description in PROGRAMS:
        program = Program.objects.create(
            code=code,
            name=name,
            area=area,
            sessions=sessions,
            hours=hours,
            weeks=weeks,
            is_open_group=is_open_group,
            provider=provider,
            description=description,
        )
        program.need_areas.set(areas[need] for need in needs)
        program.sites.set(facilities[place] for place in places)


class Migration(migrations.Migration):
    replaces = [("womens_programs", "0003_catalogue")]
    dependencies = [("womens_programs", "0001_tables"), ("cases", "0002_reference")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
