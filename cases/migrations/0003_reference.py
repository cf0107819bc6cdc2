from django.db import migrations

from cases.reference import needs, places, plans


def load(apps, schema_editor):
    County, District, Facility, NeedArea, PlanTemplate, TemplateStep = (
        apps.get_model("cases", name)
        for name in ("County", "District", "Facility", "NeedArea", "PlanTemplate", "TemplateStep")
    )
    County.objects.bulk_create(County(code=code, name=name, fips=fips) for code, name, fips in places.COUNTIES)
    District.objects.bulk_create(District(code=code, name=name) for code, name in places.DISTRICTS)
    counties = {county.code: county for county in County.objects.all()}
    Facility.objects.bulk_create(
        Facility(
            code=code,
            name=name,
            short_name=short_name,
            city=city,
            county=counties.get(county),
            sex=sex,
            kind=kind,
            is_active=is_active,
        )
        for code, name, short_name, city, county, sex, kind, is_active in places.FACILITIES
    )
    NeedArea.objects.bulk_create(
        NeedArea(code=code, name=name, confidentiality=confidentiality, sort=sort)
        for sort, (code, name, confidentiality) in enumerate(needs.AREAS)
    )
    areas = {area.code: area for area in NeedArea.objects.all()}
    for name, audience, steps in plans.TEMPLATES:
        template = PlanTemplate.objects.create(name=name, audience=audience)
        TemplateStep.objects.bulk_create(
            TemplateStep(
                template=template,
                code=code,
                title=title,
                area=areas[area],
                days_before=days_before,
                done_by=done_by,
                is_critical=is_critical,
            )
            for code, title, area, days_before, done_by, is_critical in steps
        )


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_walls")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
