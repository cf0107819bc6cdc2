"""The verbs of work. Whoever takes or frees a place locks case, opening and application, in this order, so that two
people who press the button at once are served one after the other."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from cases.actions.cases import locked, must_be_open, record_event, touch
from cases.models import Case, TimelineEvent
from employers.models import (
    Application,
    ContactNote,
    Employer,
    HiringEvent,
    Interview,
    Opening,
    Placement,
    ReadinessModule,
    ReadinessRecord,
    RetentionCheck,
    WorkProfile,
)
from employers.models.placements import CHECK_DAYS
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from reentry_portal.templatetags.portal import short_time

State = Application.State


# Employers, openings, events


@transaction.atomic
def save_employer(*, employer: Employer, counties=(), by) -> Employer:
    """Add or change an employer. Who adds one keeps it, unless someone else is named."""
    if employer.owner_id is None and employer._state.adding:
        employer.owner = by
    employer.save()
    employer.counties.set(counties)
    return employer


@transaction.atomic
def note_contact(*, employer: Employer, by, on: date, text: str, next_contact_on: date | None = None) -> ContactNote:
    """Write down a talk with the employer, and when the next one is due."""
    if on > clock.today():
        raise ActionRefused("That day is still to come. Put it down as the next contact.")
    employer = Employer.objects.select_for_update(no_key=True).get(pk=employer.pk)
    note = ContactNote.objects.create(employer=employer, on=on, text=text, author=by)
    employer.last_contact_on = max(on, employer.last_contact_on or on)
    employer.next_contact_on = next_contact_on
    employer.save(update_fields=["last_contact_on", "next_contact_on"])
    return note


@transaction.atomic
def add_opening(*, opening: Opening, credentials=(), by) -> Opening:
    _check_hires(opening.employer)
    opening.save(force_insert=True)
    opening.credentials.set(credentials)
    return opening


@transaction.atomic
def change_opening(*, opening: Opening, credentials=None, by) -> Opening:
    """Save what was changed; with more places, or fewer, the job opens again or is filled."""
    now = _locked_opening(opening.pk)
    taken = _places_taken(now)
    if opening.places < taken:
        raise ActionRefused(f"{taken} people have accepted or started. A job cannot have fewer places than people.")
    opening.state = now.state
    opening.save()
    if credentials is not None:
        opening.credentials.set(credentials)
    _open_or_fill(opening)
    return opening


@transaction.atomic
def close_opening(*, opening: Opening, by) -> Opening:
    """Take no more people. Those on the way to the job are told apart, by hand."""
    opening = _locked_opening(opening.pk)
    if opening.state == Opening.State.CLOSED:
        raise ActionRefused("This job is closed already.")
    opening.state = Opening.State.CLOSED
    opening.save(update_fields=["state"])
    return opening


@transaction.atomic
def reopen_opening(*, opening: Opening, by) -> Opening:
    opening = _locked_opening(opening.pk)
    if opening.state != Opening.State.CLOSED:
        raise ActionRefused(f"This job is {opening.get_state_display().lower()}.")
    opening.state = Opening.State.FILLED if _places_taken(opening) >= opening.places else Opening.State.OPEN
    if opening.closes_on and opening.closes_on < clock.today():
        opening.closes_on = None
    opening.save(update_fields=["state", "closes_on"])
    return opening


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
    _check_hires(employer)
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


# Readiness


@transaction.atomic
def record_readiness(*, case: Case, module: ReadinessModule, by, done_on: date | None = None) -> ReadinessRecord:
    case = locked(case)
    must_be_open(case)
    done_on = done_on or clock.today()
    if done_on > clock.today():
        raise ActionRefused("That day is still to come. Record it when it is done.")
    record, is_new = ReadinessRecord.objects.get_or_create(
        case=case, module=module, defaults={"done_on": done_on, "recorded_by": by}
    )
    if not is_new:
        raise ActionRefused(f"{module} was done on {record.done_on:%m/%d/%Y}.")
    _tell(case, f"Ready for work: {module} done", by)
    return record


@transaction.atomic
def save_profile(*, profile: WorkProfile, credentials, by) -> WorkProfile:
    must_be_open(locked(profile.case))
    profile.save()
    profile.credentials.set(credentials)
    _tell(profile.case, "Work profile changed", by, text=profile.skills)
    return profile


# The way to a job


@transaction.atomic
def note_interest(*, case: Case, opening: Opening, by, note: str = "") -> Application:
    """The person is interested; the employer does not hear of them yet."""
    case, opening = locked(case), _locked_opening(opening.pk)
    _check_may_apply(case, opening)
    application = Application.objects.create(case=case, opening=opening, note=note, put_forward_by=by)
    _tell(case, f"Interested in {opening}", by, text=note)
    return application


@transaction.atomic
def put_forward(*, case: Case, opening: Opening, by, agreed: bool, note: str = "") -> Application:
    """Tell the employer of the person, who agreed to that. Someone who was interested goes on from there."""
    case, opening = locked(case), _locked_opening(opening.pk)
    live = Application.objects.live().filter(case=case, opening=opening).select_for_update(no_key=True).first()
    if live is None:
        _check_may_apply(case, opening)
        live = Application(case=case, opening=opening, put_forward_by=by)
    else:
        live.case, live.opening = case, opening
        _check_step(live, State.APPLIED)
        _check_takes_people(opening)
        must_be_open(case)
    if not agreed:
        raise ActionRefused(f"Ask {case.person.first_name} first: nobody is put forward who did not agree.")
    live.agreed_on, live.note, live.state = clock.today(), note or live.note, State.APPLIED
    live.save()
    _tell(case, f"Put forward for {opening}", by, text=note)
    return live


@transaction.atomic
def book_interview(
    *, application: Application, kind: str, by, at: datetime | None = None, place: str = "", event=None
) -> Interview:
    """Book an interview by video, in person, or at a hiring event, which then gives time and place."""
    application = _locked(application)
    case = application.case
    must_be_open(case)
    if application.state != State.INTERVIEW:
        _check_step(application, State.INTERVIEW)
    if application.interviews.filter(outcome="").exists():
        raise ActionRefused("An interview is booked already. Record how it went first.")
    if (kind == Interview.Kind.EVENT) != (event is not None):
        raise ActionRefused("Choose the hiring event." if event is None else "Only an interview there names an event.")
    if event is not None:
        _check_roster(event, application)
        at, place = event.starts_at, place or event.place
    if at is None or at < clock.now():
        raise ActionRefused("Choose a time that is still to come.")
    if kind == Interview.Kind.IN_PERSON and case.is_inside and not place:
        raise ActionRefused("Say where they meet.")
    interview = Interview.objects.create(application=application, kind=kind, at=at, place=place, event=event)
    _go(application, State.INTERVIEW)
    _tell(
        case,
        f"Interview for {application.opening}",
        by,
        text=f"{interview.get_kind_display()}, {short_time(at)}{', ' + place if place else ''}.",
    )
    return interview


@transaction.atomic
def record_interview_outcome(*, interview: Interview, outcome: str, by, note: str = "", reason: str = "") -> Interview:
    """Write down how it went. An employer's no ends the application, with its reason."""
    application = _locked(interview.application)
    interview = application.interviews.select_for_update(of=("self",), no_key=True).get(pk=interview.pk)
    if interview.outcome:
        raise ActionRefused(f"The outcome was recorded: {interview.get_outcome_display().lower()}.")
    if outcome not in Interview.Outcome.values:
        raise ActionRefused("Say how it went.")
    if interview.at > clock.now() and outcome != Interview.Outcome.DID_NOT_COME:
        raise ActionRefused("This interview is still to come.")
    interview.outcome, interview.outcome_note = outcome, note
    interview.save(update_fields=["outcome", "outcome_note"])
    said = interview.get_outcome_display()
    _tell(application.case, f"Interview for {application.opening}: {said[:1].lower()}{said[1:]}", by, text=note)
    if outcome == Interview.Outcome.NO:
        decline(
            application=application,
            side=State.DECLINED_BY_EMPLOYER,
            reason=reason or Application.EndReason.NOT_CHOSEN,
            note=note,
            by=by,
        )
    return interview


