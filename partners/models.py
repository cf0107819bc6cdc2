from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Organization
from cases.models import Case, County, Need, NeedArea, Person
from partners.querysets import Consents, Referrals, Services
from reentry_portal import clock


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


class Referral(models.Model):
    class State(models.TextChoices):
        SENT = "sent", "Sent"
        QUESTION = "question", "Question asked"
        ACCEPTED = "accepted", "Accepted"
        STARTED = "started", "Started"
        COMPLETED = "completed", "Completed"
        ENDED_EARLY = "ended_early", "Ended early"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"
        EXPIRED = "expired", "Expired"

    OPEN = (State.SENT, State.QUESTION, State.ACCEPTED, State.STARTED)
    ALLOWED = {
        State.SENT: {State.QUESTION, State.ACCEPTED, State.DECLINED, State.WITHDRAWN, State.EXPIRED},
        State.QUESTION: {State.SENT, State.ACCEPTED, State.DECLINED, State.WITHDRAWN, State.EXPIRED},
        State.ACCEPTED: {State.STARTED, State.ENDED_EARLY, State.WITHDRAWN},
        State.STARTED: {State.COMPLETED, State.ENDED_EARLY},
    }

    class Decline(models.TextChoices):
        FULL = "full", "No place free"
        NOT_ELIGIBLE = "not_eligible", "Not eligible"
        OUTSIDE_AREA = "outside_area", "Outside our area"
        NOT_OFFERED = "not_offered", "Service not offered now"
        SERVED = "served", "Already served"
        OTHER = "other", "Other"

    case = models.ForeignKey(Case, models.PROTECT, related_name="referrals")
    need = models.ForeignKey(Need, models.PROTECT, related_name="referrals")
    service = models.ForeignKey(Service, models.PROTECT, related_name="referrals")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="referrals")
    consent = models.ForeignKey(Consent, models.PROTECT, related_name="referrals")
    state = models.CharField(max_length=12, choices=State, default=State.SENT)
    reason = models.TextField("why this referral", help_text="The partner will read this.")
    reply_by = models.DateField()
    sent_at = models.DateTimeField(default=clock.now)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    contact = models.CharField(max_length=200, help_text="Whom the partner calls, as words.")
    question = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.CharField(max_length=20, choices=Decline, blank=True)
    first_contact_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=300, blank=True)

    objects = Referrals.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["organization", "-id"], name="referral_inbox")]
        constraints = [
            models.UniqueConstraint(
                fields=["need", "service"],
                condition=Q(state__in=["sent", "question", "accepted", "started"]),
                name="one_open_referral_per_need_and_service",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(decline_reason=""), name="declined_referral_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["started", "completed"]) | Q(first_contact_on__isnull=False),
                name="started_referral_has_a_first_contact",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["completed", "ended_early"]) | Q(ended_on__isnull=False) & ~Q(outcome=""),
                name="ended_referral_has_a_day_and_an_outcome",
            ),
        ]

    def __str__(self):
        return f"R-{self.pk}"
