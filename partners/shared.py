"""What an organization sees of a person through a referral: built here for its page, its sheet and staff's preview.

The first wall. Each part is fetched only where its category is open today; under it the policies of the database say
the same (partners/sql/walls.sql).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q

from audit import log
from audit.models import Action
from cases.models import (
    Appointment,
    Case,
    Category,
    Confidentiality,
    ContactPoint,
    Need,
    Person,
    PlanStep,
)
from partners.models import Consent, Disclosure, Referral, Visitor
from reentry_portal import clock

State = Referral.State
# The full name once the organization said yes; before that the first name and an initial.
KNOWN_BY_NAME = (State.ACCEPTED, State.STARTED, *Referral.AFTER_SERVICE)


@dataclass
class Shared:
    """One referral as its organization sees it. What is not open is empty, and `categories` says what is."""

    referral: Referral
    categories: list[str]
    consents: list[Consent] = field(default_factory=list)
    person: Person | None = None
    release: Case | None = None
    needs: Sequence[Need] = ()
    steps: Sequence[PlanStep] = ()
    contact_points: Sequence[ContactPoint] = ()
    appointments: Sequence[Appointment] = ()
    messages: Sequence = ()
    records: Sequence = ()

    @property
    def is_open(self) -> bool:
        return self.person is not None

    @property
    def name(self) -> str:
        if self.person is None:
            return "Not shared any more"
        if self.referral.state in KNOWN_BY_NAME:
            return self.person.full_name
        return f"{self.person.first_name} {self.person.last_name[:1]}."

    @property
    def labels(self) -> list[str]:
        return [Category(code).label for code in self.categories]

    @property
    def is_part_2(self) -> bool:
        """Identifies the person as one who is or was in substance use treatment (42 CFR 2.11, 2.32)."""
        return self.is_open and any(
            Category(code).confidentiality == Confidentiality.SUBSTANCE_USE
            for code in {*self.categories, self.referral.category}
        )


def open_today(organization_id: int, referrals: Collection[Referral]) -> dict[int, list[Disclosure]]:
    """What is open to the organization today through each of these referrals."""
    today = clock.today()
    rows = Disclosure.objects.filter(
        Q(until=None) | Q(until__gte=today), referral__in=referrals, organization=organization_id, since__lte=today
    )
    found = {referral.pk: [] for referral in referrals}
    for row in rows:
        found[row.referral_id].append(row)
    return found


def shared_in_list(organization_id: int, referrals: Collection[Referral]) -> list[Shared]:
    """Names and places for a list, in three statements however many rows."""
    opened = open_today(organization_id, referrals)

    def with_category(category):
        return [row for row in referrals if any(each.category == category for each in opened[row.pk])]

    people = _people(row.person_id for row in with_category(Category.IDENTITY))
    releases = _releases(row.case_id for row in with_category(Category.RELEASE))
    return [
        Shared(
            referral=row,
            categories=_categories(opened[row.pk], within=(Category.IDENTITY, Category.RELEASE)),
            consents=[Consent(pk=each.consent_id) for each in opened[row.pk]],
            person=people.get(row.person_id),
            release=releases.get(row.case_id),
        )
        for row in referrals
    ]


def shared_through(organization_id: int, referral: Referral) -> Shared:
    """All that the organization sees through one referral."""
    rows = open_today(organization_id, [referral])[referral.pk]
    categories = _categories(rows)
    shared = Shared(referral=referral, categories=categories)
    if Category.IDENTITY not in categories:
        shared.categories = []
        return shared
    shared.person = _people([referral.person_id]).get(referral.person_id)
    shared.consents = list(
        Consent.objects.filter(pk__in=[row.consent_id for row in rows]).only(
            "kind", "categories", "purposes", "signed_on", "expires_on", "end_event", "ended_on"
        )
    )
    return _fill(shared, case_id=referral.case_id)


def preview(*, need: Need, referral: Referral, shares: Collection[str], consents: Iterable[Consent]) -> Shared:
    """The same page before anything is sent, for staff to read word for word. `referral` is not saved."""
    shared = Shared(
        referral=referral,
        categories=sorted({Category.IDENTITY, *shares}, key=Category.values.index),
        consents=list(consents),
        person=need.case.person,
    )
    return _fill(shared, case_id=need.case_id)


def _fill(shared: Shared, *, case_id: int) -> Shared:
    """Fetch each part whose category is open, in columns that partners may read."""
    referral, categories = shared.referral, shared.categories
    if Category.RELEASE in categories:
        shared.release = _releases([case_id]).get(case_id)
    shared.needs = list(
        Need.objects.filter(case=case_id, area__category__in=categories)
        .select_related("area")
        .only("state", "standing", "next_action", "area__name", "area__sort")
    )
    if Category.PLAN in categories:
        shared.steps = list(
            PlanStep.objects.filter(case=case_id, state__in=PlanStep.UNFINISHED)
            .filter(Q(area=None) | Q(area__confidentiality=Confidentiality.GENERAL))
            .order_by("due_on", "id")
            .only("title", "due_on", "state")[:30]
        )
    if Category.CONTACT in categories:
        shared.contact_points = list(
            ContactPoint.objects.filter(person=referral.person_id, ended_at=None).only(
                "kind", "value", "whose", "safe_for_messages"
            )
        )
    if referral.pk:
        shared.messages = list(referral.messages.filter(category__in=categories))
        shared.records = list(referral.records.filter(category__in=categories))
        shared.appointments = list(
            Appointment.objects.filter(case=case_id, organization=referral.organization_id, category__in=categories)
            .only("what", "category", "way", "starts_at", "minutes", "place", "facility", "state", "reason", "sequence")
            .select_related("facility")
            .prefetch_related(Prefetch("visitors", Visitor.objects.only("appointment_id", "name", "clearance")))
        )
    return shared


def _people(ids: Iterable[int]) -> dict[int, Person]:
    columns = ("first_name", "last_name", "suffix", "preferred_name", "language")
    return Person.objects.only(*columns).in_bulk(list(ids))


def _releases(ids: Iterable[int]) -> dict[int, Case]:
    columns = ("person_id", "release_date", "released_on", "state", "county__name", "facility__short_name")
    return Case.objects.select_related("county", "facility").only(*columns).in_bulk(list(ids))


def _categories(rows: Iterable[Disclosure], within: Collection[str] = Category.values) -> list[str]:
    return sorted({row.category for row in rows if row.category in within}, key=Category.values.index)


def disclosed(shown: Iterable[Shared], *, how: str) -> None:
    """Put on the trail who was shown to whom, with categories, purpose and releases (42 CFR 2.25; P2-12).

    `how` is "page", "list", "print" or "file". Runs in the transaction of the page: no trail, no page.
    """
    shown = [each for each in shown if each.is_open]
    if not shown:
        return
    log.record(
        Action.DISCLOSED,
        object_type="partners_referral",
        object_id=shown[0].referral.pk if len(shown) == 1 else "",
        people=[each.referral.person_id for each in shown],
        basis="consent",
        detail={
            "how": how,
            "shown": [
                {
                    "person": each.referral.person_id,
                    "organization": each.referral.organization_id,
                    "referral": each.referral.pk,
                    "categories": each.categories,
                    "purpose": each.referral.purpose,
                    "consents": sorted({consent.pk for consent in each.consents}),
                }
                for each in shown
            ],
        },
    )
