"""FAK930, the department's public fixed-width file: one line a charge, 298 characters, Windows-1252, no header.

Layout and sentinels: missouri-data.md 1 and 2. From it come the charges that hold a person in an institution: function
flag I, not completed. The file has no cycle, no release type and no county of return.
"""

from collections.abc import Iterator
from typing import BinaryIO

from cases.models import ReleaseDate
from cases.roster.lines import (
    LONGEST_LINE,
    Fault,
    Line,
    as_written,
    read_birth_date,
    read_day,
    read_doc_number,
    said_of,
)
from reentry_portal.errors import ActionRefused

SOURCE = ReleaseDate.Source.FAK930
LENGTH = 298
DOC, LAST, FIRST, MIDDLE, SUFFIX = slice(0, 8), slice(8, 26), slice(26, 38), slice(38, 50), slice(50, 53)
RACE, SEX, BIRTH, PLACE, FLAG = slice(53, 83), slice(83, 113), slice(113, 121), slice(121, 129), slice(129, 130)
COMPLETED, MAXIMUM, MINIMUM = slice(244, 245), slice(255, 263), slice(263, 271)

RACES = {"Asian/Pacific Islander": "A", "Black": "B", "Nat Am/Alaskan": "I", "Unknown": "U", "White": "W"}
SEXES = {"Male": "M", "Female": "F", "Unknown": "U"}
ELSEWHERE = {b"F": "In the field, not in an institution", b" ": "Not under supervision now"}


def looks_like(start: bytes) -> bool:
    """Whether a file that starts like this can be FAK930."""
    first = start.split(b"\n", 1)[0].rstrip(b"\r")
    return len(first) == LENGTH and first[DOC].isdigit()


def read(file: BinaryIO) -> Iterator[Line]:
    """The file's lines, one at a time. Raises ActionRefused when the file ends in the middle of a line."""
    number = 0
    while raw := file.readline(LONGEST_LINE):
        number += 1
        whole = raw.endswith(b"\n")
        raw = raw.rstrip(b"\r\n")
        if not whole and len(raw) < LENGTH:
            raise ActionRefused(f"The file is cut off: its last line, {number}, has {len(raw)} of {LENGTH} characters.")
        yield read_line(number, raw)


def read_line(number: int, raw: bytes) -> Line:
    if len(raw) != LENGTH or b"\0" in raw:
        reason = f"The line has {len(raw)} characters instead of {LENGTH}" if len(raw) != LENGTH else "Not text"
        return Line(number, text=_text(raw), doc_number=_number_in(raw), fault=reason)
    flag, completed = raw[FLAG], raw[COMPLETED]
    if flag in ELSEWHERE and raw[DOC].isdigit() and completed in b"YN":
        return Line(number, skipped=ELSEWHERE[flag])
    if flag == b"I" and completed == b"Y" and raw[DOC].isdigit():
        return Line(number, skipped="Charge completed")
    text = _text(raw)
    try:
        if flag not in (b"I", *ELSEWHERE):
            raise Fault(f"The function flag is {_text(flag)}; it can be F, I or blank")
        if completed not in (b"Y", b"N"):
            raise Fault(f"The completed flag is {_text(completed).strip() or 'blank'}; it can be Y or N")
        return Line(number, text=text, doc_number=read_doc_number(text[DOC]), said=_said(text))
    except Fault as fault:
        return Line(number, text=text, doc_number=_number_in(raw), fault=str(fault))


def _number_in(raw: bytes) -> str:
    """The DOC number of a line that cannot be used, where it can be read: whom it names is not missing."""
    try:
        return read_doc_number(_text(raw[DOC]))
    except Fault:
        return ""


def _said(text: str) -> dict:
    last_name, first_name = as_written(text[LAST]), as_written(text[FIRST])
    if not last_name or not first_name:
        raise Fault("The name is missing")
    if not text[PLACE].strip():
        raise Fault("The institution is missing")
    fields = {
        "last_name": last_name,
        "first_name": first_name,
        "middle_name": as_written(text[MIDDLE]),
        "suffix": as_written(text[SUFFIX]),
        "race": RACES.get(text[RACE].strip(), ""),
        "sex": SEXES.get(text[SEX].strip(), ""),
        "birth_date": read_birth_date(text[BIRTH]),
        "facility": text[PLACE].strip(),
    }
    return said_of(
        fields,
        {
            ReleaseDate.Kind.SENTENCE_MINIMUM.value: read_day(text[MINIMUM], "minimum release date"),
            ReleaseDate.Kind.SENTENCE_MAXIMUM.value: read_day(text[MAXIMUM], "maximum release date"),
        },
    )


def _text(raw: bytes) -> str:
    return raw.decode("cp1252", errors="replace").replace("\0", "�")
