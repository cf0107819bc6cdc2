"""What the second wall costs, and a partner's inbox with thousands of referrals: `python -m benchmarks.partners [N]`.

Runs against a bundled PostgreSQL of its own, thrown away afterwards. The same questions are asked as the owner of the
tables, with the filter written into the question, and as a partner, with the policies in its place.
"""

import os
import shutil
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 30


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    from reentry_portal.embedded import servers

    try:
        with servers(ROOT / "var", name="bench-partners") as urls:
            os.environ.update({**urls, "PORTAL_MODE": "test", "DJANGO_SETTINGS_MODULE": "reentry_portal.settings"})
            import django

            django.setup()
            measure(many)
    finally:
        shutil.rmtree(ROOT / "var" / "bench-partners", ignore_errors=True)


def measure(many: int) -> None:
    from django.core.management import call_command
    from django.db import connection, transaction

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        partner = fill(many)
    with connection.cursor() as cursor:
        cursor.execute("analyze")
    inbox(partner)
    wall(partner)


def fill(many: int):
    """`many` referrals to one organization, and as many to another."""
    from cases.models import Case, Need, NeedArea, Person
    from demo.factories.accounts import UserFactory
    from demo.factories.partners import ServiceFactory
    from partners.consent import DISCLOSER, FORM_VERSION
    from partners.models import Consent, Referral, ReferralMessage
    from reentry_portal import clock

    started, today = time.monotonic(), clock.today()
    area, by = NeedArea.objects.get(code="housing"), UserFactory()
    partners = [UserFactory(role="partner") for _ in range(2)]
    services = [ServiceFactory(organization=partner.organization, areas=[area]) for partner in partners]
    people = Person.objects.bulk_create(
        Person(doc_number=f"{n:08d}", last_name=f"Name{n}", first_name="Marcus") for n in range(2 * many)
    )
    cases = Case.objects.bulk_create(
        Case(person=person, state="planning", release_date=today + timedelta(days=n % 300), no_date_reason="")
        for n, person in enumerate(people)
    )
    needs = Need.objects.bulk_create(Need(case=case, area=area) for case in cases)
    consents = Consent.objects.bulk_create(
        Consent(
            person=person,
            discloser=DISCLOSER,
            form_version=FORM_VERSION,
            categories=["identity", "release", "housing"],
            purposes=["services"],
            signed_on=today,
            expires_on=today + timedelta(days=180),
            method="screen",
            signed_name="A",
            rights_explained=True,
            recorded_by=by,
        )
        for person in people
    )
    link = Consent.recipients.through
    link.objects.bulk_create(
        link(consent=consent, organization=partners[n % 2].organization) for n, consent in enumerate(consents)
    )
    referrals = Referral.objects.bulk_create(
        Referral(
            case=case,
            person_id=case.person_id,
            need=need,
            service=services[n % 2],
            organization=partners[n % 2].organization,
            consent=consent,
            category="housing",
            purpose="services",
            shares=["identity", "release", "housing"],
            reply_by=today,
            sent_at=clock.now(),
            sent_by=by,
            contact="A",
        )
        for n, (case, need, consent) in enumerate(zip(cases, needs, consents, strict=True))
    )
    ReferralMessage.objects.bulk_create(
        ReferralMessage(referral=row, kind="reason", category="housing", text="x", author=by, author_label="A")
        for row in referrals
    )
    print(f"{2 * many:,} referrals with their releases in {time.monotonic() - started:.1f} s")
    return partners[0]


def inbox(partner) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    client.force_login(partner, backend="allauth.account.auth_backends.AuthenticationBackend")
    first = client.get("/partner/inbox/").content.decode()
    deep = "/partner/inbox/?at=" + first.partition('href="?at=')[2].partition('"')[0]
    for name, address in (("first page", "/partner/inbox/"), ("next page", deep)):
        with CaptureQueriesContext(connection) as statements:
            page = client.get(address)
        took = [timed(lambda: client.get(address)) for _ in range(ROUNDS)]  # noqa: B023
        print(f"inbox, {name}: {len(statements)} statements, {len(page.content):,} bytes, {median(took):.1f} ms")


QUESTIONS = {
    "25 people by name": (
        "select id, last_name from cases_person p {own} order by last_name, id limit 25",
        "where exists (select from partners_disclosure d where d.person_id = p.id and d.category = 'identity'"
        " and d.organization_id = {org})",
    ),
    "how many people": (
        "select count(*) from cases_person p {own}",
        "where exists (select from partners_disclosure d where d.person_id = p.id and d.category = 'identity'"
        " and d.organization_id = {org})",
    ),
    "one person's words": (
        "select text from partners_referralmessage m where referral_id = {referral} {own}",
        "and exists (select from partners_disclosure d where d.referral_id = m.referral_id"
        " and d.category = m.category and d.organization_id = {org})",
    ),
}


def wall(partner) -> None:
    from django.db import connection

    from accounts import scope
    from partners.models import Referral

    referral = Referral.objects.filter(organization=partner.organization_id).latest("pk").pk
    for name, (question, own) in QUESTIONS.items():
        values = {"org": partner.organization_id, "referral": referral}
        text = question.format(own=own, **values).format(**values)
        figures = {"owner, filtered": [timed(lambda: ask(connection, text)) for _ in range(ROUNDS)]}  # noqa: B023
        with scope.acting_as(scope.actor_for(partner)):
            text = question.format(own="", **values)
            figures["partner, policy"] = [timed(lambda: ask(connection, text)) for _ in range(ROUNDS)]  # noqa: B023
        print(f"{name}: " + ", ".join(f"{who} {median(took):.2f} ms" for who, took in figures.items()))


def ask(connection, text: str) -> list:
    with connection.cursor() as cursor:
        cursor.execute(text)
        return cursor.fetchall()


def timed(what) -> float:
    started = time.perf_counter()
    what()
    return (time.perf_counter() - started) * 1000


def median(values) -> float:
    return statistics.median(values)


if __name__ == "__main__":
    main()
