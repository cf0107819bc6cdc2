"""The nightly extract: CSV with a header, one row a person and cycle (domain.md 7.5).

A blank says nothing. Dates are YYYY-MM-DD, YYYYMMDD or MM/DD/YYYY, with the sentinels of the department's systems.
UTF-8, or Windows-1252 where a line is not UTF-8. Columns that are not known here are ignored.
"""

import csv
from collections import deque
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
COLUMNS = (*NEEDED, "former_doc_id", "birth_date", *CODES, *TEXTS, *PLACES, *DATES, *RELEASE)
LONGEST_NAME = 60
MOST_LINE_BREAKS = 5  # lines that a quoted value may go on


def looks_like(start: bytes) -> bool:
    """Whether a file that starts like this can be an extract."""
    header = start.split(b"\n", 1)[0].removeprefix(b"\xef\xbb\xbf")
    names = {name.strip(b' "\r').lower() for name in header.split(b",")}
    return b"doc_id" in names and len(names) > 1


def read(file: BinaryIO) -> Iterator[Line]:
    """The file's rows, one at a time; numbers count lines, the header being line 1.

    A fault stays with its own line: a quote that is never closed spoils that line alone. Raises ActionRefused when a
    needed column is missing, or when the last line has no line end, for then the file was cut off.
    """
    lines = _Lines(file)
    header = [name.strip().lower() for name in _cells(lines.take()) or []]
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise ActionRefused(f"The extract has no column {', '.join(missing)}.")
    while text := lines.take():
        number = lines.number
        cells = _cells(text)
        if cells is None:
            text, cells = _with_its_line_breaks(text, lines, header)
        if not text.endswith("\n"):
            raise ActionRefused(f"The file is cut off: its last line, {number}, has no line end.")
        text = text.rstrip("\r\n")
        if cells is None:
            fault = "Not CSV: a quote in it is not paired"
            yield Line(
                number, text=text.replace("\0", "�"), doc_number=_number_in(text.split(","), header), fault=fault
            )
        elif text.strip():
            yield read_row(number, text, header, cells)


def _cells(text: str) -> list[str] | None:
    """The values of a line; None when its quotes do not pair."""
    try:
        return next(csv.reader([text], strict=True), [])
    except csv.Error:
        return None


def _with_its_line_breaks(text: str, lines: "_Lines", header: list[str]) -> tuple[str, list[str] | None]:
    """A row whose quoted value goes on in the next lines, when these belong to it; otherwise the line as it is.

    They belong to it when together they make a row of the header's width, and none of them is such a row by itself.
    """
    joined = text
    for ahead, following in enumerate(lines.ahead(MOST_LINE_BREAKS), start=1):
        alone = _cells(following)
        if alone is not None and len(alone) == len(header):
            break
        joined += following
        cells = _cells(joined)
        if cells is not None and len(cells) == len(header):
            lines.skip(ahead)
            return joined, cells
    return text, None


def _number_in(cells: list[str], header: list[str]) -> str:
    """The DOC number of a line that cannot be used, where it can be read: whom it names is not missing."""
    try:
        return read_doc_number(cells[header.index("doc_id")].strip(' "'))
    except (Fault, IndexError):
        return ""


class _Lines:
    """The file as text, with a look at the lines ahead. `number` counts the lines taken."""

    def __init__(self, file: BinaryIO):
        self.file, self.number, self.read_ahead = file, 0, deque()

    def take(self) -> str:
        """The next line; empty at the end of the file."""
        text = self.read_ahead.popleft() if self.read_ahead else self._read()
        self.number += 1
        return text if self.number > 1 else text.removeprefix("\ufeff")

    def ahead(self, most: int) -> Iterator[str]:
        for place in range(most):
            if place == len(self.read_ahead):
                self.read_ahead.append(self._read())
            if not self.read_ahead[place]:
                return
            yield self.read_ahead[place]

    def skip(self, lines: int) -> None:
        for _ in range(lines):
            self.take()

    def _read(self) -> str:
        raw = self.file.readline(65_536)
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return raw.decode("cp1252", errors="replace")


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
        return Line(number, text=text.replace("\0", "�"), doc_number=_number_in(cells, header), fault=str(fault))


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
    if row.get("former_doc_id"):
        fields["former_doc_id"] = read_doc_number(row["former_doc_id"])
    dates = {kind: read_day(row.get(column, ""), column.replace("_", " ")) for column, kind in DATES.items()}
    return said_of(fields, dates)


def _release(row: dict[str, str]) -> dict[str, str]:
    left = read_day(row.get("released_on", ""), "day of release")
    if not left or not left[0].isdigit():
        return {}
    kind = row.get("release_type", "").lower()
    return {
        "released_on": left,
        "release_type": kind if kind in (*Case.ReleaseType.values, "death") else Case.ReleaseType.OTHER.value,
    }
