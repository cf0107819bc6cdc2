"""A decade of invented people by COPY: reproducible by seed, at the scales of the benchmark.

`python -m benchmarks.datagen goal` fills the database that DATABASE_URL names, which has to be migrated and empty of
people. Triggers and keys are off while it loads, secondary indexes are made afterwards.
"""

import random
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import django

django.setup()

from django.db import connection
from django.db.models import Model

from accounts.models import User
from cases.models import Case, Need, Note, Person, PlanStep, TimelineEvent

SCALES = {"seed": (19_000, 150_000), "goal": (190_000, 2_000_000), "national": (600_000, 6_000_000)}
STAFF, SURNAMES, SENTENCES = 60, 18_000, 20_000
OPEN_SHARE = 0.13
STEPS_OF_AN_OPEN_CASE = 20
SYLLABLES = (
    "bar ben cor dal den eld far gor hal har kel lan lor mar mel nor oak pell ran ros sal ster tor val wen win".split()
)
ENDINGS = "berg brook by den don field ford ham ley man more ridge son stead ton well wick wood worth yer".split()
FIRST = (
    "marcus angela luis dana samuel brenda travis keisha daniel monique hector rosa curtis priya wesley tanya".split()
)
WORDS = (
    "met called asked wants housing work bus card clinic sister ride class parole office week again later paper".split()
)
TABLES = (
    *("cases_person", "cases_case", "cases_planstep", "cases_timelineevent", "cases_searchname", "cases_need"),
    "cases_note",
)
EVENTS_A_NOTE = 4  # a note for each so many events


