from django.db.models import Q


def readable_steps(context):
    return context["case"].steps.filter(Q(area=None) | Q(area__confidentiality__in=context["reads"]))
