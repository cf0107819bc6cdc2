from django.db import models

from accounts.models import Organization
from cases.models import County, NeedArea
from partners.querysets import Services


class Service(models.Model):
    """What an organization offers: for which needs, in which counties, to whom."""

    class Setting(models.TextChoices):
        INSIDE = "inside", "In prison"
        AFTER = "after", "After release"
        BOTH = "both", "In prison and after"

    class Serves(models.TextChoices):
        EVERYONE = "A", "Women and men"
        WOMEN = "F", "Women"
        MEN = "M", "Men"

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="services")
    name = models.CharField(max_length=120)
    areas = models.ManyToManyField(NeedArea, related_name="services")
    counties = models.ManyToManyField(County, blank=True, related_name="services")
    statewide = models.BooleanField(default=False)
    setting = models.CharField(max_length=10, choices=Setting, default=Setting.AFTER)
    serves = models.CharField(max_length=1, choices=Serves, default=Serves.EVERYONE)
    open_places = models.PositiveSmallIntegerField(null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True, help_text="When the organization last said this is right.")
    phone = models.CharField(max_length=20, blank=True)
    description = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)

    objects = Services.as_manager()

    class Meta:
        ordering = ["organization__name", "name"]
        constraints = [models.UniqueConstraint(fields=["organization", "name"], name="one_service_per_name")]

    def __str__(self):
        return f"{self.name}, {self.organization.name}"
