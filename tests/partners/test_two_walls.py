"""The second wall alone: with the first switched off, a partner's scope shows nothing that no release opens.

Each policy is weakened on purpose too; the same look then has to find something.
"""

import re

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from cases.models import Appointment, Category, ContactPoint, NeedArea
from demo.factories.accounts import OrganizationFactory, UserFactory
from demo.factories.cases import (
    AppointmentFactory,
    CaseFactory,
    ContactPointFactory,
    NeedFactory,
    NoteFactory,
    PlanStepFactory,
)
from demo.factories.partners import ConsentFactory, ServiceFactory, send, sign_for
from partners import actions
from partners.models import Referral, ServiceRecord, Visitor
from reentry_portal import clock
from tests.accounts.test_walls import PARTNER_MAY_READ

pytestmark = pytest.mark.django_db

# Tables without people in them, or of the reader's own account.
NOT_ABOUT_PEOPLE = {
    "accounts_organization",
    "accounts_user",
    "account_emailaddress",
    "accounts_invitation",
    "accounts_outgoingmail",
    "axes_accessattempt",
    "mfa_authenticator",
    "cases_county",
    "cases_district",
    "cases_facility",
    "cases_needarea",
    "django_session",
    "partners_agreement",
    "partners_location",
    "partners_phone",
    "partners_schedule",
    "partners_service",
    "partners_service_areas",
    "partners_service_counties",
    "partners_service_types",
    "partners_serviceatlocation",
    "partners_servicetype",
}
ABOUT_PEOPLE = sorted(PARTNER_MAY_READ - NOT_ABOUT_PEOPLE)


SHARED = ([Category.CONTACT, Category.RELEASE], [Category.PLAN, Category.EDUCATION])


@pytest.fixture
def scene():
    """Two organizations with two people each, of whom different things are open; every table has more than that."""
    areas = {area.code: area for area in NeedArea.objects.all()}
    partners = [UserFactory(role="partner") for _ in range(2)]
    referrals = [_serve(partner, areas, shares) for partner in partners for shares in SHARED]
    # Someone whom no referral reaches, and someone whose referral was withdrawn.
    CaseFactory()
    gone = NeedFactory(case=CaseFactory(), area=areas["housing"])
    by, organization = gone.case.coordinator, partners[0].organization
    sign_for(gone, [organization], by)
    withdrawn = send(gone, [ServiceFactory(organization=organization, name="B", areas=[gone.area])], by)
    actions.move(referral=withdrawn, to="withdrawn", end_reason="x", by=by)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        # Rows that no release makes: of yesterday, and of a category that says nothing about the name.
        for category, referral, until in (("plan", referrals[0], -1), ("legal", withdrawn, None)):
            cursor.execute(
                "insert into partners_disclosure"
                " (organization_id, person_id, category, referral_id, consent_id, since, until)"
                " values (%s, %s, %s, %s, %s, portal_today() - 9, portal_today() + %s::int)",
                [referral.organization_id, referral.person_id, category, referral.pk, referral.consent_id, until],
            )
    return partners, referrals


def _serve(partner, areas, shares):
    """One person with everything on file, whose housing need the partner serves."""
    case = CaseFactory()
    by, organization = case.coordinator, partner.organization
    need = NeedFactory(case=case, area=areas["housing"])
    for code in ("recovery", "education"):
        NeedFactory(case=case, area=areas[code])
        PlanStepFactory(case=case, area=areas[code])
    NoteFactory(case=case, author=by)
    ContactPointFactory(person=case.person)
    service = ServiceFactory(organization=organization, name=f"For {case.pk}", areas=[need.area])
    ConsentFactory(person=case.person, recipients=[organization], categories=["identity", "housing", *shares])
    referral = actions.send_referral(
        need=need, services=[service], shares=shares, reason="x", reply_by=clock.today(), by=by
    )
    actions.move(referral=referral, to="accepted", text="Welcome", by=partner)
    actions.record_service(referral=referral, on=clock.today(), what="attended", by=partner)
    ServiceRecord.objects.create(
        referral=referral, category="health", on=clock.today(), what="attended", recorded_by=by
    )
    referral.messages.create(kind="news", category="health", text="x", author=by, author_label="x")
    for category, host in (
        ("housing", organization),
        ("education", organization),
        ("substance_use", organization),
        ("housing", OrganizationFactory()),
    ):
        meeting = AppointmentFactory(case=case, organization=host, category=category)
        Visitor.objects.create(appointment=meeting, name="Ada Hillgrove")
    return referral


def ids(table: str) -> set[int]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"select id from public.{table}")  # noqa: S608 - names from the catalog
        return {row[0] for row in cursor.fetchall()}


