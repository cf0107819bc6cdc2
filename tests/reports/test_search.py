"""The page of the search box: people, places and notes, and only what one may see."""

import pytest
from django.db import connection

from accounts.models import STAFF_ROLES
from audit.models import AuditEvent
from cases.access import READS
from cases.models import Case, Confidentiality
from demo.factories.accounts import OrganizationFactory, UserFactory
from demo.factories.cases import (
    CaseFactory,
    EmergencyAccessFactory,
    FacilityFactory,
    NeedAreaFactory,
    NeedFactory,
    NoteFactory,
    PostingFactory,
)
from demo.factories.employers import EmployerFactory, OpeningFactory
from demo.factories.partners import ServiceFactory, send, sign_for
from reports.pages import PAGES, pages_named

pytestmark = pytest.mark.django_db


def person(first, last, **fields) -> Case:
    return CaseFactory(person__first_name=first, person__last_name=last, **fields)


class TestPeople:
    def test_the_only_match_opens_though_others_are_alike(self, sign_in, staff):
        case = person("Nadia", "Zorblattb")
        person("Nadia", "Zorblattd")
        answer = sign_in(staff("supervisor")).get("/search/", {"q": "zorblattb"})
        assert answer.headers["Location"] == f"/cases/{case.pk}/"

    @pytest.mark.parametrize(("typed", "offered"), [("zzqq", True), ("Zzfirm", True), ("caseload", False)])
    def test_who_is_not_found_may_be_opened_in_an_emergency(self, typed, offered, sign_in, staff):
        """Also where a place has the name; not where a page was looked for."""
        EmployerFactory(name="Zzfirm")
        page = sign_in(staff("supervisor")).get("/search/", {"q": typed}).content.decode()
        assert ("open a record in an emergency" in page) == offered

    def test_two_matches_are_counted_apart_from_those_alike(self, sign_in, staff):
        for first in ("Nadia", "Nora"):
            person(first, "Zorblattb")
        person("Nadia", "Zorblattd")
        page = sign_in(staff("supervisor")).get("/search/", {"q": "zorblattb"}).content.decode()
        assert "2 found for" in page
        assert "Names that sound or look like it" in page

    def test_only_whom_one_may_see_also_among_those_alike(self, sign_in):
        posting = PostingFactory()
        here = person("Marcus", "Whitfield", facility=posting.facility)
        person("Marcus", "Whitfield", facility__code="TCC")
        client = sign_in(posting.user)
        assert client.get("/search/", {"q": "whitfield"}).headers["Location"] == f"/cases/{here.pk}/"
        assert [case.pk for case in client.get("/search/", {"q": "witfeld"}).context["similar"]] == [here.pk]

    @pytest.mark.parametrize("typed", ["whitfield", "witfeld", "912345", "nobodyatall"])
    def test_every_search_is_on_the_trail_and_its_words_are_not(self, typed, sign_in, staff):
        person("Marcus", "Whitfield", person__doc_number="00912345")
        sign_in(staff("supervisor")).get("/search/", {"q": typed})
        event = AuditEvent.objects.get(action="searched")
        assert typed not in str(event.detail)
        assert bool(event.people) == (typed != "nobodyatall")

    def test_it_costs_the_same_for_one_and_for_many(self, sign_in, staff, django_assert_max_num_queries):
        for number in range(30):
            person("Marcus", f"Whit{'abcdefghijklmnopqrstuvwxyzäöüß'[number]}")
        client = sign_in(staff("supervisor"))
        client.get("/search/", {"q": "whit"})
        with django_assert_max_num_queries(11):  # five of them open and close the scope
            assert len(client.get("/search/", {"q": "whit"}).context["cases"]) == 25

    def test_another_name_that_matched_is_shown(self, sign_in, staff):
        for last in ("Ford", "Fort"):
            case = person("Angela", last)
            case.person.other_names.create(first_name="Angela", last_name="Zorn")
        page = sign_in(staff("supervisor")).get("/search/", {"q": "zorn"}).content.decode()
        assert page.count("Also known as Angela Zorn") == 2


class TestPlaces:
    def test_partners_employers_and_open_jobs_by_words_in_any_order(self, sign_in, staff):
        OrganizationFactory(name="Hope House of Columbia")
        employer = EmployerFactory(name="Columbia House Builders")
        OpeningFactory(employer=employer, title="House painter, Columbia")
        OpeningFactory(employer=employer, title="House framer, Columbia", state="filled")
        OrganizationFactory(name="Fulton Pantry")
        page = sign_in(staff("supervisor")).get("/search/", {"q": "columbia house"})
        assert [(place.kind, place.name) for place in page.context["places"]] == [
            ("Partner organization", "Hope House of Columbia"),
            ("Employer", "Columbia House Builders"),
            ("Job", "House painter, Columbia"),
        ]
        for place in page.context["places"]:
            assert page.client.get(place.url).status_code == 200

    def test_the_only_person_does_not_hide_a_place_of_that_name(self, sign_in, staff):
        person("Hope", "Whitfield")
        OrganizationFactory(name="House of Hope")
        page = sign_in(staff("supervisor")).get("/search/", {"q": "hope"})
        assert page.status_code == 200
        assert len(page.context["cases"]) == len(page.context["places"]) == 1

    def test_no_more_than_some_of_a_kind(self, sign_in, staff):
        for number in range(8):
            OrganizationFactory(name=f"Harbor {number}")
        assert len(sign_in(staff()).get("/search/", {"q": "harbor"}).context["places"]) == 5


