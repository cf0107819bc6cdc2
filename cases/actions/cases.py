from datetime import date

from django.conf import settings
from django.db import IntegrityError, transaction

from cases.models import Appointment, Case, Confidentiality, DateMove, Person, PlanStep, PlanTemplate, TimelineEvent
from cases.release_dates import working_date
from cases.seen import must_be_as_seen
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

Kind = TimelineEvent.Kind
CASE_FACTS = ("person.preferred_name", "person.language", "county_id", "district_id", "housing_unit")


def record_event(
    *, case: Case, kind: str, title: str, by, text: str = "", confidentiality: str = Confidentiality.GENERAL
) -> TimelineEvent:
    """Put one event on the case's timeline. `by` is a user, or None for the portal itself (roster, reminders)."""
    event = TimelineEvent(
        case=case,
        kind=kind,
        title=title,
        text=text,
        confidentiality=confidentiality,
        actor=by,
        actor_label=label_of(by),
    )
    event.save(force_insert=True)
    return event


def label_of(by) -> str:
    if by is None:
        return "Reentry Portal"
    return by.organization.name if by.organization_id else by.get_full_name()


def locked(case: Case) -> Case:
    """The case as it is now, held until the transaction ends, so that of two people one goes first."""
    return Case.objects.select_for_update(of=("self",)).select_related("person", "facility").get(pk=case.pk)


def must_be_open(case: Case) -> None:
    if not case.is_open:
        raise ActionRefused(
            f"This case has ended ({case.get_state_display().lower()}). Nothing on it changes any more."
        )


def touch(case: Case, *fields: str) -> None:
    case.last_activity_at = clock.now()
    case.save(update_fields=[*fields, "last_activity_at"])


@transaction.atomic
def open_case(*, person, facility, by, release_date: date | None = None, why: str = "", **facts) -> Case:
    """Open a case by hand, for someone whom no roster brought; its plan is drawn at once, by the date if there is one.

    Raises ActionRefused when the person has an open case, or when the date cannot be one.
    """
    from cases.actions.plans import plan_of
    from cases.actions.release_dates import is_short_notice, must_be_to_come, typed_by_staff, work_with

    case = Case(person=person, facility=facility, coordinator=by, no_date_reason=Case.NoDate.NONE, **facts)
    said = "Release date: no date."
    if release_date is not None:
        must_be_to_come(release_date)
        day = typed_by_staff(case, release_date, why=why or "Entered when the case was opened", by=by)
        work_with(case, working_date([day], today=clock.today()))
        said = f"Release date: {release_date:%m/%d/%Y}."
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError as error:
        raise ActionRefused(f"{person.full_name} has an open case already.") from error
    if release_date is not None:
        day.save(force_insert=True)
    if is_short_notice(None, case.release_date):
        DateMove.objects.create(case=case, after=case.release_date, why=case.release_date_why, short_notice=True)
    templates = PlanTemplate.objects.filter(is_active=True).prefetch_related("steps")
    steps = PlanStep.objects.bulk_create(plan_of(case, templates))
    text = f"{said} {len(steps)} plan steps drawn. Track: {case.get_track_display()}."
    record_event(case=case, kind=Kind.CASE, title="Case opened", text=text, by=by)
    return case


@transaction.atomic
def open_case_by_hand(*, doc_number: str, person_facts: dict, by, **case_facts) -> Case:
    """Open a case for a DOC number; makes the person when no one has it. What is refused leaves nothing behind.

    Raises ActionRefused in words that tell nothing of a person whom `by` may not see.
    """
    person, made = Person.objects.get_or_create(doc_number=doc_number, defaults=person_facts)
    if not made:
        _must_be_the_same(person, person_facts)
        if person.cases.filter(state__in=Case.OPEN).exists():
            raise ActionRefused("This DOC number has an open case. If you cannot find it, ask your supervisor.")
    return open_case(person=person, by=by, **case_facts)


def _must_be_the_same(person: Person, facts: dict) -> None:
    names = [(getattr(person, name).casefold(), facts[name].casefold()) for name in ("last_name", "first_name")]
    if any(known != typed for known, typed in names):
        raise ActionRefused("The portal has this DOC number under another name. Check the number and the name.")


@transaction.atomic
def edit_facts(
    *, case: Case, by, preferred_name: str, language: str, county, district, housing_unit: str, seen: str = ""
) -> Case:
    """What staff know better than any extract: where the person goes, what to call them, which language.

    `seen` is the version that the person had before them; SomeoneElseFirst when the facts changed meanwhile.
    """
    case = locked(case)
    must_be_open(case)
    must_be_as_seen(case, CASE_FACTS, seen)
    person = case.person
    person.preferred_name, person.language = preferred_name, language
    person.save(update_fields=["preferred_name", "language"])
    case.county, case.district, case.housing_unit = county, district, housing_unit
    touch(case, "county", "district", "housing_unit")
    record_event(case=case, kind=Kind.CASE, title="Facts changed", by=by)
    return case


