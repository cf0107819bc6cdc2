from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.case import Case
from cases.models.goals import Goal
from cases.models.needs import NeedArea
from cases.querysets import PlanSteps


class PlanTemplate(models.Model):
    """A list of steps that hang on the release date (domain.md 2.2). A case keeps the version it started with."""

    class Audience(models.TextChoices):
        ALL = "all", "Everyone"
        WOMEN = "women", "Women"
        MAX_OUT = "max_out", "People leaving without supervision"
        DETAINER = "detainer", "People going to other custody"
        ASKED = "asked", "Added by staff where it applies"

    name = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.ALL)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "-version"]
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="one_template_per_name_and_version")]

    def __str__(self):
        return f"{self.name} (version {self.version})"


class StepFields(models.Model):
    class Owner(models.TextChoices):
        STAFF = "staff", "Staff"
        PERSON = "person", "The person"
        PARTNER = "partner", "Partner"
        HEALTH = "health", "Health services"
        PAROLE = "parole", "Parole office"
        EDUCATION = "education", "Education staff"
        EMPLOYMENT = "employment", "Employment specialist"

    code = models.CharField(max_length=10, help_text="As in the checklist, for example ID-01.")
    title = models.CharField(max_length=160)
    area = models.ForeignKey(NeedArea, models.PROTECT, null=True, blank=True, related_name="+")
    days_before = models.SmallIntegerField(help_text="Days before the release date on which it is due.")
    done_by = models.CharField(max_length=10, choices=Owner, default=Owner.STAFF)
    evidence_asked = models.CharField("done when", max_length=160, blank=True)
    is_critical = models.BooleanField(default=False, help_text="Unfinished at release, it stays as a defect.")

    class Meta:
        abstract = True


class TemplateStep(StepFields):
    template = models.ForeignKey(PlanTemplate, models.CASCADE, related_name="steps")

    class Meta:
        ordering = ["-days_before", "code"]
        constraints = [models.UniqueConstraint(fields=["template", "code"], name="one_step_per_template_and_code")]

    def __str__(self):
        return f"{self.code} {self.title}"


class PlanStep(StepFields):
    """One step of a case's plan: an offset, and the date that follows from it and moves with the release date."""

    class State(models.TextChoices):
        OPEN = "open", "Not started"
        IN_PROGRESS = "in_progress", "In progress"
        BLOCKED = "blocked", "Blocked"
        DONE = "done", "Done"
        NOT_NEEDED = "not_needed", "Not needed"

    UNFINISHED = (State.OPEN, State.IN_PROGRESS, State.BLOCKED)
    FINISHED = (State.DONE, State.NOT_NEEDED)

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    template = models.ForeignKey(PlanTemplate, models.PROTECT, null=True, blank=True, related_name="+")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, related_name="steps")
    code = models.CharField(max_length=10, blank=True, help_text="Empty on a step that staff added.")
    days_before = models.SmallIntegerField(
        null=True,
        blank=True,
        help_text="Empty when staff set a fixed date, which then does not move.",
    )
    due_on = models.DateField(null=True, blank=True)
    moved_on = models.DateField(null=True, blank=True, help_text="The day on which the release date last set its day.")
    was_due_on = models.DateField(null=True, blank=True, help_text="When it was due before that day.")
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    reason = models.CharField(max_length=200, blank=True)
    evidence = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    done_on = models.DateField(null=True, blank=True)
    snoozed_until = models.DateField(null=True, blank=True, help_text="Off My day until then; the due date stays.")

    objects = PlanSteps.as_manager()

    class Meta:
        ordering = ["due_on", "code", "id"]
        indexes = [
            models.Index(
                fields=["case", "due_on"],
                name="step_unfinished",
                condition=Q(state__in=["open", "in_progress", "blocked"]),
            ),
            models.Index(
                fields=["due_on", "id"],
                include=["case"],  # the caseload counts whose steps are overdue by the index alone
                name="step_due",
                condition=Q(state__in=["open", "in_progress", "blocked"]),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "code"],
                condition=~Q(code=""),
                name="one_step_per_case_and_code",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["blocked", "not_needed"]) | ~Q(reason=""),
                name="blocked_or_unneeded_step_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False) | (~Q(state="done") & Q(done_on=None)),
                name="done_step_has_a_day",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_finished(self) -> bool:
        return self.state in self.FINISHED
