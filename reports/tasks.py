import logging

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse

from accounts import scope
from accounts.models import Role, User
from audit import chain
from cases.models import EmergencyAccess
from followups import outbox
from reentry_portal import clock
from reports import oversight

log = logging.getLogger(__name__)
NEWEST = 50


@shared_task
def watch_over_the_trail() -> bool:
    """Every night: verify the chain against the anchors outside, and write the next anchor down if it is whole.

    When it is not, the verdict stands on the page Oversight and on the supervisors' My day, and goes to the log and to
    OVERSIGHT_ADDRESS. Returns whether it is whole.
    """
    with scope.acting_as(scope.worker):
        check = chain.verify(chain.kept_anchors())
        alerts = oversight.chain_alerts(check)
    if alerts:
        log.critical("%s", alerts[0])
        _mail("Alert: the audit trail is not whole", f"{alerts[0]}\n\n{_page()}\n", key=f"trail-{check.pk}")
        return False
    with scope.acting_as(scope.worker):
        chain.anchor()
    return True


@shared_task
def tell_of_emergencies() -> None:
    """Every half minute: each supervisor is told by mail, once, of every emergency access that waits for a review."""
    with scope.acting_as(scope.worker):
        waiting = list(EmergencyAccess.objects.to_review().order_by("-pk").values_list("pk", "user_id")[:NEWEST])
        supervisors = list(User.objects.filter(role=Role.SUPERVISOR, is_active=True)) if waiting else []
        for pk, opener in waiting:
            for supervisor in supervisors:
                if supervisor.pk != opener:
                    outbox.tell(
                        once=f"emergency-{pk}-{supervisor.pk}",
                        template="emergency_opened",
                        to=supervisor,
                        path=reverse("cases:review-emergency", args=[pk]),
                    )


@shared_task
def send_weekly_digest() -> None:
    """Every Monday: the week's figures, without a name. Sent twice, it has the same Message-ID and shows once."""
    with scope.acting_as(scope.worker):
        found, week = oversight.digest(), clock.today().strftime("%G-W%V")
    _mail(f"Reentry Portal: week {week}", f"{oversight.as_text(found)}\n{_page()}\n", key=f"digest-{week}")


def _page() -> str:
    return f"More: {settings.PORTAL_URL}{reverse('reports:oversight')}"


def _mail(subject: str, body: str, *, key: str) -> None:
    if settings.OVERSIGHT_ADDRESS:
        host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
        headers = {"Message-ID": f"<{key}@{host}>", "Auto-Submitted": "auto-generated"}
        EmailMessage(subject, body, to=[settings.OVERSIGHT_ADDRESS], headers=headers).send()
