"""The verbs of women's programs. Whoever takes or frees a place first locks the cohort, so that two people who press
the button at once are served one after the other."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import islice

from django.db import transaction

from cases.actions import record_event
from cases.models import Case, Facility, Need, Person, TimelineEvent
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from womens_programs.fit import last_day, leaves_too_soon, lives_at, too_soon_sentence
from womens_programs.models import Attendance, Cohort, Enrollment, Program, Session

State = Enrollment.State


class LeavesTooSoon(ActionRefused):
    """She leaves before the last session. Staff may say why she goes in all the same."""


# Programs and people


@transaction.atomic
def propose(
    *,
    case: Case,
    program: Program,
    by,
    need: Need | None = None,
    why: str = "",
    too_late_reason: str = "",
) -> Enrollment:
    """Suggest the program for her where she is; nothing is promised yet."""
    facility = next((site for site in program.sites.all() if lives_at(case, site)), None)
    if facility is None:
        raise ActionRefused(f"{program} is not offered where {case.person.first_name} is.")
    if _open_enrollment(case, program):
        raise ActionRefused(f"{case.person.first_name} is already in line for {program} or in it.")
    _check_fit(case, program, facility)
    _check_time(case, program, None, too_late_reason)
    enrollment = _new_enrollment(case, program, facility, by, need, why, too_late_reason)
    _tell(enrollment, f"Proposed for {program}", by, text=why)
    return enrollment


@transaction.atomic
def join_waitlist(*, enrollment: Enrollment, by) -> Enrollment:
    """Put her in line. Refused while there is a free place that she could take at once."""
    enrollment = _locked(enrollment)
    _check_step(enrollment, State.WAITLISTED)
    _check_fit(enrollment.case, enrollment.program, enrollment.facility)
    if with_room := cohort_with_room(enrollment):
        raise ActionRefused(f"The group of {with_room.starts_on:%m/%d/%Y} has a free place. Enroll her there.")
    return _put_in_line(enrollment, by)


@transaction.atomic
def enroll(
    *, case: Case, cohort: Cohort, by, need: Need | None = None, why: str = "", too_late_reason: str = ""
) -> Enrollment:
    """Give her a place in the cohort; when it is full or closed, a place in the line for its program there."""
    cohort = _locked_cohort(cohort)
    program = cohort.program
    enrollment = _open_enrollment(case, program)
    if enrollment and enrollment.holds_a_place:
        raise ActionRefused(f"{case.person.first_name} already has a place in {program}.")
    if enrollment and enrollment.facility_id != cohort.facility_id:
        raise ActionRefused(
            f"{case.person.first_name} is in line at {enrollment.facility.short_name}. Transfer her to "
            f"{cohort.facility.short_name}."
        )
    if cohort.is_over(clock.today()):
        raise ActionRefused(f"This group ended on {cohort.ends_on:%m/%d/%Y}. Choose another.")
    _check_fit(case, program, cohort.facility)
    too_late_reason = too_late_reason or (enrollment.too_late_reason if enrollment else "")
    _check_time(case, program, cohort, too_late_reason)

    if enrollment is None:
        enrollment = _new_enrollment(case, program, cohort.facility, by, need, why, too_late_reason)
    enrollment.too_late_reason = too_late_reason
    if _has_room(cohort):
        return _give_place(enrollment, cohort, by)
    if enrollment.state == State.WAITLISTED:
        raise ActionRefused(
            f"{'This group is full' if cohort.takes_people(clock.today()) else 'This group has started'}. "
            f"{case.person.first_name} is number {place_in_line(enrollment)} in line."
        )
    return _put_in_line(enrollment, by)


@transaction.atomic
def promote_next(*, cohort: Cohort) -> Enrollment | None:
    """Give a free place to the first in line who can still take it."""
    cohort = _locked_cohort(cohort)
    if not _has_room(cohort):
        return None
    line = Enrollment.objects.waitlisted().able_to_join(cohort).first_in_line_first()
    # Two cohorts may free a place at once; skipping her who is being served there gives each its own person.
    first = line.select_for_update(of=("self",), skip_locked=True, no_key=True).first()
    return _give_place(first, cohort, by=None, text="A place came free.") if first else None


@transaction.atomic
def start(*, enrollment: Enrollment, by) -> Enrollment:
    enrollment = _locked(enrollment)
    _check_step(enrollment, State.ACTIVE)
    if enrollment.cohort.starts_on > clock.today():
        raise ActionRefused(f"The group starts on {enrollment.cohort.starts_on:%m/%d/%Y}.")
    return _go(enrollment, State.ACTIVE, f"Started {enrollment.program}", by)


@transaction.atomic
def complete(*, enrollment: Enrollment, by) -> Enrollment:
    cohort, enrollment = _locked_with_cohort(enrollment)
    _check_step(enrollment, State.COMPLETED)
    enrollment.ended_on = clock.today()
    _go(enrollment, State.COMPLETED, f"Completed {enrollment.program}", by)
    promote_next(cohort=cohort)
    return enrollment


@transaction.atomic
def leave_early(*, enrollment: Enrollment, reason: str, by, note: str = "") -> Enrollment:
    """She leaves the program, the cohort or the line. A place that this frees goes to the first in line."""
    cohort, enrollment = _locked_with_cohort(enrollment)
    _check_step(enrollment, State.LEFT)
    if reason not in Enrollment.LeaveReason.values:
        raise ActionRefused("Say why she leaves.")
    had_place = enrollment.holds_a_place
    enrollment.leave_reason, enrollment.leave_note, enrollment.ended_on = reason, note, clock.today()
    text = ". ".join(part for part in (enrollment.get_leave_reason_display(), note) if part)
    title = f"Left {enrollment.program} early" if had_place else f"No longer waiting for {enrollment.program}"
    _go(enrollment, State.LEFT, title, by, text=text)
    if had_place:
        promote_next(cohort=cohort)
    return enrollment


@transaction.atomic
def transfer(*, enrollment: Enrollment, to: Cohort, by, too_late_reason: str = "") -> Enrollment:
    """She goes on in another cohort of the program, here or where she moves to, and keeps the day she asked.

    Returns the new enrollment: a place in `to`, or a place in its line.
    """
    if enrollment.cohort_id == to.pk:
        raise ActionRefused("She is in this group already. Choose another.")
    wanted = [pk for pk in (enrollment.cohort_id, to.pk) if pk]
    cohorts = Cohort.objects.filter(pk__in=wanted).order_by("pk").select_for_update(of=("self",), no_key=True)
    by_pk = {cohort.pk: cohort for cohort in cohorts.select_related("program", "facility")}
    to = by_pk[to.pk]
    left = _locked(enrollment)
    _check_step(left, State.TRANSFERRED)
    if to.program_id != left.program_id:
        raise ActionRefused(f"That group is of another program. Choose a group of {left.program}.")
    if to.is_over(clock.today()):
        raise ActionRefused(f"That group ended on {to.ends_on:%m/%d/%Y}. Choose another.")
    too_late_reason = too_late_reason or left.too_late_reason
    _check_time(left.case, to.program, to, too_late_reason)

    had_place = left.holds_a_place
    left.ended_on = clock.today()
    where = to.facility.short_name
    _go(left, State.TRANSFERRED, f"Transferred in {to.program} to {where}", by)
    arrived = _new_enrollment(left.case, to.program, to.facility, by, left.need, left.why, too_late_reason)
    arrived.asked_on = left.asked_on
    _give_place(arrived, to, by) if _has_room(to) else _put_in_line(arrived, by)
    if had_place:
        promote_next(cohort=by_pk[left.cohort_id])
    return arrived


def cohort_with_room(enrollment: Enrollment) -> Cohort | None:
    """A group of her program where she is that has a free place now and ends before she leaves."""
    cohorts = Cohort.objects.filter(program=enrollment.program_id, facility=enrollment.facility_id)
    with_room = cohorts.taking_people().with_places_taken().filter(free__gt=0)
    in_time = (cohort for cohort in with_room if not leaves_too_soon(enrollment.case, before=cohort.ends_on))
    return next(in_time, None)


def place_in_line(enrollment: Enrollment) -> int:
    return Enrollment.objects.places_in_line([enrollment])[enrollment.pk]


# Cohorts and attendance


@transaction.atomic
def open_cohort(*, cohort: Cohort, by) -> Cohort:
    """Start a group: its sessions are laid out, and its places go to those in line."""
    _check_site(cohort.program, cohort.facility)
    dates = _meeting_days(cohort.starts_on, cohort.meets_on, cohort.program.sessions)
    cohort.ends_on = dates[-1]
    cohort.save(force_insert=True)
    Session.objects.bulk_create(Session(cohort=cohort, date=day) for day in dates)
    _fill_from_line(cohort)
    return cohort


@transaction.atomic
def change_cohort(*, cohort: Cohort, by) -> Cohort:
    """Save changed dates, room or places. Sessions with attendance stay; those to come are laid out anew."""
    now = _locked_cohort(cohort)
    taken = now.enrollments.holding_a_place().count()
    if cohort.places < taken:
        raise ActionRefused(f"{taken} people have a place. A group cannot have fewer places than people.")
    held = list(
        Session.objects.filter(cohort=cohort, attendance__isnull=False).distinct().values_list("date", flat=True)
    )
    first = max([cohort.starts_on, *(day + timedelta(days=1) for day in held)])
    to_come = _meeting_days(first, cohort.meets_on, max(cohort.program.sessions - len(held), 0))
    cohort.ends_on = max([*held, *to_come])
    cohort.save()
    Session.objects.filter(cohort=cohort, attendance=None).exclude(date__in=to_come).delete()
    Session.objects.bulk_create((Session(cohort=cohort, date=day) for day in to_come), ignore_conflicts=True)
    _fill_from_line(cohort)
    return cohort


@transaction.atomic
def record_attendance(*, session: Session, marks: Mapping[int, str], by) -> int:
    """Save the marks of one session, by enrollment id; returns how many changed. Her first session makes her active."""
    if session.date > clock.today():
        raise ActionRefused(f"This session is on {session.date:%m/%d/%Y}. Record it when it has been held.")
    members = {row.pk: row for row in session.cohort.enrollments.select_related("case", "program")}
    if not members.keys() >= marks.keys():
        raise ActionRefused("Someone on this sheet is not in the group any more. Open it again.")
    before = dict(session.attendance.values_list("enrollment_id", "mark"))
    changed = {pk: mark for pk, mark in marks.items() if before.get(pk) != mark}
    Attendance.objects.bulk_create(
        [Attendance(session=session, enrollment_id=pk, mark=mark) for pk, mark in changed.items()],
        update_conflicts=True,
        unique_fields=["session", "enrollment"],
        update_fields=["mark"],
    )
    for pk, mark in changed.items():
        enrollment = members[pk]
        word = Attendance.Mark(mark).label.lower()
        _tell(enrollment, f"{enrollment.program}, session of {session.date:%m/%d/%Y}: {word}", by)
        if mark == Attendance.Mark.PRESENT and enrollment.state == State.ENROLLED:
            start(enrollment=enrollment, by=by)
    return len(changed)


# What the verbs share


def _check_fit(case: Case, program: Program, facility: Facility) -> None:
    name = case.person.first_name
    if case.person.sex != Person.Sex.FEMALE:
        raise ActionRefused("These programs are for women.")
    if not case.is_open:
        raise ActionRefused(f"This case is {case.get_state_display().lower()}; nobody can be enrolled from it.")
    if not program.is_active:
        raise ActionRefused(f"{program} is no longer offered.")
    _check_site(program, facility)
    if not lives_at(case, facility):
        lives = case.facility.short_name if case.is_inside and case.facility else "in the community"
        raise ActionRefused(
            f"{name} is {'at ' if case.is_inside and case.facility else ''}{lives}; this group meets at "
            f"{facility.short_name}. Choose a group where she is, or transfer her."
        )


def _check_site(program: Program, facility: Facility) -> None:
    if not program.sites.filter(pk=facility.pk).exists():
        raise ActionRefused(f"{program} is not offered at {facility.short_name}.")


def _check_time(case: Case, program: Program, cohort: Cohort | None, too_late_reason: str) -> None:
    end = last_day(program, cohort)
    if leaves_too_soon(case, before=end) and not too_late_reason:
        raise LeavesTooSoon(f"{too_soon_sentence(case, before=end)} To go on, say why.")


def _check_step(enrollment: Enrollment, state: str) -> None:
    if state not in Enrollment.ALLOWED.get(enrollment.state, ()):
        raise ActionRefused(
            f"{enrollment.case.person.first_name} is {enrollment.get_state_display().lower()} in "
            f"{enrollment.program}; she cannot become {State(state).label.lower()}."
        )


def _has_room(cohort: Cohort) -> bool:
    """Only true for as long as the cohort is locked."""
    return (
        cohort.takes_people(clock.today())
        and Enrollment.objects.filter(cohort=cohort).holding_a_place().count() < cohort.places
    )


def _locked_cohort(cohort: Cohort) -> Cohort:
    cohorts = Cohort.objects.select_related("program", "facility")
    return cohorts.select_for_update(of=("self",), no_key=True).get(pk=cohort.pk)


def _locked(enrollment: Enrollment) -> Enrollment:
    rows = Enrollment.objects.select_related("case__person", "case__facility", "program", "facility", "cohort")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=enrollment.pk)


def _locked_with_cohort(enrollment: Enrollment) -> tuple[Cohort | None, Enrollment]:
    """Cohort first, as everywhere: the other order could wait in a circle."""
    cohort = _locked_cohort(enrollment.cohort) if enrollment.cohort_id else None
    enrollment = _locked(enrollment)
    if enrollment.cohort_id != (cohort.pk if cohort else None):
        raise ActionRefused("She was given a place just now. Look again and decide anew.")
    return cohort, enrollment


def _open_enrollment(case: Case, program: Program) -> Enrollment | None:
    # The case is locked so that two colleagues cannot both find that she has none and both add one.
    Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    rows = Enrollment.objects.open().filter(case=case, program=program)
    rows = rows.select_related("case__person", "program", "facility")
    return rows.select_for_update(of=("self",), no_key=True).first()


def _new_enrollment(case, program, facility, by, need, why, too_late_reason) -> Enrollment:
    return Enrollment.objects.create(
        case=case,
        program=program,
        facility=facility,
        need=need,
        why=why,
        too_late_reason=too_late_reason,
        confidentiality=program.confidentiality,
        proposed_by=by,
    )


def _give_place(enrollment: Enrollment, cohort: Cohort, by, text: str = "") -> Enrollment:
    _check_step(enrollment, State.ENROLLED)
    enrollment.cohort, enrollment.enrolled_on = cohort, clock.today()
    title = f"Enrolled in {cohort.program} at {cohort.facility.short_name}, from {cohort.starts_on:%m/%d/%Y}"
    return _go(enrollment, State.ENROLLED, title, by, text=text)


def _put_in_line(enrollment: Enrollment, by) -> Enrollment:
    enrollment.state = State.WAITLISTED
    enrollment.save()
    where = f"{enrollment.program} at {enrollment.facility.short_name}"
    _tell(enrollment, f"On the waitlist for {where}, number {place_in_line(enrollment)} in line", by)
    return enrollment


def _fill_from_line(cohort: Cohort) -> None:
    while promote_next(cohort=cohort):
        pass


def _go(enrollment: Enrollment, state: str, title: str, by, text: str = "") -> Enrollment:
    enrollment.state = state
    enrollment.save()
    _tell(enrollment, title, by, text=text)
    return enrollment


def _tell(enrollment: Enrollment, title: str, by, text: str = "") -> None:
    record_event(
        case=enrollment.case,
        kind=TimelineEvent.Kind.PROGRAM,
        title=title,
        text=text,
        by=by,
        confidentiality=enrollment.confidentiality,
    )


def _meeting_days(first: date, weekdays: Iterable[int], how_many: int) -> list[date]:
    weekdays = set(weekdays)
    days = (first + timedelta(days=n) for n in range(7 * (how_many + 1)))
    return list(islice((day for day in days if day.weekday() in weekdays), how_many))
