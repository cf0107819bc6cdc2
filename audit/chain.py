"""The hash chain over the trail: verify it, and write its head down outside the database.

The database makes the links (audit/sql/chain.sql). The chain alone shows a changed, removed, added or swapped event;
cutting off its end, or making all of it anew, shows only against an anchor that is kept elsewhere.
"""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection

from audit.models import AuditAnchor, AuditCheck
from reentry_portal import clock

LINE = re.compile(r"^(\d+) (\S+) ([0-9a-f]{64})$")


class AnchorsUnreadable(ValueError):
    """A file of anchors holds a line that is not one; the message names the line."""


@dataclass(frozen=True)
class Anchor:
    """The chain's last link at some moment: its number, when it was made (UTC), its hash (hex)."""

    number: int
    at: datetime
    hash: str

    def __str__(self) -> str:
        return f"{self.number} {self.at.astimezone(UTC).isoformat(timespec='microseconds')} {self.hash}"


def last_link() -> Anchor | None:
    """Where the chain ends now; None while nothing was ever recorded."""
    with connection.cursor() as cursor:
        cursor.execute("select number, at, hash from public.audit_last_link()")
        row = cursor.fetchone()
    return Anchor(*row) if row else None


def read_anchors(file: Path) -> list[Anchor]:
    """The anchors of a file, one a line: number, time, hash. Raises AnchorsUnreadable, or OSError without the file."""
    anchors = []
    for number, line in enumerate(file.read_text().splitlines(), start=1):
        found = LINE.match(line.strip())
        if found is None:
            raise AnchorsUnreadable(f"Line {number} of {file} is not an anchor.")
        anchors.append(Anchor(int(found[1]), datetime.fromisoformat(found[2]), found[3]))
    return anchors


def verify(anchors: Iterable[Anchor]) -> AuditCheck:
    """Look through the whole chain, hold it to the anchors and keep the verdict; about 1 s for 100,000 events."""
    anchors = list(anchors)
    started = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute(
            "select links, events, faults::text from public.audit_verify(%s::bigint[], %s::text[])",
            [[anchor.number for anchor in anchors], [anchor.hash for anchor in anchors]],
        )
        links, events, faults = cursor.fetchone()
    faults = AuditCheck._meta.get_field("faults").from_db_value(faults, None, connection)
    return AuditCheck.objects.create(
        at=clock.now(),
        links=links,
        events=events,
        anchors=len(anchors),
        is_whole=not faults,
        faults=faults,
        seconds=round(time.monotonic() - started, 3),
    )


def anchor() -> Anchor | None:
    """Write the last link down in the file of anchors, mail it, and note that it was done; None without a link.

    The file comes first: a mail that cannot be sent raises OSError, and the anchor stands all the same.
    """
    link = last_link()
    if link is None:
        return None
    file = Path(settings.AUDIT_ANCHOR_FILE)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as lines:
        lines.write(f"{link}\n")
    AuditAnchor.objects.create(number=link.number, at=link.at, hash=link.hash, taken_at=clock.now())
    if settings.OVERSIGHT_ADDRESS:
        EmailMessage(
            "Anchor of the audit trail",
            f"{link}\n\nKeep this message. It shows whether the trail was shortened or made anew before this link.\n",
            to=[settings.OVERSIGHT_ADDRESS],
        ).send()
    return link


def kept_anchors() -> list[Anchor]:
    """The anchors of the file that the portal appends to; none before the first."""
    file = Path(settings.AUDIT_ANCHOR_FILE)
    return read_anchors(file) if file.exists() else []
