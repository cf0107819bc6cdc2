"""The partner's own pages: what was shared, why, with the notice it needs, and nothing of anybody else."""

import re
import threading
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection, transaction
from django.urls import get_resolver, reverse
from pypdf import PdfReader

from audit.models import AuditEvent
from demo.factories.accounts import OrganizationFactory, UserFactory
from demo.factories.cases import CaseFactory, NeedFactory, NoteFactory
from demo.factories.partners import ServiceFactory, send, sign_for
from partners import actions
from partners.models import Referral, ResourceCard
from reentry_portal import clock, paper
from reentry_portal.errors import ActionRefused
from tests.accounts.access_table import TABLE
from tests.accounts.test_every_page import walk

pytestmark = pytest.mark.django_db
PART_2 = "42 CFR Part 2"


def text(response) -> str:
    return response.content.decode().replace("&#x27;", "'")


def without_token(response) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text(response))


def page_of(referral, name="partner-referral"):
    return reverse(f"partners:{name}", args=[referral.pk])


def step(client, referral, name, **data):
    address = reverse("partners:partner-step", args=[referral.pk, name])
    referral.refresh_from_db()
    return client.post(address, {f"{name}-{key}": value for key, value in {"seen": referral.version, **data}.items()})


def test_the_name_is_an_initial_until_the_partner_says_yes(referral, partner, sign_in):
    client = sign_in(partner)
    for address in (reverse("partners:inbox"), page_of(referral)):
        assert "Marcus T." in text(client.get(address))
        assert "Thornmere" not in text(client.get(address))
    step(client, referral, "accept")
    assert "Thornmere" in text(client.get(page_of(referral)))


def test_a_partner_works_a_referral_to_its_end_from_its_pages(referral, partner, sign_in):
    client = sign_in(partner)
    step(client, referral, "ask", text="Can he use stairs?")
    actions.move(referral=referral, to="sent", text="Yes", by=referral.sent_by)
    tomorrow = f"{clock.today() + timedelta(days=1):%m/%d/%Y}"
    step(client, referral, "accept", day=tomorrow, time="2:15 PM", way="video", place="", text="Welcome")
    step(client, referral, "first-contact", first_contact_on="today")
    step(client, referral, "record", on="today", what="attended", quantity="2", unit="hours")
    step(client, referral, "outcome", to="completed", result="met", text="Moved in", ended_on="today")
    referral.refresh_from_db()
    assert (referral.state, referral.result) == ("completed", "met")
    page = text(client.get(page_of(referral)))
    for words in ("Can he use stairs?", "Yes", "Welcome", "Moved in", "2 hours", "2:15 p.m."):
        assert words in page


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("decline", {}, "This field is required"),
        ("accept", {"day": "tomorrow"}, "Give both the day and the time"),
        ("waitlist", {"expected_on": "soon"}, "Enter the date as month, day, year"),
    ],
)
def test_a_mistake_comes_back_with_the_words_that_were_typed(name, data, sentence, referral, partner, sign_in):
    page = text(step(sign_in(partner), referral, name, text="Typed with care", **data))
    assert sentence in page
    assert "Typed with care" in page


def test_other_reasons_to_decline_need_words(referral, partner, sign_in):
    page = text(step(sign_in(partner), referral, "decline", decline_reason="other", text=""))
    assert "Say why, in a few words" in page


def test_a_day_in_the_future_is_no_first_contact(referral, partner, sign_in):
    client = sign_in(partner)
    step(client, referral, "accept")
    page = text(step(client, referral, "first-contact", first_contact_on="tomorrow"))
    assert "That day is in the future" in page


def test_what_is_not_shared_is_not_on_the_page(referral, partner, need, sign_in):
    NoteFactory(case=need.case, author=need.case.coordinator, text="Secretwordofanote")
    NeedFactory(case=need.case, standing="Secretwordofaneed", area__code="recovery", confidentiality="substance_use")
    page = text(sign_in(partner).get(page_of(referral)))
    for word in ("Secretword", need.case.person.doc_number, need.case.person.short_doc_number, PART_2):
        assert word not in page
    assert "You can see this because of it: Name and language" in page


def test_part_2_content_carries_its_notice_on_screen_and_on_paper(for_area, partner, sign_in):
    need, service = for_area("recovery", partner.organization)
    sign_for(need, [partner.organization], need.case.coordinator)
    referral = send(need, [service], need.case.coordinator)
    client = sign_in(partner)
    for name in ("partner-referral", "sheet"):
        page = text(client.get(page_of(referral, name)))
        assert PART_2 in page
        assert "NOT sufficient to meet the required elements" in page
        assert f"until {clock.today() + timedelta(days=180):%m/%d/%Y}" in page or "ends:" in page


def test_the_file_carries_the_notice_too_and_is_accounted_for(for_area, partner, sign_in):
    need, service = for_area("recovery", partner.organization)
    sign_for(need, [partner.organization], need.case.coordinator)
    referral = send(need, [service], need.case.coordinator)
    assert paper.available(), "Pango is missing: tools/setup.py installs it"
    file = sign_in(partner).get(page_of(referral, "sheet-file"))
    assert file["Content-Type"] == "application/pdf"
    assert file.content.startswith(b"%PDF-")
    words = words_of_pdf(file.content)
    assert "prohibit you from using or disclosing this record" in words
    assert "signed a release of information" in words
    event = AuditEvent.objects.filter(action="disclosed").latest("pk")
    assert event.detail["how"] == "file"


def words_of_pdf(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages)


