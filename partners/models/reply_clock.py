from django.db import models
from django.db.models import F, Q


class ReplyClock(models.Model):
    """How many business days an organization has to answer a referral, and who hears when it does not (domain.md 2.4).

    One row, edited in administration. A referral keeps the days that were counted when it was sent.
    """

    remind_after = models.PositiveSmallIntegerField(default=2, help_text="The organization is reminded.")
    tell_after = models.PositiveSmallIntegerField(default=5, help_text="Whoever sent it hears.")
    supervisor_after = models.PositiveSmallIntegerField(default=8, help_text="Their supervisor hears.")
    pass_on_after = models.PositiveSmallIntegerField(
        default=10, help_text="It goes to the next in line; with nobody in line the unit head hears."
    )

    class Meta:
        verbose_name = "clock of replies to referrals"
        verbose_name_plural = "clock of replies to referrals"
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_reply_clock"),
            models.CheckConstraint(
                condition=Q(remind_after__gte=1)
                & Q(tell_after__gt=F("remind_after"))
                & Q(supervisor_after__gt=F("tell_after"))
                & Q(pass_on_after__gt=F("supervisor_after")),
                name="reply_clock_goes_up_in_order",
                violation_error_message="Each number has to be larger than the one before it.",
            ),
        ]

    def __str__(self):
        return f"{self.remind_after}, {self.tell_after}, {self.supervisor_after} and {self.pass_on_after} business days"

    @classmethod
    def current(cls) -> "ReplyClock":
        return cls.objects.first() or cls()
