import random
import time

from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.models import Organization, Role
from cases.models import Facility, Person
from demo import emergencies, people, records, worklists, workplaces
from demo.factories import followups, partners, womens_programs
from demo.factories.accounts import InvitationFactory, OrganizationFactory, UserFactory
from demo.factories.cases import PostingFactory
from demo.sign_ins import SIGN_INS


class Command(BaseCommand):
    help = "Fill an empty database with invented people, partners, employers and programs; the same for a seed."

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=2026)

    def handle(self, *, seed, **options):
        if Person.objects.exists():
            self.stdout.write("The database has people already; nothing was loaded.")
            return
        started = time.monotonic()
        rng = random.Random(seed)
        with transaction.atomic():
            staff = self.make_staff(rng)
            cases = people.populate(rng, coordinators=staff["coordinators"], womens_staff=[staff["women@demo.test"]])
            records.populate(rng, cases, shown_to=staff["coordinator@demo.test"])
            users = [user for user in staff.values() if not isinstance(user, dict)]
            partners.populate(rng, cases, users)
            workplaces.populate(rng, cases, users)
            womens_programs.populate(rng, cases, users)
            followups.populate(rng, cases, users)
            emergencies.populate(staff, cases)
            worklists.populate(staff, cases)
        self.stdout.write(f"Loaded {len(cases)} people in {time.monotonic() - started:.1f} s.")

    @staticmethod
    def make_staff(rng):
        """The fixed sign-ins, and two more coordinators for each prison."""
        staff = {}
        for sign_in in SIGN_INS:
            organization = None
            if sign_in.role == Role.PARTNER:
                organization = OrganizationFactory(
                    name=sign_in.organization, kind=Organization.Kind.NONPROFIT, agreement_ends=None
                )
            staff[sign_in.email] = UserFactory(
                email=sign_in.email,
                first_name=sign_in.first_name,
                last_name=sign_in.last_name,
                role=sign_in.role,
                organization=organization,
                is_organization_admin=organization is not None,
            )
        partner = staff["partner@demo.test"]
        for first_name, last_name in [("Taylor", "Northcott"), ("Jamie", "Eastlake")]:
            UserFactory(
                email=f"{first_name.lower()}@demo.test",
                first_name=first_name,
                last_name=last_name,
                role=Role.PARTNER,
                organization=partner.organization,
            )
        InvitationFactory(
            organization=partner.organization, invited_by=partner, email="robin@demo.test", last_name="Fairchild"
        )
        coordinators = {}
        for facility in Facility.objects.filter(is_active=True, kind="prison"):
            if facility.code == "MCC":
                team = [staff["coordinator@demo.test"]]
            else:
                team = [
                    UserFactory(
                        email=f"{facility.code.lower()}{n}@demo.test",
                        first_name=rng.choice(people.names.WOMEN + people.names.MEN),
                        last_name=people.names.surname(rng),
                    )
                    for n in (1, 2)
                ]
            for user in team:
                PostingFactory(user=user, facility=facility)
            coordinators[facility.code] = team
        return {**staff, "coordinators": coordinators}
