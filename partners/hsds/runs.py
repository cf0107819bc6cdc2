"""A package from received to taken in: kept on disk until the worker reads it."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from accounts import scope
from partners.hsds.importing import Outcome, take_in
from partners.models import DirectoryImport, DirectoryReject
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

MOST_REJECTS = 10_000
State = DirectoryImport.State


def store(content: Iterator[bytes]) -> str:
    """Keep an uploaded package until it is read; returns the name it is stored under."""
    folder = settings.MEDIA_ROOT / "directory"
    folder.mkdir(parents=True, exist_ok=True)
    name = uuid4().hex
    with (folder / name).open("xb") as file:
        (folder / name).chmod(0o600)
        for chunk in content:
            file.write(chunk)
    return name


def receive(*, file_name: str, stored_as: str, source: str, dry_run: bool, by) -> DirectoryImport:
    """Put a stored package in line; the worker takes it from there."""
    return DirectoryImport.objects.create(
        file_name=file_name[-200:], stored_as=stored_as, source=source, dry_run=dry_run, received_by=by
    )


def read_waiting() -> int:
    """Read the packages in line, oldest first, each in a transaction of its own; returns how many."""
    done = 0
    while True:
        with scope.acting_as(scope.worker):
            waiting = DirectoryImport.objects.filter(state=State.RECEIVED).order_by("pk")
            batch = waiting.select_for_update(skip_locked=True).first()
            if batch is None:
                return done
            path = settings.MEDIA_ROOT / "directory" / batch.stored_as
            finish(batch, path)
        with suppress(FileNotFoundError):
            path.unlink()
        done += 1


def finish(batch: DirectoryImport, path: Path) -> Outcome | None:
    """Read the package and write down what came of it; None when it was refused."""
    outcome = None
    try:
        outcome = take_in(path, source=batch.source, dry_run=batch.dry_run)
    except ActionRefused as refused:
        batch.state, batch.refusal = State.REFUSED, str(refused)[:300]
    else:
        batch.state = State.LOOKED if batch.dry_run else State.DONE
        batch.counts, batch.not_kept = outcome.counts, outcome.not_kept
        DirectoryReject.objects.bulk_create(
            DirectoryReject(batch=batch, file=one.file[-80:], line_number=one.line, reason=one.reason, text=one.text)
            for one in outcome.rejects[:MOST_REJECTS]
        )
    batch.finished_at = clock.now()
    batch.save()
    return outcome
