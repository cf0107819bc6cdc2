from collections import defaultdict
from datetime import timedelta

import factory

from accounts.models import Organization
from cases.models import County, Need, NeedArea
from demo.factories.accounts import OrganizationFactory
from partners import actions
from partners.models import Consent, Referral, Service
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

OFFERS = {
    "housing": ("Transitional beds", "Recovery home"),
    "food": ("Food pantry",),
    "clothing": ("Clothing closet",),
    "recovery": ("Outpatient treatment", "Peer recovery group"),
    "employment": ("Job coaching",),
    "transportation": ("Rides on release day",),
    "education": ("HiSET classes",),
    "family": ("Parenting class",),
    "spiritual": ("Mentors",),
    "health": ("Clinic visits",),
    "childcare": ("Childcare places",),
    "legal": ("Legal clinic",),
}
NAMES = "Bridge Harbor Lantern Cedar River Hope Summit Willow Corner Anchor Prairie Stone".split()


class ServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Service
        skip_postgeneration_save = True

    organization = factory.SubFactory(OrganizationFactory)
    name = "Transitional beds"
    statewide = True

    @factory.post_generation
    def areas(self, create, extracted, **kwargs):
        self.areas.set(extracted or [])


class ConsentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Consent
        skip_postgeneration_save = True

    purpose = "To arrange the service named in the referral"
    signed_on = factory.LazyFunction(lambda: clock.today() - timedelta(days=3))
    expires_on = factory.LazyFunction(lambda: clock.today() + timedelta(days=180))
    witness = "R. Example"

    @factory.post_generation
    def areas(self, create, extracted, **kwargs):
        self.areas.set(extracted or [])


def populate(rng, cases, staff) -> None:
    """Organizations and services over the counties, and referrals in every state."""
    areas = {area.code: area for area in NeedArea.objects.all()}
    counties = list(County.objects.exclude(code="OTST"))
    partners = {user.organization for user in staff if user.organization_id}
    offers_for = defaultdict(list)
    hosts = list(Organization.objects.filter(pk__in=[partner.pk for partner in partners]).order_by("pk"))
    hosts += [
        OrganizationFactory(name=f"Example {name} {kind}", kind=rng.choice(["nonprofit", "faith", "care"]))
        for name in NAMES
        for kind in ("House", "Center")
    ]
    for index, organization in enumerate(hosts):
        codes = ["housing"] if index == 0 else ["recovery"] if index == 1 else rng.sample(sorted(OFFERS), 2)
        for code in codes:
            service = ServiceFactory(
                organization=organization,
                name=rng.choice(OFFERS[code]),
                statewide=index < 2 or rng.random() < 0.2,
                areas=[areas[code]],
                open_places=rng.randint(0, 12),
                confirmed_on=clock.today() - timedelta(days=rng.randint(1, 60)),
            )
            service.counties.set(rng.sample(counties, 12))
            offers_for[areas[code].pk].append(service)
    open_needs = Need.objects.filter(case__in=cases, state__in=Need.OPEN).select_related(
        "case__person", "case__coordinator", "area"
    )
    for need in open_needs.order_by("pk"):
        offers = offers_for[need.area_id]
        if not offers or not need.case.is_open or rng.random() > 0.3:
            continue
        refer(rng, need, rng.choice(offers), need.case.coordinator)


def refer(rng, need, service, by) -> None:
    """One referral with its signed release, taken a random number of steps further."""
    state = Referral.State
    ConsentFactory(person=need.case.person, organization=service.organization, recorded_by=by, areas=[need.area])
    try:
        referral = actions.send_referral(
            need=need,
            service=service,
            reason="Asked for help with this and agreed to the referral.",
            reply_by=clock.today() + timedelta(days=rng.randint(1, 10)),
            by=by,
        )
    except ActionRefused:
        return
    roads = [
        [],
        [],
        [(state.DECLINED, {"decline_reason": "full"})],
        [(state.QUESTION, {"question": "Can the person use stairs?"})],
        [(state.ACCEPTED, {})],
        [(state.ACCEPTED, {}), (state.STARTED, {"first_contact_on": clock.today()})],
        [
            (state.ACCEPTED, {}),
            (state.STARTED, {"first_contact_on": clock.today()}),
            (state.COMPLETED, {"outcome": "Moved in", "ended_on": clock.today()}),
        ],
        [(state.WITHDRAWN, {})],
    ]
    for to, fields in rng.choice(roads):
        actions.move(referral=referral, to=to, by=by, **fields)
