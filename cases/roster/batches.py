"""A roster file from received to applied. PostgreSQL holds what is to be done; a lost ring costs time, not a file."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from django.conf import settings
from django.db import connection

from accounts import scope
from accounts.models import Role
from cases.models import RosterBatch, RosterRow
from cases.roster.applying import apply
from cases.roster.checking import check
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

ONE_AT_A_TIME = 930_298  # the advisory lock of whoever works through rosters
State = RosterBatch.State
log = logging.getLogger(__name__)


def store(content: Iterator[bytes]) -> str:
    """Keep an uploaded file until it is read; returns the name it is stored under."""
    folder = settings.MEDIA_ROOT / "rosters"
    folder.mkdir(parents=True, exist_ok=True)
    name = uuid4().hex
    with (folder / name).open("xb") as file:
        (folder / name).chmod(0o600)
        for chunk in content:
            file.write(chunk)
    return name


def receive(*, file_name: str, stored_as: str, as_of, within_days: int, by, format: str = "") -> RosterBatch:
    """Put a stored file in line; the worker takes it from there."""
    return RosterBatch.objects.create(
        file_name=file_name[-200:],
        stored_as=stored_as,
        format=format,
        as_of=as_of,
        within_days=within_days,
        received_by=by,
    )


def approve(batch: RosterBatch, *, by=None, reason: str = "") -> RosterBatch:
    """Let a checked roster be applied; `by` is None when the command line or the night does it.

    Raises ActionRefused when it does not wait for that, or when it is in quarantine and no supervisor gives a reason.
    """
    batch = _undecided(batch, "applied")
    if batch.state == State.QUARANTINED:
        if by is not None and by.role != Role.SUPERVISOR:
            raise ActionRefused("This roster is in quarantine. A supervisor decides.")
        if not reason.strip():
            raise ActionRefused("This roster is in quarantine. Say why it is right in spite of that.")
        batch.confirmed_by, batch.confirmation = by, reason.strip()[:200]
    batch.state = State.APPLYING
    batch.save(update_fields=["state", "confirmed_by", "confirmation"])
    return batch


def discard(batch: RosterBatch, *, by) -> RosterBatch:
    """Do not use a checked roster."""
    batch = _undecided(batch, "discarded")
    batch.state, batch.refusal, batch.finished_at = State.REFUSED, f"Discarded by {by.get_full_name()}.", clock.now()
    batch.save(update_fields=["state", "refusal", "finished_at"])
    return batch


def _undecided(batch: RosterBatch, what: str) -> RosterBatch:
    batch = RosterBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.state not in RosterBatch.UNDECIDED:
        raise ActionRefused(f"This roster is {batch.get_state_display().lower()}; it cannot be {what}.")
    return batch


def work_through(*, only: RosterBatch | None = None, wait: bool = False) -> int:
    """Check what was received and apply what was approved, oldest first; returns how many files were worked on.

    One process does this at a time: the others find the lock taken and go (or `wait`).
    """
    done = 0
    with _alone(wait=wait) as alone:
        while alone and (batch := _next(only)):
            step = apply if batch.state == State.APPLYING else check
            try:
                step(batch)
            except ActionRefused as refused:
                _refuse(batch, str(refused))
            done += 1
    return done


@contextmanager
def _alone(*, wait: bool) -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute(f"select pg_{'' if wait else 'try_'}advisory_lock(%s)", [ONE_AT_A_TIME])
        got = wait or cursor.fetchone()[0]
    try:
        yield got
    finally:
        if got:
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


def _next(only: RosterBatch | None) -> RosterBatch | None:
    with scope.acting_as(scope.worker):
        waiting = RosterBatch.objects.filter(state__in=RosterBatch.WAITING)
        if only is not None:
            waiting = waiting.filter(pk=only.pk)
        return waiting.order_by("pk").first()


def _refuse(batch: RosterBatch, why: str) -> None:
    log.warning("Roster %s refused: %s", batch.pk, why)
    with scope.acting_as(scope.worker):
        RosterRow.objects.filter(batch=batch).delete()
        batch.state, batch.refusal, batch.finished_at = State.REFUSED, why[:300], clock.now()
        batch.save(update_fields=["state", "refusal", "finished_at"])
