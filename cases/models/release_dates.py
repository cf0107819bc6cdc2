from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.case import Case
from reentry_portal import clock


class ReleaseDate(models.Model):
    """One release date as received: its type, where it came from and how long it stood (missouri-data.md 6.5).

    Every date is kept. The current one of a type and source has no `replaced_at`; which of them the case works with
    is decided by `cases.release_dates.working_date`.
    """

    class Kind(models.TextChoices):
        STAFF = "staff", "Confirmed by staff"
        PRESUMPTIVE_PAROLE = "presumptive_parole", "Presumptive parole"
        CONDITIONAL = "conditional", "Conditional release"
        MANDATORY = "mandatory", "Mandatory release"
        TIME_CREDIT = "time_credit", "Time credit release"
        MAXIMUM = "maximum", "Maximum discharge"
        SENTENCE_MINIMUM = "sentence_minimum", "Minimum release (sentence)"
        SENTENCE_MAXIMUM = "sentence_maximum", "Maximum release (sentence)"

    class Source(models.TextChoices):
        FAK930 = "fak930", "Public file (FAK930)"
        EXTRACT = "extract", "Nightly extract"
        STAFF = "staff", "Staff"

    case = models.ForeignKey(Case, models.CASCADE, related_name="release_dates")
    kind = models.CharField(max_length=30, choices=Kind)
    source = models.CharField(max_length=20, choices=Source)
    date = models.DateField(null=True, blank=True)
    no_date_reason = models.CharField(max_length=20, blank=True, choices=Case.NoDate)
    received_at = models.DateTimeField(default=clock.now)
    replaced_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-received_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "source"],
                condition=Q(replaced_at=None),
                name="one_current_date_per_type_and_source",
            ),
            models.CheckConstraint(
                condition=Q(date__isnull=False, no_date_reason="") | (Q(date=None) & ~Q(no_date_reason="")),
                name="release_date_or_reason_for_none",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.date or self.get_no_date_reason_display()}"
