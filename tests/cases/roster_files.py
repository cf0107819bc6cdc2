"""Small roster files for tests, written field by field."""

import csv
import io
from datetime import date, timedelta

from cases.roster.extract import COLUMNS
from reentry_portal import clock


def day(days: int) -> str:
    """YYYYMMDD, so many days from today."""
    return f"{clock.today() + timedelta(days=days):%Y%m%d}"


def fak_line(
    doc=9100001,
    *,
    last="HALVORSEN",
    first="DARNELL",
    race="White",
    sex="Male",
    birth="19880115",
    place="MCC",
    flag="I",
    completed="N",
    minimum="00000000",
    maximum="00000000",
) -> str:
    """One line of FAK930, 298 characters."""
    line = (
        f"{doc:08d}{last:<18}{first:<12}{'':<12}{'':<3}{race:<30}{sex:<30}{birth:<8}{place:<8}{flag:<1}"
        f"{'19CR-000412':<20}{'':<4}{'BOON':<4}{'2399':<4}{'15021990':<8}{'STEALING':<74}{completed:<1}{'':<2}"
        f"20190304{maximum}{minimum}00070000{'00000000'}{'':<3}00000000"
    )
    assert len(line) == 298
    return line


def fak(*lines: str) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("cp1252")


def row(doc="9100001", **values) -> dict:
    known = {"doc_id": doc, "cycle": "20240110", "last_name": "HALVORSEN", "first_name": "DARNELL", "sex": "M"}
    return {**known, "facility": "MCC", "conditional_date": day(120), **values}


def extract(*rows: dict, columns=COLUMNS) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def iso(days: int) -> date:
    return clock.today() + timedelta(days=days)
