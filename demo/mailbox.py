"""The mails that the demo wrote to files instead of sending."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

RULE = b"\n" + b"-" * 79  # Django's file backend ends each mail with it


def letters(folder: Path) -> Iterator[EmailMessage]:
    """Every mail in the folder, the newest file first.

    What follows the last rule of a file is a mail still being written, and is left for the next look.
    """
    for file in sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True):
        for raw in file.read_bytes().split(RULE)[:-1]:
            yield message_from_bytes(raw.strip(), policy=policy.default)
