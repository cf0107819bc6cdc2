"""What a roster would change: each row beside what is known of its person, and who is not named any more."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import QuerySet

from cases.models import Case, Person, ReleaseDate, RosterBatch, RosterRow
from cases.roster.differences import Difference, Known, Places, difference
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

FORMER = "former_doc_id"  # the number that a row's own took the place of
PEOPLE_AT_ONCE = 500
GONE_AFTER = 3  # rosters in a row that do not name a person
State = RosterBatch.State
Kind = RosterRow.Kind


def _last_applied(batch: RosterBatch) -> RosterBatch | None:
    applied = RosterBatch.objects.filter(format=batch.format, state=State.APPLIED)
    return applied.order_by("-as_of", "-pk").first()


def must_be_of_its_time(batch: RosterBatch) -> None:
    if batch.as_of > clock.today():
        raise ActionRefused(f"The roster speaks of {batch.as_of:%m/%d/%Y}, a day to come.")
    last = _last_applied(batch)
    if last is not None and last.as_of > batch.as_of:
        raise ActionRefused(
            f"A roster of {last.as_of:%m/%d/%Y} was applied already; this one, of {batch.as_of:%m/%d/%Y}, is older."
        )


def named_before(batch: RosterBatch) -> QuerySet[RosterRow]:
    """The people inside whom the last roster named."""
    inside = Person.objects.filter(cases__state__in=Case.INSIDE).values("doc_number")
    return RosterRow.objects.filter(batch=_last_applied(batch), doc_number__in=inside)


def differences(batch: RosterBatch, rows: list[RosterRow]) -> Iterator[tuple[RosterRow, Known, Difference]]:
    numbers = [row.doc_number for row in rows]
    known = _known(rows, batch.source)
    given_up = _given_up(rows)
    last = _last_applied(batch)
    before = dict(RosterRow.objects.filter(batch=last, doc_number__in=numbers).values_list("doc_number", "said"))
    places, days = Places.load(), _days_before(batch)
    for row in rows:
        person = known.get(row.doc_number, Known())
        if person.person is not None and person.person.merged_into_id:
            found = Difference(outside="DOC number was merged into another")
        elif row.lines:
            found = difference(
                row.said,
                before.get(row.doc_number),
                person,
                places,
                source=batch.source,
                as_of=batch.as_of,
                within=batch.within_days,
            )
        elif row.said:  # its line was set aside
            found = Difference()
        else:
            found = _missing(person, batch, days)
        if row.doc_number in given_up:
            found.says(Kind.MERGED, f"DOC number {row.said[FORMER]} became {row.doc_number}.")
            found.outside = ""
        yield row, person, found


def _days_before(batch: RosterBatch) -> list[date]:
    """The days of which rosters of this format were applied, the last ones; empty when this batch's is among them."""
    applied = RosterBatch.objects.filter(format=batch.format, state=State.APPLIED).order_by("-as_of")
    days = list(applied.values_list("as_of", flat=True).distinct()[:GONE_AFTER])
    return [] if batch.as_of in days else days


def _missing(known: Known, batch: RosterBatch, days: list[date]) -> Difference:
    """A person whom the last roster did not name either has a row too, so that one can count how often (IM-05)."""
    found = Difference()
    case = known.case
    if case is None or not case.is_inside:
        return found
    if case.missing_since is None:
        found.says(Kind.MISSING, f"Was on the last roster and is not on this one, of {batch.as_of:%m/%d/%Y}.")
    elif sum(case.missing_since <= day for day in days) == GONE_AFTER - 1:
        found.says(Kind.GONE, f"On none of the last {GONE_AFTER} rosters, since {case.missing_since:%m/%d/%Y}.")
    return found


def _given_up(rows: Iterable[RosterRow]) -> dict[str, Person]:
    """For the number of each row that took the place of another: the person under that other, not merged yet."""
    former = {row.said[FORMER]: row.doc_number for row in rows if FORMER in row.said}
    people = Person.objects.filter(doc_number__in=former, merged_into=None)
    return {former[person.doc_number]: person for person in people}


def _known(rows: list[RosterRow], source: str) -> dict[str, Known]:
    doc_numbers = [row.doc_number for row in rows]
    named = Person.objects.filter(doc_number__in=doc_numbers)
    people = {person.doc_number: person for person in named}
    for number, gone in _given_up(rows).items():
        people.setdefault(number, gone)
    cases = Case.objects.filter(person__in=people.values()).select_related("person", "facility", "county", "district")
    open_cases, ended = {}, {}
    for case in cases.order_by("ended_on", "pk"):
        (open_cases if case.is_open else ended)[case.person_id] = case
    dates: dict[int, dict[str, ReleaseDate]] = {}
    for row in ReleaseDate.objects.filter(case__in=open_cases.values(), source=source, replaced_at=None):
        dates.setdefault(row.case_id, {})[row.kind] = row
    return {
        number: Known(
            person=person,
            case=(case := open_cases.get(person.pk)),
            ended=ended.get(person.pk),
            dates=dates.get(case.pk, {}) if case else {},
        )
        for number, person in people.items()
    }
