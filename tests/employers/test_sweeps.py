"""Work follows what the roster says: who moved is called to no event there, who is gone is put forward to no one."""

import pytest

from cases import actions as cases
from cases.models import Case
from demo.factories.cases import CaseFactory, FacilityFactory
from demo.factories.employers import ApplicationFactory, HiringEventFactory, InterviewFactory
from employers import tasks
from employers.models import Application, Interview

pytestmark = pytest.mark.django_db


def called_to_an_event(**case) -> Interview:
    case = CaseFactory(**case)
    return InterviewFactory(
        kind="event",
        event=HiringEventFactory(facility=case.facility),
        application=ApplicationFactory(case=case, state="interview"),
    )


def test_im_10_who_moved_is_not_called_to_the_event_and_stays_in_the_running(staff):
    moved, stayed = called_to_an_event(), called_to_an_event()
    video = InterviewFactory(application__case=CaseFactory())
    cases.transfer(case=moved.application.case, facility=FacilityFactory(code="TCC"), by=staff())
    cases.transfer(case=video.application.case, facility=FacilityFactory(code="TCC"), by=staff())
    tasks.ring()
    for interview in (moved, stayed, video):
        interview.refresh_from_db()
    assert (moved.outcome, moved.outcome_note) == ("did_not_come", f"No longer at {moved.event.facility.short_name}.")
    assert (stayed.outcome, video.outcome) == ("", "")
    assert Application.objects.get(pk=moved.application_id).is_live
    before = moved.application.case.events.count()
    tasks.ring()
    assert moved.application.case.events.count() == before


def test_who_left_before_the_event_is_not_called_to_it(staff):
    interview = called_to_an_event(days=0)
    cases.mark_released(
        case=interview.application.case, on=interview.application.case.release_date, release_type="parole", by=staff()
    )
    tasks.ring()
    interview.refresh_from_db()
    assert interview.outcome == "did_not_come"


@pytest.mark.parametrize("ending", [Case.State.DECEASED, Case.State.RETURNED])
def test_im_12_who_is_gone_is_put_forward_to_no_one(ending, staff):
    case = CaseFactory(days=0, released=True)
    live = [ApplicationFactory(case=case), ApplicationFactory(case=case, offered=True)]
    started = ApplicationFactory(case=case, offered=True, state="started")
    other = ApplicationFactory()
    cases.close_case(case=case, ending=ending, reason="The roster", by=staff())
    tasks.ring()
    for application in (*live, started, other):
        application.refresh_from_db()
    assert {(row.state, row.end_reason) for row in live} == {("withdrawn", "case_ended")}
    assert (started.state, other.state) == ("started", "applied")
