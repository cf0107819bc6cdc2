import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models import Appointment, ContactPoint
from followups.gateways import Why
from followups.models.checkpoints import FollowUp
from reentry_portal import clock


class Message(models.Model):
    """One message to go out: the outbox. PostgreSQL is the truth; Celery only rings (security.md D.2).

    Written through `followups.outbox.tell` in the transaction of the change that it tells of. `once` names the
    occasion, so that planning twice changes nothing.
    """

    class Channel(models.TextChoices):
        MAIL = "mail", "Mail"
        TEXT = "text", "Text message"

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting"
        CLAIMED = "claimed", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"
        UNSURE = "unsure", "Not known"
        CANCELLED = "cancelled", "Cancelled"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="What a provider knows it by.")
    once = models.CharField(max_length=120, unique=True, help_text="The occasion, for example referral-41-sent.")
    channel = models.CharField(max_length=10, choices=Channel)
    template = models.CharField(max_length=40)
    facts = models.JSONField(default=dict, blank=True, help_text="What its words need; nothing personal.")
    path = models.CharField(max_length=200, blank=True, help_text="The page to sign in to.")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(ContactPoint, models.PROTECT, null=True, blank=True, related_name="+")
    follow_up = models.ForeignKey(FollowUp, models.CASCADE, null=True, blank=True, related_name="messages")
    appointment = models.ForeignKey(Appointment, models.CASCADE, null=True, blank=True, related_name="messages")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    put_at = models.DateTimeField(default=clock.now)
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    due_at = models.DateTimeField(default=clock.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True, help_text="Handed to the provider; the answer is open.")
    claims = models.PositiveIntegerField(db_default=0, help_text="How often a process took it; tells two apart.")
    attempts = models.PositiveSmallIntegerField(default=0)
    in_doubt = models.BooleanField(default=False, help_text="A try ended without an answer: it may arrive twice.")
    provider_ref = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True, help_text="Someone dealt with what failed.")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(fields=["channel", "due_at", "id"], name="message_queued", condition=Q(state="queued")),
            models.Index(fields=["lease_until"], name="message_claimed", condition=Q(state="claimed")),
            models.Index(
                fields=["id"],
                name="message_for_someone",
                condition=Q(settled_at=None) & (Q(state__in=["failed", "unsure"]) | Q(in_doubt=True)),
            ),
            models.Index(fields=["channel", "sent_at"], name="message_sent", condition=Q(state="sent")),
            models.Index(fields=["provider_ref"], name="message_of_provider", condition=~Q(provider_ref="")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, contact=None, channel="mail") | Q(user=None, contact__isnull=False),
                name="message_has_one_recipient",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent") & Q(sent_at=None),
                name="sent_message_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="claimed", lease_until__isnull=False) | ~Q(state="claimed") & Q(lease_until=None),
                name="claimed_message_has_a_lease",
            ),
        ]

    def __str__(self):
        return f"{self.once} by {self.channel}, {self.state}"


class ReturnedMessage(models.Model):
    """A provider's call that a message it took did not arrive; the worker looks which one it was."""

    channel = models.CharField(max_length=10, choices=Message.Channel)
    provider_ref = models.CharField(max_length=80)
    why = models.CharField(max_length=20, choices=Why)
    reason = models.CharField(max_length=80)
    at = models.DateTimeField(default=clock.now)
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["id"], name="returned_to_handle", condition=Q(handled_at=None))]
        constraints = [
            # A provider calls again when it got no answer.
            models.UniqueConstraint(fields=["channel", "provider_ref", "why"], name="one_return_of_a_message")
        ]

    def __str__(self):
        return f"{self.get_channel_display()} {self.provider_ref}: {self.reason}"


class ChannelPause(models.Model):
    """A channel through which nothing goes until someone resumes it; messages wait."""

    channel = models.CharField(max_length=10, choices=Message.Channel, unique=True)
    since = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self):
        return f"{self.get_channel_display()} paused"
