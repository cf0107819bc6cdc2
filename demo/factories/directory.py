"""Invented organizations of all five kinds, with what they offer, where, when and on which paper."""

from datetime import time, timedelta

import factory

from accounts.models import Organization
from cases.models import County
from demo import names
from demo.factories.accounts import OrganizationFactory, UserFactory
from partners.actions import directory as actions
from partners.models import Agreement, Location, Schedule, Service, ServiceAtLocation, ServiceType
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


# Need: name of the service, its kind.
OFFERS = {
    "housing": [("Transitional beds", "transitional-housing"), ("Recovery home", "recovery-housing")],
    "food": [("Food pantry", "food")],
    "clothing": [("Clothing closet", "clothing")],
    "recovery": [("Outpatient treatment", "iop"), ("Peer recovery group", "recovery-support")],
    "employment": [("Job coaching", "job-readiness")],
    "transportation": [("Rides on release day", "rides")],
    "education": [("HiSET classes", "hse")],
    "family": [("Parenting class", "family")],
    "spiritual": [("Mentors", "mentoring")],
    "health": [("Clinic visits", "clinic")],
    "mental_health": [("Counseling", "therapy")],
    "childcare": [("Childcare places", "childcare")],
    "legal": [("Legal clinic", "expungement")],
    "identification": [("Help with papers", "state-id")],
    "money": [("Emergency cash help", "cash-help")],
}
KINDS = {
    Organization.Kind.NONPROFIT: ("House", "Center", "Works"),
    Organization.Kind.FAITH: ("Chapel Outreach", "Fellowship"),
    Organization.Kind.GOVERNMENT: ("County Services", "Career Office"),
    Organization.Kind.CARE: ("Clinic", "Treatment Center"),
}
HOSTS = [*[Organization.Kind.NONPROFIT] * 10, *[Organization.Kind.FAITH] * 6]
HOSTS += [*[Organization.Kind.GOVERNMENT] * 4, *[Organization.Kind.CARE] * 6]
WORDS = "Bridge Harbor Lantern Cedar River Hope Summit Willow Corner Anchor Prairie Stone Meadow".split()
BUSY = ("JACK", "STLC", "GREE", "STLO", "BOON", "BUCH", "JASP", "COLE")
HOURS = [
    ("MO,TU,WE,TH,FR", 8, 17),
    ("MO,WE,FR", 9, 15),
    ("TU,TH", 12, 19),
    ("SA", 9, 12),
    ("MO,TU,WE,TH,FR,SA,SU", 0, 0),
]


def populate(rng, own: list[Organization], supervisor) -> dict[int, list[Service]]:
    """About 30 organizations; the sign-ins' `own` keep their one service each.

    Returns services to refer to, by area.
    """
    types = {kind.code: kind for kind in ServiceType.objects.select_related("area")}
    counties = list(County.objects.exclude(code="OTST"))
    busy = [county for county in counties if county.code in BUSY]
    offers: dict[int, list[Service]] = {}
    plans = [(organization, [need]) for organization, need in zip(own, ("housing", "recovery"), strict=False)]
    for number, kind in enumerate(HOSTS):
        word, ending = WORDS[number % len(WORDS)], rng.choice(KINDS[kind])
        host = OrganizationFactory(name=f"Example {word} {ending} {number + 1}", kind=kind)
        needs = ["recovery", "health", "mental_health"] if kind == "care" else sorted(OFFERS)
        plans.append((host, rng.sample(needs, 2)))
    for number, (host, needs) in enumerate(plans):
        host.description = f"{host.name} helps people who come home."
        host.website = f"https://example.org/{number + 1}"
        host.is_part2_program = "recovery" in needs and host.kind == Organization.Kind.CARE
        host.save()
        is_own = number < len(own)
        county = rng.choice(busy if rng.random() < 0.7 else counties)
        location = LocationFactory(organization=host, county=county, city=f"{names.surname(rng)} City")
        ended = not is_own and rng.random() < 0.15
        sign(rng, host, supervisor, ended=ended)
        for need in needs:
            name, code = rng.choice(OFFERS[need])
            service = offer(rng, host, name, types[code], [county, *rng.sample(counties, 11)], statewide=is_own)
            ServiceAtLocationFactory(service=service, location=location)
            if not ended:
                offers.setdefault(types[code].area_id, []).append(service)
    safe_lines(rng, types["crisis"], counties)
    return offers


def offer(rng, host, name, kind, counties, *, statewide) -> Service:
    """One service, as limited, full and fresh as the draw has it."""
    limited = rng.random() < 0.5
    limits = rng.choice([[], [], ["arson"], ["violent"], ["sex_offense", "arson"]]) if limited else []
    service = Service.objects.create(
        organization=host,
        name=name,
        description=f"{name} for people who come home.",
        phone=host.phone,
        statewide=statewide or rng.random() < 0.15,
        setting=rng.choice(["after", "after", "both"]),
        serves="A" if statewide else rng.choice("AAAMF"),
        minimum_age=18 if limited else None,
        maximum_age=rng.choice([None, None, 65]) if limited else None,
        limits=limits,
        violent_years=5 if "violent" in limits else None,
        registrants_ok=rng.choice([None, True, False]),
        accepts_em=rng.choice([None, True, True, False]),
        children_ok=rng.choice([None, True, False]) if kind.area.code == "housing" else None,
        languages=rng.choice([[], [], ["Spanish"], ["Bosnian", "Spanish"]]),
        application_process=rng.choice(["Call first.", "Come by in the morning.", "Fill in the form at the desk."]),
        fees=rng.choice(["Free", "Free", "By income"]),
        open_places=rng.choice([None, 0, 0, *range(1, 13)]),
        waitlist=rng.choice([None, None, 0, 3, 8]),
        confirmed_on=clock.today() - timedelta(days=rng.choice([rng.randint(0, 28), rng.randint(31, 120)])),
        status="temporarily closed" if not statewide and rng.random() < 0.05 else "active",
    )
    service.areas.set([kind.area])
    service.types.set([kind])
    service.counties.set(counties)
    days, opens, closes = rng.choice(HOURS)
    note = "Day and night" if opens == closes else ""
    times = {} if note else {"opens_at": time(opens), "closes_at": time(closes)}
    ScheduleFactory(service=service, byday=days, description=note, **{"opens_at": None, "closes_at": None, **times})
    return service


def sign(rng, host, supervisor, *, ended: bool) -> None:
    """The papers on file: current for a year or two, or ended some weeks ago."""
    today = clock.today()
    ends = today - timedelta(days=rng.randint(3, 60)) if ended else today + timedelta(days=rng.randint(120, 700))
    papers = ["volunteer" if host.kind == Organization.Kind.FAITH else "mou"]
    papers += ["qsoa"] if host.is_part2_program and rng.random() < 0.7 else []
    for number, kind in enumerate(papers):
        actions.record_agreement(
            organization=host,
            kind=kind,
            starts_on=ends - timedelta(days=730),
            ends_on=ends,
            reference=f"DEMO-{host.pk}-{number + 1}",
            by=supervisor,
        )


def safe_lines(rng, kind, counties) -> None:
    """Victim services: a hotline and the counties, no place."""
    for name in ("Example Safe Line", "Example Open Door Advocates"):
        host = OrganizationFactory(name=name, kind=Organization.Kind.VICTIM_SERVICE)
        service = offer(rng, host, "Hotline, day and night", kind, rng.sample(counties, 20), statewide=False)
        service.open_places = service.waitlist = None
        service.status = "active"
        service.save()
