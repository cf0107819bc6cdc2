"""The nightly extract: CSV with a header, one row a person and cycle (domain.md 7.5).

A blank says nothing. Dates are YYYY-MM-DD, YYYYMMDD or MM/DD/YYYY, with the sentinels of the department's systems.
UTF-8, or Windows-1252 where a line is not UTF-8. Columns that are not known here are ignored.
"""

import csv
from collections.abc import Iterator
from typing import BinaryIO

from cases.models import Case, Person, ReleaseDate
from cases.roster.lines import Fault, Line, as_written, read_birth_date, read_day, read_doc_number, said_of
from reentry_portal.errors import ActionRefused

SOURCE = ReleaseDate.Source.EXTRACT
NEEDED = ("doc_id", "cycle", "last_name", "first_name")
TEXTS = {"middle_name": 60, "suffix": 10, "language": 40, "facility": 8, "housing_unit": 20, "supervision": 60}
PLACES = ("county", "district")
CODES = {"sex": Person.Sex.values, "race": Person.Race.values, "ethnicity": Person.Ethnicity.values}
DATES = {
    "presumptive_parole_date": ReleaseDate.Kind.PRESUMPTIVE_PAROLE.value,
    "conditional_date": ReleaseDate.Kind.CONDITIONAL.value,
    "court_date": ReleaseDate.Kind.COURT.value,
    "mandatory_date": ReleaseDate.Kind.MANDATORY.value,
    "time_credit_date": ReleaseDate.Kind.TIME_CREDIT.value,
    "maximum_date": ReleaseDate.Kind.MAXIMUM.value,
}
RELEASE = ("released_on", "release_type")
COLUMNS = (*NEEDED, "birth_date", *CODES, *TEXTS, *PLACES, *DATES, *RELEASE)
LONGEST_NAME = 60


def looks_like(start: bytes) -> bool:
    """Whether a file that starts like this can be an extract."""
    header = start.split(b"\n", 1)[0].removeprefix(b"\xef\xbb\xbf")
    names = {name.strip(b' "\r').lower() for name in header.split(b",")}
    return b"doc_id" in names and len(names) > 1


def read(file: BinaryIO) -> Iterator[Line]:
    """The file's rows, one at a time; numbers count lines, the header being line 1.

    Raises ActionRefused when a needed column is missing, or when the file ends in the middle of a row.
    """
    lines = _Lines(file)
    rows = csv.reader(lines, strict=True)
    header = [name.strip().lower() for name in next(rows)]
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise ActionRefused(f"The extract has no column {', '.join(missing)}.")
    while True:
        lines.taken.clear()
        number = lines.number + 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            if lines.at_end:
                raise ActionRefused(f"The file is cut off: line {number} ends inside a quoted value.") from error
            yield Line(number, text="".join(lines.taken).rstrip("\r\n"), fault=f"Not CSV: {error}")
            rows = csv.reader(lines, strict=True)
            continue
        if not cells:
            continue
        text = "".join(lines.taken)
        if len(cells) < len(header) and not text.endswith("\n"):
            raise ActionRefused(f"The file is cut off: line {number} has {len(cells)} of {len(header)} values.")
        yield read_row(number, text.rstrip("\r\n"), header, cells)


class _Lines:
    """The file as text; remembers the lines that the current row was made of."""

    def __init__(self, file: BinaryIO):
        self.file, self.number, self.taken, self.at_end = file, 0, [], False

    def __iter__(self):
        return self

    def __next__(self) -> str:
        raw = self.file.readline(65_536)
        if not raw:
            self.at_end = True
            raise StopIteration
        self.number += 1
        try:
            text = raw.decode("utf-8-sig" if self.number == 1 else "utf-8")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", errors="replace")
        self.taken.append(text)
        return text


def read_row(number: int, text: str, header: list[str], cells: list[str]) -> Line:
    try:
        if len(cells) != len(header):
            raise Fault(f"The row has {len(cells)} values instead of {len(header)}")
        if "\0" in text:
            raise Fault("Not text")
        row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
        doc_number, cycle = read_doc_number(row["doc_id"]), row["cycle"].replace("-", "")
        if read_day(cycle, "cycle") in (None, "none"):
            raise Fault("The cycle is missing")
        return Line(number, text=text, doc_number=doc_number, cycle=cycle, said=_said(row, cycle))
    except Fault as fault:
        return Line(number, text=text.replace("\0", "�"), fault=str(fault))


def _said(row: dict[str, str], cycle: str) -> dict:
    fields = {
        "cycle": cycle,
        "last_name": as_written(row["last_name"]),
        "first_name": as_written(row["first_name"]),
        "birth_date": read_birth_date(row.get("birth_date", "")),
    }
    if not fields["last_name"] or not fields["first_name"]:
        raise Fault("The name is missing")
    fields |= {name: row.get(name, "") for name in (*TEXTS, *PLACES)}
    fields["middle_name"], fields["suffix"] = as_written(fields["middle_name"]), as_written(fields["suffix"])
    for name, most in {"last_name": LONGEST_NAME, "first_name": LONGEST_NAME, **TEXTS}.items():
        if len(fields[name]) > most:
            raise Fault(f"The {name.replace('_', ' ')} is longer than {most} characters")
    for name, codes in CODES.items():
        code = row.get(name, "").upper()[:1]
        fields[name] = code if code in codes else ""
    fields |= _release(row)
    dates = {kind: read_day(row.get(column, ""), column.replace("_", " ")) for column, kind in DATES.items()}
    return said_of(fields, dates)


def _release(row: dict[str, str]) -> dict[str, str]:
    left = read_day(row.get("released_on", ""), "day of release")
    if not left or not left[0].isdigit():
        return {}
    kind = row.get("release_type", "").lower()
    return {
        "released_on": left,
        "release_type": kind if kind in Case.ReleaseType.values else Case.ReleaseType.OTHER.value,
    }
