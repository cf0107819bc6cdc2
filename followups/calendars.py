"""Calendar entries (RFC 5545): one UID for each appointment, one more SEQUENCE for each change, neutral words."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Alarm, Calendar, Event

from cases.models import Appointment
from reentry_portal import clock

MADE_BY = "-//Reentry Portal//Appointments//EN"
STATUS = {Appointment.State.CANCELLED: "CANCELLED"}
MINUTES_MISSING = 60
KEPT, SHOWN = timedelta(days=60), 500  # how far back a feed goes, and how much it holds at most


def file_of(appointment: Appointment) -> tuple[bytes, str]:
    """One appointment's file and its method: REQUEST while it stands, CANCEL once it does not."""
    method = "CANCEL" if appointment.state == Appointment.State.CANCELLED else "REQUEST"
    return calendar_of([appointment], method=method), method


def calendar_of(appointments: Iterable[Appointment], *, method: str = "PUBLISH") -> bytes:
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if method == "PUBLISH":
        calendar.add("x-wr-calname", "Appointments")
        calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for appointment in appointments:
        calendar.add_component(_entry(appointment))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _entry(appointment: Appointment) -> Event:
    """Calendars are synchronized to phones and shared with colleagues: initials are the most that they tell."""
    starts_at = timezone.localtime(appointment.starts_at)
    person = appointment.case.person
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    entry = Event()
    entry.add("uid", f"{appointment.uid}@{host}")
    entry.add("sequence", appointment.sequence)
    entry.add("dtstamp", clock.now())
    entry.add("dtstart", starts_at)
    entry.add("dtend", starts_at + timedelta(minutes=appointment.minutes or MINUTES_MISSING))
    entry.add("summary", f"Appointment ({person.first_name[:1]}. {person.last_name[:1]}.)")
    entry.add("status", STATUS.get(appointment.state, "CONFIRMED"))
    entry.add("url", settings.PORTAL_URL + reverse("cases:case", args=[appointment.case_id]))
    entry.add("class", "PRIVATE")
    if appointment.state == Appointment.State.PLANNED:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", "Appointment")
        alarm.add("trigger", timedelta(hours=-24))
        entry.add_component(alarm)
    return entry
