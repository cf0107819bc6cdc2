"""The filters of a list as chips: each leads to the list without it (UX 7.1)."""

import re
from html import unescape
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from demo.factories.cases import CaseFactory, CountyFactory, FacilityFactory, NeedAreaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chips(sign_in, staff):
    """`chips(path)` maps the words of each filter in force at that path to the address without it."""
    client = sign_in(staff("supervisor"))

    def look(path: str, **options) -> dict[str, str]:
        page = unescape(client.get(path, **options).content.decode())
        _, _, bar = page.partition('aria-label="Filters in force"')
        return {words: address for address, words in re.findall(r'href="([^"]*)">([^<]*)', bar.partition("</nav>")[0])}

    return look


def test_a_list_as_it_comes_has_none(chips):
    CaseFactory()
    assert chips("/caseload/?place=inside&window=&size=50") == {}


def test_each_filter_of_the_caseload_is_named_and_can_be_taken_off(chips, staff):
    facility = FacilityFactory()
    NeedAreaFactory(code="housing", name="Housing")
    NeedAreaFactory(code="transportation", name="Transportation")
    worker = staff(first_name="Robin", last_name="Fairchild")
    asked = [
        *(("q", "zorn"), ("place", "released"), ("facility", str(facility.pk)), ("window", "30")),
        *(("need", "housing"), ("need", "transportation"), ("steps", "overdue"), ("worker", str(worker.pk))),
        *(("tag", "ride"), ("unassigned", "true"), ("mine", "true"), ("sort", "name")),
    ]
    path = "/caseload/?" + "&".join(f"{name}={value}" for name, value in asked)
    found = chips(path)
    assert found.pop("Clear all") == "/caseload/"
    assert list(found) == [
        "Name or DOC number: “zorn”",
        "Where people are: Released",
        "Facility: Moberly Correctional Center",
        "Release date: Next 30 days",
        "Open need: Housing",
        "Open need: Transportation",
        "Plan steps: Overdue",
        "Case manager: Fairchild, Robin",
        "Tag: “ride”",
        "Without a case manager",
        "Assigned to me",
    ]
    for taken, address in zip(asked, found.values(), strict=False):
        assert sorted(parse_qsl(address.removeprefix("?"))) == sorted(pair for pair in asked if pair != taken)
    assert chips(path, headers={"HX-Request": "true"}).keys() - {"Clear all"} == found.keys()


def test_the_last_one_leads_to_the_list_as_it_comes_on_its_first_page(chips):
    assert chips("/caseload/?mine=true&at=x") == {"Assigned to me": "/caseload/"}


@pytest.mark.parametrize("path", ["/employers/", "/employers/jobs/", "/directory/"])
def test_other_lists_name_theirs_too(chips, path):
    county = CountyFactory(name="Boone")
    found = chips(f"{path}?q=weld&county={county.code}")
    assert [each.split(": ")[-1] for each in found] == ["“weld”", "Boone", "Clear all"]
    assert list(found.values()) == [f"?county={county.code}", "?q=weld", path]


def test_what_makes_no_sense_is_no_filter(chips):
    assert chips("/caseload/?worker=x&window=7&need=") == {}


def test_the_part_that_a_filter_swaps_asks_for_names_only_where_it_must(sign_in, staff):
    client, worker = sign_in(staff("supervisor")), staff()

    def statements(query: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/caseload/?{query}", headers={"HX-Request": "true"})
        return len(asked)

    statements("")
    assert statements("mine=true") == statements("")
    assert statements(f"worker={worker.pk}") == statements("") + 1
