from django.conf import settings
from django.db import models

from reentry_portal import clock


class RosterBatch(models.Model):
    """One roster file on its way: received, checked (previewed), applied, or refused whole."""

    class Format(models.TextChoices):
        FAK930 = "fak930", "Public fixed-width file (FAK930)"
        CSV = "csv", "Nightly extract (CSV)"

    class State(models.TextChoices):
        RECEIVED = "received", "Received"
        CHECKING = "checking", "Checking"
        CHECKED = "checked", "Checked, waiting to be applied"
        APPLYING = "applying", "Applying"
        APPLIED = "applied", "Applied"
        REFUSED = "refused", "Refused"

    file_name = models.CharField(max_length=200)
    stored_as = models.CharField(max_length=200, blank=True)
    format = models.CharField(max_length=10, choices=Format, blank=True)
    as_of = models.DateField()
    within_days = models.PositiveIntegerField(default=365)
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    lines_read = models.PositiveIntegerField(default=0)
    lines_total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, blank=True)
    skipped = models.JSONField(default=dict, blank=True)
    refusal = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField(default=clock.now)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "roster batches"

    def __str__(self):
        return f"{self.file_name}, {self.get_state_display().lower()}"


class RosterReject(models.Model):
    """A line that was set aside: its number, the reason and its text."""

    batch = models.ForeignKey(RosterBatch, models.CASCADE, related_name="rejects")
    line_number = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    text = models.TextField()

    class Meta:
        ordering = ["line_number"]

    def __str__(self):
        return f"Line {self.line_number}: {self.reason}"
