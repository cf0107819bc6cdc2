"""What providers told of messages that did not arrive."""

from datetime import timedelta

from django.db import transaction

from followups import letters
from followups.gateways import Why
from followups.models import Message, ReturnedMessage
from reentry_portal import clock

State = Message.State
# The call may be faster than our own note that the message was taken.
WAITS_FOR_ITS_MESSAGE = timedelta(hours=1)
BATCH = 200


@transaction.atomic
def handle_returns() -> int:
    """A message that came back is someone's task; its number or address ends when the provider says there is none."""
    now = clock.now()
    rows = list(
        ReturnedMessage.objects.filter(handled_at=None).select_for_update(skip_locked=True).order_by("pk")[:BATCH]
    )
    known = {
        (message.channel, message.provider_ref): message
        for message in Message.objects.filter(provider_ref__in=[row.provider_ref for row in rows])
        .select_related("contact")
        .select_for_update(of=("self",))
    }
    handled = []
    for row in rows:
        message = known.get((row.channel, row.provider_ref))
        if message is None and now - row.at < WAITS_FOR_ITS_MESSAGE:
            continue
        if message is not None:
            _came_back(message, row)
        row.handled_at = now
        handled.append(row)
    ReturnedMessage.objects.bulk_update(handled, ["handled_at"])
    return len(handled)


def _came_back(message: Message, row: ReturnedMessage) -> None:
    # A complaint or an opt-out comes after it arrived.
    if message.state == State.SENT and row.why != Why.OPTED_OUT:
        message.state, message.sent_at, message.error = State.FAILED, None, row.reason
        message.save(update_fields=["state", "sent_at", "error"])
    if message.contact_id is not None:
        letters.came_back(message, Why(row.why))
