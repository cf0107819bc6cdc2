"""Why a job and a person fit, in plain reasons. No score: staff choose, and a person can always ask to be considered.

Each rule is a function of what it compares, and says nothing (None) where there is nothing to compare.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from cases.models import Case, County
from cases.reasons import Reason, Speaks, ask, no, yes
from employers.models import OffenseCategory, Opening, Shift, WorkProfile


@dataclass(frozen=True)
class Fit:
    """A person and a job, with the reasons."""

    case: Case
    opening: Opening
    reasons: list[Reason] = field(default_factory=list)

    @property
    def against(self) -> int:
        return sum(reason.speaks is Speaks.AGAINST for reason in self.reasons)


# The rules


def county(goes_to: County | None, job_in: County, hires_from: Iterable[County]) -> Reason:
    if goes_to is None:
        return ask("County of return not known")
    if goes_to == job_in:
        return yes(goes_to.name if goes_to.name.endswith(("City", "County")) else f"{goes_to.name} County")
    if goes_to in hires_from:
        return yes(f"Hires from {goes_to.name}")
    return no(f"Job is in {job_in.name}, goes to {goes_to.name}")


def timing(*, inside: bool, release_date: date | None, starts_on: date | None, today: date) -> Reason:
    if not inside:
        return yes("Home already")
    if release_date is None:
        return ask("No release date")
    days = (release_date - today).days
    out = "Out today" if days <= 0 else "Out tomorrow" if days == 1 else f"Out in {days} days"
    if starts_on and starts_on < release_date:
        return no(f"{out}, job starts {starts_on:%m/%d/%Y}")
    return yes(out)


def certificates(held: Iterable[str], needed: Iterable[str]) -> list[Reason]:
    held = set(held)
    return [yes(name) if name in held else no(f"{name} missing") for name in needed]


def offenses(convictions: list[str] | None, not_considered: list[str]) -> Reason:
    """`convictions` is None where nobody has recorded them yet."""
    if not not_considered:
        return yes("No offense limit")
    if convictions is None:
        return ask("Convictions not recorded: check the offense limit")
    stopped_by = [OffenseCategory(code).label.lower() for code in convictions if code in not_considered]
    if stopped_by:
        return no(f"Offense limit: {', '.join(stopped_by)}")
    return yes("Within the offense limit")


def registry(*, is_registrant: bool, accepts_registrants: bool) -> Reason | None:
    if not is_registrant:
        return None
    return yes("Hires people on the registry") if accepts_registrants else no("Does not hire people on the registry")


def supervision(*, is_supervised: bool, accepts_supervision: bool) -> Reason | None:
    return no("Does not hire people on supervision") if is_supervised and not accepts_supervision else None


def shift(wanted: list[str], offered: str) -> Reason | None:
    if not wanted:
        return None
    label = Shift(offered).label
    return yes(f"{label} wanted") if offered in wanted else no(f"{label} not wanted")


def way_to_work(*, has_car: bool, reachable_without_car: bool) -> Reason:
    if reachable_without_car:
        return yes("Reached without a car")
    return yes("Has a car") if has_car else ask("Way to work: no bus or shuttle known")


def readiness(done: int, of: int) -> Reason | None:
    if not of:
        return None
    return yes("Readiness done") if done >= of else ask(f"Readiness {done} of {of}")


def reasons(opening: Opening, case: Case, profile: WorkProfile | None, *, today, ready=0, modules=0) -> list[Reason]:
    """All that speaks for, against or must be asked. What the profile would say is asked where there is none."""
    employer = opening.employer
    needed = [credential.name for credential in opening.credentials.all()]
    said = [
        county(case.county, opening.county, employer.counties.all()),
        timing(inside=case.is_inside, release_date=case.release_date, starts_on=opening.starts_on, today=today),
        offenses(profile.convictions if profile and profile.convictions_known else None, employer.not_considered),
        supervision(is_supervised=is_supervised(case), accepts_supervision=employer.accepts_supervision),
        readiness(ready, modules),
    ]
    if profile:
        said += certificates((credential.name for credential in profile.credentials.all()), needed)
        said += [
            registry(is_registrant=profile.is_registrant, accepts_registrants=employer.accepts_registrants),
            shift(profile.shifts, opening.shift),
            way_to_work(has_car=profile.has_car, reachable_without_car=opening.reachable_without_car),
        ]
    else:
        said += [ask(f"{name}?") for name in needed]
    return [reason for reason in said if reason]


def is_supervised(case: Case) -> bool:
    unsupervised = {Case.ReleaseType.DISCHARGE, Case.ReleaseType.DETAINER}
    return bool(case.supervision) or bool(case.release_type and case.release_type not in unsupervised)


def profile_of(case: Case) -> WorkProfile | None:
    return getattr(case, "work_profile", None)
