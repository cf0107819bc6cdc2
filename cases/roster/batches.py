"""A roster file from received to applied. PostgreSQL holds what is to be done; a lost ring costs time, not a file."""

import logging
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from django.conf import settings
from django.db import ProgrammingError, connection, transaction
from django.db.models import QuerySet

from accounts import scope
from accounts.models import Role
from cases import actions
from cases.actions import roster as roster_actions
from cases.actions.cases import release_taken_back
from cases.assignment import Assignment
from cases.models import Case, Person, ReleaseDate, RosterBatch, RosterReject, RosterRow
from cases.roster import extract, fak930, nightly
from cases.roster.differences import PERSON_FACTS, Difference, Known, Places, difference
from cases.roster.doubts import doubts_about
from cases.roster.staging import stage
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

FORMATS = {RosterBatch.Format.FAK930: fak930, RosterBatch.Format.CSV: extract}
PEOPLE_AT_ONCE = 500
FORMER = "former_doc_id"  # the number that a row's own took the place of
GONE_AFTER = 3  # rosters in a row that do not name a person
ONE_AT_A_TIME = 930_298  # the advisory lock of whoever works through rosters
State = RosterBatch.State
Kind = RosterRow.Kind
log = logging.getLogger(__name__)


def store(content: Iterator[bytes]) -> str:
    """Keep an uploaded file until it is read; returns the name it is stored under."""
    folder = settings.MEDIA_ROOT / "rosters"
    folder.mkdir(parents=True, exist_ok=True)
    name = uuid4().hex
    with (folder / name).open("xb") as file:
        (folder / name).chmod(0o600)
        for chunk in content:
            file.write(chunk)
    return name


def receive(*, file_name: str, stored_as: str, as_of, within_days: int, by, format: str = "") -> RosterBatch:
    """Put a stored file in line; the worker takes it from there."""
    return RosterBatch.objects.create(
        file_name=file_name[-200:],
        stored_as=stored_as,
        format=format,
        as_of=as_of,
        within_days=within_days,
        received_by=by,
    )


def approve(batch: RosterBatch, *, by=None, reason: str = "") -> RosterBatch:
    """Let a checked roster be applied; `by` is None when the command line or the night does it.

    Raises ActionRefused when it does not wait for that, or when it is in quarantine and no supervisor gives a reason.
    """
    batch = _undecided(batch, "applied")
    if batch.state == State.QUARANTINED:
        if by is not None and by.role != Role.SUPERVISOR:
            raise ActionRefused("This roster is in quarantine. A supervisor decides.")
        if not reason.strip():
            raise ActionRefused("This roster is in quarantine. Say why it is right in spite of that.")
        batch.confirmed_by, batch.confirmation = by, reason.strip()[:200]
    batch.state = State.APPLYING
    batch.save(update_fields=["state", "confirmed_by", "confirmation"])
    return batch


def discard(batch: RosterBatch, *, by) -> RosterBatch:
    """Do not use a checked roster."""
    batch = _undecided(batch, "discarded")
    batch.state, batch.refusal, batch.finished_at = State.REFUSED, f"Discarded by {by.get_full_name()}.", clock.now()
    batch.save(update_fields=["state", "refusal", "finished_at"])
    return batch


def _undecided(batch: RosterBatch, what: str) -> RosterBatch:
    batch = RosterBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.state not in RosterBatch.UNDECIDED:
        raise ActionRefused(f"This roster is {batch.get_state_display().lower()}; it cannot be {what}.")
    return batch


def work_through(*, only: RosterBatch | None = None, wait: bool = False) -> int:
    """Check what was received and apply what was approved, oldest first; returns how many files were worked on.

    One process does this at a time: the others find the lock taken and go (or `wait`).
    """
    done = 0
    with _alone(wait=wait) as alone:
        while alone and (batch := _next(only)):
            step = apply if batch.state == State.APPLYING else check
            try:
                step(batch)
            except ActionRefused as refused:
                _refuse(batch, str(refused))
            done += 1
    return done


