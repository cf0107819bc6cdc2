from django.db import migrations

from cases.reference import needs, notes, places, plans, plans_version_2
from cases.reference.centroids import CENTROIDS


def load_places(apps, schema_editor):
    County, District, Facility = (apps.get_model("cases", name) for name in ("County", "District", "Facility"))
    nowhere = (None, None)
    County.objects.bulk_create(
        County(code=code, name=name, fips=fips, latitude=latitude, longitude=longitude)
        for code, name, fips in places.COUNTIES
        for latitude, longitude in [CENTROIDS.get(fips, nowhere)]
    )
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


def load_needs_and_plans(apps, schema_editor):
    NeedArea, PlanTemplate, TemplateStep = (
        apps.get_model("cases", name) for name in ("NeedArea", "PlanTemplate", "TemplateStep")
    )
    NeedArea.objects.bulk_create(
        NeedArea(code=code, name=name, confidentiality=confidentiality, category=needs.CATEGORIES[code], sort=sort)
        for sort, (code, name, confidentiality) in enumerate(needs.AREAS)
    )
    areas = {area.code: area for area in NeedArea.objects.all()}
    for name, audience, steps in plans.TEMPLATES:
        template = PlanTemplate.objects.create(name=name, audience=audience, is_active=False)
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
    for name, audience, steps in plans_version_2.TEMPLATES:
        template = PlanTemplate.objects.create(name=name, audience=audience, version=2)
        TemplateStep.objects.bulk_create(
            TemplateStep(
                template=template,
                code=code,
                title=title,
                area=areas[area],
                days_before=days_before,
                done_by=done_by,
                is_critical=is_critical,
                evidence_asked=evidence,
            )
            for code, days_before, title, area, done_by, is_critical, evidence in steps
        )


def load_note_templates(apps, schema_editor):
    NoteTemplate = apps.get_model("cases", "NoteTemplate")
    NoteTemplate.objects.bulk_create(
        NoteTemplate(name=name, kind=kind, text=text) for name, kind, text in notes.TEMPLATES
    )


class Migration(migrations.Migration):
    replaces = [
        ("cases", "0003_reference"),
        ("cases", "0011_plan_templates"),
        ("cases", "0016_note_templates"),
        ("cases", "0018_county_centroids"),
    ]
    dependencies = [("cases", "0001_tables")]
    operations = [
        migrations.RunPython(load_places, migrations.RunPython.noop),
        migrations.RunPython(load_needs_and_plans, migrations.RunPython.noop),
        migrations.RunPython(load_note_templates, migrations.RunPython.noop),
    ]
