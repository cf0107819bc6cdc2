"""Why a job and a person fit, as a table of plain reasons; no number anywhere."""

from datetime import date, timedelta

import pytest

from cases.models import County
from demo.factories.cases import CaseFactory, CountyFactory
from demo.factories.employers import (
    ApplicationFactory,
    CredentialFactory,
    EmployerFactory,
    OpeningFactory,
    WorkProfileFactory,
)
from employers import matching
from employers.fits import openings_that_fit, people_who_fit
from employers.matching import ask, no, yes

NAMES = ["Boone", "Cole", "St. Louis City", "St. Louis County"]
BOONE, COLE, CITY, AROUND = (County(pk=n, name=name) for n, name in enumerate(NAMES, start=1))
TODAY = date(2026, 11, 23)
IN_12_DAYS = TODAY + timedelta(days=12)


def home(release_date, starts_on=None, inside=True):
    return matching.timing(inside=inside, release_date=release_date, starts_on=starts_on, today=TODAY)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (matching.county(BOONE, BOONE, []), yes("Boone County")),
        (matching.county(CITY, CITY, []), yes("St. Louis City")),
        (matching.county(AROUND, AROUND, []), yes("St. Louis County")),
        (matching.county(COLE, BOONE, [COLE]), yes("Hires from Cole")),
        (matching.county(COLE, BOONE, []), no("Job is in Boone, goes to Cole")),
        (matching.county(None, BOONE, []), ask("County of return not known")),
        (home(IN_12_DAYS), yes("Out in 12 days")),
        (home(TODAY), yes("Out today")),
        (home(TODAY + timedelta(days=1)), yes("Out tomorrow")),
        (home(IN_12_DAYS, starts_on=IN_12_DAYS), yes("Out in 12 days")),
        (home(IN_12_DAYS, starts_on=TODAY), no("Out in 12 days, job starts 11/23/2026")),
        (home(None), ask("No release date")),
        (home(TODAY, inside=False), yes("Home already")),
        (matching.certificates(["Forklift"], ["Forklift"]), [yes("Forklift")]),
        (matching.certificates([], ["Welding certificate"]), [no("Welding certificate missing")]),
        (matching.certificates(["Forklift"], []), []),
        (matching.offenses(["theft"], ["theft", "fraud"]), no("Offense limit: theft")),
        (matching.offenses(["driving"], ["theft"]), yes("Within the offense limit")),
        (matching.offenses([], ["theft"]), yes("Within the offense limit")),
        (matching.offenses(None, ["theft"]), ask("Convictions not recorded: check the offense limit")),
        (matching.offenses(None, []), yes("No offense limit")),
        (matching.registry(is_registrant=False, accepts_registrants=False), None),
        (
            matching.registry(is_registrant=True, accepts_registrants=False),
            no("Does not hire people on the registry"),
        ),
        (matching.registry(is_registrant=True, accepts_registrants=True), yes("Hires people on the registry")),
        (matching.supervision(is_supervised=True, accepts_supervision=True), None),
        (
            matching.supervision(is_supervised=True, accepts_supervision=False),
            no("Does not hire people on supervision"),
        ),
        (matching.shift([], "nights"), None),
        (matching.shift(["nights"], "nights"), yes("Nights wanted")),
        (matching.shift(["days"], "nights"), no("Nights not wanted")),
        (matching.way_to_work(has_car=False, reachable_without_car=True), yes("Reached without a car")),
        (matching.way_to_work(has_car=True, reachable_without_car=False), yes("Has a car")),
        (matching.way_to_work(has_car=False, reachable_without_car=False), ask("Way to work: no bus or shuttle known")),
        (matching.readiness(5, 5), yes("Readiness done")),
        (matching.readiness(2, 5), ask("Readiness 2 of 5")),
        (matching.readiness(0, 0), None),
    ],
)
def test_each_rule_says_its_reason(said, expected):
    assert said == expected


@pytest.fixture
def user(staff):
    return staff("supervisor")


def fitting(opening, user):
    return [fit.case for fit in people_who_fit(opening, user=user)]


@pytest.mark.django_db
def test_people_of_the_counties_it_hires_from_come_soonest_first(user):
    cole = CountyFactory(code="COLE", name="Cole")
    opening = OpeningFactory(employer=EmployerFactory(counties=[cole]))
    later, sooner = CaseFactory(days=90), CaseFactory(days=10, county=cole)
    CaseFactory(county=CountyFactory(code="ADAI", name="Adair"))
    CaseFactory(days=300)
    assert fitting(opening, user) == [sooner, later]


@pytest.mark.django_db
def test_those_with_something_against_come_after_the_others(user):
    opening = OpeningFactory(credentials=[CredentialFactory()])
    without = WorkProfileFactory(case__days=10).case
    holds = WorkProfileFactory(case__days=50, credentials=[CredentialFactory()]).case
    assert fitting(opening, user) == [holds, without]


@pytest.mark.django_db
def test_those_on_the_way_or_stopped_by_the_limits_are_not_suggested(user):
    opening = OpeningFactory(employer=EmployerFactory(not_considered=["theft"]))
    ApplicationFactory(opening=opening)
    WorkProfileFactory(convictions=["theft"], convictions_known=True)
    WorkProfileFactory(is_registrant=True)
    fits = WorkProfileFactory(convictions=["driving"], convictions_known=True).case
    assert fitting(opening, user) == [fits]


@pytest.mark.django_db
def test_who_was_declined_can_be_suggested_again(user):
    declined = ApplicationFactory(state="declined_by_person", ended_on=date(2026, 1, 1), end_reason="shift")
    assert fitting(declined.opening, user) == [declined.case]


@pytest.mark.django_db
def test_jobs_for_a_person_leave_out_full_closed_and_limited_ones(user):
    case = WorkProfileFactory(convictions=["theft"], convictions_known=True).case
    OpeningFactory(employer=EmployerFactory(not_considered=["theft"]))
    OpeningFactory(state="closed")
    OpeningFactory(employer=EmployerFactory(status="paused"))
    OpeningFactory(closes_on=date(2020, 1, 1))
    full = OpeningFactory(places=1)
    ApplicationFactory(opening=full, offered=True, state="accepted")
    fits = OpeningFactory()
    assert [fit.opening for fit in openings_that_fit(case, user=user)] == [fits]


@pytest.mark.django_db
def test_a_coordinator_is_suggested_own_people_only(staff):
    own = CaseFactory()
    CaseFactory()
    assert fitting(OpeningFactory(), own.coordinator) == [own]