def fill(scale: str, *, seed: int = 2026) -> dict[str, float]:
    """Load the scale; returns seconds and megabytes."""
    people, events = SCALES[scale]
    started = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")  # no triggers, no foreign keys, for this session
        made = _drop_secondary_indexes(cursor)
        staff = _staff()
        cursor.execute("select array_agg(id order by id) from cases_facility where is_active")
        facilities = cursor.fetchone()[0]
        cursor.execute("select array_agg(id order by id) from cases_county")
        counties = cursor.fetchone()[0]
        cursor.execute("select array_agg(id order by id) from cases_needarea")
        areas = cursor.fetchone()[0]
        rng = random.Random(seed)
        today = date.today()
        for model, columns, rows in (
            (Person, PERSON, _people(rng, people)),
            (Case, CASE, _cases(rng, people, staff, facilities, counties, today)),
            (PlanStep, STEP, _steps(rng, people, today)),
            (Need, NEED, _needs(rng, people, areas)),
            (TimelineEvent, EVENT, _events(rng, people, events)),
            (Note, NOTE, _notes(rng, people, events // EVENTS_A_NOTE, staff)),
        ):
            _copy(cursor, model, columns, rows)
        cursor.execute("call public.refresh_search_names()")
        for statement in made:
            cursor.execute(statement)
        cursor.execute("set session_replication_role = origin")
        cursor.execute("vacuum analyze")
        cursor.execute("select pg_database_size(current_database())")
        size = cursor.fetchone()[0]
    return {"seconds": round(time.monotonic() - started, 1), "megabytes": round(size / 1e6)}


def _drop_secondary_indexes(cursor) -> list[str]:
    cursor.execute(
        "select indexname, indexdef from pg_indexes where schemaname = 'public' and tablename = any(%s)"
        " and indexdef not like 'CREATE UNIQUE%%'",
        [list(TABLES)],
    )
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f'drop index public."{name}"')
    return [definition for _, definition in found]


def _staff() -> list[int]:
    """One supervisor and the coordinators; returns these."""
    made = User.objects.bulk_create(
        User(
            email=f"bench{n}@demo.test",
            password="!",
            first_name="Staff",
            last_name=f"Number{n}",
            role="supervisor" if n == 1 else "coordinator",
        )
        for n in range(1, STAFF + 2)
    )
    return [user.pk for user in made[1:]]


PERSON = "id doc_number last_name first_name middle_name suffix preferred_name birth_date sex race ethnicity language created_at".split()
CASE = (
    "id person_id cycle state facility_id housing_unit county_id supervision coordinator_id release_date release_date_kind "
    "release_date_source no_date_reason released_on release_type opened_at ended_on end_reason last_activity_at"
).split()
STEP = "id case_id code title days_before done_by is_critical due_on state reason evidence owner_id done_on".split()
NEED = "id case_id area_id state is_blocked reason standing next_action confidentiality".split()
EVENT = "id case_id at kind title text confidentiality actor_label".split()
NOTE = "id case_id kind happened_on text confidentiality author_id written_at".split()
NOW = "2026-01-01 12:00:00+00"


def _people(rng: random.Random, people: int) -> Iterator[tuple]:
    names = [
        "".join(rng.choice(SYLLABLES) for _ in range(1 + place % 3)).capitalize() + rng.choice(ENDINGS)
        for place in range(SURNAMES)
    ]
    weights = [1 / (place + 8) for place in range(SURNAMES)]
    chosen = rng.choices(names, weights, k=people)
    for number in range(1, people + 1):
        born = date(1950, 1, 1) + timedelta(days=rng.randrange(20_000))
        sex = "F" if rng.random() < 0.15 else "M"
        first = rng.choice(FIRST).capitalize()
        yield (number, f"{number * 7:08d}", chosen[number - 1], first, "", "", "", born, sex, "W", "N", "English", NOW)


def _cases(rng, people: int, staff, facilities, counties, today: date) -> Iterator[tuple]:
    for number in range(1, people + 1):
        facility, county, owner = rng.choice(facilities), rng.choice(counties), rng.choice(staff)
        common = (number, number, "20200101")
        if _is_open(number):
            release = today + timedelta(days=rng.randrange(365))
            yield (
                *(*common, "planning", facility, "HU-1", county, "", owner, release, "conditional", "extract", ""),
                *(None, "", NOW, None, "", NOW),
            )
        else:
            left = today - timedelta(days=rng.randrange(30, 3650))
            yield (
                *(*common, "closed", facility, "", county, "", owner, left, "conditional", "extract", ""),
                *(left, "parole", NOW, left, "Goals met", NOW),
            )


def _is_open(number: int) -> bool:
    return number * 2_654_435_761 % 1000 < OPEN_SHARE * 1000


def _steps(rng, people: int, today: date) -> Iterator[tuple]:
    number = 0
    for case in range(1, people + 1):
        if not _is_open(case):
            continue
        for place in range(STEPS_OF_AN_OPEN_CASE):
            number += 1
            due = today + timedelta(days=rng.randrange(-200, 300))
            done = due < today and rng.random() < 0.97
            yield (
                *(number, case, f"B-{place}", "Order the birth certificate", 60, "staff", place < 3, due),
                *("done" if done else "open", "", "", None, due if done else None),
            )


def _needs(rng, people: int, areas) -> Iterator[tuple]:
    number = 0
    for case in range(1, people + 1):
        for area in rng.sample(areas, 3) if _is_open(case) else ():
            number += 1
            yield (number, case, area, "identified", False, "", "", "", "general")


def _events(rng, people: int, events: int) -> Iterator[tuple]:
    pool = [" ".join(rng.choices(WORDS, k=12)).capitalize() + "." for _ in range(SENTENCES)]
    mean = events / people
    number = 0
    for case in range(1, people + 1):
        many = 2000 if case == 1 else 50 if case <= 11 else round(rng.expovariate(1 / mean))
        for _ in range(many):
            number += 1
            at = f"20{16 + number % 10}-{1 + number % 12:02d}-{1 + number % 28:02d} 15:00:00+00"
            yield (number, case, at, "note", "Note", rng.choice(pool), "general", "S. Number2")


def _notes(rng, people: int, notes: int, staff) -> Iterator[tuple]:
    """Sentences of common words, each with a rarer one, on cases at random; one in ten about health."""
    pool = [
        f"{' '.join(rng.choices(WORDS, k=12)).capitalize()} {rng.choice(SYLLABLES)}{rng.choice(ENDINGS)}."
        for _ in range(SENTENCES)
    ]
    for number in range(1, notes + 1):
        kind = "health" if rng.random() < 0.1 else "general"
        yield (number, rng.randrange(people) + 1, "call", "2026-01-01", rng.choice(pool), kind, rng.choice(staff), NOW)


def _copy(cursor, model: type[Model], columns: list[str], rows: Iterable[tuple]) -> None:
    """Copy the rows; what they leave out and may not be null takes the model's default."""
    rest = [
        field for field in model._meta.concrete_fields if not (field.column in columns or field.null or field.generated)
    ]
    defaults = tuple(field.get_db_prep_value(field.get_default(), connection) for field in rest)
    defaults = tuple("{}" if value == [] else value for value in defaults)
    table = model._meta.db_table
    names = ", ".join(f'"{name}"' for name in [*columns, *(field.column for field in rest)])
    cursor.copy_expert(f"copy public.{table} ({names}) from stdin", _Rows((*row, *defaults) for row in rows))
    cursor.execute(f"select setval(pg_get_serial_sequence('{table}', 'id'), (select max(id) from {table}))")


class _Rows:
    """Rows as the text that COPY reads, made as it reads."""

    def __init__(self, rows: Iterable[tuple]):
        self.rows, self.rest = iter(rows), ""

    def read(self, size: int = 8192) -> str:
        parts, length = [self.rest], len(self.rest)
        while length < size:
            row = next(self.rows, None)
            if row is None:
                break
            line = "\t".join("\\N" if value is None else _text(value) for value in row) + "\n"
            parts.append(line)
            length += len(line)
        text = "".join(parts)
        self.rest = text[size:]
        return text[:size]


def _text(value) -> str:
    if value is True or value is False:
        return "t" if value else "f"
    return str(value)


if __name__ == "__main__":
    print(fill(sys.argv[1] if len(sys.argv) > 1 else "seed"))
