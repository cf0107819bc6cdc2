from django.conf import settings
from django.db import models

from cases.models import Case
from reentry_portal import clock


class Risk(models.TextChoices):
    LOW = "low", "Low risk"
    MODERATE = "moderate", "Moderate risk"
    HIGH = "high", "High risk"


class Track(models.TextChoices):
    SUPERVISED = "supervised", "On supervision"
    UNSUPERVISED = "unsupervised", "No supervision"


class Cadence(models.Model):
    """When to look after someone after release, and when what is overdue goes up (domain.md 2.4).

    A case keeps the version it started with until staff move it on, so a version that cases use does not change.
    """

    name = models.CharField(max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    track = models.CharField(max_length=12, choices=Track, default=Track.SUPERVISED)
    risk = models.CharField(max_length=10, choices=Risk, default=Risk.MODERATE)
    again_after = models.PositiveSmallIntegerField(default=1, help_text="Days overdue until its owner hears again.")
    supervisor_after = models.PositiveSmallIntegerField(default=3, help_text="Days overdue until a supervisor hears.")
    head_after = models.PositiveSmallIntegerField(default=7, help_text="Days overdue until the unit head hears.")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="one_cadence_per_name_and_version"),
            models.CheckConstraint(
                condition=models.Q(again_after__gte=1)
                & models.Q(supervisor_after__gt=models.F("again_after"))
                & models.Q(head_after__gt=models.F("supervisor_after")),
                name="cadence_goes_up_in_order",
            ),
        ]

    def __str__(self):
        return f"{self.name} (version {self.version})"


class CadencePoint(models.Model):
    class Form(models.TextChoices):
        CONTACT = "contact", "A contact"
        MEASUREMENT = "measurement", "A contact with the questions that are counted"

    cadence = models.ForeignKey(Cadence, models.CASCADE, related_name="points")
    days_after = models.PositiveSmallIntegerField(help_text="Days after the actual release.")
    title = models.CharField(max_length=120)
    asks = models.TextField("what to ask", blank=True)
    form = models.CharField(max_length=12, choices=Form, default=Form.CONTACT)
    is_critical = models.BooleanField(default=False)

    class Meta:
        ordering = ["days_after"]
        constraints = [models.UniqueConstraint(fields=["cadence", "days_after"], name="one_point_per_cadence_and_day")]

    def __str__(self):
        return self.title


class CaseCadence(models.Model):
    """The cadence that a case follows, and the day its checkpoints are counted from."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="cadence")
    cadence = models.ForeignKey(Cadence, models.PROTECT, related_name="+")
    counted_from = models.DateField()
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    chosen_at = models.DateTimeField(default=clock.now)

    def __str__(self):
        return str(self.cadence)
