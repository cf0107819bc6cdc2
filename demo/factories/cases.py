from datetime import timedelta

import factory

from cases.models import (
    Appointment,
    AssignmentRule,
    Case,
    Category,
    ContactPoint,
    County,
    District,
    EmergencyAccess,
    Facility,
    HandOver,
    Need,
    NeedArea,
    Note,
    Person,
    PlanStep,
    PlanTemplate,
    Posting,
    ReleaseDate,
    TemplateStep,
)
from cases.reference.needs import CATEGORIES
from demo.factories.accounts import UserFactory
from reentry_portal import clock


class CountyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = County
        django_get_or_create = ("code",)

    code = "BOON"
    name = "Boone"


class DistrictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = District
        django_get_or_create = ("code",)

    code = "6"
    name = "Columbia"


class FacilityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Facility
        django_get_or_create = ("code",)

    code = "MCC"
    name = "Moberly Correctional Center"
    short_name = "Moberly"
    sex = "M"
    kind = Facility.Kind.PRISON


class WomensPrisonFactory(FacilityFactory):
    code = "CCC"
    name = "Chillicothe Correctional Center"
    short_name = "Chillicothe"
    sex = "F"


class PostingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Posting

    user = factory.SubFactory(UserFactory)
    facility = factory.SubFactory(FacilityFactory)


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person
        django_get_or_create = ("doc_number",)

    doc_number = factory.Sequence(lambda n: f"{9_000_000 + n:08d}")
    first_name = "Marcus"
    last_name = factory.Sequence(lambda n: f"Whitfield{n}")
    birth_date = factory.LazyFunction(lambda: clock.today().replace(year=1988, day=15))
    sex = Person.Sex.MALE


class CaseFactory(factory.django.DjangoModelFactory):
    """A case inside, `days` days before its release; `released` (a number of days ago) makes it a released one."""

    class Meta:
        model = Case

    class Params:
        days = 90
        released = factory.Trait(
            state=Case.State.RELEASED,
            released_on=factory.LazyAttribute(lambda case: case.release_date),
            days=0,
            release_type=Case.ReleaseType.PAROLE,
        )

    person = factory.SubFactory(PersonFactory)
    state = Case.State.PLANNING
    facility = factory.SubFactory(FacilityFactory)
    county = factory.SubFactory(CountyFactory)
    district = factory.SubFactory(DistrictFactory)
    coordinator = factory.SubFactory(UserFactory)
    release_date = factory.LazyAttribute(lambda case: clock.today() + timedelta(days=case.days))
    release_date_kind = ReleaseDate.Kind.CONDITIONAL
    release_date_source = ReleaseDate.Source.EXTRACT


class WomansCaseFactory(CaseFactory):
    person = factory.SubFactory(PersonFactory, sex=Person.Sex.FEMALE, first_name="Angela")
    facility = factory.SubFactory(WomensPrisonFactory)


class ReleaseDateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReleaseDate

    case = factory.SubFactory(CaseFactory)
    kind = ReleaseDate.Kind.CONDITIONAL
    source = ReleaseDate.Source.EXTRACT
    date = factory.LazyAttribute(lambda row: row.case.release_date)


OF_CLASS = {"general": "basics", "health": "health", "substance_use": "substance_use", "victim": "legal"}


class NeedAreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NeedArea
        django_get_or_create = ("code",)

    code = "housing"
    name = "Housing"
    category = factory.LazyAttribute(lambda area: CATEGORIES.get(area.code, OF_CLASS[area.confidentiality]))
    confidentiality = factory.LazyAttribute(
        lambda area: Category(CATEGORIES.get(area.code, Category.BASICS)).confidentiality
    )


class NeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Need

    case = factory.SubFactory(CaseFactory)
    area = factory.SubFactory(NeedAreaFactory)
    confidentiality = factory.LazyAttribute(lambda need: need.area.confidentiality)


class PlanTemplateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanTemplate

    name = factory.Sequence(lambda n: f"Example plan {n}")


class TemplateStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TemplateStep

    template = factory.SubFactory(PlanTemplateFactory)
    code = factory.Sequence(lambda n: f"EX-{n:03d}")
    title = "Order birth certificate"
    days_before = 60


class PlanStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanStep

    case = factory.SubFactory(CaseFactory)
    code = factory.Sequence(lambda n: f"EX-{n:03d}")
    title = "Order birth certificate"
    days_before = 60
    due_on = factory.LazyAttribute(
        lambda step: step.case.release_date and step.case.release_date - timedelta(days=step.days_before)
    )


class NoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Note

    case = factory.SubFactory(CaseFactory)
    text = "Met in person. Wants work in welding. His mother can store belongings."
    author = factory.SubFactory(UserFactory)


class AppointmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Appointment

    case = factory.SubFactory(CaseFactory)
    what = "Intake interview"
    category = Category.HOUSING
    way = Appointment.Way.VIDEO
    starts_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=2))
    with_whom = "Example House of Hope"
    made_by = factory.SelfAttribute("case.coordinator")


class ContactPointFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ContactPoint

    person = factory.SubFactory(PersonFactory)
    kind = ContactPoint.Kind.PHONE
    value = factory.Sequence(lambda n: f"573-555-{n % 10000:04d}")
    safe_for_messages = True


class AssignmentRuleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AssignmentRule

    facility = factory.SubFactory(FacilityFactory)
    coordinator = factory.SubFactory(UserFactory)


class HandOverFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HandOver

    from_user = factory.SubFactory(UserFactory)
    to_user = factory.SubFactory(UserFactory)
    by = factory.SubFactory(UserFactory, role="supervisor")
    why = "Two people wait for a home plan; the landlord in Boone County calls back on Monday."
    people = 12
    leaving_soon = 3
    overdue_steps = 5


class EmergencyAccessFactory(factory.django.DjangoModelFactory):
    """An hour that began `minutes_ago`, for a member of staff at another prison."""

    class Meta:
        model = EmergencyAccess

    class Params:
        minutes_ago = 0
        reviewed = factory.Trait(
            reviewed_by=factory.SubFactory(UserFactory, role="supervisor"),
            reviewed_at=factory.LazyFunction(clock.now),
            verdict=EmergencyAccess.Verdict.NEEDED,
            review="The clinic called back and confirmed it.",
        )

    user = factory.SubFactory(UserFactory)
    case = factory.SubFactory(CaseFactory)
    reason = "The clinic called: he fainted and they need to know what he takes."
    opened_at = factory.LazyAttribute(lambda access: clock.now() - timedelta(minutes=access.minutes_ago))
    ends_at = factory.LazyAttribute(lambda access: access.opened_at + timedelta(minutes=60))
