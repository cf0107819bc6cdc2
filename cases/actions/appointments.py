from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cases.actions.cases import must_be_open, record_event
from cases.models import Appointment, Case, TimelineEvent
from reentry_portal import clock
from reentry_portal.errors import ActionRefused
from reentry_portal.templatetags.portal import short_time

State = Appointment.State


@transaction.atomic
def book_appointment(*, case: Case, by, what: str, category: str, way: str, starts_at: datetime, **fields):
    """Book an appointment; `fields` are minutes, facility_id, place, organization and with_whom.

    A visit in prison is at the person's prison unless told. Returns the Appointment.
    """
    must_be_open(case)
    _in_the_future(starts_at)
    if way == Appointment.Way.VISIT and not case.is_inside:
        raise ActionRefused("The person has left prison; choose another way to meet.")
    if way == Appointment.Way.VISIT:
        fields["facility_id"] = fields.get("facility_id") or case.facility_id
    if way == Appointment.Way.VISIT and fields["facility_id"] is None:
        raise ActionRefused("The person's prison is not known, so a visit cannot be booked.")
    appointment = Appointment(
        case=case, made_by=by, what=what, category=category, way=way, starts_at=starts_at, **fields
    )
    appointment.save(force_insert=True)
    _tell(appointment, f"Appointment on {short_time(starts_at)}: {what}", by)
    return appointment


@transaction.atomic
def move_appointment(*, appointment: Appointment, starts_at: datetime, by, **fields) -> Appointment:
    """Another time or place; the calendar entry keeps its UID and counts one up."""
    appointment = _planned(appointment)
    _in_the_future(starts_at)
    appointment.starts_at, appointment.sequence = starts_at, appointment.sequence + 1
    for name, value in fields.items():
        setattr(appointment, name, value)
    appointment.save(update_fields=["starts_at", "sequence", *fields])
    _tell(appointment, f"Appointment moved to {short_time(starts_at)}: {appointment.what}", by)
    return appointment


@transaction.atomic
def cancel_appointment(*, appointment: Appointment, reason: str, by) -> Appointment:
    if not reason.strip():
        raise ActionRefused("Say why the appointment is cancelled.")
    return _end(_planned(appointment), State.CANCELLED, reason, by)


@transaction.atomic
def record_attendance(*, appointment: Appointment, kept: bool, reason: str = "", by) -> Appointment:
    """Whether the person came; only once the appointment has begun."""
    appointment = _planned(appointment)
    if appointment.starts_at > clock.now():
        raise ActionRefused("The appointment has not begun yet.")
    return _end(appointment, State.KEPT if kept else State.MISSED, reason, by)


def _end(appointment: Appointment, state: str, reason: str, by) -> Appointment:
    appointment.state, appointment.reason = state, reason
    appointment.sequence += 1
    appointment.save(update_fields=["state", "reason", "sequence"])
    day = timezone.localdate(appointment.starts_at)
    title = f"Appointment of {day:%m/%d/%Y} {appointment.get_state_display().lower()}: {appointment.what}"
    _tell(appointment, title, by, text=reason)
    return appointment


def _planned(appointment: Appointment) -> Appointment:
    appointment = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    if appointment.state != State.PLANNED:
        raise ActionRefused(f"This appointment is {appointment.get_state_display().lower()} already.")
    return appointment


def _in_the_future(starts_at: datetime) -> None:
    if starts_at <= clock.now():
        raise ActionRefused("That time is past.")


def _tell(appointment: Appointment, title: str, by, text: str = "") -> None:
    record_event(
        case=appointment.case,
        kind=TimelineEvent.Kind.APPOINTMENT,
        title=title,
        text=text,
        confidentiality=appointment.confidentiality,
        by=by,
    )
