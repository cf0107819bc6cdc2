"""A data package as it lies there: a folder or a zip file of CSV files, read line by line."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from partners.hsds.tables import REQUIRED, TABLES, table_of
from reentry_portal.errors import ActionRefused

MOST_BYTES = 2 << 30  # unpacked; guards against a zip file that grows without end
MOST_FILES = 500
LONGEST_VALUE = 10 << 20  # shapes of service areas are long

csv.field_size_limit(LONGEST_VALUE)


class Package:
    """Opens what is there and says which file holds which table. Raises ActionRefused when it is no HSDS package."""

    def __init__(self, path: Path):
        self.path = path
        self.zip = None
        if path.is_dir():
            self.files = sorted(str(file.relative_to(path)) for file in path.rglob("*") if file.is_file())
        else:
            self.zip = _opened(path)
            self.files = sorted(entry.filename for entry in self.zip.infolist() if not entry.is_dir())
        described = self._described()
        self.tables: dict[str, str] = {}
        self.others: list[str] = []
        for name in self.files:
            base = name.rpartition("/")[2]
            table = described.get(base) or table_of(base)
            if base.startswith(".") or base == "datapackage.json" or "__MACOSX" in name:
                continue
            if table in TABLES and base.lower().endswith(".csv") and table not in self.tables:
                self.tables[table] = name
            else:
                self.others.append(name)
        for table, columns in REQUIRED.items():
            if table not in self.tables:
                raise ActionRefused(f"This is not an Open Referral (HSDS) package: it has no {table}.csv.")
            missing = columns - set(self.header(table))
            if missing:
                raise ActionRefused(
                    f"This is not an Open Referral (HSDS) package: {self.tables[table]} has no column "
                    f"{', '.join(sorted(missing))}."
                )

    def header(self, table: str) -> list[str]:
        with self._text(self.tables[table]) as text:
            return [name.strip().lower() for name in next(csv.reader(text), [])]

    def rows(self, table: str) -> Iterator[tuple[int, list[str]]]:
        """Line number and values of each row after the heading."""
        name = self.tables[table]
        with self._text(name) as text:
            reader = csv.reader(text)
            next(reader, None)
            try:
                yield from ((reader.line_num, values) for values in reader if values)
            except csv.Error as error:
                raise ActionRefused(f"{name} is not a CSV file: line {reader.line_num} cannot be read.") from error

    def lines_of(self, name: str) -> int:
        """How many rows a file has that the portal does not keep."""
        if not name.lower().endswith(".csv"):
            return 0
        with self._binary(name) as content:
            return max(sum(1 for _ in content) - 1, 0)

    def close(self) -> None:
        if self.zip:
            self.zip.close()

    def _described(self) -> dict[str, str]:
        """What datapackage.json, where there is one, says of each file."""
        name = next((name for name in self.files if name.rpartition("/")[2] == "datapackage.json"), None)
        if name is None:
            return {}
        try:
            with self._text(name) as text:
                resources = json.load(text)["resources"]
            return {str(entry["path"]).rpartition("/")[2]: str(entry["name"]) for entry in resources}
        except (ValueError, KeyError, TypeError) as error:
            raise ActionRefused("This is not a data package: datapackage.json cannot be read.") from error

    @contextmanager
    def _binary(self, name: str):
        with self.zip.open(name) if self.zip else (self.path / name).open("rb") as content:
            yield content

    @contextmanager
    def _text(self, name: str):
        with self._binary(name) as content, io.TextIOWrapper(content, encoding="utf-8-sig", newline="") as text:
            try:
                yield text
            except UnicodeDecodeError as error:
                raise ActionRefused(f"{name} is not UTF-8 text.") from error


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        found = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise ActionRefused("This is not a zip file.") from error
    entries = found.infolist()
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise ActionRefused("The package is too large.")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ActionRefused("The package is locked with a password.")
    return found
