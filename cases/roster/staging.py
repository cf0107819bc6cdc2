"""From lines to one row a person, in the database, so that memory does not grow with the file."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import batched
from pathlib import Path

from django.db import connection

from accounts import scope
from cases.models import RosterBatch, RosterReject, RosterRow
from cases.roster.lines import Line
from reentry_portal.errors import ActionRefused

LINES_AT_ONCE = 10_000
FIRST_LOOK = 200
MOST_FAULTS = 0.10
MERGE = (Path(__file__).parent / "merge.sql").read_text()


def stage(batch: RosterBatch, lines: Iterable[Line], *, share_read) -> None:
    """Read the lines into rows of the batch, setting faulty ones aside and counting the rest by reason.

    `share_read()` tells how much of the file was read, from 0 to 1. Raises ActionRefused when the file has no lines or
    when more than a tenth of them fail.
    """
    seen: Counter = Counter()
    skipped: Counter = Counter()
    with scope.acting_as(scope.worker):
        _make_room(batch)
    for chunk in batched(_looked_at(lines), LINES_AT_ONCE, strict=False):
        faults = [line for line in chunk if line.fault]
        seen["lines"] += len(chunk)
        seen["faults"] += len(faults)
        skipped.update(line.skipped for line in chunk if line.skipped)
        batch.lines_read, batch.skipped = seen["lines"], dict(skipped)
        batch.lines_total = round(seen["lines"] / max(share_read(), 0.001))
        with scope.acting_as(scope.worker):
            _copy(line for line in chunk if line.said is not None)
            RosterReject.objects.bulk_create(
                RosterReject(
                    batch=batch,
                    line_number=line.number,
                    doc_number=line.doc_number,
                    reason=line.fault[:200],
                    text=line.text[:1000],
                )
                for line in faults
            )
            batch.save(update_fields=["lines_read", "lines_total", "skipped"])
    if not seen["lines"]:
        raise ActionRefused("The file is empty.")
    if seen["faults"] > MOST_FAULTS * seen["lines"]:
        raise ActionRefused(
            f"{seen['faults']:,} of {seen['lines']:,} lines cannot be read. More than a tenth is too many: nothing "
            "was taken in."
        )
    batch.lines_total = batch.lines_read
    with scope.acting_as(scope.worker), connection.cursor() as cursor:
        cursor.execute("analyze roster_line")
        cursor.execute(MERGE, {"batch": batch.pk})
        cursor.execute("drop table roster_line")
        batch.save(update_fields=["lines_total"])


def _make_room(batch: RosterBatch) -> None:
    """Start from nothing, also when an earlier reading of the same file broke off."""
    RosterRow.objects.filter(batch=batch).delete()
    RosterReject.objects.filter(batch=batch).delete()
    with connection.cursor() as cursor:
        cursor.execute("drop table if exists roster_line")
        cursor.execute("create temporary table roster_line (line bigint, doc_number text, cycle text, said jsonb)")


def _copy(lines: Iterable[Line]) -> None:
    buffer = StringIO()
    csv.writer(buffer).writerows((line.number, line.doc_number, line.cycle, json.dumps(line.said)) for line in lines)
    buffer.seek(0)
    with connection.cursor() as cursor:
        # A cycle that a format does not have is an empty text, not null: a person's lines must share it.
        cursor.copy_expert("copy roster_line from stdin with (format csv, force_not_null (cycle))", buffer)


def _looked_at(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines; a file whose beginning makes no sense is refused before all of it is read."""
    faults = 0
    for place, line in enumerate(lines, start=1):
        faults += bool(line.fault)
        if place == FIRST_LOOK and faults > FIRST_LOOK / 2:
            raise ActionRefused(f"This is not a file of the format: {faults} of its first {place} lines make no sense.")
        yield line
