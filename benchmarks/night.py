"""A night in which much falls due: `python -m benchmarks.night [--checkpoints 2000000] [--due 19000]`.

Each sweep of a ring beside the bare `SKIP LOCKED` drain of a table of two columns and a partial index, in turn; then
the night as it comes, with a beat and two workers, until the last mail has arrived.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import psycopg2

from benchmarks.reminders import TURNS, environment_of, sink_process
from tests.followups.faults.storm import ROOT, Storm

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
create temp table one_person as select to_jsonb(p) as columns from cases_person p limit 1;
create temp table one_case as select to_jsonb(c) as columns from cases_case c limit 1;
insert into cases_person overriding system value
     select (jsonb_populate_record(null::cases_person, o.columns || jsonb_build_object(
            'id', n, 'doc_number', lpad(n::text, 8, '0'), 'last_name', 'Bench'))).*
       from one_person o, generate_series(1000, 999 + %(rows)s / 10) n;
insert into cases_case overriding system value
     select (jsonb_populate_record(null::cases_case, o.columns || jsonb_build_object('id', p.id, 'person_id', p.id))).*
       from one_case o, cases_person p where p.last_name = 'Bench';
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
SWEEPS = """
import django, json, time; django.setup()
from django.db import connection
from accounts import scope
from followups import actions
from followups.tasks import SWEEPS
counted = []
connection.execute_wrappers.append(lambda run, sql, *rest: (counted.append(sql), run(sql, *rest))[1])
told = {}
for action in SWEEPS:
    counted.clear()
    started, did = time.perf_counter(), 0
    while True:
        with scope.acting_as(scope.worker):
            done = action()
        did += done or 0
        if not done or action is not actions.open_due:
            break
    told[action.__name__] = [round(time.perf_counter() - started, 3), did, len(counted)]
print(json.dumps(told))
"""


def fill(storm: Storm, rows: int, due: int) -> None:
    storm.sql(BARE, rows=rows)
    storm.sql(CHECKPOINTS, rows=rows, due=due)


def sweeps(storm: Storm, due: int) -> dict:
    """Seconds of each, what it did, and its statements (without the one that opens the scope)."""
    bare, ours = [], []
    for _ in range(TURNS):
        bare.append(round(bare_drain(storm, due), 2))
        environment = environment_of(storm, storm.sink.port)
        out = subprocess.run([sys.executable, "-c", SWEEPS], cwd=ROOT, env=environment, capture_output=True, text=True)
        ours.append(json.loads(out.stdout or out.stderr))
        assert ours[-1]["open_due"][1] == due, ours[-1]
        storm.sql(AGAIN)
    return {"bare drain, seconds": bare, "sweeps: seconds, done, statements": ours}


def bare_drain(storm: Storm, due: int) -> float:
    with closing(psycopg2.connect(storm.urls["postgres"])) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        started = time.perf_counter()
        cursor.execute(BARE_STEP, [due])
        while cursor.rowcount:
            cursor.execute(BARE_STEP, [due])
        return time.perf_counter() - started


def night(storm: Storm, folder: Path, due: int, patience: float = 1800) -> dict:
    """From the first ring to the last mail, with what Celery needs to start."""
    with sink_process(folder / "night.log") as port:
        storm.environment = environment_of(storm, port)
        started = time.monotonic()
        for name in ("beat1", "worker1"):
            storm.run(name)
        while storm.sql("select count(*) from followups_message where state = 'sent'") != [(due,)]:
            assert time.monotonic() - started < patience, storm.sql(
                "select state, error, count(*) from followups_message group by 1, 2"
            )
            time.sleep(0.5)
        seconds = time.monotonic() - started
    letters = (folder / "night.log").read_text().split()
    return {"seconds": round(seconds), "mails": len(letters), "twice": len(letters) - len(set(letters))}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--checkpoints", type=int, default=2_000_000)
    options.add_argument("--due", type=int, default=19_000)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name, Storm(Path(name), name="bench-night", seconds=0) as storm:
        storm.fill(due=0, later=0, people=1)
        fill(storm, given.checkpoints, given.due)
        told = {"load": os.getloadavg()[0], **sweeps(storm, given.due)}
        told["night"] = night(storm, Path(name), given.due)
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
