from django.conf import settings
from django.db import models

from cases.models.case import Case
from cases.models.confidentiality import Category, Confidentiality
from cases.querysets import Needs
from reentry_portal import clock


class NeedArea(models.Model):
    """An area of life that a plan covers (domain.md 2.5); the class of its rows follows from the area."""

    code = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=60)
    confidentiality = models.CharField(max_length=20, choices=Confidentiality, default=Confidentiality.GENERAL)
    category = models.CharField(
        max_length=20, choices=Category, help_text="What a release of information has to name to share such a need."
    )
    sort = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["sort", "name"]

    def __str__(self):
        return self.name


class Need(models.Model):
    class State(models.TextChoices):
        IDENTIFIED = "identified", "Not started"
        IN_PROGRESS = "in_progress", "In progress"
        MET = "met", "Done"
        DECLINED = "declined", "Declined"
        DEFERRED = "deferred", "Deferred"

    OPEN = (State.IDENTIFIED, State.IN_PROGRESS, State.DEFERRED)
    ALLOWED = {
        State.IDENTIFIED: {
            State.IN_PROGRESS,
            State.MET,
            State.DECLINED,
            State.DEFERRED,
        },
        State.IN_PROGRESS: {State.MET, State.DECLINED, State.DEFERRED},
        State.DEFERRED: {State.IN_PROGRESS, State.MET, State.DECLINED},
        State.MET: {State.IN_PROGRESS},
        State.DECLINED: {State.IN_PROGRESS},
    }

    case = models.ForeignKey(Case, models.CASCADE, related_name="needs")
    area = models.ForeignKey(NeedArea, models.PROTECT, related_name="needs")
    state = models.CharField(max_length=12, choices=State, default=State.IDENTIFIED)
    standing = models.CharField("where it stands", max_length=200, blank=True)
    next_action = models.CharField("next", max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True, help_text="Why it is declined, deferred or blocked.")
    is_blocked = models.BooleanField(default=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    confidentiality = models.CharField(max_length=20, choices=Confidentiality, default=Confidentiality.GENERAL)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = Needs.as_manager()

    class Meta:
        ordering = ["area__sort", "id"]
        indexes = [
            # The caseload counts who has no home plan and no ID by the index alone.
            models.Index(
                fields=["area", "case"],
                include=["confidentiality", "state"],
                name="need_open",
                condition=models.Q(state__in=["identified", "in_progress", "deferred"]),
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "area"], name="one_need_per_case_and_area"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["declined", "deferred"]) | ~models.Q(reason=""),
                name="declined_or_deferred_need_has_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(is_blocked=False) | ~models.Q(reason=""),
                name="blocked_need_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.area}: {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN
