"""From CSV lines to rows in a table of the transaction, so that memory does not grow with the package."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched

from django.db import connection

from partners.hsds.package import Package
from partners.hsds.tables import LINKS, OLDER_NAMES, REQUIRED, TABLES

ROWS_AT_ONCE = 5_000
ENTRIES_AT_ONCE = 1_000
TEXT_KEPT = 1_000


@dataclass(frozen=True)
class Row:
    table: str
    line: int
    id: str
    data: dict[str, str]

    def get(self, column: str) -> str:
        return self.data.get(column, "")


@dataclass(frozen=True)
class SetAside:
    file: str
    line: int
    reason: str
    text: str


class Staged:
    """The rows of the tables that the portal keeps, until the transaction ends."""

    def __init__(self, package: Package):
        self.package = package
        self.rejects: list[SetAside] = []
        self.not_kept: Counter = Counter()
        self.rows_read = 0
        with connection.cursor() as cursor:
            cursor.execute(
                "create temporary table hsds_row (place bigint generated always as identity, kind text, line integer,"
                " id text, link text, data jsonb) on commit drop"
            )
        for table in TABLES:
            if table in package.tables:
                self._read(table)
        for name in package.others:
            self.not_kept[f"{name}: file"] = package.lines_of(name)
        with connection.cursor() as cursor:
            cursor.execute("create index on hsds_row (kind, id)")
            cursor.execute("create index on hsds_row (kind, link)")
            cursor.execute("analyze hsds_row")
        self._set_twins_aside()

    def drop(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("drop table hsds_row")

    def set_aside(self, row: Row, reason: str) -> None:
        file = self.package.tables[row.table]
        self.rejects.append(SetAside(file, row.line, reason[:200], json.dumps(row.data)[:TEXT_KEPT]))

    def chunks(self, table: str) -> Iterator[list[Row]]:
        """The rows of a table in the order of the file, a thousand at a time."""
        last = 0
        while True:
            with connection.cursor() as cursor:
                cursor.execute(
                    "select place, line, id, data from hsds_row where kind = %s and place > %s order by place limit %s",
                    [table, last, ENTRIES_AT_ONCE],
                )
                found = cursor.fetchall()
            if not found:
                return
            last = found[-1][0]
            yield [Row(table, line, id, _data(data)) for _, line, id, data in found]

    def linked(self, table: str, ids: list[str]) -> dict[str, list[Row]]:
        """The rows that hang on these ids."""
        by_link: dict[str, list[Row]] = {}
        for link, line, id, data in _rows(
            "select link, line, id, data from hsds_row where kind = %s and link = any(%s) order by place", [table, ids]
        ):
            by_link.setdefault(link, []).append(Row(table, line, id, _data(data)))
        return by_link

    def attributes(self, entity: str, ids: list[str]) -> dict[str, list[tuple[Row, str, str]]]:
        """The attributes of these ids, each with the code and the name of its term."""
        found: dict[str, list[tuple[Row, str, str]]] = {}
        for link, line, id, data, code, name in _rows(
            "select a.link, a.line, a.id, a.data, t.data ->> 'code', t.data ->> 'name' from hsds_row a"
            " left join hsds_row t on t.kind = 'taxonomy_term' and t.id = a.data ->> 'taxonomy_term_id'"
            " where a.kind = 'attribute' and a.data ->> 'link_entity' = %s and a.link = any(%s) order by a.place",
            [entity, ids],
        ):
            found.setdefault(link, []).append((Row("attribute", line, id, _data(data)), code or "", name or ""))
        return found

    def owners_of_locations(self, ids: list[str]) -> dict[str, str]:
        """For locations that name no organization: that of a service which is given there."""
        return dict(
            _rows(
                "select distinct on (at.data ->> 'location_id') at.data ->> 'location_id', s.data ->> 'organization_id'"
                " from hsds_row at join hsds_row s on s.kind = 'service' and s.id = at.data ->> 'service_id'"
                " where at.kind = 'service_at_location' and at.data ->> 'location_id' = any(%s)"
                " order by at.data ->> 'location_id', at.place",
                [ids],
            )
        )

    def _read(self, table: str) -> None:
        header = self.package.header(table)
        header = [name if name in TABLES[table] else OLDER_NAMES.get((table, name), name) for name in header]
        unknown = [place for place, name in enumerate(header) if name not in TABLES[table]]
        for chunk in batched(self._looked_at(table, header, unknown), ROWS_AT_ONCE, strict=False):
            _copy(chunk)

    def _looked_at(self, table: str, header: list[str], unknown: list[int]) -> Iterator[Row]:
        file = self.package.tables[table]
        must = REQUIRED.get(table, {"id"})
        for line, values in self.package.rows(table):
            self.rows_read += 1
            fault = ""
            data = {
                name: value.strip()
                for name, value in zip(header, values, strict=False)
                if name in TABLES[table] and value.strip()
            }
            if len(values) != len(header):
                fault = f"The row has {len(values)} values, the heading {len(header)}"
            elif missing := sorted(must - set(data)):
                fault = f"{missing[0]} is missing"
            elif any("\0" in value for value in values):
                fault = "The row has characters that are not text"
            if fault:
                self.rejects.append(SetAside(file, line, fault, ",".join(values).replace("\0", "")[:TEXT_KEPT]))
                continue
            for place in unknown:
                if values[place].strip():
                    self.not_kept[f"{file}: column {header[place]}"] += 1
            yield Row(table, line, data["id"], data)

    def _set_twins_aside(self) -> None:
        """Of rows with one id, the first counts."""
        twins = _rows(
            "delete from hsds_row later using hsds_row first where first.kind = later.kind and first.id = later.id"
            " and first.place < later.place returning later.kind, later.line, later.id, later.data, first.line",
            [],
        )
        seen = set()
        for table, line, id, data, first in twins:
            if (table, line) not in seen:
                seen.add((table, line))
                self.set_aside(Row(table, line, id, _data(data)), f"The id is that of line {first} too")


def _rows(sql: str, parameters: list) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _data(value) -> dict[str, str]:
    return json.loads(value) if isinstance(value, str) else value


def _copy(rows) -> None:
    text = io.StringIO()
    writer = csv.writer(text)
    for row in rows:
        link = row.get(LINKS.get(row.table, ""))
        writer.writerow([row.table, row.line, row.id, link, json.dumps(row.data)])
    text.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert("copy hsds_row (kind, line, id, link, data) from stdin with (format csv)", text)
