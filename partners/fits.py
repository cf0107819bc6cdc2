"""Which services fit a need: narrowed and ordered in the database, then told with their reasons."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from cases.models import Case, County, Need, Person
from cases.reasons import Reason, Speaks, ask, no, yes
from partners.models import Service
from reentry_portal import clock

NEAR_MILES = 40


@dataclass(frozen=True)
class Fit:
    """A service for a person, with the reasons."""

    service: Service
    reasons: list[Reason]

    @property
    def against(self) -> int:
        return sum(reason.speaks is Speaks.AGAINST for reason in self.reasons)


def services_that_fit(need: Need, *, user) -> QuerySet:
    """Services that answer the need, with `serves_county`, `miles` and `rank`: what stands in the way least, first.

    None is left out for what stands in its way: staff see the reason and may ask.
    """
    case = need.case
    services = Service.objects.visible_to(user).filter(areas=need.area_id)
    services = services.annotate(serves_county=_serves(case.county)).with_miles_from(case.county).with_sign_ins()
    return services.best_first(_obstacles(case)).select_related("organization", "confirmed_by")


def fits_of(services, case: Case) -> list[Fit]:
    return [Fit(service, reasons(service, case, today=clock.today())) for service in services]


def _serves(county: County | None):
    in_county = Service.counties.through.objects.filter(service=OuterRef("pk"), county=county)
    return Q(statewide=True) | Q(Exists(in_county)) if county else Q(statewide=True)


def _obstacles(case: Case) -> list[Q]:
    """The same rules as in `reasons`, as far as the database can tell them."""
    today = clock.today()
    obstacles = [Q(open_places=0), Q(organization__agreement_ends__lt=today)]
    if case.county_id:
        obstacles.append(Q(serves_county=False))
    if case.person.sex in (Person.Sex.FEMALE, Person.Sex.MALE):
        obstacles.append(~Q(serves__in=[Service.Serves.EVERYONE, case.person.sex]))
    if not case.is_inside:
        obstacles.append(Q(setting=Service.Setting.INSIDE))
    years = age_of(case, today)
    if years is not None:
        obstacles.append(Q(minimum_age__gt=years) | Q(maximum_age__lt=years))
    return obstacles


def age_of(case: Case, today: date) -> int | None:
    """The person's age when the service would begin: on the day of release, today for who is home."""
    born, day = case.person.birth_date, case.release_date if case.is_inside and case.release_date else today
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


# The rules. Each says nothing (None) where there is nothing to say.


def county(service: Service, goes_to: County | None) -> Reason:
    if service.statewide:
        return yes("Serves all of the state")
    if goes_to is None:
        return ask("County of return not known")
    if service.serves_county:
        return yes(f"Serves {goes_to.name}")
    return no(f"Does not serve {goes_to.name}")


def distance(miles: float | None) -> Reason | None:
    """Measured from the middle of the county of return, so rounded to 5 miles."""
    if miles is None:
        return None
    if miles < NEAR_MILES:
        return yes(f"About {max(5, round(miles / 5) * 5)} miles away")
    return ask(f"About {round(miles / 5) * 5} miles away: who drives?")


def sex(service: Service, person: Person) -> Reason:
    if service.serves == Service.Serves.EVERYONE:
        return yes("Women and men")
    if person.sex not in (Person.Sex.FEMALE, Person.Sex.MALE):
        return ask(f"{service.get_serves_display()} only")
    return (yes if person.sex == service.serves else no)(f"{service.get_serves_display()} only")


def age(service: Service, years: int | None) -> Reason | None:
    if not service.age_words:
        return None
    if years is None:
        return ask(f"{service.age_words}: date of birth not known")
    low = service.minimum_age if service.minimum_age is not None else 0
    high = service.maximum_age if service.maximum_age is not None else years
    return yes(service.age_words) if low <= years <= high else no(f"{service.age_words}, the person is {years}")


def setting(service: Service, case: Case) -> Reason:
    if case.is_inside and service.setting == Service.Setting.AFTER:
        return yes("After release")
    if not case.is_inside and service.setting == Service.Setting.INSIDE:
        return no("In prison only")
    return yes(service.get_setting_display())


def limits(service: Service) -> list[Reason]:
    """Convictions are no part of the case file, so what limits there are is to be asked."""
    found = [ask(f"{words}: check") for words in service.limit_words]
    if service.registrants_ok is False:
        found.append(ask("Takes nobody on the sex offense registry: check"))
    elif service.registrants_ok:
        found.append(yes("Takes people on the registry"))
    if service.accepts_em is False:
        found.append(ask("No electronic monitoring: check"))
    if not service.limits and service.eligibility:
        found.append(ask(service.eligibility if len(service.eligibility) < 90 else "Limits in words: read them"))
    return found


def language(service: Service, spoken: str) -> Reason | None:
    if not spoken or spoken == "English":
        return None
    known = spoken.lower() in [name.lower() for name in service.languages]
    return yes(f"{spoken} spoken") if known else ask(f"{spoken}: ask for an interpreter")


def places(service: Service) -> Reason:
    waiting = f", {service.waitlist} waiting" if service.waitlist else ""
    if service.open_places is None:
        return ask(f"Open places not told{waiting}")
    if service.open_places == 0:
        return no(f"No open place{waiting}")
    return yes(f"{service.open_places} open place{'s' if service.open_places > 1 else ''}{waiting}")


def freshness(service: Service, today: date) -> Reason | None:
    if not service.is_stale(today):
        return None
    since = f" since {service.confirmed_on:%m/%d/%Y}" if service.confirmed_on else ""
    return ask(f"Not confirmed{since}: call first")


def agreement(service: Service, today: date) -> Reason | None:
    ends = service.organization.agreement_ends
    if ends is not None and ends < today:
        return no(f"Agreement ended {ends:%m/%d/%Y}")
    return None if service.is_answered else ask("Nobody there signs in: refer by phone")


def reasons(service: Service, case: Case, *, today: date) -> list[Reason]:
    """All that speaks for a service, stands in the way, or must be asked; what stands in the way comes first.

    Takes a service of `services_that_fit`.
    """
    said = [
        county(service, case.county),
        distance(service.miles),
        sex(service, case.person),
        age(service, age_of(case, today)),
        setting(service, case),
        language(service, case.person.language),
        places(service),
        freshness(service, today),
        agreement(service, today),
        *limits(service),
    ]
    order = [Speaks.AGAINST, Speaks.FOR, Speaks.ASK]
    return sorted((reason for reason in said if reason), key=lambda reason: order.index(reason.speaks))
