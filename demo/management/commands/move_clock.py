from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection


class Command(BaseCommand):
    help = "Put the demo's clock ahead, so that what is due later falls due now. Never in production."

    def add_arguments(self, parser):
        parser.add_argument("--days", type=int, default=0)
        parser.add_argument("--hours", type=int, default=0)
        parser.add_argument("--back-to-now", action="store_true")

    def handle(self, *, days, hours, back_to_now, **options):
        if settings.PRODUCTION:
            raise CommandError("The clock of a production portal is not moved.")
        with connection.cursor() as cursor:
            cursor.execute("select ahead from public.demo_clock")
            row = cursor.fetchone()
            ahead = timedelta() if back_to_now else (row[0] if row else timedelta()) + timedelta(days=days, hours=hours)
            cursor.execute("delete from public.demo_clock")
            cursor.execute("insert into public.demo_clock values (%s)", [ahead])
            cursor.execute("select public.portal_now() at time zone 'America/Chicago'")
            self.stdout.write(f"The portal's clock says {cursor.fetchone()[0]:%m/%d/%Y %H:%M}.")
