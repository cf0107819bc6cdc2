from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from cases.models.case import Case, Person
from reentry_portal import clock


class PersonMerge(models.Model):
    """Two records that were one human being: what hung on `gone` hangs on `kept` since. Can be undone."""

    kept = models.ForeignKey(Person, models.PROTECT, related_name="+")
    gone = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)
    why = models.CharField(max_length=200)
    moved = models.JSONField(default=dict, help_text="Table to the ids of the rows that moved.")
    ended_case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    ended_case_was = models.CharField(max_length=12, blank=True, help_text="The state before the merge ended it.")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("gone")), name="no_one_is_merged_with_themselves"),
            models.UniqueConstraint(fields=["gone"], condition=Q(undone_at=None), name="one_merge_of_a_record"),
        ]

    def __str__(self):
        return f"{self.gone.doc_number} is {self.kept.doc_number}"


class Duplicate(models.Model):
    """Two records that may be one human being, and why it looks so."""

    class State(models.TextChoices):
        OPEN = "open", "To look at"
        DISMISSED = "dismissed", "Two people"
        MERGED = "merged", "Merged"

    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    reasons = ArrayField(models.CharField(max_length=80))
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    found_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_suggestion_per_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="a_pair_has_one_order"),
        ]

    def __str__(self):
        return f"{self.first.doc_number} and {self.second.doc_number}"
