"""Every table has its walls; a new one fails here until someone decides who may do what."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db

# What a partner organization can touch at all. Everything else has no grant for it.
PARTNER_MAY_READ = {
    "accounts_invitation",
    "accounts_organization",
    "accounts_user",
    "account_emailaddress",
    "cases_appointment",
    "axes_accessattempt",
    "cases_case",
    "cases_contactpoint",
    "cases_county",
    "cases_district",
    "cases_facility",
    "cases_need",
    "cases_needarea",
    "cases_person",
    "cases_planstep",
    "cases_timelineevent",
    "django_session",
    "mfa_authenticator",
    "partners_agreement",
    "partners_consent",
    "partners_disclosure",
    "partners_location",
    "partners_phone",
    "partners_referral",
    "partners_referralmessage",
    "partners_schedule",
    "partners_service",
    "partners_service_areas",
    "partners_service_counties",
    "partners_service_types",
    "partners_serviceatlocation",
    "partners_servicetype",
    "partners_servicerecord",
    "partners_visitor",
}


def rows(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_every_table_enforces_row_level_security():
    open_tables = rows("""
        select relname from pg_class
         where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
           and not (relrowsecurity and relforcerowsecurity)
    """)
    assert open_tables == []


def test_partners_read_only_what_is_written_down_here():
    granted = {
        name
        for (name,) in rows("""
            select relname from pg_class c
             where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')
               and has_any_column_privilege('as_partner', c.oid, 'select')
        """)
    }
    assert granted == PARTNER_MAY_READ


def test_visitors_reach_only_what_signing_in_needs():
    granted = {
        name
        for (name,) in rows("""
            select relname from pg_class c
             where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')
               and has_any_column_privilege('as_visitor', c.oid, 'select')
        """)
    }
    assert granted == {
        "account_emailaddress",
        "account_emailconfirmation",
        "accounts_invitation",
        "accounts_organization",
        "accounts_user",
        "axes_accessattempt",
        "axes_accessattemptexpiration",
        "axes_accessfailurelog",
        "axes_accesslog",
        "django_session",
        "mfa_authenticator",
        "socialaccount_socialaccount",
    }


def test_nobody_but_the_owner_writes_the_trail():
    assert (
        rows("""
            select grantee, privilege_type from information_schema.role_table_grants
             where table_name = 'audit_auditevent' and privilege_type <> 'SELECT' and grantee like 'as\\_%'
        """)
        == []
    )


def test_no_view_runs_with_its_owners_rights():
    assert (
        rows("""
            select relname from pg_class
             where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
               and not coalesce(reloptions @> array['security_invoker=true'], false)
        """)
        == []
    )


def test_functions_that_run_as_the_owner_are_listed():
    assert {
        name
        for (name,) in rows("select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef")
    } == {
        "audit_basis",
        "audit_close",
        "audit_last_link",
        "audit_people",
        "audit_record",
        "audit_row",
        "audit_seal",
        "audit_verify",
        "calendar_owner",
        "cards_given",
        "disclosure_drift",
        "disclosure_follows",
        "keep_followed_cadence",
        "disclosure_follows_merge",
        "outbox_put",
        "outbox_take_back",
        "portal_now",
        "portal_today",
        "refresh_disclosure",
        "release_ends_consents",
        "search_names_of_person",
        "search_names_of_other",
    }
