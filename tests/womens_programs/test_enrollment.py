"""Who may join, and the way through the states."""

import pytest
from django.db import IntegrityError, transaction

from cases.models import Confidentiality, TimelineEvent
from demo.factories.cases import CaseFactory, FacilityFactory, WomansCaseFactory
from demo.factories.womens_programs import CohortFactory, EnrollmentFactory, ProgramFactory, member
from reentry_portal.errors import ActionRefused
from womens_programs import actions
from womens_programs.models import Area, Enrollment

pytestmark = pytest.mark.django_db
State = Enrollment.State


@pytest.fixture
def by(staff):
    return staff("womens")


@pytest.fixture
def vandalia():
    return FacilityFactory(code="WERDCC", name="Women's Eastern", short_name="Vandalia", sex="F")


@pytest.fixture
def fulton():
    return FacilityFactory(code="D26CSC", name="Fulton", short_name="Fulton", sex="F", kind="csc")


def test_a_mans_case_is_refused(by):
    cohort = CohortFactory()
    with pytest.raises(ActionRefused, match="for women"):
        actions.enroll(case=CaseFactory(facility=cohort.facility), cohort=cohort, by=by)


def test_the_database_refuses_a_mans_case():
    with pytest.raises(IntegrityError, match="enrollment_is_of_a_woman"), transaction.atomic():
        EnrollmentFactory(case=CaseFactory())


def test_the_database_refuses_a_cohort_of_another_program():
    with pytest.raises(IntegrityError, match="in_its_program_and_place"), transaction.atomic():
        EnrollmentFactory(enrolled=True, cohort=CohortFactory())


def test_a_group_at_another_place_is_refused(by, vandalia):
    with pytest.raises(ActionRefused, match="is at Vandalia; this group meets at Chillicothe"):
        actions.enroll(case=WomansCaseFactory(facility=vandalia), cohort=CohortFactory(), by=by)


def test_a_woman_on_supervision_joins_at_a_supervision_center_only(by, fulton):
    program = ProgramFactory()
    program.sites.add(fulton)
    case = WomansCaseFactory(released=True)
    with pytest.raises(ActionRefused, match="is in the community"):
        actions.enroll(case=case, cohort=CohortFactory(program=program), by=by)
    cohort = CohortFactory(program=program, facility=fulton)
    assert actions.enroll(case=case, cohort=cohort, by=by).state == State.ENROLLED


def test_leaving_prison_before_the_last_session_needs_a_reason(by):
    cohort, case = CohortFactory(days=14), WomansCaseFactory(days=30)
    with pytest.raises(actions.LeavesTooSoon, match="in 4 weeks"):
        actions.enroll(case=case, cohort=cohort, by=by)
    enrollment = actions.enroll(case=case, cohort=cohort, by=by, too_late_reason="Goes on at Fulton")
    assert (enrollment.state, enrollment.too_late_reason) == (State.ENROLLED, "Goes on at Fulton")


def test_a_program_longer_than_the_time_left_is_not_proposed(by):
    program = ProgramFactory(weeks=26)
    case = WomansCaseFactory(days=60)
    with pytest.raises(actions.LeavesTooSoon):
        actions.propose(case=case, program=program, by=by)


def test_who_is_in_line_is_not_proposed_again(by):
    program, case = ProgramFactory(), WomansCaseFactory()
    actions.propose(case=case, program=program, by=by)
    with pytest.raises(ActionRefused, match="already in line"):
        actions.propose(case=case, program=program, by=by)


def test_an_ended_case_is_refused(by):
    case = WomansCaseFactory(state="deceased", ended_on="2026-01-01")
    with pytest.raises(ActionRefused, match="nobody can be enrolled"):
        actions.enroll(case=case, cohort=CohortFactory(), by=by)


def test_a_group_that_is_over_is_refused(by):
    with pytest.raises(ActionRefused, match="ended on"):
        actions.enroll(case=WomansCaseFactory(), cohort=CohortFactory(days=-100), by=by)


def test_the_way_through_leaves_an_event_for_each_step(by):
    cohort, case = CohortFactory(days=0), WomansCaseFactory()
    actions.propose(case=case, program=cohort.program, by=by)
    enrollment = actions.enroll(case=case, cohort=cohort, by=by)
    actions.start(enrollment=enrollment, by=by)
    actions.complete(enrollment=enrollment, by=by)
    titles = list(
        TimelineEvent.objects.filter(case=case, kind="program").order_by("id").values_list("title", flat=True)
    )
    assert [title.split()[0] for title in titles] == ["Proposed", "Enrolled", "Started", "Completed"]
    assert Enrollment.objects.get(case=case).state == State.COMPLETED


def test_nobody_starts_before_the_group_does(by):
    with pytest.raises(ActionRefused, match="starts on"):
        actions.start(enrollment=member(CohortFactory(days=3)), by=by)


@pytest.mark.parametrize("state", [State.COMPLETED, State.LEFT])
def test_what_has_ended_stays_ended(by, state):
    enrollment = member(CohortFactory(days=0), state=state)
    for verb in (actions.start, actions.complete, actions.join_waitlist):
        with pytest.raises(ActionRefused):
            verb(enrollment=enrollment, by=by)


def test_leaving_early_needs_a_reason_of_the_list(by):
    enrollment = member(CohortFactory())
    with pytest.raises(ActionRefused, match="Say why"):
        actions.leave_early(enrollment=enrollment, reason="", by=by)


def test_a_transfer_ends_one_and_begins_another_with_the_same_turn(by, vandalia):
    cohort = CohortFactory(places=1)
    cohort.program.sites.add(vandalia)
    there = CohortFactory(program=cohort.program, facility=vandalia)
    here = member(cohort, asked_on="2026-01-05")
    arrived = actions.transfer(enrollment=here, to=there, by=by)
    here.refresh_from_db()
    assert (here.state, arrived.state, arrived.cohort) == (State.TRANSFERRED, State.ENROLLED, there)
    assert arrived.asked_on == here.asked_on


def test_a_transfer_to_a_full_group_waits_there_and_frees_the_place_here(by, vandalia):
    cohort = CohortFactory(places=1)
    cohort.program.sites.add(vandalia)
    there = CohortFactory(program=cohort.program, facility=vandalia, places=1)
    member(there)
    here = member(cohort)
    next_here = EnrollmentFactory(program=cohort.program, facility=cohort.facility)
    assert actions.transfer(enrollment=here, to=there, by=by).state == State.WAITLISTED
    next_here.refresh_from_db()
    assert next_here.state == State.ENROLLED


def test_a_transfer_goes_to_a_group_of_the_same_program(by):
    with pytest.raises(ActionRefused, match="another program"):
        actions.transfer(enrollment=member(CohortFactory()), to=CohortFactory(), by=by)


@pytest.mark.parametrize(
    ("area", "confidentiality"),
    [
        (Area.HEALTH, Confidentiality.HEALTH),
        (Area.MENTAL_HEALTH, Confidentiality.HEALTH),
        (Area.SUBSTANCE_USE, Confidentiality.SUBSTANCE_USE),
        (Area.VOCATIONAL, Confidentiality.GENERAL),
    ],
)
def test_the_area_gives_enrollment_and_timeline_their_class(by, area, confidentiality):
    cohort = CohortFactory(program=ProgramFactory(area=area))
    enrollment = actions.enroll(case=WomansCaseFactory(), cohort=cohort, by=by)
    event = TimelineEvent.objects.get(case=enrollment.case)
    assert enrollment.confidentiality == event.confidentiality == confidentiality
