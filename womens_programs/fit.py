"""Whether a program is right for a woman at this time: her assessed needs, her place, her time left."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count

from cases.access import classes_read_by
from cases.models import Case, Facility, Need
from reentry_portal import clock
from womens_programs.models import Cohort, Enrollment, Program


def lives_at(case: Case, facility: Facility) -> bool:
    """In prison, she joins where she lives; on supervision, at a community supervision center."""
    if case.is_inside:
        return case.facility_id == facility.pk
    return case.state == Case.State.RELEASED and facility.kind == Facility.Kind.SUPERVISION_CENTER


def where_she_lives(cohorts, case: Case):
    """Of a queryset of groups those that she can join, as `lives_at` has it."""
    if case.is_inside:
        return cohorts.filter(facility=case.facility_id)
    return cohorts.filter(facility__kind=Facility.Kind.SUPERVISION_CENTER)


def last_day(program: Program, cohort: Cohort | None) -> date:
    return cohort.ends_on if cohort else clock.today() + timedelta(weeks=program.weeks)


def leaves_too_soon(case: Case, *, before: date) -> bool:
    """She leaves prison before the last session. On supervision there is no such day."""
    return case.is_inside and case.release_date is not None and case.release_date < before


def time_left(case: Case) -> str:
    days = max((case.release_date - clock.today()).days, 0)
    number, unit = (days // 7, "week") if days >= 14 else (days, "day")
    return f"{number} {unit}{'' if number == 1 else 's'}"


def too_soon_sentence(case: Case, *, before: date) -> str:
    return (
        f"{case.person.first_name} leaves on {case.release_date:%m/%d/%Y}, in {time_left(case)}; the last session "
        f"is on {before:%m/%d/%Y}."
    )


@dataclass(frozen=True)
class Reason:
    text: str
    speaks_for: bool = True


@dataclass(frozen=True)
class Fit:
    """A program she could join where she is, and why; `cohort` is the group that she would join."""

    program: Program
    facility: Facility
    cohort: Cohort | None
    need: Need | None
    waiting: int
    reasons: list[Reason] = field(default_factory=list)

    @property
    def has_place(self) -> bool:
        return self.cohort is not None and self.cohort.free > 0

    @property
    def speaks_against(self) -> bool:
        return any(not reason.speaks_for for reason in self.reasons)


def open_needs(case: Case, *, user):
    """Her needs that `user` may read and that still wait for an answer."""
    needs = Need.objects.filter(case=case, state__in=Need.OPEN, confidentiality__in=classes_read_by(user))
    return needs.select_related("area")


def programs_here(case: Case, *, user, needs: list[Need]) -> list[Fit]:
    """Every program offered where she is, those that answer a need of hers first; not those she is in or finished."""
    tried = Enrollment.objects.filter(case=case).exclude(state__in=["left", "transferred"]).values("program")
    programs = Program.objects.visible_to(user).exclude(pk__in=tried).prefetch_related("need_areas", "sites")
    need_of_area = {need.area_id: need for need in needs}
    offered = [
        (program, facility) for program in programs for facility in program.sites.all() if lives_at(case, facility)
    ]
    cohorts = defaultdict(list)
    for cohort in Cohort.objects.visible_to(user).taking_people().with_places_taken():
        cohorts[cohort.program_id, cohort.facility_id].append(cohort)
    waiting = people_waiting()
    fits = [
        _fit(case, program, facility, cohorts[program.pk, facility.pk], need_of_area, waiting)
        for program, facility in offered
    ]
    return sorted(fits, key=lambda fit: (fit.need is None, fit.speaks_against, not fit.has_place, fit.program.name))


def people_waiting() -> dict[tuple[int, int], int]:
    """How many are in each line, by program and facility."""
    lines = Enrollment.objects.waitlisted().order_by().values_list("program_id", "facility_id")
    return {(program, facility): people for program, facility, people in lines.annotate(people=Count("pk"))}


def _fit(case, program, facility, cohorts, need_of_area, waiting) -> Fit:
    in_time = [cohort for cohort in cohorts if not leaves_too_soon(case, before=cohort.ends_on)]
    cohort = next((cohort for cohort in in_time if cohort.free > 0), None) or next(iter(in_time or cohorts), None)
    need = next((need_of_area[area.pk] for area in program.need_areas.all() if area.pk in need_of_area), None)
    in_line = waiting.get((program.pk, facility.pk), 0)
    reasons = []
    if need:
        reasons.append(Reason(f"Answers {need.area.name} ({need.get_state_display().lower()})"))
    if cohort is None:
        reasons.append(Reason("No group takes people now", speaks_for=False))
    elif cohort.free > 0:
        places = "1 free place" if cohort.free == 1 else f"{cohort.free} free places"
        reasons.append(Reason(f"{places} from {cohort.starts_on:%m/%d/%Y}"))
    else:
        reasons.append(Reason(f"Full, {in_line} in line", speaks_for=False))
    end = last_day(program, cohort)
    if leaves_too_soon(case, before=end):
        reasons.append(Reason(f"Leaves in {time_left(case)}, before the last session", speaks_for=False))
    elif case.is_inside and case.release_date:
        reasons.append(Reason(f"Ends {end:%m/%d/%Y}, before she leaves"))
    return Fit(program, facility, cohort, need, in_line, reasons)
