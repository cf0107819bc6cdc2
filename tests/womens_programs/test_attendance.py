from datetime import timedelta

import pytest

from audit.models import AuditEvent
from demo.factories.womens_programs import CohortFactory, SessionFactory, member
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from womens_programs import actions
from womens_programs.models import Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(staff):
    return staff("womens")


@pytest.fixture
def session():
    return SessionFactory(cohort=CohortFactory(days=-14))


def test_one_save_records_the_whole_sheet(by, session):
    rows = [member(session.cohort) for _ in range(3)]
    marks = dict(zip([row.pk for row in rows], ["present", "excused", "absent"], strict=True))
    assert actions.record_attendance(session=session, marks=marks, by=by) == 3
    assert dict(session.attendance.values_list("enrollment", "mark")) == marks


def test_the_first_session_attended_makes_her_active(by, session):
    came, excused = member(session.cohort), member(session.cohort)
    actions.record_attendance(session=session, marks={came.pk: "present", excused.pk: "excused"}, by=by)
    came.refresh_from_db()
    excused.refresh_from_db()
    assert (came.state, excused.state) == ("active", "enrolled")


def test_saving_the_same_sheet_again_changes_nothing(by, session):
    row = member(session.cohort)
    actions.record_attendance(session=session, marks={row.pk: "present"}, by=by)
    events = row.case.events.count()
    assert actions.record_attendance(session=session, marks={row.pk: "present"}, by=by) == 0
    assert row.case.events.count() == events


def test_a_corrected_mark_replaces_the_first(by, session):
    row = member(session.cohort)
    actions.record_attendance(session=session, marks={row.pk: "absent"}, by=by)
    assert actions.record_attendance(session=session, marks={row.pk: "excused"}, by=by) == 1
    assert session.attendance.get().mark == "excused"


def test_a_session_to_come_has_no_attendance(by, session):
    later = SessionFactory(cohort=session.cohort, date=clock.today() + timedelta(days=1))
    row = member(session.cohort)
    with pytest.raises(ActionRefused, match="when it has been held"):
        actions.record_attendance(session=later, marks={row.pk: "present"}, by=by)


def test_someone_of_another_group_is_refused(by, session):
    stranger = member(CohortFactory())
    with pytest.raises(ActionRefused, match="not in the group"):
        actions.record_attendance(session=session, marks={stranger.pk: "present"}, by=by)


def test_the_trail_names_the_person_and_no_mark(by, session):
    row = member(session.cohort)
    actions.record_attendance(session=session, marks={row.pk: "absent"}, by=by)
    actions.record_attendance(session=session, marks={row.pk: "excused"}, by=by)
    events = AuditEvent.objects.filter(object_type="womens_programs_attendance").order_by("id")
    assert [(event.action, event.people) for event in events] == [
        ("created", [row.case.person_id]),
        ("changed", [row.case.person_id]),
    ]
    assert "excused" not in str([event.detail for event in events])


def test_a_cohort_has_its_sessions_on_the_days_it_meets(by):
    cohort = CohortFactory.build(program=CohortFactory().program, facility=CohortFactory().facility)
    cohort.meets_on = [0, 2]
    cohort.starts_on = clock.today() + timedelta(days=(7 - clock.today().weekday()))
    actions.open_cohort(cohort=cohort, by=by)
    dates = list(cohort.sessions.values_list("date", flat=True))
    assert len(dates) == cohort.program.sessions
    assert {day.weekday() for day in dates} == {0, 2}
    assert (dates[0], dates[-1]) == (cohort.starts_on, cohort.ends_on)


def test_changed_days_keep_the_sessions_already_recorded(by):
    cohort = CohortFactory(days=-14)
    held = SessionFactory(cohort=cohort)
    row = member(cohort)
    actions.record_attendance(session=held, marks={row.pk: "present"}, by=by)
    cohort.meets_on = [(held.date.weekday() + 1) % 7]
    actions.change_cohort(cohort=cohort, by=by)
    dates = list(Session.objects.filter(cohort=cohort).values_list("date", flat=True))
    assert len(dates) == cohort.program.sessions
    assert dates[0] == held.date
    assert cohort.ends_on == dates[-1]
