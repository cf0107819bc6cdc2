from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal

import factory
from django.db import transaction
from django.utils import timezone

from accounts.models import Role
from cases.actions import confirm_release_date, record_event
from cases.models import Case, County, Facility, TimelineEvent
from demo import jobs, names
from demo.factories.accounts import UserFactory
from demo.factories.cases import CaseFactory, CountyFactory, FacilityFactory
from employers import actions
from employers.models import (
    Application,
    ContactNote,
    Credential,
    Employer,
    HiringEvent,
    Industry,
    Interview,
    Opening,
    Placement,
    ReadinessModule,
    ReadinessRecord,
    RetentionCheck,
    WorkProfile,
)
from employers.models.placements import CHECK_DAYS
from reentry_portal import clock
from reentry_portal.errors import ActionRefused


class CredentialFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Credential
        django_get_or_create = ("code",)

    code = "welding"
    name = "Welding certificate"


class EmployerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Employer
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Example Works {n}")
    industry = Industry.METAL
    status = Employer.Status.ACTIVE
    city = "Columbia"
    county = factory.SubFactory(CountyFactory)
    contact_name = "Casey Ashgrove"
    phone = "5735550177"

    @factory.post_generation
    def counties(self, create, given, **kwargs):
        if given:
            self.counties.add(*given)


class OpeningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Opening
        skip_postgeneration_save = True

    employer = factory.SubFactory(EmployerFactory)
    title = "Welder"
    city = "Columbia"
    county = factory.SelfAttribute("employer.county")
    wage = Decimal("19.50")
    places = 2

    @factory.post_generation
    def credentials(self, create, given, **kwargs):
        if given:
            self.credentials.add(*given)


class HiringEventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HiringEvent
        skip_postgeneration_save = True

    class Params:
        days = 7

    facility = factory.SubFactory(FacilityFactory)
    starts_at = factory.LazyAttribute(lambda event: clock.now() + timedelta(days=event.days))
    place = "Gymnasium"

    @factory.post_generation
    def employers(self, create, given, **kwargs):
        if given:
            self.employers.add(*given)


class WorkProfileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WorkProfile
        skip_postgeneration_save = True

    case = factory.SubFactory(CaseFactory)
    skills = "Two years of welding"

    @factory.post_generation
    def credentials(self, create, given, **kwargs):
        if given:
            self.credentials.add(*given)


class ApplicationFactory(factory.django.DjangoModelFactory):
    """Put forward and agreed; `offered` holds an offer from the day after the release."""

    class Meta:
        model = Application

    class Params:
        offered = factory.Trait(
            state=Application.State.OFFERED,
            offered_on=factory.LazyFunction(clock.today),
            offered_wage=Decimal("19.50"),
            start_date=factory.LazyAttribute(
                lambda row: max(row.case.release_date or clock.today(), clock.today()) + timedelta(days=1)
            ),
            offered_before_release=factory.LazyAttribute(lambda row: row.case.is_inside),
        )

    case = factory.SubFactory(CaseFactory)
    opening = factory.SubFactory(OpeningFactory)
    state = Application.State.APPLIED
    agreed_on = factory.LazyFunction(clock.today)
    put_forward_by = factory.SubFactory(UserFactory)


class InterviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Interview

    class Params:
        days = 3

    application = factory.SubFactory(ApplicationFactory, state=Application.State.INTERVIEW)
    kind = Interview.Kind.VIDEO
    at = factory.LazyAttribute(lambda interview: clock.now() + timedelta(days=interview.days))
    place = "Visiting room 2"


class PlacementFactory(factory.django.DjangoModelFactory):
    """At work since `days` days ago, with its four checks."""

    class Meta:
        model = Placement
        skip_postgeneration_save = True

    class Params:
        days = 40

    application = factory.SubFactory(
        ApplicationFactory,
        offered=True,
        state=Application.State.STARTED,
        case=factory.SubFactory(CaseFactory, released=True),
    )
    started_on = factory.LazyAttribute(lambda placement: clock.today() - timedelta(days=placement.days))

    @factory.post_generation
    def checks(self, create, given, **kwargs):
        RetentionCheck.objects.bulk_create(
            RetentionCheck(placement=self, days=days, due_on=self.started_on + timedelta(days=days))
            for days in CHECK_DAYS
        )


# The demo: invented employers all over the state, and people on every stretch of the way to work.


@contextmanager
def acting_on(day):
    """Act as on that day, at ten in the morning."""
    held = clock.hold(timezone.make_aware(datetime(day.year, day.month, day.day, 10)))
    try:
        yield
    finally:
        clock.release(held)


