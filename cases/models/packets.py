from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from reentry_portal import clock
from reentry_portal.uploads import private_storage, random_name


class PacketRun(models.Model):
    """Release packets of many people, made by the worker into one zip that is thrown away after a day."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        MAKING = "making", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Not made"

    UNFINISHED = (State.WAITING, State.MAKING)

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    cases = ArrayField(models.BigIntegerField(), help_text="Ids of the cases, in the order of the zip.")
    lang = models.CharField(max_length=2, blank=True, help_text="Empty: each in the person's own language.")
    large_type = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    lease_until = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    file = models.FileField(storage=private_storage, upload_to=random_name, blank=True, max_length=100)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["id"], name="packets_to_make", condition=Q(state__in=["waiting", "making"]))]
        constraints = [
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(error=""), name="failed_packets_say_why"),
        ]

    def __str__(self):
        return f"{len(self.cases)} packets, {self.get_state_display().lower()}"

    @property
    def total(self) -> int:
        return len(self.cases)

    @property
    def is_waiting(self) -> bool:
        return self.state in self.UNFINISHED
