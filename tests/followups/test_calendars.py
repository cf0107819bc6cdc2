"""Calendar files and the private feed: one UID, counted changes, nothing that tells about anyone, and an end."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from icalendar import Calendar

from cases.actions import cancel_appointment, move_appointment
from demo.factories.accounts import UserFactory
from demo.factories.cases import AppointmentFactory, CaseFactory
from followups import calendars
from followups.models import CalendarFeed
from followups.tasks import look_after

pytestmark = pytest.mark.django_db


def entry(content):
    return Calendar.from_ical(content).walk("VEVENT")[0]


def test_one_uid_and_one_more_for_each_change():
    appointment = AppointmentFactory(what="Intake at the recovery house")
    by = appointment.made_by
    content, method = calendars.file_of(appointment)
    first = entry(content)
    assert (method, first["SEQUENCE"], first["DTSTART"].dt.tzname() in ("CST", "CDT")) == ("REQUEST", 0, True)
    moved = move_appointment(appointment=appointment, starts_at=appointment.starts_at + timedelta(days=1), by=by)
    second = entry(calendars.file_of(moved)[0])
    cancelled = cancel_appointment(appointment=moved, reason="Ill", by=by)
    content, method = calendars.file_of(cancelled)
    last = entry(content)
    assert (method, last["STATUS"], last["SEQUENCE"]) == ("CANCEL", "CANCELLED", 2)
    assert first["UID"] == second["UID"] == last["UID"]
    assert second["DTSTART"].dt - first["DTSTART"].dt == timedelta(days=1)


def test_a_calendar_tells_initials_and_no_more():
    appointment = AppointmentFactory(what="Intake at the recovery house", place="12 Example St", category="health")
    text = calendars.file_of(appointment)[0].decode().lower()
    person = appointment.case.person
    for word in (person.last_name, "recovery", "example", "health", "prison", "doc"):
        assert word.lower() not in text
    assert "begin:vtimezone" in text and "trigger:-p1d" in text


def test_who_carries_the_case_gets_an_entry_that_a_colleague_made(client):
    case = CaseFactory(released=True)
    appointment = AppointmentFactory(case=case, made_by=UserFactory())
    AppointmentFactory(case=case)  # their own
    look_after()
    look_after()
    (letter,) = mail.outbox
    assert letter.to == [case.coordinator.email]
    ((name, _, kind),) = letter.attachments
    assert (name, "method=REQUEST" in kind) == ("appointment.ics", True)
    cancel_appointment(appointment=appointment, reason="Ill", by=appointment.made_by)
    look_after()
    assert entry(mail.outbox[1].attachments[0][1])["STATUS"] == "CANCELLED"


def make_feed(client):
    page = client.post(reverse("followups:calendar-feed"), {"make": ""}, follow=True)
    address = page.text.partition('value="http')[2].partition('"')[0]
    return "/calendar/" + address.partition("/calendar/")[2]


def test_a_private_address_shows_ones_own_appointments_until_it_is_ended(client, sign_in, staff):
    case = CaseFactory(released=True)
    AppointmentFactory(case=case)
    AppointmentFactory()  # a colleague's
    sign_in(case.coordinator)
    first = make_feed(client)
    assert first not in client.get(reverse("followups:reminders")).text  # shown once
    second = make_feed(client)
    client.logout()
    assert client.get(first).status_code == 404
    content = client.get(second)
    assert content.headers["Content-Type"].startswith("text/calendar")
    assert len(Calendar.from_ical(content.content).walk("VEVENT")) == 1
    assert not CalendarFeed.objects.filter(token_hash__in=second.split("/")).exists()
    sign_in(case.coordinator).post(reverse("followups:calendar-feed"), {"end": ""})
    client.logout()
    assert client.get(second).status_code == 404


def test_someone_whose_account_is_closed_has_no_calendar(client, sign_in):
    user = UserFactory()
    sign_in(user)
    address = make_feed(client)
    client.logout()
    user.is_active = False
    user.save()
    assert client.get(address).status_code == 404


def test_a_file_of_one_appointment(sign_in):
    appointment = AppointmentFactory()
    page = sign_in(appointment.case.coordinator).get(
        reverse("followups:appointment-file", args=[appointment.case_id, appointment.pk])
    )
    assert entry(page.content)["UID"].startswith(str(appointment.uid))
