"""Whoever is back in prison: releases of information of the earlier stay are looked at again (IM-13)."""

from datetime import timedelta

import pytest

from cases import actions as cases
from demo.factories.accounts import OrganizationFactory, UserFactory
from demo.factories.cases import CaseFactory
from demo.factories.partners import ConsentFactory
from partners import actions, tasks
from partners.actions.clocks import end_of_ended_cases
from partners.models import Referral
from reentry_portal import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def back(staff):
    """`back(old)` ends the case as returned and opens the next; returns that one."""

    def again(old):
        by = staff("coordinator")
        cases.close_case(case=old, ending="returned", reason="New sentence", by=by)
        return CaseFactory(person=old.person, coordinator=by, days=300)

    return again


def sign(case, **fields):
    return ConsentFactory(person=case.person, recipients=[OrganizationFactory()], recorded_by=UserFactory(), **fields)


def steps_of(case):
    return list(case.steps.filter(code="CN-BACK"))


def test_im_13_someone_goes_through_them_with_the_person_once(back):
    old = CaseFactory(days=0, released=True)
    sign(old)
    new = back(old)
    for _ in range(2):
        tasks.look_after_consents()
    (step,) = steps_of(new)
    assert (step.owner, step.due_on) == (new.coordinator, clock.today() + timedelta(days=14))


def test_not_where_nothing_is_in_force_any_more(back):
    old = CaseFactory(days=0, released=True)
    actions.revoke_consent(consent=sign(old), case=old, how="in_writing", by=UserFactory())
    new = back(old)
    tasks.look_after_consents()
    assert steps_of(new) == []


def test_not_for_what_was_signed_in_this_stay_nor_for_a_first_one(back):
    new, first = back(CaseFactory(days=0, released=True)), CaseFactory()
    sign(new)
    sign(first)
    tasks.look_after_consents()
    assert steps_of(new) == steps_of(first) == []


def test_the_referrals_of_the_earlier_stay_end_with_it(referral, staff):
    case = referral.case
    cases.mark_released(case=case, on=clock.today(), release_type="parole", by=staff(), why="Late")
    cases.close_case(case=case, ending="returned", reason="New sentence", by=staff())
    end_of_ended_cases()
    referral.refresh_from_db()
    assert (referral.state, referral.end_reason) == (Referral.State.WITHDRAWN, "The case ended: returned to prison")
