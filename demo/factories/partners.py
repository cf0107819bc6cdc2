from datetime import timedelta

import factory

from cases.models import Need
from demo.factories import directory
from demo.factories.accounts import OrganizationFactory
from partners import actions
from partners.models import Consent, Referral, Service
from reentry_portal import clock
from reentry_portal.errors import ActionRefused


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
    own = list({user.organization for user in staff if user.organization_id})
    supervisor = next(user for user in staff if user.role == "supervisor")
    offers_for = directory.populate(rng, sorted(own, key=lambda host: host.pk), supervisor)
    open_needs = Need.objects.filter(case__in=cases, state__in=Need.OPEN).select_related(
        "case__person", "case__coordinator", "area"
    )
    for need in open_needs.order_by("pk"):
        offers = offers_for.get(need.area_id)
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
