"""Reminders that hang on an hour: of appointments to the person and to staff, and the daily mail."""

from datetime import time, timedelta

from django.db import transaction
from django.db.models import CharField, Count, Exists, F, OuterRef, Prefetch, Q, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone

from cases.models import Appointment, Case
from followups import outbox, schedule
from followups.models import Agreement, FollowUp, MailChoice, Message
from reentry_portal import clock

AHEAD = timedelta(days=5)
# The evidence: 4 days and 1 day before; the earlier one where it was made weeks before. Late in the afternoon.
HOUR = time(16)
DAYS_BEFORE, WEEKS_OFF = (4, 1), timedelta(days=14)
BATCH = 500


@transaction.atomic
def remind_of_appointments() -> int:
    """Put reminders in the outbox for people who left and agreed; again after each move, never twice for one time."""
    now = clock.now()
    agreed = Agreement.objects.filter(person=OuterRef("case__person"), ended_at=None)
    soon = list(
        Appointment.objects.filter(state=Appointment.State.PLANNED, starts_at__gt=now, starts_at__lte=now + AHEAD)
        .filter(Exists(agreed), case__state=Case.State.RELEASED)
        .prefetch_related(
            Prefetch(
                "case__person__agreements", Agreement.objects.filter(ended_at=None).select_related("contact"), "current"
            )
        )
        .order_by("starts_at", "pk")
    )
    planned = set(Message.objects.filter(appointment__in=soon, contact__isnull=False).values_list("once", flat=True))
    put = 0
    for appointment in soon:
        for agreement in appointment.case.person.current:
            for days, due_at in _moments(appointment, now):
                once = f"appointment-{appointment.pk}-{agreement.contact_id}-{days}-{appointment.sequence}"
                if once not in planned:
                    outbox.tell(
                        once=once, template="person_appointment", to=agreement.contact, due_at=due_at, about=appointment
                    )
                    put += 1
    return put


def _moments(appointment: Appointment, now):
    """(days before, when) of each reminder that is still ahead; made too late for one, it goes without it."""
    day = timezone.localdate(appointment.starts_at)
    weeks_off = appointment.starts_at - appointment.made_at >= WEEKS_OFF
    for days in DAYS_BEFORE:
        due_at = schedule.at(day - timedelta(days=days), HOUR)
        if (days == 1 or weeks_off) and due_at > now - timedelta(hours=4) and appointment.made_at < due_at:
            yield days, due_at


@transaction.atomic
def tell_of_changed_appointments() -> int:
    """Mail with a calendar entry to whoever carries the case, when a colleague makes, moves or cancels one."""
    once = Concat(Value("appointment-"), Cast("pk", CharField()), Value("-staff-"), Cast("sequence", CharField()))
    untold = (
        Appointment.objects.filter(starts_at__gt=clock.now(), case__coordinator__is_active=True)
        .filter(state__in=[Appointment.State.PLANNED, Appointment.State.CANCELLED])
        .exclude(made_by=F("case__coordinator"))
        .annotate(once=once)
        .exclude(Exists(Message.objects.filter(once=OuterRef("once"))))
        .select_related("case__coordinator")
    )
    rows = list(untold.order_by("pk")[:BATCH])
    for row in rows:
        path = reverse("cases:case", args=[row.case_id])
        outbox.tell(once=row.once, template="appointment_changed", to=row.case.coordinator, path=path, about=row)
    return len(rows)


@transaction.atomic
def send_daily_mail() -> int:
    """For whoever chose one mail a day: at their hour, if anything waits."""
    today, hour = clock.today(), timezone.localtime(clock.now()).hour
    choices = (
        MailChoice.objects.filter(way=MailChoice.Way.DAILY, hour__lte=hour, user__is_active=True)
        .filter(Q(told_on=None) | Q(told_on__lt=today))
        .select_for_update(skip_locked=True, of=("self",))
    )
    told = 0
    for choice in choices.order_by("pk")[:BATCH]:
        waits = (
            FollowUp.objects.waiting()
            .filter(owner=choice.user_id)
            .aggregate(count=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=today)))
        )
        if waits["count"]:
            outbox.tell(
                once=f"daily-{choice.user_id}-{today}",
                template="follow_ups_of_the_day",
                to=choice.user_id,
                path=reverse("home"),
                facts=waits,
            )
            told += 1
        choice.told_on = today
        choice.save(update_fields=["told_on"])
    return told
