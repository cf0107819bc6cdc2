"""Two records of one human being: what was signed under either counts, and a referral goes on, until it is undone."""

from datetime import timedelta

import pytest
from django.db import connection

from audit import log
from cases import actions as cases
from cases.models import Person
from demo.factories.accounts import OrganizationFactory, UserFactory
from demo.factories.cases import CaseFactory, ContactPointFactory, NeedFactory
from demo.factories.partners import ConsentFactory, ServiceFactory, send, sign_for
from partners import actions
from partners.models import Consent, Disclosure, Referral
from reentry_portal import clock
from tests.partners.oracle import database_shows

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(referral):
    """The record that counts, of the same human being as the one whose referral it is."""
    return CaseFactory(person__doc_number="00000777").person


@pytest.fixture
def by(staff):
    return staff("supervisor")


@pytest.fixture
def merge(kept, referral, by, acting):
    """Merge the referral's person into `kept`, with the rights that a supervisor's login has."""

    def do():
        with acting(by):
            merge = cases.merge_people(kept=kept, gone=referral.case.person, why="Same photo", by=by)
            connection.check_constraints()
        return merge

    return do


def drift():
    with connection.cursor() as cursor:
        cursor.execute("select * from public.disclosure_drift()")
        return cursor.fetchall()


def test_the_referral_goes_on_under_the_record_kept(merge, kept, referral, signed, partner, acting):
    before = database_shows(clock.today())
    merge()
    signed.refresh_from_db()
    referral.refresh_from_db()
    assert signed.person != kept  # as it was signed
    assert referral.person == referral.case.person == kept
    assert database_shows(clock.today()) == {(organization, kept.pk, what) for organization, _, what in before}
    assert before and drift() == []
    with acting(partner):
        assert Person.objects.only("first_name").get(pk=kept.pk).first_name == kept.first_name
    actions.move(referral=referral, to="accepted", by=partner)


def test_undone_it_shows_what_it_showed_before(merge, referral, by, acting):
    before = database_shows(clock.today())
    done = merge()
    with acting(by):
        cases.undo_merge(merge=done, by=by)
        connection.check_constraints()
    assert database_shows(clock.today()) == before
    assert drift() == []


def test_what_was_signed_before_the_merge_covers_a_new_referral(merge, kept, signed, service, coordinator, referral):
    merge()
    case = kept.cases.exclude(state="closed").get()
    need = NeedFactory(case=case, area=service.areas.first())
    other = ServiceFactory(organization=service.organization, areas=[need.area], name="Another house")
    sent = send(need, [other], coordinator)
    assert set(Disclosure.objects.filter(referral=sent).values_list("consent", flat=True)) == {signed.pk}


def test_revoked_under_the_record_kept_nothing_is_seen_any_more(merge, kept, signed, referral, by):
    merge()
    case = kept.cases.exclude(state="closed").get()
    actions.revoke_consent(consent=Consent.objects.get(pk=signed.pk), case=case, how="in_writing", by=by)
    assert database_shows(clock.today()) == set()
    referral.refresh_from_db()
    assert not referral.is_open
    assert drift() == []


def test_it_stands_on_the_page_of_the_record_kept(merge, kept, signed, by, sign_in):
    merge()
    case = kept.cases.exclude(state="closed").get()
    client = sign_in(by)
    assert client.get(f"/cases/{case.pk}/consents/{signed.pk}/").status_code == 200
    assert list(Consent.objects.of(kept)) == [signed]


def test_a_release_that_ends_with_the_release_from_prison_ends_for_both(kept, by, staff):
    gone = CaseFactory(days=0, released=False)
    consent = ConsentFactory(
        person=gone.person, recipients=[OrganizationFactory()], recorded_by=UserFactory(), end_event="release"
    )
    cases.merge_people(kept=kept, gone=gone.person, why="Same photo", by=by)
    case = kept.cases.exclude(state="closed").get()
    cases.mark_released(case=case, on=clock.today(), release_type="parole", by=by, why="Early")
    consent.refresh_from_db()
    assert consent.ended_on == clock.today()


def test_the_accounting_and_the_history_keep_what_was_shown_under_the_other_number(merge, kept, referral, by, sign_in):
    gone = referral.case.person
    log.viewed(what="caseload", people=[gone.pk])
    merge()
    case = kept.cases.exclude(state="closed").get()
    page = sign_in(by).get(f"/cases/{case.pk}/history/")
    assert any(gone.pk in line.event.people and kept.pk not in line.event.people for line in page.context["lines"])


def test_a_record_merged_twice_leads_to_the_last_and_back(by):
    first, second, third = (CaseFactory().person for _ in range(3))
    phone = ContactPointFactory(person=first)
    cases.merge_people(kept=second, gone=first, why="Same photo", by=by)
    last = cases.merge_people(kept=third, gone=second, why="Same photo", by=by)
    first.refresh_from_db()
    phone.refresh_from_db()
    assert first.merged_into == phone.person == third
    cases.undo_merge(merge=last, by=by)
    first.refresh_from_db()
    phone.refresh_from_db()
    assert first.merged_into == phone.person == second


def test_a_need_signed_for_under_both_numbers_shows_once(merge, kept, referral, service, coordinator):
    case = kept.cases.get()
    need = NeedFactory(case=case, area=service.areas.first())
    sign_for(need, [service.organization], coordinator, expires_on=clock.today() + timedelta(days=400))
    merge()
    assert drift() == []
    assert Referral.objects.get(pk=referral.pk).person == kept
