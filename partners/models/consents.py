from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Organization
from cases.models import NeedArea, Person
from partners.querysets import Consents
from reentry_portal import clock


class Consent(models.Model):
    """A signed release of information: who may learn what, until when. Its content never changes (42 CFR 2.31)."""

    class Method(models.TextChoices):
        PAPER = "paper", "On paper, with a witness"
        SCREEN = "screen", "On screen"

    person = models.ForeignKey(Person, models.PROTECT, related_name="consents")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="consents")
    areas = models.ManyToManyField(NeedArea, related_name="+")
    purpose = models.CharField(max_length=200)
    signed_on = models.DateField()
    expires_on = models.DateField()
    method = models.CharField(max_length=10, choices=Method, default=Method.PAPER)
    witness = models.CharField(max_length=120, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = Consents.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["organization", "person"], name="consent_of_organization")]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gte=models.F("signed_on")), name="consent_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(method="paper") | ~Q(witness=""), name="paper_consent_has_a_witness"),
        ]

    def __str__(self):
        return f"Release of information to {self.organization}, until {self.expires_on:%m/%d/%Y}"

    def is_active(self, today) -> bool:
        return self.revoked_at is None and self.signed_on <= today <= self.expires_on
