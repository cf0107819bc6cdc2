from datetime import timedelta

import factory

from cases.models import Category, Need
from demo.factories import directory
from demo.factories.accounts import OrganizationFactory, UserFactory
from partners import actions
from partners.consent import DISCLOSER, FORM_VERSION, purpose_of
from partners.models import Consent, Purpose, Referral, Service
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

REASON = "Asked for help with this and agreed to the referral."


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
    """A general release, signed on screen three days ago, for `recipients` (or one `organization`)."""

    class Meta:
        model = Consent
        skip_postgeneration_save = True

    discloser = DISCLOSER
    form_version = FORM_VERSION
    categories = factory.LazyFunction(lambda: [Category.IDENTITY, Category.RELEASE, Category.HOUSING])
    purposes = factory.LazyFunction(lambda: [Purpose.SERVICES])
    signed_on = factory.LazyFunction(lambda: clock.today() - timedelta(days=3))
    expires_on = factory.LazyFunction(lambda: clock.today() + timedelta(days=180))
    method = Consent.Method.SCREEN
    signed_name = factory.LazyAttribute(lambda consent: consent.person.full_name)
    rights_explained = True
    copy_given = True
    recorded_by = factory.SubFactory(UserFactory)

    @classmethod
    def _create(cls, model_class, *args, recipients=(), organization=None, **kwargs):
        consent = super()._create(model_class, *args, **kwargs)
        consent.recipients.set(recipients or ([organization] if organization else []))
        return consent


def populate(rng, cases, staff) -> None:
    """Organizations and services over the counties, and referrals in every state."""
    hosts = sorted({user.organization for user in staff if user.organization_id}, key=lambda host: host.pk)
    supervisor = next(user for user in staff if user.role == "supervisor")
    offers_for = directory.populate(rng, hosts, supervisor)
    open_needs = Need.objects.filter(case__in=cases, state__in=Need.OPEN).select_related(
        "case__person", "case__coordinator", "area"
    )
    roads, at_hosts = list(ROADS), {organization.pk: 0 for organization in hosts[:2]}
    for need in open_needs.order_by("pk"):
        offers = offers_for.get(need.area_id)
        if not offers or not need.case.is_open or rng.random() > 0.3:
            continue
        # The organizations that sign in have people on every road; some offers go to two, one after the other.
        own = [service for service in offers if service.organization_id in at_hosts]
        services = (
            own[:1] if own and rng.random() < 0.6 else rng.sample(offers, min(len(offers), rng.choice([1, 1, 2])))
        )
        host = services[0].organization_id
        road = roads[at_hosts[host] % len(roads)] if host in at_hosts else rng.choice(roads)
        if host in at_hosts:
            at_hosts[host] += 1
        refer(rng, need, services, need.case.coordinator, road=road)


def sign_for(need, organizations, by, **fields):
    """A release of the person that covers this need, the release date and the ways to reach the person."""
    categories = {Category.IDENTITY, Category.RELEASE, Category.CONTACT, need.area.category}
    return ConsentFactory(
        person=need.case.person,
        recipients=organizations,
        categories=sorted(categories, key=Category.values.index),
        purposes=[purpose_of(need)],
        recorded_by=by,
        **fields,
    )


def send(need, services, by, *, days=5, urgency="routine", reason=REASON):
    return actions.send_referral(
        need=need,
        services=services,
        shares=[Category.RELEASE, Category.CONTACT],
        reason=reason,
        reply_by=clock.today() + timedelta(days=days),
        urgency=urgency,
        by=by,
    )


STATE = Referral.State
QUESTION = (STATE.QUESTION, {"text": "Can the person use stairs?"})
ACCEPTED = (STATE.ACCEPTED, {"text": "We look forward to meeting."})
MET = {"result": "met", "text": "Moved in and settled."}
LEFT = {"result": "partly", "text": "Found a place with family."}
ROADS = {
    "new": [],
    "question": [QUESTION],
    "answered": [QUESTION, (STATE.SENT, {"text": "Yes, without help."})],
    "waitlisted": [(STATE.WAITLISTED, {"text": "Two people are before."})],
    "declined": [(STATE.DECLINED, {"decline_reason": "full"})],
    "accepted": [ACCEPTED],
    "started": [ACCEPTED, (STATE.STARTED, {})],
    "completed": [ACCEPTED, (STATE.STARTED, {}), (STATE.COMPLETED, MET)],
    "ended_early": [ACCEPTED, (STATE.STARTED, {}), (STATE.ENDED_EARLY, LEFT)],
    "never_started": [ACCEPTED, (STATE.NEVER_STARTED, {"text": "Did not arrive and could not be reached."})],
    "withdrawn": [(STATE.WITHDRAWN, {"end_reason": "The person found something else"})],
}


def refer(rng, need, services, by, *, road: str) -> Referral | None:
    """One referral with its signed release, taken down one of the roads; None where it cannot be."""
    sign_for(need, [service.organization for service in services], by)
    try:
        referral = send(
            need, services, by, days=rng.randint(2, 9), urgency=rng.choice(["routine", "routine", "urgent"])
        )
    except ActionRefused:
        return None
    today = clock.today()
    for to, fields in ROADS[road]:
        extra = {"first_contact_on": today} if to == STATE.STARTED else {}
        extra |= {"ended_on": today} if to in (STATE.COMPLETED, STATE.ENDED_EARLY) else {}
        extra |= {"expected_on": today + timedelta(days=21)} if to == STATE.WAITLISTED else {}
        referral = actions.move(referral=referral, to=to, by=by, **fields, **extra)
    return referral
