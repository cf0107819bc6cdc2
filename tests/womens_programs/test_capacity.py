"""A cohort is never over capacity: not by the button, not by two at once, not by hand."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from accounts import scope
from cases.models import TimelineEvent
from demo.factories.accounts import UserFactory
from demo.factories.cases import WomansCaseFactory
from demo.factories.womens_programs import CohortFactory, EnrollmentFactory, ProgramFactory, member
from reentry_portal.errors import ActionRefused
from womens_programs import actions
from womens_programs.models import Cohort, Enrollment

State = Enrollment.State


@pytest.fixture
def by(staff):
    return staff("womens")


@pytest.mark.django_db
def test_a_free_place_is_given(by):
    cohort = CohortFactory(places=1)
    enrollment = actions.enroll(case=WomansCaseFactory(), cohort=cohort, by=by)
    assert (enrollment.state, enrollment.cohort) == (State.ENROLLED, cohort)


@pytest.mark.django_db
def test_a_full_cohort_puts_the_next_on_the_waitlist_and_tells_her_place(by):
    cohort = CohortFactory(places=1)
    member(cohort)
    first = actions.enroll(case=WomansCaseFactory(), cohort=cohort, by=by)
    second = actions.enroll(case=WomansCaseFactory(), cohort=cohort, by=by)
    assert [first.state, second.state] == [State.WAITLISTED, State.WAITLISTED]
    assert [actions.place_in_line(first), actions.place_in_line(second)] == [1, 2]
    assert "number 2 in line" in TimelineEvent.objects.get(case=second.case).title


@pytest.mark.django_db
def test_asking_again_while_in_line_is_refused_with_her_place(by):
    cohort = CohortFactory(places=1)
    member(cohort)
    waiting = actions.enroll(case=WomansCaseFactory(), cohort=cohort, by=by)
    with pytest.raises(ActionRefused, match=r"full\. Angela is number 1 in line"):
        actions.enroll(case=waiting.case, cohort=cohort, by=by)


@pytest.mark.django_db
def test_a_second_press_of_the_button_is_refused(by):
    cohort = CohortFactory(places=5)
    case = WomansCaseFactory()
    actions.enroll(case=case, cohort=cohort, by=by)
    with pytest.raises(ActionRefused, match="already has a place"):
        actions.enroll(case=case, cohort=cohort, by=by)
    assert cohort.enrollments.count() == 1


@pytest.mark.django_db
def test_a_closed_group_that_has_started_sends_her_to_the_line(by):
    cohort = CohortFactory(program=ProgramFactory(is_open_group=False, sessions=9), days=-7)
    assert actions.enroll(case=WomansCaseFactory(), cohort=cohort, by=by).state == State.WAITLISTED


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["enrolled", "active"])
def test_the_database_refuses_a_row_over_capacity(state):
    cohort = CohortFactory(places=1)
    member(cohort)
    with pytest.raises(IntegrityError, match="cohort_never_over_capacity"), transaction.atomic():
        member(cohort, state=state)


@pytest.mark.django_db
def test_the_database_refuses_an_update_over_capacity():
    cohort = CohortFactory(places=1)
    member(cohort)
    waiting = EnrollmentFactory(program=cohort.program)
    with pytest.raises(IntegrityError, match="cohort_never_over_capacity"), transaction.atomic():
        Enrollment.objects.filter(pk=waiting.pk).update(state="enrolled", cohort=cohort, enrolled_on=cohort.starts_on)


@pytest.mark.django_db
def test_the_database_refuses_fewer_places_than_people():
    cohort = CohortFactory(places=2)
    member(cohort)
    member(cohort)
    with pytest.raises(IntegrityError, match="cohort_never_over_capacity"), transaction.atomic():
        Cohort.objects.filter(pk=cohort.pk).update(places=1)


@pytest.mark.django_db
def test_those_who_finished_take_no_place():
    cohort = CohortFactory(places=1)
    member(cohort, state=State.COMPLETED)
    member(cohort, state=State.LEFT)
    member(cohort)
    assert Cohort.objects.with_places_taken().get(pk=cohort.pk).free == 0


def at_once(*calls):
    """Run the calls in threads of their own, each on its own connection, let go at the same moment."""
    gate, results = threading.Barrier(len(calls)), []

    def run(call):
        try:
            gate.wait(timeout=10)
            results.append(call())
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


@pytest.mark.django_db(transaction=True)
def test_two_at_once_for_the_last_place_one_is_enrolled_and_the_other_waits():
    cohort = CohortFactory(places=3)
    member(cohort)
    member(cohort)
    users = [UserFactory(role="womens"), UserFactory(role="supervisor")]
    cases = [WomansCaseFactory(), WomansCaseFactory()]

    def press(user, case):
        def call():
            with scope.acting_as(scope.actor_for(user)):
                return actions.enroll(case=case, cohort=cohort, by=user).state

        return call

    assert sorted(at_once(press(users[0], cases[0]), press(users[1], cases[1]))) == ["enrolled", "waitlisted"]
    assert Enrollment.objects.holding_a_place().filter(cohort=cohort).count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_raw_inserts_at_once_for_the_last_place_one_is_refused():
    cohort = CohortFactory(places=1)
    user, cases = UserFactory(role="womens"), [WomansCaseFactory(), WomansCaseFactory()]

    def insert(case):
        def call():
            with scope.acting_as(scope.actor_for(user)):
                member(cohort, case=case, proposed_by=user)
                return "in"

        return call

    results = at_once(insert(cases[0]), insert(cases[1]))
    assert results.count("in") == 1
    refused = next(result for result in results if result != "in")
    assert isinstance(refused, IntegrityError)
    assert "cohort_never_over_capacity" in str(refused)


@pytest.mark.django_db(transaction=True)
def test_one_woman_proposed_twice_at_once_is_proposed_once():
    cohort = CohortFactory(places=5)
    case, users = WomansCaseFactory(), [UserFactory(role="womens"), UserFactory(role="womens")]

    def press(user):
        def call():
            with scope.acting_as(scope.actor_for(user)):
                return actions.enroll(case=case, cohort=cohort, by=user).state

        return call

    results = at_once(press(users[0]), press(users[1]))
    assert results.count("enrolled") == 1
    assert any(isinstance(result, ActionRefused) for result in results)