def make_employers(rng, staff: list, count: int = 320) -> list[Employer]:
    """Invented employers with their counties, contacts and jobs, over all cities and trades."""
    counties = {county.code: county for county in County.objects.all()}
    keepers = [user for user in staff if user.role in (Role.EMPLOYMENT, Role.SUPERVISOR)]
    today = clock.today()
    employers, taken = [], set()
    for n in range(count):
        industry, endings, _ = jobs.TRADES[n % len(jobs.TRADES)]
        city, county, _ = jobs.CITIES[n % len(jobs.CITIES)]
        name = f"{names.surname(rng)} {rng.choice(endings)}"
        while name in taken:
            name = f"{names.surname(rng)} {rng.choice(endings)}"
        taken.add(name)
        limits, not_considered = rng.choice(jobs.LIMITS)
        status = rng.choices(Employer.Status.values, (15, 75, 7, 3))[0]
        talked = today - timedelta(days=rng.randint(2, 120))
        employers.append(
            EmployerFactory.build(
                name=name,
                industry=industry,
                status=status,
                city=city,
                county=counties[county],
                contact_name=f"{rng.choice(names.WOMEN + names.MEN)} {names.surname(rng)}",
                phone=f"573555{rng.randint(100, 199):04d}",
                email=f"jobs@{name.lower().replace(' ', '-')}.example",
                limits=limits,
                not_considered=not_considered,
                accepts_supervision=rng.random() < 0.95,
                accepts_registrants=rng.random() < 0.2,
                transport=rng.choice(jobs.TRANSPORT),
                owner=rng.choice(keepers),
                last_contact_on=talked if rng.random() < 0.9 else None,
                next_contact_on=today + timedelta(days=rng.randint(-10, 60)) if status != "ended" else None,
            )
        )
    Employer.objects.bulk_create(employers)
    around = {city: codes for city, _, codes in jobs.CITIES}
    link = Employer.counties.through
    link.objects.bulk_create(
        link(employer=employer, county=counties[code])
        for employer in employers
        for code in [code for code, county in counties.items() if county == employer.county] + around[employer.city]
    )
    ContactNote.objects.bulk_create(
        ContactNote(employer=employer, on=employer.last_contact_on, text=rng.choice(jobs.TALKS), author=employer.owner)
        for employer in employers
        if employer.last_contact_on
    )
    make_openings(rng, [employer for employer in employers if employer.is_hiring])
    return employers


def make_openings(rng, employers: list[Employer]) -> list[Opening]:
    trades = {industry: offers for industry, _, offers in jobs.TRADES}
    credentials = {credential.code: credential for credential in Credential.objects.all()}
    today = clock.today()
    openings, needed = [], []
    for employer in employers:
        offers = trades[employer.industry]
        for title, soc_code, pay, codes in rng.sample(offers, min(rng.randint(1, 2), len(offers))):
            openings.append(
                OpeningFactory.build(
                    employer=employer,
                    title=title,
                    soc_code=soc_code,
                    city=employer.city,
                    county=employer.county,
                    shift=rng.choice(["days", "days", "days", "evenings", "nights", "rotating", "twelve_hours"]),
                    hours=rng.choice([30, 40, 40, 40, 45]),
                    wage=Decimal(pay) + rng.choice([Decimal("0"), Decimal("0.75"), Decimal("1.50"), Decimal("2.25")]),
                    reachable_without_car=employer.transport != "" and "No bus" not in employer.transport,
                    starts_on=today + timedelta(days=rng.randint(10, 90)) if rng.random() < 0.4 else None,
                    places=rng.choice([1, 1, 2, 3, 5]),
                    closes_on=today + timedelta(days=rng.randint(20, 120)) if rng.random() < 0.5 else None,
                    state="closed" if rng.random() < 0.12 else "open",
                )
            )
            needed.append(codes if rng.random() < 0.6 else [])
    Opening.objects.bulk_create(openings)
    link = Opening.credentials.through
    link.objects.bulk_create(
        link(opening=opening, credential=credentials[code])
        for opening, codes in zip(openings, needed, strict=True)
        for code in codes
    )
    return openings


def populate(rng, cases: list[Case], staff: list) -> None:
    """Employers, and what has happened between them and these people in the last half year."""
    make_employers(rng, staff)
    by = next(user for user in staff if user.role == Role.EMPLOYMENT)
    cases = [case for case in cases if case.is_open]
    make_profiles(rng, cases, by)
    Work(rng, cases, by).tell()


