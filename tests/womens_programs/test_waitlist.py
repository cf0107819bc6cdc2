"""The line moves by rule: release soonest by band, then the day she asked; a freed place goes to the first."""

from datetime import timedelta

import pytest

from cases.models import Case, TimelineEvent
from demo.factories.cases import FacilityFactory, WomansCaseFactory
from demo.factories.womens_programs import CohortFactory, ProgramFactory, member, waiting
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from womens_programs import actions
from womens_programs.models import Enrollment

pytestmark = pytest.mark.django_db
State = Enrollment.State


@pytest.fixture
def by(staff):
    return staff("womens")


def state_of(enrollment):
    enrollment.refresh_from_db()
    return enrollment.state


def days_ago(days):
    return clock.today() - timedelta(days=days)


def test_release_band_comes_first_then_the_day_she_asked():
    cohort = CohortFactory()
    later = waiting(cohort, case=WomansCaseFactory(days=300), asked_on=days_ago(90))
    soon_newer = waiting(cohort, case=WomansCaseFactory(days=60), asked_on=days_ago(1))
    soon_older = waiting(cohort, case=WomansCaseFactory(days=85), asked_on=days_ago(30))
    middle = waiting(cohort, case=WomansCaseFactory(days=120), asked_on=days_ago(60))
    line = Enrollment.objects.waitlisted().first_in_line_first()
    assert list(line) == [soon_older, soon_newer, middle, later]
    assert Enrollment.objects.places_in_line(line) == {
        soon_older.pk: 1,
        soon_newer.pk: 2,
        middle.pk: 3,
        later.pk: 4,
    }


def test_each_place_has_its_own_line():
    here = CohortFactory()
    elsewhere = FacilityFactory(code="WERDCC", name="Women's Eastern", short_name="Vandalia", sex="F")
    here.program.sites.add(elsewhere)
    there = CohortFactory(program=here.program, facility=elsewhere)
    both = [waiting(here), waiting(there)]
    assert set(Enrollment.objects.places_in_line(both).values()) == {1}


@pytest.mark.parametrize("ending", ["leave", "complete"])
def test_a_freed_place_goes_to_the_first_in_line(by, ending):
    cohort = CohortFactory(places=1, days=0)
    inside = member(cohort, state=State.ACTIVE)
    second = waiting(cohort, asked_on=days_ago(2))
    first = waiting(cohort, asked_on=days_ago(9))
    if ending == "leave":
        actions.leave_early(enrollment=inside, reason="own_choice", by=by)
    else:
        actions.complete(enrollment=inside, by=by)
    assert [state_of(first), state_of(second)] == [State.ENROLLED, State.WAITLISTED]
    event = TimelineEvent.objects.get(case=first.case)
    assert (event.actor, event.text) == (None, "A place came free.")


def test_leaving_the_line_frees_no_place(by):
    cohort = CohortFactory(places=1)
    member(cohort)
    first, second = waiting(cohort, asked_on=days_ago(9)), waiting(cohort)
    actions.leave_early(enrollment=first, reason="own_choice", by=by)
    assert [state_of(first), state_of(second)] == [State.LEFT, State.WAITLISTED]
    assert actions.place_in_line(second) == 1


def test_she_who_leaves_prison_before_the_last_session_is_passed_over_and_keeps_her_turn(by):
    cohort = CohortFactory(places=1, days=0)
    inside = member(cohort)
    too_soon = waiting(cohort, case=WomansCaseFactory(days=10), asked_on=days_ago(30))
    fits = waiting(cohort, asked_on=days_ago(1))
    actions.leave_early(enrollment=inside, reason="schedule", by=by)
    assert [state_of(too_soon), state_of(fits)] == [State.WAITLISTED, State.ENROLLED]


def test_she_who_is_no_longer_there_is_passed_over(by):
    cohort = CohortFactory(places=1)
    inside = member(cohort)
    moved = waiting(cohort, asked_on=days_ago(30))
    Case.objects.filter(pk=moved.case_id).update(
        facility=FacilityFactory(code="WERDCC", name="Women's Eastern", short_name="Vandalia", sex="F")
    )
    closed = waiting(cohort, asked_on=days_ago(20))
    Case.objects.filter(pk=closed.case_id).update(state="closed", ended_on=clock.today())
    here = waiting(cohort)
    actions.leave_early(enrollment=inside, reason="schedule", by=by)
    assert [state_of(moved), state_of(closed), state_of(here)] == ["waitlisted", "waitlisted", "enrolled"]


def test_a_closed_group_that_has_started_takes_nobody_after_all(by):
    cohort = CohortFactory(program=ProgramFactory(is_open_group=False), places=1, days=-3)
    inside, next_up = member(cohort, state=State.ACTIVE), waiting(cohort)
    actions.leave_early(enrollment=inside, reason="released", by=by)
    assert state_of(next_up) == State.WAITLISTED


def test_a_new_cohort_takes_its_people_from_the_line(by):
    old = CohortFactory(places=1)
    member(old)
    line = [waiting(old, asked_on=days_ago(9 - n)) for n in range(3)]
    new = CohortFactory.build(program=old.program, facility=old.facility, places=2, days=21)
    actions.open_cohort(cohort=new, by=by)
    assert [state_of(each) for each in line] == ["enrolled", "enrolled", "waitlisted"]


def test_more_places_take_the_next_in_line(by):
    cohort = CohortFactory(places=1)
    member(cohort)
    first = waiting(cohort)
    cohort.places = 2
    actions.change_cohort(cohort=cohort, by=by)
    assert state_of(first) == State.ENROLLED


def test_nobody_waits_while_a_place_is_free(by):
    cohort = CohortFactory(places=1)
    proposed = waiting(cohort, state=State.PROPOSED)
    with pytest.raises(ActionRefused, match="free place"):
        actions.join_waitlist(enrollment=proposed, by=by)


def test_a_proposal_joins_the_line_when_there_is_no_place(by):
    cohort = CohortFactory(places=1)
    member(cohort)
    proposed = waiting(cohort, state=State.PROPOSED)
    assert actions.join_waitlist(enrollment=proposed, by=by).state == State.WAITLISTED
