"""Synthetic roster files with the quirks of the real ones (missouri-data.md 1 and 2). Everyone in them is invented."""

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import BinaryIO

from cases.reference.places import COUNTIES, FACILITIES
from cases.roster.extract import COLUMNS
from demo import names

# Shares of people: in an institution with an open charge, there with none, in the field, no longer supervised.
WHERE = [("inside", 8), ("ended", 2), ("field", 25), ("gone", 65)]
RACES = ("White", "Black", "Asian/Pacific Islander", "Nat Am/Alaskan", "Unknown")
DISTRICTS = ("07C", "08C", "12", "19")
ACCENTS = ("Peña", "Núñez", "Façade", "Müller")
CHARGES = ("STEALING - $750 OR MORE", "BURGLARY - 2ND DEGREE", "TC: POSSESSION OF CONTROLLED SUBSTANCE", "FORGERY")
PRISONS = [facility for facility in FACILITIES if facility[6] == "prison" and facility[7]]
FIRST_NUMBER = 2_000_000


def write_fak930(file: BinaryIO, *, lines: int, seed: int, as_of: date, faults: float = 0.0) -> None:
    """So many lines of 298 characters in Windows-1252; `faults` is the share of lines that cannot be read."""
    rng = random.Random(seed)
    written = 0
    for number in range(FIRST_NUMBER, FIRST_NUMBER + lines):
        for line in _charges(rng, number, as_of):
            raw = line.encode("cp1252")
            if faults and rng.random() < faults:
                raw = rng.choice([raw[:-40], raw[:255] + b"20261399" + raw[263:], raw[:129] + b"X" + raw[130:]])
            file.write(raw + b"\n")
            written += 1
            if written == lines:
                return


def _charges(rng, number: int, as_of: date) -> Iterator[str]:
    where = rng.choices([name for name, _ in WHERE], [share for _, share in WHERE])[0]
    woman = rng.random() < 0.12
    prison = rng.choice([facility for facility in PRISONS if (facility[5] == "F") == woman])[0]
    place, flag = {"inside": (prison, "I"), "ended": (prison, "I"), "field": (rng.choice(DISTRICTS), "F")}.get(
        where, ("", " ")
    )
    last = rng.choice(ACCENTS) if rng.random() < 0.01 else names.surname(rng)
    born = as_of - timedelta(days=rng.randint(19 * 365, 70 * 365))
    person = (
        f"{number:08d}{last.upper():<18.18}{rng.choice(names.WOMEN if woman else names.MEN).upper():<12.12}"
        f"{rng.choice(['', '', 'LEE', 'ANN']):<12}{rng.choice(['', '', '', 'JR', 'SR']):<3}"
        f"{rng.choices(RACES, [60, 34, 1, 1, 4])[0]:<30}{'Female' if woman else 'Male':<30}{born:%Y%m%d}"
        f"{place:<8}{flag}"
    )
    line = ""
    for charge in range(rng.choices([1, 2, 3, 5, 9], [46, 25, 15, 11, 3])[0]):
        if line and rng.random() < 0.035:
            yield line  # exact repeats happen
            continue
        open_charge = where in ("inside", "field") and (charge == 0 or rng.random() < 0.4)
        line = person + _charge(rng, as_of, open_charge=open_charge, field=where == "field")
        yield line


