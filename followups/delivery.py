"""Send what is due: nothing is lost, and what may have gone twice is listed (security.md D.2).

A batch is claimed under a lease and committed. Each letter is checked again and marked as begun, in a transaction that
also finishes the letter before it; the sending itself happens between transactions. After a crash, letters that had
not begun go back to wait, and the one that had is asked for at the provider. All times are the database's.
"""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection

from accounts import scope
from followups import gateways, letters
from followups.gateways import Gateway, Letter
from followups.models import Message
from reentry_portal import clock

State = Message.State
BATCH = 50
LEASE = timedelta(seconds=settings.LEASE_SECONDS)
TRIES = 6
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=2), timedelta(hours=6)
KNOWN_FOR = timedelta(hours=24)  # how long a copy can still be told from a second message

CLAIM = """
    update followups_message set state = 'claimed', claims = claims + 1, begun_at = null,
           lease_until = public.portal_now() + %(lease)s
     where id in (select id from followups_message
                   where state = 'queued' and channel = %(channel)s and due_at <= public.portal_now()
                     and not exists (select from followups_channelpause p where p.channel = %(channel)s)
                   order by due_at, id limit %(batch)s for update skip locked)
 returning *
"""
LEFT_BEHIND = """
    update followups_message set claims = claims + 1, lease_until = public.portal_now() + %(lease)s
     where id in (select id from followups_message
                   where state = 'claimed' and channel = %(channel)s and lease_until < public.portal_now()
                   order by lease_until limit %(batch)s for update skip locked)
 returning *
"""


# The two statements that every letter costs.
BEGIN = """
    update followups_message set begun_at = public.portal_now(), lease_until = public.portal_now() + %s, attempts = %s
     where id = %s and state = 'claimed' and claims = %s and begun_at is null and lease_until > public.portal_now()
"""
SENT = """
    update followups_message set state = 'sent', sent_at = public.portal_now(), provider_ref = %s, error = '',
           lease_until = null, begun_at = null
     where id = %s and state = 'claimed' and claims = %s
"""


@dataclass
class Result:
    """What became of one letter, to be written with the next step."""

    message: Message
    fields: dict
    why: gateways.Why | None = None  # it was refused for good


def drain() -> Counter:
    """Send everything that is due on every channel. Any number of these may run at once; returns counts by state."""
    done = Counter()
    for channel in settings.GATEWAYS:
        with gateways.gateway_for(channel) as gateway:
            while _take_up_what_was_left(channel, gateway, done) + _send_due(channel, gateway, done):
                pass
    return done


def _claim(statement: str, channel: str) -> list[Message]:
    with scope.acting_as(scope.worker):
        claimed = list(Message.objects.raw(statement, {"lease": LEASE, "channel": channel, "batch": BATCH}))
        letters.look_at(claimed)
        return sorted(claimed, key=lambda message: (message.due_at, message.pk))


def _send_due(channel: str, gateway: Gateway, done: Counter) -> int:
    """Claim and send one batch; returns how many letters it was, none when nobody answered."""
    batch = _claim(CLAIM, channel)
    return len(batch) if _send(batch, gateway, done) else 0


def _send(batch: list[Message], gateway: Gateway, done: Counter) -> bool:
    """Send one batch; False when the channel cannot be reached, and all that is left waits for the next ring."""
    result = None
    for place, message in enumerate(batch):
        letter = _finish_and_begin(result, message, done)
        result = None
        if letter is None:
            continue
        try:
            result = _sent(message, gateway.send(letter))
        except gateways.Unreachable as error:
            _let_go(batch[place:], str(error))
            return False
        except gateways.Refused as error:
            result = Result(message, {"state": State.FAILED, "error": str(error)[:300]}, error.why)
        except gateways.NotNow as error:
            result = _again(message, str(error), after=error.after)
        except gateways.Unanswered as error:
            result = _in_doubt(message, letter, gateway, str(error))
    if result is not None:
        with scope.acting_as(scope.worker):
            _finish(result, done)
    return True


