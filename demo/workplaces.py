"""320 invented employers over the counties with their openings, and people on every step of the way to work."""

from datetime import timedelta
from decimal import Decimal

from cases.models import Case, County, Facility
from demo import names
from demo.factories.employers import (
    ApplicationFactory,
    EmployerFactory,
    HiringEventFactory,
    InterviewFactory,
    OpeningFactory,
    PlacementFactory,
)
from employers.models import Application, Employer, HiringEvent, Industry
from reentry_portal import clock

COUNT = 320
KINDS = "Works Foods Supply Builders Roofing Logistics Farms Kitchens Motors Plastics".split()
JOBS = "Welder|Line cook|Warehouse worker|Carpenter's helper|Forklift operator|Packer|Groundskeeper|Machine operator"


def populate(rng, cases, staff) -> None:
    """Employers, openings, hiring events, and applications from interest to a placement."""
    specialist = next(user for user in staff if user.role == "employment")
    counties = list(County.objects.exclude(code="OTST"))
    openings = []
    for number in range(COUNT):
        county = rng.choice(counties)
        employer = EmployerFactory(
            name=f"{names.surname(rng)} {rng.choice(KINDS)} {number + 1}",
            industry=rng.choice(Industry.values),
            status=rng.choice([Employer.Status.ACTIVE] * 4 + list(Employer.Status)),
            city=f"{names.surname(rng)} City",
            county=county,
            counties=[county, *rng.sample(counties, 2)],
            owner=specialist,
            contact_name=f"{rng.choice(names.WOMEN + names.MEN)} {names.surname(rng)}",
            phone=f"573555{number:04d}",
        )
        if employer.status == Employer.Status.ACTIVE and rng.random() < 0.5:
            openings.append(
                OpeningFactory(
                    employer=employer,
                    title=rng.choice(JOBS.split("|")),
                    city=employer.city,
                    wage=Decimal(rng.randint(30, 56)) / 2,
                    places=rng.randint(1, 5),
                )
            )
    events = [
        HiringEventFactory(facility=facility, days=rng.randint(5, 40), employers=[row.employer for row in openings[:4]])
        for facility in Facility.objects.filter(code__in=["MCC", "TCC", "CCC"])
    ]
    walk(rng, cases, openings, events, specialist)


def walk(rng, cases, openings: list, events: list[HiringEvent], by) -> None:
    inside = [case for case in cases if case.is_inside and case.release_date]
    released = [case for case in cases if case.state == Case.State.RELEASED]
    for case in rng.sample(inside, min(90, len(inside))):
        common = {"case": case, "opening": rng.choice(openings), "put_forward_by": by}
        step = rng.choice(["interested", "applied", "interview", "fair", "offered"])
        if step == "interested":
            ApplicationFactory(**common, state=Application.State.INTERESTED, agreed_on=None)
        elif step == "applied":
            ApplicationFactory(**common)
        elif step == "offered":
            ApplicationFactory(**common, offered=True)
        else:
            application = ApplicationFactory(**common, state=Application.State.INTERVIEW)
            event = next((event for event in events if event.facility_id == case.facility_id), None)
            if step == "fair" and event is not None:
                InterviewFactory(application=application, kind="event", event=event, at=event.starts_at)
            else:
                InterviewFactory(application=application, days=rng.randint(1, 20))
    places = [opening for opening in openings for _ in range(opening.places)]
    for case, opening in zip(rng.sample(released, min(30, len(released))), rng.sample(places, 30), strict=False):
        worked = (clock.today() - case.released_on).days
        application = ApplicationFactory(
            case=case,
            opening=opening,
            put_forward_by=by,
            offered=True,
            state=Application.State.STARTED,
            start_date=case.released_on + timedelta(days=1),
        )
        PlacementFactory(application=application, days=max(worked - 1, 0))
