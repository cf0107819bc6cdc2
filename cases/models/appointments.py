import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Organization
from cases.models.case import Case
from cases.models.confidentiality import Category
from cases.models.places import Facility
from cases.querysets import Appointments
from reentry_portal import clock


class Appointment(models.Model):
    """Where a person has to be and when: with a partner, a clinic, the field office; in prison or after release."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        KEPT = "kept", "Kept"
        MISSED = "missed", "Missed"
        CANCELLED = "cancelled", "Cancelled"

    class Way(models.TextChoices):
        VISIT = "visit", "Visit in prison"
        OFFICE = "office", "In person"
        VIDEO = "video", "Video call"
        PHONE = "phone", "Phone call"

    ALLOWED = {State.PLANNED: {State.KEPT, State.MISSED, State.CANCELLED}}

    case = models.ForeignKey(Case, models.CASCADE, related_name="appointments")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="The UID of its calendar entry.")
    sequence = models.PositiveIntegerField(default=0, help_text="How often it was changed (RFC 5545 SEQUENCE).")
    what = models.CharField(max_length=120)
    category = models.CharField(max_length=20, choices=Category, help_text="What it tells about the person.")
    way = models.CharField(max_length=10, choices=Way)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    facility = models.ForeignKey(Facility, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(max_length=200, blank=True)
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The organization whose people meet the person; they see it where a release covers it.",
    )
    with_whom = models.CharField(max_length=160, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    reason = models.CharField(max_length=200, blank=True, help_text="Why it was cancelled or missed.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)

    objects = Appointments.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["starts_at", "id"], condition=Q(state="planned"), name="appointment_planned"),
            models.Index(fields=["case", "starts_at"], name="appointment_of_case"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(way="visit") | Q(facility__isnull=False), name="visit_names_a_prison"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(reason=""), name="cancelled_appointment_has_a_reason"
            ),
        ]

    def __str__(self):
        return self.what

    @property
    def confidentiality(self) -> str:
        return Category(self.category).confidentiality
