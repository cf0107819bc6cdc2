from datetime import timedelta
from decimal import Decimal

import factory

from demo.factories.accounts import UserFactory
from demo.factories.cases import CaseFactory, CountyFactory, FacilityFactory
from employers.models import (
    Application,
    Credential,
    Employer,
    HiringEvent,
    Industry,
    Interview,
    Opening,
    Placement,
    RetentionCheck,
    WorkProfile,
)
from employers.models.placements import CHECK_DAYS
from reentry_portal import clock


class CredentialFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Credential
        django_get_or_create = ("code",)

    code = "welding"
    name = "Welding certificate"


class EmployerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Employer
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Example Works {n}")
    industry = Industry.METAL
    status = Employer.Status.ACTIVE
    city = "Columbia"
    county = factory.SubFactory(CountyFactory)
    contact_name = "Casey Ashgrove"
    phone = "5735550177"

    @factory.post_generation
    def counties(self, create, given, **kwargs):
        if given:
            self.counties.add(*given)


class OpeningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Opening
        skip_postgeneration_save = True

    employer = factory.SubFactory(EmployerFactory)
    title = "Welder"
    city = "Columbia"
    county = factory.SelfAttribute("employer.county")
    wage = Decimal("19.50")
    places = 2

    @factory.post_generation
    def credentials(self, create, given, **kwargs):
        if given:
            self.credentials.add(*given)


class HiringEventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HiringEvent
        skip_postgeneration_save = True

    class Params:
        days = 7

    facility = factory.SubFactory(FacilityFactory)
    starts_at = factory.LazyAttribute(lambda event: clock.now() + timedelta(days=event.days))
    place = "Gymnasium"

    @factory.post_generation
    def employers(self, create, given, **kwargs):
        if given:
            self.employers.add(*given)


class WorkProfileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkProfile
        skip_postgeneration_save = True

    case = factory.SubFactory(CaseFactory)
    skills = "Two years of welding"

    @factory.post_generation
    def credentials(self, create, given, **kwargs):
        if given:
            self.credentials.add(*given)


class ApplicationFactory(factory.django.DjangoModelFactory):
    """Put forward and agreed; `offered` holds an offer from the day after the release."""

    class Meta:
        model = Application

    class Params:
        offered = factory.Trait(
            state=Application.State.OFFERED,
            offered_on=factory.LazyFunction(clock.today),
            offered_wage=Decimal("19.50"),
            start_date=factory.LazyAttribute(
                lambda row: max(row.case.release_date or clock.today(), clock.today()) + timedelta(days=1)
            ),
            offered_before_release=factory.LazyAttribute(lambda row: row.case.is_inside),
        )

    case = factory.SubFactory(CaseFactory)
    opening = factory.SubFactory(OpeningFactory)
    state = Application.State.APPLIED
    agreed_on = factory.LazyFunction(clock.today)
    put_forward_by = factory.SubFactory(UserFactory)


class InterviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Interview

    class Params:
        days = 3

    application = factory.SubFactory(ApplicationFactory, state=Application.State.INTERVIEW)
    kind = Interview.Kind.VIDEO
    at = factory.LazyAttribute(lambda interview: clock.now() + timedelta(days=interview.days))
    place = "Visiting room 2"


class PlacementFactory(factory.django.DjangoModelFactory):
    """At work since `days` days ago, with its four checks."""

    class Meta:
        model = Placement
        skip_postgeneration_save = True

    class Params:
        days = 40

    application = factory.SubFactory(
        ApplicationFactory,
        offered=True,
        state=Application.State.STARTED,
        case=factory.SubFactory(CaseFactory, released=True),
    )
    started_on = factory.LazyAttribute(lambda placement: clock.today() - timedelta(days=placement.days))

    @factory.post_generation
    def checks(self, create, given, **kwargs):
        RetentionCheck.objects.bulk_create(
            RetentionCheck(placement=self, days=days, due_on=self.started_on + timedelta(days=days))
            for days in CHECK_DAYS
        )