@contextmanager
def _alone(*, wait: bool) -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute(f"select pg_{'' if wait else 'try_'}advisory_lock(%s)", [ONE_AT_A_TIME])
        got = wait or cursor.fetchone()[0]
    try:
        yield got
    finally:
        if got:
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


def _next(only: RosterBatch | None) -> RosterBatch | None:
    with scope.acting_as(scope.worker):
        waiting = RosterBatch.objects.filter(state__in=RosterBatch.WAITING)
        if only is not None:
            waiting = waiting.filter(pk=only.pk)
        return waiting.order_by("pk").first()


def _refuse(batch: RosterBatch, why: str) -> None:
    log.warning("Roster %s refused: %s", batch.pk, why)
    with scope.acting_as(scope.worker):
        RosterRow.objects.filter(batch=batch).delete()
        batch.state, batch.refusal, batch.finished_at = State.REFUSED, why[:300], clock.now()
        batch.save(update_fields=["state", "refusal", "finished_at"])


def check(batch: RosterBatch) -> None:
    """Read the file, and say of each person what it would change. Raises ActionRefused when it is refused whole."""
    path = settings.MEDIA_ROOT / "rosters" / batch.stored_as
    with scope.acting_as(scope.worker):
        batch.state = State.CHECKING
        batch.save(update_fields=["state"])
    try:
        with _opened(path) as (file, size):
            room = FORMATS[batch.format] if batch.format else _recognized(batch, file)
            with scope.acting_as(scope.worker):
                _must_be_of_its_time(batch)
            stage(batch, room.read(file), share_read=lambda: file.tell() / size)
    except ActionRefused:
        path.unlink(missing_ok=True)
        raise
    with scope.acting_as(scope.worker):
        _name_the_missing(batch)
    _compare(batch)
    path.unlink(missing_ok=True)
    if batch.is_nightly:
        nightly.give_back(batch)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """The file and its size in bytes; of a zip, as the department's site offers it, the one file inside."""
    if not path.exists():
        raise ActionRefused("The stored file is gone. Bring it again.")
    size = path.stat().st_size
    if not size:
        raise ActionRefused("The file is empty.")
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            yield file, size
        return
    try:
        with zipfile.ZipFile(path) as archive:
            if len(archive.namelist()) != 1:
                raise ActionRefused("The zip holds more than one file. Bring the roster itself.")
            inside = archive.infolist()[0]
            with archive.open(inside) as file:
                yield file, max(inside.file_size, 1)
    except zipfile.BadZipFile as error:
        raise ActionRefused("The zip is damaged.") from error


def _recognized(batch: RosterBatch, file: BinaryIO):
    start = file.read(4096)
    file.seek(0)
    for format, room in FORMATS.items():
        if room.looks_like(start):
            batch.format = format
            with scope.acting_as(scope.worker):
                batch.save(update_fields=["format"])
            return room
    raise ActionRefused("This is no roster: neither the fixed-width file (FAK930) nor an extract with a doc_id column.")


def _last_applied(batch: RosterBatch) -> RosterBatch | None:
    applied = RosterBatch.objects.filter(format=batch.format, state=State.APPLIED)
    return applied.order_by("-as_of", "-pk").first()


def _must_be_of_its_time(batch: RosterBatch) -> None:
    if batch.as_of > clock.today():
        raise ActionRefused(f"The roster speaks of {batch.as_of:%m/%d/%Y}, a day to come.")
    last = _last_applied(batch)
    if last is not None and last.as_of > batch.as_of:
        raise ActionRefused(
            f"A roster of {last.as_of:%m/%d/%Y} was applied already; this one, of {batch.as_of:%m/%d/%Y}, is older."
        )


def _named_before(batch: RosterBatch) -> QuerySet[RosterRow]:
    """The people inside whom the last roster named."""
    inside = Person.objects.filter(cases__state__in=Case.INSIDE).values("doc_number")
    return RosterRow.objects.filter(batch=_last_applied(batch), doc_number__in=inside)


