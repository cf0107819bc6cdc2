"""Messages a minute: `python -m benchmarks.reminders [--mails 3000]`.

Through the outbox and an SMTP sink, beside a bare smtplib loop into the same sink; run in turn, so that their ratio
does not hang on what else the machine does.
"""

import argparse
import json
import os
import smtplib
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path
from statistics import median

from reentry_portal import embedded
from tests.followups.faults.storm import ROOT, Storm

TURNS = 3
DRAIN = "import django; django.setup(); from followups import delivery; print(delivery.drain())"


@contextmanager
def sink_process(file: Path):
    """The sink apart from everything else, as a real one is."""
    port = embedded._free_port()
    process = subprocess.Popen([sys.executable, "-m", "tests.followups.faults.sink", str(port), str(file)], cwd=ROOT)
    try:
        until = time.monotonic() + 20
        while time.monotonic() < until:
            with suppress(OSError):
                smtplib.SMTP("127.0.0.1", port).quit()
                break
            time.sleep(0.1)
        yield port
    finally:
        process.kill()
        process.wait()


def bare_loop(port: int, mails: int) -> float:
    started = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for n in range(mails):
            letter = EmailMessage()
            letter["From"], letter["To"], letter["Subject"] = "a@demo.test", "b@demo.test", "A follow-up is due"
            letter["Message-ID"] = f"<bare-{n}@demo.test>"
            letter.set_content("A follow-up of yours is due.\n" * 5)
            server.send_message(letter)
    return time.perf_counter() - started


def drains(environment: dict, processes: int) -> float:
    """From the first claim to the last letter; starting Python is not counted."""
    started = time.perf_counter()
    running = [
        subprocess.Popen([sys.executable, "-c", DRAIN], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        for _ in range(processes)
    ]
    for process in running:
        process.wait()
    return time.perf_counter() - started


def environment_of(storm: Storm, sink: int) -> dict:
    """As in production: the storm's lease of two seconds is for being killed."""
    return {
        **storm.environment,
        "DJANGO_SETTINGS_MODULE": "reentry_portal.settings",
        "EMAIL_PORT": str(sink),
        "PORTAL_LEASE_SECONDS": "120",
    }


def mails_a_minute(storm: Storm, folder: Path, mails: int) -> dict:
    with sink_process(folder / "bench.log") as port:
        environment = environment_of(storm, port)
        took = {"bare loop": [], "outbox, 1 process": [], "outbox, 2 processes": []}
        start = median(drains(environment, 1) for _ in range(2))
        for _ in range(TURNS):
            took["bare loop"].append(bare_loop(port, mails))
            for processes in (1, 2):
                storm.sql("delete from followups_message")
                storm.sql(PUT_MAILS, mails=mails)
                name = f"outbox, {processes} process{'es' if processes > 1 else ''}"
                took[name].append(drains(environment, processes) - start)
                ended = storm.sql("select state, error, count(*) from followups_message group by 1, 2")
                assert ended == [("sent", "", mails)], ended
    return {name: round(mails / median(times) * 60) for name, times in took.items()}


PUT_MAILS = """
insert into followups_message (key, once, channel, template, facts, path, user_id, state, put_at, due_at, attempts,
                               in_doubt, provider_ref, error)
     select gen_random_uuid(), 'bench-' || n || '-x', 'mail', 'follow_up_due', '{}', '/', (select min(id) from
            accounts_user), 'queued', now(), now(), 0, false, '', '' from generate_series(1, %(mails)s) n
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--mails", type=int, default=3000)
    given = options.parse_args()
    with (
        tempfile.TemporaryDirectory() as name,
        Storm(Path(name), name="bench-reminders", seconds=0) as storm,
    ):
        storm.fill(due=0, later=0, people=1)
        told = {"load": os.getloadavg()[0], "mails a minute": mails_a_minute(storm, Path(name), given.mails)}
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