def make_profiles(rng, cases: list[Case], by) -> None:
    """What people bring to work, and the readiness modules they have done."""
    credentials, modules = list(Credential.objects.all()), list(ReadinessModule.objects.all())
    today = clock.today()
    profiles = [
        WorkProfile(
            case=case,
            skills=rng.choice(jobs.SKILLS),
            shifts=rng.choice([[], [], ["days"], ["days", "evenings"], ["nights", "twelve_hours"]]),
            has_car=rng.random() < 0.25,
            convictions_known=True,
            convictions=rng.sample(["theft", "drug_possession", "drug_distribution", "driving", "burglary"], 1),
            is_registrant=rng.random() < 0.05,
        )
        for case in cases
        if rng.random() < 0.7
    ]
    WorkProfile.objects.bulk_create(profiles)
    link = WorkProfile.credentials.through
    link.objects.bulk_create(
        link(workprofile=profile, credential=credential)
        for profile in profiles
        for credential in rng.sample(credentials, rng.choice([0, 1, 1, 2]))
    )
    ReadinessRecord.objects.bulk_create(
        ReadinessRecord(case=case, module=module, done_on=today - timedelta(days=rng.randint(1, 90)), recorded_by=by)
        for case in cases
        for module in modules[: rng.choice([0, 1, 2, 3, 5, 5])]
    )


