"""What administrators and staff do with the outbox itself."""

from uuid import uuid4

from django.db import transaction

from followups import outbox, words
from followups.models import ChannelPause, Message
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

State = Message.State


def pause(*, channel: str, by) -> ChannelPause:
    """Nothing more goes through this channel; what is being sent in this moment still may."""
    row, _ = ChannelPause.objects.get_or_create(channel=channel, defaults={"by": by})
    return row


def resume(*, channel: str) -> None:
    ChannelPause.objects.filter(channel=channel).delete()


@transaction.atomic
def settle(*, message: Message, again: bool, by) -> Message:
    """Someone looked at a message that failed or of which nothing is known: send it again, or take it as dealt with."""
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if message.settled_at is not None:
        raise ActionRefused("Someone dealt with this message already.")
    if again:
        if message.state not in (State.FAILED, State.UNSURE):
            raise ActionRefused("This message went out; it is not sent again.")
        message.state, message.attempts, message.due_at, message.in_doubt = State.QUEUED, 0, clock.now(), False
        message.save(update_fields=["state", "attempts", "due_at", "in_doubt"])
        return message
    message.settled_at, message.settled_by = clock.now(), by
    message.save(update_fields=["settled_at", "settled_by"])
    return message


def send_test(*, template: str, by) -> Message:
    """The words of a template to whoever asks, with made-up facts."""
    return outbox.tell(once=f"test-{uuid4()}", template=template, to=by, path="/", facts=words.SAMPLE)
