from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Organization
from cases.models import Case, Need
from partners.models.consents import Consent
from partners.models.directory import Service
from partners.querysets import Referrals
from reentry_portal import clock


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
