"""A mail server that keeps nothing but Message-IDs, one a line in a file, and has moods.

`python -m tests.followups.faults.sink PORT FILE [SECONDS]` runs it as a process; `Sink` in a thread.
"""

import socketserver
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path


class Session(socketserver.StreamRequestHandler):
    """One connection, in just enough SMTP for smtplib."""

    disable_nagle_algorithm = True

    def handle(self):
        self.say("220 sink")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"DATA":
                if not self.take():
                    return
            elif verb == b"QUIT":
                return self.say("221 bye")
            elif verb == b"RCPT" and self.server.mood == "refuse":
                self.say("450 try later")
            elif verb == b"RCPT" and self.server.mood == "refuse for good":
                self.say("550 no such mailbox")
            else:
                self.say("250 ok")

    def take(self) -> bool:
        """Read one letter and keep its Message-ID. A swallower keeps it and hangs up; a hanger says nothing more."""
        self.say("354 go on")
        key = ""
        for line in self.rfile:
            if line.lower().startswith(b"message-id:"):
                key = line.split(b":", 1)[1].strip().decode()
            if line == b".\r\n":
                break
        self.server.keep(key)
        time.sleep(self.server.seconds)
        if self.server.mood == "swallow":
            return False
        if self.server.mood == "hang":
            self.server.woken.wait(30)
            return False
        self.say("250 taken")
        return True

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    request_queue_size = 64

    def __init__(self, file: Path, *, port: int = 0, seconds: float = 0):
        super().__init__(("127.0.0.1", port), Session)
        self.file, self.seconds, self.mood = file, seconds, ""
        self.woken, self.lock = threading.Event(), threading.Lock()
        self.arrived = threading.Event()
        file.touch()

    @property
    def port(self) -> int:
        return self.server_address[1]

    def keep(self, key: str) -> None:
        with self.lock, self.file.open("a") as file:
            file.write(f"{key}\n")
        self.arrived.set()

    def handle_error(self, request, client_address):
        """A client that was killed leaves a broken line; that is what the sink is for."""


@contextmanager
def sink_in_thread(file: Path, **options):
    with Sink(file, **options) as sink:
        threading.Thread(target=sink.serve_forever, daemon=True).start()
        try:
            yield sink
        finally:
            sink.woken.set()
            sink.shutdown()


if __name__ == "__main__":
    port, file, *seconds = sys.argv[1:]
    Sink(Path(file), port=int(port), seconds=float(seconds[0]) if seconds else 0).serve_forever()