def _finish_and_begin(result: Result | None, message: Message, done: Counter) -> Letter | None:
    """Write what became of the letter before, look whether this one still stands, and mark it as begun."""
    with scope.acting_as(scope.worker):
        if result is not None:
            _finish(result, done)
        verdict = letters.for_message(message)
        if isinstance(verdict, letters.Wait):
            _finish(Result(message, {"state": State.QUEUED, "due_at": verdict.until}), done)
            return None
        if isinstance(verdict, letters.Drop):
            _finish(Result(message, {"state": State.CANCELLED, "error": verdict.why}), done)
            return None
        message.attempts += 1
        # A whole lease for the sending itself. Whoever slept through that of the claim leaves the letter to the next.
        return verdict if _changed(BEGIN, LEASE, message.attempts, message.pk, message.claims) else None


def _changed(statement: str, *values) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount == 1


def _mine(message: Message):
    """The row as this process claimed it. Whoever slept through the lease finds nothing here to write to."""
    return Message.objects.filter(pk=message.pk, state=State.CLAIMED, claims=message.claims)


def _finish(result: Result, done: Counter) -> None:
    fields = {"lease_until": None, "begun_at": None, **result.fields}
    if fields["state"] == State.SENT:
        if _changed(SENT, fields["provider_ref"], result.message.pk, result.message.claims):
            done[State.SENT] += 1
        else:
            # It slept through its lease and then sent: another process has the letter, so there may be two.
            Message.objects.filter(pk=result.message.pk).update(in_doubt=True)
        return
    if fields["state"] == State.QUEUED and "due_at" not in fields:
        fields["due_at"] = clock.now() + fields.pop("pause")
    fields.pop("pause", None)
    if _mine(result.message).update(**fields):
        done[fields["state"]] += 1
        if result.why and result.message.contact_id:
            letters.came_back(result.message, result.why)


def _sent(message: Message, ref: str) -> Result:
    return Result(message, {"state": State.SENT, "provider_ref": ref, "error": ""})


def _again(message: Message, error: str, *, after=timedelta(), **fields) -> Result:
    """Later, twice as late each time and never all at once; after the last try it is someone's task."""
    if message.attempts >= TRIES:
        return Result(message, {"state": State.FAILED, "error": error[:300], **fields})
    pause = min(FIRST_PAUSE * 2 ** (message.attempts - 1), LONGEST_PAUSE) * random.uniform(0.75, 1.25)  # noqa: S311
    return Result(message, {"state": State.QUEUED, "pause": max(pause, after), "error": error[:300], **fields})


def _in_doubt(message: Message, letter: Letter, gateway: Gateway, error: str, **again) -> Result:
    """Ask the provider. If it cannot tell, send again where a copy can be told, else leave it to a person."""
    ref = gateway.look_up(letter)
    if ref:
        return _sent(message, ref)
    if ref == "":
        return _again(message, error, **again)
    if gateway.may_repeat:
        return _again(message, error, in_doubt=True, **again)
    return Result(message, {"state": State.UNSURE, "error": error[:300], "in_doubt": True})


def _let_go(messages: list[Message], error: str) -> None:
    """Nobody answered: what is left waits on, no try counted and its place in the line kept."""
    with scope.acting_as(scope.worker):
        begun, *others = messages
        begun.attempts -= 1
        for message in (begun, *others):
            _mine(message).update(
                state=State.QUEUED,
                attempts=message.attempts,
                lease_until=None,
                begun_at=None,
                error=error[:300],
            )


def _take_up_what_was_left(channel: str, gateway: Gateway, done: Counter) -> int:
    """What a crashed process had claimed: not begun goes back to wait, begun is asked for at the provider."""
    left = _claim(LEFT_BEHIND, channel)
    for message in left:
        if message.begun_at is None:
            result = Result(message, {"state": State.QUEUED, "due_at": message.due_at})
        else:
            with scope.acting_as(scope.worker):
                letter, now = letters.as_begun(message), clock.now()
            if letter is None or now - message.begun_at > KNOWN_FOR:
                why = "A process stopped while it was being sent."
                result = Result(message, {"state": State.UNSURE, "error": why, "in_doubt": True})
            else:
                why = "A process stopped while it was being sent."
                result = _in_doubt(message, letter, gateway, why, due_at=message.due_at)
        with scope.acting_as(scope.worker):
            _finish(result, done)
        done["taken up"] += 1
    return len(left)
