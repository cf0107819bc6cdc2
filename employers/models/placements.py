from django.conf import settings
from django.db import models
from django.db.models import F, Q

from employers.models.applications import Application
from employers.querysets import Placements, RetentionChecks

CHECK_DAYS = (30, 60, 90, 180)


class Placement(models.Model):
    """A job that was started, from the first day worked."""

    class State(models.TextChoices):
        STARTED = "started", "Started"
        HELD = "held", "Held"
        ENDED = "ended", "Ended"

    class EndReason(models.TextChoices):
        """Why work ended (domain.md 3.5)."""

        BETTER_JOB = "better_job", "Better job"
        LAID_OFF = "laid_off", "Laid off or seasonal"
        SCHEDULE = "schedule", "Left: schedule"
        TRANSPORT = "transport", "Left: way to work"
        CHILDCARE = "childcare", "Left: childcare"
        CONFLICT = "conflict", "Left: conflict at work"
        PAY = "pay", "Left: pay"
        ATTENDANCE = "attendance", "Let go: attendance"
        CONDUCT = "conduct", "Let go: conduct"
        RECORD = "record", "Let go: record came up"
        PERFORMANCE = "performance", "Let go: performance"
        RETURNED = "returned", "Returned to custody"
        HEALTH = "health", "Health"
        MOVED = "moved", "Moved away"
        OTHER = "other", "Another reason"

    application = models.OneToOneField(Application, models.PROTECT, related_name="placement")
    started_on = models.DateField("first day worked")
    state = models.CharField(max_length=8, choices=State, default=State.STARTED)
    ended_on = models.DateField("last day worked", null=True, blank=True)
    end_reason = models.CharField(max_length=12, choices=EndReason, blank=True)

    objects = Placements.as_manager()

    class Meta:
        ordering = ["-started_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="ended", ended_on__gte=F("started_on")) & ~Q(end_reason=""))
                | (~Q(state="ended") & Q(ended_on=None, end_reason="")),
                name="ended_placement_has_a_last_day_and_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.application.opening}, since {self.started_on:%m/%d/%Y}"


class RetentionCheck(models.Model):
    """Whether the person still works there so many days after the first day worked."""

    class Evidence(models.TextChoices):
        """From strongest to weakest."""

        PAY_STUB = "pay_stub", "Pay stub seen"
        EMPLOYER = "employer", "Employer says so"
        OFFICER = "officer", "Field officer says so"
        PERSON = "person", "The person says so"

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="checks")
    days = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    still_working = models.BooleanField(null=True, blank=True)
    evidence = models.CharField(max_length=10, choices=Evidence, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RetentionChecks.as_manager()

    class Meta:
        ordering = ["placement", "days"]
        indexes = [models.Index(fields=["due_on", "id"], name="check_due", condition=Q(done_on=None))]
        constraints = [
            models.UniqueConstraint(fields=["placement", "days"], name="one_check_per_placement_and_day"),
            models.CheckConstraint(condition=Q(days__in=CHECK_DAYS), name="checks_are_at_30_60_90_180_days"),
            models.CheckConstraint(
                condition=Q(done_on=None, still_working=None, evidence="")
                | (Q(done_on__isnull=False, still_working__isnull=False) & ~Q(evidence="")),
                name="answered_check_has_a_day_and_evidence",
            ),
        ]

    def __str__(self):
        return f"{self.days}-day check"
