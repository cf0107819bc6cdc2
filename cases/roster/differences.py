"""What a row of a roster means for what the portal knows. One rule for the preview and for the real thing.

A roster changes a fact only when it changed its own mind since its last applied file; otherwise what staff typed
stands. Meeting a person for the first time it fills blanks, and brings the institution and the dates. A blank never
erases anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from cases.models import Case, County, District, Facility, Person, ReleaseDate, RosterRow
from cases.release_dates import WorkingDate, working_date

Kind = RosterRow.Kind
PERSON_FACTS = (
    *("last_name", "first_name", "middle_name", "suffix"),
    *("birth_date", "sex", "race", "ethnicity", "language"),
)
CASE_FACTS = ("cycle", "housing_unit", "county", "district", "supervision")
LABELS = {"birth_date": "Date of birth", "county": "County of return", "district": "Field office"}
DEATH = "death"  # as a type of release
DAYS = {kind.value: kind.label for kind in ReleaseDate.Kind}
NONE = {reason.value: reason.label.lower() for reason in Case.NoDate}


@dataclass(frozen=True)
class Places:
    """Codes of the department to our rows."""

    facilities: Mapping[str, Facility]
    counties: Mapping[str, County]
    districts: Mapping[str, District]

    @classmethod
    def load(cls) -> "Places":
        counties = list(County.objects.all())
        return cls(
            facilities={facility.code: facility for facility in Facility.objects.all()},
            counties={county.code: county for county in counties}
            | {county.name.upper(): county for county in counties},
            districts={district.code: district for district in District.objects.all()},
        )

    def find(self, name: str, code: str) -> Facility | County | District | None:
        code = code.strip().upper()
        if name == "facility":
            return self.facilities.get(code)
        if name == "county":
            return self.counties.get(code)
        return self.districts.get(code.lstrip("0"))


@dataclass(frozen=True)
class Known:
    """What the portal knows of a person before the roster speaks."""

    person: Person | None = None
    case: Case | None = None
    ended: Case | None = None
    dates: Mapping[str, ReleaseDate] = field(default_factory=dict)


@dataclass
class Difference:
    """What is to be done about one person. `kinds` and `texts` say it to staff, line by line."""

    kinds: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    outside: str = ""
    unmapped: list[str] = field(default_factory=list)
    opens_case: bool = False
    returned: bool = False
    released: tuple[date, str] | None = None
    back: bool = False
    facility: Facility | None = None
    facts: dict = field(default_factory=dict)
    dates: dict[str, tuple[date | None, str]] = field(default_factory=dict)

    def says(self, kind: str, text: str) -> None:
        if kind not in self.kinds:
            self.kinds.append(kind)
        self.texts.append(text)


def difference(
    said: dict, before: dict | None, known: Known, places: Places, *, source: str, as_of: date, within: int
) -> Difference:
    """Compare what a roster says of someone with what it said `before` and with what is `known`.

    `as_of` is the roster's day; people who are new come in when their date lies in the `within` days from it.
    """
    found = Difference()
    case = known.case
    if case is None or _returned(said, case):
        _someone_new(found, said, known, source=source, as_of=as_of, within=within)
        if found.opens_case:
            found.dates = _dates(said, {})
            found.facts, found.unmapped = _all_facts(said, places)
            found.facility = places.find("facility", said.get("facility", ""))
        return found
    if said.get("release_type") == DEATH:
        found.says(Kind.DECEASED, f"Died on {_day(said['released_on'])}.")
        return found
    if case.state == Case.State.RELEASED:
        if before is not None and "released_on" in before and "released_on" not in said:
            found.says(Kind.CANCELLED, f"The release of {case.released_on:%m/%d/%Y} was taken back.")
        else:
            _still_inside(found, said, case)
        return found
    if case.cycle and said.get("cycle", case.cycle) != case.cycle:
        found.says(Kind.CONFLICT, f"The roster speaks of cycle {said['cycle']}, the open case of cycle {case.cycle}.")
        return found
    if case.missing_since:
        found.back = True
        found.says(Kind.BACK, f"Was missing since {case.missing_since:%m/%d/%Y}.")
    if "released_on" in said:
        left = date.fromisoformat(said["released_on"])
        if left > as_of:
            found.says(Kind.CONFLICT, f"A release on {left:%m/%d/%Y} lies after the roster's own day.")
        else:
            found.released = (left, said["release_type"])
            found.says(Kind.RELEASED, f"Left on {left:%m/%d/%Y}.")
    _facts(found, said, before, known, places)
    _moved_dates(found, said, known)
    return found


def planned_date(said: dict, *, source: str, today: date) -> WorkingDate:
    """The date that someone new would be planned by."""
    rows = [
        ReleaseDate(kind=kind, source=source, date=day, no_date_reason=why)
        for kind, (day, why) in _dates(said, {}).items()
    ]
    return working_date(rows, today=today)


def _returned(said: dict, case: Case) -> bool:
    """A new cycle of someone whom the portal has as released: back in prison."""
    new_cycle = said.get("cycle", "")
    return case.state == Case.State.RELEASED and bool(case.cycle) and new_cycle > case.cycle


def _someone_new(found: Difference, said: dict, known: Known, *, source: str, as_of: date, within: int) -> None:
    ended = known.ended
    if ended is not None and known.case is None and not _after(said, ended, as_of):
        found.outside = f"Case has ended ({ended.get_state_display().lower()})"
        return
    if "released_on" in said:
        found.outside = "Released before the portal knew the person"
        return
    planned = planned_date(said, source=source, today=as_of)
    if known.case is not None:
        found.returned = True
        found.says(Kind.RETURNED, f"New cycle from {_day(said['cycle'])}; the case of the release is closed.")
    elif planned.date is None:
        found.outside = f"No release date: {NONE[planned.no_date_reason]}"
        return
    elif planned.date < as_of:
        found.outside = "Release date is past"
        return
    elif planned.date > as_of + timedelta(days=within):
        found.outside = "Release date is beyond the window"
        return
    found.opens_case = True
    when = f"{planned.date:%m/%d/%Y}, {DAYS[planned.kind].lower()}" if planned.date else "no date"
    found.says(Kind.NEW, f"Release date: {when}.")


def _after(said: dict, ended: Case, as_of: date) -> bool:
    """Whether the roster speaks of a stay after the one that the ended case was about."""
    if ended.state == Case.State.DECEASED:
        return False
    if said.get("cycle") and ended.cycle:
        return said["cycle"] > ended.cycle
    return ended.released_on is not None and ended.ended_on < as_of


def _still_inside(found: Difference, said: dict, case: Case) -> None:
    left = said.get("released_on")
    if left is None and "cycle" not in said:
        text = f"Named as in an institution, but released on {case.released_on:%m/%d/%Y}."
    elif left is None:
        text = f"Named without a release, but released on {case.released_on:%m/%d/%Y}."
    elif left != case.released_on.isoformat():
        text = f"Released on {_day(left)}, says the roster; the case says {case.released_on:%m/%d/%Y}."
    else:
        return
    found.says(Kind.CONFLICT, text)


def _all_facts(said: dict, places: Places) -> tuple[dict, list[str]]:
    facts, unmapped = {}, []
    for name in (*PERSON_FACTS, *CASE_FACTS):
        if name in said:
            value = _value(name, said[name], places)
            if value is None:
                unmapped.append(f"{name} {said[name]}")
            else:
                facts[name] = value
    if said.get("facility") and places.find("facility", said["facility"]) is None:
        unmapped.append(f"facility {said['facility']}")
    return facts, unmapped


def _facts(found: Difference, said: dict, before: dict | None, known: Known, places: Places) -> None:
    new, found.unmapped = _all_facts(said, places)
    for name, value in new.items():
        now = getattr(known.person if name in PERSON_FACTS else known.case, name)
        said_before = (before or {}).get(name)
        changed_its_mind = said_before is not None and said[name] != said_before
        fills_a_blank = said_before is None and now in (None, "", "U")
        if value != now and (changed_its_mind or fills_a_blank):
            found.facts[name] = value
            label = LABELS.get(name, name.replace("_", " ").capitalize())
            found.says(Kind.FACTS, f"{label}: {_shown(now)} → {_shown(value)}")
    facility = places.find("facility", said.get("facility", ""))
    now = known.case.facility
    if facility is not None and facility != now and said["facility"] != (before or {}).get("facility"):
        found.facility = facility
        found.says(Kind.TRANSFER, f"{now.short_name if now else 'Not known'} → {facility.short_name}")


def _moved_dates(found: Difference, said: dict, known: Known) -> None:
    for kind, (day, why) in _dates(said, known.dates).items():
        kept = known.dates.get(kind)
        if kept is not None and (kept.date, kept.no_date_reason) == (day, why):
            continue
        found.dates[kind] = (day, why)
        was = f"{_shown(kept.date or NONE[kept.no_date_reason])} → " if kept else ""
        found.says(Kind.DATE, f"{DAYS[kind]}: {was}{_shown(day or NONE[why])}")


def _dates(said: dict, kept: Mapping) -> dict[str, tuple[date | None, str]]:
    """What is said of dates; that there is none is news only where there was one."""
    dates = {}
    for kind, value in sorted(said.get("dates", {}).items()):
        if value not in NONE:
            dates[kind] = (date.fromisoformat(value), "")
        elif value != Case.NoDate.NONE or kind in kept:
            dates[kind] = (None, value)
    return dates


def _value(name: str, text: str, places: Places):
    if name in ("county", "district"):
        return places.find(name, text)
    return date.fromisoformat(text) if name == "birth_date" else text


def _shown(value) -> str:
    if isinstance(value, date):
        return f"{value:%m/%d/%Y}"
    return str(value or "blank")


def _day(text: str) -> str:
    digits = text.replace("-", "")
    return f"{digits[4:6]}/{digits[6:]}/{digits[:4]}"
