"""What the two sides of a referral are told, through the outbox: that there is something to read, never what."""

from django.urls import reverse

from accounts.models import User
from followups import outbox
from partners.models import Referral


def referral_sent(referral: Referral) -> None:
    _tell_organization(referral, "referral_new", f"sent-{referral.version}")


def referral_moved(referral: Referral, *, by, once: str) -> None:
    """The other side is told."""
    if by.role == "partner":
        _tell_sender(referral, "referral_news", once)
    else:
        _tell_organization(referral, "referral_news", once)


def referral_ended(referral: Referral) -> None:
    """What was on its way about it does not go out any more; the organization learns that it ended, if it had it."""
    outbox.take_back(once_prefix=f"referral-{referral.pk}-")
    if referral.sent_at is not None:
        _tell_organization(referral, "referral_ended", f"ended-{referral.version}")
    _tell_sender(referral, "referral_ended", f"ended-{referral.version}")


def reply_wanted(referral: Referral) -> None:
    _tell_organization(referral, "referral_reminder", f"reminder-{referral.version}")


def no_reply(referral: Referral) -> None:
    _tell_sender(referral, "referral_no_reply", f"no-reply-{referral.version}")


def still_no_reply(referral: Referral, supervisor: User) -> None:
    """The sender heard days ago, and still nothing."""
    _tell_staff(referral, "referral_still_no_reply", f"still-no-reply-{referral.version}", supervisor.pk)


def nobody_answered(referral: Referral, head: User) -> None:
    _tell_staff(referral, "referral_line_over", f"line-over-{referral.version}", head.pk)


def line_is_over(referral: Referral) -> None:
    _tell_sender(referral, "referral_line_over", f"line-over-{referral.version}")


def _tell_organization(referral: Referral, template: str, once: str) -> None:
    path = reverse("partners:partner-referral", args=[referral.pk])
    for user_id in User.objects.filter(organization=referral.organization_id, is_active=True).values_list(
        "pk", flat=True
    ):
        _put(referral, template, once, user_id, path)


def _tell_sender(referral: Referral, template: str, once: str) -> None:
    _tell_staff(referral, template, once, referral.sent_by_id)


def _tell_staff(referral: Referral, template: str, once: str, user_id: int) -> None:
    _put(referral, template, once, user_id, reverse("partners:referral", args=[referral.pk]))


def _put(referral: Referral, template: str, once: str, user_id: int, path: str) -> None:
    outbox.tell(
        once=f"referral-{referral.pk}-{once}-{user_id}",
        template=template,
        to=user_id,
        path=path,
        facts={"number": str(referral)},
    )
