from django.conf import settings
from django.db import models

from reentry_portal import clock


class DirectoryImport(models.Model):
    """One data package of another directory: who brought it, what it changed, what it said that we do not keep."""

    class State(models.TextChoices):
        RECEIVED = "received", "Waiting to be read"
        DONE = "done", "Taken in"
        LOOKED = "looked", "Read, nothing changed"
        REFUSED = "refused", "Refused"

    file_name = models.CharField(max_length=200)
    stored_as = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=40)
    dry_run = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    counts = models.JSONField(default=dict, blank=True)
    not_kept = models.JSONField(default=dict, blank=True)
    refusal = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField(default=clock.now)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(source=""), name="import_has_a_source"),
        ]

    def __str__(self):
        return f"{self.file_name}, {self.get_state_display().lower()}"


class DirectoryReject(models.Model):
    """A row of a package that was set aside: file, line, the reason and its text."""

    batch = models.ForeignKey(DirectoryImport, models.CASCADE, related_name="rejects")
    file = models.CharField(max_length=80)
    line_number = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    text = models.TextField()

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.file}, line {self.line_number}: {self.reason}"
