"""From readiness to an accepted offer."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from cases.actions.cases import locked, must_be_open
from cases.models import Case
from employers.actions.rules import (
    check_has_place,
    check_may_apply,
    check_roster,
    check_start,
    check_step,
    check_takes_people,
    go,
    locked_application,
    locked_opening,
    open_or_fill,
    tell,
)
from employers.models import Application, Interview, Opening, ReadinessModule, ReadinessRecord, WorkProfile
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from reentry_portal.templatetags.portal import short_time

State = Application.State


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
    tell(case, f"Ready for work: {module} done", by)
    return record


@transaction.atomic
def save_profile(*, profile: WorkProfile, credentials, by) -> WorkProfile:
    must_be_open(locked(profile.case))
    profile.save()
    profile.credentials.set(credentials)
    tell(profile.case, "Work profile changed", by, text=profile.skills)
    return profile


@transaction.atomic
def note_interest(*, case: Case, opening: Opening, by, note: str = "") -> Application:
    """The person is interested; the employer does not hear of them yet."""
    case, opening = locked(case), locked_opening(opening.pk)
    check_may_apply(case, opening)
    application = Application.objects.create(case=case, opening=opening, note=note, put_forward_by=by)
    tell(case, f"Interested in {opening}", by, text=note)
    return application


@transaction.atomic
def put_forward(*, case: Case, opening: Opening, by, agreed: bool, note: str = "") -> Application:
    """Tell the employer of the person, who agreed to that. Someone who was interested goes on from there."""
    case, opening = locked(case), locked_opening(opening.pk)
    live = Application.objects.live().filter(case=case, opening=opening).select_for_update(no_key=True).first()
    if live is None:
        check_may_apply(case, opening)
        live = Application(case=case, opening=opening, put_forward_by=by)
    else:
        live.case, live.opening = case, opening
        check_step(live, State.APPLIED)
        check_takes_people(opening)
        must_be_open(case)
    if not agreed:
        raise ActionRefused(f"Ask {case.person.first_name} first: nobody is put forward who did not agree.")
    live.agreed_on, live.note, live.state = clock.today(), note or live.note, State.APPLIED
    live.save()
    tell(case, f"Put forward for {opening}", by, text=note)
    return live


@transaction.atomic
def book_interview(
    *, application: Application, kind: str, by, at: datetime | None = None, place: str = "", event=None
) -> Interview:
    """Book an interview by video, in person, or at a hiring event, which then gives time and place."""
    application = locked_application(application)
    case = application.case
    must_be_open(case)
    if application.state != State.INTERVIEW:
        check_step(application, State.INTERVIEW)
    if application.interviews.filter(outcome="").exists():
        raise ActionRefused("An interview is booked already. Record how it went first.")
    if (kind == Interview.Kind.EVENT) != (event is not None):
        raise ActionRefused("Choose the hiring event." if event is None else "Only an interview there names an event.")
    if event is not None:
        check_roster(event, application)
        at, place = event.starts_at, place or event.place
    if at is None or at < clock.now():
        raise ActionRefused("Choose a time that is still to come.")
    if kind == Interview.Kind.IN_PERSON and case.is_inside and not place:
        raise ActionRefused("Say where they meet.")
    interview = Interview.objects.create(application=application, kind=kind, at=at, place=place, event=event)
    go(application, State.INTERVIEW)
    tell(
        case,
        f"Interview for {application.opening}",
        by,
        text=f"{interview.get_kind_display()}, {short_time(at)}{', ' + place if place else ''}.",
    )
    return interview


@transaction.atomic
def record_interview_outcome(*, interview: Interview, outcome: str, by, note: str = "", reason: str = "") -> Interview:
    """Write down how it went. An employer's no ends the application, with its reason."""
    application = locked_application(interview.application)
    interview = application.interviews.select_for_update(of=("self",), no_key=True).get(pk=interview.pk)
    if interview.outcome:
        raise ActionRefused(f"The outcome was recorded: {interview.get_outcome_display().lower()}.")
    if outcome not in Interview.Outcome.values:
        raise ActionRefused("Say how it went.")
    if interview.at > clock.now() and outcome != Interview.Outcome.DID_NOT_COME:
        raise ActionRefused("This interview is still to come.")
    if outcome == Interview.Outcome.NO and application.state in Application.WITH_OFFER:
        raise ActionRefused(
            f"The employer made an offer after this interview, and the application is at "
            f"“{application.get_state_display()}”. If the employer took it back, record that there."
        )
    interview.outcome, interview.outcome_note = outcome, note
    interview.save(update_fields=["outcome", "outcome_note"])
    said = interview.get_outcome_display()
    tell(application.case, f"Interview for {application.opening}: {said[:1].lower()}{said[1:]}", by, text=note)
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
    application = locked_application(application)
    case, opening = application.case, application.opening
    must_be_open(case)
    check_step(application, State.OFFERED)
    check_has_place(opening)
    check_start(case, start_date, work_release_reason)
    application.offered_on = clock.today()
    application.offered_wage = wage or opening.wage
    application.start_date = start_date
    application.offered_before_release = case.is_inside
    application.work_release_reason = work_release_reason
    go(application, State.OFFERED)
    when = " before release" if case.is_inside else ""
    tell(
        case,
        f"Job offered{when}: {opening}",
        by,
        text=f"${application.offered_wage} an hour, from {start_date:%m/%d/%Y}. {work_release_reason}".strip(),
    )
    return application


@transaction.atomic
def move_start(*, application: Application, start_date: date, by, work_release_reason: str = "") -> Application:
    """Agree on another first day, as when the release date moved."""
    application = locked_application(application)
    if application.state not in Application.WITH_OFFER:
        raise ActionRefused("Only an offer has a first day to move.")
    must_be_open(application.case)
    check_start(application.case, start_date, work_release_reason)
    before, application.start_date = application.start_date, start_date
    application.work_release_reason = work_release_reason
    application.save(update_fields=["start_date", "work_release_reason"])
    tell(
        application.case,
        f"First day of work moved from {before:%m/%d/%Y} to {start_date:%m/%d/%Y}",
        by,
        text=f"{application.opening}. {work_release_reason}".strip(),
    )
    return application


@transaction.atomic
def accept_offer(*, application: Application, by) -> Application:
    """The person takes the job; of two who want the last place, the first has it."""
    application = locked_application(application)
    must_be_open(application.case)
    check_step(application, State.ACCEPTED)
    if application.is_date_review:
        raise ActionRefused("The release date has moved past the first day of work. Agree on another first day first.")
    check_has_place(application.opening)
    go(application, State.ACCEPTED)
    open_or_fill(application.opening)
    start = f"Starts on {application.start_date:%m/%d/%Y}."
    tell(application.case, f"Job accepted: {application.opening}", by, text=start)
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


def _end(application: Application, state: str, reason: str, note: str, by, title: str) -> Application:
    application = locked_application(application)
    check_step(application, state)
    if reason not in Application.EndReason.values:
        raise ActionRefused("Say why.")
    application.ended_on, application.end_reason, application.end_note = clock.today(), reason, note
    go(application, state)
    # An interview that was booked will not take place now.
    application.interviews.filter(outcome="").update(outcome=Interview.Outcome.DID_NOT_COME)
    open_or_fill(application.opening)
    text = ". ".join(part for part in (application.get_end_reason_display(), note) if part)
    tell(application.case, f"{title}: {application.opening}", by, text=text)
    return application
