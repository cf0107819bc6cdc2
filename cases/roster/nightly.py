"""The watched folder: every night the department's transfer leaves a folder with files and, last, a manifest.

The manifest (manifest.json) is checked before any file is touched: schema version, file names, sizes in rows, SHA-256
(IM-01, domain.md 7.5). What is right is put in line and applied without anyone asking, unless it raises doubts; what is
wrong is on the page Roster as refused, with the reason. The night's folder is emptied either way; a file that came
before is harmless (IM-03).
"""

import csv
import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from accounts import scope
from cases.models import RosterBatch
from cases.roster import batches
from reentry_portal import clock
from reentry_portal.csv_rows import harmless
from reentry_portal.errors import ActionRefused

MANIFEST = "manifest.json"
RETURNED = "returned"
SCHEMA_VERSIONS = (1,)
CHUNK = 1 << 20
State = RosterBatch.State


@dataclass(frozen=True)
class Manifest:
    as_of: date
    name: str
    rows: int
    sha256: str


def collect() -> int:
    """Take in every night that lies complete in the watched folder, oldest first; returns how many were put in line."""
    if not settings.ROSTER_FOLDER:
        return 0
    folder = Path(settings.ROSTER_FOLDER)
    nights = sorted(path.parent for path in folder.glob(f"*/{MANIFEST}")) if folder.is_dir() else []
    return sum(_take(night) for night in nights if night.name != RETURNED)


def _take(night: Path) -> bool:
    batch = RosterBatch(file_name=night.name[-200:], as_of=clock.today(), is_nightly=True)
    try:
        manifest = read_manifest(night / MANIFEST)
        batch.file_name, batch.as_of, batch.checksum = (
            f"{night.name}/{manifest.name}"[-200:],
            manifest.as_of,
            manifest.sha256,
        )
        _must_be_as_promised(night / manifest.name, manifest)
        with scope.acting_as(scope.worker):
            before = RosterBatch.objects.filter(checksum=manifest.sha256, as_of=manifest.as_of)
            if before.exclude(state=State.REFUSED).exists():
                shutil.rmtree(night)
                return False
        with (night / manifest.name).open("rb") as file:
            batch.stored_as = batches.store(iter(lambda: file.read(CHUNK), b""))
    except ActionRefused as refused:
        batch.state, batch.refusal, batch.finished_at = State.REFUSED, str(refused)[:300], clock.now()
    with scope.acting_as(scope.worker):
        batch.save(force_insert=True)
    shutil.rmtree(night)
    return batch.state == State.RECEIVED


def read_manifest(path: Path) -> Manifest:
    """What the night promises. Raises ActionRefused on a manifest that is none."""
    try:
        said = json.loads(path.read_text("utf-8"))
        if said["schema_version"] not in SCHEMA_VERSIONS:
            raise ActionRefused(f"The manifest is of schema version {said['schema_version']}; 1 is known here.")
        (file,) = said["files"]
        manifest = Manifest(
            as_of=date.fromisoformat(said["as_of"]),
            name=str(file["name"]),
            rows=int(file["rows"]),
            sha256=str(file["sha256"]).lower(),
        )
    except (KeyError, TypeError, ValueError, UnicodeDecodeError) as error:
        raise ActionRefused(
            "The manifest cannot be read: it names no day, or not one file with rows and sha256."
        ) from error
    if Path(manifest.name).name != manifest.name or manifest.name in (MANIFEST, ".", ".."):
        raise ActionRefused("The manifest names a file outside its folder.")
    return manifest


def _must_be_as_promised(path: Path, manifest: Manifest) -> None:
    if not path.is_file() or path.is_symlink():
        raise ActionRefused(f"The manifest names {manifest.name}, and it is not there.")
    digest, rows = hashlib.sha256(), 0
    for chunk in _chunks(path):
        digest.update(chunk)
        rows += chunk.count(b"\n")
    if digest.hexdigest() != manifest.sha256:
        raise ActionRefused("The file is not the one of the manifest: its checksum differs.")
    with path.open("rb") as file:
        rows -= file.read(5).lower().startswith((b"doc_i", b'"doc_', b"\xef\xbb\xbfdo"))  # the header of an extract
    if rows != manifest.rows:
        raise ActionRefused(f"The manifest promises {manifest.rows:,} rows; the file has {rows:,}.")


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def give_back(batch: RosterBatch) -> None:
    """Leave the lines set aside where the department fetches them (IM-14)."""
    if not settings.ROSTER_FOLDER:
        return
    with scope.acting_as(scope.worker):
        lines = list(batch.rejects.values_list("line_number", "reason", "text"))
    if not lines:
        return
    folder = Path(settings.ROSTER_FOLDER) / RETURNED
    folder.mkdir(exist_ok=True)
    with (folder / f"{batch.as_of:%Y-%m-%d}-{batch.pk}-set-aside.csv").open("w", newline="", encoding="utf-8") as file:
        Path(file.name).chmod(0o600)
        writer = csv.writer(file)
        writer.writerow(("line", "reason", "text"))
        writer.writerows((number, harmless(why), harmless(text)) for number, why, text in lines)


def purge() -> None:
    """Take away what was given back more than ROSTER_KEEP_DAYS ago (IM-15)."""
    if not settings.ROSTER_FOLDER:
        return
    for path in (Path(settings.ROSTER_FOLDER) / RETURNED).glob("*-set-aside.csv"):
        try:
            day = date.fromisoformat(path.name[:10])
        except ValueError:
            continue
        if (clock.today() - day).days > settings.ROSTER_KEEP_DAYS:
            path.unlink()
