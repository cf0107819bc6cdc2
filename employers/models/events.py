from django.db import models
from django.urls import reverse

from cases.models import Facility
from employers.models.employers import Employer
from employers.querysets import HiringEvents
from reentry_portal import clock


class HiringEvent(models.Model):
    """A day on which employers meet people in a prison. Its roster is the interviews booked for it."""

    class Kind(models.TextChoices):
        FAIR = "fair", "Hiring fair"
        VIDEO = "video", "Video interview day"

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="hiring_events")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.FAIR)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=80, help_text="Room or building.")
    capacity = models.PositiveSmallIntegerField("people at most", default=40)
    employers = models.ManyToManyField(
        Employer, blank=True, related_name="hiring_events", verbose_name="employers invited"
    )
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = HiringEvents.as_manager()

    class Meta:
        ordering = ["-starts_at", "-id"]
        indexes = [models.Index(fields=["-starts_at", "-id"], name="hiring_event_newest")]
        constraints = [
            models.CheckConstraint(condition=models.Q(capacity__gte=1), name="hiring_event_has_room_for_someone"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} at {self.facility.short_name}"

    def get_absolute_url(self):
        return reverse("employers:event", args=[self.pk])