@pytest.fixture
def referral(db):
    """`referral(area)` is one that was sent for a need of that area."""

    def make(area="housing"):
        need = NeedFactory(area=NeedAreaFactory(code=area))
        service, by = ServiceFactory(areas=[need.area]), need.case.coordinator
        sign_for(need, [service.organization], by)
        return send(need, [service], by)

    return make


class TestReferrals:
    @pytest.mark.parametrize("typed", ["R-{}", "r{}"])
    def test_the_number_opens_it(self, typed, referral, sign_in, staff):
        sent = referral()
        answer = sign_in(staff("supervisor")).get("/search/", {"q": typed.format(sent.pk)})
        assert answer.headers["Location"] == f"/referrals/{sent.pk}/"
        event = AuditEvent.objects.get(action="searched")
        assert (event.object_type, event.people) == ("referrals", [sent.case.person_id])

    def test_not_one_that_the_reader_may_not_open(self, referral, sign_in, staff):
        page = sign_in(staff("employment")).get("/search/", {"q": f"R-{referral('health').pk}"})
        assert "No referral numbered" in page.content.decode()
        assert AuditEvent.objects.get(action="searched").people == []

    @pytest.mark.parametrize("typed", ["r-0", "R-999999999999999999"])
    def test_not_one_that_is_not_there(self, typed, sign_in, staff):
        assert "No referral numbered" in sign_in(staff()).get("/search/", {"q": typed}).content.decode()


def ways(page, name) -> list[str]:
    return [way.words for way in page.context[name]]


class TestPagesAndActions:
    def test_pages_by_the_beginning_of_their_words_and_only_those_one_may_enter(self, sign_in, staff):
        assert ways(sign_in(staff("supervisor")).get("/search/", {"q": "duplic"}), "pages") == [
            "People who are in twice"
        ]
        assert ways(sign_in(staff("coordinator")).get("/search/", {"q": "duplic"}), "pages") == []

    @pytest.mark.parametrize("role", STAFF_ROLES)
    def test_each_page_offered_opens(self, role, sign_in, staff):
        client = sign_in(staff(role))
        for title, _, _ in PAGES:
            for way in pages_named(title, user=client.get("/my-day/").context["user"]):
                assert client.get(way.url).status_code in (200, 302), way

    def test_the_only_person_comes_with_what_can_be_done_for_them(self, sign_in, staff):
        person("Mayra", "Zorn")
        OrganizationFactory(name="Zorn House")
        client = sign_in(staff("supervisor"))
        page = client.get("/search/", {"q": "zorn"})
        assert "Add note for Mayra Zorn" in ways(page, "deeds")
        for way in page.context["deeds"]:
            assert client.get(way.url).status_code == 200

    @pytest.mark.parametrize("typed", ["note zorn", "Note for Zorn", "log mayra"])
    def test_what_to_do_before_the_only_name_leads_there(self, typed, sign_in, staff):
        case = person("Mayra", "Zorn")
        answer = sign_in(staff("supervisor")).get("/search/", {"q": typed})
        assert answer.headers["Location"] == f"/cases/{case.pk}/notes/add/"

    def test_what_to_do_before_a_name_of_several_is_offered_for_each(self, sign_in, staff):
        for first in ("Mayra", "Nadia"):
            person(first, "Zorn")
        page = sign_in(staff("supervisor")).get("/search/", {"q": "plan zorn"})
        assert ways(page, "deeds") == ["Plan of Mayra Zorn", "Plan of Nadia Zorn"]

    def test_what_was_asked_for_stands_before_the_people(self, sign_in, staff):
        for first in ("Nadia", "Nora"):
            person(first, "Zorblattb")
        client = sign_in(staff("supervisor"))
        asked, unasked = (client.get("/search/", {"q": q}).content.decode() for q in ("note zorb", "zorb"))
        assert asked.index("Add note for Nadia") < asked.index("2 found for")
        assert "Add note for" not in unasked

    def test_a_person_of_that_name_comes_before_what_it_asks_to_do(self, sign_in, staff):
        case = person("Note", "Zorn")
        person("Mayra", "Zorn")
        answer = sign_in(staff("supervisor")).get("/search/", {"q": "note zorn"})
        assert answer.headers["Location"] == f"/cases/{case.pk}/"