@pytest.mark.parametrize("how", ["revoked", "expired"])
def test_from_the_end_of_the_release_on_the_page_says_so_and_whom_to_call(
    how, referral, partner, need, signed, coordinator, sign_in, move_clock
):
    client = sign_in(partner)
    assert "Marcus" in text(client.get(page_of(referral)))
    if how == "revoked":
        actions.revoke_consent(consent=signed, case=need.case, how="writing", by=coordinator)
    else:
        client.logout()
        move_clock(days=181)
        client = sign_in(partner)
    for name in ("partner-referral", "sheet"):
        page = text(client.get(page_of(referral, name)))
        assert "release of information has ended" in page
        assert "Marcus" not in page
        assert referral.contact in page
    assert "Marcus" not in text(client.get(reverse("partners:inbox") + "?tab=closed"))
    step(client, referral, "accept")
    referral.refresh_from_db()
    assert referral.state != "accepted"


def test_every_address_with_an_id_answers_404_to_other_organizations(referral, partner, sign_in):
    """Discovered from the URLconf: an id that exists elsewhere looks like one that does not exist."""
    other = UserFactory(role="partner")
    client = sign_in(other)
    asked = 0
    for name, path in walk(get_resolver().url_patterns):
        if "<int:" not in path or "partner" not in TABLE.get(name, ()):
            continue
        for method in (client.get, client.post):
            theirs = method(re.sub(r"<int:\w+>", str(referral.pk), re.sub(r"<str:\w+>", "accept", path)))
            missing = method(re.sub(r"<int:\w+>", "987654321", re.sub(r"<str:\w+>", "accept", path)))
            assert theirs.status_code == missing.status_code != 200, name
            assert without_token(theirs) == without_token(missing), name
            asked += 2
    assert asked >= 12
    referral.refresh_from_db()
    assert referral.state == "sent"


def test_a_word_of_another_organizations_person_is_nowhere_on_any_page(referral, need, sign_in):
    other = UserFactory(role="partner")
    client = sign_in(other)
    read = 0
    for name, path in walk(get_resolver().url_patterns):
        if "partner" in TABLE.get(name, ()) and "<" not in path:
            page = text(client.get("/" + path.lstrip("/")))
            read += len(page)
            for word in ("Marcus", "Thornmere", "Needs a bed with a ramp", str(referral)):
                assert word not in page, name
    assert read > 5000


def test_each_look_is_accounted_for_with_categories_purpose_and_release(
    referral, partner, need, signed, coordinator, sign_in
):
    client = sign_in(partner)
    client.get(page_of(referral))
    client.get(page_of(referral, "sheet"))
    event = AuditEvent.objects.filter(action="disclosed").order_by("-pk").first()
    assert event.detail["how"] == "print"
    (shown,) = event.detail["shown"]
    assert shown == {
        "person": need.case.person_id,
        "organization": partner.organization_id,
        "referral": referral.pk,
        "categories": referral.shares,
        "purpose": "services",
        "consents": [signed.pk],
    }
    address = reverse("partners:accounting", args=[need.case_id])
    client = sign_in(coordinator)
    page = text(client.get(address))
    assert page.count(partner.organization.name) == 2
    assert "On paper" in page
    file = text(client.get(address + "?csv=yes"))
    assert file.splitlines()[0].startswith("When,To whom,What")
    assert len(file.splitlines()) == 3
    assert "Nothing was shown" in text(client.get(address + "?since=01/01/2020&until=01/02/2020"))


def test_no_trail_no_page(referral, partner, sign_in, monkeypatch):
    from audit import log

    def broken(*args, **kwargs):
        raise RuntimeError("the trail cannot be written")

    client = sign_in(partner)
    monkeypatch.setattr(log, "record", broken)
    client.raise_request_exception = False
    response = client.get(page_of(referral))
    assert response.status_code == 500
    assert "Marcus" not in text(response)


def test_victim_services_see_counts_and_no_one(sign_in):
    organization = OrganizationFactory(kind="victim_service")
    user = UserFactory(role="partner", organization=organization)
    case = CaseFactory(person__last_name="Thornmere")
    client = sign_in(user)
    for given in range(5):
        page = text(client.get(reverse("partners:inbox")))
        assert "No month with five or more cards yet" in page, given
        ResourceCard.objects.create(case=case, organization=organization, given_by=case.coordinator)
    page = text(client.get(reverse("partners:inbox")))
    assert '<td class="num">5</td>' in page
    assert "Thornmere" not in page


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins_and_the_other_is_told(transactional_scene):
    referral, partner, coordinator = transactional_scene
    seen, barrier, results = referral.version, threading.Barrier(2), {}

    def act(name, by, **fields):
        try:
            barrier.wait(timeout=10)
            actions.move(referral=referral, by=by, seen=seen, **fields)
            results[name] = "done"
        except ActionRefused as refused:
            results[name] = str(refused)
        finally:
            connection.close()

    both = [
        threading.Thread(target=act, args=("yes", partner), kwargs={"to": "accepted"}),
        threading.Thread(target=act, args=("no", coordinator), kwargs={"to": "withdrawn", "end_reason": "Found"}),
    ]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(timeout=20)
    assert sorted(result == "done" for result in results.values()) == [False, True]
    assert "was quicker" in next(result for result in results.values() if result != "done")


@pytest.fixture
def transactional_scene(transactional_db):
    """Committed rows, for two connections to see. Reference lists are emptied by such tests, so it makes its own."""
    with transaction.atomic():
        need = NeedFactory()
        partner = UserFactory(role="partner")
        service = ServiceFactory(organization=partner.organization, areas=[need.area])
        sign_for(need, [partner.organization], need.case.coordinator)
        referral = send(need, [service], need.case.coordinator)
    return Referral.objects.get(pk=referral.pk), partner, need.case.coordinator
