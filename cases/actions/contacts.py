from django.db import IntegrityError, transaction

from cases.actions.cases import must_be_open, record_event
from cases.models import Case, ContactPoint, TimelineEvent
from reentry_portal import clock
from reentry_portal.errors import ActionRefused


@transaction.atomic
def add_contact_point(*, case: Case, kind: str, value: str, by, whose: str = "", safe_for_messages: bool = False):
    """Write down a way to reach the person; returns the ContactPoint."""
    must_be_open(case)
    try:
        with transaction.atomic():
            point = ContactPoint.objects.create(
                person=case.person, kind=kind, value=value, whose=whose, safe_for_messages=safe_for_messages
            )
    except IntegrityError as error:
        raise ActionRefused("That is on file already.") from error
    record_event(case=case, kind=TimelineEvent.Kind.CASE, title=f"Can be reached: {point.get_kind_display()}", by=by)
    return point


@transaction.atomic
def end_contact_point(*, case: Case, point: ContactPoint, reason: str, by) -> ContactPoint:
    """It does not reach the person any more: a wrong number, a bounce, the person's wish."""
    point = ContactPoint.objects.select_for_update().get(pk=point.pk, person=case.person_id)
    if point.ended_at is not None:
        raise ActionRefused("That has ended already.")
    if not reason.strip():
        raise ActionRefused("Say why it does not reach the person any more.")
    point.ended_at, point.end_reason = clock.now(), reason
    point.save(update_fields=["ended_at", "end_reason"])
    title = f"Cannot be reached any more: {point.get_kind_display()}"
    record_event(case=case, kind=TimelineEvent.Kind.CASE, title=title, text=reason, by=by)
    return point
