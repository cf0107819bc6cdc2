from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Func

from cases.models.case import Case
from cases.models.confidentiality import Confidentiality
from cases.querysets import Notes
from reentry_portal import clock


class NoteManager(models.Manager.from_queryset(Notes)):
    """Leaves the words of a note in the database: only its search looks at them."""

    def get_queryset(self):
        return super().get_queryset().defer("words")


class Note(models.Model):
    """What staff wrote down. A note is never changed: a correction is a note that points at the first."""

    class Kind(models.TextChoices):
        MEETING = "meeting", "Met in person"
        CALL = "call", "Phone call"
        VIDEO = "video", "Video visit"
        PAPER = "paper", "Letter or form"
        OTHER = "other", "Other"

    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.MEETING)
    happened_on = models.DateField(default=clock.today)
    text = models.TextField(max_length=10_000)
    confidentiality = models.CharField(max_length=20, choices=Confidentiality, default=Confidentiality.GENERAL)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrections")
    written_at = models.DateTimeField(default=clock.now, editable=False)
    words = models.GeneratedField(
        expression=SearchVector(Func("text", function="public.plain_name"), config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = NoteManager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["case", "-id"], name="note_newest"),
            GinIndex(fields=["words"], name="note_by_word"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.happened_on:%m/%d/%Y}"


class NoteTemplate(models.Model):
    """Words that a common note starts from; edited by administrators."""

    name = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=10, choices=Note.Kind)
    text = models.TextField(max_length=2_000)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class NoteDraft(models.Model):
    """What someone was writing when the session ended: one a person and case, seen by its writer alone."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="note_drafts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, blank=True)
    text = models.TextField(max_length=10_000)
    confidentiality = models.CharField(max_length=20, choices=Confidentiality, default=Confidentiality.GENERAL)
    saved_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "author"], name="one_draft_per_case_and_author")]

    def __str__(self):
        return f"Draft of {self.saved_at:%m/%d/%Y}"
