"""Who fits a job, and which jobs fit a person: narrowed in the database, then told with their reasons (matching.py)."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, prefetch_related_objects

from cases.models import Case
from employers.matching import Fit, profile_of, reasons
from employers.models import Application, Opening, Placement, ReadinessModule, ReadinessRecord, WorkProfile
from reentry_portal import clock

# How long before the release a person is looked at for a job (domain.md 3.4: hiring events take 0 to 270 days).
WINDOW_DAYS = 270
SHOWN = 15


def people_who_fit(opening: Opening, *, user, shown: int = SHOWN) -> list[Fit]:
    """People from the counties it hires from who come home soon, soonest first, those with nothing against first.

    Not those on the way to it, nor those whom the employer's limits stop: they can be put forward from their page.
    """
    today = clock.today()
    employer = opening.employer
    cases = Case.objects.visible_to(user).filter(
        Q(state=Case.State.RELEASED) | Q(state__in=Case.INSIDE, release_date__lte=today + timedelta(days=WINDOW_DAYS)),
        Q(county=opening.county_id) | Q(county__in=employer.counties.all()),
        ~Exists(Application.objects.filter(case=OuterRef("pk"), opening=opening).filter(_on_the_way())),
        ~Exists(Application.objects.filter(Q(state=Application.State.ACCEPTED) | _at_work(), case=OuterRef("pk"))),
        ~Exists(WorkProfile.objects.filter(_stopped_by(employer), case=OuterRef("pk"))),
    )
    cases = cases.select_related("person", "facility", "county", "work_profile")
    cases = list(cases.prefetch_related("work_profile__credentials").order_by("release_date", "pk")[:shown])
    ready = _modules_done(cases)
    modules = ReadinessModule.objects.filter(is_active=True).count()
    fits = [
        Fit(
            case,
            opening,
            reasons(opening, case, profile_of(case), today=today, ready=ready.get(case.pk, 0), modules=modules),
        )
        for case in cases
    ]
    return sorted(fits, key=lambda fit: fit.against)


def openings_that_fit(case: Case, *, user, shown: int = SHOWN) -> list[Fit]:
    """Open jobs where the person goes, those with nothing against first, then newest first."""
    if not case.is_open:
        return []
    today = clock.today()
    profile = profile_of(case)
    if profile:
        prefetch_related_objects([profile], "credentials")
    openings = (
        Opening.objects.visible_to(user)
        .open()
        .with_places_taken()
        .filter(
            ~Exists(Application.objects.filter(case=case, opening=OuterRef("pk")).filter(_on_the_way())),
            free__gt=0,
            employer__status__in=["prospect", "active"],
        )
    )
    if case.county_id:
        openings = openings.hiring_from(case.county_id)
    if profile and profile.convictions:
        openings = openings.exclude(employer__not_considered__overlap=profile.convictions)
    if profile and profile.is_registrant:
        openings = openings.filter(employer__accepts_registrants=True)
    openings = openings.select_related("employer", "county").prefetch_related("credentials", "employer__counties")
    fits = [
        Fit(case, opening, reasons(opening, case, profile, today=today)) for opening in openings.order_by("-pk")[:shown]
    ]
    return sorted(fits, key=lambda fit: fit.against)


def _on_the_way() -> Q:
    """On the way to the job, or at work there."""
    return Q(state__in=Application.LIVE) | _at_work()


def _at_work() -> Q:
    return Q(state=Application.State.STARTED) & ~Q(placement__state=Placement.State.ENDED)


def _stopped_by(employer) -> Q:
    limits = Q(convictions__overlap=employer.not_considered) if employer.not_considered else Q(pk=None)
    return limits if employer.accepts_registrants else limits | Q(is_registrant=True)


def _modules_done(cases: list[Case]) -> dict[int, int]:
    done: dict[int, int] = {}
    rows = ReadinessRecord.objects.filter(case__in=cases, module__is_active=True).values_list("case", flat=True)
    for case in rows:
        done[case] = done.get(case, 0) + 1
    return done
