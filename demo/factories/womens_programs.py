from datetime import timedelta

import factory

from demo.factories.accounts import UserFactory
from demo.factories.cases import WomansCaseFactory, WomensPrisonFactory
from reentry_portal import clock
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
