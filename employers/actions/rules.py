"""What the verbs of work share.

Whoever takes or frees a place locks case, opening and application, in this order, so that two people who press the
button at once are served one after the other.
"""

from datetime import date

from cases.actions.cases import locked, must_be_open, record_event, touch
from cases.models import Case, TimelineEvent
from employers.models import Application, Employer, HiringEvent, Opening, Placement
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

State = Application.State


def check_may_apply(case: Case, opening: Opening) -> None:
    must_be_open(case)
    check_takes_people(opening)
    if Application.objects.live().filter(case=case, opening=opening).exists():
        raise ActionRefused(f"{case.person.first_name} is on the way to this job already.")
    started = Application.objects.filter(case=case, opening=opening, state=State.STARTED)
    if started.exclude(placement__state=Placement.State.ENDED).exists():
        raise ActionRefused(f"{case.person.first_name} works there already.")


def check_hires(employer: Employer) -> None:
    if not employer.is_hiring:
        raise ActionRefused(f"{employer} is {employer.get_status_display().lower()}: it hires nobody now.")


def check_takes_people(opening: Opening) -> None:
    check_hires(opening.employer)
    if opening.state == Opening.State.OPEN and not opening.takes_people(clock.today()):
        raise ActionRefused(f"This job closed on {opening.closes_on:%m/%d/%Y}.")
    if opening.state != Opening.State.OPEN:
        raise ActionRefused(f"This job is {opening.get_state_display().lower()}. Look for another that fits.")


def check_has_place(opening: Opening) -> None:
    """Only true for as long as the opening is locked."""
    if places_taken(opening) >= opening.places:
        raise ActionRefused(f"All places are taken ({opening.places}). The employer may add one.")


def check_start(case: Case, start_date: date, work_release_reason: str) -> None:
    if start_date < clock.today():
        raise ActionRefused("The first day of work is in the past.")
    if case.is_inside and case.release_date and start_date < case.release_date and not work_release_reason:
        raise ActionRefused(
            f"{case.person.first_name} leaves on {case.release_date:%m/%d/%Y}. Choose a first day after that, or say "
            "why work starts before it (work release)."
        )


def check_step(application: Application, state: str) -> None:
    if state not in Application.ALLOWED.get(application.state, ()):
        raise ActionRefused(
            f"This application is at “{application.get_state_display()}”; it cannot go to “{State(state).label}”."
        )


def check_roster(event: HiringEvent, application: Application) -> None:
    """The event is locked for its capacity; the last lock in the order."""
    event = HiringEvent.objects.select_for_update(of=("self",), no_key=True).select_related("facility").get(pk=event.pk)
    case = application.case
    if event.state != HiringEvent.State.PLANNED:
        raise ActionRefused(f"This event is {event.get_state_display().lower()}.")
    if not case.is_inside or case.facility_id != event.facility_id:
        raise ActionRefused(f"{case.person.first_name} is not at {event.facility.short_name}.")
    if not event.employers.filter(pk=application.opening.employer_id).exists():
        raise ActionRefused(f"{application.opening.employer} does not come to this event.")
    people = set(event.interviews.values_list("application__case", flat=True))
    if case.pk not in people and len(people) >= event.capacity:
        raise ActionRefused(f"This event is full ({event.capacity} people).")


def places_taken(opening: Opening) -> int:
    return opening.applications.filter(state__in=Application.TAKING_A_PLACE).count()


def open_or_fill(opening: Opening) -> None:
    """A job whose places are all taken is filled; one with a place again is open. A closed job stays closed."""
    if opening.state == Opening.State.CLOSED:
        return
    is_full = places_taken(opening) >= opening.places
    opening.state = Opening.State.FILLED if is_full else Opening.State.OPEN
    opening.save(update_fields=["state"])


def locked_opening(pk: int) -> Opening:
    return Opening.objects.select_for_update(of=("self",), no_key=True).select_related("employer").get(pk=pk)


def locked_application(application: Application) -> Application:
    case, opening = locked(application.case), locked_opening(application.opening_id)
    application = Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
    application.case, application.opening = case, opening
    return application


def go(application: Application, state: str) -> None:
    application.state = state
    application.save()


def tell(case: Case, title: str, by, *, text: str = "") -> None:
    touch(case)
    record_event(case=case, kind=TimelineEvent.Kind.WORK, title=title[:200], text=text, by=by)
