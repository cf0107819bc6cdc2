"""A referral leaves only with a signed release that covers it, and a partner sees only what was sent to it."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from audit.models import AuditEvent
from cases.models import Case, Need, Note, Person
from demo.factories.accounts import UserFactory
from demo.factories.cases import CaseFactory, NeedAreaFactory, NeedFactory
from demo.factories.partners import ConsentFactory, ServiceFactory
from partners import actions
from partners.models import Referral
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return UserFactory(role="partner")


@pytest.fixture
def service(partner):
    return ServiceFactory(organization=partner.organization, areas=[NeedAreaFactory()])


@pytest.fixture
def need():
    case = CaseFactory(person__first_name="Marcus", person__last_name="Thornmere")
    return NeedFactory(case=case)


def sign(need, service, **fields):
    by = need.case.coordinator
    return ConsentFactory(
        person=need.case.person, organization=service.organization, recorded_by=by, **{"areas": [need.area], **fields}
    )


def send(need, service):
    return actions.send_referral(
        need=need, service=service, reason="Needs a bed", reply_by=clock.today(), by=need.case.coordinator
    )


def test_without_a_release_nothing_is_sent(need, service):
    with pytest.raises(ActionRefused, match="No release of information"):
        send(need, service)


def test_a_release_that_ended_sends_nothing(need, service):
    today = clock.today()
    sign(need, service, signed_on=today - timedelta(days=9), expires_on=today - timedelta(days=1))
    with pytest.raises(ActionRefused, match="ended on"):
        send(need, service)


def test_a_release_for_another_area_sends_nothing(need, service):
    sign(need, service, areas=[NeedAreaFactory(code="money")])
    with pytest.raises(ActionRefused, match="does not cover housing"):
        send(need, service)


def test_a_revoked_release_sends_nothing(need, service):
    consent = sign(need, service)
    actions.revoke_consent(consent=consent, case=need.case, by=need.case.coordinator)
    with pytest.raises(ActionRefused, match="revoked"):
        send(need, service)


def test_a_second_open_referral_for_the_same_need_and_service_is_refused(need, service):
    sign(need, service)
    send(need, service)
    with pytest.raises(ActionRefused, match="open already"):
        send(need, service)


def test_staff_send_and_the_partner_answers_to_the_end(need, service, partner, client, sign_in):
    coordinator = need.case.coordinator
    address = reverse("partners:new-referral", args=[need.case.pk, need.pk, service.pk])
    client = sign_in(coordinator)
    refused = client.post(address, {"reason": "Needs a bed", "reply_by": "tomorrow"})
    assert "No release of information" in refused.content.decode()
    signed = {
        "areas": [need.area.pk],
        "purpose": "Housing",
        "signed_on": "today",
        "expires_on": "+180",
        "method": "paper",
        "witness": "R. Example",
    }
    client.post(reverse("partners:record-consent", args=[need.case.pk, service.organization_id]), signed)
    client.post(address, {"reason": "Needs a bed", "reply_by": "tomorrow"})
    referral = Referral.objects.get()

    client = sign_in(partner)
    inbox = client.get(reverse("partners:inbox")).content.decode()
    assert "Marcus T." in inbox
    assert "Thornmere" not in inbox
    for step, data in [
        ("accept", {}),
        ("first-contact", {"first_contact_on": "today"}),
        ("outcome", {"to": "completed", "outcome": "Moved in", "ended_on": "today"}),
    ]:
        client.post(reverse("partners:partner-step", args=[referral.pk, step]), data)
    assert "Thornmere" in client.get(reverse("partners:partner-referral", args=[referral.pk])).content.decode()
    referral.refresh_from_db()
    assert (referral.state, referral.outcome) == ("completed", "Moved in")
    titles = [event.title for event in need.case.events.filter(kind="referral").order_by("pk")]
    assert [title.rpartition(": ")[2] for title in titles[1:]] == ["accepted", "started", "completed"]
    assert AuditEvent.objects.filter(action="disclosed", people__contains=[need.case.person_id]).exists()

    client = sign_in(coordinator)
    assert "Moved in" in client.get(reverse("partners:referral", args=[referral.pk])).content.decode()


def test_a_decline_needs_its_reason(need, service, partner, sign_in):
    sign(need, service)
    referral = send(need, service)
    client = sign_in(partner)
    address = reverse("partners:partner-step", args=[referral.pk, "decline"])
    assert "This field is required" in client.post(address, {}).content.decode()
    client.post(address, {"decline_reason": "full"})
    referral.refresh_from_db()
    assert (referral.state, referral.decline_reason) == ("declined", "full")


def test_another_organization_gets_404(need, service, sign_in):
    sign(need, service)
    referral = send(need, service)
    client = sign_in(UserFactory(role="partner"))
    for page in ("partners:partner-referral",):
        answer = client.get(reverse(page, args=[referral.pk]))
        missing = client.get(reverse(page, args=[referral.pk + 999]))
        assert answer.status_code == missing.status_code == 404
    assert "Marcus" not in client.get(reverse("partners:inbox")).content.decode()


def seen_by(acting, user):
    with acting(user):
        people = list(Person.objects.values_list("first_name", flat=True))
        cases = list(Case.objects.values_list("pk", flat=True))
        needs = list(Need.objects.values_list("pk", flat=True))
        with connection.cursor() as cursor:
            cursor.execute("select last_name from cases_person")
            raw = cursor.fetchall()
    return people, cases, needs, raw


def test_the_database_shows_a_partner_only_its_people(need, service, partner, acting):
    CaseFactory()
    sign(need, service)
    send(need, service)
    assert seen_by(acting, partner) == (["Marcus"], [need.case.pk], [need.pk], [("Thornmere",)])
    assert seen_by(acting, UserFactory(role="partner")) == ([], [], [], [])


def test_after_revocation_the_database_shows_nothing(need, service, partner, acting, sign_in):
    consent = sign(need, service)
    referral = send(need, service)
    actions.revoke_consent(consent=consent, case=need.case, by=need.case.coordinator)
    assert seen_by(acting, partner) == ([], [], [], [])
    page = sign_in(partner).get(reverse("partners:partner-referral", args=[referral.pk])).content.decode()
    assert "release of information has ended" in page
    assert "Marcus" not in page
    assert referral.contact in page.replace("&#x27;", "'")


@pytest.mark.parametrize("query", ["select doc_number from cases_person", "select text from cases_note"])
def test_columns_and_tables_that_are_not_shared_are_refused(query, need, service, partner, acting):
    sign(need, service)
    send(need, service)
    with (
        acting(partner),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(query)
    assert Note.objects.count() == 0


def test_the_inbox_costs_the_same_for_many_referrals(service, partner, sign_in, django_assert_max_num_queries):
    for _ in range(5):
        need = NeedFactory()
        sign(need, service)
        send(need, service)
    client = sign_in(partner)
    client.get(reverse("partners:inbox"))
    with django_assert_max_num_queries(10):
        client.get(reverse("partners:inbox"))
