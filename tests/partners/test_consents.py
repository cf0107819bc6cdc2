"""A release of information is complete or it is not saved, stays as it was signed, and ends when it should."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from cases.models import Category
from demo.factories.accounts import OrganizationFactory, UserFactory
from demo.factories.cases import CaseFactory
from demo.factories.partners import ConsentFactory
from partners import actions
from partners.models import Consent
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def complete(need, service, **changes) -> dict:
    return {
        "case": need.case,
        "recipients": [service.organization],
        "by": need.case.coordinator,
        "categories": ["housing"],
        "purposes": ["services"],
        "signed_on": clock.today(),
        "expires_on": clock.today() + timedelta(days=90),
        "method": "screen",
        "signed_name": "Marcus Thornmere",
        "rights_explained": True,
    } | changes


@pytest.mark.parametrize(
    "missing",
    [
        {"purposes": []},
        {"purposes": ["everything"]},
        {"signed_name": ""},
        {"rights_explained": False},
        {"expires_on": None},
        {"expires_on": None, "end_event": "never"},
        {"method": "paper"},
        {"method": "paper", "witness": "R. Example"},
        {"recipient_class": "treating"},
        {"kind": "treatment", "purposes": ["services"]},
        {"purposes": ["supervision"]},
    ],
    ids=str,
)
def test_a_release_that_lacks_an_element_is_not_saved(need, service, missing):
    with pytest.raises(ActionRefused, match="not complete"):
        actions.record_consent(**complete(need, service, **missing))
    assert not Consent.objects.exists()


def test_a_release_names_its_recipients_or_is_refused_by_the_database_too(need, service):
    with pytest.raises(ActionRefused, match="who receives"):
        actions.record_consent(**complete(need, service, recipients=[]))
    ConsentFactory(person=need.case.person)
    with pytest.raises(IntegrityError, match="names who receives"), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    transaction.set_rollback(True)


@pytest.mark.parametrize(
    "change",
    [
        {"categories": ["identity", "plan"]},
        {"expires_on": None, "end_event": "release"},
        {"purposes": ["services", "treatment"]},
        {"signed_name": "Someone else"},
    ],
    ids=str,
)
def test_what_was_signed_never_changes(signed, change):
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Consent.objects.filter(pk=signed.pk).update(**change)
    with pytest.raises(IntegrityError, match="never deleted"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from partners_consent where id = %s", [signed.pk])


def test_recipients_never_change(signed):
    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        signed.recipients.clear()


@pytest.mark.django_db(transaction=True)
def test_a_recipient_is_not_added_after_the_signing(staff):
    with transaction.atomic():
        consent = ConsentFactory(person=CaseFactory().person, organization=OrganizationFactory())
    with pytest.raises(IntegrityError, match="never change"):
        consent.recipients.add(OrganizationFactory())


def test_a_change_supersedes_and_both_stay(need, service, signed, coordinator):
    new = actions.record_consent(**complete(need, service, supersedes=signed))
    signed.refresh_from_db()
    assert signed.superseded_at is not None
    assert (new.supersedes, signed.standing(clock.today())) == (signed, "Superseded")
    with pytest.raises(ActionRefused, match="took the place"):
        actions.record_consent(**complete(need, service, supersedes=signed))
    with pytest.raises(ActionRefused, match="took the place"):
        actions.revoke_consent(consent=signed, case=need.case, how="writing", by=coordinator)


def test_a_release_is_revoked_once(need, signed, coordinator):
    actions.revoke_consent(consent=signed, case=need.case, how="writing", by=coordinator)
    with pytest.raises(ActionRefused, match="revoked already"):
        actions.revoke_consent(consent=signed, case=need.case, how="writing", by=coordinator)


def criminal_justice(need, service, **changes):
    return complete(
        need,
        service,
        kind="criminal_justice",
        purposes=["supervision"],
        period_reason="Six months of treatment, parole until May",
        revocable_when="final disposition of the parole",
        end_event="final_disposition",
        **changes,
    )


def test_a_criminal_justice_release_goes_to_those_who_monitor_and_is_not_revoked_now(need, service, coordinator):
    with pytest.raises(ActionRefused, match="courts"):
        actions.record_consent(**criminal_justice(need, service))
    office = OrganizationFactory(kind="government")
    consent = actions.record_consent(**criminal_justice(need, service, recipients=[office]))
    with pytest.raises(ActionRefused, match="only from: final disposition"):
        actions.revoke_consent(consent=consent, case=need.case, how="writing", by=coordinator)
    with pytest.raises(IntegrityError, match="2_35"), transaction.atomic():
        Consent.objects.filter(pk=consent.pk).update(
            revoked_at=clock.now(), revoked_by=coordinator, revoked_how="writing"
        )
    ended = actions.end_consent(consent=consent, case=need.case, on=clock.today(), by=coordinator)
    assert ended.ended_on == clock.today()


def test_a_class_of_recipients_covers_every_care_provider_and_nobody_else(need, service, acting):
    care = UserFactory(role="partner", organization=OrganizationFactory(kind="care"))
    actions.record_consent(
        **complete(
            need,
            service,
            recipients=[],
            recipient_class="treating",
            kind="treatment",
            purposes=["treatment"],
            expires_on=None,
            end_event="never",
        )
    )
    from partners.consent import cover_for

    person = need.case.person
    assert "housing" in cover_for(person=person, organization=care.organization, purpose="treatment")
    assert "housing" not in cover_for(person=person, organization=service.organization, purpose="treatment")


def typed(service, **changes):
    return {
        "kind": "general",
        "recipients": [service.organization_id],
        "recipient_class": "",
        "categories": ["housing", "release"],
        "purposes": ["services"],
        "expires_on": "+90",
        "end_event": "",
        "language": "es",
        "method": "paper",
        "signed_on": "today",
        "signed_name": "Marcus Thornmere",
        "witness": "R. Example",
        "rights_explained": "on",
    } | changes


def test_staff_print_the_form_in_spanish_record_the_signed_scan_and_get_it_back(
    need, service, coordinator, sign_in, settings, tmp_path
):
    client = sign_in(coordinator)
    address = reverse("partners:form-to-sign", args=[need.case_id])
    page = client.post(address, typed(service)).content.decode()
    assert "Usted puede decir que no" in page
    assert "vivienda" in page
    assert not Consent.objects.exists()

    address = reverse("partners:record-consent", args=[need.case_id])
    refused = client.post(address, typed(service)).content.decode()
    assert "Add the scan of the signed form" in refused
    fake = SimpleUploadedFile("signed.pdf", b"<script>alert(1)</script>")
    assert "is not a PDF" in client.post(address, typed(service, scan=fake)).content.decode()
    client.post(address, typed(service, scan=SimpleUploadedFile("signed.pdf", PDF)))
    consent = Consent.objects.get()
    assert (consent.categories, consent.language, consent.scan_kind) == (
        ["identity", "release", "housing"],
        "es",
        "pdf",
    )
    file = client.get(reverse("partners:consent-scan", args=[need.case_id, consent.pk]))
    assert b"".join(file.streaming_content) == PDF
    assert file["Content-Disposition"].startswith("attachment")
    page = client.get(reverse("partners:print-consent", args=[need.case_id, consent.pk])).content.decode()
    assert "Testigo: R. Example" in page


def test_what_is_missing_comes_back_with_what_was_typed(need, service, coordinator, sign_in):
    page = (
        sign_in(coordinator)
        .post(
            reverse("partners:record-consent", args=[need.case_id]),
            typed(service, categories=[], details="Not my brother", witness=""),
        )
        .content.decode()
    )
    assert "Not my brother" in page
    assert "Name the witness" in page


def test_whoever_does_not_read_about_treatment_sees_no_release_about_it(need, service, staff, sign_in):
    consent = ConsentFactory(
        person=need.case.person, organization=service.organization, categories=["identity", "substance_use"]
    )
    client = sign_in(staff("employment"))
    address = reverse("partners:consent", args=[need.case_id, consent.pk])
    assert client.get(address).status_code == 404
    form = client.get(reverse("partners:record-consent", args=[need.case_id])).content.decode()
    assert Category.SUBSTANCE_USE.label not in form


def test_nobody_is_sent_elsewhere_after_recording(need, service, coordinator, sign_in):
    address = reverse("partners:record-consent", args=[need.case_id]) + "?next=https://example.org/"
    data = typed(service, method="screen", witness="")
    assert sign_in(coordinator).post(address, data)["Location"] == reverse(
        "partners:case-referrals", args=[need.case_id]
    )
