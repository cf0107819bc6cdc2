from django.db import models

from cases.models.case import Person
from reentry_portal import clock


class ContactPoint(models.Model):
    """One way to reach a person after release, and whether words left there are safe (domain.md 2.4)."""

    class Kind(models.TextChoices):
        PHONE = "phone", "Phone"
        MAIL = "mail", "Email"
        ADDRESS = "address", "Postal address"
        THROUGH = "through", "Through someone"

    person = models.ForeignKey(Person, models.PROTECT, related_name="contact_points")
    kind = models.CharField(max_length=10, choices=Kind)
    value = models.CharField(max_length=200)
    whose = models.CharField(max_length=80, blank=True, help_text="Empty when it is the person's own.")
    safe_for_messages = models.BooleanField(default=False, help_text="The person said that words left here are safe.")
    added_at = models.DateTimeField(default=clock.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["ended_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "value"],
                condition=models.Q(ended_at=None),
                name="one_current_contact_point_per_value",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | ~models.Q(end_reason=""), name="ended_contact_point_has_a_reason"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.value}"
