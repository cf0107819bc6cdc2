from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Organization
from reentry_portal import clock


class Agreement(models.Model):
    """A paper between the department and an organization. When it lapses, the organization's sign-ins stop."""

    class Kind(models.TextChoices):
        MOU = "mou", "Memorandum of understanding"
        VOLUNTEER = "volunteer", "Volunteer agreement"
        QSOA = "qsoa", "Qualified service organization agreement (42 CFR Part 2)"
        BAA = "baa", "Business associate agreement (HIPAA)"

    # P2-16: each of these two has to be current, where there is one at all.
    COOPERATION = (Kind.MOU, Kind.VOLUNTEER)
    HEALTH = (Kind.QSOA, Kind.BAA)

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="agreements")
    kind = models.CharField(max_length=10, choices=Kind)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=80, blank=True, help_text="Number of the paper in the department's files.")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="agreement_ends_after_it_starts"
            )
        ]

    def __str__(self):
        return self.get_kind_display()

    def is_current(self, today) -> bool:
        return self.starts_on <= today and (self.ends_on is None or self.ends_on >= today)
