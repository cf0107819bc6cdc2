"""The nightly roster on a filled database: `python -m benchmarks.nightly [goal]`, after benchmarks.run made it.

Two nights come through the watched folder: one that the portal has never seen, with 30,000 people, and the next, in
which 1 % of the rows say something new (dates that move, transfers, people who are new). Prints seconds and statements
of each step. What it changes is taken back by filling the database anew.
"""

import argparse
import csv
import hashlib
import io
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from benchmarks.run import database_of

ROWS, CHANGED = 30_000, 0.01
COLUMNS = "doc_id cycle last_name first_name sex facility housing_unit county conditional_date maximum_date".split()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("scale", nargs="?", default="goal")
    scale = parser.parse_args().scale
    os.environ["DATABASE_URL"] = database_of(scale)
    os.environ.setdefault("PORTAL_MODE", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reentry_portal.settings")
    import django

    django.setup()
    from django.test import override_settings

    rng = random.Random(30)
    rows = _inside()
    rows += [_new(number, rows[number % len(rows)]) for number in range(ROWS - len(rows))]
    with tempfile.TemporaryDirectory() as folder, override_settings(ROSTER_FOLDER=folder, MEDIA_ROOT=Path(folder)):
        print(json.dumps({"first night": _night(Path(folder), "1", rows)}), flush=True)
        changed = _changed(rows, rng)
        print(json.dumps({"second night": _night(Path(folder), "2", changed)}), flush=True)
    return 0


def _inside() -> list[dict]:
    """A row for everyone inside, as the portal knows them."""
    from cases.models import Case

    cases = Case.objects.filter(state__in=Case.INSIDE).select_related("person", "facility", "county").order_by("pk")
    return [
        {
            "doc_id": case.person.doc_number,
            "cycle": case.cycle,
            "last_name": case.person.last_name,
            "first_name": case.person.first_name,
            "sex": case.person.sex,
            "facility": case.facility.code if case.facility else "",
            "housing_unit": case.housing_unit,
            "county": case.county.code if case.county else "",
            "conditional_date": _written(case.release_date),
            "maximum_date": _written(case.release_date and case.release_date + timedelta(days=400)),
        }
        for case in cases[:ROWS]
    ]


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""


def _new(number: int, like: dict) -> dict:
    return {**like, "doc_id": str(90_000_000 + number), "cycle": "20260101", "last_name": f"Newcomer{number}"}


def _changed(rows: list[dict], rng: random.Random) -> list[dict]:
    """Of 1 % of the rows half move their date, a quarter their place; another quarter are people not named before."""
    from cases.models import Facility

    places = list(Facility.objects.filter(is_active=True).values_list("code", flat=True))
    rows = list(rows)
    for turn, at in enumerate(rng.sample(range(len(rows)), int(len(rows) * CHANGED))):
        if turn % 4 < 2:
            moved = date.fromisoformat(rows[at]["conditional_date"]) + timedelta(days=rng.choice([-20, 45]))
            rows[at] = rows[at] | {"conditional_date": _written(max(moved, date.today() + timedelta(days=1)))}
        elif turn % 4 == 2:
            rows[at] = rows[at] | {"facility": rng.choice(places)}
        else:
            rows.append(_new(ROWS + turn, rows[at]))
    return rows


def _night(folder: Path, name: str, rows: list[dict]) -> dict:
    """Leave the file and its manifest, then collect, check and apply: seconds and statements of each."""
    from cases.models import RosterBatch
    from cases.roster import batches, nightly
    from reentry_portal import clock

    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    content = text.getvalue().encode()
    (folder / name).mkdir()
    (folder / name / "roster.csv").write_bytes(content)
    told = {"name": "roster.csv", "rows": len(rows), "sha256": hashlib.sha256(content).hexdigest()}
    manifest = {"schema_version": 1, "as_of": clock.today().isoformat(), "files": [told]}
    (folder / name / nightly.MANIFEST).write_text(json.dumps(manifest))
    with _measured() as collected:
        nightly.collect()
    batch = RosterBatch.objects.latest("pk")
    with _measured() as checked:
        batches.check(batch)
    batch.refresh_from_db()
    if batch.state == RosterBatch.State.QUARANTINED:  # the first night names thousands who are new
        RosterBatch.objects.filter(pk=batch.pk).update(state=RosterBatch.State.APPLYING)
    with _measured() as applied:
        batches.apply(batch)
    batch.refresh_from_db()
    return {
        "rows": len(rows),
        "collect": collected,
        "check": checked,
        "apply": applied,
        "state": batch.state,
        "counts": {name: number for name, number in batch.counts.items() if name != "unmapped"},
    }


@contextmanager
def _measured():
    """Seconds, statements, and the five kinds of statement that came most often."""
    from django.db import connection

    kinds: Counter[str] = Counter()

    def count(execute, sql, params, many, context):
        kinds[" ".join(str(sql)[:4000].replace('"', "").split()[:4])[:60]] += 1
        return execute(sql, params, many, context)

    found: dict = {}
    begun = time.perf_counter()
    with connection.execute_wrapper(count):
        yield found
    found |= {"seconds": round(time.perf_counter() - begun, 1), "statements": kinds.total()}
    found["most"] = dict(kinds.most_common(5))


if __name__ == "__main__":
    sys.exit(main())
