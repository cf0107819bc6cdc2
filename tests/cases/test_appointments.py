"""Appointments: booked, moved, cancelled and kept in one place each, on the timeline, with a class of their own."""

from datetime import timedelta

import pytest

from cases import actions
from cases.models import Appointment
from demo.factories.cases import AppointmentFactory, CaseFactory, ContactPointFactory
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

pytestmark = pytest.mark.django_db


def book(case, **fields):
    defaults = {"what": "Intake", "category": "substance_use", "way": "visit", "minutes": 30}
    starts_at = fields.pop("starts_at", clock.now() + timedelta(days=3))
    return actions.book_appointment(case=case, by=case.coordinator, starts_at=starts_at, **{**defaults, **fields})


def test_a_visit_is_at_the_persons_prison_and_its_event_carries_its_class():
    case = CaseFactory()
    appointment = book(case)
    assert appointment.facility == case.facility
    event = case.events.get(kind="appointment")
    assert (event.confidentiality, event.title.partition(": ")[2]) == ("substance_use", "Intake")


@pytest.mark.parametrize("fields", [{"starts_at": clock.now() - timedelta(minutes=1)}])
def test_nothing_is_booked_in_the_past(fields):
    with pytest.raises(ActionRefused, match="past"):
        book(CaseFactory(), **fields)


def test_there_is_no_visit_in_prison_after_release():
    with pytest.raises(ActionRefused, match="left prison"):
        book(CaseFactory(released=True))


def test_a_calendar_entry_counts_its_changes_and_ends_once():
    case = CaseFactory()
    appointment = book(case)
    moved = actions.move_appointment(
        appointment=appointment, starts_at=appointment.starts_at + timedelta(days=1), by=case.coordinator
    )
    assert (moved.uid, moved.sequence) == (appointment.uid, 1)
    cancelled = actions.cancel_appointment(appointment=moved, reason="The provider is ill", by=case.coordinator)
    assert (cancelled.state, cancelled.sequence) == (Appointment.State.CANCELLED, 2)
    with pytest.raises(ActionRefused, match="cancelled already"):
        actions.cancel_appointment(appointment=moved, reason="Again", by=case.coordinator)


def test_whether_someone_came_is_known_only_afterwards(move_clock):
    case = CaseFactory()
    appointment = book(case)
    with pytest.raises(ActionRefused, match="not begun"):
        actions.record_attendance(appointment=appointment, kept=True, by=case.coordinator)
    move_clock(days=4)
    assert actions.record_attendance(appointment=appointment, kept=True, by=case.coordinator).state == "kept"


def test_a_second_contact_point_with_the_same_value_is_refused_while_the_first_is_in_use():
    case = CaseFactory()
    point = ContactPointFactory(person=case.person)
    with pytest.raises(ActionRefused, match="on file"):
        actions.add_contact_point(case=case, kind=point.kind, value=point.value, by=case.coordinator)
    actions.end_contact_point(case=case, point=point, reason="Wrong number", by=case.coordinator)
    actions.add_contact_point(case=case, kind=point.kind, value=point.value, by=case.coordinator)
    assert AppointmentFactory(case=case).confidentiality == "general"