@transaction.atomic
def make_offer(
    *, application: Application, start_date: date, by, wage: Decimal | None = None, work_release_reason: str = ""
) -> Application:
    """The employer offers the job. An offer to someone still inside says so, and starts after the release."""
    application = _locked(application)
    case, opening = application.case, application.opening
    must_be_open(case)
    _check_step(application, State.OFFERED)
    _check_has_place(opening)
    _check_start(case, start_date, work_release_reason)
    application.offered_on = clock.today()
    application.offered_wage = wage or opening.wage
    application.start_date = start_date
    application.offered_before_release = case.is_inside
    application.work_release_reason = work_release_reason
    _go(application, State.OFFERED)
    when = " before release" if case.is_inside else ""
    _tell(
        case,
        f"Job offered{when}: {opening}",
        by,
        text=f"${application.offered_wage} an hour, from {start_date:%m/%d/%Y}. {work_release_reason}".strip(),
    )
    return application


@transaction.atomic
def move_start(*, application: Application, start_date: date, by, work_release_reason: str = "") -> Application:
    """Agree on another first day, as when the release date moved."""
    application = _locked(application)
    if application.state not in Application.WITH_OFFER:
        raise ActionRefused("Only an offer has a first day to move.")
    must_be_open(application.case)
    _check_start(application.case, start_date, work_release_reason)
    before, application.start_date = application.start_date, start_date
    application.work_release_reason = work_release_reason
    application.save(update_fields=["start_date", "work_release_reason"])
    _tell(
        application.case,
        f"First day of work moved from {before:%m/%d/%Y} to {start_date:%m/%d/%Y}",
        by,
        text=f"{application.opening}. {work_release_reason}".strip(),
    )
    return application


