"""What the verbs refuse, and what the database refuses when somebody goes around them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.actions import confirm_release_date
from cases.models import Case
from demo.factories.cases import CaseFactory, WomensPrisonFactory
from demo.factories.employers import (
    ApplicationFactory,
    EmployerFactory,
    HiringEventFactory,
    InterviewFactory,
    OpeningFactory,
    PlacementFactory,
)
from employers import actions
from employers.models import Application, Opening
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

pytestmark = pytest.mark.django_db
State = Application.State


@pytest.fixture
def by(staff):
    return staff("employment")


def again(row):
    return type(row).objects.get(pk=row.pk)


def in_days(days):
    return clock.today() + timedelta(days=days)


def step_to(state, application, by):
    """The verb that leads to the state."""
    soon = clock.now() + timedelta(days=1)
    reason = {"reason": "other", "by": by}
    start = max(application.case.release_date, clock.today())
    return {
        State.APPLIED: lambda: actions.put_forward(
            case=application.case, opening=application.opening, agreed=True, by=by
        ),
        State.INTERVIEW: lambda: actions.book_interview(
            application=application, kind="video", at=soon, place="Room 2", by=by
        ),
        State.OFFERED: lambda: actions.make_offer(application=application, start_date=start, by=by),
        State.ACCEPTED: lambda: actions.accept_offer(application=application, by=by),
        State.STARTED: lambda: actions.start_work(
            application=application, started_on=clock.today(), work_release_reason="Work release", by=by
        ),
        State.DECLINED_BY_EMPLOYER: lambda: actions.decline(application=application, side=state, **reason),
        State.DECLINED_BY_PERSON: lambda: actions.decline(application=application, side=state, **reason),
        State.WITHDRAWN: lambda: actions.withdraw(application=application, **reason),
    }[state]


def application_at(state):
    ended = {"ended_on": clock.today(), "end_reason": "other"} if state in Application.ENDED else {}
    return ApplicationFactory(offered=state in (State.OFFERED, State.ACCEPTED, State.STARTED), state=state, **ended)


@pytest.mark.parametrize("to", [state for state in State if state != State.INTERESTED])
@pytest.mark.parametrize("at", list(State))
def test_only_the_allowed_steps_are_taken(at, to, by):
    application = application_at(at)
    take = step_to(to, application, by)
    # A second interview leaves the state as it is. Who was declined is put forward anew, as another application.
    also = {(State.INTERVIEW, State.INTERVIEW), *((ended, State.APPLIED) for ended in Application.ENDED)}
    if to in Application.ALLOWED.get(at, ()) or (at, to) in also:
        take()
        assert Application.objects.filter(case=application.case, state=to).exists()
    else:
        with pytest.raises(ActionRefused):
            take()
        assert again(application).state == at


def test_one_live_application_for_a_person_and_a_job(by):
    application = ApplicationFactory(state=State.OFFERED, offered=True)
    with pytest.raises(ActionRefused, match="cannot go to “Applied”"):
        actions.put_forward(case=application.case, opening=application.opening, agreed=True, by=by)
    with pytest.raises(ActionRefused, match="on the way to this job"):
        actions.note_interest(case=application.case, opening=application.opening, by=by)
    with pytest.raises(IntegrityError, match="one_live_application_per_case_and_opening"), transaction.atomic():
        ApplicationFactory(case=application.case, opening=application.opening)


def test_nobody_is_put_forward_who_did_not_agree(by):
    with pytest.raises(ActionRefused, match="Ask Marcus first"):
        actions.put_forward(case=CaseFactory(), opening=OpeningFactory(), agreed=False, by=by)
    with pytest.raises(IntegrityError, match="put_forward_only_when_the_person_agreed"), transaction.atomic():
        ApplicationFactory(agreed_on=None)


@pytest.mark.parametrize(
    ("opening", "sentence"),
    [
        ({"state": "closed"}, "This job is closed"),
        ({"state": "filled"}, "This job is filled"),
        ({"closes_on": clock.today() - timedelta(days=2)}, "This job closed on"),
        ({"employer__status": "paused"}, "is paused: it hires nobody now"),
    ],
)
def test_a_job_that_takes_nobody_says_so(opening, sentence, by):
    with pytest.raises(ActionRefused, match=sentence):
        actions.put_forward(case=CaseFactory(), opening=OpeningFactory(**opening), agreed=True, by=by)


def test_a_case_that_has_ended_goes_on_to_no_job(by):
    case = CaseFactory(state="closed", ended_on=clock.today())
    with pytest.raises(ActionRefused, match="has ended"):
        actions.put_forward(case=case, opening=OpeningFactory(), agreed=True, by=by)


def test_an_application_of_an_ended_case_can_be_withdrawn(by):
    application = ApplicationFactory(case=CaseFactory(state="deceased", ended_on=clock.today()))
    actions.withdraw(application=application, reason="case_ended", by=by)
    assert again(application).state == State.WITHDRAWN


def test_an_offer_before_release_starts_after_it(by):
    application = ApplicationFactory(case=CaseFactory(days=30))
    with pytest.raises(ActionRefused, match="Choose a first day after that"):
        actions.make_offer(application=application, start_date=in_days(29), by=by)
    offered = actions.make_offer(application=application, start_date=in_days(30), by=by)
    assert (offered.offered_before_release, offered.offered_wage) == (True, application.opening.wage)
    assert "before release" in application.case.events.get().title


def test_work_release_may_start_before_with_its_reason(by):
    application = ApplicationFactory(case=CaseFactory(days=30))
    actions.make_offer(application=application, start_date=in_days(5), work_release_reason="Work release", by=by)
    assert not again(application).is_date_review


def test_an_offer_after_release_says_so(by):
    application = ApplicationFactory(case=CaseFactory(released=True))
    offered = actions.make_offer(application=application, start_date=in_days(1), by=by)
    assert offered.offered_before_release is False


def test_a_release_date_that_moves_past_the_first_day_asks_for_a_date_review(by):
    application = ApplicationFactory(case=CaseFactory(days=30), offered=True)
    assert not again(application).is_date_review
    confirm_release_date(case=application.case, date=in_days(60), why="Board letter", by=by)
    assert again(application).is_date_review
    assert list(Application.objects.in_date_review()) == [application]
    with pytest.raises(ActionRefused, match="Agree on another first day"):
        actions.accept_offer(application=application, by=by)
    actions.move_start(application=application, start_date=in_days(61), by=by)
    assert not again(application).is_date_review
    assert list(Application.objects.in_date_review()) == []


@pytest.mark.parametrize("field", ["offered_on", "offered_wage", "start_date", "offered_before_release"])
def test_the_database_refuses_an_offer_without_its_facts(field):
    with pytest.raises(IntegrityError, match="offer_has_a_day_pay_and_start"), transaction.atomic():
        ApplicationFactory(offered=True, **{field: None})


def test_work_starts_after_release(by):
    application = ApplicationFactory(case=CaseFactory(days=30), offered=True, state=State.ACCEPTED)
    with pytest.raises(ActionRefused, match="has not been released"):
        actions.start_work(application=application, started_on=clock.today(), by=by)
    Case.objects.filter(pk=application.case_id).update(state="released", released_on=clock.today())
    with pytest.raises(ActionRefused, match="was released on"):
        actions.start_work(application=application, started_on=in_days(-1), by=by)
    with pytest.raises(ActionRefused, match="still to come"):
        actions.start_work(application=application, started_on=in_days(1), by=by)
    placement = actions.start_work(application=application, started_on=clock.today(), by=by)
    assert [check.due_on for check in placement.checks.all()] == [in_days(days) for days in (30, 60, 90, 180)]


def test_a_placement_needs_a_started_application():
    with pytest.raises(IntegrityError, match="placement_is_of_a_started_application"), transaction.atomic():
        PlacementFactory(application=ApplicationFactory())


def test_an_employers_no_ends_the_application_with_its_reason(by):
    interview = InterviewFactory(days=-1)
    actions.record_interview_outcome(interview=interview, outcome="no", reason="record", note="Policy", by=by)
    application = again(interview.application)
    assert (application.state, application.end_reason) == (State.DECLINED_BY_EMPLOYER, "record")
    assert application.ended_on == clock.today()


def test_after_an_offer_an_interviews_no_undoes_nothing_by_itself(by):
    interview = InterviewFactory(days=-1)
    actions.make_offer(application=interview.application, start_date=clock.today() + timedelta(days=90), by=by)
    with pytest.raises(ActionRefused, match="made an offer after this interview"):
        actions.record_interview_outcome(interview=interview, outcome="no", reason="record", by=by)
    assert again(interview.application).state == State.OFFERED


def test_an_interview_at_a_time_an_interview_is_ahead_is_refused(by):
    interview = InterviewFactory()
    with pytest.raises(ActionRefused, match="booked already"):
        actions.book_interview(
            application=interview.application, kind="video", at=clock.now() + timedelta(days=9), place="2", by=by
        )
    with pytest.raises(IntegrityError, match="one_interview_ahead_per_application"), transaction.atomic():
        InterviewFactory(application=interview.application)


def test_withdrawing_calls_off_the_interview(by):
    interview = InterviewFactory()
    actions.withdraw(application=interview.application, reason="other_job", by=by)
    assert again(interview).outcome == "did_not_come"


def test_an_event_takes_people_who_are_there_for_employers_who_come(by):
    application = ApplicationFactory()
    employer = application.opening.employer
    book = {"application": application, "kind": "event", "by": by}
    with pytest.raises(ActionRefused, match="is not at Chillicothe"):
        actions.book_interview(event=HiringEventFactory(facility=WomensPrisonFactory(), employers=[employer]), **book)
    with pytest.raises(ActionRefused, match="does not come to this event"):
        actions.book_interview(event=HiringEventFactory(), **book)
    full = HiringEventFactory(capacity=1, employers=[employer])
    InterviewFactory(kind="event", event=full, at=full.starts_at)
    with pytest.raises(ActionRefused, match="is full"):
        actions.book_interview(event=full, **book)
    actions.book_interview(event=HiringEventFactory(employers=[employer]), **book)


def test_an_event_that_moves_takes_its_interviews_along(by):
    event = HiringEventFactory()
    interview = InterviewFactory(kind="event", event=event, at=event.starts_at)
    event.starts_at += timedelta(days=1)
    actions.save_event(event=event, by=by)
    assert again(interview).at == event.starts_at


@pytest.mark.parametrize("state", ["accepted", "started"])
def test_the_database_refuses_more_people_than_places(state):
    opening = OpeningFactory(places=1)
    ApplicationFactory(opening=opening, offered=True, state="accepted")
    with pytest.raises(IntegrityError, match="opening_never_over_its_places"), transaction.atomic():
        ApplicationFactory(opening=opening, offered=True, state=state)
    Opening.objects.filter(pk=opening.pk).update(places=2)
    ApplicationFactory(opening=opening, offered=True, state=state)
    with pytest.raises(IntegrityError, match="opening_never_over_its_places"), transaction.atomic():
        Opening.objects.filter(pk=opening.pk).update(places=1)


def test_a_full_job_is_filled_and_opens_when_someone_steps_back(by):
    opening = OpeningFactory(places=1)
    first, second = (ApplicationFactory(opening=opening, offered=True) for _ in range(2))
    actions.accept_offer(application=first, by=by)
    assert again(opening).state == "filled"
    with pytest.raises(ActionRefused, match="All places are taken"):
        actions.accept_offer(application=second, by=by)
    actions.decline(application=first, side="declined_by_person", reason="other_job", by=by)
    assert again(opening).state == "open"
    actions.accept_offer(application=second, by=by)


def test_a_job_has_no_fewer_places_than_people(by):
    opening = OpeningFactory(places=2)
    for _ in range(2):
        ApplicationFactory(opening=opening, offered=True, state="accepted")
    opening.places = 1
    with pytest.raises(ActionRefused, match="2 people have accepted or started"):
        actions.change_opening(opening=opening, by=by)
    opening.places = 3
    assert actions.change_opening(opening=opening, by=by).state == "open"


def test_checks_are_done_when_due_with_evidence(by):
    placement = PlacementFactory(days=40)
    first, second = placement.checks.all()[:2]
    with pytest.raises(ActionRefused, match="60-day check is due"):
        actions.record_check(check=second, still_working=True, evidence="employer", by=by)
    with pytest.raises(ActionRefused, match="how you know"):
        actions.record_check(check=first, still_working=True, evidence="", by=by)
    actions.record_check(check=first, still_working=True, evidence="employer", by=by)
    assert again(placement).state == "held"
    with pytest.raises(ActionRefused, match="was done on"):
        actions.record_check(check=first, still_working=True, evidence="employer", by=by)


def test_a_check_that_finds_the_work_ended_ends_the_placement(by):
    placement = PlacementFactory(days=40)
    check = placement.checks.first()
    with pytest.raises(ActionRefused, match="why the work ended"):
        actions.record_check(check=check, still_working=False, evidence="person", by=by)
    actions.record_check(check=check, still_working=False, evidence="person", reason="laid_off", by=by)
    assert (again(placement).state, again(placement).end_reason) == ("ended", "laid_off")
    with pytest.raises(ActionRefused, match="ended on"):
        actions.end_placement(placement=placement, ended_on=clock.today(), reason="other", by=by)


def test_a_module_is_done_once_and_not_in_the_future(by):
    from employers.models import ReadinessModule

    case, module = CaseFactory(), ReadinessModule.objects.first()
    with pytest.raises(ActionRefused, match="still to come"):
        actions.record_readiness(case=case, module=module, done_on=in_days(1), by=by)
    actions.record_readiness(case=case, module=module, by=by)
    with pytest.raises(ActionRefused, match="was done on"):
        actions.record_readiness(case=case, module=module, by=by)


def test_who_works_there_is_not_put_forward_and_may_come_back_later(by):
    placement = PlacementFactory()
    again_there = {"case": placement.application.case, "opening": placement.application.opening, "by": by}
    with pytest.raises(ActionRefused, match="works there"):
        actions.put_forward(agreed=True, **again_there)
    actions.end_placement(placement=placement, ended_on=clock.today(), reason="laid_off", by=by)
    assert actions.put_forward(agreed=True, **again_there).state == State.APPLIED


def test_a_paused_employer_adds_no_job(by):
    opening = OpeningFactory.build(employer=EmployerFactory(status="paused"))
    with pytest.raises(ActionRefused, match="is paused"):
        actions.add_opening(opening=opening, by=by)


def test_every_step_touches_the_case(by):
    application = ApplicationFactory(offered=True)
    long_ago = timezone.now() - timedelta(days=9)
    Case.objects.filter(pk=application.case_id).update(last_activity_at=long_ago)
    actions.accept_offer(application=application, by=by)
    assert again(application.case).last_activity_at > long_ago
