from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models.case import Case
from cases.querysets import DateMoveNotices, DateMoves
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
        COURT = "court", "Court: 120-day program"
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
    roster = models.ForeignKey(
        "cases.RosterBatch",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="dates",
        help_text="Which roster brought it.",
    )
    last_seen_on = models.DateField(null=True, blank=True, help_text="The day of the last roster that said it again.")
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


class DateMove(models.Model):
    """The working date moved: from when to when, why, and which open steps moved with it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="date_moves")
    before = models.DateField(null=True, blank=True)
    after = models.DateField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)
    steps = models.JSONField(default=list, help_text="[id of the step, due before, due after], days as text.")
    short_notice = models.BooleanField(default=False, help_text="Less than 30 days were left.")
    at = models.DateTimeField(default=clock.now)

    objects = DateMoves.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["case", "-id"], name="date_move_newest"),
            models.Index(fields=["-id"], name="short_notice_newest", condition=Q(short_notice=True)),
        ]

    def __str__(self):
        return f"{self.before or 'No date'} → {self.after or 'no date'}"

    @property
    def is_later(self) -> bool:
        """Moved back, so that what was made ready may expire first."""
        return self.before is not None and self.after is not None and self.after > self.before


class DateMoveNotice(models.Model):
    """Tells one person who owns steps of the case that its date moved; all of someone's unread ones are one digest."""

    move = models.ForeignKey(DateMove, models.CASCADE, related_name="notices")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    steps = models.PositiveSmallIntegerField(default=0, help_text="How many of the owner's own steps moved.")
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = DateMoveNotices.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["owner", "-id"], name="date_notice_unread", condition=Q(seen_at=None))]
        constraints = [models.UniqueConstraint(fields=["move", "owner"], name="one_notice_per_move_and_owner")]

    def __str__(self):
        return f"{self.owner_id}: {self.move}"
