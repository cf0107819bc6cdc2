"""The mails of signing in (invitations, password links, warnings): written with the change, sent by the worker.

The same promise as reminders (docs/decisions/0004-reminders.md), but below them: `accounts` may not know
`followups`, whose messages go to accounts only and hold no text. These go to people who have no account yet, and hold
a link that nobody else may see.
"""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q

from accounts import scope
from accounts.models import OutgoingMail
from reentry_portal import clock

LEASE = timedelta(minutes=2)
TRIES = 5
BACKOFF = timedelta(minutes=1)
State = OutgoingMail.State


def post(*, to: str, subject: str, body: str) -> None:
    """Put a mail in the outbox, in the transaction that is open."""
    OutgoingMail.objects.create(to=to, subject=subject, body=body)


def drain() -> dict[str, int]:
    """Send what waits. Claim and commit, send, finish by compare-and-set; any number of these may run at once."""
    done = {"sent": 0, "failed": 0}
    while (mail := _claim()) is not None:
        try:
            _message(mail).send()
        except Exception as error:  # whatever the backend raises, SMTP's or a hosted service's: one mail stops no other
            _try_later(mail, error)
            done["failed"] += 1
        else:
            # The text holds a link that opens an account, so it is not kept.
            _finish(mail, state=State.SENT, sent_at=clock.now(), body="", error="")
            done["sent"] += 1
    return done


def _claim() -> OutgoingMail | None:
    with scope.acting_as(scope.worker):
        now = clock.now()
        waiting = Q(state=State.QUEUED, due_at__lte=now) | Q(state=State.CLAIMED, lease_until__lt=now)
        rows = OutgoingMail.objects.select_for_update(skip_locked=True).filter(waiting).order_by("due_at", "key")
        mail = rows.first()
        if mail is not None:
            mail.state, mail.lease_until, mail.attempts = State.CLAIMED, now + LEASE, mail.attempts + 1
            mail.save(update_fields=["state", "lease_until", "attempts"])
        return mail


def _message(mail: OutgoingMail) -> EmailMessage:
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    headers = {"Message-ID": f"<{mail.key}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(mail.subject, mail.body, to=[mail.to], headers=headers)


def _try_later(mail: OutgoingMail, error: Exception) -> None:
    state = State.FAILED if mail.attempts >= TRIES else State.QUEUED
    _finish(mail, state=state, due_at=clock.now() + BACKOFF * 2**mail.attempts, error=_words_of(error)[:300])


def _words_of(error: Exception) -> str:
    """Not all that it says: a hosted service's answer may repeat the mail, and its link."""
    return " ".join(str(part) for part in error.args) or type(error).__name__


def _finish(mail: OutgoingMail, **changes) -> None:
    with scope.acting_as(scope.worker):
        claimed = OutgoingMail.objects.filter(pk=mail.pk, state=State.CLAIMED, attempts=mail.attempts)
        claimed.update(lease_until=None, **changes)
