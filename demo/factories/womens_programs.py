from contextlib import contextmanager
from datetime import datetime, timedelta

import factory
from django.utils import timezone

from accounts.models import Role
from cases.models import Case, Need
from demo.factories.accounts import UserFactory
from demo.factories.cases import WomansCaseFactory, WomensPrisonFactory
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from womens_programs import actions
from womens_programs.models import Area, Attendance, Cohort, Enrollment, Program, Session


class ProgramFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Program
        django_get_or_create = ("code",)
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"example-program-{n}")
    name = factory.LazyAttribute(lambda program: program.code.replace("-", " ").capitalize())
    area = Area.PARENTING
    sessions = 6
    hours = 12
    weeks = 6
    is_open_group = True
    provider = "Program staff"
    description = "Six meetings of two hours."

    @factory.post_generation
    def sites(self, create, given, **kwargs):
        self.sites.add(*(given or [WomensPrisonFactory()]))

    @factory.post_generation
    def need_areas(self, create, given, **kwargs):
        self.need_areas.add(*(given or []))


class CohortFactory(factory.django.DjangoModelFactory):
    """A group that starts in `days` days and meets once a week."""

    class Meta:
        model = Cohort

    class Params:
        days = 14

    program = factory.SubFactory(ProgramFactory)
    facility = factory.SubFactory(WomensPrisonFactory)
    starts_on = factory.LazyAttribute(lambda cohort: clock.today() + timedelta(days=cohort.days))
    ends_on = factory.LazyAttribute(lambda cohort: cohort.starts_on + timedelta(weeks=cohort.program.sessions - 1))
    meets_on = factory.LazyAttribute(lambda cohort: [cohort.starts_on.weekday()])
    facilitator = "Dana Oakley"
    room = "Program room 2"
    places = 8


class SessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Session

    cohort = factory.SubFactory(CohortFactory, days=-14)
    date = factory.LazyAttribute(lambda session: session.cohort.starts_on)


class EnrollmentFactory(factory.django.DjangoModelFactory):
    """On the waitlist of a program; `enrolled` puts her in a cohort."""

    class Meta:
        model = Enrollment

    class Params:
        enrolled = factory.Trait(
            state=Enrollment.State.ENROLLED,
            cohort=factory.SubFactory(
                CohortFactory,
                program=factory.SelfAttribute("..program"),
                facility=factory.SelfAttribute("..facility"),
            ),
            enrolled_on=factory.LazyFunction(clock.today),
        )

    case = factory.SubFactory(WomansCaseFactory)
    program = factory.SubFactory(ProgramFactory)
    facility = factory.SubFactory(WomensPrisonFactory)
    state = Enrollment.State.WAITLISTED
    confidentiality = factory.LazyAttribute(lambda enrollment: enrollment.program.confidentiality)
    proposed_by = factory.SubFactory(UserFactory)


class AttendanceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attendance

    session = factory.SubFactory(SessionFactory)
    enrollment = factory.SubFactory(EnrollmentFactory, enrolled=True)
    mark = Attendance.Mark.PRESENT


def member(cohort: Cohort, *, state: str = Enrollment.State.ENROLLED, **fields) -> Enrollment:
    """Someone who has, or had, a place in this cohort."""
    if state in (Enrollment.State.COMPLETED, Enrollment.State.LEFT):
        fields.setdefault("ended_on", clock.today())
    if state == Enrollment.State.LEFT:
        fields.setdefault("leave_reason", Enrollment.LeaveReason.OWN_CHOICE)
    return EnrollmentFactory(
        program=cohort.program,
        facility=cohort.facility,
        cohort=cohort,
        enrolled_on=clock.today(),
        state=state,
        **fields,
    )


def waiting(cohort: Cohort, **fields) -> Enrollment:
    """Someone in line for this cohort's program where it meets."""
    return EnrollmentFactory(program=cohort.program, facility=cohort.facility, **fields)


# The demo: two months of the three places, told through the actions, so that timeline and trail tell it too.

FACILITATORS = ("Dana Oakley", "Robin Ashgrove", "Casey Lindmoor", "Pat Elderwood")
WHY = ("Asked for it herself", "Assessment of last month", "Wants it done before she goes home", "")


def populate(rng, cases: list[Case], staff: list) -> None:
    """Groups at each place in each area: one that runs, one to come, some over; some full, with people in line."""
    by = next(user for user in staff if user.role == Role.WOMENS)
    women = [case for case in cases if case.person.sex == "F" and case.is_open]
    for offered in _offered_programs(rng):
        for facility, program in offered:
            here = [case for case in women if actions.lives_at(case, facility)]
            if rng.random() < 0.4 and program.weeks <= 10:
                _run(rng, program, facility, here, by, started_weeks_ago=program.weeks + rng.randint(1, 3))
            _run(rng, program, facility, here, by, started_weeks_ago=rng.randint(2, 4))
            _plan(rng, program, facility, here, by, is_full=not program.is_open_group and rng.random() < 0.5)
    _transfer_some(rng, by)


