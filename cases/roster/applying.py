"""Take a roster in: every difference through the verbs of the case room."""

from collections import Counter

from django.db import ProgrammingError, connection, transaction

from accounts import scope
from cases import actions
from cases.actions import roster as roster_actions
from cases.actions.cases import release_taken_back
from cases.assignment import Assignment
from cases.models import Person, RosterBatch, RosterRow
from cases.roster.comparing import FORMER, PEOPLE_AT_ONCE, differences, must_be_of_its_time
from cases.roster.differences import PERSON_FACTS, Difference, Known
from reentry_portal import clock
from reentry_portal.errors import ActionRefused

State = RosterBatch.State
Kind = RosterRow.Kind


def apply(batch: RosterBatch) -> None:
    """Do what the roster means, some hundred people at a time, each of these a transaction.

    What is compared is what is known now, not what the preview saw; a run that broke off goes on where it stopped.
    Raises ActionRefused when a newer roster was applied meanwhile.
    """
    with scope.acting_as(scope.worker):
        must_be_of_its_time(batch)
        assignment = Assignment.load()
    while True:
        with scope.acting_as(scope.worker):
            rows = list(batch.rows.filter(applied=False).exclude(kinds=[]).order_by("pk")[:PEOPLE_AT_ONCE])
            if not rows:
                break
            new = []
            merged = _merge_numbers(rows, batch.title)
            for row, known, found in differences(batch, rows):
                _take_in(batch, row, known, found, new, assignment)
                if row.doc_number in merged and Kind.MERGED not in row.kinds:
                    row.kinds = [Kind.MERGED.value, *row.kinds]
            actions.open_cases(new, roster=batch)
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
        # The last roster of a format is what the next is compared with; of older ones stays what they changed (IM-15).
        older = RosterBatch.objects.filter(format=batch.format, state=State.APPLIED).exclude(pk=batch.pk)
        RosterRow.objects.filter(batch__in=older, kinds=[]).delete()


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


def _take_in(batch, row, known: Known, found: Difference, new: list, assignment: Assignment) -> None:
    title = batch.title
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
            lambda: roster_actions.take_in(case=known.case, news=news, roster=batch, texts=found.texts),
        )


def _or_conflict(row: RosterRow, act) -> None:
    """Do it; what cannot be done any more is a conflict of this person, and the others go on."""
    try:
        with transaction.atomic():
            act()
    except ActionRefused as refused:
        row.kinds, row.text = [Kind.CONFLICT.value], str(refused)
