"""One box finds a person by whatever is known of the name, or by the number; and only whom one may see."""

import pytest
from django.db import connection

from audit.models import AuditEvent
from cases import actions
from cases.models import Case, Person
from cases.search import matching_cases, similar_cases, words_of
from demo.factories.accounts import UserFactory
from demo.factories.cases import CaseFactory, PostingFactory

pytestmark = pytest.mark.django_db


def person(first, last, **fields) -> Case:
    return CaseFactory(person__first_name=first, person__last_name=last, **fields)


def found(typed) -> list[str]:
    return [case.person.full_name for case in matching_cases(Case.objects.select_related("person"), typed)]


def alike(typed) -> list[str]:
    return [case.person.full_name for case in similar_cases(Case.objects.select_related("person"), typed, most=25)]


class TestNames:
    @pytest.mark.parametrize(
        "typed",
        [
            *(
                "jose o'neil",
                "José O\u2019Neil",
                "oneil, jose",
                "neil jose",
                "JOSÉ MCBRIDE",
                "o neil",
                "mcbride oneil jose",
            ),
            *("jos onei", "O'Neil-McBride, José", "neil-mcbride"),
        ],
    )
    def test_any_order_accents_apostrophes_and_beginnings(self, typed):
        person("José", "O'Neil-McBride")
        person("Josiah", "Oakley")
        assert found(typed) == ["José O'Neil-McBride"]

    @pytest.mark.parametrize("typed", ["bill thornton", "Thornton, Will", "billy thorn"])
    def test_nicknames(self, typed):
        person("William", "Thornton")
        assert found(typed) == ["William Thornton"]

    def test_and_the_other_way_round(self):
        person("Bill", "Thornton")
        assert found("william thornton") == ["Bill Thornton"]

    def test_middle_and_preferred_names(self):
        case = person("Angela", "Ford", person__middle_name="Renee", person__preferred_name="Max")
        assert found("max ford") == found("renee") == [case.person.full_name]

    def test_other_names_and_a_name_that_changed(self):
        case = person("Angela", "Ford")
        actions.add_other_name(case=case, kind="maiden", first_name="Angela", last_name="Zorn", by=UserFactory())
        assert found("zorn angela") == ["Angela Ford"]
        Person.objects.filter(pk=case.person_id).update(last_name="Winstead")
        assert found("ford") == []
        assert found("winstead") == found("zorn") == ["Angela Winstead"]

    def test_who_is_named_exactly_so_comes_first(self):
        for last in ("Leeson", "Lee", "Aleeman"):
            person("Dana", last)
        assert found("lee") == ["Dana Lee", "Dana Leeson"]

    @pytest.mark.parametrize("typed", ["Whitfeild", "marcus whitfeeld", "Witfield Markus", "whitefield"])
    def test_misspelled_or_as_it_sounds(self, typed):
        person("Marcus", "Whitfield")
        person("Oleg", "Drummond")
        assert found(typed) == []
        assert alike(typed) == ["Marcus Whitfield"]

    def test_sounds_alike_though_the_letters_differ(self):
        person("Kaitlyn", "Schmidt")
        assert alike("caitlin shmit") == ["Kaitlyn Schmidt"]

    @pytest.mark.parametrize(
        "name", ["José", "O\u2019Neil-McBride", "Łukasz Øster", "D'Angelo  St. James", "Zoë", "ﬁnn"]
    )
    def test_both_sides_write_names_plain_in_the_same_way(self, name):
        with connection.cursor() as cursor:
            cursor.execute("select public.plain_name(%s)", [name])
            assert " ".join(words_of(name)) == cursor.fetchone()[0]

    @pytest.mark.parametrize("typed", ["&|!", "' or 1=1 --", "%", "\\", "   ", "((", "a:*b"])
    def test_what_is_no_name_finds_no_one_and_breaks_nothing(self, typed):
        person("Marcus", "Whitfield")
        assert found(typed) == []
        alike(typed)


class TestNumbers:
    @pytest.mark.parametrize("typed", ["00912345", "912345", " 0912345 ", "009 123 45", "0091-2345"])
    def test_with_or_without_zeros(self, typed):
        case = CaseFactory(person__doc_number="00912345")
        CaseFactory(person__doc_number="91234500")
        assert list(matching_cases(Case.objects.all(), typed)) == [case]

    @pytest.mark.parametrize("typed", ["000912345678", "-", "7"])
    def test_a_number_of_no_one(self, typed):
        CaseFactory(person__doc_number="00912345")
        assert not found(typed)


class TestPage:
    def test_the_only_match_opens_though_others_are_alike(self, sign_in, staff):
        case = person("Nadia", "Zorblattb")
        person("Nadia", "Zorblattd")
        answer = sign_in(staff("supervisor")).get("/search/", {"q": "zorblattb"})
        assert answer.headers["Location"] == f"/cases/{case.pk}/"

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
        with django_assert_max_num_queries(10):
            assert len(client.get("/search/", {"q": "whit"}).context["cases"]) == 25
