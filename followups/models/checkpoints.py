from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cases.models import Case, ContactPoint, PlanStep
from followups.models.cadences import CadencePoint
from followups.querysets import FollowUps
from reentry_portal import clock


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
    TAKEN_BACK = "Release taken back"  # an end reason from which a later release brings it back

    case = models.ForeignKey(Case, models.CASCADE, related_name="follow_ups")
    point = models.ForeignKey(CadencePoint, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    due_on = models.DateField()
    first_due_on = models.DateField(null=True, blank=True, help_text="The day before it was snoozed.")
    snooze_reason = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.SCHEDULED)
    stage = models.PositiveSmallIntegerField(default=0, help_text="How many of its clocks have rung.")
    look_on = models.DateField(null=True, blank=True, help_text="The day on which the next clock rings.")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="follow_ups")
    is_handed_over = models.BooleanField(default=False, help_text="The owner was chosen, and does not follow the case.")
    escalated_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    note = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.CharField(max_length=200, blank=True, help_text="Why it was cancelled.")

    objects = FollowUps.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                name="followup_unfinished",
                condition=Q(state__in=["scheduled", "due", "missed", "escalated"]),
            ),
            models.Index(
                fields=["look_on", "id"],
                name="followup_to_look_at",
                condition=Q(state__in=["scheduled", "due", "missed", "escalated"]),
            ),
            models.Index(
                fields=["owner", "due_on", "id"],
                name="followup_waiting_of_owner",
                condition=Q(state__in=["due", "missed", "escalated"]),
            ),
            models.Index(fields=["owner", "due_on"], name="followup_of_owner"),
            models.Index(
                fields=["id"],
                name="followup_taken_back",
                condition=Q(state="cancelled", end_reason="Release taken back"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "point"], name="one_follow_up_per_case_and_point"),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False) & ~Q(outcome="") | ~Q(state="done") & Q(done_at=None),
                name="done_follow_up_has_a_time_and_an_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(look_on__isnull=False, stage=0),
                name="scheduled_follow_up_is_looked_at",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_waiting(self) -> bool:
        return self.state in self.WAITING

    @property
    def is_unfinished(self) -> bool:
        return self.state in self.UNFINISHED


class Attempt(models.Model):
    """One try to reach the person for a checkpoint."""

    class Way(models.TextChoices):
        PHONE = "phone", "Phone call"
        TEXT = "text", "Text message"
        MAIL = "mail", "Email"
        VISIT = "visit", "Visit"
        LETTER = "letter", "Letter"
        FIELD_OFFICE = "field_office", "Through the field office"

    class Result(models.TextChoices):
        NO_ANSWER = "no_answer", "No answer"
        LEFT_WORD = "left_word", "Asked for a call back"
        OTHER_PERSON = "other_person", "Spoke with someone else"
        WRONG = "wrong", "Wrong number or address"
        REACHED = "reached", "Reached"

    class PartOfDay(models.TextChoices):
        MORNING = "morning", "Morning"
        AFTERNOON = "afternoon", "Afternoon"
        EVENING = "evening", "Evening"

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="attempts")
    at = models.DateTimeField(default=clock.now)
    way = models.CharField(max_length=14, choices=Way)
    result = models.CharField(max_length=14, choices=Result)
    is_alternate = models.BooleanField(default=False, help_text="Through someone whom the person named.")
    contact = models.ForeignKey(ContactPoint, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.get_way_display()}: {self.get_result_display()}"

    @property
    def day(self):
        return timezone.localdate(self.at)

    @property
    def part_of_day(self) -> str:
        hour = timezone.localtime(self.at).hour
        return (
            self.PartOfDay.MORNING if hour < 12 else self.PartOfDay.AFTERNOON if hour < 17 else self.PartOfDay.EVENING
        )


class Defect(models.Model):
    """A critical step of the plan that was unfinished on the day of release; it stays visible (domain.md 2.3, M27)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="defects")
    step = models.ForeignKey(PlanStep, models.CASCADE, related_name="+")
    found_on = models.DateField()

    class Meta:
        ordering = ["step__due_on", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "step"], name="one_defect_per_case_and_step")]

    def __str__(self):
        return str(self.step)
