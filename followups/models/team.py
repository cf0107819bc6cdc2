from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from cases.models import District, Facility


class Oversight(models.Model):
    """Who watches over the follow-ups of a facility or a district; with neither, of all that nobody else watches."""

    class Level(models.TextChoices):
        SUPERVISOR = "supervisor", "Supervisor"
        HEAD = "head", "Unit head"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    level = models.CharField(max_length=10, choices=Level, default=Level.SUPERVISOR)
    facility = models.ForeignKey(Facility, models.CASCADE, null=True, blank=True, related_name="+")
    district = models.ForeignKey(District, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = "oversight"
        constraints = [
            models.UniqueConstraint(
                fields=["level", "facility", "district"], nulls_distinct=False, name="one_overseer_per_level_and_place"
            ),
            models.CheckConstraint(condition=Q(facility=None) | Q(district=None), name="oversight_of_one_place"),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_level_display().lower()} of {self.facility or self.district or 'everyone else'}"


class Cover(models.Model):
    """While someone is away, a colleague gets their mail about follow-ups and has their checkpoints on the page."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    covered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["first_day", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(user=F("covered_by")), name="nobody_covers_themselves"),
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="cover_ends_after_it_begins"),
        ]

    def __str__(self):
        return f"{self.covered_by} for {self.user}"


class MailChoice(models.Model):
    """How someone wants to hear of their follow-ups: one mail for each, or one a day at their own hour."""

    class Way(models.TextChoices):
        EACH = "each", "One mail for each follow-up, when it falls due"
        DAILY = "daily", "One mail a day"

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_choice")
    way = models.CharField(max_length=10, choices=Way, default=Way.EACH)
    hour = models.PositiveSmallIntegerField(default=7, validators=[MaxValueValidator(23)])
    told_on = models.DateField(null=True, blank=True, help_text="The day of the last daily mail.")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(hour__lte=23), name="daily_mail_at_an_hour")]

    def __str__(self):
        return self.get_way_display()


class CalendarFeed(models.Model):
    """A private address at which a calendar program reads someone's appointments. Only its hash is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(ended_at=None), name="one_calendar_feed_per_user")
        ]

    def __str__(self):
        return f"Calendar feed of {self.user_id}"
