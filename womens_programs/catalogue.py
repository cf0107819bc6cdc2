"""The catalogue as a page shows it: programs by area, with open places and people waiting at each place."""

from collections import defaultdict
from dataclasses import dataclass, field

from cases.models import Facility
from womens_programs.areas import Area
from womens_programs.fit import people_waiting
from womens_programs.models import Cohort, Program


@dataclass
class Site:
    facility: Facility
    waiting: int
    cohorts: list[Cohort] = field(default_factory=list)

    @property
    def free(self) -> int:
        return sum(cohort.free for cohort in self.cohorts)

    @property
    def next_start(self):
        return min((cohort.starts_on for cohort in self.cohorts), default=None)


@dataclass
class Entry:
    program: Program
    sites: list[Site]


def catalogue(user, *, area: str = "", facility: Facility | None = None) -> list[tuple[Area, list[Entry]]]:
    """Areas in their own order, each with its programs; narrowed to an area and to a place."""
    programs = Program.objects.visible_to(user).prefetch_related("sites")
    if area:
        programs = programs.filter(area=area)
    if facility:
        programs = programs.filter(sites=facility)
    entries = _entries(programs, user, facility)
    by_area = defaultdict(list)
    for entry in entries:
        by_area[entry.program.area].append(entry)
    return [(each, by_area[each]) for each in Area if each in by_area]


def sites_of(program: Program, user) -> list[Site]:
    return _entries([program], user, None)[0].sites


def _entries(programs, user, facility) -> list[Entry]:
    programs = list(programs)
    cohorts = defaultdict(list)
    for cohort in Cohort.objects.visible_to(user).filter(program__in=programs).taking_people().with_places_taken():
        cohorts[cohort.program_id, cohort.facility_id].append(cohort)
    waiting = people_waiting()
    return [
        Entry(
            program,
            [
                Site(site, waiting.get((program.pk, site.pk), 0), cohorts[program.pk, site.pk])
                for site in program.sites.all()
                if facility is None or site == facility
            ],
        )
        for program in programs
    ]
