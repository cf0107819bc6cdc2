"""What a roster does to cases. Each person's change is one call; new people come in by the hundred."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction

from cases.actions.cases import assign, close_case, label_of, locked, mark_released, record_event, touch, transfer
from cases.actions.plans import add_step, plan_of
from cases.actions.release_dates import is_short_notice, receive_release_dates, supervisors_of, work_with
from cases.models import (
    Case,
    DateMove,
    DateMoveNotice,
    OtherName,
    Person,
    PlanStep,
    PlanTemplate,
    ReleaseDate,
    RosterBatch,
    TimelineEvent,
)
from cases.release_dates import working_date
from reentry_portal import clock

HAND_OFF = timedelta(days=3)
PERSON_FACTS = frozenset(field.name for field in Person._meta.fields)


@dataclass
class NewCase:
    """Someone whom a roster names and who has no open case. `person` may be unsaved."""

    person: Person
    facts: dict
    dates: dict[str, tuple[date | None, str]]
    facility: object = None
    coordinator: object = None


@transaction.atomic
def open_cases(new: Sequence[NewCase], *, roster: RosterBatch) -> list[Case]:
    """Open a case with its dates and its plan for each."""
    now, today = clock.now(), clock.today()
    Person.objects.bulk_create([each.person for each in new if each.person.pk is None])
    cases, dates = [], []
    for each in new:
        case = Case(
            person=each.person,
            facility=each.facility,
            coordinator=each.coordinator,
            **{name: value for name, value in each.facts.items() if name not in PERSON_FACTS},
        )
        rows = [
            ReleaseDate(
                case=case,
                kind=kind,
                source=roster.source,
                date=day,
                no_date_reason=why,
                received_at=now,
                roster=roster,
            )
            for kind, (day, why) in each.dates.items()
        ]
        work_with(case, working_date(rows, today=today))
        cases.append(case)
        dates += rows
    Case.objects.bulk_create(cases)
    ReleaseDate.objects.bulk_create(dates)
    templates = list(PlanTemplate.objects.filter(is_active=True).prefetch_related("steps"))
    steps, events, moves = [], [], []
    for case in cases:
        drawn = plan_of(case, templates)
        steps += drawn
        when = f"{case.release_date:%m/%d/%Y}" if case.release_date else "no date"
        if is_short_notice(None, case.release_date):
            moves.append(DateMove(case=case, after=case.release_date, why=case.release_date_why, short_notice=True))
        events.append(
            TimelineEvent(
                case=case,
                kind=TimelineEvent.Kind.ROSTER,
                title=roster.title,
                text=f"Release date: {when}. {len(drawn)} plan steps drawn. Track: {case.get_track_display()}.",
                actor_label=label_of(None),
            )
        )
    PlanStep.objects.bulk_create(steps, batch_size=5000)
    TimelineEvent.objects.bulk_create(events)
    _tell_of_short_notice(DateMove.objects.bulk_create(moves))
    return cases


def _tell_of_short_notice(moves: Sequence[DateMove]) -> None:
    """Whoever carries the case, and the supervisors, read of it in their next digest."""
    if not moves:
        return
    watching = supervisors_of({move.case.facility_id for move in moves})
    DateMoveNotice.objects.bulk_create(
        DateMoveNotice(move=move, owner_id=owner)
        for move in moves
        for owner in {*watching[move.case.facility_id], move.case.coordinator_id} - {None}
    )


@dataclass
class RosterNews:
    """What a roster says of someone whose case is open."""

    facts: dict = field(default_factory=dict)
    facility: object = None
    dates: dict = field(default_factory=dict)
    back: bool = False
    released: tuple[date, str] | None = None
    coordinator: object = None  # who takes over after a transfer; None: no one yet


@transaction.atomic
def take_in(*, case: Case, news: RosterNews, roster: RosterBatch, texts: Sequence[str]) -> Case:
    """Change an open case as a roster says; raises ActionRefused when it changed meanwhile and cannot."""
    if news.facility is not None:
        case = transfer(case=case, facility=news.facility, by=None)
        if case.coordinator != news.coordinator:
            came_from = case.coordinator
            case = assign(case=case, coordinator=news.coordinator, by=None)
            if came_from is not None:
                add_step(
                    case=case,
                    title=f"Ask {came_from.get_full_name()} what is under way, after the move",
                    due_on=clock.today() + HAND_OFF,
                    owner=news.coordinator,
                    by=None,
                )
    case = locked(case)
    person = case.person
    written = (person.last_name, person.first_name)
    for name, value in news.facts.items():
        setattr(person if name in PERSON_FACTS else case, name, value)
    of_person = [name for name in news.facts if name in PERSON_FACTS]
    if written != (person.last_name, person.first_name):
        OtherName.objects.get_or_create(
            person=person, last_name=written[0], first_name=written[1], defaults={"kind": OtherName.Kind.FORMER}
        )
    if of_person:
        person.save(update_fields=of_person)
    if news.back:
        case.missing_since = None
    touch(case, "missing_since", *(name for name in news.facts if name not in PERSON_FACTS))
    record_event(case=case, kind=TimelineEvent.Kind.ROSTER, title=roster.title, text="\n".join(texts), by=None)
    if news.dates:
        case = receive_release_dates(case=case, source=roster.source, dates=news.dates, roster=roster)
    if news.released:
        on, release_type = news.released
        case = mark_released(case=case, on=on, release_type=release_type, by=None)
    return case


@transaction.atomic
def no_longer_named(*, case: Case, as_of: date, title: str) -> Case:
    """A roster that named the person does so no more. Nothing is deleted: someone has to look (IM-05)."""
    case = locked(case)
    case.missing_since = as_of
    touch(case, "missing_since")
    text = "Find out where the person is. The case stays as it is until then."
    record_event(case=case, kind=TimelineEvent.Kind.ROSTER, title=title, text=text, by=None)
    return case


@transaction.atomic
def gone(*, case: Case, title: str) -> PlanStep:
    """Three rosters in a row did not name the person: whoever carries the case finds out where they are (IM-05)."""
    record_event(case=case, kind=TimelineEvent.Kind.ROSTER, title=title, by=None)
    return add_step(
        case=case,
        title="Find out where the person is: three rosters in a row do not say",
        due_on=clock.today() + HAND_OFF,
        owner=case.coordinator,
        by=None,
    )


def returned_to_prison(*, case: Case, title: str) -> Case:
    return close_case(case=case, ending=Case.State.RETURNED, reason=title, by=None)


def died(*, case: Case, title: str) -> Case:
    """The roster says that the person died: nothing goes out any more (IM-12)."""
    return close_case(case=case, ending=Case.State.DECEASED, reason=title, by=None)