def _charge(rng, as_of: date, *, open_charge: bool, field: bool) -> str:
    county = rng.choice(COUNTIES)[0]
    sentenced = as_of - timedelta(days=rng.randint(90, 9000))
    fate = rng.random()
    if field and fate < 0.75:
        maximum = minimum = "00000000"
    elif fate < 0.05:
        maximum = minimum = "99999999"
    elif fate < 0.07:
        maximum = minimum = "88888888"
    elif fate < 0.08:
        maximum = minimum = "66666666"
    else:
        ahead = rng.randint(-200, 500) if open_charge else -rng.randint(1, 8000)
        first = as_of + timedelta(days=ahead)
        minimum, maximum = f"{first:%Y%m%d}", f"{first + timedelta(days=rng.choice([0, 300, 1500])):%Y%m%d}"
        if rng.random() < 0.05:
            minimum = "00000000"
    probation = rng.choice(["SES", "CPR"]) if field else ""
    return (
        f"{f'{sentenced:%y}CR-{rng.randint(1, 999999):06d}':<20}{'':<4}{county:<4}{rng.randint(100, 9999):04d}"
        f"{f'{rng.randint(10000, 40000)}99{rng.choice("0001")}':<8}{rng.choice(CHARGES):<74}"
        f"{'N' if open_charge else 'Y'}{rng.choice(['', '', 'CC', 'CS']):<2}{sentenced:%Y%m%d}{maximum}{minimum}"
        f"{rng.randint(1, 15):04d}{rng.randint(0, 11):02d}00"
        f"{f'{sentenced:%Y%m%d}' if probation else '00000000'}{probation:<3}{5 if probation else 0:04d}0000"
    )


def write_extract(file: BinaryIO, *, lines: int, seed: int, as_of: date, faults: float = 0.0) -> None:
    """So many rows, one a person and cycle, in UTF-8 with a header; a few people have an older cycle as well."""
    rng = random.Random(seed)
    writer = csv.writer(_Encoded(file))
    writer.writerow(COLUMNS)
    written, number = 0, FIRST_NUMBER
    while written < lines:
        number += 1
        row = _extract_row(rng, number, as_of)
        older = {**row, "cycle": "20040101", "housing_unit": "", "maximum_date": "20060101"}
        for each in [older, row] if rng.random() < 0.05 and written < lines - 1 else [row]:
            if faults and rng.random() < faults:
                each = {**each, rng.choice(["doc_id", "maximum_date", "last_name"]): rng.choice(["", "20260230x"])}
                each["doc_id"] = each["doc_id"] and "12A"
            writer.writerow([each.get(name, "") for name in COLUMNS])
            written += 1


def _extract_row(rng, number: int, as_of: date) -> dict:
    woman = rng.random() < 0.12
    ahead = as_of + timedelta(days=rng.randint(1, 360))
    first = rng.choice(names.WOMEN if woman else names.MEN)
    last = rng.choice(ACCENTS) if rng.random() < 0.01 else names.surname(rng)
    life = rng.random() < 0.01
    return {
        "doc_id": str(number),  # unpadded, as some systems export it
        "cycle": f"{as_of - timedelta(days=rng.randint(200, 4000)):%Y%m%d}",
        "last_name": last.upper(),
        "first_name": first.upper(),
        "birth_date": f"{as_of - timedelta(days=rng.randint(19 * 365, 70 * 365)):%Y-%m-%d}",
        "sex": "F" if woman else "M",
        "race": rng.choice("BWWWAIU"),
        "ethnicity": rng.choice("NNNNH"),
        "language": rng.choice(["", "", "", "Spanish"]),
        "facility": rng.choice([facility for facility in PRISONS if (facility[5] == "F") == woman])[0],
        "housing_unit": f"HU-{rng.randint(1, 9)}",
        "county": rng.choice(COUNTIES)[0],
        "supervision": rng.choice(["Parole", "Conditional release", ""]),
        "presumptive_parole_date": f"{ahead:%Y-%m-%d}" if rng.random() < 0.5 and not life else "",
        "conditional_date": f"{ahead + timedelta(days=60):%Y%m%d}" if not life else "99999999",
        "maximum_date": f"{ahead + timedelta(days=900):%Y-%m-%d}" if not life else "99999999",
        "time_credit_date": rng.choice(["", "0"]),
    }


class _Encoded:
    def __init__(self, file: BinaryIO):
        self.file = file

    def write(self, text: str) -> int:
        return self.file.write(text.encode())
