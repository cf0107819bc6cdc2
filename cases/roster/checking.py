"""What a roster file holds: read into rows of its own, refused, set aside or ready; nothing of a person moves yet."""

import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from accounts import scope
from cases.models import RosterBatch, RosterReject, RosterRow
from cases.roster import extract, fak930, nightly
from cases.roster.comparing import FORMER, PEOPLE_AT_ONCE, differences, must_be_of_its_time, named_before
from cases.roster.doubts import doubts_about
from cases.roster.staging import stage
from reentry_portal.errors import ActionRefused

FORMATS = {RosterBatch.Format.FAK930: fak930, RosterBatch.Format.CSV: extract}
State = RosterBatch.State
Kind = RosterRow.Kind


def check(batch: RosterBatch) -> None:
    """Read the file, and say of each person what it would change. Raises ActionRefused when it is refused whole."""
    path = settings.MEDIA_ROOT / "rosters" / batch.stored_as
    with scope.acting_as(scope.worker):
        batch.state = State.CHECKING
        batch.save(update_fields=["state"])
    try:
        with _opened(path) as (file, size):
            room = FORMATS[batch.format] if batch.format else _recognized(batch, file)
            with scope.acting_as(scope.worker):
                must_be_of_its_time(batch)
            stage(batch, room.read(file), share_read=lambda: file.tell() / size)
    except ActionRefused:
        path.unlink(missing_ok=True)
        raise
    with scope.acting_as(scope.worker):
        _name_the_missing(batch)
    _compare(batch)
    path.unlink(missing_ok=True)
    if batch.is_nightly:
        nightly.give_back(batch)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """The file and its size in bytes; of a zip, as the department's site offers it, the one file inside."""
    if not path.exists():
        raise ActionRefused("The stored file is gone. Bring it again.")
    size = path.stat().st_size
    if not size:
        raise ActionRefused("The file is empty.")
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            yield file, size
        return
    try:
        with zipfile.ZipFile(path) as archive:
            if len(archive.namelist()) != 1:
                raise ActionRefused("The zip holds more than one file. Bring the roster itself.")
            inside = archive.infolist()[0]
            with archive.open(inside) as file:
                yield file, max(inside.file_size, 1)
    except zipfile.BadZipFile as error:
        raise ActionRefused("The zip is damaged.") from error


def _recognized(batch: RosterBatch, file: BinaryIO):
    start = file.read(4096)
    file.seek(0)
    for format, room in FORMATS.items():
        if room.looks_like(start):
            batch.format = format
            with scope.acting_as(scope.worker):
                batch.save(update_fields=["format"])
            return room
    raise ActionRefused("This is no roster: neither the fixed-width file (FAK930) nor an extract with a doc_id column.")


def _name_the_missing(batch: RosterBatch) -> None:
    """Put a row without lines for each person inside whom the last roster named and this one does not.

    Whose line was set aside was named all the same: what the last roster said of that person stands.
    """
    given_up = list(batch.rows.filter(said__has_key=FORMER).values_list(f"said__{FORMER}", flat=True))
    gone = named_before(batch).exclude(doc_number__in=batch.rows.values("doc_number")).exclude(doc_number__in=given_up)
    set_aside = set(batch.rejects.exclude(doc_number="").values_list("doc_number", flat=True))
    RosterRow.objects.bulk_create(
        (
            RosterRow(
                batch=batch,
                doc_number=row.doc_number,
                name=row.name,
                said=row.said if row.doc_number in set_aside else {},
            )
            for row in gone.iterator(2000)
        ),
        batch_size=2000,
    )


def _compare(batch: RosterBatch) -> None:
    skipped, unmapped, counts = Counter(batch.skipped), Counter(), Counter()
    after = 0
    while True:
        with scope.acting_as(scope.worker):
            rows = list(batch.rows.filter(pk__gt=after).order_by("pk")[:PEOPLE_AT_ONCE])
            if not rows:
                break
            changed = []
            for row, _known_now, found in differences(batch, rows):
                if found.outside:
                    skipped[found.outside] += row.lines
                elif row.lines:
                    counts["people"] += 1
                unmapped.update(found.unmapped)
                if found.kinds:
                    counts.update(found.kinds)
                    row.kinds, row.text = found.kinds, "\n".join(found.texts)
                    changed.append(row)
            RosterRow.objects.bulk_update(changed, ["kinds", "text"])
        after = rows[-1].pk
    counts["set_aside"] = _set_aside(batch)
    with scope.acting_as(scope.worker):
        batch.skipped, batch.counts = dict(skipped), {**counts, "unmapped": dict(unmapped)}
        batch.doubts = doubts_about(
            gone=counts[Kind.MISSING],
            named_before=named_before(batch).count(),
            faults=counts["set_aside"],
            lines=batch.lines_read,
            lines_before=_lines_before(batch),
        )
        # What comes at night waits for no one, unless there is doubt.
        unasked = State.APPLYING if batch.is_nightly else State.CHECKED
        batch.state = State.QUARANTINED if batch.doubts else unasked
        batch.save(update_fields=["skipped", "counts", "doubts", "state"])


def _lines_before(batch: RosterBatch) -> list[int]:
    applied = RosterBatch.objects.filter(format=batch.format, state=State.APPLIED).order_by("-as_of", "-pk")
    return list(applied.values_list("lines_read", flat=True)[:7])


def _set_aside(batch: RosterBatch) -> int:
    with scope.acting_as(scope.worker):
        return RosterReject.objects.filter(batch=batch).count()
