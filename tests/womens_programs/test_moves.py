"""A woman who moves to another prison keeps her turn (IM-10)."""

from datetime import timedelta

import pytest

from cases import actions as cases
from demo.factories.cases import FacilityFactory, WomansCaseFactory
from demo.factories.womens_programs import CohortFactory, member, waiting
from reentry_portal import clock
from womens_programs import tasks
from womens_programs.models import Enrollment

pytestmark = pytest.mark.django_db


@pytest.fixture
def vandalia():
    return FacilityFactory(code="WERDCC", name="Women's Eastern", short_name="Vandalia", sex="F")


def asked(days_ago):
    return clock.today() - timedelta(days=days_ago)


def test_im_10_she_waits_where_she_is_now_since_the_day_she_asked(vandalia, staff):
    here = CohortFactory()
    here.program.sites.add(vandalia)
    there = CohortFactory(program=here.program, facility=vandalia)
    late = waiting(there, case=WomansCaseFactory(days=300, facility=vandalia), asked_on=asked(10))
    moved = waiting(here, case=WomansCaseFactory(days=300, facility=here.facility), asked_on=asked(60))
    cases.transfer(case=moved.case, facility=vandalia, by=staff())
    tasks.ring()
    line = Enrollment.objects.waitlisted().filter(facility=vandalia).first_in_line_first()
    assert list(line) == [moved, late]
    assert line[0].asked_on == asked(60)
    assert moved.case.events.filter(title__endswith="at Vandalia now").count() == 1
    tasks.ring()
    assert moved.case.events.filter(title__endswith="at Vandalia now").count() == 1


def test_where_it_is_not_offered_she_keeps_her_place_in_the_old_line(vandalia, staff):
    cohort = CohortFactory()
    moved = waiting(cohort, case=WomansCaseFactory(facility=cohort.facility), asked_on=asked(60))
    cases.transfer(case=moved.case, facility=vandalia, by=staff())
    tasks.ring()
    moved.refresh_from_db()
    assert (moved.facility, moved.asked_on, moved.state) == (cohort.facility, asked(60), "waitlisted")


def test_who_has_a_place_in_a_group_is_left_to_staff(vandalia, staff):
    cohort = CohortFactory()
    cohort.program.sites.add(vandalia)
    placed = member(cohort, case=WomansCaseFactory(facility=cohort.facility))
    cases.transfer(case=placed.case, facility=vandalia, by=staff())
    tasks.ring()
    placed.refresh_from_db()
    assert (placed.facility, placed.cohort) == (cohort.facility, cohort)
