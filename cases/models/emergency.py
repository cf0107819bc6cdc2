from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone

from cases.models.case import Case
from cases.querysets import EmergencyAccesses
from reentry_portal import business_days, clock


class EmergencyAccess(models.Model):
    """Someone opened a record that they may not see, because it could not wait (42 CFR 2.51, domain.md P2-14).

    Until `ends_at` they see the whole case; then it is theirs no more, and another member of staff reviews it. The
    trigger of cases/sql/emergency.sql holds who, what and why as they were, and lets the end only come nearer.
    """

    MOST_MINUTES = 60
    REVIEW_DAYS = 2  # business days (domain.md 8.2)

    class Verdict(models.TextChoices):
        NEEDED = "needed", "It was needed"
        NOT_NEEDED = "not_needed", "It was not needed"
        FOLLOW_UP = "follow_up", "Needs a closer look"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="emergencies")
    case = models.ForeignKey(Case, models.PROTECT, related_name="emergencies")
    reason = models.CharField(max_length=500)
    opened_at = models.DateTimeField(default=clock.now, editable=False)
    ends_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="emergencies_reviewed"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=12, choices=Verdict, blank=True)
    review = models.CharField(max_length=1000, blank=True)

    objects = EmergencyAccesses.as_manager()

    class Meta:
        verbose_name_plural = "emergency accesses"
        indexes = [
            models.Index(fields=["user", "-ends_at"], name="emergency_of_user"),
            models.Index(fields=["opened_at"], name="emergency_to_review", condition=Q(reviewed_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("opened_at"), ends_at__lte=F("opened_at") + Value(timedelta(hours=1))),
                name="emergency_lasts_an_hour_at_most",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="emergency_has_a_reason"),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("user")), name="nobody_reviews_their_own_emergency"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None, reviewed_at=None, verdict="", review="")
                | (Q(reviewed_by__isnull=False, reviewed_at__isnull=False) & ~Q(verdict="") & ~Q(review="")),
                name="emergency_is_reviewed_whole",
            ),
            ExclusionConstraint(
                name="one_emergency_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("case", RangeOperators.EQUAL),
                    (
                        Func(
                            "opened_at",
                            "ends_at",
                            RangeBoundary(),
                            function="TSTZRANGE",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self):
        return f"Emergency access {self.pk}"

    @property
    def is_open(self) -> bool:
        return clock.now() < self.ends_at

    @property
    def is_reviewed(self) -> bool:
        return self.reviewed_at is not None

    @property
    def review_by(self):
        """The last day on which the review is in time."""
        return business_days.after(timezone.localdate(self.opened_at), self.REVIEW_DAYS)

    @property
    def is_late(self) -> bool:
        return not self.is_reviewed and self.review_by < clock.today()

    @property
    def basis(self) -> str:
        """What the trail says of every look that this allowed."""
        return f"emergency:{self.pk}"