def expected(partner) -> dict[str, set[int]]:
    """What the partner may see of each table, worked out from the records."""
    own = Referral.objects.filter(organization=partner.organization_id)
    seen = {table: set() for table in ABOUT_PEOPLE}
    seen["partners_referral"] = set(own.values_list("pk", flat=True))
    for referral in own:
        rows = referral.disclosures.exclude(until__lt=clock.today())
        open_now = set(rows.values_list("category", flat=True))
        seen["partners_disclosure"] |= set(rows.values_list("pk", flat=True))
        seen["partners_consent"] |= set(rows.values_list("consent", flat=True))
        if "identity" in open_now:
            seen["cases_person"].add(referral.person_id)
        if "release" in open_now:
            seen["cases_case"].add(referral.case_id)
        if "contact" in open_now:
            points = ContactPoint.objects.filter(person=referral.person_id, ended_at=None)
            seen["cases_contactpoint"] |= set(points.values_list("pk", flat=True))
        if "plan" in open_now:
            steps = referral.case.steps.filter(area__confidentiality="general")
            seen["cases_planstep"] |= set(steps.values_list("pk", flat=True))
        if open_now:
            events = referral.case.events.filter(actor=partner)
            seen["cases_timelineevent"] |= set(events.values_list("pk", flat=True))
        meetings = Appointment.objects.filter(
            case=referral.case_id, organization=partner.organization_id, category__in=open_now
        )
        seen["cases_appointment"] |= set(meetings.values_list("pk", flat=True))
        seen["partners_visitor"] |= set(Visitor.objects.filter(appointment__in=meetings).values_list("pk", flat=True))
        needs = referral.case.needs.filter(area__category__in=open_now)
        seen["cases_need"] |= set(needs.values_list("pk", flat=True))
        for table, related in (
            ("partners_referralmessage", referral.messages),
            ("partners_servicerecord", referral.records),
        ):
            seen[table] |= set(related.filter(category__in=open_now).values_list("pk", flat=True))
    return seen


def leaks(partner, acting, wanted) -> dict[str, set[int]]:
    """Where raw SQL in the partner's scope shows anything else than it should."""
    with acting(partner):
        seen = {table: ids(table) for table in ABOUT_PEOPLE}
    return {table: seen[table] ^ wanted[table] for table in ABOUT_PEOPLE if seen[table] != wanted[table]}


def test_raw_sql_shows_what_the_releases_open_and_nothing_else(scene, acting):
    partners, _ = scene
    for partner in partners:
        assert leaks(partner, acting, expected(partner)) == {}


def test_every_model_asked_for_all_its_rows_shows_no_stranger(scene, acting):
    partners, _ = scene
    wanted = expected(partners[0])
    asked = 0
    for model in apps.get_models():
        table = model._meta.db_table
        if table in NOT_ABOUT_PEOPLE:
            continue
        with acting(partners[0]):
            if table in ABOUT_PEOPLE:
                assert set(model._base_manager.order_by("pk").values_list("pk", flat=True)) == wanted[table], table
                asked += 1
            else:
                with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                    list(model._base_manager.order_by("pk").values_list("pk", flat=True)[:1])
    assert asked == len(ABOUT_PEOPLE)


def policies() -> list[tuple[str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select tablename, policyname, qual from pg_policies"
            " where 'as_partner' = any(roles) and cmd in ('SELECT', 'ALL') and tablename = any(%s)",
            [ABOUT_PEOPLE],
        )
        return cursor.fetchall()


def weaker(qual: str) -> list[str]:
    """The policy as it would be if one of its conditions had been forgotten."""
    forms = ["true"]
    for condition in (
        r"\(d\.category = '\w+'::text\)",
        r"\(\(d\.category\)::text = '\w+'::text\)",
        r"\(\(d\.category\)::text = \([\w.]+\)::text\)",
        r"\(r\.case_id = [\w.]+\)",
        r"\(d\.person_id = [\w.]+\)",
        r"\(d\.referral_id = [\w.]+\)",
        r"\(organization_id = \( SELECT acting_organization\(\) AS acting_organization\)\)",
        r"\(\(portal_today\(\) >= since\) AND .*?\)\)\)",
    ):
        for found in re.findall(condition, qual):
            forms.append(qual.replace(found, "true", 1))
    return forms


def test_each_policy_weakened_on_purpose_is_caught(scene, acting):
    partners, _ = scene
    wanted = [expected(partner) for partner in partners]
    tried, missed = 0, []
    for table, policy, qual in policies():
        for form in weaker(qual):
            tried += 1
            savepoint = transaction.savepoint_create()
            with connection.cursor() as cursor:
                cursor.execute(f'alter policy "{policy}" on public."{table}" using ({form})')
            if not any(leaks(partner, acting, each) for partner, each in zip(partners, wanted, strict=True)):
                missed.append((table, policy, form))
            transaction.savepoint_rollback(savepoint)
    assert missed == []
    assert tried > 25


@pytest.mark.parametrize(
    "query",
    [
        "select doc_number from cases_person",
        "select birth_date from cases_person",
        "select text from cases_note",
        "select coordinator_id from cases_case",
        "select reason from cases_need",
        "select scan from partners_consent",
        "update partners_referral set consent_id = null",
        "update partners_referral set shares = '{identity,plan}'",
        "insert into partners_disclosure (organization_id) values (1)",
        "delete from partners_referralmessage",
        "select public.refresh_disclosure(1)",
        "select * from public.disclosure_drift()",
    ],
)
def test_columns_and_verbs_that_are_not_theirs_are_refused(query, scene, acting):
    partners, _ = scene
    with (
        acting(partners[0]),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(query)


def test_a_partner_cannot_write_on_what_is_not_open_to_it(scene, acting):
    partners, referrals = scene
    stranger = referrals[-1]
    with acting(partners[0]):
        for on, statement in (
            (
                stranger.pk,
                "insert into partners_referralmessage (referral_id, kind, category, text, author_id, author_label, at)"
                " values (%s, 'news', 'housing', 'x', %s, 'x', now())",
            ),
            (
                stranger.case_id,
                "insert into cases_timelineevent"
                " (case_id, at, kind, title, text, confidentiality, actor_id, actor_label)"
                " values (%s, now(), 'referral', 'x', '', 'general', %s, 'x')",
            ),
        ):
            with (
                pytest.raises(DatabaseError, match="row-level security"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement, [on, partners[0].pk])
        with connection.cursor() as cursor:
            cursor.execute("update partners_referral set version = 99 where id = %s", [stranger.pk])
            assert cursor.rowcount == 0
