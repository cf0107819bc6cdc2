"""What follows for work when a person moves to another prison or a case ends; looked after every half minute."""

from django.db import transaction
from django.db.models import F, Q

from cases.models import Case
from employers import actions
from employers.models import Application, HiringEvent, Interview

AT_ONCE = 200


@transaction.atomic
def call_off_where_people_moved() -> int:
    """Who is not in the prison of a hiring event any more is not called to it (IM-10). The application goes on."""
    ahead = Interview.objects.filter(outcome="", event__state=HiringEvent.State.PLANNED)
    elsewhere = ahead.filter(~Q(application__case__facility=F("event__facility")) | ~_inside())
    rows = elsewhere.select_related("application__case__facility", "event__facility").order_by("pk")[:AT_ONCE]
    for row in rows:
        note = f"No longer at {row.event.facility.short_name}."
        actions.record_interview_outcome(interview=row, outcome=Interview.Outcome.DID_NOT_COME, note=note, by=None)
    return len(rows)


@transaction.atomic
def withdraw_where_cases_ended() -> int:
    """Whose case ended is put forward to no one any more (IM-12)."""
    live = Application.objects.live().filter(case__state__in=Case.ENDINGS)
    rows = live.select_related("case", "opening").order_by("pk")[:AT_ONCE]
    for row in rows:
        actions.withdraw(application=row, reason=Application.EndReason.CASE_ENDED, by=None)
    return len(rows)


def _inside() -> Q:
    return Q(application__case__state__in=Case.INSIDE)