@transaction.atomic
def accept_offer(*, application: Application, by) -> Application:
    """The person takes the job; of two who want the last place, the first has it."""
    application = _locked(application)
    must_be_open(application.case)
    _check_step(application, State.ACCEPTED)
    if application.is_date_review:
        raise ActionRefused("The release date has moved past the first day of work. Agree on another first day first.")
    _check_has_place(application.opening)
    _go(application, State.ACCEPTED)
    _open_or_fill(application.opening)
    start = f"Starts on {application.start_date:%m/%d/%Y}."
    _tell(application.case, f"Job accepted: {application.opening}", by, text=start)
    return application


@transaction.atomic
def decline(*, application: Application, side: str, reason: str, by, note: str = "") -> Application:
    """The employer or the person says no, at any point before work starts."""
    who = {State.DECLINED_BY_EMPLOYER: "employer", State.DECLINED_BY_PERSON: "person"}.get(side)
    if who is None:
        raise ActionRefused("Say who declined.")
    return _end(application, side, reason, note, by, f"Declined by the {who}")


@transaction.atomic
def withdraw(*, application: Application, reason: str, by, note: str = "") -> Application:
    """Staff take the application back."""
    return _end(application, State.WITHDRAWN, reason, note, by, "Application withdrawn")


@transaction.atomic
def start_work(*, application: Application, started_on: date, by, work_release_reason: str = "") -> Placement:
    """The first day was worked: the job counts from now, and its checks are laid out."""
    application = _locked(application)
    case = application.case
    must_be_open(case)
    _check_step(application, State.STARTED)
    work_release_reason = work_release_reason or application.work_release_reason
    if started_on > clock.today():
        raise ActionRefused("That day is still to come. Record the start when the first day was worked.")
    if case.is_inside and not work_release_reason:
        raise ActionRefused(
            f"{case.person.first_name} has not been released. Record the release first, or say why work starts "
            "before it (work release)."
        )
    if case.released_on and started_on < case.released_on and not work_release_reason:
        raise ActionRefused(f"{case.person.first_name} was released on {case.released_on:%m/%d/%Y}; work starts after.")
    application.work_release_reason = work_release_reason
    _go(application, State.STARTED)
    placement = Placement.objects.create(application=application, started_on=started_on)
    RetentionCheck.objects.bulk_create(
        RetentionCheck(placement=placement, days=days, due_on=started_on + timedelta(days=days)) for days in CHECK_DAYS
    )
    _tell(
        case,
        f"Started work: {application.opening}",
        by,
        text=f"First day {started_on:%m/%d/%Y}. {work_release_reason}".strip(),
    )
    return placement


@transaction.atomic
def record_check(*, check: RetentionCheck, still_working: bool, evidence: str, by, reason: str = "") -> RetentionCheck:
    """Write down whether the person still works there; a no ends the placement, with its reason."""
    placement = _locked_placement(check.placement)
    check = placement.checks.select_for_update(of=("self",), no_key=True).get(pk=check.pk)
    _check_runs(placement)
    if check.done_on:
        raise ActionRefused(f"The {check.days}-day check was done on {check.done_on:%m/%d/%Y}.")
    if check.due_on > clock.today():
        raise ActionRefused(f"The {check.days}-day check is due on {check.due_on:%m/%d/%Y}.")
    if evidence not in RetentionCheck.Evidence.values:
        raise ActionRefused("Say how you know.")
    check.done_on, check.still_working = clock.today(), still_working
    check.evidence, check.done_by = evidence, by
    check.save()
    if not still_working:
        end_placement(placement=placement, ended_on=clock.today(), reason=reason, by=by)
        return check
    placement.state = Placement.State.HELD
    placement.save(update_fields=["state"])
    application = placement.application
    text = f"{application.opening}. {check.get_evidence_display()}."
    _tell(application.case, f"Still at work after {check.days} days", by, text=text)
    return check


