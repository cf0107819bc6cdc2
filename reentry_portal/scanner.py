"""The virus scanner beside the portal: ClamAV's daemon, asked over its own protocol (clamd(8), INSTREAM).

Where none is configured nothing is asked. Where one is configured and does not say that a file is clean, the file is
refused: no answer is no yes.
"""

import socket
import struct
from urllib.parse import urlsplit

from django.conf import settings

from reentry_portal.errors import ActionRefused

CHUNK = 64 * 1024


def pass_or_refuse(content: bytes, *, name: str) -> None:
    """Raises ActionRefused unless the configured scanner calls the content clean."""
    if not settings.VIRUS_SCANNER:
        return
    try:
        answer = _ask(settings.VIRUS_SCANNER, content)
    except OSError as error:
        raise ActionRefused("Files cannot be checked for viruses right now. Try again later.") from error
    if answer.endswith("FOUND"):
        raise ActionRefused(f"{name} was refused by the virus scanner.")
    if answer != "stream: OK":
        raise ActionRefused("Files cannot be checked for viruses right now. Try again later.")


def _ask(address: str, content: bytes) -> str:
    """Send the content to `clamd://host:port` in chunks, each with its length in front; the answer is one line."""
    where = urlsplit(address)
    with socket.create_connection((where.hostname, where.port or 3310), timeout=30) as connection:
        connection.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            part = content[start : start + CHUNK]
            connection.sendall(struct.pack("!I", len(part)) + part)
        connection.sendall(struct.pack("!I", 0))
        answer = b""
        while not answer.endswith(b"\0") and (received := connection.recv(4096)):
            answer += received
    return answer.rstrip(b"\0").decode("ascii", "replace").strip()
