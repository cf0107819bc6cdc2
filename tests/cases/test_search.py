"""One box finds a person by whatever is known of the name, or by the number; and only whom one may see."""

import pytest
from django.db import connection

from cases import actions
from cases.models import Case, Person
from cases.search import how_found, matching_cases, similar_cases, words_of
from demo.factories.accounts import UserFactory
from demo.factories.cases import CaseFactory

pytestmark = pytest.mark.django_db


def person(first, last, **fields) -> Case:
    return CaseFactory(person__first_name=first, person__last_name=last, **fields)


def found(typed) -> list[str]:
    return [case.person.full_name for case in matching_cases(Case.objects.select_related("person"), typed)]


def why(typed) -> list[str]:
    visible = Case.objects.select_related("person")
    return [
        how_found(case, typed) for case in [*matching_cases(visible, typed), *similar_cases(visible, typed, most=9)]
    ]


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

    def test_a_number_given_up_leads_to_the_record_kept_and_says_so(self):
        one, other = (CaseFactory(person__doc_number=number) for number in ("00000123", "00000456"))
        actions.merge_people(kept=one.person, gone=other.person, why="Same photo", by=UserFactory())
        assert why("456")[0] == "DOC number 456 before"
        assert why("0123")[0] == ""


class TestWhyFound:
    """Whose name on the list is not what was typed says how it came there."""

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("zorn", "Also known as Angela Zorn"),
            ("angela zor", "Also known as Angela Zorn"),
            ("max", "Also known as Max"),
            ("renee ford", "Also known as Renee"),
            ("angie ford", "Also known as Angie, a form of Angela"),
            ("ford, ang", ""),
            ("FORD", ""),
        ],
    )
    def test_by_name(self, typed, said):
        case = person("Angela", "Ford", person__middle_name="Renee", person__preferred_name="Max")
        actions.add_other_name(case=case, kind="maiden", first_name="Angela", last_name="Zorn", by=UserFactory())
        assert why(typed)[0] == said

    def test_another_name_misspelled(self):
        case = person("Angela", "Ford")
        actions.add_other_name(case=case, kind="alias", first_name="", last_name="Whitfield", by=UserFactory())
        assert found("whitfeild") == []
        assert why("whitfeild") == ["Also known as Whitfield"]