def _offered_programs(rng):
    """For each area, one program at each place that offers one."""
    for area in Area:
        by_place = {}
        for program in Program.objects.filter(area=area, is_active=True).prefetch_related("sites"):
            for facility in program.sites.all():
                by_place.setdefault(facility, []).append(program)
        places = sorted(by_place.items(), key=lambda item: item[0].code)
        yield [(facility, rng.choice(programs)) for facility, programs in places]


@contextmanager
def _on(day):
    """Act as on that day, at ten in the morning."""
    held = clock.hold(timezone.make_aware(datetime(day.year, day.month, day.day, 10)))
    try:
        yield
    finally:
        clock.release(held)


def _open(rng, program, facility, by, *, starts_on, places) -> Cohort:
    weekdays = {starts_on.weekday()}
    while len(weekdays) < min(5, -(-program.sessions // program.weeks)):
        weekdays.add(rng.randrange(5))
    cohort = CohortFactory.build(
        program=program,
        facility=facility,
        starts_on=starts_on,
        meets_on=sorted(weekdays),
        meets_at=f"{rng.choice((9, 10, 13, 14))}:{rng.choice(('00', '30'))}",
        facilitator=rng.choice(FACILITATORS),
        room=f"Program room {rng.randint(1, 4)}",
        places=places,
    )
    return actions.open_cohort(cohort=cohort, by=by)


def _weekday(day):
    """The day itself, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _join(rng, cohort, case, by) -> Enrollment | None:
    """Enroll her by the rules; None where they refuse."""
    answers = Need.objects.filter(case=case, area__in=cohort.program.need_areas.all(), state__in=Need.OPEN)
    override = "Goes on with it at Fulton" if rng.random() < 0.1 else ""
    try:
        return actions.enroll(
            case=case, cohort=cohort, by=by, need=answers.first(), why=rng.choice(WHY), too_late_reason=override
        )
    except ActionRefused:
        return None


def _run(rng, program, facility, women, by, *, started_weeks_ago) -> None:
    """A group that started some weeks ago: attended, left by one, completed if it is over."""
    first = _weekday(clock.today() - timedelta(weeks=started_weeks_ago))
    with _on(first - timedelta(days=10)):
        cohort = _open(rng, program, facility, by, starts_on=first, places=rng.choice((6, 8, 10)))
        for case in rng.sample(women, min(len(women), rng.randint(4, 6))):
            _join(rng, cohort, case, by)
    today = clock.today()
    held = list(cohort.sessions.filter(date__lte=today))
    for session in held[-4:]:
        with _on(session.date):
            marks = {
                pk: rng.choices(("present", "excused", "absent"), (85, 9, 6))[0]
                for pk in cohort.enrollments.holding_a_place().order_by("pk").values_list("pk", flat=True)
            }
            actions.record_attendance(session=session, marks=marks, by=by)
    active = list(cohort.enrollments.filter(state=Enrollment.State.ACTIVE).order_by("pk"))
    if len(active) > 3:
        leaver = active.pop(rng.randrange(len(active)))
        with _on(min(today, cohort.ends_on)):
            actions.leave_early(enrollment=leaver, reason=rng.choice(("own_choice", "schedule", "moved")), by=by)
    if cohort.is_over(today):
        with _on(cohort.ends_on):
            for enrollment in active:
                actions.complete(enrollment=enrollment, by=by)


def _plan(rng, program, facility, women, by, *, is_full) -> None:
    """A group to come: with free places, or full and with people in line; and some proposals."""
    first = _weekday(clock.today() + timedelta(days=rng.randint(5, 28)))
    asked = rng.sample(women, min(len(women), 8))
    cohort = _open(rng, program, facility, by, starts_on=first, places=3 if is_full else 10)
    for number, case in enumerate(asked[: 6 if is_full else 4]):
        with _on(clock.today() - timedelta(days=20 - 2 * number)):
            _join(rng, cohort, case, by)
    for case in asked[-2:]:
        try:
            actions.propose(case=case, program=program, by=by, why=rng.choice(WHY))
        except ActionRefused:
            continue


def _transfer_some(rng, by) -> None:
    """Two women go on with their program at another place."""
    moved = 0
    for enrollment in Enrollment.objects.filter(state=Enrollment.State.ACTIVE).select_related("cohort").order_by("pk"):
        elsewhere = Cohort.objects.filter(program=enrollment.program).exclude(facility=enrollment.facility)
        to = elsewhere.not_over().order_by("pk").first()
        if to and moved < 2:
            actions.transfer(enrollment=enrollment, to=to, by=by, too_late_reason="Goes on there")
            moved += 1
