from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.models import ContactPoint, Person
from reentry_portal import clock


class Agreement(models.Model):
    """The person agreed to get reminders at one number or address. Nothing goes to anyone without one."""

    class How(models.TextChoices):
        IN_PERSON = "in_person", "Said so in person"
        PHONE = "phone", "Said so on the phone"
        SIGNED = "signed", "Signed a form"

    class Language(models.TextChoices):
        ENGLISH = "en", "English"
        SPANISH = "es", "Spanish"

    person = models.ForeignKey(Person, models.PROTECT, related_name="agreements")
    contact = models.ForeignKey(ContactPoint, models.PROTECT, related_name="agreements")
    how = models.CharField(max_length=10, choices=How)
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    agreed_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["ended_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact"], condition=Q(ended_at=None), name="one_current_agreement_per_contact"
            ),
            models.CheckConstraint(condition=Q(ended_at=None) | ~Q(end_reason=""), name="ended_agreement_has_a_reason"),
        ]

    def __str__(self):
        return f"Reminders to {self.contact_id} since {self.agreed_at:%m/%d/%Y}"


class InboundText(models.Model):
    """A text that came in. Of its words only their meaning is kept; whoever replies to a reminder may write anything.

    A stop counts from the moment the row is here (delivery asks for it); the worker then ends the agreement.
    """

    class Word(models.TextChoices):
        STOP = "stop", "Stop"
        HELP = "help", "Help"
        OTHER = "other", "Something else"

    number = models.CharField(max_length=10, help_text="Ten digits.")
    word = models.CharField(max_length=10, choices=Word)
    provider_ref = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField(default=clock.now)
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["number", "at"], name="inbound_of_number"),
            models.Index(fields=["id"], name="inbound_to_handle", condition=Q(handled_at=None)),
        ]

    def __str__(self):
        return f"{self.get_word_display()}, {self.at:%m/%d/%Y}"
