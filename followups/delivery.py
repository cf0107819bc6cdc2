"""Send what is due."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection

from accounts import scope
from cases.models import Case
from followups import words
from followups.models import Message
from reentry_portal import clock

LEASE = timedelta(minutes=2)
TRIES = 5
BACKOFF = timedelta(minutes=5)


def drain() -> dict[str, int]:
    """Send every message that is due. Each step is a scope of its own; the sending happens between them.

    Claim and commit, check again, send, finish by compare-and-set: a crash leaves a claimed row whose lease runs out,
    and it is sent again under the same Message-ID. Any number of these may run at once.
    """
    done = {"sent": 0, "failed": 0, "cancelled": 0}
    while (claimed := _claim()) is not None:
        message, address = claimed
        if address is None:
            done["cancelled"] += 1
            continue
        try:
            _message(message, address).send()
        except OSError as error:
            _give_up_or_retry(message, error)
            done["failed"] += 1
        else:
            _finish(message)
            done["sent"] += 1
    return done


def _claim() -> tuple[Message, str | None] | None:
    """Take one due message for two minutes; its address is None when it must not go out any more."""
    with scope.acting_as(scope.worker):
        with connection.cursor() as cursor:
            cursor.execute(
                """
                update followups_message set state = 'claimed', attempts = attempts + 1,
                       lease_until = public.portal_now() + %s
                 where id = (select id from followups_message
                              where (state = 'queued' and due_at <= public.portal_now())
                                 or (state = 'claimed' and lease_until < public.portal_now())
                              order by due_at, id for update skip locked limit 1)
             returning id
                """,
                [LEASE],
            )
            row = cursor.fetchone()
        if row is None:
            return None
        message = Message.objects.select_related("follow_up__case", "user").get(pk=row[0])
        follow_up = message.follow_up
        wanted = message.user is not None and message.user.is_active
        if follow_up is not None:
            wanted = wanted and follow_up.is_waiting and follow_up.case.state == Case.State.RELEASED
        if not wanted:
            message.state, message.lease_until = Message.State.CANCELLED, None
            message.save(update_fields=["state", "lease_until"])
            return message, None
        return message, message.user.email


def _message(message: Message, address: str) -> EmailMessage:
    said = words.render(message.template, facts=message.facts, path=message.path)
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2]
    headers = {"Message-ID": f"<{message.key}@{host}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(said.subject, said.text, to=[address], headers=headers)


def _finish(message: Message) -> None:
    with scope.acting_as(scope.worker):
        Message.objects.filter(pk=message.pk, state=Message.State.CLAIMED, attempts=message.attempts).update(
            state=Message.State.SENT, sent_at=clock.now(), lease_until=None, error=""
        )


def _give_up_or_retry(message: Message, error: OSError) -> None:
    with scope.acting_as(scope.worker):
        last = message.attempts >= TRIES
        Message.objects.filter(pk=message.pk, state=Message.State.CLAIMED, attempts=message.attempts).update(
            state=Message.State.FAILED if last else Message.State.QUEUED,
            due_at=clock.now() + BACKOFF * 2**message.attempts,
            lease_until=None,
            error=str(error)[:300],
        )
