"""The disclosure follows releases and referrals: held to an oracle over random lives, and to the edges of time."""

import os
import random
from datetime import timedelta

import pytest
from django.db import connection, transaction

from accounts.models import Organization
from cases.models import Category, NeedArea
from demo.factories.accounts import OrganizationFactory, UserFactory
from demo.factories.cases import CaseFactory, NeedFactory
from demo.factories.partners import ConsentFactory, ServiceFactory
from partners import actions
from partners.actions import clocks
from partners.consent import covering_consent
from partners.models import Consent, Purpose, Referral
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from tests.partners import oracle

pytestmark = pytest.mark.django_db
State = Referral.State
STEPS = int(os.environ.get("PORTAL_ORACLE_STEPS", "150"))  # for a life; the long form takes thousands
AREAS = ("housing", "recovery", "employment", "health")


class Life:
    """Random grants, revocations, expiries and referrals over a few people and organizations."""

    def __init__(self, rng):
        self.rng, self.by = rng, UserFactory(role="supervisor")
        self.areas = {area.code: area for area in NeedArea.objects.filter(code__in=AREAS)}
        kinds = ["nonprofit", "care", "care", "government", "victim_service"]
        self.organizations = [OrganizationFactory(kind=kind) for kind in kinds]
        self.services = [
            ServiceFactory(organization=organization, name=code, areas=[area])
            for organization in self.organizations
            for code, area in self.areas.items()
        ]
        self.cases = [CaseFactory(coordinator=self.by) for _ in range(3)]
        self.needs = [NeedFactory(case=case, area=area) for case in self.cases for area in self.areas.values()]
        self.referrals: list[Referral] = []

    def step(self):
        verbs = (self.sign, self.sign, self.refer, self.refer, self.refer, self.answer, self.answer, self.end)
        try:
            with transaction.atomic():
                self.rng.choice(verbs)()
        except ActionRefused:
            return False
        return True

    def sign(self):
        rng, today = self.rng, clock.today()
        kind = rng.choice(["general", "general", "general", "treatment", "criminal_justice"])
        organizations = rng.sample(self.organizations[:4], rng.randint(1, 3))
        fields = {"purposes": rng.choice([["services"], ["treatment"], ["services", "treatment"]])}
        if kind == "treatment":
            fields = {"purposes": ["treatment"], "recipient_class": rng.choice(["", "treating"])}
            organizations = [] if fields["recipient_class"] else organizations
        if kind == "criminal_justice":
            organizations = [self.organizations[3]]
            fields = {"purposes": ["supervision"], "period_reason": "Six months", "revocable_when": "Disposition"}
        actions.record_consent(
            case=rng.choice(self.cases),
            recipients=organizations,
            by=self.by,
            kind=kind,
            categories=rng.sample(Category.values, rng.randint(9, 14)),
            signed_on=today - timedelta(days=rng.randint(0, 3)),
            expires_on=today + timedelta(days=rng.randint(0, 6)),
            end_event=rng.choice(["", "service_ends"]),
            method="screen",
            signed_name="A",
            rights_explained=True,
            **fields,
        )

    def refer(self):
        need = self.rng.choice(self.needs)
        fitting = [service for service in self.services if service.name == need.area.code]
        referral = actions.send_referral(
            need=need,
            services=self.rng.sample(fitting, self.rng.randint(1, 2)),
            shares=self.rng.sample(Category.values, self.rng.randint(0, 2)),
            reason="x",
            reply_by=clock.today(),
            by=self.by,
        )
        self.referrals += Referral.objects.filter(offer=referral.offer)

    def answer(self):
        if not self.referrals:
            return
        referral = self.rng.choice(self.referrals)
        referral.refresh_from_db()
        open_to = sorted(Referral.ALLOWED.get(referral.state, ()))
        if not open_to:
            return
        today = clock.today()
        fields = {"decline_reason": "full", "first_contact_on": today, "ended_on": today, "result": "met"}
        actions.move(referral=referral, to=self.rng.choice(open_to), by=self.by, **fields, sent_at=clock.now())

    def end(self):
        consents = list(Consent.objects.filter(revoked_at=None, superseded_at=None))
        if not consents:
            return
        consent = self.rng.choice(consents)
        case = next(case for case in self.cases if case.person_id == consent.person_id)
        verb = self.rng.choice(["revoke", "event", "close"])
        if verb == "revoke":
            actions.revoke_consent(consent=consent, case=case, how="person", by=self.by)
        elif verb == "event":
            actions.end_consent(consent=consent, case=case, on=clock.today(), by=self.by)
        else:
            clocks.close_loops()
            clocks.end_uncovered()


