from audit.models import AuditEvent


def trail_of(person_id: int):
    """Everything seen and done about one person, newest first."""
    return AuditEvent.objects.filter(people__contains=[person_id]).order_by("-id")
