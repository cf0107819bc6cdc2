from django.db import transaction
from django.db.models import Max

from cases.models import PlanTemplate, TemplateStep


@transaction.atomic
def new_version(template: PlanTemplate) -> PlanTemplate:
    """A copy with the next number, which is drawn from now on; the others of that name are drawn no more."""
    of_name = PlanTemplate.objects.select_for_update().filter(name=template.name)
    newest = of_name.aggregate(newest=Max("version"))["newest"] if of_name else 0
    of_name.update(is_active=False)
    steps = list(template.steps.all())
    copy = PlanTemplate.objects.create(name=template.name, audience=template.audience, version=newest + 1)
    for step in steps:
        step.pk, step.template = None, copy
        step._state.adding = True
    TemplateStep.objects.bulk_create(steps)
    return copy
