"""What the hash chain costs, and how long it takes to verify: `.venv/bin/python benchmarks/chain.py [SECONDS]`.

Runs pgbench against a bundled PostgreSQL of its own, thrown away afterwards (with FAST=1 it does not wait for the disk,
so that only the work itself counts). A transaction looks one person
up and puts the look on the trail; "with a view" waits 20 ms in between, as rendering does.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reentry_portal.embedded import _postgres_program, servers

RECORD = "select public.audit_record('viewed', 'page', '1', '{:id}', '', 'done', '{{}}'::jsonb);".replace("{{}}", "{}")
SCRIPT = "\\set id random(1, 200)\nbegin;\nselect * from cases_person where id = :id;\n{wait}{record}commit;\n"
CASES = [(clients, wait) for wait in ("", "\\sleep 20 ms\n") for clients in (1, 8)]
EVENTS = 100_000


def main() -> None:
    seconds = sys.argv[1] if len(sys.argv) > 1 else "8"
    folder = ROOT / "var" / "bench"
    try:
        with (
            servers(ROOT / "var", name="bench", durable=not os.environ.get("FAST")) as urls,
            tempfile.TemporaryDirectory() as scratch,
        ):
            environment = {**os.environ, **urls, "PORTAL_MODE": "test", "AUDIT_ANCHOR_FILE": f"{scratch}/anchors.txt"}
            manage(environment, "migrate", "--verbosity", "0")
            url = urls["DATABASE_URL"]
            psql(
                url,
                "insert into cases_person (doc_number, last_name, first_name, middle_name, suffix,"
                " preferred_name, sex, race, ethnicity, language, created_at) select lpad(n::text, 8, '0'), 'A',"
                " 'B', '', '', '', 'M', 'U', 'U', 'English', now() from generate_series(1, 200) n",
            )
            figures = {}
            for name, switch in (("no trail", None), ("trail", "disable"), ("trail, chained", "enable")):
                if switch:
                    psql(url, f"alter table audit_auditevent {switch} trigger close")
                for clients, wait in CASES:
                    script = Path(scratch) / "look.sql"
                    script.write_text(SCRIPT.format(wait=wait, record=f"{RECORD}\n" if switch else ""))
                    figures[name, clients, wait] = bench(url, script, clients, seconds)
            print(
                f"{'tx/s':16}" + "".join(f"{f'{c} client(s), view' if w else f'{c} client(s)':>20}" for c, w in CASES)
            )
            for name in ("no trail", "trail", "trail, chained"):
                print(f"{name:16}" + "".join(f"{figures[name, c, w]:20,.0f}" for c, w in CASES))
            many(url)
            print(manage(environment, "verify_audit"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def many(url: str) -> None:
    """Start the trail over with 100,000 events in 50,000 links."""
    psql(url, "alter role current_user set synchronous_commit = off")
    psql(
        url,
        "set session_replication_role = replica; delete from audit_auditevent; delete from audit_auditlink;"
        " delete from audit_audithead",
    )
    psql(
        url,
        "do $$ begin for n in 1..50000 loop"
        " perform audit_record('viewed', 'page', n::text, array[n % 200], '', 'done', '{}');"
        " perform audit_record('viewed', 'page', n::text, array[n % 200], '', 'done', '{\"a\": 1}');"
        " commit; end loop; end $$",
    )
    psql(url, "analyze")


def bench(url: str, script: Path, clients: int, seconds: str) -> float:
    command = [_postgres_program("pgbench"), "-n", "-f", script, "-c", str(clients), "-j", "2", "-T", seconds, url]
    said = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True).stdout
    return float(re.search(r"tps = ([\d.]+)", said)[1])


def psql(url: str, statement: str) -> None:
    command = [str(_postgres_program("psql")), "-q", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", statement]
    subprocess.run(command, check=True)


def manage(environment: dict, *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    main()
