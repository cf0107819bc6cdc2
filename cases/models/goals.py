from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.case import Case
from cases.models.confidentiality import Confidentiality
from cases.models.needs import NeedArea
from cases.querysets import Goals, PlanVersions
from reentry_portal import clock


class Goal(models.Model):
    """What the person wants, in their own words. Steps lead to it; its class and category follow from its area."""

    class State(models.TextChoices):
        ACTIVE = "active", "Working on it"
        REACHED = "reached", "Reached"
        DROPPED = "dropped", "No longer wanted"

    case = models.ForeignKey(Case, models.CASCADE, related_name="goals")
    area = models.ForeignKey(NeedArea, models.PROTECT, related_name="+")
    words = models.CharField("in the person's own words", max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    reason = models.CharField(max_length=200, blank=True)
    confidentiality = models.CharField(max_length=20, choices=Confidentiality, default=Confidentiality.GENERAL)
    set_on = models.DateField(default=clock.today)
    ended_on = models.DateField(null=True, blank=True)

    objects = Goals.as_manager()

    class Meta:
        ordering = ["area__sort", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="active", ended_on=None) | (~Q(state="active") & Q(ended_on__isnull=False)),
                name="ended_goal_has_a_day",
            ),
            models.CheckConstraint(condition=~Q(state="dropped") | ~Q(reason=""), name="dropped_goal_has_a_reason"),
        ]

    def __str__(self):
        return self.words


class PlanVersion(models.Model):
    """The plan as it was signed: what was to be done, by whom and by when. Never changed; two can be compared."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="plan_versions")
    number = models.PositiveSmallIntegerField()
    signed_on = models.DateField(default=clock.today)
    signed_by_person = models.BooleanField(help_text="The person signed; if not, `note` says why.")
    note = models.CharField(max_length=200, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    release_date = models.DateField(null=True, blank=True)
    steps = models.JSONField(help_text="Steps and goals as they were; see cases/plan_versions.py.")

    objects = PlanVersions.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_plan_version_per_number"),
            models.CheckConstraint(condition=Q(signed_by_person=True) | ~Q(note=""), name="unsigned_plan_says_why"),
        ]

    def __str__(self):
        return f"Version {self.number}, {self.signed_on:%m/%d/%Y}"
