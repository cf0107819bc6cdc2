"""The board of a cohort: one list of people, shown as columns of cards or as a table."""

from dataclasses import dataclass

from reentry_portal import clock
from womens_programs.models import Cohort, Enrollment
from womens_programs.moves import Move, moves_for

State = Enrollment.State
# A column shows this many; the line at one place is rarely longer, and the page says so when it is.
SHOWN = 100


@dataclass(frozen=True)
class Card:
    enrollment: Enrollment
    name: str
    days_waiting: int
    place_in_line: int | None
    moves: list[Move]


@dataclass(frozen=True)
class Column:
    label: str
    about: str
    cards: list[Card]


def short_name(person) -> str:
    """First name and last initial: all that a board, which hangs on a wall, needs."""
    return f"{person.first_name} {person.last_name[:1]}."


def cards_for(enrollments: list[Enrollment], *, user) -> list[Card]:
    today = clock.today()
    in_line = Enrollment.objects.places_in_line(enrollments)
    return [
        Card(
            enrollment=row,
            name=short_name(row.case.person),
            days_waiting=((row.enrolled_on or row.ended_on or today) - row.asked_on).days,
            place_in_line=in_line.get(row.pk),
            moves=moves_for(row, user),
        )
        for row in enrollments
    ]


def columns(cohort: Cohort, *, user) -> list[Column]:
    """Those in line for the cohort's program there, and those of the cohort, column by column.

    `cohort` carries its counts (`with_places_taken`).
    """
    rows = Enrollment.objects.visible_to(user).select_related("case__person", "program", "facility", "cohort")
    line = rows.filter(program=cohort.program_id, facility=cohort.facility_id, state__in=Enrollment.WAITING)
    members = rows.filter(cohort=cohort).order_by("case__release_date", "pk")
    people = [*line.first_in_line_first()[:SHOWN], *members[: 2 * SHOWN]]
    by_state = {state: [] for state in State}
    for card in cards_for(people, user=user):
        by_state[card.enrollment.state].append(card)
    places = f"{cohort.taken} of {cohort.places} places taken"
    return [
        Column("Proposed", "", by_state[State.PROPOSED]),
        Column("Waitlist", "Soonest release first, then longest wait", by_state[State.WAITLISTED]),
        Column("Enrolled", places, by_state[State.ENROLLED]),
        Column("Active", "", by_state[State.ACTIVE]),
        Column("Completed", "", by_state[State.COMPLETED]),
        Column("Left", "", [*by_state[State.LEFT], *by_state[State.TRANSFERRED]]),
    ]
