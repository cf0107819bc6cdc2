from django.conf import settings
from django.db import models


class County(models.Model):
    """A county of Missouri by the department's four-letter code, the City of St. Louis, or out of state (OTST)."""

    code = models.CharField(max_length=4, unique=True)
    name = models.CharField(max_length=40)
    fips = models.CharField(max_length=3, blank=True)
    # The middle of the county, for distances.
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "counties"

    def __str__(self):
        return self.name


class District(models.Model):
    """A probation and parole district. Codes carry no leading zero."""

    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=60)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name", "code"]

    def __str__(self):
        return self.name


class Facility(models.Model):
    class Kind(models.TextChoices):
        PRISON = "prison", "Prison"
        SUPERVISION_CENTER = "csc", "Community supervision center"
        TRANSITION_CENTER = "transition", "Transition center"
        OTHER = "other", "Other"

    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=30)
    city = models.CharField(max_length=40, blank=True)
    county = models.ForeignKey(County, models.PROTECT, null=True, blank=True)
    sex = models.CharField(max_length=1, blank=True, choices=[("M", "Men"), ("F", "Women")])
    kind = models.CharField(max_length=10, choices=Kind)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "facilities"

    def __str__(self):
        return self.name


class Posting(models.Model):
    """Where a member of staff works; a coordinator sees the people of these facilities."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="postings")
    facility = models.ForeignKey(Facility, models.CASCADE, related_name="postings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "facility"], name="one_posting_per_user_and_facility")]

    def __str__(self):
        return f"{self.user} at {self.facility.short_name}"
