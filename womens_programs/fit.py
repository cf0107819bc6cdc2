"""Whether a program is right for a woman at this time: her place, her time left, her assessed needs."""

from datetime import date, timedelta

from cases.models import Case, Facility
from reentry_portal import clock
from womens_programs.models import Cohort, Program


def lives_at(case: Case, facility: Facility) -> bool:
    """In prison, she joins where she lives; on supervision, at a community supervision center."""
    if case.is_inside:
        return case.facility_id == facility.pk
    return case.state == Case.State.RELEASED and facility.kind == Facility.Kind.SUPERVISION_CENTER


def last_day(program: Program, cohort: Cohort | None) -> date:
    return cohort.ends_on if cohort else clock.today() + timedelta(weeks=program.weeks)


def leaves_too_soon(case: Case, *, before: date) -> bool:
    """She leaves prison before the last session. On supervision there is no such day."""
    return case.is_inside and case.release_date is not None and case.release_date < before


def whole_weeks(days: int) -> str:
    weeks = max(days, 0) // 7
    return "1 week" if weeks == 1 else f"{weeks} weeks"


def too_soon_sentence(case: Case, *, before: date) -> str:
    left = whole_weeks((case.release_date - clock.today()).days)
    return (
        f"{case.person.first_name} leaves on {case.release_date:%m/%d/%Y}, in {left}; the last session is on "
        f"{before:%m/%d/%Y}."
    )
