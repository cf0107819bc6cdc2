"""Hiring events, and what came of them."""

from collections.abc import Mapping

from django.db import transaction

from cases.models import Case
from employers.actions.applications import record_interview_outcome
from employers.actions.rules import check_hires
from employers.models import Employer, HiringEvent, Interview
from reentry_portal import clock
from reentry_portal.errors import ActionRefused


@transaction.atomic
def save_event(*, event: HiringEvent, by) -> HiringEvent:
    """Add or change an event; the interviews booked for it move with its time and place."""
    if event.state != HiringEvent.State.PLANNED:
        raise ActionRefused(f"This event is {event.get_state_display().lower()}; it does not change any more.")
    if event.pk and event.interviews.exclude(application__case__facility=event.facility_id).exists():
        raise ActionRefused("People of the facility as it was are on the roster. Cancel this event and add another.")
    event.save()
    event.interviews.filter(outcome="").update(at=event.starts_at, place=event.place)
    return event


@transaction.atomic
def invite_employer(*, event: HiringEvent, employer: Employer, by) -> None:
    if event.state != HiringEvent.State.PLANNED:
        raise ActionRefused(f"This event is {event.get_state_display().lower()}.")
    check_hires(employer)
    event.employers.add(employer)


@transaction.atomic
def record_results(*, event: HiringEvent, outcomes: Mapping[int, str], by) -> int:
    """Enter the results of an event, by interview id: it was held then. Returns how many were recorded."""
    if event.starts_at > clock.now():
        raise ActionRefused("This event is still to come. Enter results when it was held.")
    if event.state == HiringEvent.State.CANCELLED:
        raise ActionRefused("This event was cancelled.")
    interviews = {interview.pk: interview for interview in event.interviews.select_related("application__case")}
    if not interviews.keys() >= outcomes.keys():
        raise ActionRefused("Someone on this list is not on the roster any more. Open it again.")
    for pk in sorted(outcomes, key=lambda pk: interviews[pk].application.case_id):
        record_interview_outcome(interview=interviews[pk], outcome=outcomes[pk], by=by)
    if event.state == HiringEvent.State.PLANNED:
        event.state = HiringEvent.State.HELD
        event.save(update_fields=["state"])
    return len(outcomes)


@transaction.atomic
def cancel_event(*, event: HiringEvent, by) -> HiringEvent:
    """Call the event off; each interview booked for it falls away, and its person can be invited again."""
    # Cases before the event, as where an interview is booked: the other order could wait in a circle.
    list(Case.objects.filter(applications__interviews__event=event).order_by("pk").select_for_update(of=("self",)))
    event = HiringEvent.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    if event.state != HiringEvent.State.PLANNED:
        raise ActionRefused(f"This event is {event.get_state_display().lower()} already.")
    event.state = HiringEvent.State.CANCELLED
    event.save(update_fields=["state"])
    for interview in event.interviews.filter(outcome=""):
        record_interview_outcome(
            interview=interview, outcome=Interview.Outcome.DID_NOT_COME, note="The event was cancelled.", by=by
        )
    return event
