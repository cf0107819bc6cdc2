"""The outbox: messages that go out because something changed, written in the transaction of that change.

Any room above calls `tell`; a worker sends what is due (followups/delivery.py). Words stand in templates/messages/.
"""

from datetime import datetime

from django.db import connection

from accounts.models import User
from cases.models import Appointment, ContactPoint
from followups import words
from followups.models import FollowUp, Message

Channel = Message.Channel


def tell(
    *,
    once: str,
    template: str,
    to: User | ContactPoint | int,
    path: str = "",
    due_at: datetime | None = None,
    facts: dict | None = None,
    about: FollowUp | Appointment | None = None,
) -> Message:
    """Put one message in the outbox, for now or for `due_at`; the same `once` a second time changes nothing.

    `to` is someone who signs in (or their id: partners cannot read staff), who gets mail; or a person's contact
    point, which gets a text or mail when the person agreed to it. `path` is the page to sign in to, `facts` what the
    words need. Sent only if what it is `about` still stands then. Returns the row as it was put.

    Raises ValueError for words or facts that do not exist: see followups/words.py.
    """
    facts = facts or {}
    words.check(template, facts)
    contact = to if isinstance(to, ContactPoint) else None
    user_id = None if contact else to if isinstance(to, int) else to.pk
    channel = Channel.TEXT if contact and contact.kind == ContactPoint.Kind.PHONE else Channel.MAIL
    message = Message(
        once=once,
        channel=channel,
        template=template,
        facts=facts,
        path=path,
        user_id=user_id,
        contact=contact,
        follow_up=about if isinstance(about, FollowUp) else None,
        appointment=about if isinstance(about, Appointment) else None,
    )
    if due_at is not None:
        message.due_at = due_at
    with connection.cursor() as cursor:
        cursor.execute(
            "select public.outbox_put(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                once,
                channel,
                template,
                Message._meta.get_field("facts").get_db_prep_value(facts, connection),
                path,
                due_at,
                user_id,
                contact and contact.pk,
                message.follow_up_id,
                message.appointment_id,
            ],
        )
        (message.pk,) = cursor.fetchone()
    message._state.adding = False
    return message


def take_back(*, once_prefix: str) -> int:
    """Cancel what has not gone yet of everything whose `once` starts like this; returns how many.

    The prefix names one thing: "referral-41-".
    """
    with connection.cursor() as cursor:
        cursor.execute("select public.outbox_take_back(%s)", [once_prefix])
        return cursor.fetchone()[0]