@pytest.mark.parametrize("seed", [1, 2])
def test_an_oracle_agrees_after_every_step_of_a_random_life(seed):
    life = Life(random.Random(seed))
    done = compared = 0
    for _ in range(STEPS):
        done += life.step()
        day = clock.today() + timedelta(days=life.rng.choice([-1, 0, 0, 1, 2, 4, 31]))
        seen = oracle.may_see(day)
        assert oracle.database_shows(day) == seen
        compared += len(seen)
    assert clocks.look_for_drift() == 0
    assert done > STEPS / 4
    assert compared > STEPS


def test_a_disclosure_that_went_missing_or_was_added_is_found(referral):
    with connection.cursor() as cursor:
        cursor.execute("update partners_disclosure set until = until + 1 where category = 'identity'")
        cursor.execute("delete from partners_disclosure where category = 'housing'")
    assert clocks.look_for_drift() == 3


@pytest.mark.parametrize(
    ("day", "covered"),
    [("signed before", False), ("first day", True), ("last day", True), ("day after", False)],
)
def test_a_release_covers_its_first_and_its_last_day_and_none_beyond(need, service, day, covered):
    today = clock.today()
    ConsentFactory(person=need.case.person, organization=service.organization, expires_on=today + timedelta(days=5))
    on = {
        "signed before": today - timedelta(days=4),
        "first day": today - timedelta(days=3),
        "last day": today + timedelta(days=5),
        "day after": today + timedelta(days=6),
    }[day]
    found = covering_consent(
        person=need.case.person, organization=service.organization, category="housing", purpose="services", on=on
    )
    assert (found is not None) == covered


def test_the_last_day_ends_at_midnight_in_missouri(referral, partner, acting, noon):
    """23:59 there is the next day in UTC already."""
    last = clock.today() + timedelta(days=180)
    late = noon(last) + timedelta(hours=11, minutes=59)
    held = clock.hold(late)
    try:
        assert clock.today() == last
    finally:
        clock.release(held)
    with connection.cursor() as cursor:
        cursor.execute("select (%s::timestamptz at time zone 'America/Chicago')::date", [late])
        assert cursor.fetchone() == (last,)


def test_of_overlapping_releases_the_end_of_one_leaves_the_other(need, service, coordinator, signed, referral):
    longer = ConsentFactory(
        person=need.case.person,
        organization=service.organization,
        categories=["identity", "housing"],
        expires_on=clock.today() + timedelta(days=300),
    )
    actions.revoke_consent(consent=signed, case=need.case, how="writing", by=coordinator)
    today = clock.today()
    assert {(category) for _, _, category in oracle.database_shows(today)} == {"identity", "housing"}
    referral.refresh_from_db()
    assert referral.is_open
    actions.revoke_consent(consent=longer, case=need.case, how="writing", by=coordinator)
    assert oracle.database_shows(today) == set()


def test_a_release_that_ends_with_release_from_prison_ends_that_day(need, service, coordinator):
    from followups import actions as followups

    consent = ConsentFactory(person=need.case.person, organization=service.organization, end_event="release")
    followups.record_release(case=need.case, on=clock.today(), release_type="parole", by=coordinator)
    consent.refresh_from_db()
    assert consent.ended_on == clock.today()


def test_an_organization_that_turns_to_serving_victims_sees_nothing_more(referral, service):
    assert oracle.database_shows(clock.today())
    Organization.objects.filter(pk=service.organization_id).update(kind="victim_service")
    assert oracle.database_shows(clock.today()) == set()
    assert Purpose.SERVICES in referral.consent.purposes
