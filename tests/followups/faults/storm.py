"""A portal of its own in which processes and servers are killed while messages go out, and the count afterwards.

Short in the tests, long as `python -m benchmarks.faults`.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from unittest.mock import patch

import psutil
import psycopg2

from reentry_portal import embedded
from tests.followups.faults.sink import sink_in_thread

ROOT = Path(__file__).resolve().parents[3]
BIN = Path(sys.executable).parent
LEASE_SECONDS = 2
CELERY = [str(BIN / "celery"), "--app", "reentry_portal"]

# Everyone who gets messages: one coordinator, and people who are out and agreed to texts.
FILL = """
from accounts.models import User
from cases.models import Case, ContactPoint, Person
from followups.models import Agreement, Cadence, CaseCadence
from reentry_portal import clock
user = User.objects.create(email="storm@demo.test", first_name="Storm", last_name="Test", role="coordinator")
people = Person.objects.bulk_create(
    Person(doc_number=f"{n:08d}", first_name="Test", last_name="Storm") for n in range(1, PEOPLE + 1))
out = {"state": "released", "released_on": clock.today(), "release_type": "parole", "no_date_reason": "none"}
cases = Case.objects.bulk_create(Case(person=person, coordinator=user, **out) for person in people)
cadence = Cadence.objects.first()
CaseCadence.objects.bulk_create(CaseCadence(case=c, cadence=cadence, counted_from=clock.today()) for c in cases)
contacts = ContactPoint.objects.bulk_create(
    ContactPoint(person=person, kind="phone", value=f"573{person.pk:07d}", safe_for_messages=True) for person in people)
Agreement.objects.bulk_create(
    Agreement(person=c.person, contact=c, how="in_person", recorded_by=user) for c in contacts)
"""
# Messages as rooms put them: every second one a text, the others mail.
PUT = """
insert into followups_message (key, once, channel, template, facts, path, user_id, contact_id, state, put_at, due_at,
                               attempts, in_doubt, provider_ref, error)
     select gen_random_uuid(), 'storm-' || n || '-x', case when n %% 2 = 0 then 'text' else 'mail' end,
            case when n %% 2 = 0 then 'person_help' else 'follow_up_due' end, '{"phone": "573-555-0142"}', '',
            case when n %% 2 = 1 then (select id from accounts_user) end,
            case when n %% 2 = 0 then (select min(id) from cases_contactpoint) + n %% %(people)s end,
            'queued', now(), public.portal_now() + case when n <= %(due)s then interval '0' else interval '30 days' end,
            0, false, '', ''
       from generate_series(1, %(due)s + %(later)s) n
