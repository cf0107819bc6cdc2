from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts import scope
from partners.hsds.runs import finish, receive

TABLES = ("organization", "location", "service", "service_at_location", "phone", "schedule")
WAYS = ("new", "changed", "same")


class Command(BaseCommand):
    help = "Take in a directory in the Open Referral form (HSDS 3): a zip file or a folder of CSV files."

    def add_arguments(self, parser):
        parser.add_argument("package", type=Path)
        parser.add_argument("--source", default="", help="Who sent it; the name of the package when left out.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would change; change nothing.")

    def handle(self, *, package, source, dry_run, **options):
        if not package.exists():
            raise CommandError(f"There is no package {package}.")
        source = source or package.stem[:40]
        with scope.acting_as(scope.worker):
            batch = receive(file_name=package.name, stored_as="", source=source, dry_run=dry_run, by=None)
            outcome = finish(batch, package)
        if outcome is None:
            raise CommandError(f"Refused: {batch.refusal}")
        counts = outcome.counts
        lines = [f"{counts['rows']:,} rows read from {source}.", "Would change:" if dry_run else "Changes:"]
        for table in TABLES:
            said = [f"{counts[f'{table} {way}']:,} {way}" for way in WAYS if counts.get(f"{table} {way}")]
            if said:
                lines.append(f"  {table}: {', '.join(said)}")
        lines += [f"  set aside: {counts['set_aside']:,}"] if counts["set_aside"] else []
        lines += [f"    {one.file}, line {one.line}: {one.reason}" for one in outcome.rejects[:20]]
        lines += [f"  not kept: {what} ({count:,})" for what, count in sorted(outcome.not_kept.items())]
        self.stdout.write("\n".join(lines))
