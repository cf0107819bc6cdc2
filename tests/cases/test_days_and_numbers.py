"""Days that cannot be and numbers that someone else has: refused with a sentence, and nothing is left behind."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from audit.models import AuditEvent
from cases import actions
from cases.models import Case, Person
from demo.factories.accounts import UserFactory
from demo.factories.cases import CaseFactory, FacilityFactory, PersonFactory, PostingFactory, WomansCaseFactory
from followups.actions import record_release
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

pytestmark = pytest.mark.django_db


def ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


class TestAddPerson:
    @pytest.fixture
    def moberly(self, sign_in):
        posting = PostingFactory()
        return sign_in(posting.user)

    def typed(self, **values):
        known = {"doc_number": "8800001", "last_name": "Test", "first_name": "Right", "sex": "M"}
        return {**known, "facility": FacilityFactory().pk, **values}

    def test_what_was_refused_leaves_nothing_so_that_the_correction_counts(self, moberly):
        page = reverse("cases:add-person")
        moberly.post(page, self.typed(first_name="Wrong", release_date="01/01/2020"))
        assert not Person.objects.exists()
        moberly.post(page, self.typed(release_date=f"{ago(-90):%m/%d/%Y}"))
        assert Person.objects.get().first_name == "Right"

    def test_a_number_of_someone_out_of_sight_tells_no_name_and_is_on_that_persons_trail(self, moberly):
        person = WomansCaseFactory(person__last_name="Zorblattd", person__first_name="Nadia").person
        names = {"last_name": "ZORBLATTD", "first_name": "Nadia"}
        for typed in ({}, names):
            answer = moberly.post(reverse("cases:add-person"), self.typed(doc_number=person.doc_number, **typed))
            assert answer.status_code == 200
            if not typed:
                assert "Zorblattd" not in answer.content.decode()
        assert AuditEvent.objects.filter(action="refused", people__contains=[person.pk]).count() == 2

    def test_someone_whose_case_ended_gets_a_new_one_and_stays_one_person(self, moberly):
        person = PersonFactory(doc_number="08800001", last_name="Test", first_name="Right")
        CaseFactory(person=person, state=Case.State.CLOSED, ended_on=ago(400))
        moberly.post(reverse("cases:add-person"), self.typed())
        assert Person.objects.get().cases.count() == 2

    def test_a_number_under_another_name_is_refused(self, moberly):
        PersonFactory(doc_number="08800001", last_name="Other", first_name="Name")
        assert "under another name" in moberly.post(reverse("cases:add-person"), self.typed()).content.decode()
        assert not Case.objects.exists()


class TestRelease:
    def test_a_day_long_past_asks_why(self, staff, settings):
        case, by = CaseFactory(), staff()
        late = {"case": case, "on": ago(31), "release_type": "parole", "by": by}
        with pytest.raises(ActionRefused, match="more than 30 days back"):
            record_release(**late)
        settings.RELEASE_BACK_DAYS = 31
        record_release(**late)

    def test_with_a_reason_it_is_recorded_and_the_reason_kept(self, sign_in, staff):
        case = CaseFactory()
        page = reverse("followups:case-follow-up", args=[case.pk])
        client = sign_in(staff("supervisor"))
        sent = {"on": f"{ago(60):%m/%d/%Y}", "release_type": "parole"}
        assert "say why so late" in client.post(page, sent).content.decode()
        client.post(page, {**sent, "why": "The notice came from the county"})
        case.refresh_from_db()
        assert case.released_on == ago(60)
        assert "The notice came from the county" in case.events.get(title__startswith="Released on").text

    def test_no_reason_makes_a_day_before_the_stay_right(self, staff):
        case = CaseFactory(cycle="20240110")
        with pytest.raises(ActionRefused, match="before this stay"):
            record_release(case=case, on=date(1990, 1, 1), release_type="parole", by=staff(), why="So it was")


def test_a_confirmed_date_far_ahead_is_a_slip():
    with pytest.raises(ActionRefused, match="Check the year"):
        actions.confirm_release_date(case=CaseFactory(), date=date(2099, 1, 1), why="Letter", by=UserFactory())


def test_a_note_tells_of_what_has_happened(staff):
    with pytest.raises(ActionRefused, match="still to come"):
        actions.write_note(
            case=CaseFactory(), by=staff(), kind="call", happened_on=ago(-1), text="Met", confidentiality="general"
        )