def _name_the_missing(batch: RosterBatch) -> None:
    """Put a row without lines for each person inside whom the last roster named and this one does not.

    Whose line was set aside was named all the same: what the last roster said of that person stands.
    """
    given_up = list(batch.rows.filter(said__has_key=FORMER).values_list(f"said__{FORMER}", flat=True))
    gone = _named_before(batch).exclude(doc_number__in=batch.rows.values("doc_number")).exclude(doc_number__in=given_up)
    set_aside = set(batch.rejects.exclude(doc_number="").values_list("doc_number", flat=True))
    RosterRow.objects.bulk_create(
        (
            RosterRow(
                batch=batch,
                doc_number=row.doc_number,
                name=row.name,
                said=row.said if row.doc_number in set_aside else {},
            )
            for row in gone.iterator(2000)
        ),
        batch_size=2000,
    )


def _compare(batch: RosterBatch) -> None:
    skipped, unmapped, counts = Counter(batch.skipped), Counter(), Counter()
    after = 0
    while True:
        with scope.acting_as(scope.worker):
            rows = list(batch.rows.filter(pk__gt=after).order_by("pk")[:PEOPLE_AT_ONCE])
            if not rows:
                break
            changed = []
            for row, _known_now, found in _differences(batch, rows):
                if found.outside:
                    skipped[found.outside] += row.lines
                elif row.lines:
                    counts["people"] += 1
                unmapped.update(found.unmapped)
                if found.kinds:
                    counts.update(found.kinds)
                    row.kinds, row.text = found.kinds, "\n".join(found.texts)
                    changed.append(row)
            RosterRow.objects.bulk_update(changed, ["kinds", "text"])
        after = rows[-1].pk
    counts["set_aside"] = _set_aside(batch)
    with scope.acting_as(scope.worker):
        batch.skipped, batch.counts = dict(skipped), {**counts, "unmapped": dict(unmapped)}
        batch.doubts = doubts_about(
            gone=counts[Kind.MISSING],
            named_before=_named_before(batch).count(),
            faults=counts["set_aside"],
            lines=batch.lines_read,
            lines_before=_lines_before(batch),
        )
        # What comes at night waits for no one, unless there is doubt.
        unasked = State.APPLYING if batch.is_nightly else State.CHECKED
        batch.state = State.QUARANTINED if batch.doubts else unasked
        batch.save(update_fields=["skipped", "counts", "doubts", "state"])


def _lines_before(batch: RosterBatch) -> list[int]:
    applied = RosterBatch.objects.filter(format=batch.format, state=State.APPLIED).order_by("-as_of", "-pk")
    return list(applied.values_list("lines_read", flat=True)[:7])


def _set_aside(batch: RosterBatch) -> int:
    with scope.acting_as(scope.worker):
        return RosterReject.objects.filter(batch=batch).count()


def _differences(batch: RosterBatch, rows: list[RosterRow]) -> Iterator[tuple[RosterRow, Known, Difference]]:
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


