"""Refuses a web or worker process whose database login could walk around the walls, or that asks for too little at
sign-in."""

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connection

from accounts import doors, scope

QUERY = """
    select rolsuper, rolbypassrls, rolcreaterole,
           exists (select from pg_class where relowner = r.oid and relnamespace = 'public'::regnamespace)
      from pg_roles r where rolname = current_user
"""


@register(Tags.database, deploy=True)
def login_owns_nothing(app_configs, databases, **kwargs):
    """Runs with `check --deploy --database default`, which the web and the worker do before they start."""
    if not databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute(QUERY)
        superuser, bypasses, makes_roles, owns = cursor.fetchone()
    reasons = [
        text
        for wrong, text in [
            (superuser, "is a superuser"),
            (bypasses, "bypasses row-level security"),
            (makes_roles, "can make roles"),
            (owns, "owns tables"),
        ]
        if wrong
    ]
    if not reasons:
        return []
    return [
        Error(
            f"The database login {settings.DATABASES['default']['USER']} {' and '.join(reasons)}.",
            hint="Start the web and the worker with the login that `manage.py ensure_logins` made for them.",
            id="accounts.E001",
        )
    ]


@register(Tags.database, deploy=True)
def login_takes_only_the_roles_of_its_door(app_configs, databases, **kwargs):
    """A web process whose login could take the other side's role would make one wall of two."""
    if not databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "select rolname from pg_roles where rolname = any(%s) and pg_has_role(current_user, oid, 'member')",
            [list(scope.DATABASE_ROLES)],
        )
        taken = {name for (name,) in cursor.fetchall()}
    too_many = taken - doors.DATABASE_ROLES[settings.DOOR]
    if not too_many or taken == {scope.WORKER}:  # the worker's own login is no door
        return []
    return [
        Error(
            f"The login of the {settings.DOOR} door can also become {', '.join(sorted(too_many))}.",
            hint="Run `manage.py ensure_logins`, and start each door with its own login.",
            id="accounts.E003",
        )
    ]


@register(Tags.security, deploy=True)
def everyone_has_a_second_factor(app_configs, **kwargs):
    """Production may leave roles without a second factor only when someone says in the settings why (CJIS IA-2)."""
    without = settings.ROLES - settings.FACTOR_ROLES
    if not settings.PRODUCTION or not without or settings.FACTOR_EXCEPTION:
        return []
    return [
        Error(
            f"No second factor is asked of: {', '.join(sorted(without))}.",
            hint="Set PORTAL_MFA=all, or say in PORTAL_MFA_EXCEPTION who accepted this and why.",
            id="accounts.E002",
        )
    ]