class TestTheBoxOnEveryPage:
    def test_it_answers_with_its_part_and_leads_nowhere_by_itself(self, sign_in, staff):
        person("Mayra", "Zorn")
        part = sign_in(staff("supervisor")).get("/search/", {"q": "zorn"}, headers={"HX-Request": "true"})
        assert part.status_code == 200
        assert "Zorn, Mayra" in part.content.decode()
        assert "<html" not in part.content.decode()

    def test_empty_it_shows_whom_one_opened_last_of_those_one_still_sees(self, sign_in):
        posting = PostingFactory()
        here = person("Mayra", "Zorn", facility=posting.facility)
        gone = person("Nadia", "Quill", facility=posting.facility)
        client = sign_in(posting.user)
        for case in (gone, here):
            client.get(f"/cases/{case.pk}/")
        Case.objects.filter(pk=gone.pk).update(facility=FacilityFactory(code="TCC"))
        assert client.get("/search/").context["recent"] == [here]


@pytest.fixture
def said(sign_in):
    """`said(user, words)`: the texts of the notes that this user finds."""

    def look(user, typed):
        page = sign_in(user).get("/search/notes/", {"q": typed}).context["page"]
        return [note.text for note in page.rows]

    return look


class TestNotes:
    def test_every_word_in_any_form_and_order_newest_first(self, said, staff):
        first = NoteFactory(text="Interviewed at the shelter about José's beds.")
        NoteFactory(text="The shelter called.")
        last = NoteFactory(text="Shelter interviews again: JOSE did not come.")
        assert said(staff("supervisor"), "jose interview SHELTERS") == [last.text, first.text]

    @pytest.mark.parametrize("typed", ["the", "&|!", "' or 1=1 --", "zebra", "(("])
    def test_what_no_note_says_finds_none_and_breaks_nothing(self, typed, said, staff):
        NoteFactory(text="The shelter called.")
        assert said(staff("supervisor"), typed) == []

    @pytest.mark.parametrize("role", READS)
    def test_only_of_classes_that_the_role_reads(self, role, said, staff):
        for name in Confidentiality.values:
            NoteFactory(
                text=f"{name} shelter", confidentiality=name, case__person__sex="F", case__coordinator=UserFactory()
            )
        user = staff(role)
        Case.objects.update(coordinator=user)
        assert {text.split()[0] for text in said(user, "shelter")} == READS[role]

    def test_only_of_people_whom_one_sees(self, said, staff):
        posting = PostingFactory()
        here = NoteFactory(text="shelter here", case__facility=posting.facility)
        NoteFactory(text="shelter elsewhere", case__facility__code="TCC")
        assert said(posting.user, "shelter") == [here.text]

    def test_an_emergency_opens_the_person_but_no_class_to_the_search(self, said, staff):
        user = staff("coordinator")
        case = CaseFactory(facility__code="TCC")
        NoteFactory(text="victim shelter", case=case, confidentiality="victim")
        NoteFactory(text="general shelter", case=case)
        EmergencyAccessFactory(case=case, user=user, minutes_ago=1)
        assert said(user, "shelter") == ["general shelter"]

    def test_the_trail_tells_whose_notes_were_shown_and_not_the_words(self, said, staff):
        note, other = NoteFactory(text="Asked about the shelter."), NoteFactory(text="Nothing else.")
        said(staff("supervisor"), "shelter")
        event = AuditEvent.objects.get(action="searched")
        assert (event.object_type, event.people) == ("notes", [note.case.person_id])
        assert other.case.person_id not in event.people
        assert "shelter" not in str(event.detail)
        said(staff("supervisor"), "zebra")
        assert AuditEvent.objects.filter(action="searched", people=[]).count() == 1

    def test_the_words_are_marked_and_nothing_in_a_note_becomes_markup(self, sign_in, staff):
        NoteFactory(text="<script>alert(1)</script> asked for the shelter & a ride.")
        page = sign_in(staff("supervisor")).get("/search/notes/", {"q": "shelters"}).content.decode()
        assert "<mark>shelter</mark> &amp; a ride" in page
        assert "<script>alert" not in page

    def test_seven_statements_for_one_and_for_many_pages(self, sign_in, staff, django_assert_max_num_queries):
        for number in range(30):
            NoteFactory(text=f"shelter {number}")
        client = sign_in(staff("supervisor"))
        first = client.get("/search/notes/", {"q": "shelter"}).context["page"]
        assert len(first.rows) == 25
        with django_assert_max_num_queries(9):  # four of the page (six for coordinators), five open and close the scope
            rest = client.get("/search/notes/", {"q": "shelter", "at": first.next}).context["page"]
        assert len(rest.rows) == 5

    def test_it_goes_by_the_index(self):
        with connection.cursor() as cursor:
            cursor.execute("set local enable_seqscan = off")
            cursor.execute(
                "explain select id from cases_note where words @@ plainto_tsquery('english', plain_name('shelter'))"
            )
            assert "note_by_word" in str(cursor.fetchall())

    def test_a_partner_has_no_right_on_notes(self, client, sign_in, staff):
        partner = UserFactory(role="partner", organization=OrganizationFactory())
        assert sign_in(partner).get("/search/notes/", {"q": "shelter"}).status_code == 403