@transaction.atomic
def transfer(*, case: Case, facility, by) -> Case:
    """The person moved to another facility. Visits planned in the one before fall away (IM-10)."""
    from cases.actions.appointments import cancel_appointment

    case = locked(case)
    if not case.is_inside:
        raise ActionRefused("Only a person in an institution is transferred.")
    before = case.facility
    if before == facility:
        return case
    case.facility, case.housing_unit = facility, ""
    touch(case, "facility", "housing_unit")
    came_from = f" from {before.short_name}" if before else ""
    record_event(case=case, kind=Kind.CASE, title=f"Moved{came_from} to {facility.short_name}", by=by)
    reason = f"The person moved to {facility.short_name}. Book it anew there."
    visits = case.appointments.filter(way=Appointment.Way.VISIT, state=Appointment.State.PLANNED)
    for visit in visits.exclude(facility=facility):
        cancel_appointment(appointment=visit, reason=reason, by=by)
    return case


@transaction.atomic
def assign(*, case: Case, coordinator, by) -> Case:
    case = locked(case)
    must_be_open(case)
    if coordinator is not None and not coordinator.is_department:
        raise ActionRefused("Only department staff carry cases.")
    before = case.coordinator_id
    case.coordinator = coordinator
    touch(case, "coordinator")
    # What the one before had still to do is the new one's to do.
    case.steps.filter(owner=before, state__in=PlanStep.UNFINISHED).update(owner=coordinator)
    title = f"Assigned to {coordinator.get_full_name()}" if coordinator else "No one is assigned"
    record_event(case=case, kind=Kind.CASE, title=title, by=by)
    return case


@transaction.atomic
def mark_released(*, case: Case, on: date, release_type: str, by, why: str = "") -> Case:
    """The person left prison on day `on`. Called through `followups.actions.record_release`.

    Staff who record a day more than RELEASE_BACK_DAYS back say why; a roster (`by` is None) need not.
    """
    case = locked(case)
    if Case.State.RELEASED not in Case.ALLOWED.get(case.state, ()):
        raise ActionRefused(f"This case is {case.get_state_display().lower()}; a release cannot be recorded.")
    if on > clock.today():
        raise ActionRefused("The release day is in the future. Record it when the person has left.")
    if case.cycle and f"{on:%Y%m%d}" < case.cycle:
        raise ActionRefused("That day lies before this stay in prison began.")
    if by is not None and (clock.today() - on).days > settings.RELEASE_BACK_DAYS and not why.strip():
        raise ActionRefused(f"That is more than {settings.RELEASE_BACK_DAYS} days back. Check it, and say why so late.")
    case.state, case.released_on, case.release_type = Case.State.RELEASED, on, release_type
    touch(case, "state", "released_on", "release_type")
    record_event(
        case=case,
        kind=Kind.CASE,
        title=f"Released on {on:%m/%d/%Y}",
        text="\n".join(filter(None, [case.get_release_type_display(), why.strip()])),
        by=by,
    )
    return case


@transaction.atomic
def release_taken_back(*, case: Case, why: str, by) -> Case:
    """The person did not leave after all, or not for good: the case is that of someone inside again (IM-11).

    What was done stays done, and the timeline keeps the release. The follow-ups end with it (followups.tasks).
    """
    case = locked(case)
    if case.state != Case.State.RELEASED:
        raise ActionRefused(f"This case is {case.get_state_display().lower()}; there is no release to take back.")
    if not why.strip():
        raise ActionRefused("Say why the release is taken back.")
    left = case.released_on
    case.state, case.released_on, case.release_type = Case.State.PLANNING, None, ""
    touch(case, "state", "released_on", "release_type")
    record_event(case=case, kind=Kind.CASE, title=f"Release of {left:%m/%d/%Y} taken back", text=why, by=by)
    return case


@transaction.atomic
def correct_release(*, case: Case, on: date, reason: str, by) -> Case:
    """The day of release was recorded wrong. Called through `followups.actions.correct_release`."""
    case = locked(case)
    if case.state != Case.State.RELEASED:
        raise ActionRefused("Only the release of someone who is out is corrected.")
    if on > clock.today():
        raise ActionRefused("The release day is in the future.")
    if on == case.released_on:
        raise ActionRefused("That is the day on file.")
    if not reason.strip():
        raise ActionRefused("Say where the right day comes from.")
    before, case.released_on = case.released_on, on
    touch(case, "released_on")
    title = f"Day of release corrected from {before:%m/%d/%Y} to {on:%m/%d/%Y}"
    record_event(case=case, kind=Kind.CASE, title=title, text=reason, by=by)
    return case


@transaction.atomic
def close_case(*, case: Case, ending: str, reason: str, by) -> Case:
    """End the case: closed, returned to prison, transferred to other custody, or deceased. Open steps stay visible."""
    case = locked(case)
    if ending not in Case.ENDINGS or ending not in Case.ALLOWED.get(case.state, ()):
        raise ActionRefused(f"A case that is {case.get_state_display().lower()} cannot end like this.")
    if not reason.strip():
        raise ActionRefused("Say why the case ends.")
    case.state, case.ended_on, case.end_reason = ending, clock.today(), reason
    touch(case, "state", "ended_on", "end_reason")
    record_event(case=case, kind=Kind.CASE, title=f"Case ended: {case.get_state_display()}", text=reason, by=by)
    return case
