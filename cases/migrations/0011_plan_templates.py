from django.db import migrations

from cases.reference import plans_version_2 as plans


def load(apps, schema_editor):
    NeedArea, PlanTemplate, TemplateStep = (
        apps.get_model("cases", name) for name in ("NeedArea", "PlanTemplate", "TemplateStep")
    )
    areas = {area.code: area for area in NeedArea.objects.all()}
    PlanTemplate.objects.filter(version=1).update(is_active=False)
    for name, audience, steps in plans.TEMPLATES:
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


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_release_dates")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