class Work:
    """People on every stretch of the way to work, told through the actions, so that timeline and trail tell it too."""

    def __init__(self, rng, cases, by):
        self.rng, self.by, self.today = rng, by, clock.today()
        self.inside = [case for case in cases if case.is_inside and case.release_date]
        self.released = [case for case in cases if not case.is_inside]
        rng.shuffle(self.inside)
        rng.shuffle(self.released)
        self.by_county = {}
        for opening in Opening.objects.open().select_related("employer").order_by("pk"):
            self.by_county.setdefault(opening.county_id, []).append(opening)

    def tell(self) -> None:
        for fair, people in self.events():
            self.fill(fair, people)
        for stretch, count in (
            (self.interested, 12),
            (self.applied, 18),
            (self.interview_ahead, 12),
            (self.offered, 12),
            (self.accepted, 8),
            (self.declined, 14),
        ):
            for case in self.take(self.inside, count):
                self.attempt(stretch, case)
        for case in self.take(self.released, 36):
            self.attempt(self.at_work, case)
        self.move_dates()

    @staticmethod
    def take(people, count):
        taken, people[:] = people[:count], people[count:]
        return taken

    @staticmethod
    def attempt(stretch, case) -> None:
        """A refused step is left out: the demo holds to the rules as anyone else."""
        try:
            with transaction.atomic():
                stretch(case)
        except ActionRefused:
            return

    def ago(self, least, most):
        return acting_on(self.today - timedelta(days=self.rng.randint(least, most)))

    def an_opening(self, case) -> Opening:
        near = self.by_county.get(case.county_id) or [job for rows in self.by_county.values() for job in rows]
        return self.rng.choice(near)

    def interested(self, case) -> None:
        with self.ago(1, 20):
            actions.note_interest(case=case, opening=self.an_opening(case), by=self.by)

    def applied(self, case, opening=None) -> Application:
        with self.ago(22, 40):
            return actions.put_forward(
                case=case, opening=opening or self.an_opening(case), agreed=True, note="Wants this job", by=self.by
            )

    def interview_ahead(self, case) -> None:
        at = clock.now() + timedelta(days=self.rng.randint(1, 12))
        kind = self.rng.choice(["video", "video", "in_person"])
        actions.book_interview(
            application=self.applied(case),
            kind=kind,
            at=at,
            place=f"Visiting room {self.rng.randint(1, 4)}",
            by=self.by,
        )

    def interviewed(self, case) -> Application:
        application = self.applied(case)
        with acting_on(self.today - timedelta(days=20)):
            at = clock.now() + timedelta(days=5)
            interview = actions.book_interview(
                application=application, kind="video", at=at, place="Video room", by=self.by
            )
        with acting_on(self.today - timedelta(days=14)):
            outcome = self.rng.choice(["yes", "yes", "second", "later"])
            actions.record_interview_outcome(interview=interview, outcome=outcome, by=self.by)
        return application

    def offered(self, case) -> Application:
        application = self.interviewed(case)
        start = max(case.release_date, self.today) + timedelta(days=self.rng.randint(1, 10))
        with self.ago(5, 12):
            return actions.make_offer(application=application, start_date=start, by=self.by)

    def accepted(self, case) -> None:
        application = self.offered(case)
        with self.ago(1, 4):
            actions.accept_offer(application=application, by=self.by)

    def declined(self, case) -> None:
        application = self.interviewed(case)
        how = self.rng.choice(["declined_by_employer", "declined_by_person", "withdrawn"])
        with self.ago(1, 12):
            if how == "withdrawn":
                actions.withdraw(application=application, reason="other_job", by=self.by)
            else:
                reason = {"declined_by_employer": "not_chosen", "declined_by_person": "transport"}[how]
                actions.decline(application=application, side=how, reason=reason, by=self.by)

    def at_work(self, case) -> None:
        """Offered before the release, which lies behind; then the first day and the checks that have come due."""
        opening = self.an_opening(case)
        first_day = case.released_on + timedelta(days=self.rng.randint(2, 14))
        if first_day > self.today:
            return
        with acting_on(case.released_on - timedelta(days=20)):
            application = ApplicationFactory(
                case=case,
                opening=opening,
                offered=True,
                start_date=first_day,
                offered_wage=opening.wage,
                offered_before_release=True,
                put_forward_by=self.by,
            )
            title = f"Job offered before release: {opening}"
            record_event(case=case, kind=TimelineEvent.Kind.WORK, title=title, by=self.by)
        with acting_on(case.released_on - timedelta(days=15)):
            actions.accept_offer(application=application, by=self.by)
        with acting_on(first_day):
            placement = actions.start_work(application=application, started_on=first_day, by=self.by)
        for check in placement.checks.filter(due_on__lte=self.today - timedelta(days=6)):
            with acting_on(check.due_on + timedelta(days=self.rng.randint(0, 5))):
                still_working = self.rng.random() < 0.85
                actions.record_check(
                    check=check,
                    still_working=still_working,
                    evidence=self.rng.choice(["pay_stub", "employer", "officer", "person"]),
                    reason="" if still_working else self.rng.choice(["better_job", "schedule", "transport"]),
                    by=self.by,
                )
            if not still_working:
                return

    def events(self):
        """Fairs and video days behind and ahead, where most people leave from; and who is there."""
        by_facility = {}
        for case in self.inside:
            by_facility.setdefault(case.facility_id, []).append(case)
        busiest = sorted(by_facility, key=lambda facility: (-len(by_facility[facility]), facility))[:4]
        for n, facility in enumerate(busiest):
            for days in (-45, -16, 9 + 7 * n):
                kind = self.rng.choice(["fair", "fair", "video"])
                day = self.today + timedelta(days=days)
                employers = self.rng.sample([job.employer for rows in self.by_county.values() for job in rows], 7)
                fair = HiringEventFactory(
                    facility=Facility.objects.get(pk=facility),
                    kind=kind,
                    starts_at=timezone.make_aware(datetime(day.year, day.month, day.day, 9, 30)),
                    place="Gymnasium" if kind == "fair" else "Video room",
                    employers=employers,
                )
                yield fair, self.rng.sample(by_facility[facility], min(4, len(by_facility[facility])))

    def fill(self, fair, people) -> None:
        """Put people forward to the employers that come, invite them, and enter the results of a past event."""
        coming = list(fair.employers.order_by("pk"))
        openings = list(Opening.objects.filter(employer__in=coming, state="open").order_by("pk"))
        fair_day = timezone.localdate(fair.starts_at)
        for case in people:
            invited_on = min(fair_day - timedelta(days=5), self.today)
            with acting_on(invited_on):
                self.attempt(lambda case=case: self.invite(case, fair, openings), case)
        if fair_day < self.today:
            with acting_on(fair_day + timedelta(days=1)):
                outcomes = {
                    pk: self.rng.choice(["yes", "second", "later", "no", "did_not_come"])
                    for pk in fair.interviews.order_by("pk").values_list("pk", flat=True)
                }
                actions.record_results(event=fair, outcomes=outcomes, by=self.by)

    def invite(self, case, fair, openings) -> None:
        opening = self.rng.choice(openings)
        application = actions.put_forward(case=case, opening=opening, agreed=True, by=self.by)
        actions.book_interview(application=application, kind="event", event=fair, by=self.by)

    def move_dates(self) -> None:
        """Two release dates move past the first day of work that was agreed."""
        rows = Application.objects.filter(state=Application.State.OFFERED, case__state__in=Case.INSIDE)
        for application in rows.select_related("case").order_by("pk")[:2]:
            confirm_release_date(
                case=application.case,
                date=application.start_date + timedelta(days=25),
                why="Board letter",
                by=application.case.coordinator,
            )