@transaction.atomic
def end_placement(*, placement: Placement, ended_on: date, reason: str, by) -> Placement:
    placement = _locked_placement(placement)
    _check_runs(placement)
    if reason not in Placement.EndReason.values:
        raise ActionRefused("Say why the work ended.")
    if not placement.started_on <= ended_on <= clock.today():
        raise ActionRefused("The last day worked is between the first day and today.")
    placement.state, placement.ended_on, placement.end_reason = Placement.State.ENDED, ended_on, reason
    placement.save(update_fields=["state", "ended_on", "end_reason"])
    application = placement.application
    text = f"Last day {ended_on:%m/%d/%Y}. {placement.get_end_reason_display()}."
    _tell(application.case, f"Work ended: {application.opening}", by, text=text)
    return placement


# What the verbs share


def _end(application: Application, state: str, reason: str, note: str, by, title: str) -> Application:
    application = _locked(application)
    _check_step(application, state)
    if reason not in Application.EndReason.values:
        raise ActionRefused("Say why.")
    application.ended_on, application.end_reason, application.end_note = clock.today(), reason, note
    _go(application, state)
    # An interview that was booked will not take place now.
    application.interviews.filter(outcome="").update(outcome=Interview.Outcome.DID_NOT_COME)
    _open_or_fill(application.opening)
    text = ". ".join(part for part in (application.get_end_reason_display(), note) if part)
    _tell(application.case, f"{title}: {application.opening}", by, text=text)
    return application


def _check_may_apply(case: Case, opening: Opening) -> None:
    must_be_open(case)
    _check_takes_people(opening)
    if Application.objects.live().filter(case=case, opening=opening).exists():
        raise ActionRefused(f"{case.person.first_name} is on the way to this job already.")
    started = Application.objects.filter(case=case, opening=opening, state=State.STARTED)
    if started.exclude(placement__state=Placement.State.ENDED).exists():
        raise ActionRefused(f"{case.person.first_name} works there already.")


def _check_hires(employer: Employer) -> None:
    if not employer.is_hiring:
        raise ActionRefused(f"{employer} is {employer.get_status_display().lower()}: it hires nobody now.")


def _check_takes_people(opening: Opening) -> None:
    _check_hires(opening.employer)
    if opening.state == Opening.State.OPEN and not opening.takes_people(clock.today()):
        raise ActionRefused(f"This job closed on {opening.closes_on:%m/%d/%Y}.")
    if opening.state != Opening.State.OPEN:
        raise ActionRefused(f"This job is {opening.get_state_display().lower()}. Look for another that fits.")


def _check_has_place(opening: Opening) -> None:
    """Only true for as long as the opening is locked."""
    if _places_taken(opening) >= opening.places:
        raise ActionRefused(f"All places are taken ({opening.places}). The employer may add one.")


def _check_start(case: Case, start_date: date, work_release_reason: str) -> None:
    if start_date < clock.today():
        raise ActionRefused("The first day of work is in the past.")
    if case.is_inside and case.release_date and start_date < case.release_date and not work_release_reason:
        raise ActionRefused(
            f"{case.person.first_name} leaves on {case.release_date:%m/%d/%Y}. Choose a first day after that, or say "
            "why work starts before it (work release)."
        )


def _check_step(application: Application, state: str) -> None:
    if state not in Application.ALLOWED.get(application.state, ()):
        raise ActionRefused(
            f"This application is at “{application.get_state_display()}”; it cannot go to “{State(state).label}”."
        )


def _check_runs(placement: Placement) -> None:
    if placement.state == Placement.State.ENDED:
        raise ActionRefused(f"This work ended on {placement.ended_on:%m/%d/%Y}.")


def _check_roster(event: HiringEvent, application: Application) -> None:
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


def _places_taken(opening: Opening) -> int:
    return opening.applications.filter(state__in=Application.TAKING_A_PLACE).count()


def _open_or_fill(opening: Opening) -> None:
    """A job whose places are all taken is filled; one with a place again is open. A closed job stays closed."""
    if opening.state == Opening.State.CLOSED:
        return
    is_full = _places_taken(opening) >= opening.places
    opening.state = Opening.State.FILLED if is_full else Opening.State.OPEN
    opening.save(update_fields=["state"])


def _locked_opening(pk: int) -> Opening:
    return Opening.objects.select_for_update(of=("self",), no_key=True).select_related("employer").get(pk=pk)


def _locked(application: Application) -> Application:
    case, opening = locked(application.case), _locked_opening(application.opening_id)
    application = Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
    application.case, application.opening = case, opening
    return application


def _locked_placement(placement: Placement) -> Placement:
    application = _locked(placement.application)
    placement = Placement.objects.select_for_update(of=("self",), no_key=True).get(pk=placement.pk)
    placement.application = application
    return placement


def _go(application: Application, state: str) -> None:
    application.state = state
    application.save()


def _tell(case: Case, title: str, by, *, text: str = "") -> None:
    touch(case)
    record_event(case=case, kind=TimelineEvent.Kind.WORK, title=title[:200], text=text, by=by)