def apply(batch: RosterBatch) -> None:
    """Do what the roster means, some hundred people at a time, each of these a transaction.

    What is compared is what is known now, not what the preview saw; a run that broke off goes on where it stopped.
    Raises ActionRefused when a newer roster was applied meanwhile.
    """
    with scope.acting_as(scope.worker):
        _must_be_of_its_time(batch)
        assignment = Assignment.load()
    title = f"Roster of {batch.as_of:%m/%d/%Y}"
    while True:
        with scope.acting_as(scope.worker):
            rows = list(batch.rows.filter(applied=False).exclude(kinds=[]).order_by("pk")[:PEOPLE_AT_ONCE])
            if not rows:
                break
            new = []
            merged = _merge_numbers(rows, title)
            for row, known, found in _differences(batch, rows):
                _take_in(batch, row, known, found, new, assignment, title)
                if row.doc_number in merged and Kind.MERGED not in row.kinds:
                    row.kinds = [Kind.MERGED.value, *row.kinds]
            actions.open_cases(new, source=batch.source, title=title)
            RosterRow.objects.bulk_update(rows, ["kinds", "text", "applied"])
    with scope.acting_as(scope.worker):
        with connection.cursor() as cursor:
            cursor.execute("select public.dates_seen_again(%s)", [batch.pk])
        counts = Counter(
            kind for kinds in batch.rows.exclude(kinds=[]).values_list("kinds", flat=True) for kind in kinds
        )
        kept = {name: batch.counts[name] for name in ("people", "set_aside", "unmapped") if name in batch.counts}
        batch.counts = {**counts, **kept}
        batch.state, batch.finished_at = State.APPLIED, clock.now()
        batch.save(update_fields=["counts", "state", "finished_at"])
        # The last roster of a format is what the next is compared with; older ones have said their part.
        older = RosterBatch.objects.filter(format=batch.format, state=State.APPLIED).exclude(pk=batch.pk)
        RosterRow.objects.filter(batch__in=older).delete()


def _merge_numbers(rows: list[RosterRow], title: str) -> set[str]:
    """A number that the department gave up for another: both records become one, under the new number (IM-04).

    Returns the new numbers of those merged.
    """
    merged = set()
    given_up = {row.said[FORMER]: row for row in rows if FORMER in row.said}
    for gone in Person.objects.filter(doc_number__in=given_up, merged_into=None):
        row = given_up[gone.doc_number]
        kept, _ = Person.objects.get_or_create(
            doc_number=row.doc_number, defaults={name: getattr(gone, name) for name in PERSON_FACTS}
        )
        try:
            with transaction.atomic():
                actions.merge_people(kept=kept, gone=gone, why=title, by=None)
            merged.add(kept.doc_number)
        except (ProgrammingError, ActionRefused):  # not the worker's to move; or one leads elsewhere already
            actions.suggest_duplicate(kept, gone, reason="The roster says so")
    return merged


def _take_in(batch, row, known: Known, found: Difference, new: list, assignment: Assignment, title: str) -> None:
    row.applied, row.kinds, row.text = True, found.kinds, "\n".join(found.texts)
    if found.opens_case:
        if found.returned:
            roster_actions.returned_to_prison(case=known.case, title=title)
        facts = found.facts
        person = known.person or Person(
            doc_number=row.doc_number, **{name: facts[name] for name in PERSON_FACTS if name in facts}
        )
        coordinator = assignment.coordinator_for(found.facility, facts.get("housing_unit", ""))
        new.append(actions.NewCase(person, facts, found.dates, found.facility, coordinator))
    elif Kind.MISSING in found.kinds:
        roster_actions.no_longer_named(case=known.case, as_of=batch.as_of, title="No longer on the roster")
    elif Kind.GONE in found.kinds:
        roster_actions.gone(case=known.case, title=found.texts[0])
    elif Kind.CANCELLED in found.kinds:
        _or_conflict(row, lambda: release_taken_back(case=known.case, why=title, by=None))
    elif Kind.DECEASED in found.kinds:
        _or_conflict(row, lambda: roster_actions.died(case=known.case, title=title))
    elif found.kinds and Kind.CONFLICT not in found.kinds and known.case is not None:
        news = roster_actions.RosterNews(found.facts, found.facility, found.dates, found.back, found.released)
        if found.facility is not None:  # a transfer: whoever carries the people there takes over (IM-10)
            news.coordinator = assignment.coordinator_for(found.facility, found.facts.get("housing_unit", ""))
        _or_conflict(
            row,
            lambda: roster_actions.take_in(
                case=known.case, news=news, source=batch.source, title=title, texts=found.texts
            ),
        )


def _or_conflict(row: RosterRow, act) -> None:
    """Do it; what cannot be done any more is a conflict of this person, and the others go on."""
    try:
        with transaction.atomic():
            act()
    except ActionRefused as refused:
        row.kinds, row.text = [Kind.CONFLICT.value], str(refused)
