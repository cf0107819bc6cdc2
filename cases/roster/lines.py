"""What both formats share: a line as read, and dates that may be no dates."""

from dataclasses import dataclass
from datetime import date

LONGEST_LINE = 4096

# Values of a date field that are no date, and why (missouri-data.md 2.2 and section 3).
NO_DATE = {
    "99999999": "life",
    "88888888": "indeterminate",
    "66666666": "investigation",
    **dict.fromkeys(["0", "00000000", "19000000", "20000000", "77777777", "77991231", "99991231"], "none"),
}


class Fault(ValueError):
    """A line that cannot be used; the message is the reason, for staff to read."""


@dataclass(slots=True)
class Line:
    """One line of a roster. Exactly one of `said` (taken up), `skipped` (a reason) and `fault` (a reason) is set.

    A faulty line carries its DOC number where that can be read. `said` holds only what is not blank: field names to
    text, and `dates`, which maps a ReleaseDate.Kind to an ISO day or to a Case.NoDate.
    """

    number: int
    text: str = ""
    doc_number: str = ""
    cycle: str = ""
    said: dict | None = None
    skipped: str = ""
    fault: str = ""


def read_day(raw: str, what: str) -> str | None:
    """An ISO day, or the reason why there is none (a Case.NoDate), or None when the field is blank.

    Takes YYYYMMDD, YYYY-MM-DD and MM/DD/YYYY. Raises Fault on anything else, 30 February included.
    """
    raw = raw.strip()
    if not raw:
        return None
    if raw.count("/") == 2:
        month, day, year = raw.split("/")
        raw = f"{year:0>4}{month:0>2}{day:0>2}"
    digits = raw.replace("-", "")
    if digits in NO_DATE:
        return NO_DATE[digits]
    try:
        if len(digits) != 8 or not digits.isascii():
            raise ValueError
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()
    except ValueError:
        raise Fault(f"The {what} is not a date: {raw}") from None


def read_birth_date(raw: str) -> str:
    """An ISO day, or nothing when the file has none. Raises Fault on a day that no one now living was born on."""
    day = read_day(raw, "birth date") or ""
    if day in NO_DATE.values():
        return ""
    if day and not "1900-01-01" <= day <= date.today().isoformat():
        raise Fault(f"The birth date cannot be: {raw.strip()}")
    return day


def read_doc_number(raw: str) -> str:
    """The DOC number in its eight digits. Raises Fault."""
    raw = raw.strip()
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 8 and int(raw)):
        raise Fault(f"The DOC number is not a number of up to eight digits: {raw or 'blank'}")
    return raw.zfill(8)


def as_written(name: str) -> str:
    """A name that comes in capitals, as people write it: O'BRIEN-MCKAY becomes O'Brien-McKay."""
    name = " ".join(name.split())
    if not name.isupper():
        return name
    written = name.title()
    return "".join(
        letter.upper() if place >= 2 and written[place - 2 : place] == "Mc" else letter
        for place, letter in enumerate(written)
    )


def said_of(fields: dict[str, str], dates: dict[str, str | None]) -> dict:
    """What a line says: everything that is not blank."""
    said = {name: value for name, value in fields.items() if value}
    said["dates"] = {kind: day for kind, day in dates.items() if day}
    return said
