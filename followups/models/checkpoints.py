from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models import Case
from followups.querysets import FollowUps


class Cadence(models.Model):
    """When to look after someone after release (domain.md 2.4). A case keeps the version it started with."""

    name = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "-version"]
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="one_cadence_per_name_and_version")]

    def __str__(self):
        return f"{self.name} (version {self.version})"


class CadencePoint(models.Model):
    cadence = models.ForeignKey(Cadence, models.CASCADE, related_name="points")
    days_after = models.PositiveSmallIntegerField(help_text="Days after the actual release.")
    title = models.CharField(max_length=120)
    asks = models.TextField("what to ask", blank=True)
    is_critical = models.BooleanField(default=False)

    class Meta:
        ordering = ["days_after"]
        constraints = [models.UniqueConstraint(fields=["cadence", "days_after"], name="one_point_per_cadence_and_day")]

    def __str__(self):
        return self.title


class FollowUp(models.Model):
    """One checkpoint of one person after release; it always has an owner."""

    class State(models.TextChoices):
        SCHEDULED = "scheduled", "Scheduled"
        DUE = "due", "Due"
        DONE = "done", "Done"
        MISSED = "missed", "Missed"
        ESCALATED = "escalated", "With the supervisor"
        CANCELLED = "cancelled", "Cancelled"

    class Outcome(models.TextChoices):
        REACHED = "reached", "Reached, doing well"
        NEEDS_HELP = "needs_help", "Reached, needs help"
        UNABLE = "unable", "Unable to reach"
        NOT_APPLICABLE = "not_applicable", "Not applicable"

    WAITING = (State.DUE, State.MISSED, State.ESCALATED)
    UNFINISHED = (State.SCHEDULED, *WAITING)

    case = models.ForeignKey(Case, models.CASCADE, related_name="follow_ups")
    point = models.ForeignKey(CadencePoint, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    due_on = models.DateField()
    state = models.CharField(max_length=12, choices=State, default=State.SCHEDULED)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="follow_ups")
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    note = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = FollowUps.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                name="followup_unfinished",
                condition=Q(state__in=["scheduled", "due", "missed", "escalated"]),
            ),
            models.Index(fields=["owner", "due_on"], name="followup_of_owner"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "point"], name="one_follow_up_per_case_and_point"),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False) & ~Q(outcome="") | ~Q(state="done") & Q(done_at=None),
                name="done_follow_up_has_a_time_and_an_outcome",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_waiting(self) -> bool:
        return self.state in self.WAITING