"""


class Storm:
    """Servers on fixed ports, two workers, two beats, a sink; and the means to hit them."""

    def __init__(self, folder: Path, *, name: str, seconds: float, concurrency: int = 2):
        self.folder, self.stack = folder, ExitStack()
        self.var = ROOT / "var" / name
        self.seconds, self.concurrency = seconds, concurrency
        self.ports = {kind: embedded._free_port() for kind in ("postgres", "redis")}
        self.servers: dict[str, ExitStack] = {}
        self.urls: dict[str, str] = {}
        self.processes: dict[str, subprocess.Popen] = {}
        self.hits, self.restarts = Counter(), Counter()

    def __enter__(self):
        shutil.rmtree(self.var, ignore_errors=True)  # of a run that broke off
        self.var.mkdir(parents=True)
        self.start("postgres")
        self.start("redis")
        self.sink = self.stack.enter_context(sink_in_thread(self.folder / "mail.log", seconds=self.seconds))
        self.environment = {
            **os.environ,
            "PORTAL_MODE": "test",
            "PORTAL_VAR": str(self.folder),
            "DATABASE_URL": self.urls["postgres"],
            "REDIS_URL": self.urls["redis"],
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(self.sink.port),
            "TEXT_GATEWAY": "tests.followups.faults.provider.KeyedProvider",
            "PROVIDER_SECONDS": str(self.seconds),
            "PORTAL_LEASE_SECONDS": str(LEASE_SECONDS),
            "PORTAL_RING_SECONDS": "0.5",
        }
        return self

    def __exit__(self, *error):
        for process in self.processes.values():
            self.kill_group(process)
        self.stack.close()
        for stack in self.servers.values():
            stack.close()

    def start(self, kind: str) -> None:
        context = {"postgres": embedded._postgres, "redis": embedded._redis}[kind]
        stack = self.servers[kind] = ExitStack()
        # Where it was before: who has its address goes on asking there.
        with (
            patch.object(embedded, "_free_port", lambda: self.ports[kind]),
            patch.object(embedded.secrets, "token_urlsafe", lambda n: "only-in-this-test"),
        ):
            self.urls[kind] = stack.enter_context(context(self.var, True))

    def sql(self, statement: str, **values) -> list[tuple]:
        with psycopg2.connect(self.urls["postgres"]) as connection, connection.cursor() as cursor:
            cursor.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def fill(self, *, due: int, later: int, people: int = 50) -> None:
        """An empty portal at noon, with `due` messages due and `later` ones for another month."""
        self.manage("migrate", "--verbosity", "0")
        noon = "date_trunc('day', now() at time zone 'America/Chicago') + interval '36 hours'"
        self.sql(f"insert into demo_clock select {noon} - (now() at time zone 'America/Chicago')")
        self.manage("shell", "--verbosity", "0", "--command", FILL.replace("PEOPLE", str(people)))
        self.sql(PUT, due=due, later=later, people=people)

    def run(self, name: str) -> None:
        if name.startswith("worker"):
            command = [*CELERY, "worker", "--concurrency", str(self.concurrency), "--hostname", f"{name}@%h"]
        else:
            command = [*CELERY, "beat", "--schedule", str(self.folder / name), "--pidfile", ""]
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def keep_up(self) -> None:
        """What exits by itself is started again, as docker-compose.yml has it (`restart: unless-stopped`).

        A Celery worker does when its children die while they start, or PostgreSQL is not there yet.
        """
        for name, process in list(self.processes.items()):
            if process.poll() is not None:
                self.run(name)
                self.restarts[name] += 1

    # The ways to hit it.

    def kill_child(self) -> None:
        children = psutil.Process(self.processes["worker1"].pid).children()
        if children:
            random.choice(children).kill()

    def kill_worker(self) -> None:
        self.kill_group(self.processes["worker2"])
        self.run("worker2")

    def kill_beat(self) -> None:
        self.kill_group(self.processes["beat2"])
        self.run("beat2")

    def kill_redis(self) -> None:
        """It keeps nothing on disk, so everything in it is gone."""
        self._kill_server("redis")

    def stop_postgres(self) -> None:
        """As `pg_ctl stop -m immediate` does it."""
        pid = int((self.var / "postgres" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGQUIT)
        psutil.Process(pid).wait(20)
        self.servers["postgres"].close()
        self.start("postgres")

    def suspend_worker(self) -> None:
        """Longer than its lease; then it goes on where it was."""
        family = [psutil.Process(self.processes["worker1"].pid)]
        family += family[0].children(recursive=True)
        for process in family:
            process.suspend()
        time.sleep(LEASE_SECONDS + 1)
        for process in family:
            with suppress(psutil.NoSuchProcess):
                process.resume()

    def _kill_server(self, kind: str) -> None:
        for process in psutil.process_iter(["cmdline"]):
            if str(self.ports[kind]) in (process.info["cmdline"] or []) and process.ppid() == os.getpid():
                process.kill()
                process.wait(10)
        self.servers[kind].close()
        self.start(kind)

    @staticmethod
    def kill_group(process: subprocess.Popen) -> None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    HITS = ("kill_child", "kill_worker", "kill_redis", "stop_postgres", "kill_beat", "suspend_worker")

    def blow(self, *, due: int, rounds: int, every: float, patience: float) -> dict:
        """Let it run, hit it in turn, wait until all that is due has gone; returns the count."""
        for name in ("worker1", "worker2", "beat1", "beat2"):
            self.run(name)
        self._wait(lambda: self.left() < due, patience)
        started = time.monotonic()
        for _ in range(rounds):
            for hit in self.HITS:
                if not self.left():
                    break
                self.keep_up()
                getattr(self, hit)()
                self.hits[hit] += 1
                time.sleep(every)
        self._wait(lambda: not self.left(), patience)
        return self.count(due) | {"seconds": time.monotonic() - started}

    def left(self) -> int:
        """How many of those that were due have not come to an end."""
        return self.sql(
            "select count(*) from followups_message where state in ('queued', 'claimed')"
            " and due_at < public.portal_now() + interval '20 days'"
        )[0][0]

    def _wait(self, done, patience: float) -> None:
        until = time.monotonic() + patience
        while not done():
            self.keep_up()
            assert time.monotonic() < until, "It did not come to an end."
            time.sleep(0.2)

    def count(self, due: int) -> dict:
        """What arrived, beside what the portal says of it."""
        rows = self.sql("select key::text, state, in_doubt, due_at > public.portal_now() from followups_message")
        mails = Counter(line.partition("@")[0].lstrip("<") for line in (self.folder / "mail.log").read_text().split())
        texts = Counter((self.folder / "texts.log").read_text().split())
        arrived = mails + texts
        later = {key for key, *_, is_later in rows if is_later}
        doubtful = {key for key, state, in_doubt, _ in rows if in_doubt or state == "unsure"}
        twice = {key for key, times in arrived.items() if times > 1}
        return {
            "due": due,
            "hits": dict(self.hits),
            "restarts": sum(self.restarts.values()),
            "lost": sum(key not in arrived and key not in later for key, *_ in rows),
            "early": len(later & set(arrived)),
            "mails twice": len(twice & set(mails)),
            "mails twice, not listed": len((twice & set(mails)) - doubtful),
            "texts twice": len(twice & set(texts)),
            "listed as doubtful": len(doubtful),
            "failed": sum(state == "failed" for _, state, *_ in rows),
        }


@contextmanager
def storm(folder: Path, **options):
    with Storm(folder, **options) as running:
        yield running
