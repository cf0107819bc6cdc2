"""The figures of the outbox: `python -m benchmarks.reminders [--mails 3000] [--checkpoints 2000000] [--due 19000]`.

Messages a minute through outbox, worker and an SMTP sink beside a bare smtplib loop into the same sink; a night's sweep
beside the bare `SKIP LOCKED` drain of a table of two columns and a partial index. The pairs are run in turn, so that
their ratio does not hang on what else the machine does.
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
BARE = """
create table bare (id bigint primary key, due_at timestamptz not null, state smallint not null);
insert into bare select n, now() + (n || ' seconds')::interval, 0 from generate_series(1, %(rows)s) n;
create index on bare (due_at) where state = 0;
"""
BARE_STEP = """
update bare set state = 1 where id in (
    select id from bare where state = 0 and due_at <= now() + %s * interval '1 second'
     order by due_at limit 1000 for update skip locked)
"""
CHECKPOINTS = """
set session_replication_role = replica;
insert into cases_person (doc_number, last_name, first_name, middle_name, suffix, preferred_name, sex, race, ethnicity,
                          language, created_at)
     select lpad(n::text, 8, '0'), 'Bench', 'Test', '', '', '', 'U', 'U', 'U', 'English', now()
       from generate_series(1000, 999 + %(rows)s / 10) n;
insert into cases_case (person_id, cycle, state, housing_unit, supervision, coordinator_id, release_date_kind,
                        release_date_source, no_date_reason, released_on, release_type, opened_at, end_reason,
                        last_activity_at)
     select p.id, '', 'released', '', '', u.id, '', '', 'none', current_date, 'parole', now(), '', now()
       from cases_person p, accounts_user u where p.last_name = 'Bench';
insert into followups_casecadence (case_id, cadence_id, counted_from, chosen_at)
     select c.id, (select min(id) from followups_cadence), c.released_on, now() from cases_case c
         on conflict do nothing;
insert into followups_followup (case_id, point_id, title, due_on, look_on, state, stage, owner_id, is_handed_over,
                                outcome, note, snooze_reason, end_reason)
     select n.case_id, p.id, p.title, d.day, d.day, 'scheduled', 0, u.id, false, '', '', '', ''
       from (select c.id as case_id, row_number() over (order by c.id) as place from cases_case c
               join cases_person b on b.id = c.person_id where b.last_name = 'Bench') n
      cross join (select id, title, row_number() over (order by days_after) as place from followups_cadencepoint
                   where cadence_id = (select min(id) from followups_cadence)) p
      cross join accounts_user u
      cross join lateral (select case when p.place = 1 and n.place <= %(due)s then current_date
                                      else current_date + 30 + (n.place %% 300)::int end as day) d;
analyze followups_followup; analyze cases_case; analyze bare;
"""
AGAIN = """
set session_replication_role = replica;
update bare set state = 0 where state = 1;
update followups_followup set state = 'scheduled', stage = 0, look_on = due_on where stage > 0;
delete from followups_message;
"""
SWEEP = """
import django, time, json; django.setup()
from django.db import connection, reset_queries
from django.conf import settings
from accounts import scope
from followups import actions
counted = []
connection.execute_wrappers.append(lambda run, sql, *rest: (counted.append(sql), run(sql, *rest))[1])
with scope.acting_as(scope.worker): actions.settle_owners()
counted.clear()
started = time.perf_counter()
opened = 0
while True:
    with scope.acting_as(scope.worker):
        n = actions.open_due()
    opened += n
    if not n: break
print(json.dumps([opened, time.perf_counter() - started, sum("with due" in sql for sql in counted)]))
"""


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


def idle(environment: dict) -> float:
    return drains(environment, 1)


def environment_of(storm: Storm) -> dict:
    return {**storm.environment, "DJANGO_SETTINGS_MODULE": "reentry_portal.settings", "PORTAL_LEASE_SECONDS": "120"}


def mails_a_minute(storm: Storm, folder: Path, mails: int) -> dict:
    with sink_process(folder / "bench.log") as port:
        environment = {
            **storm.environment,
            "EMAIL_PORT": str(port),
            "DJANGO_SETTINGS_MODULE": "reentry_portal.settings",
        }
        took = {"bare loop": [], "outbox, 1 process": [], "outbox, 2 processes": []}
        start = median(idle(environment) for _ in range(2))
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


def sweep(storm: Storm, rows: int, due: int) -> dict:
    storm.sql(BARE, rows=rows)
    storm.sql(CHECKPOINTS, rows=rows, due=due)
    environment = environment_of(storm)
    bare, ours, statements = [], [], 0
    for _ in range(TURNS):
        bare.append(bare_drain(storm, due))
        out = subprocess.run([sys.executable, "-c", SWEEP], cwd=ROOT, env=environment, capture_output=True, text=True)
        opened, seconds, statements = json.loads(out.stdout or out.stderr)
        assert opened == due, opened
        ours.append(seconds)
        storm.sql(AGAIN)
    return {
        "checkpoints": rows,
        "due": due,
        "bare drain, seconds": [round(seconds, 2) for seconds in bare],
        "sweep with its messages, seconds": [round(seconds, 2) for seconds in ours],
        "statements of the sweep": statements,
    }


def bare_drain(storm: Storm, due: int) -> float:
    import psycopg2

    connection = psycopg2.connect(storm.urls["postgres"])
    connection.autocommit = True
    started = time.perf_counter()
    with connection.cursor() as cursor:
        while True:
            cursor.execute(BARE_STEP, [due])
            if cursor.rowcount == 0:
                break
    took = time.perf_counter() - started
    connection.close()
    return took


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--mails", type=int, default=3000)
    options.add_argument("--checkpoints", type=int, default=2_000_000)
    options.add_argument("--due", type=int, default=19_000)
    given = options.parse_args()
    with (
        tempfile.TemporaryDirectory() as name,
        Storm(Path(name), name="bench-reminders", seconds=0) as storm,
    ):
        storm.fill(due=0, later=0, people=1)
        told = {"load": os.getloadavg()[0], "mails a minute": mails_a_minute(storm, Path(name), given.mails)}
        told["sweep"] = sweep(storm, given.checkpoints, given.due)
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
