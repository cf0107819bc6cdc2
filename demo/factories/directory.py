"""Invented organizations of all five kinds, with what they offer, where, when and on which paper."""

from datetime import time, timedelta

import factory

from demo.factories.accounts import OrganizationFactory, UserFactory
from partners.models import Agreement, Location, Schedule, ServiceAtLocation
from reentry_portal import clock


class LocationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Location

    organization = factory.SubFactory(OrganizationFactory)
    name = "Main house"
    address_1 = factory.Sequence(lambda n: f"{100 + n} Example Street")
    city = "Exampleton"
    postal_code = "65000"


class ServiceAtLocationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ServiceAtLocation


class ScheduleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Schedule

    freq = Schedule.Freq.WEEKLY
    byday = "MO,TU,WE,TH,FR"
    opens_at = time(8)
    closes_at = time(17)


class AgreementFactory(factory.django.DjangoModelFactory):
    """`days`: from when to when, counted from today."""

    class Meta:
        model = Agreement

    class Params:
        days = (-200, 165)

    organization = factory.SubFactory(OrganizationFactory)
    kind = Agreement.Kind.MOU
    starts_on = factory.LazyAttribute(lambda one: clock.today() + timedelta(days=one.days[0]))
    ends_on = factory.LazyAttribute(lambda one: clock.today() + timedelta(days=one.days[1]))
    recorded_by = factory.SubFactory(UserFactory, role="supervisor")
