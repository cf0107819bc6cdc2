import os
import secrets

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from psycopg2 import sql

from accounts import doors, scope

LOGINS = {
    "portal_web": ("PORTAL_WEB_PASSWORD", doors.DATABASE_ROLES["staff" if settings.PRODUCTION else "both"]),
    "portal_partner": ("PORTAL_PARTNER_PASSWORD", doors.DATABASE_ROLES["partner"]),
    "portal_worker": ("PORTAL_WORKER_PASSWORD", {scope.WORKER}),
}


class Command(BaseCommand):
    help = (
        "Make or renew the database logins of the two doors and the worker, which own nothing and may only take their "
        "scope roles. Passwords come from PORTAL_WEB_PASSWORD, PORTAL_PARTNER_PASSWORD and PORTAL_WORKER_PASSWORD; "
        "outside production missing ones are made up. Run as the owner of the database."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--print-urls",
            action="store_true",
            help="Print a DATABASE_URL for each login.",
        )

    def handle(self, *, print_urls, **options):
        database = settings.DATABASES["default"]
        for login, (variable, roles) in LOGINS.items():
            password = os.environ.get(variable, "")
            if not password:
                if settings.PRODUCTION:
                    raise CommandError(f"Set {variable} in the environment.")
                password = secrets.token_urlsafe(24)
            self.make(login, password, roles)
            if print_urls:
                host = database["HOST"] or "localhost"
                address = f"{host.replace('/', '%2F')}:{database['PORT'] or 5432}"
                name = login.removeprefix("portal_").upper()
                url = f"postgres://{login}:{password}@{address}/{database['NAME']}"
                self.stdout.write(f"{name}_DATABASE_URL={url}")

    @staticmethod
    def make(login, password, roles):
        with connection.cursor() as cursor:
            cursor.execute("select from pg_roles where rolname = %s", [login])
            verb = sql.SQL("alter" if cursor.fetchone() is not None else "create")
            cursor.execute(
                sql.SQL("{} role {} login noinherit nosuperuser nobypassrls password {}").format(
                    verb, sql.Identifier(login), sql.Literal(password)
                )
            )
            for role in scope.DATABASE_ROLES:
                form = "grant {} to {}" if role in roles else "revoke {} from {}"
                cursor.execute(sql.SQL(form).format(sql.Identifier(role), sql.Identifier(login)))
