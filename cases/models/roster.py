from django.conf import settings
from django.contrib.postgres.fields import ArrayField
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
        QUARANTINED = "quarantine", "Quarantined, a supervisor decides"
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
    doubts = ArrayField(
        models.CharField(max_length=200), default=list, blank=True, help_text="Why it is not applied unasked."
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    confirmation = models.CharField(max_length=200, blank=True, help_text="Why it was applied in spite of doubts.")
    checksum = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the file as it came.")
    is_nightly = models.BooleanField(default=False, help_text="Came through the watched folder; nobody has to approve.")
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

    UNDECIDED = (State.CHECKED, State.QUARANTINED)
    WAITING = (State.RECEIVED, State.CHECKING, State.APPLYING)

    def __str__(self):
        return f"{self.file_name}, {self.get_state_display().lower()}"

    @property
    def is_waiting(self) -> bool:
        """Whether the worker still has to do something with it."""
        return self.state in self.WAITING

    @property
    def title(self) -> str:
        """What the timeline calls it."""
        return f"Roster of {self.as_of:%m/%d/%Y}"

    @property
    def source(self) -> str:
        """The ReleaseDate.Source of what this roster says."""
        return "fak930" if self.format == self.Format.FAK930 else "extract"


class RosterRow(models.Model):
    """What a roster says of one person, and what that means for what the portal knows.

    The rows of the last applied roster of a source stay: a roster changes a fact only when it changed its own mind
    since, so that a correction by staff stands. Of older ones those stay that changed something (IM-15).
    """

    class Kind(models.TextChoices):
        NEW = "new", "New person"
        RETURNED = "returned", "Back in prison"
        RELEASED = "released", "Released"
        DATE = "date", "Date moved"
        TRANSFER = "transfer", "Transferred"
        FACTS = "facts", "Facts changed"
        MISSING = "missing", "No longer named"
        GONE = "gone", "Not on three rosters in a row"
        BACK = "back", "Named again"
        MERGED = "merged", "DOC numbers merged"
        CANCELLED = "cancelled", "Release taken back"
        DECEASED = "deceased", "Died"
        CONFLICT = "conflict", "Does not fit, nothing changed"

    batch = models.ForeignKey(RosterBatch, models.CASCADE, related_name="rows")
    doc_number = models.CharField(max_length=8)
    name = models.CharField(max_length=140)
    lines = models.PositiveIntegerField(default=0)
    said = models.JSONField(default=dict)
    kinds = ArrayField(models.CharField(max_length=10, choices=Kind), default=list)
    text = models.TextField(blank=True)
    applied = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["batch", "doc_number"], name="one_row_per_roster_and_person")]
        indexes = [
            models.Index(fields=["batch", "id"], name="roster_changes", condition=~models.Q(kinds=[])),
        ]

    def __str__(self):
        return f"{self.doc_number}: {', '.join(self.kinds) or 'no change'}"

    @property
    def kind_labels(self) -> list[str]:
        return [self.Kind(kind).label for kind in self.kinds]


class RosterReject(models.Model):
    """A line that was set aside: its number, the reason, its text, and whom it names where that can be read."""

    batch = models.ForeignKey(RosterBatch, models.CASCADE, related_name="rejects")
    doc_number = models.CharField(max_length=8, blank=True)
    line_number = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    text = models.TextField()

    class Meta:
        ordering = ["line_number"]

    def __str__(self):
        return f"Line {self.line_number}: {self.reason}"
